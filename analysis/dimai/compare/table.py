"""Differences between sides, with intervals from their replications."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from dimai.compare.rows import KEY
from dimai.compare.sides import Side

Floats = NDArray[np.float64]


@dataclass
class Comparison:
    """All sides against the first."""

    sides: list[Side]
    confidence: float
    paired: list[bool]
    """Of each side: whether its runs are paired with the first side's by seed and replication."""
    table: pd.DataFrame
    """A row for each number and side: KEY, side, estimate, low, high, n; and, but for the first side,
    difference, difference_low, difference_high, relative [-], significant."""


def compare(sides: Sequence[Side], confidence: float = 0.95) -> Comparison:
    """Compare sides with the first.

    Runs of the same seed and replication on both sides meet the same demand; if at least two are
    common, the difference is that of pairs (Student's t), else of independent samples (Welch).
    With one run a side there is a difference, but no interval.

    Raises
    ------
    ValueError
        For fewer than two sides, or a confidence outside (0, 1).
    """
    if len(sides) < 2:
        raise ValueError(f"got {len(sides)} side, needs two or more to compare")
    if not 0.0 < confidence < 1.0:
        raise ValueError(f"got confidence {confidence}, accepts a number between 0 and 1")
    names = [side.name for side in sides]
    for i, side in enumerate(sides):
        if names.count(side.name) > 1:
            side.name = f"{side.name} ({i + 1})"
    index = sides[0].values.index
    for side in sides[1:]:
        index = index.union(side.values.index, sort=False)
    first = sides[0].values.reindex(index).to_numpy(dtype=float)
    frames = []
    paired = [False]
    for number, side in enumerate(sides):
        values = side.values.reindex(index).to_numpy(dtype=float)
        frame = index.to_frame(index=False).assign(side=side.name)
        frame["estimate"], frame["low"], frame["high"], frame["n"] = _mean(values, confidence)
        if number:
            common = sorted(set(sides[0].runs) & set(side.runs))
            in_pairs = len(common) >= 2 or (len(common) == len(side.runs) == len(sides[0].runs))
            paired.append(in_pairs)
            if in_pairs:
                a = first[:, [sides[0].runs.index(run) for run in common]]
                b = values[:, [side.runs.index(run) for run in common]]
                found = _mean(b - a, confidence)[:3]
                base = _nanmean(a)
            else:
                found, base = _welch(first, values, confidence), _nanmean(first)
            frame["difference"], frame["difference_low"], frame["difference_high"] = found
            with np.errstate(divide="ignore", invalid="ignore"):
                frame["relative"] = np.where(base == 0.0, math.nan, found[0] / np.abs(base))
            frame["significant"] = (found[1] > 0.0) | (found[2] < 0.0)
        frames.append(frame)
    table = pd.concat(frames, ignore_index=True)
    table["significant"] = table["significant"].fillna(False).astype(bool)
    return Comparison(list(sides), confidence, paired, table[[*KEY, "side", *_NUMBERS]])


_NUMBERS = ["estimate", "low", "high", "n", "difference", "difference_low", "difference_high",
            "relative", "significant"]


def _nanmean(values: Floats) -> Floats:
    n = (~np.isnan(values)).sum(axis=1)
    with np.errstate(invalid="ignore"):
        mean: Floats = np.nansum(values, axis=1) / np.where(n == 0, math.nan, n)
    return mean


def _moments(values: Floats) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Mean, variance of the mean and number of each row; NaN where there are too few."""
    n = (~np.isnan(values)).sum(axis=1)
    mean = _nanmean(values)
    square = np.nansum((values - mean[:, None]) ** 2, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = np.where(n > 1, square / (n - 1.0) / n, math.nan)
    return mean, variance, n


def _mean(values: Floats, confidence: float) -> tuple[Floats, Floats, Floats, NDArray[np.int64]]:
    mean, variance, n = _moments(values)
    reach = stats.t.ppf(0.5 + confidence / 2.0, np.maximum(n - 1, 1)) * np.sqrt(variance)
    return mean, mean - reach, mean + reach, n


def _welch(a: Floats, b: Floats, confidence: float) -> tuple[Floats, Floats, Floats]:
    mean_a, va, na = _moments(a)
    mean_b, vb, nb = _moments(b)
    mean = mean_b - mean_a
    with np.errstate(invalid="ignore", divide="ignore"):
        freedom = (va + vb) ** 2 / (va**2 / (na - 1) + vb**2 / (nb - 1))
        reach = stats.t.ppf(0.5 + confidence / 2.0, freedom) * np.sqrt(va + vb)
    reach = np.where(va + vb == 0.0, 0.0, reach)
    return mean, mean - reach, mean + reach
