"""Confidence intervals of means, quantiles and differences."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats


@dataclass(frozen=True)
class Interval:
    """An estimate with the interval that holds the true value with the stated confidence."""

    estimate: float
    """In the unit of the values; NaN if there are none."""
    low: float
    high: float
    """Ends of the interval; NaN if there are too few values for one."""
    n: int
    """Independent values behind it."""
    confidence: float = 0.95

    @property
    def half_width(self) -> float:
        """Half the width of the interval, in the unit of the values."""
        return (self.high - self.low) / 2.0

    @property
    def relative(self) -> float:
        """Half width over the absolute estimate [-]; inf for an estimate of 0, NaN without one."""
        if math.isnan(self.half_width):
            return math.nan
        return self.half_width / abs(self.estimate) if self.estimate else math.inf

    def excludes(self, value: float) -> bool:
        """Whether a value lies outside: the difference is significant if 0 does."""
        return value < self.low or value > self.high

    def __str__(self) -> str:
        return f"{self.estimate:.6g} [{self.low:.6g}, {self.high:.6g}] (n = {self.n})"


def _clean(values: ArrayLike) -> NDArray[np.float64]:
    array = np.asarray(values, dtype=np.float64).reshape(-1)
    kept: NDArray[np.float64] = array[~np.isnan(array)]
    return kept


def _check(confidence: float) -> None:
    if not 0.0 < confidence < 1.0:
        raise ValueError(f"got confidence {confidence}, accepts a number between 0 and 1")


def _student(mean: float, error: float, freedom: float, n: int, confidence: float) -> Interval:
    reach = float(stats.t.ppf(0.5 + confidence / 2.0, freedom)) * error
    return Interval(mean, mean - reach, mean + reach, n, confidence)


def mean_interval(values: ArrayLike, confidence: float = 0.95) -> Interval:
    """Interval of the mean of independent values, by Student's t.

    Parameters
    ----------
    values : array
        Independent, such as one mean of each replication; NaN are left out.
    confidence : float
        In (0, 1).
    """
    _check(confidence)
    array = _clean(values)
    n = len(array)
    if n < 2:
        return Interval(float(array[0]) if n else math.nan, math.nan, math.nan, n, confidence)
    error = float(array.std(ddof=1)) / math.sqrt(n)
    return _student(float(array.mean()), error, n - 1, n, confidence)


def paired_interval(first: ArrayLike, second: ArrayLike, confidence: float = 0.95) -> Interval:
    """Interval of the mean of second - first, replication by replication.

    With common random numbers (the same seed and replications on both sides) the demand is the same
    in each pair, and the interval is narrower than that of difference_interval. A pair of which one
    is NaN is left out.

    Raises
    ------
    ValueError
        If there are not as many values on both sides.
    """
    a, b = (np.asarray(each, dtype=np.float64).reshape(-1) for each in (first, second))
    if len(a) != len(b):
        raise ValueError(f"got {len(a)} and {len(b)} values, accepts pairs")
    return mean_interval(b - a, confidence)


def difference_interval(first: ArrayLike, second: ArrayLike, confidence: float = 0.95) -> Interval:
    """Interval of mean(second) - mean(first) of independent samples.

    Source: Welch (1947), Biometrika 34, 28-35, with his degrees of freedom.
    """
    _check(confidence)
    a, b = _clean(first), _clean(second)
    n = min(len(a), len(b))
    if n == 0:
        return Interval(math.nan, math.nan, math.nan, 0, confidence)
    mean = float(b.mean() - a.mean())
    if n < 2:
        return Interval(mean, math.nan, math.nan, n, confidence)
    va, vb = float(a.var(ddof=1)) / len(a), float(b.var(ddof=1)) / len(b)
    if va + vb == 0.0:
        return Interval(mean, mean, mean, n, confidence)
    freedom = (va + vb) ** 2 / (va**2 / (len(a) - 1) + vb**2 / (len(b) - 1))
    return _student(mean, math.sqrt(va + vb), freedom, n, confidence)


def quantile_interval(values: ArrayLike, q: float, confidence: float = 0.95) -> Interval:
    """Interval of a quantile of independent values, whatever their distribution.

    The ends are order statistics: with U the number of values below the quantile, binomial(n, q),
    the interval from the i-th to the j-th holds it with probability P(i <= U < j) >= confidence.
    Ends are infinite where there are too few values for a finite one.

    Source: David and Nagaraja (2003), Order Statistics, 3rd ed., section 7.1.

    Parameters
    ----------
    values : array
        Independent; values of one run follow each other's queues and are not, see
        batch_means_interval. NaN are left out.
    q : float
        In (0, 1), such as 0.95.
    """
    _check(confidence)
    if not 0.0 < q < 1.0:
        raise ValueError(f"got quantile {q}, accepts a number between 0 and 1")
    array = np.sort(_clean(values))
    n = len(array)
    if n == 0:
        return Interval(math.nan, math.nan, math.nan, 0, confidence)
    tail = (1.0 - confidence) / 2.0
    below = int(stats.binom.ppf(tail, n, q))  # P(U < below) <= tail
    above = int(stats.binom.ppf(1.0 - tail, n, q)) + 1  # P(U >= above) <= tail
    low = float(array[below - 1]) if below >= 1 else -math.inf
    high = float(array[above - 1]) if above <= n else math.inf
    return Interval(float(np.quantile(array, q)), low, high, n, confidence)
