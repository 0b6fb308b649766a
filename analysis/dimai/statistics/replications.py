"""Independent runs of one scenario, as many as the wanted interval needs."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dimai.progress import Progress
from dimai.statistics.intervals import Interval, mean_interval

if TYPE_CHECKING:
    import pandas as pd

    from dimai.results import Result
    from dimai.scenario import Scenario


def until_precise(function: Callable[[int], float], relative: float, *, first: int = 10,
                  most: int = 1000, confidence: float = 0.95) -> tuple[Interval, list[float]]:
    """Call a function for replications 0, 1, 2, ... until the interval of its mean is narrow.

    An interval that stops at its own width is a little too narrow; so it is asked to be within
    relative / (1 + relative) of its estimate, which makes it within `relative` of the true mean, and
    it is first asked after `first` values.

    Source: Law (2015), Simulation Modeling and Analysis, 5th ed., section 9.4.1.

    Parameters
    ----------
    function : callable
        Value of one replication.
    relative : float
        Half width over the mean that is wanted, such as 0.05.
    first, most : int
        Replications at least, and at most; at least 3 and `first`.

    Returns
    -------
    Interval, list of float
        The interval, and the value of each replication. `relative` of the interval is above what was
        wanted if `most` were not enough.
    """
    if relative <= 0.0 or first < 3 or most < first:
        raise ValueError(f"got relative {relative}, first {first}, most {most}; accepts relative "
                         "above 0, first from 3 on, and most no less than first")
    values = [function(replication) for replication in range(first)]
    interval = mean_interval(values, confidence)
    while not interval.relative <= relative / (1.0 + relative) and len(values) < most:
        values.append(function(len(values)))
        interval = mean_interval(values, confidence)
    return interval, values


@dataclass
class Replications:
    """The summaries of several runs that differ in their replication only."""

    table: pd.DataFrame
    """The rows of every run's summary, with a column `replication`."""
    numbers: list[int]
    """Replications that were run."""

    def values(self, name: str, statistic: str = "mean", *, capsule_class: str = "",
               origin: str = "", destination: str = "") -> list[float]:
        """Give one number of each run, in the order of `numbers`.

        Parameters are those of Result.measure; KeyError if there is no such row.
        """
        rows = self.table
        chosen = rows[(rows["name"] == name) & (rows["class"] == capsule_class)
                      & (rows["origin"] == origin) & (rows["destination"] == destination)]
        if len(chosen) == 0 or statistic not in chosen.columns:
            raise KeyError(f"no measure {name!r} ({statistic}) of class {capsule_class!r}, origin "
                           f"{origin!r}, destination {destination!r}")
        by_number = chosen.set_index("replication")[statistic]
        return [float(by_number.get(number, math.nan)) for number in self.numbers]

    def interval(self, name: str, statistic: str = "mean", *, confidence: float = 0.95,
                 **which: str) -> Interval:
        """Interval of one number over the runs; see values."""
        return mean_interval(self.values(name, statistic, **which), confidence)


def replicate(scenario: Scenario, count: int, *, first: int = 0, workers: int | None = None,
              each: Callable[[Result], Any] | None = None,
              progress: bool | None = None) -> Replications:
    """Run replications of a scenario, in threads of this process.

    Parameters
    ----------
    scenario : Scenario
    count : int
        How many, at least 1.
    first : int
        Number of the first one.
    workers : int, optional
        At a time; default: as many as there are processors.
    each : callable, optional
        Called with every result, in the order of replications, such as to keep its trips.

    Raises
    ------
    RunError
        If one of them fails.
    """
    import pandas as pd

    from dimai.running import run

    if count < 1:
        raise ValueError(f"got {count} replications, accepts 1 or more")
    numbers = list(range(first, first + count))
    frames = []
    with Progress(progress) as line, ThreadPoolExecutor(workers or os.cpu_count()) as pool:
        runs = pool.map(lambda n: run(scenario, replication=n, progress=False), numbers)
        for done, (number, result) in enumerate(zip(numbers, runs), 1):
            frames.append(result.summary.assign(replication=number))
            if each is not None:
                each(result)
            line.show(done / count, f"{scenario.name}: replication {done} of {count}")
    return Replications(pd.concat(frames, ignore_index=True), numbers)


def common_numbers(sides: Sequence[Sequence[int]]) -> list[int]:
    """Replications that all sides have, in order."""
    shared = set(sides[0]).intersection(*sides[1:]) if sides else set()
    return sorted(shared)
