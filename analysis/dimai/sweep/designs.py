"""Designs of experiments on the unit cube: which points are run.

Every design is decided by its seed alone. Points are rows of shape (point, parameter) in [0, 1].
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

Points = NDArray[np.float64]

MORRIS_LEVELS = 4
"""Levels of Morris' grid; the step is levels / (2 (levels - 1)) = 2/3 of the range."""


def grid(levels: Sequence[int]) -> Points:
    """Every combination; `levels` says into how many values each parameter is cut, ends included."""
    axes = [np.linspace(0.0, 1.0, count) if count > 1 else np.array([0.5]) for count in levels]
    return np.array(list(itertools.product(*axes)))


def latin_hypercube(parameters: int, samples: int, seed: int) -> Points:
    """Points of which each parameter has one in each of `samples` equal strips.

    Source: McKay, Beckman, Conover (1979), Technometrics 21, 239-245.
    """
    points: Points = qmc.LatinHypercube(d=parameters, seed=seed).random(samples)
    return points


def saltelli(parameters: int, samples: int, seed: int) -> Points:
    """Points for Sobol' indices: A, then B, then A with the i-th column of B, for each parameter i.

    Scrambled Sobol' points of 2 k columns; samples (k + 2) rows.

    Source: Saltelli et al. (2010), Comput. Phys. Commun. 181, 259-270.

    Raises
    ------
    ValueError
        If `samples` is no power of two, at which alone Sobol' points are balanced.
    """
    if samples < 2 or samples & (samples - 1):
        raise ValueError(f"got {samples} samples, accepts a power of two, such as "
                         f"{2 ** max(1, samples.bit_length())}")
    both = qmc.Sobol(d=2 * parameters, scramble=True, seed=seed).random(samples)
    a, b = both[:, :parameters], both[:, parameters:]
    mixed = []
    for i in range(parameters):
        columns = a.copy()
        columns[:, i] = b[:, i]
        mixed.append(columns)
    return np.concatenate([a, b, *mixed])


def morris(parameters: int, trajectories: int, seed: int) -> Points:
    """Trajectories in which one parameter after another takes one step.

    Source: Morris (1991), Technometrics 33, 161-174; trajectories (k + 1) rows.
    """
    random = np.random.default_rng(seed)
    step = MORRIS_LEVELS / (2.0 * (MORRIS_LEVELS - 1.0))
    base = np.arange(MORRIS_LEVELS // 2) / (MORRIS_LEVELS - 1.0)
    rows = []
    for _ in range(trajectories):
        at = random.choice(base, parameters)
        direction = random.integers(0, 2, parameters)
        at = np.where(direction == 1, at, at + step)
        rows.append(at.copy())
        for i in random.permutation(parameters):
            at[i] += step if direction[i] == 1 else -step
            rows.append(at.copy())
    return np.clip(np.array(rows), 0.0, 1.0)
