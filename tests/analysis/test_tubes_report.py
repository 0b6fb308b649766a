"""Sections of tubes and capsule lines: figures worked out by hand, and that they are drawn."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import h5py
import make_result
import numpy as np
import pytest

from dimai import frame, report
from dimai.report import capsule_line, tubes
from dimai.results import open_result

CHROMIUM = shutil.which("chromium")
needs_d3 = pytest.mark.skipif(not frame.D3.is_file(), reason="node-d3 is not installed")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

# Ten sends, one refused; the others take 10, 20, ... 90 s, the last of them waits 30 s in between.
SENDS = {
    "time_s": np.arange(10.0) * 3600.0,
    "origin": np.zeros(10, np.uint32),
    "destination": np.ones(10, np.uint32),
    "parcel_class": np.array([0] * 9 + [1], np.uint32),
    "state": np.array([2] * 9 + [3], np.uint8),
    "refusal": np.array([0] * 9 + [1], np.uint8),
    "zones": np.ones(10, np.uint32),
    "carrier_wait_s": np.zeros(10),
    "load_s": np.zeros(10),
    "zone_wait_s": np.zeros(10),
    "transfer_wait_s": np.array([0.0] * 8 + [30.0, 0.0]),
    "transit_s": np.array([*range(10, 90, 10), 60.0, 0.0]),
    "arrival_time_s": np.arange(10.0) * 3600.0 + np.array([*range(10, 100, 10), 0.0]),
}
NODES = {
    "id": np.array([b"a-blower", b"a-unit", b"a-1", b"a-2"]),
    "name": np.array([b"Blower", b"Unit", b"Ward 1", b"Ward 2"]),
    "name_zh": np.array([b"", b"", "病区1".encode(), "病区2".encode()]),
    "kind": np.array([0, 1, 2, 2], np.uint8),
    "zone": np.zeros(4, np.uint32),
    "parent": np.array([2**32 - 1, 0, 1, 1], np.uint32),
    "parent_m": np.array([0.0, 5.0, 20.0, 30.0]),
    "longitude_deg": np.array([0.0, 0.001, 0.002, 0.002]),
    "latitude_deg": np.array([0.0, 0.0, 0.0005, -0.0005]),
}
ZONES = {
    "id": np.array([b"a"]),
    "carrier_class": np.zeros(1, np.uint32),
    "movements": np.array([12]),
    "empty_movements": np.array([3]),
    "reversals": np.array([11]),
    "busy_s": np.array([600.0]),
    "busy_share": np.array([0.01]),
    "dead_s": np.array([60.0]),
    "blower_energy_j": np.array([3.6e6]),
}
UNITS = {"node": np.array([1], np.uint32), "passed": np.array([12]), "settings": np.array([9])}
CONNECTORS = {"id": np.array([], "S1"), "from": np.array([], np.uint32)}
STATIONS = {
    "node": np.array([2, 3], np.uint32),
    "carriers": np.array([4, 6]),
    "least_stock": np.array([1, 2]),
    "end_stock": np.array([4, 6]),
    "sent": np.array([9, 0]),
    "received": np.array([0, 9]),
    "longest_queue": np.array([1, 0]),
}
PARCELS = {"name": np.array([b"sample", b"crate"]), "share": np.array([0.9, 0.1])}
LINES = {
    "name": np.array([b"quarry"]),
    **{key: np.array([1.0]) for key in capsule_line.FIGURES},
}
SERIES = {
    "line": np.zeros(4, np.uint32),
    "pipe": np.array([0, 1, 0, 1], np.uint8),
    "time_s": np.array([300.0, 300.0, 600.0, 600.0]),
    "air_m_s": np.array([9.0, 8.0, 9.5, 8.5]),
    "capsule_m_s": np.array([8.0, 7.0, 8.5, 7.5]),
    "capsules": np.array([4, 5, 4, 5]),
    "rise_pa": np.array([6e3, 4e3, 6e3, 4e3]),
}
PROFILE = {
    "line": np.zeros(2, np.uint32),
    "pipe": np.zeros(2, np.uint8),
    "place_m": np.array([0.0, 3000.0]),
    "pressure_pa": np.array([108000.0, 101325.0]),
    "air_m_s": np.array([9.0, 10.0]),
    "capsule_m_s": np.array([8.0, 9.0]),
}
SECTIONS = {
    "line": np.zeros(1, np.uint32),
    **{key: np.array([1.0]) for key in capsule_line.SECTION},
}
TRIPS = {
    "line": np.zeros(3, np.uint32),
    "launch_time_s": np.array([0.0, 100.0, 200.0]),
    "arrival_time_s": np.array([300.0, 500.0, np.nan]),
}
GROUPS = {
    "tubes/sends": SENDS, "tubes/nodes": NODES, "tubes/zones": ZONES, "tubes/parcels": PARCELS,
    "tubes/transfer_units": UNITS, "tubes/connectors": CONNECTORS, "tubes/stations": STATIONS,
    "capsule_line/lines": LINES, "capsule_line/series": SERIES, "capsule_line/profile": PROFILE,
    "capsule_line/sections": SECTIONS, "capsule_line/trips": TRIPS,
}


@pytest.fixture(scope="module")
def result_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = make_result.write_result(tmp_path_factory.mktemp("tubes") / "result.h5")
    with h5py.File(path, "r+") as file:
        for group, columns in GROUPS.items():
            for name, values in columns.items():
                file[f"{group}/{name}"] = values
    return path


def test_times_of_sends_and_their_parts(result_path: Path) -> None:
    with open_result(result_path) as result:
        data = tubes.tubes_data(result)
    assert data is not None
    all_sends, sample, crate = data["groups"]
    assert (all_sends["n"], all_sends["asked"]) == (9, 10)
    assert all_sends["quantile"] == [14.0, 50.0, 86.0, 89.2, 90.0]  # linear between 10, 20 ... 90
    assert all_sends["mean_parts"][3:] == [pytest.approx(30 / 9, rel=1e-5), pytest.approx(420 / 9, rel=1e-5)]
    assert all_sends["slow_parts"][3:] == [30.0, 60.0]  # 90 s alone is beyond 86 s
    assert (sample["n"], crate["n"], crate["asked"]) == (9, 0, 1)
    assert data["refusals"] == [["fits_no_carrier", 1]]
    assert data["zones"][0]["dead"] == 0.1
    assert [row["node"] for row in data["carriers"]["rows"]] == [2, 3]


def test_time_in_the_pipe_counts_arrived_capsules_only(result_path: Path) -> None:
    with open_result(result_path) as result:
        lines = capsule_line.capsule_line_data(result)
    assert lines is not None
    assert lines[0]["way_s"] == [305.0, 350.0, 395.0, 399.0]  # between 300 and 400
    assert lines[0]["series"][0]["air_m_s"] == [9.0, 9.5]


def test_a_result_without_tubes_has_no_such_sections(tmp_path: Path) -> None:
    with open_result(make_result.write_result(tmp_path / "result.h5")) as result:
        assert tubes.tubes_data(result) is None
        assert capsule_line.capsule_line_data(result) is None


@needs_d3
@needs_chromium
@pytest.mark.parametrize("language", ["en", "zh"])
def test_both_sections_are_drawn_without_a_fault(result_path: Path, language: str) -> None:
    shown = report.build_report(result_path).as_uri() + f"#lang={language}"
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
               "--virtual-time-budget=8000", shown]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    assert 'data-ready="1"' in dom
    assert "data-errors" not in dom.split(">", 2)[1]
    for name in ("tubes", "capsule_line"):
        section = re.search(rf'<section id="{name}">(.*?)</section>', dom, re.S)
        assert section is not None
        assert section.group(1).count("<svg") >= 3
