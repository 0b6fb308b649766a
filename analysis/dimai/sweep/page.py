"""The page of a sweep, in English and Chinese: written while it goes on, and at its end."""

from __future__ import annotations

import math
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from dimai import frame
from dimai.report.page import ASSETS as REPORT
from dimai.sweep.result import WAITING, SweepResult, column_of
from dimai.sweep.specification import Outcome, Specification

ASSETS = Path(__file__).parent / "assets"
PAGE = "sweep.html"
SHARED = ("unpack.js", "format.js", "page.js", "sections.js")
SCRIPTS = ("state.js", "effects.js", "findings.js", "runs.js", "main.js")

RENEWED_S = 5.0
"""Least time between two versions of the page while the sweep goes [s]."""

SHARE_OF_TIME = 0.02
"""Most of the sweep's own time that goes into renewing the page [-]."""

MOST_POINTS = 4000
"""More points than these are thinned on the page, evenly; points.csv has all."""

MOST_RUNS_SHOWN = 500
"""Of more runs than these the page shows the failed and the first; runs.csv has all."""


@dataclass(frozen=True)
class State:
    """How far a sweep is."""

    expected: int
    """Runs in all."""
    spent_s: float
    left_s: float
    """Estimated [s]; NaN if nothing is known."""
    phase: str
    """"going", "stopped" or "whole"."""


