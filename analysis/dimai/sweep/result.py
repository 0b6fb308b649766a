"""What a sweep found, as tables; made while it goes on, too."""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dimai.statistics.intervals import mean_interval
from dimai.sweep import discovery, sensitivity
from dimai.sweep.specification import Specification
from dimai.sweep.task import Record

Floats = NDArray[np.float64]

WAITING = "waiting"
"""Status of a run that has not ended."""


class Row(NamedTuple):
    """One run that a sweep asks for."""

    point: int
    replication: int
    overrides: dict[str, Any]
    fingerprint: str


@dataclass
class SweepResult:
    """What a sweep found."""

    specification: Specification
    folder: Path
    points: pd.DataFrame
    """A row each point: its parameters (numbers, the unit in the column's name), then of each
    outcome the mean over replications, with _low and _high (95 %; NaN with one replication)."""
    runs: pd.DataFrame
    """A row each run: point, replication, parameters, outcomes, status, error, event_hash, ..."""
    cube: Floats
    """The points on the unit cube, shape (point, parameter); no columns for the design "list"."""
    done_before: int = 0
    """Runs that were there already."""
    indices: dict[str, pd.DataFrame] = field(default_factory=dict)
    """Sobol' or Morris indices of each outcome."""
    box: discovery.Box | None = None
    tree: str = ""
    page: Path | None = None
    """The page that shows it, or None if it could not be made; `page_error` says why."""
    page_error: str = ""

    @property
    def failures(self) -> pd.DataFrame:
        """Runs that failed."""
        return self.runs[~self.runs["status"].isin(["done", WAITING])]

    @property
    def waiting(self) -> int:
        """How many runs have not ended; 0 of a whole sweep."""
        return int((self.runs["status"] == WAITING).sum())

    def best(self) -> pd.Series | None:
        """The best point of the goal, or None without one."""
        goal = self.specification.goal
        if not goal or self.points[goal["outcome"]].isna().all():
            return None
        values = self.points[goal["outcome"]]
        row = values.idxmax() if goal.get("seek") == "greatest" else values.idxmin()
        return self.points.loc[row]


def column_of(spec: Specification, key: str) -> str:
    """Name of a parameter's column, with its unit."""
    unit = next((p.unit for p in spec.parameters if p.key == key), "")
    return f"{key} [{unit}]" if unit else key


def collect(spec: Specification, rows: Sequence[Row], records: Mapping[str, Record], cube: Floats,
            folder: Path, done_before: int = 0) -> SweepResult:
    """Make the tables of points and runs; a run without a record has not ended."""
    units = {p.key: p.unit for p in spec.parameters if not p.values and p.unit}
    run_rows: list[dict[str, Any]] = []
    values: dict[int, tuple[dict[str, Any], dict[str, list[float]]]] = {}
    for point, replication, overrides, name in rows:
        record = records.get(name) or Record(name, WAITING)
        shown = {column_of(spec, key): _number(value, units.get(key, ""))
                 for key, value in overrides.items()}
        outcomes = {each.name: record.outcomes.get(each.name) for each in spec.outcomes}
        run_rows.append({"point": point, "replication": replication, **shown, **outcomes,
                         "status": record.status, "event_hash": record.event_hash,
                         "wall_s": round(record.wall_s, 3), "peak_rss_bytes": record.peak_rss_bytes,
                         "attempts": record.attempts, "host": record.host, "error": record.error,
                         "folder": f"runs/{name}"})
        row = values.setdefault(point, (shown, {each.name: [] for each in spec.outcomes}))
        for key, found in outcomes.items():
            row[1][key].append(math.nan if found is None else found)
    point_rows = [_point_row(point, shown, lists) for point, (shown, lists) in values.items()]
    return SweepResult(spec, folder, pd.DataFrame(point_rows), pd.DataFrame(run_rows), cube, done_before)


def _point_row(point: int, shown: dict[str, Any], lists: dict[str, list[float]]) -> dict[str, Any]:
    row: dict[str, Any] = {"point": point, **shown}
    for key, several in lists.items():
        whole = not any(math.isnan(each) for each in several)
        interval = mean_interval(several)
        row |= {key: interval.estimate if whole else math.nan,
                f"{key}_low": interval.low, f"{key}_high": interval.high}
    return row


def _number(value: Any, unit: str) -> Any:
    """A value of a range without its unit, which the column's name has."""
    return float(value.removesuffix(unit)) if unit and isinstance(value, str) else value


def learn(result: SweepResult) -> None:
    """Indices of Sobol' and Morris designs; the box where it fails."""
    spec = result.specification
    names = [p.key for p in spec.parameters]
    for outcome in spec.outcomes:
        values = result.points[outcome.name].to_numpy(dtype=float)
        if spec.design == "sobol":
            table = sensitivity.sobol_indices(values, len(names), seed=spec.seed)
        elif spec.design == "morris":
            table = sensitivity.morris_indices(result.cube, values, seed=spec.seed)
        else:
            continue
        result.indices[outcome.name] = table.assign(parameter=names).set_index("parameter")
    if spec.discover and result.cube.shape[1]:
        values = result.points[spec.discover["outcome"]].to_numpy(dtype=float)
        known = ~np.isnan(values)
        wanted = (values > spec.discover["above"] if "above" in spec.discover
                  else values < spec.discover["below"])
        columns = [column_of(spec, name) for name in names]
        numbers = result.points[columns].apply(pd.to_numeric, errors="coerce").to_numpy(dtype=float)
        numbers = np.where(np.isnan(numbers), result.cube, numbers)  # words: by their order
        result.box = discovery.prim(numbers[known], wanted[known],
                                    least_density=float(spec.discover.get("density", 0.8)))
        if result.box is not None:
            result.tree = discovery.cart(numbers[known], wanted[known], columns)


def write_tables(result: SweepResult) -> None:
    """Write the tables into the sweep's folder."""
    folder, spec = result.folder, result.specification
    if spec.file.resolve() != (folder / "sweep.toml").resolve():
        shutil.copyfile(spec.file, folder / "sweep.toml")
    result.points.to_csv(folder / "points.csv", index=False)
    result.runs.to_csv(folder / "runs.csv", index=False)
    if result.indices:
        whole = pd.concat(result.indices, names=["outcome"])
        whole.to_csv(folder / "sensitivity.csv")
    if result.box is not None:
        limits = [{"parameter": column_of(spec, spec.parameters[each.parameter].key),
                   "low": each.low, "high": each.high, "chance": each.chance}
                  for each in result.box.limits]
        (folder / "discovery.json").write_text(json.dumps(
            {"outcome": spec.discover, "limits": limits, "coverage": result.box.coverage,
             "density": result.box.density, "points": result.box.points, "tree": result.tree},
            indent=1, ensure_ascii=False), encoding="utf-8")
