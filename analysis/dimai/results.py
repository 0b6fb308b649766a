"""Reads a result file as analysis/docs/result-file.md lays it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

import h5py
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dimai.memory import MemoryFile
from dimai.opening import ResultError, open_file

CHUNK_ROWS = 65536
"""Rows that are read at once where the file does not say how it is divided."""

# Columns of each group and what they hold: t text, i whole number, f number (NaN: has not happened).
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "assumptions": dict.fromkeys(("key", "value", "unit", "flag", "source", "meaning", "name_zh", "meaning_zh"), "t")
    | {"is_default": "i"},
    "network/node": dict.fromkeys(("id", "name", "name_zh", "city", "district", "kind", "city_zh"), "t")
    | dict.fromkeys(("longitude_deg", "latitude_deg", "population"), "f")
    | dict.fromkeys(("arrival_berths", "departure_berths", "parking"), "i"),
    "network/link": {"id": "t", "from": "i", "to": "i", "role": "t", "tubes": "i"}
    | dict.fromkeys(("length_m", "speed_m_s", "gradient", "bore_m"), "f"),
    "network/geometry": {"link": "i", "longitude_deg": "f", "latitude_deg": "f"},
    "capsule_class": {"name": "t", "carries": "t", "color": "t", "fleet": "i"}
    | dict.fromkeys(("length_m", "mass_kg", "payload_kg", "load_time_s", "unload_time_s"), "f"),
    "trips": dict.fromkeys(("request", "class", "origin", "destination", "capsule", "state"), "i")
    | dict.fromkeys(("request_time_s", "departure_time_s", "arrival_time_s"), "f")
    | dict.fromkeys(("wait_s", "handling_s", "access_s", "line_s", "junction_s", "egress_s"), "f")
    | {"distance_m": "f", "energy_j": "f", "couplings": "i", "cuts": "i"},
    "junctions": dict.fromkeys(("node", "train_crossings", "capsule_crossings"), "i")
    | dict.fromkeys(("couplings", "cuts", "formed_trains", "short_zones"), "i")
    | {"delay_s": "f", "max_delay_s": "f"},
    "yards": dict.fromkeys(("node", "link", "lanes", "hump_tracks", "places", "capsules", "trains"), "i")
    | dict.fromkeys(("passes", "rolled_units", "point_moves", "cuts_as_come", "cuts_ahead"), "i")
    | dict.fromkeys(("held_trains", "most_standing"), "i")
    | dict.fromkeys(("held_s", "sorting_s", "standing_s"), "f"),
    "yard_trains": {"time_s": "f", "ready_s": "f", "sorting_s": "f"}
    | dict.fromkeys(("node", "link", "train", "capsules", "plan", "passes", "rolled_units"), "i")
    | dict.fromkeys(("point_moves", "cuts_as_come", "cuts_ahead"), "i"),
    "formations": {"time_s": "f"}
    | dict.fromkeys(("node", "kind", "train", "other_train"), "i")
    | dict.fromkeys(("capsules_before", "capsules_after"), "i"),
    "traversals": {"train": "i", "link": "i", "entry_time_s": "f", "exit_time_s": "f"}
    | {"capsules": "i"},
    "energy": {"class": "i"}
    | dict.fromkeys(("loaded_j", "empty_j", "loaded_distance_m", "empty_distance_m"), "f"),
    "fleet_work": dict.fromkeys(("class", "empty_trips", "steered_trips"), "i")
    | dict.fromkeys(("workshop_stays", "workshop_put_off", "charges", "charge_waits"), "i")
    | dict.fromkeys(("below_least", "ran_flat"), "i")
    | dict.fromkeys(("workshop_s", "charged_j", "charging_s", "least_charge"), "f"),
    "fleet_need": {"class": "i"}
    | dict.fromkeys(("span_s", "loaded", "empty", "fleet", "stuck_trips"), "f")
    | dict.fromkeys(("most_loaded", "busiest_hour"), "f"),
    "fleet_need_hours": {"class": "i", "time_s": "f", "loaded": "f", "empty": "f"},
    "portals": dict.fromkeys(("node", "loaded", "unloaded", "waved_off"), "i")
    | dict.fromkeys(("most_waiting_to_load", "most_waiting_to_unload"), "i"),
    "refusals": {"class": "i", "origin": "i", "destination": "i", "reason": "t", "count": "i"},
    "counts": {"name": "t"} | dict.fromkeys(("class", "requested", "arrived", "under_way", "waiting"), "i")
    | dict.fromkeys(("refused", "capsules_start", "capsules_end", "unparked"), "i"),
    "liquid/node": {"id": "t", "kind": "i", "elevation_m": "f", "x": "f", "y": "f", "tag": "t"},
    "liquid/link": {"id": "t", "kind": "i", "from": "i", "to": "i", "length_m": "f",
                    "diameter_m": "f", "tag": "t"},
    "liquid/vertex": {"link": "i", "x": "f", "y": "f"},
    "liquid/event": {"time_s": "f"}
    | dict.fromkeys(("kind", "on_link", "element", "before", "after"), "i") | {"rule": "t"},
    "liquid/solve": {"time_s": "f", "iterations": "i", "relative_change": "f", "balanced": "i"},
    "liquid/tank": {"node": "i", "least_level_m": "f", "greatest_level_m": "f"},
    "liquid/pump": {"link": "i"}
    | dict.fromkeys(("on_s", "energy_j", "cost", "pumped_m3"), "f")
    | dict.fromkeys(("mean_efficiency", "greatest_power_w"), "f"),
    "liquid/balance": {"name": "t", "volume_m3": "f"},
    "summary": dict.fromkeys(("name", "class", "origin", "destination", "unit"), "t")
    | {"n": "i"}
    | dict.fromkeys(("mean", "p5", "p50", "p95", "p99"), "f"),
}

# Time series: the second axis, then the quantities, each of shape (time, axis).
GRIDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "link_flows": ("link", ("trains", "capsules", "delay_s")),
    "fleet": ("class", ("idle", "loading", "loaded_moving", "empty_moving", "unloading",
                        "charging", "in_workshop", "waiting_requests", "mean_charge",
                        "least_charge")),
    "yard_use": ("track", ("standing",)),
    "liquid/node_series": ("node", ("head_m", "pressure_m", "demand_m3_s", "asked_m3_s")),
    "liquid/link_series": ("link", ("flow_m3_s", "velocity_m_s", "head_loss_m", "setting",
                                    "status")),
    "liquid/tank_series": ("node", ("level_m", "volume_m3")),
}


@dataclass(frozen=True)
class Grid:
    """Time series of several quantities over one axis."""

    time_s: NDArray[np.float64]
    """Start of each bin [s], shape (time,)."""
    axis: NDArray[np.int64]
    """Row that each column stands for, such as a link, shape (axis,)."""
    values: dict[str, NDArray[np.float64]]
    """Quantity by name, each of shape (time, axis)."""


@dataclass
class Result:
    """An open result file. A table that is missing or empty has its columns and no rows."""

    path: Path
    attributes: dict[str, Any]
    file: Any
    _tables: dict[str, Any] = field(default_factory=dict)

    def __enter__(self) -> Result:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.file.close()

    def table(self, name: str, most: int | None = None) -> Any:
        """Read one group of columns, such as "trips" or "network/node".

        Parameters
        ----------
        name : str
            Path of the group; tables() names all.
        most : int, optional
            Read no more than this many rows, from the first; default: all. The first call decides.

        Returns
        -------
        pandas.DataFrame
            The columns of COLUMNS, or as they are of another group; as many rows as the shortest column has (a file that is still
            being written may hold more of one column than of another).

        Raises
        ------
        ResultError
            If the file is damaged there.
        """
        if name not in self._tables:
            self._tables[name] = self._read_table(name, most)
        return self._tables[name]

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """Give the columns of one group as NumPy arrays, as they were written.

        Of a run in memory they are views of the numbers that the run wrote, without a copy and not
        to be changed; of a file they are read. Texts are arrays of str. `units` tells their units.

        Raises
        ------
        KeyError
            If there is no such group.
        """
        group = self.file.get(name)
        if not hasattr(group, "__iter__") or isinstance(group, (str, np.ndarray)):
            raise KeyError(f"{self.path}: has no table {name!r}; it has {', '.join(self.tables())}")
        found = {key: np.asarray(self._read(f"{name}/{key}")) for key in group
                 if key != "row" and not isinstance(group[key], h5py.Group)}
        return {key: np.array([_text(each) for each in array.reshape(-1)], dtype=object)
                if array.dtype.kind in "OSU" else array for key, array in found.items()}

    def window(self, name: str, by: str, low: float, high: float) -> dict[str, NDArray[Any]]:
        """Rows of one group with `low` <= column `by` < `high`, of which `by` never falls.

        Few chunks are read, however long the table: 100 million rows take some milliseconds.

        Raises
        ------
        KeyError
            If there is no such group or column.
        """
        group = self.file.get(name)
        if group is None or by not in group:
            raise KeyError(f"{self.path}: has no column {name}/{by}")
        keys = self.file[f"{name}/{by}"]
        first, last = (_first_from(keys, value) for value in (low, high))
        return {key: np.asarray(self.file[f"{name}/{key}"][first:max(first, last)]) for key in group
                if key != "row" and not isinstance(group[key], h5py.Group)}

    def tables(self) -> list[str]:
        """Names of all groups of columns, such as "trips" and "network/node"."""
        if isinstance(self.file, MemoryFile):
            return sorted(name for name in self.file.groups if name)
        names: set[str] = set()
        self.file.visititems(lambda path, item: names.add(path.rpartition("/")[0])
                             if isinstance(item, h5py.Dataset) else None)
        return sorted(name for name in names if name)

    @property
    def complete(self) -> bool:
        """Whether the run came to its end."""
        return bool(self.attributes.get("complete", 0))

    @property
    def summary(self) -> Any:
        """Every measure, a row each: name, class, origin, destination, unit, n, mean, p5 ... p99."""
        return self.table("summary")

    def measure(self, name: str, statistic: str = "mean", *, capsule_class: str = "",
                origin: str = "", destination: str = "") -> float:
        """Give one number of the summary, such as the p95 of "door_to_door_time".

        Parameters
        ----------
        name : str
            A measure, as the column `name` of `summary` has it.
        statistic : str
            "n", "mean", "p5", "p50", "p95" or "p99".
        capsule_class, origin, destination : str
            Which row; "" for all, as in the summary.

        Returns
        -------
        float
            In the unit of the row; NaN if nothing of it was seen.

        Raises
        ------
        KeyError
            If there is no such row or statistic; the text says which there are.
        """
        rows = self.summary
        if statistic not in ("n", "mean", "p5", "p50", "p95", "p99"):
            raise KeyError(f"got statistic {statistic!r}, accepts n, mean, p5, p50, p95 or p99")
        chosen = rows[(rows["name"] == name) & (rows["class"] == capsule_class)
                      & (rows["origin"] == origin) & (rows["destination"] == destination)]
        if len(chosen) == 0:
            known = sorted({"/".join(filter(None, row)) for row in zip(
                rows["name"], rows["class"], rows["origin"], rows["destination"])})
            raise KeyError(f"no measure {name!r} of class {capsule_class!r}, origin {origin!r}, "
                           f"destination {destination!r}; there are {', '.join(known)}")
        return float(chosen[statistic].iloc[0])

    def __reduce__(self) -> tuple[Any, ...]:
        if isinstance(self.file, MemoryFile):
            return (Result, (self.path, self.attributes, self.file))
        return (open_result, (self.path,))

    def grid(self, name: str) -> Grid:
        """Read time series; `name` is a key of GRIDS. Empty axes if the group is missing."""
        axis_name, quantities = GRIDS[name]
        present = [key for key in quantities if f"{name}/{key}" in self.file]
        arrays = {key: np.asarray(self._read(f"{name}/{key}"), dtype=np.float64) for key in present}
        arrays = {key: array for key, array in arrays.items() if array.ndim == 2}
        times = min((len(array) for array in arrays.values()), default=0)
        width = min((array.shape[1] for array in arrays.values()), default=0)
        time_s = self._vector(f"{name}/time_s", np.arange(times, dtype=np.float64))
        axis = self._vector(f"{name}/{axis_name}", np.arange(width, dtype=np.float64))
        times, width = min(times, len(time_s)), min(width, len(axis))
        empty = np.zeros((times, width))
        values = {key: arrays[key][:times, :width] if key in arrays else empty
                  for key in quantities}
        return Grid(time_s[:times], axis[:width].astype(np.int64), values)

    def units(self, name: str) -> dict[str, str]:
        """Units of every dataset in a group, as written in the file; "" where there are none."""
        if isinstance(self.file, MemoryFile):
            return {key: self.file.infos[f"{name}/{key}"][0] for key in self.file.get(name) or ()
                    if f"{name}/{key}" in self.file.infos}
        group = self.file.get(name)
        if not isinstance(group, h5py.Group):
            return {}
        return {key: _text(item.attrs.get("units", "")) for key, item in group.items()
                if isinstance(item, h5py.Dataset)}

    def config(self, name: str) -> str:
        """Text of /config/<name> ("toml", "effective", "overrides"); "" if it is missing."""
        path = f"config/{name}"
        if path not in self.file:
            return ""
        value = self._read(path)
        return "\n".join(map(_text, value)) if isinstance(value, np.ndarray) else _text(value)

    def _read_table(self, name: str, most: int | None) -> Any:
        if name not in COLUMNS:
            return _frame(self.arrays(name), most)
        columns = COLUMNS[name]
        group = self.file.get(name)
        present = {key: kind for key, kind in columns.items() if group is not None and key in group}
        data = {key: self._column(f"{name}/{key}", kind, most) for key, kind in present.items()}
        rows = min((len(array) for array in data.values()), default=0)
        absent = {"t": "", "i": -1, "f": np.nan}
        filled = {key: data[key][:rows] if key in data else np.full(rows, absent[kind])
                  for key, kind in columns.items()}
        return pd.DataFrame(filled)

    def _column(self, path: str, kind: str, most: int | None) -> NDArray[Any]:
        values: NDArray[Any] = np.atleast_1d(np.asarray(self._read(path, most)))
        if kind == "t":
            return np.array([_text(value) for value in values], dtype=object)
        return np.asarray(values, dtype=np.float64 if kind == "f" else np.int64)

    def _vector(self, path: str, default: NDArray[np.float64]) -> NDArray[np.float64]:
        if path not in self.file:
            return default
        return np.atleast_1d(np.asarray(self._read(path), dtype=np.float64))

    def _read(self, path: str, most: int | None = None) -> Any:
        try:
            data = self.file[path]
            return data[:most] if most is not None and data.ndim else data[()]
        except (OSError, KeyError, RuntimeError, UnicodeDecodeError) as error:
            raise ResultError(f"{self.path}: /{path} cannot be read; the file is damaged "
                              f"or was cut off") from error


def open_result(path: str | Path) -> Result:
    """Open a result file for reading, complete or not.

    Parameters
    ----------
    path : str or Path
        A result file, or a folder that holds `result.h5` or `result.h5.part`.

    Returns
    -------
    Result
        Use it in a `with` statement, or close its `file`.

    Raises
    ------
    ResultError
        If the file is missing, damaged, not a dimai result, or of a newer layout.
    """
    return Result(*open_file(Path(path)))


def _first_from(keys: Any, value: float) -> int:
    """Row of the first key that is not below `value`, of keys in order, chunk by chunk."""
    step = (getattr(keys, "chunks", None) or (CHUNK_ROWS,))[0]
    low, high = 0, -(-len(keys) // step)  # chunks: that of the row is in [low, high)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if keys[middle * step] < value else (low, middle)
    return low * step + int(np.searchsorted(keys[low * step:(low + 1) * step], value))


def _frame(arrays: Mapping[str, NDArray[Any]], most: int | None) -> Any:
    """Make a frame of whatever columns a group has, as long as the shortest."""
    columns = {key: array for key, array in arrays.items() if array.ndim == 1}
    rows = min((len(array) for array in columns.values()), default=0)
    rows = rows if most is None else min(rows, most)
    return pd.DataFrame({key: array[:rows] for key, array in columns.items()})


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
