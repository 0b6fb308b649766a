"""Service of pipelines over a run in which something failed: a curve and its figures each."""

from __future__ import annotations

from typing import Any

import numpy as np

from dimai.report.pack import rounded
from dimai.results import Result

FIGURES = ("asked", "served", "before", "least", "area", "lost_time_s", "to_50_s", "to_90_s", "to_99_s")
MOST_POINTS = 2000


def pipeline_services(result: Result) -> list[dict[str, Any]]:
    """One row a system of pipelines, or a line of it.

    Returns
    -------
    list of dict
        `system`, `name`, `unit`, the figures of `/disruption/pipelines`, and `curve` as rows of time [s]
        and share served, None where nothing was asked for; empty without such tables.
    """
    if "disruption/pipelines" not in result.file:
        return []
    rows = result.table("disruption/pipelines")
    steps = result.table("disruption/pipeline_service")
    found = []
    for index, row in rows.iterrows():
        own = steps[steps["pipeline"] == index]
        each = max(1, -(-len(own) // MOST_POINTS))
        curve = [[float(time), number(share)]
                 for time, share in zip(own["time_s"][::each], own["served_share"][::each], strict=True)]
        found.append({name: text_of(row[name]) for name in ("system", "name", "unit")}
                     | {name: number(row[name]) for name in FIGURES} | {"curve": curve})
    return found


def text_of(value: Any) -> str:
    """A text as it is, also if it was kept as bytes."""
    return value.decode() if isinstance(value, bytes) else str(value)


def number(value: Any) -> float | None:
    """A number for JSON; None if it is not known."""
    return rounded(value) if np.isfinite(value) else None
