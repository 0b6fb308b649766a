"""Runs in which parts of pipelines fail, in scenarios without a network of capsules."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import h5py
import pytest

from test_snapshots import assert_same

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("DIMAI_NATIVE", ROOT / "build/release/scenarios/dimai-native"))
EARTHQUAKE = 'strike=[{time="12 h", longitude=118.2, latitude=24.9, magnitude=7}]'
MAIN = 'failure=[{pipe="%s", from="10 h"}]'

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason=f"{PROGRAM} is not built")


def run(name: str, folder: Path, *sets: str, words: tuple[str, ...] = ()) -> dict[str, Any]:
    """Run a scenario and give the summary; without anything that does not add up."""
    command = [str(PROGRAM), "run", *(words or [str(ROOT / "scenarios" / name)]), "--json", "--output", str(folder)]
    for each in sets:
        command += ["--set", each]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    assert not result.get("violations")
    return result


def failures(folder: Path) -> list[dict[str, Any]]:
    """Rows of the table of failures."""
    with h5py.File(folder / "result.h5") as file:
        table = file["disruption/failures"]
        columns = {name: table[name][()] for name in table}
    count = len(columns["from_s"])
    return [{name: values[i].decode() if isinstance(values[i], bytes) else values[i]
             for name, values in columns.items()} for i in range(count)]


def delivered_m3(folder: Path) -> float:
    """Water delivered in a run."""
    with h5py.File(folder / "result.h5") as file:
        names = [name.decode() for name in file["liquid/balance/name"][()]]
        return float(file["liquid/balance/volume_m3"][names.index("delivered")])


def test_an_earthquake_takes_water_and_crews_bring_it_back(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    run("water-district", usual)
    delivered = {}
    for crews in (0, 2):
        folder = tmp_path / str(crews)
        run("water-district", folder, EARTHQUAKE, f"repair.crews={crews}", "repair.pipeline_factor=0.5")
        rows = failures(folder)
        assert rows and all(row["system"] == "liquid" and row["cause"] == "strike" for row in rows)
        delivered[crews] = delivered_m3(folder)
    assert delivered[0] < delivered[2] < delivered_m3(usual)


def test_a_broken_run_goes_on_from_a_snapshot_as_the_unbroken_one(tmp_path: Path) -> None:
    unbroken, broken = tmp_path / "unbroken", tmp_path / "broken"
    sets = (EARTHQUAKE, 'failure=[{pump="day-pump", from="5.3 h", duration="9.1 h"}]')
    run("water-district", unbroken, *sets)
    scenario = str(ROOT / "scenarios" / "water-district")
    run("water-district", broken, *sets, words=(scenario, "--snapshot-at", "10 h", "--snapshot-at", "20 h"))
    for at in ("10h", "20h"):
        snapshot = broken / f"snapshot-{at}00m00s.dimai"
        run("water-district", tmp_path / at, words=("--resume", str(snapshot)))
        assert_same(unbroken / "result.h5", tmp_path / at / "result.h5")


def test_a_main_of_gas_that_fails_is_mended_by_a_crew(tmp_path: Path) -> None:
    run("gas-district", tmp_path / "broken", MAIN % "ring-1", "repair.moderate_time=2 h", "repair.dispersion=0")
    row, = failures(tmp_path / "broken")
    assert row["what"] == "ring-1" and row["kind"] == "pipe" and row["system"] == "gas"
    assert 0.0 < row["trips"] <= 1.0
    assert row["mended_s"] == pytest.approx(row["crew_there_s"] + 2 * 3600.0)


def test_settings_of_disruption_alone_change_nothing(tmp_path: Path) -> None:
    for name in ("powder-pilot", "hospital-tubes"):
        usual = run(name, tmp_path / name)
        settings = run(name, tmp_path / (name + "-set"), "repair.crews=3", "disruption.break_at=0.4")
        assert settings["event_hash"] == usual["event_hash"]