class PageKeeper:
    """Writes the page again and again, and leaves it if that fails: the sweep matters more."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.written: Path | None = None
        self.error = ""
        self._next = 0.0

    def due(self) -> bool:
        """Whether it is old enough to be renewed."""
        return not self.error and time.monotonic() >= self._next

    def write(self, result: SweepResult, state: State) -> None:
        """Write it."""
        start = time.monotonic()
        try:
            self.written = build_page(result, state, self.path)
            self.error = ""
        except frame.PageError as error:
            self.error = str(error)
        end = time.monotonic()
        self._next = end + max(RENEWED_S, (end - start) / SHARE_OF_TIME)


def build_page(result: SweepResult, state: State, target: Path) -> Path:
    """Write the page.

    Raises
    ------
    dimai.frame.PageError
        If it cannot be made or written.
    """
    frame.write(target, frame.data_page(
        result.specification.title, style=[REPORT / "report.css", ASSETS / "sweep.css"],
        main=frame.read(ASSETS / "sweep.html"), data=page_data(result, state), texts=ASSETS,
        scripts=[*(REPORT / name for name in SHARED), *(ASSETS / name for name in SCRIPTS)]))
    return target


def page_data(result: SweepResult, state: State) -> dict[str, Any]:
    """Everything that the page shows, as plain values; NaN is null."""
    spec = result.specification
    best = result.best()
    keys = [p.key for p in spec.parameters] or _keys_of_points(spec)
    columns = [column_of(spec, key) for key in keys]
    return {
        "meta": {"title": spec.title, "file": spec.file.name, "design": spec.design, "samples": spec.samples,
                 "replications": spec.replications, "seed": spec.seed, "scenario": spec.scenario.name,
                 "scenario_title": spec.scenario.title,
                 "scenario_title_zh": spec.scenario.native.title_zh,
                 "folder": str(result.folder), "made": time.strftime("%Y-%m-%d %H:%M:%S")},
        "state": {key: _plain(value) for key, value in asdict(state).items()} | {
            "done": int((result.runs["status"] == "done").sum()), "failed": len(result.failures),
            "before": result.done_before},
        "parameters": [_parameter(spec, key) for key in keys],
        "outcomes": [_outcome(each) for each in spec.outcomes],
        "points": _points(result, columns, None if best is None else int(best["point"])),
        "runs": _runs(result, columns),
        "indices": {name: {"parameter": list(table.index), **{
            column: [_plain(value) for value in table[column]] for column in table.columns}}
            for name, table in result.indices.items()},
        "box": _box(result),
        "discover": spec.discover or None,
        "goal": {"outcome": spec.goal["outcome"], "seek": spec.goal.get("seek", "least"),
                 "point": None if best is None else int(best["point"])} if spec.goal else None,
    }


def _keys_of_points(spec: Specification) -> list[str]:
    """Keys that a list of points changes, in the order in which they come."""
    return list(dict.fromkeys(key for point in spec.points for key in point))


def _parameter(spec: Specification, key: str) -> dict[str, Any]:
    said: dict[str, Any] = next(
        (each for each in spec.scenario.description["parameters"] if each["key"] == key), {})
    words = {"en": said.get("meaning", ""), "zh": said.get("meaning_zh", ""),
             "name_zh": said.get("name_zh", "")}
    own = next((p for p in spec.parameters if p.key == key), None)
    if own is None or own.values:
        return {"key": key, "unit": "", "low": None, "high": None, "log": False, **words}
    return {"key": key, "unit": own.unit, "low": own.low, "high": own.high, "log": own.logarithmic,
            **words}


UNITS = {"distance": "m", "energy": "J"}


def _outcome(outcome: Outcome) -> dict[str, Any]:
    """What the page says of an outcome; its unit is that of the summary."""
    unit = ""
    if outcome.share:
        unit = "share"
    elif outcome.kind == "measure" and outcome.statistic != "n":
        unit = "s" if outcome.what.endswith("_time") else UNITS.get(outcome.what, "")
    return {"name": outcome.name, "kind": outcome.kind, "what": outcome.what, "unit": unit,
            "statistic": outcome.statistic if outcome.kind == "measure" else "",
            "class": outcome.capsule_class, "origin": outcome.origin, "destination": outcome.destination}


def _points(result: SweepResult, columns: list[str], best: int | None) -> dict[str, Any]:
    """Columns of the points; of very many every n-th, and the best."""
    table = result.points
    step = -(-len(table) // MOST_POINTS)
    shown = (table.index % max(1, step) == 0) | (table["point"] == best)
    table = table[shown]
    names = [outcome.name for outcome in result.specification.outcomes]
    return {
        "all": len(result.points), "point": table["point"].tolist(),
        "parameters": [[_plain(value) for value in table[column]] if column in table else []
                       for column in columns],
        **{part: [[_plain(value) for value in table[name + end]] for name in names]
           for part, end in (("estimate", ""), ("low", "_low"), ("high", "_high"))},
        "inside": _inside(result, table)}


def _inside(result: SweepResult, table: pd.DataFrame) -> list[bool] | None:
    """Whether points lie in the box that was found."""
    if result.box is None:
        return None
    spec, box = result.specification, result.box
    inside = np.ones(len(table), dtype=bool)
    for limit in box.limits:
        column = column_of(spec, spec.parameters[limit.parameter].key)
        values = pd.to_numeric(table[column], errors="coerce").to_numpy(dtype=float)
        values = np.where(np.isnan(values), result.cube[table.index, limit.parameter], values)
        inside &= (values >= limit.low) & (values <= limit.high)
    return [bool(each) for each in inside]


def _runs(result: SweepResult, columns: list[str]) -> dict[str, Any]:
    """Rows of runs: the failed first, then the others in order."""
    table = result.runs
    order = table["status"].map({"failed": 0, "done": 1, WAITING: 2}).fillna(0)
    table = table.iloc[np.argsort(order.to_numpy(), kind="stable")].head(MOST_RUNS_SHOWN)
    names = [outcome.name for outcome in result.specification.outcomes]
    shown = ["point", "replication", "status", "wall_s", "attempts", "host", "error", "folder"]
    return {"all": len(result.runs),
            **{column: [_plain(value) for value in table[column]] for column in shown},
            "parameters": [[_plain(value) for value in table[column]] if column in table else []
                           for column in columns],
            "outcomes": [[_plain(value) for value in table[name]] for name in names]}


def _box(result: SweepResult) -> dict[str, Any] | None:
    if result.box is None:
        return None
    spec, box = result.specification, result.box
    return {
        "coverage": box.coverage, "density": box.density, "points": box.points, "tree": result.tree,
        "path": [[_plain(each) for each in step] for step in box.path],
        "limits": [{"key": spec.parameters[each.parameter].key, "low": each.low, "high": each.high,
                    "chance": each.chance} for each in box.limits]}


def _plain(value: Any) -> Any:
    """The value as JSON has it: six digits, no NaN, no NumPy."""
    if hasattr(value, "item") and not isinstance(value, str):
        value = value.item()
    if isinstance(value, float):
        return float(f"{value:.6g}") if math.isfinite(value) else None
    return value
