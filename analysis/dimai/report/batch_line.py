"""Lines of batches: where each product is, when it arrives, how much is mixed."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dimai.report.columns import Columns, read_columns
from dimai.report.pack import rounded, rounded_list
from dimai.results import Result

LINE = ("first_product", "volume_m3", "sent_m3", "delivered_m3", "transmix_m3", "tank_m3")
BATCH = ("product", "volume_m3", "rate_m3_s", "start_time_s", "sent_time_s", "front_time_s",
         "back_time_s", "clean_m3")
INTERFACE = ("batch", "ahead", "behind", "start_time_s", "arrival_time_s", "position_m", "length_m",
             "volume_m3", "cut_start_time_s", "cut_end_time_s")
SMALLEST_BEND = 5e-4
"""Of the line's length: a front that bends less is drawn straight."""


def batch_line_data(result: Result) -> list[dict[str, Any]] | None:
    """What the section on batches shows, line by line; None if the result has none."""
    lines = read_columns(result, "batch_line/lines")
    if "name" not in lines:
        return None
    groups = {name: read_columns(result, f"batch_line/{name}")
              for name in ("pipes", "products", "batches", "interfaces", "fronts", "events")}
    return [line_data(lines, groups, row) for row in range(len(lines["name"]))]


def line_data(lines: Columns, groups: dict[str, Columns], row: int) -> dict[str, Any]:
    """Everything of one line."""
    pipes = of_line(groups["pipes"], row)
    products = of_line(groups["products"], row)
    length_m = float(np.sum(pipes["length_m"]))
    return {"name": str(lines["name"][row]),
            **{key: rounded(lines[key][row]) for key in LINE},
            "length_m": rounded(length_m),
            "pipes": records(pipes, ("length_m", "bore_m")),
            "products": [{**{key: str(products[key][i]) for key in ("name", "name_zh", "color")},
                          **{key: rounded(products[key][i])
                             for key in ("delivered_m3", "delivered_kg", "transmix_m3")}}
                         for i in range(len(products["name"]))],
            "batches": records(of_line(groups["batches"], row), BATCH),
            "interfaces": records(of_line(groups["interfaces"], row), INTERFACE),
            "fronts": front_data(of_line(groups["fronts"], row), length_m),
            "end_s": end_data(of_line(groups["fronts"], row))}


def of_line(columns: Columns, line: int) -> Columns:
    """The rows of one line."""
    if "line" not in columns:
        return {}
    chosen = columns["line"] == line
    return {name: values[chosen] for name, values in columns.items()}


def records(columns: Columns, names: tuple[str, ...]) -> list[dict[str, Any]]:
    """Rows as plain values; not a number is None."""
    if not columns:
        return []
    return [{name: rounded(columns[name][i]) for name in names}
            for i in range(len(columns[names[0]]))]


def end_data(fronts: Columns) -> float | None:
    """Last time of which fronts are known [s]."""
    return rounded(np.max(fronts["time_s"])) if len(fronts.get("time_s", ())) else None


def front_data(fronts: Columns, length_m: float) -> list[dict[str, Any]]:
    """The way of each batch's front over time, without points on straight stretches."""
    if not fronts:
        return []
    ways = []
    for batch in np.unique(fronts["batch"]):
        rows = fronts["batch"] == batch
        time_s, place_m = fronts["time_s"][rows], fronts["position_m"][rows]
        kept = bends(time_s, place_m, SMALLEST_BEND * length_m)
        ways.append({"batch": int(batch), "time_s": rounded_list(time_s[kept]),
                     "position_m": rounded_list(place_m[kept])})
    return ways


def bends(time_s: NDArray[Any], place_m: NDArray[Any], smallest_m: float) -> list[int]:
    """Rows that a polyline needs to stay within some metres of all (Douglas and Peucker, upright)."""
    kept = {0, len(time_s) - 1}
    open_spans = [(0, len(time_s) - 1)]
    while open_spans:
        first, last = open_spans.pop()
        if last - first < 2 or time_s[last] <= time_s[first]:
            continue
        inner = slice(first + 1, last)
        straight = np.interp(time_s[inner], time_s[[first, last]], place_m[[first, last]])
        away = np.abs(place_m[inner] - straight)
        if away.max() > smallest_m:
            middle = first + 1 + int(away.argmax())
            kept.add(middle)
            open_spans += [(first, middle), (middle, last)]
    return sorted(kept)
