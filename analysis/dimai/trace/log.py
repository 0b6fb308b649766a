"""What a result file holds of trains and capsules under way: /journeys and /formations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dimai.results import Result

Integers = NDArray[np.int64]

COUPLED, CUT, FORMED, REORDERED = range(4)
"""Kinds of /formations."""

TABLES: Mapping[str, tuple[str, ...]] = {
    "boardings": ("time_us", "train", "capsule", "place", "kind"),
    "movements": ("time_us", "capsule", "train", "request", "loaded", "origin", "destination"),
    "arrivals": ("time_us", "capsule"),
    "capsules": ("class", "portal"),
}
CROSSINGS = ("time_us", "train", "link", "tube", "extra_run_us")


class TraceError(ValueError):
    """What was asked for cannot be traced; the text says why, in one sentence."""


class Rows:
    """Rows of a table that are found by a number, such as a train's; kept in their order."""

    def __init__(self, key: NDArray[Any]) -> None:
        self._order = np.argsort(key, kind="stable")
        self._sorted = key[self._order]

    def of(self, number: int) -> Integers:
        """Rows whose key is `number`, in order."""
        first, last = np.searchsorted(self._sorted, (number, number + 1))
        return self._order[first:last]


class Crossings:
    """Part of /journeys/crossings: rows of a span of time, in order; columns read when needed."""

    def __init__(self, log: JourneyLog, first: int, last: int) -> None:
        self._log = log
        self._span = slice(first, last)
        self._columns: dict[str, NDArray[Any]] = {}
        self._by_train: Rows | None = None

    def __getitem__(self, name: str) -> NDArray[Any]:
        if name not in self._columns:
            self._columns[name] = self._log.read(f"crossings/{name}", self._span)
        return self._columns[name]

    def index(self) -> None:
        """Sort by train: pays if many trains are looked for."""
        self._by_train = self._by_train or Rows(self["train"])

    def of(self, train: int) -> Integers:
        """Rows of one train, in order."""
        if self._by_train is not None:
            return self._by_train.of(train)
        return np.flatnonzero(self["train"] == train)

    def of_each(self, trains: Integers) -> dict[int, Integers]:
        """Rows of each of some trains, in order; quicker than one by one."""
        wanted = np.zeros(int(max(self["train"].max(initial=0), trains.max(initial=0))) + 1, dtype=np.bool_)
        wanted[trains] = True
        rows = np.flatnonzero(wanted[self["train"]])
        found = Rows(self["train"][rows])
        return {int(train): rows[found.of(int(train))] for train in trains}


class JourneyLog:
    """The tables that any journey is rebuilt from. Small ones are read whole, crossings in part."""

    def __init__(self, result: Result) -> None:
        self.result = result
        group = result.file.get("journeys")
        if group is None:
            version = result.attributes.get("schema_version", "?")
            before = (version != "?" and tuple(map(int, str(version).split(".")[:2])) < (1, 1))
            raise TraceError(
                f"{result.path}: was written with schema {version}, which kept no journeys; run the "
                f"scenario again" if before else
                f'{result.path}: holds no journeys: its scenario says [output] journeys = "none", or '
                f"has no capsules")
        self.missing = [f"{name}/{column}" for name, columns in TABLES.items() for column in columns
                        if f"{name}/{column}" not in group]
        self.missing += [f"crossings/{name}" for name in CROSSINGS if f"crossings/{name}" not in group]
        if self.missing:
            raise TraceError(f"{result.path}: /journeys/{self.missing[0]} is missing; the file is damaged")
        self.group = group

    def _table(self, name: str) -> dict[str, Integers]:
        columns = {key: self.read(f"{name}/{key}").astype(np.int64) for key in TABLES[name]}
        rows = min(map(len, columns.values()))
        return {key: values[:rows] for key, values in columns.items()}

    def read(self, path: str, part: slice = slice(None)) -> NDArray[Any]:
        """Part of a column under /journeys, as it is stored."""
        try:
            return np.asarray(self.group[path][part])
        except (OSError, RuntimeError) as error:
            raise TraceError(f"{self.result.path}: /journeys/{path} cannot be read; the file is "
                             f"damaged or was cut off") from error

    @cached_property
    def boardings(self) -> dict[str, Integers]:
        """/journeys/boardings."""
        return self._table("boardings")

    @cached_property
    def movements(self) -> dict[str, Integers]:
        """/journeys/movements."""
        return self._table("movements")

    @cached_property
    def arrivals(self) -> dict[str, Integers]:
        """/journeys/arrivals."""
        return self._table("arrivals")

    @cached_property
    def capsules(self) -> dict[str, Integers]:
        """/journeys/capsules."""
        return self._table("capsules")

    @cached_property
    def formations(self) -> dict[str, Integers]:
        """/formations, with times in microseconds."""
        table = self.result.table("formations")
        names = ("node", "kind", "train", "other_train", "capsules_before", "capsules_after")
        time_us = np.rint(table["time_s"].to_numpy() * 1e6).astype(np.int64)
        return {"time_us": time_us, **{name: table[name].to_numpy(dtype=np.int64) for name in names}}

    # Rows by the number that they are looked for by.
    @cached_property
    def movements_of_capsule(self) -> Rows:
        """Movements by capsule."""
        return Rows(self.movements["capsule"])

    @cached_property
    def movements_of_train(self) -> Rows:
        """Movements by train."""
        return Rows(self.movements["train"])

    @cached_property
    def arrivals_of_capsule(self) -> Rows:
        """Arrivals by capsule."""
        return Rows(self.arrivals["capsule"])

    @cached_property
    def boardings_of_capsule(self) -> Rows:
        """Boardings by capsule."""
        return Rows(self.boardings["capsule"])

    @cached_property
    def boardings_of_train(self) -> Rows:
        """Boardings by train."""
        return Rows(self.boardings["train"])

    @cached_property
    def formations_of_train(self) -> Rows:
        """Couplings, cuts and formations by the train that is joined, cut or formed."""
        return Rows(self.formations["train"])

    @cached_property
    def formations_of_other(self) -> Rows:
        """Couplings and cuts by the train that joins or is cut off."""
        return Rows(self.formations["other_train"])

    @cached_property
    def link(self) -> Any:
        """/network/link."""
        return self.result.table("network/link")

    @cached_property
    def run_us(self) -> NDArray[np.float64]:
        """Undelayed running time of each link at its speed [us]."""
        return np.asarray(self.link["length_m"] / self.link["speed_m_s"] * 1e6, dtype=np.float64)

    def crossing_row(self, time_us: int) -> int:
        """First crossing at or after a time; found without reading the column."""
        times = self.group["crossings/time_us"]
        low, high = 0, self.crossing_count
        while low < high:
            middle = (low + high) // 2
            if times[middle] < time_us:
                low = middle + 1
            else:
                high = middle
        return low

    @cached_property
    def crossing_count(self) -> int:
        """Crossings in the file."""
        return min(len(self.group[f"crossings/{name}"]) for name in CROSSINGS)

    def crossings(self, from_us: int, until_us: int) -> Crossings:
        """Crossings of a span of time, both ends included."""
        return Crossings(self, self.crossing_row(from_us), self.crossing_row(until_us + 1))
