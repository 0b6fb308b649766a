"""Pneumatic capsule pipelines: speeds, pressure along the pipe, throughput and energy."""

from __future__ import annotations

from typing import Any

import numpy as np

from dimai.report.columns import Columns, read_columns
from dimai.report.pack import rounded, rounded_list
from dimai.results import Result

FIGURES = ("bore_m", "capsules", "payload_kg", "drag_band", "delivered_t", "throughput_t_h",
           "line_fill", "air_m_s", "slip_m_s", "blower_energy_j", "motor_energy_j",
           "energy_mj_t_km", "floor_mj_t_km", "air_lost_m3")
SERIES = ("time_s", "air_m_s", "capsule_m_s", "capsules", "rise_pa")
PROFILE = ("place_m", "pressure_pa", "air_m_s", "capsule_m_s")
SECTION = ("pipe", "drive", "length_m", "slip_m_s", "starting_air_m_s", "rise_pa", "energy_j",
           "passed")
GREATEST_TIMES = 600


def capsule_line_data(result: Result) -> list[dict[str, Any]] | None:
    """What the section on capsule lines shows, line by line; None if the result has none."""
    lines = read_columns(result, "capsule_line/lines")
    if "name" not in lines:
        return None
    series = read_columns(result, "capsule_line/series")
    profile = read_columns(result, "capsule_line/profile")
    sections = read_columns(result, "capsule_line/sections")
    trips = read_columns(result, "capsule_line/trips")
    return [{"name": str(lines["name"][row]),
             **{key: rounded(lines[key][row]) for key in FIGURES if key in lines},
             "way_s": way_data(trips, row),
             "series": [picked(series, SERIES, row, pipe) for pipe in (0, 1)],
             "profile": [picked(profile, PROFILE, row, pipe) for pipe in (0, 1)],
             "sections": section_data(sections, row)} for row in range(len(lines["name"]))]


def picked(columns: Columns, names: tuple[str, ...], line: int, pipe: int) -> dict[str, Any]:
    """Rows of one line and pipe, thinned to what a chart can show."""
    if "line" not in columns:
        return {name: [] for name in names}
    rows = np.flatnonzero((columns["line"] == line) & (columns["pipe"] == pipe))
    rows = rows[::max(1, -(-len(rows) // GREATEST_TIMES))]
    return {name: rounded_list(columns[name][rows]) for name in names}


def way_data(trips: Columns, line: int) -> list[float | None]:
    """5 %, 50 %, 95 % and 99 % of the time from launch to the end of the pipe [s]."""
    if "line" not in trips:
        return []
    chosen = trips["line"] == line
    way = (trips["arrival_time_s"] - trips["launch_time_s"])[chosen]
    way = way[np.isfinite(way)]
    return rounded_list(np.quantile(way, (0.05, 0.5, 0.95, 0.99))) if len(way) else []


def section_data(sections: Columns, line: int) -> list[dict[str, Any]]:
    """Each section with its drive."""
    if "line" not in sections:
        return []
    return [{key: rounded(sections[key][row]) for key in SECTION}
            for row in np.flatnonzero(sections["line"] == line)]
