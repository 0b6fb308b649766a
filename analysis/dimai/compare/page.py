"""The comparison as one HTML file, in English and Chinese, that needs no network."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np

from dimai import frame
from dimai.compare.rows import KEY
from dimai.compare.table import Comparison
from dimai.report.page import ASSETS as REPORT

ASSETS = Path(__file__).parent / "assets"
NUMBERS = ["estimate", "low", "high", "difference", "difference_low", "difference_high", "relative"]


def build_page(comparison: Comparison, target: str | Path) -> Path:
    """Write the page.

    Raises
    ------
    dimai.frame.PageError
        If it cannot be written.
    """
    names = " / ".join(side.name for side in comparison.sides)
    path = Path(target)
    frame.write(path, frame.data_page(
        names, style=[REPORT / "report.css", ASSETS / "compare.css"], main='<main id="main"></main>',
        data=page_data(comparison), texts=ASSETS,
        scripts=[ASSETS / "compare.js", ASSETS / "change_map.js"]))
    return path


def page_data(comparison: Comparison) -> dict[str, Any]:
    """Everything that the page shows, as plain values; NaN is null."""
    table = comparison.table
    size = len(comparison.sides)
    rows = len(table) // size
    first = table.iloc[:rows]
    sides: list[dict[str, Any]] = []
    for number, (side, paired) in enumerate(zip(comparison.sides, comparison.paired)):
        part = table.iloc[number * rows:(number + 1) * rows]
        sides.append({
            "name": side.name, "runs": len(side.runs), "paired": paired,
            "incomplete": side.incomplete,
            **{column: _plain(part[column].to_numpy()) for column in NUMBERS},
            "significant": part["significant"].astype(int).tolist()})
    nodes, links = comparison.sides[0].nodes, comparison.sides[0].links
    for side in comparison.sides[1:]:
        nodes = _joined(nodes, side.nodes)
        links = _joined(links, side.links)
    return {"confidence": comparison.confidence, "sides": sides,
            "rows": {column: first[column].tolist() for column in KEY},
            "nodes": nodes.to_dict("list"), "links": links.to_dict("list")}


def _joined(first: Any, second: Any) -> Any:
    """Rows of the first, then those of the second whose id is new."""
    import pandas as pd

    return pd.concat([first, second[~second["id"].isin(first["id"])]], ignore_index=True)


def _plain(values: Any) -> list[float | None]:
    rounded = [float(f"{value:.6g}") if math.isfinite(value) else None
               for value in np.asarray(values, dtype=float)]
    return rounded
