"""Runs from Python: the same as the program's, whole or stepped, interrupted or not."""

from __future__ import annotations

import os
import pickle
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import dimai

ROOT = Path(__file__).resolve().parents[2]
FIRST_STEPS = ROOT / "scenarios" / "first-steps"
GOLDEN = "0cf4abf116f89642"  # of tests/scenarios/running/test_run.cpp


def test_a_run_is_that_of_the_program() -> None:
    result = dimai.run(FIRST_STEPS)
    assert result.attributes["event_hash"] == GOLDEN
    assert result.complete
    assert len(result.table("trips")) == 128
    assert result.units("trips")["wait_s"] == "s"


@pytest.mark.parametrize("name", ["first-steps", "powder-pilot", "product-line"])
def test_memory_and_file_hold_the_same(name: str, tmp_path: Path) -> None:
    memory = dimai.run(ROOT / "scenarios" / name)
    file = dimai.run(ROOT / "scenarios" / name, output=tmp_path)
    assert file.path == tmp_path / "result.h5"
    assert memory.tables() == file.tables()
    for table in memory.tables():
        held, written = memory.arrays(table), file.arrays(table)
        assert held.keys() == written.keys()
        for column, array in held.items():
            assert array.dtype == written[column].dtype, (table, column)
            assert array.shape == written[column].shape, (table, column)
            pd.testing.assert_series_equal(pd.Series(array.reshape(-1)),
                                           pd.Series(written[column].reshape(-1)))
    same = set(memory.attributes) - {"wall_s", "peak_rss_bytes", "created"}
    assert {key: memory.attributes[key] for key in same} == {
        key: file.attributes[key] for key in same}


def test_arrays_are_views_that_cannot_be_written_to() -> None:
    result = dimai.run(FIRST_STEPS)
    waits = result.arrays("trips")["wait_s"]
    assert not waits.flags.owndata
    assert waits.base is not None
    with pytest.raises(ValueError, match="read-only"):
        waits[0] = 1.0
    kept = waits.copy()
    del result
    assert np.array_equal(waits, kept)  # they outlive the result


def test_stepping_changes_nothing_and_batches_add_up() -> None:
    run = dimai.Run(dimai.load(FIRST_STEPS))
    rows: list[int] = []
    run.subscribe(lambda table, columns: rows.extend(columns["request"]), tables=["trips"])
    assert run.step("20 min") == 1200.0
    assert run.step(1234.5) == 1234.5
    assert not run.done
    with pytest.raises(ValueError, match="before"):
        run.step(60.0)
    run.step()
    assert run.done
    result = run.finish()
    assert result.attributes["event_hash"] == GOLDEN
    assert sorted(rows) == sorted(result.table("trips")["request"])


def test_a_run_that_is_finished_early_says_so() -> None:
    run = dimai.Run(dimai.load(FIRST_STEPS))
    run.step("1 h")
    result = run.finish()
    assert result.attributes["end_reason"] == "interrupted"
    assert not result.complete
    with pytest.raises(RuntimeError, match="finished"):
        run.finish()


def test_ctrl_c_ends_a_run_and_keeps_what_was_simulated(tmp_path: Path) -> None:
    scenario = dimai.load(FIRST_STEPS, {"run.duration": "30 d", "run.time_bin": "6 h",
                                        "demand.period": "29 d"})
    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    run = dimai.Run(scenario, tmp_path)
    run.subscribe(lambda table, columns: time.sleep(0.3))  # so that it takes long enough
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        while not run.done:
            run.step(run.now_s + 3600.0)
    timer.join()
    result = run.finish()
    assert 0.0 < result.attributes["simulated_s"] < 30 * 86400.0
    assert result.attributes["end_reason"] == "interrupted"
    assert (tmp_path / "result.h5").exists()


def test_the_interpreter_is_free_while_a_run_goes() -> None:
    counted = []
    runs = [threading.Thread(target=lambda: counted.append(
        dimai.run(FIRST_STEPS).attributes["event_hash"])) for _ in range(4)]
    for each in runs:
        each.start()
    for each in runs:
        each.join()
    assert counted == [GOLDEN] * 4


def test_faults_come_all_at_once_as_one_value_error() -> None:
    with pytest.raises(ValueError, match="did you mean") as caught:
        dimai.load(FIRST_STEPS, {"guideway.sped": "100 km/h", "run.duration": 5,
                                 "capsule.cabin.fleet": -3})
    error = caught.value
    assert isinstance(error, dimai.ScenarioError)
    assert {problem.key for problem in error.problems} == {
        "guideway.sped", "run.duration", "capsule.cabin.fleet"}
    again = pickle.loads(pickle.dumps(error))
    assert again.problems == error.problems


def test_faults_of_files_have_line_and_column(tmp_path: Path) -> None:
    shutil.copytree(FIRST_STEPS, tmp_path / "s")
    file = tmp_path / "s" / "scenario.toml"
    file.write_text(file.read_text().replace("fleet = 12", 'fleet = "twelve"'))
    with pytest.raises(dimai.ScenarioError) as caught:
        dimai.load(tmp_path / "s")
    [problem] = caught.value.problems
    assert problem.file == str(file)
    assert file.read_text().splitlines()[problem.line - 1].startswith("fleet")
    assert problem.column > 0


def test_scenarios_and_results_can_be_pickled() -> None:
    scenario = dimai.load(FIRST_STEPS, {"guideway.speed": "90 km/h"}, seed=3)
    there = pickle.loads(pickle.dumps(scenario))
    assert there.path != scenario.path
    assert there.fingerprint() == scenario.fingerprint()
    result, other = dimai.run(scenario), dimai.run(there)
    assert result.attributes["event_hash"] == other.attributes["event_hash"]
    copy = pickle.loads(pickle.dumps(result))
    pd.testing.assert_frame_equal(copy.table("trips"), result.table("trips"))


def test_a_change_gives_another_scenario_with_another_fingerprint() -> None:
    scenario = dimai.load(FIRST_STEPS)
    faster = scenario.change({"guideway.speed": "250 km/h"})
    prints = {each.fingerprint() for each in (
        scenario, faster, scenario.change(seed=2), scenario.change(replication=1))}
    assert len(prints) == 4
    assert scenario.change({"guideway.speed": "250 km/h"}).fingerprint() == faster.fingerprint()
    row = faster.parameters.set_index("key").loc["guideway.speed"]
    assert row["si_value"] == pytest.approx(250 / 3.6)
    assert not row["is_default"]


def test_a_result_file_that_cannot_be_written_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        dimai.run(FIRST_STEPS, output=tmp_path / "file")


def test_a_library_that_does_not_fit_is_refused_in_one_sentence(tmp_path: Path) -> None:
    package = tmp_path / "dimai"
    shutil.copytree(ROOT / "analysis" / "dimai", package)
    library = package / "library.py"
    library.write_text(re.sub(r"INTERFACE = \d+", "INTERFACE = 999", library.read_text()))
    command = [sys.executable, "-c", "import dimai; dimai.load('x')"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "DIMAI_ROOT": str(ROOT)}
    shown = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert "of different versions" in shown.stderr
    environment["DIMAI_ROOT"] = str(tmp_path)
    shown = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert "not built" in shown.stderr


def test_times_are_read_with_their_unit() -> None:
    from dimai.running import seconds

    assert [seconds(t) for t in (5, "5 s", "1.5 h", "2 d")] == [5.0, 5.0, 5400.0, 172800.0]
    with pytest.raises(ValueError, match="units"):
        seconds("3 parsec")
