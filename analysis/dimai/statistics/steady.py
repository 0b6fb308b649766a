"""Long runs: where the warm-up ends, and intervals from a single series."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from dimai.statistics.intervals import Interval, mean_interval


def mser5(series: ArrayLike) -> int | None:
    """Say how many values at the start of a series are warm-up, by the MSER-5 rule.

    The cut is that after which the standard error of the mean of the rest is least, in batches of 5.

    Source: White, Cobb, Spratt (2000), Proc. Winter Simulation Conf., 755-760.

    Parameters
    ----------
    series : array
        Values in the order of time, such as the number under way in each time bin; NaN are left out.

    Returns
    -------
    int or None
        Values to leave out; None if the least lies in the second half, which says that the series
        is too short to tell.

    Raises
    ------
    ValueError
        For fewer than 20 values.
    """
    array = np.asarray(series, dtype=np.float64).reshape(-1)
    array = array[~np.isnan(array)]
    if len(array) < 20:
        raise ValueError(f"got {len(array)} values, needs 20 to find the end of a warm-up")
    batches = array[: len(array) // 5 * 5].reshape(-1, 5).mean(axis=1)
    n = len(batches)
    kept = np.arange(n, 0, -1)  # how many are left after each cut
    centred = batches - batches.mean()  # keeps the squares from losing digits
    shifted = np.cumsum(centred[::-1])[::-1]
    squares = np.cumsum((centred**2)[::-1])[::-1]
    spread = squares - shifted**2 / kept
    statistic = (spread / kept.astype(np.float64) ** 2)[: n - 4]  # the last cuts leave too little
    cut = int(np.argmin(statistic))
    return None if cut > n // 2 else 5 * cut


def welch_curve(replications: ArrayLike, window: int) -> NDArray[np.float64]:
    """Smooth the mean over replications, to see by eye where it becomes flat.

    Source: Welch (1983), in Lavenberg (ed.), Computer Performance Modeling Handbook, ch. 6.

    Parameters
    ----------
    replications : array, shape (replication, time)
    window : int
        Values on each side that are averaged, in [0, time / 4]; fewer near the start.

    Returns
    -------
    array, shape (time - window,)
    """
    table = np.atleast_2d(np.asarray(replications, dtype=np.float64))
    mean = np.nanmean(table, axis=0)
    if not 0 <= window <= len(mean) // 4:
        raise ValueError(f"got window {window}, accepts 0 to {len(mean) // 4}")
    curve = np.empty(len(mean) - window)
    for i in range(len(curve)):
        reach = min(i, window)
        curve[i] = mean[i - reach : i + reach + 1].mean()
    return curve


def within(trips: Any, warm_up_s: float = 0.0, cool_down_s: float = 0.0,
           end_s: float | None = None) -> Any:
    """Keep the trips that were asked for after the warm-up and before the cool-down.

    Parameters
    ----------
    trips : pandas.DataFrame
        Table "trips" of a result.
    warm_up_s, cool_down_s : float
        Times at the start and before the end that do not count [s], >= 0.
    end_s : float, optional
        End of the time in which requests come, such as the demand's period [s]; default: the last
        request. Trips asked for near the end of the run meet an emptying network.
    """
    if warm_up_s < 0.0 or cool_down_s < 0.0:
        raise ValueError(f"got {warm_up_s} s and {cool_down_s} s, accepts times from 0 s")
    asked = trips["request_time_s"]
    end = float(asked.max()) if end_s is None and len(trips) else (end_s or 0.0)
    return trips[(asked >= warm_up_s) & (asked <= end - cool_down_s)]


def von_neumann_p(values: ArrayLike) -> float:
    """Probability that independent values follow each other as smoothly as these [-].

    One-sided test of the ratio of von Neumann against positive correlation; small: correlated.

    Source: von Neumann (1941), Ann. Math. Stat. 12, 367-395; normal approximation.
    """
    array = np.asarray(values, dtype=np.float64).reshape(-1)
    n = len(array)
    spread = float(((array - array.mean()) ** 2).sum())
    if n < 4 or spread == 0.0:
        return math.nan
    correlation = 1.0 - float((np.diff(array) ** 2).sum()) / (2.0 * spread)
    return float(stats.norm.sf(correlation * math.sqrt((n**2 - 1.0) / (n - 2.0))))


def batch_means_interval(series: ArrayLike, batches: int = 20,
                         confidence: float = 0.95) -> Interval:
    """Interval of the mean of one long series whose neighbours depend on each other.

    The series is cut into batches; their means count as independent. Batches must be long against
    the time over which values depend on each other: von_neumann_p of the means tells.

    Source: Law (2015), Simulation Modeling and Analysis, 5th ed., section 9.5.3.

    Parameters
    ----------
    series : array
        Values in the order of time, after the warm-up; what does not fill a batch is left out at
        the start. NaN are left out.
    batches : int
        10 to 30 are usual; at least 2.

    Raises
    ------
    ValueError
        For fewer than two values a batch.
    """
    array = np.asarray(series, dtype=np.float64).reshape(-1)
    array = array[~np.isnan(array)]
    length = len(array) // max(batches, 1)
    if batches < 2 or length < 2:
        raise ValueError(f"got {len(array)} values in {batches} batches, needs 2 batches or more "
                         "of 2 values or more")
    means = array[len(array) - batches * length :].reshape(batches, length).mean(axis=1)
    return mean_interval(means, confidence)
