"""Which parameters matter: Sobol' and Morris indices with bootstrap intervals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

RESAMPLES = 1000
"""Bootstrap resamples behind an interval."""

Floats = NDArray[np.float64]


def sobol_indices(values: ArrayLike, parameters: int, *, confidence: float = 0.95,
                  seed: int = 0) -> pd.DataFrame:
    """First-order and total indices from values at the points of designs.saltelli.

    First order by Saltelli et al. (2010), table 2 (b); total by Jansen (1999), table 2 (f) there.
    Intervals are percentiles of a bootstrap over the rows of A. Rows of which any value is NaN
    (a failed run) are left out.

    Parameters
    ----------
    values : array, shape (samples * (parameters + 2),)
    parameters : int

    Returns
    -------
    pandas.DataFrame
        A row each parameter: first, first_low, first_high, total, total_low, total_high [-], rows
        (how many of A took part). NaN if the values do not vary.
    """
    table = np.asarray(values, dtype=np.float64).reshape(parameters + 2, -1)
    table = table[:, ~np.isnan(table).any(axis=0)]
    rows = table.shape[1]
    columns = ["first", "total"]
    if rows < 2:
        empty = np.full((parameters, 6), np.nan)
        return _frame(empty, columns).assign(rows=rows)
    table = table - table[:2].mean()  # centred: smaller errors (Saltelli et al. 2010, section 5)
    estimate = _sobol(table[None])[0]
    random = np.random.default_rng(seed)
    chosen = random.integers(0, rows, (RESAMPLES, rows))
    drawn = _sobol(np.moveaxis(table[:, chosen], 1, 0))
    ends = _ends(drawn, confidence)
    stacked = np.concatenate([estimate[None], ends]).transpose(1, 2, 0)  # (kind, parameter, value)
    return _frame(stacked.transpose(1, 0, 2).reshape(parameters, 6), columns).assign(rows=rows)


def _sobol(table: Floats) -> Floats:
    """Indices of each resample: (resample, k + 2, row) to (resample, first or total, k)."""
    a, b, mixed = table[:, 0], table[:, 1], table[:, 2:]
    variance = np.concatenate([a, b], axis=1).var(axis=1)[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        first = (b[:, None] * (mixed - a[:, None])).mean(axis=2) / variance
        total = ((a[:, None] - mixed) ** 2).mean(axis=2) / (2.0 * variance)
        both = np.stack([first, total], axis=1)
    return np.where(variance[:, None] > 0.0, both, np.nan)


def morris_indices(points: ArrayLike, values: ArrayLike, *, confidence: float = 0.95,
                   seed: int = 0) -> pd.DataFrame:
    """Elementary effects over the whole range, from values at the points of designs.morris.

    mu is their mean, mu_star the mean of their sizes (Campolongo, Cariboni, Saltelli 2007, Environ.
    Model. Softw. 22, 1509-1518), sigma their standard deviation: large against mu_star if the
    parameter acts non-linearly or together with others. Trajectories with a NaN are left out.

    Parameters
    ----------
    points : array, shape (trajectories * (k + 1), k)
        On the unit cube, so that effects are comparable.
    values : array, shape (trajectories * (k + 1),)

    Returns
    -------
    pandas.DataFrame
        A row each parameter: mu_star, mu_star_low, mu_star_high, mu, sigma in the unit of the
        values, rows (how many trajectories took part).
    """
    at = np.asarray(points, dtype=np.float64)
    k = at.shape[1]
    steps = np.diff(at.reshape(-1, k + 1, k), axis=1)
    changes = np.diff(np.asarray(values, dtype=np.float64).reshape(-1, k + 1), axis=1)
    moved = np.abs(steps).argmax(axis=2)
    size = np.take_along_axis(steps, moved[..., None], axis=2)[..., 0]
    effects = np.full((len(steps), k), np.nan)
    np.put_along_axis(effects, moved, changes / size, axis=1)
    effects = effects[~np.isnan(effects).any(axis=1)]
    rows = len(effects)
    if rows < 2:
        return _frame(np.full((k, 3), np.nan), ["mu_star"]).assign(
            mu=np.nan, sigma=np.nan, rows=rows)
    random = np.random.default_rng(seed)
    drawn = np.abs(effects)[random.integers(0, rows, (RESAMPLES, rows))].mean(axis=1)
    estimate = np.abs(effects).mean(axis=0)
    stacked = np.concatenate([estimate[None], _ends(drawn, confidence)]).T
    return _frame(stacked, ["mu_star"]).assign(
        mu=effects.mean(axis=0), sigma=effects.std(axis=0, ddof=1), rows=rows)


def _ends(drawn: Floats, confidence: float) -> Floats:
    tail = (1.0 - confidence) / 2.0
    if np.isnan(drawn).mean() > 0.5:  # most resamples do not vary
        return np.full((2, *drawn.shape[1:]), np.nan)
    ends: Floats = np.nanquantile(drawn, [tail, 1.0 - tail], axis=0)
    return ends


def _frame(values: Any, names: list[str]) -> pd.DataFrame:
    columns = [name + end for name in names for end in ("", "_low", "_high")]
    return pd.DataFrame(values, columns=columns)
