"""The comparison for a terminal."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

import pandas as pd

from dimai.compare.table import Comparison

WORDS = {
    "measure": {"door_to_door_time": "门到门", "wait_time": "等待", "handling_time": "装卸",
                "access_time": "接入", "line_time": "干线运行", "junction_time": "路口与排队",
                "egress_time": "离开", "distance": "路程", "energy": "能耗",
                "shipment_time": "货运门到门", "shipment_energy": "每件能耗",
                "shipment_road": "每件公路里程", "served_in_time": "及时服务的比例"},
    "count": {"requested": "请求", "arrived": "到达", "under_way": "在途", "waiting": "等待中",
              "refused": "被拒"},
}
SCALES = {"s": ((86400.0, "d"), (3600.0, "h"), (60.0, "min"), (1.0, "s")), "m": ((1000.0, "km"), (1.0, "m")),
          "J": ((3.6e9, "MWh"), (3.6e6, "kWh"))}


def number_text(value: float, unit: str, like: float | None = None) -> str:
    """Write a value in a unit that suits it, or that suits `like`."""
    if math.isnan(value):
        return "–"
    scales = SCALES.get(unit)
    if scales is None:
        return f"{value:.4g}" + ("" if unit in ("", "1") else f" {unit}")
    size = abs(like if like is not None and not math.isnan(like) else value)
    factor, name = next((each for each in scales if size >= 2 * each[0]), scales[-1])
    return f"{value / factor:.3g} {name}"


def comparison_text(comparison: Comparison, *, chinese: bool = False) -> str:
    """A table of the measures of classes and report pairs and of the counts."""
    lines = [_heading(comparison, chinese)]
    table = comparison.table
    shown = table[((table["what"] == "measure") & table["statistic"].isin(["mean", "p50", "p95"]))
                  | (table["what"] == "count")]
    header = (["量", "类别/起讫", "统计", comparison.sides[0].name] if chinese else
              ["quantity", "class or pair", "statistic", comparison.sides[0].name])
    for side in comparison.sides[1:]:
        header += [side.name, "差异" if chinese else "difference"]
    rows = [header]
    unchanged = 0
    for _, group in shown.groupby(["what", "name", "class", "place", "statistic"], sort=False):
        first = group.iloc[0]
        if (group["difference"].iloc[1:] == 0.0).all():
            unchanged += 1
            continue
        word = WORDS[first["what"]].get(first["name"], first["name"]) if chinese else first["name"]
        row = [word.replace("_", " "), first["place"] or first["class"], first["statistic"],
               number_text(first["estimate"], first["unit"])]
        for _, each in group.iloc[1:].iterrows():
            row += [number_text(each["estimate"], each["unit"], first["estimate"]),
                    _difference(each)]
        rows.append(row)
    lines += _aligned(rows)
    if unchanged:
        lines.append(f"另有 {unchanged} 项没有变化" if chinese else f"{unchanged} more did not change")
    if any(row[-1].endswith("*") for row in rows):
        lines.append("* 区间不含 0" if chinese else "* the interval does not hold 0")
    return "\n".join(lines)


def _difference(row: pd.Series) -> str:
    value, unit = row["difference"], row["unit"]
    if math.isnan(value):
        return "–"
    percent = "" if math.isnan(row["relative"]) else f" ({100 * row['relative']:+.1f} %)"
    text = ("+" if value > 0 else "") + number_text(value, unit) + percent
    if not math.isnan(row["difference_low"]):
        text += (f" [{number_text(row['difference_low'], unit, value)}, "
                 f"{number_text(row['difference_high'], unit, value)}]")
    return text + (" *" if row["significant"] else "")


def _heading(comparison: Comparison, chinese: bool) -> str:
    parts = []
    for side, paired in zip(comparison.sides, comparison.paired):
        runs = len(side.runs)
        if chinese:
            parts.append(f"{side.name}：{runs} 次运行" + ("（配对）" if paired else ""))
        else:
            parts.append(f"{side.name}: {runs} run{'s' * (runs != 1)}" + (" (paired)" * paired))
    level = f"{100 * comparison.confidence:g} %"
    if all(len(side.runs) < 2 for side in comparison.sides):
        note = "各方仅一次运行，没有区间" if chinese else "one run a side: no intervals"
    else:
        note = f"区间：{level}" if chinese else f"intervals: {level}"
    return ("；" if chinese else "; ").join([*parts, note])


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(_width(row[c]) for row in rows) for c in range(len(rows[0]))]
    lines = ["  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths)).rstrip()
             for row in rows]
    return [lines[0], "-" * sum(widths, 2 * len(widths) - 2), *lines[1:]]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
