"""Service of pipelines as the report has it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from dimai.report.pipeline_service import FIGURES, pipeline_services

TABLES = {
    "disruption/pipelines": pd.DataFrame(
        {"system": [b"tubes", b"capsule_line"], "name": [b"tubes", b"quarry"], "unit": [b"1", b"kg"]}
        | {name: [1.0, np.nan] for name in FIGURES}),
    "disruption/pipeline_service": pd.DataFrame(
        {"pipeline": [0, 0, 1, 1], "time_s": [0.0, 60.0, 0.0, 60.0],
         "served_share": [1.0, np.nan, 0.5, 0.25]}),
}


class Made:
    """A result that has these tables."""

    def __init__(self, tables: dict[str, pd.DataFrame]) -> None:
        self.file = tables

    def table(self, name: str) -> pd.DataFrame:
        return self.file[name]


def services(tables: dict[str, pd.DataFrame]) -> list[dict[str, Any]]:
    return pipeline_services(Made(tables))  # type: ignore[arg-type]


def test_each_system_has_its_own_curve_and_gaps_where_nothing_was_asked_for() -> None:
    tubes, quarry = services(TABLES)
    assert (tubes["system"], tubes["name"], tubes["unit"]) == ("tubes", "tubes", "1")
    assert tubes["curve"] == [[0.0, 1.0], [60.0, None]]
    assert quarry["curve"] == [[0.0, 0.5], [60.0, 0.25]]
    assert tubes["before"] == 1.0
    assert quarry["to_90_s"] is None


def test_a_result_without_pipelines_has_none() -> None:
    assert services({}) == []
