"""Finds the best values of a few parameters with few runs."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm, qmc

Floats = NDArray[np.float64]
Evaluate = Callable[[Floats], Floats]
"""Points of the unit cube, shape (point, parameter), to their values; NaN if a run failed."""


def minimise(evaluate: Evaluate, parameters: int, *, evaluations: int, batch: int = 1,
             seed: int = 0) -> tuple[Floats, Floats]:
    """Look for the least value by Bayesian optimisation: expected improvement of a Gaussian process.

    It begins with 2 (k + 1) points of a Sobol' sequence, at least 4. What is asked next depends on
    the seed, the batch and the values alone, so that a stopped search can be done again.

    Source: Jones, Schonlau, Welch (1998), J. Global Optim. 13, 455-492; batches by believing the
    model's own mean (Ginsbourger, Le Riche, Carraro 2010).

    Parameters
    ----------
    evaluate : callable
    parameters : int
        1 to about 6.
    evaluations : int
        How many points in all; at least those it begins with.
    batch : int
        How many are evaluated at a time.

    Returns
    -------
    points, values
        Everything that was tried, in order: the best is that of the least value.
    """
    first = max(4, 2 * (parameters + 1))
    if evaluations < first:
        raise ValueError(f"got {evaluations} evaluations, needs {first} or more for {parameters} "
                         "parameters")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # no power of two
        points = qmc.Sobol(parameters, scramble=True, seed=seed).random(first)
    values = evaluate(points)
    random = np.random.default_rng(seed)
    while len(points) < evaluations:
        more: list[Floats] = []
        for _ in range(min(batch, evaluations - len(points))):
            more.append(_next(points, values, more, random))
        asked = np.array(more)
        values = np.concatenate([values, evaluate(asked)])
        points = np.concatenate([points, asked])
    return points, values


def _next(points: Floats, values: Floats, believed: list[Floats],
          random: np.random.Generator) -> Floats:
    """Where the expected improvement is greatest."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import Matern, WhiteKernel

    parameters = points.shape[1]
    known = ~np.isnan(values)
    if known.sum() < 2:
        return random.random(parameters)
    # A failed run counts as bad as the worst: the search goes elsewhere.
    y = np.where(known, values, np.nanmax(values))
    spread = float(y.std()) or 1.0
    y = (y - y.mean()) / spread
    kernel = Matern(np.full(parameters, 0.3), (0.02, 10.0), nu=2.5) + WhiteKernel(1e-4, (1e-8, 1.0))
    model = GaussianProcessRegressor(kernel, n_restarts_optimizer=2, random_state=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(points, y)
        if believed:
            extra = np.array(believed)
            model.optimizer = None
            model.kernel = model.kernel_
            points, y = np.concatenate([points, extra]), np.concatenate([y, model.predict(extra)])
            model.fit(points, y)
    candidates = np.concatenate([
        random.random((2000, parameters)),
        np.clip(points[np.argmin(y)] + 0.05 * random.standard_normal((500, parameters)), 0.0, 1.0)])
    mean, deviation = model.predict(candidates, return_std=True)
    gap = y.min() - mean
    scaled = gap / np.maximum(deviation, 1e-12)
    improvement = gap * norm.cdf(scaled) + deviation * norm.pdf(scaled)
    best: Floats = candidates[int(np.argmax(improvement))]
    return best
