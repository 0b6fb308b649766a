"""The powder sections of the report, from a run of the powder pilot."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import headless
import numpy as np
import pytest

from dimai import report
from dimai.report import powder
from dimai.results import open_result

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("DIMAI_NATIVE") or ROOT / "build/release/scenarios/dimai-native")


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not PROGRAM.exists():
        pytest.skip("the program is not built")
    folder = tmp_path_factory.mktemp("powder")
    subprocess.run([PROGRAM, "run", ROOT / "scenarios/powder-pilot", "--set", "run.duration=11 d",
                    "--output", folder, "--quiet"], check=True, capture_output=True)
    return folder / "result.h5"


def test_the_data_is_plain_json_and_whole(result: Path) -> None:
    with open_result(result) as opened:
        data = powder.powder_data(opened)
    assert data is not None
    json.dumps(data, allow_nan=False)
    assert len(data["powders"]) == 4 and len(data["silos"]) == 8 and len(data["transfers"]) == 4
    assert {"blocked", "cleared"} <= {data["news"][row["what"]] for row in data["notes"]["rows"]}
    assert data["activities"][4] == "conveying"
    for row in data["balance"]:
        assert abs(row["missing_kg"]) < 1e-5
    for silo, curve in data["levels"].items():
        assert curve["time_s"] == sorted(curve["time_s"])
        assert max(curve["value"]) <= data["silos"][int(silo)]["capacity_kg"] + 0.1


def test_pressure_falls_along_each_line_and_the_gas_speeds_up(result: Path) -> None:
    with open_result(result) as opened:
        data = powder.powder_data(opened)
    assert data is not None
    for profile in data["profiles"].values():
        assert (np.diff(profile["pressure_pa"]) < 0).all()
        assert (np.diff(profile["gas_velocity_m_s"]) > 0).all()


def test_thinning_keeps_the_extremes_of_a_curve() -> None:
    values = np.sin(np.arange(100_000.0))
    values[77_777] = 9.0
    kept = powder.thinned(values)
    assert len(kept) <= powder.GREATEST_POINTS + 2
    assert 77_777 in kept and kept[0] == 0 and kept[-1] == len(values) - 1


@headless.needs_chromium
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_powder_section_is_drawn_without_a_fault(result: Path, language: str) -> None:
    shown = headless.drawn(report.build_report(result), language)
    for section in ("powder_line", "powder_time", "powder_purity"):
        assert f'id="{section}"' in shown
    assert ("钛合金" if language == "zh" else "ti64") in shown


@pytest.fixture(scope="module")
def dense(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not PROGRAM.exists():
        pytest.skip("the program is not built")
    folder = tmp_path_factory.mktemp("dense")
    subprocess.run([PROGRAM, "run", ROOT / "tests/scenarios/running/powder_dense.toml", "--output", folder,
                    "--quiet"], check=True, capture_output=True)
    return folder / "result.h5"


def test_a_dense_transfer_has_both_laws_a_regime_and_a_cycle(dense: Path) -> None:
    with open_result(dense) as opened:
        data = powder.powder_data(opened)
    assert data is not None
    json.dumps(data, allow_nan=False)
    row = data["transfers"][0]
    assert row["phase"] == "dense" and row["regime"] == "permeated"
    assert row["mi_wypych_pa"] < row["konrad_pa"] < row["drop_pa"]
    assert row["mean_rate_kg_s"] < row["peak_rate_kg_s"] and row["cycle_s"] > row["pressurise_s"] > 0
    assert row["saltation_low_m_s"] is None
    assert abs(data["balance"][0]["missing_kg"]) < 1e-5


@headless.needs_chromium
@pytest.mark.parametrize("language", ["en", "zh"])
def test_slugs_are_drawn_without_a_fault(dense: Path, language: str) -> None:
    shown = headless.drawn(report.build_report(dense), language)
    assert ("料栓" if language == "zh" else "Dense phase: slugs move") in shown
