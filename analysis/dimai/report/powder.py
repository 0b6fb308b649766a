"""Powder lines: what conveys, how levels and lines go, how pure the powder arrives."""

from __future__ import annotations

from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from dimai.report.columns import Columns, read_columns
from dimai.report.pack import rounded
from dimai.results import Result

GREATEST_POINTS = 3000
GREATEST_STATES = 6000
GREATEST_BATCHES = 4000
GREATEST_NOTES = 100


def powder_data(result: Result) -> dict[str, Any] | None:
    """Everything that the powder sections show; None if the run has no powder."""
    if not isinstance(result.file.get("powder"), h5py.Group):
        return None
    states = read_columns(result, "powder/state")
    return {
        "powders": records(read_columns(result, "powder/powder")),
        "silos": merged(read_columns(result, "powder/silo"), read_columns(result, "powder/silo_total")),
        "lines": merged(read_columns(result, "powder/line"), read_columns(result, "powder/line_total")),
        "transfers": records(read_columns(result, "powder/transfer")),
        "profiles": grouped(read_columns(result, "powder/profile"), "transfer"),
        "diagrams": grouped(read_columns(result, "powder/diagram"), "transfer"),
        "designs": records(read_columns(result, "powder/design")),
        "levels": series(read_columns(result, "powder/silo_level"), "silo", "level_kg"),
        "oxygen": series(read_columns(result, "powder/oxygen"), "line", "oxygen_share"),
        "activities": meanings(result, "state", "activity"),
        "states": plain({key: values[:GREATEST_STATES] for key, values in states.items()}),
        "states_total": len(next(iter(states.values()), np.empty(0))),
        "batches": batches(read_columns(result, "powder/batch")),
        "bends": records(read_columns(result, "powder/bend")),
        "balance": records(read_columns(result, "powder/balance")),
        "news": meanings(result, "note", "what"),
        "notes": notes(read_columns(result, "powder/note")),
        "rules": rules(result),
    }


def meanings(result: Result, group: str, column: str) -> list[str]:
    """Words for the numbers of a column, as its attribute flag_meanings has them."""
    item = result.file.get(f"powder/{group}/{column}")
    text = item.attrs.get("flag_meanings", "") if isinstance(item, h5py.Dataset) else ""
    words = text.decode() if isinstance(text, bytes) else str(text)
    return [word.replace("_", " ") for word in words.split()]


def cell(value: Any) -> Any:
    """One value for JSON: text, whole number, or a number of six digits; None if not finite."""
    if isinstance(value, str):
        return value
    if isinstance(value, (np.integer, int)):
        return int(value)
    return rounded(value)


def plain(columns: Columns) -> dict[str, list[Any]]:
    """Columns as lists."""
    return {key: [cell(value) for value in values] for key, values in columns.items()}


def records(columns: Columns) -> list[dict[str, Any]]:
    """Rows as dictionaries."""
    keys = list(columns)
    return [{key: cell(value) for key, value in zip(keys, row, strict=True)}
            for row in zip(*columns.values(), strict=True)]


def merged(left: Columns, right: Columns) -> list[dict[str, Any]]:
    """Rows of two tables of the same things; of a file cut off the second may be missing."""
    rows = records(left)
    for row, more in zip(rows, records(right), strict=False):
        row.update({key: value for key, value in more.items() if key not in row})
    return rows


def grouped(columns: Columns, by: str) -> dict[str, dict[str, list[Any]]]:
    """Columns of each value of an index."""
    if by not in columns:
        return {}
    return {str(int(key)): plain({name: values[columns[by] == key]
                                  for name, values in columns.items() if name != by})
            for key in np.unique(columns[by])}


def series(columns: Columns, by: str, value: str) -> dict[str, dict[str, list[Any]]]:
    """A curve over time for each value of an index, in order of time, with bounded points."""
    out = {}
    for key, curve in columns_of(columns, by):
        order = np.argsort(curve["time_s"], kind="stable")
        time, level = curve["time_s"][order], curve[value][order]
        keep = thinned(level)
        out[key] = {"time_s": [rounded(t, 9) for t in time[keep]],
                    "value": [rounded(v) for v in level[keep]]}
    return out


def columns_of(columns: Columns, by: str) -> list[tuple[str, Columns]]:
    """Rows of each value of an index."""
    if by not in columns:
        return []
    return [(str(int(key)), {name: values[columns[by] == key] for name, values in columns.items()})
            for key in np.unique(columns[by])]


def thinned(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Which points of a curve to draw: all, or the least and greatest of each of equal pieces."""
    count = len(values)
    if count <= GREATEST_POINTS:
        return np.arange(count)
    edges = np.linspace(0, count, GREATEST_POINTS // 2 + 1).astype(np.int64)
    keep = {0, count - 1}
    for low, high in zip(edges[:-1], edges[1:], strict=True):
        piece = values[low:high]
        keep |= {int(low + np.argmin(piece)), int(low + np.argmax(piece))}
    return np.array(sorted(keep), dtype=np.int64)


def batches(columns: Columns) -> dict[str, Any]:
    """Batches that are done, the first of them if there are many, and their number."""
    total = len(next(iter(columns.values()), np.empty(0)))
    step = max(1, -(-total // GREATEST_BATCHES))
    return {"total": total, "rows": records({key: values[::step] for key, values in columns.items()})}


def notes(columns: Columns) -> dict[str, Any]:
    """Things worth a line: how many of each kind, and the first of them."""
    what = columns.get("what", np.empty(0, dtype=np.int64))
    return {"counts": np.bincount(np.asarray(what, dtype=np.int64), minlength=7).tolist(),
            "rows": records({key: values[:GREATEST_NOTES] for key, values in columns.items()})}


def rules(result: Result) -> dict[str, Any]:
    """Rules of the scenario that the sections name."""
    table = result.table("assumptions")
    wanted = ("velocity_factor", "velocity_law", "wear_velocity", "wear_exponent", "max_velocity")
    found = {row["key"].removeprefix("powder."): row["value"] for row in table.to_dict("records")
             if row["key"].startswith("powder.")}
    if "wear_velocity" in found and found["wear_velocity"].endswith(" km/h"):
        speed = float(found["wear_velocity"].removesuffix(" km/h")) / 3.6
        found["wear_velocity"] = f"{speed:.4g} m/s"  # as all velocities of these sections
    return {key: found.get(key, "") for key in wanted}
