"""Sweeps: what is read, run, resumed, survived and told; the same bits on every engine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from made_sweep import GRID, ROOT, hashes, write

import dimai
from dimai.__main__ import main
from dimai.problems import Problem, ScenarioError
from dimai.sweep import engines, read_sweep, run_sweep
from dimai.sweep import task as tasks
from dimai.sweep.engines import Pool
from dimai.sweep.store import Store, StoreError


def problems(folder: Path, text: str) -> list[Problem]:
    with pytest.raises(ScenarioError) as caught:
        read_sweep(write(folder, text))
    return list(caught.value.problems)


def test_a_grid_runs_every_combination_and_replication(tmp_path: Path) -> None:
    result = run_sweep(read_sweep(write(tmp_path, GRID)), tmp_path / "out", workers=2)
    assert len(result.points) == 4 and len(result.runs) == 8
    assert set(result.points["capsule.cabin.fleet"]) == {6, 12}
    direct = dimai.run(ROOT / "scenarios/first-steps", {
        "run.duration": "4 h", "guideway.speed": "90 km/h", "capsule.cabin.fleet": 12},
        replication=1)
    row = result.runs[(result.runs["guideway.speed"] == "90 km/h") & (result.runs["replication"] == 1)
                      & (result.runs["capsule.cabin.fleet"] == 12)].iloc[0]
    assert row["event_hash"] == direct.attributes["event_hash"]
    assert row["time"] == direct.measure("door_to_door_time", capsule_class="cabin")
    assert row["served"] == 1.0
    trips = direct.table("trips")
    late = trips[trips["request_time_s"] >= 600.0].eval("arrival_time_s - request_time_s")
    assert row["late"] == pytest.approx(late.quantile(0.95))
    assert (tmp_path / "out" / row["folder"] / "result.h5").exists()
    means = result.runs.groupby("point")["time"].mean()
    assert result.points["time"].to_numpy() == pytest.approx(means.to_numpy())
    assert (result.points["time_low"] < result.points["time"]).all()


def test_a_sweep_goes_on_where_it_was(tmp_path: Path) -> None:
    spec = read_sweep(write(tmp_path, GRID))
    first = run_sweep(spec, tmp_path / "out", workers=1)
    gone = tmp_path / "out" / first.runs.loc[3, "folder"] / "run.json"
    gone.unlink()
    broken = tmp_path / "out" / first.runs.loc[5, "folder"] / "run.json"
    broken.write_text("{half")
    second = run_sweep(spec, tmp_path / "out", workers=1)
    assert second.done_before == 6
    assert hashes(first.runs) == hashes(second.runs)
    more = write(tmp_path, GRID + '\n[outcome.wait]\nmeasure = "wait_time"\nclass = "cabin"\n')
    third = run_sweep(read_sweep(more), tmp_path / "out", workers=1)
    assert third.done_before == 8  # a new outcome is read from the results that are there
    assert third.runs["wait"].notna().all()


def test_results_need_not_be_kept(tmp_path: Path) -> None:
    spec = read_sweep(write(tmp_path, "keep_results = false\n" + GRID))
    run_sweep(spec, tmp_path / "out", workers=2)
    assert not list(tmp_path.rglob("result.h5*"))
    assert run_sweep(spec, tmp_path / "out").done_before == 8


def test_failed_runs_are_apart_repeated_and_listed(tmp_path: Path,
                                                   capsys: pytest.CaptureFixture[str]) -> None:
    text = GRID.replace('measure = "door_to_door_time"\nclass', 'measure = "no_such_time"\nclass')
    file = write(tmp_path, text)
    result = run_sweep(read_sweep(file), tmp_path / "out", workers=2)
    assert len(result.failures) == 8
    assert (result.failures["attempts"] == 2).all()
    assert "no_such_time" in result.failures["error"].iloc[0]
    assert result.points["time"].isna().all()
    assert main(["sweep", str(file), "--output", str(tmp_path / "out"), "--quiet"]) == 1
    assert "no_such_time" in capsys.readouterr().err


def _kill_once(job: tasks.Job, task: tasks.Task) -> tasks.Record:
    """Kill the process that runs the first task, the first time it is run."""
    mark = Path(task.folder).parent / "killed"
    if task.overrides["run.replication"] == 0 and not mark.exists():
        mark.write_text("")
        os.kill(os.getpid(), signal.SIGKILL)
    return tasks.run_task(job, task)


def test_a_killed_worker_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = read_sweep(write(tmp_path, GRID))
    whole = run_sweep(spec, tmp_path / "whole", workers=2)
    monkeypatch.setattr(engines, "run_task", _kill_once)
    killed = run_sweep(spec, tmp_path / "killed", workers=2)
    assert (tmp_path / "killed" / "runs" / "killed").exists()
    assert (killed.runs["status"] == "done").all()
    assert hashes(killed.runs) == hashes(whole.runs)


def _always_killed(job: tasks.Job, task: tasks.Task) -> tasks.Record:
    if task.overrides["run.replication"] == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return tasks.run_task(job, task)


def test_a_run_that_kills_its_process_is_the_only_one_lost(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = read_sweep(write(tmp_path, "retries = 0\n" + GRID))
    monkeypatch.setattr(engines, "run_task", _always_killed)
    result = run_sweep(spec, tmp_path / "out", workers=2)
    assert set(result.failures["replication"]) == {1} and len(result.failures) == 4
    assert "died" in result.failures["error"].iloc[0]


def test_ctrl_c_keeps_what_is_done(tmp_path: Path) -> None:
    text = GRID.replace("replications = 2", "replications = 60")
    command = [sys.executable, "-m", "dimai", "sweep", str(write(tmp_path, text)), "--output",
               str(tmp_path / "out"), "--workers", "1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "analysis")}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    for _ in range(600):
        if len(list(tmp_path.glob("out/runs/*/run.json"))) >= 5:
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    assert "goes on" in process.communicate(timeout=60)[1]
    assert process.returncode == 130
    assert len(list(tmp_path.glob("out/runs/*/run.json"))) >= 5


def test_two_sweeps_do_not_share_a_folder(tmp_path: Path) -> None:
    store = Store(tmp_path / "out", keep_results=False)
    with pytest.raises(StoreError, match="another sweep"):
        Store(tmp_path / "out", keep_results=False)
    store.close()


def test_every_problem_is_told_with_its_line(tmp_path: Path) -> None:
    text = GRID.replace('design = "grid"', 'design = "grd"').replace(
        "replications = 2", "replications = 0").replace(
        '[parameter."guideway.speed"]', '[parameter."guideway.sped"]').replace(
        "high = 12", "high = 5000").replace('count = "arrived"', 'count = "arived"').replace(
        "share = true", "shar = true")
    found = {each.key: each for each in problems(tmp_path, text)}
    lines = text.splitlines()
    assert 'did you mean "grid"' in found["design"].message
    assert "accepts 1 to" in found["replications"].message
    assert 'did you mean "speed"' in found["parameter.guideway.sped.values"].message
    assert lines[found["parameter.guideway.sped.values"].line - 1].startswith("values")
    assert "parameter.capsule.cabin.fleet.high" in found  # more than there are places for
    assert "accepts requested, arrived" in found["outcome.served.count"].message
    assert 'did you mean "share"' in found["outcome.served.shar"].message
    assert all(each.line > 0 and each.column > 0 for each in found.values())


@pytest.mark.parametrize(("before", "after", "key", "message"), [
    ('scenario = "', 'scenario = "x', "scenario", "no such folder"),
    ('run.duration = "4 h"', 'run.duration = 4', "set.run.duration", "without a unit"),
    ("low = 6", "low = 20", "parameter.capsule.cabin.fleet.high", "needs more than low"),
    ("levels = 2", "", "parameter.capsule.cabin.fleet", "needs values, or levels"),
    ('"60 km/h", ', '"60 km/h", "3 kg", ', "parameter.guideway.speed.values", "kg"),
    ('warm_up = "10 min"', 'warm_up = "soon"', "outcome.late.warm_up", "units"),
    ('design = "grid"', 'design = "sobol"\nsamples = 9', "samples", "power of two"),
    ('design = "grid"', 'design = "optimise"', "goal", "needs [goal]"),
    ("[outcome.served]", "[outcome.served]\nmeasure = 'x'", "outcome.served", "needs one of"),
])
def test_what_is_wrong_is_said(tmp_path: Path, before: str, after: str, key: str,
                               message: str) -> None:
    assert before in GRID
    found = [each for each in problems(tmp_path, GRID.replace(before, after)) if each.key == key]
    assert found and message in found[0].message


def test_syntax_errors_and_missing_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert problems(tmp_path, "design = \n")[0].line == 1
    assert main(["sweep", str(tmp_path / "none.toml")]) == 2
    assert "cannot be read" in capsys.readouterr().err
    assert main(["sweep", str(write(tmp_path, GRID)), "--check"]) == 0


def test_units_of_a_range_must_agree_and_whole_numbers_stay_whole(tmp_path: Path) -> None:
    text = GRID.replace('values = ["60 km/h", "90 km/h"]', 'low = "60 km/h"\nhigh = "30 m/s"\nlevels = 2')
    assert "needs the unit of low" in problems(tmp_path, text)[0].message
    text = text.replace("30 m/s", "90 km/h").replace('"grid"', '"latin_hypercube"\nsamples = 40')
    spec = read_sweep(write(tmp_path, text))
    fleet = [spec.parameters[1].at(share) for share in np.linspace(0.0, 1.0, 500)]
    assert set(fleet) == {6, 7, 8, 9, 10, 11, 12}
    assert all(60 < fleet.count(each) < 80 for each in set(fleet))
    assert spec.parameters[0].at(0.5) == "75.0 km/h"


def test_designs_teach(tmp_path: Path) -> None:
    base = GRID.replace('values = ["60 km/h", "90 km/h"]', 'low = "40 km/h"\nhigh = "120 km/h"')
    text = base.replace('design = "grid"\nreplications = 2', 'design = "morris"\nsamples = 4')
    found = run_sweep(read_sweep(write(tmp_path, text)), tmp_path / "m")
    table = found.indices["time"]
    assert list(table.index) == ["guideway.speed", "capsule.cabin.fleet"]
    assert (table["mu"] < 0).all()  # faster, or more capsules: sooner there
    assert (tmp_path / "m" / "sensitivity.csv").exists()
    text = base.replace('design = "grid"\nreplications = 2', 'design = "latin_hypercube"\nsamples = 30') \
        + "\n[discover]\noutcome = \"time\"\nabove = 600\n"
    found = run_sweep(read_sweep(write(tmp_path, text)), tmp_path / "l")
    assert found.box is not None and found.box.density > 0.6
    assert json.loads((tmp_path / "l" / "discovery.json").read_text())["limits"]


def test_the_optimiser_goes_on_too(tmp_path: Path) -> None:
    text = GRID.replace('values = ["60 km/h", "90 km/h"]', 'low = "40 km/h"\nhigh = "120 km/h"').replace(
        'design = "grid"\nreplications = 2', 'design = "optimise"\nsamples = 10') \
        + '\n[goal]\noutcome = "time"\n'
    spec = read_sweep(write(tmp_path, text))
    first = run_sweep(spec, tmp_path / "out", workers=2)
    again = run_sweep(spec, tmp_path / "out", workers=2)
    assert again.done_before == 10
    pd.testing.assert_frame_equal(first.points, again.points)
    best = first.best()
    assert best is not None and best["guideway.speed [km/h]"] > 90


def test_a_list_runs_its_points(tmp_path: Path) -> None:
    text = GRID.split("[parameter")[0].replace('"grid"', '"list"') + """
[[point]]
guideway.speed = "70 km/h"
[[point]]
"capsule.cabin.fleet" = 7
[outcome.events]
attribute = "events"
"""
    result = run_sweep(read_sweep(write(tmp_path, text)), tmp_path / "out", workers=1)
    assert len(result.points) == 2
    assert result.points["events"].gt(0).all()


def test_workers_of_another_version_are_refused(tmp_path: Path) -> None:
    spec = read_sweep(write(tmp_path, GRID))
    from dataclasses import replace

    job = tasks.Job(replace(spec.scenario.pack(), version="0.0.9"), ())
    record = tasks.run_task(job, tasks.Task("x", {}, ""))
    assert record.status == "failed" and "install the same" in record.error
    with Pool(job, 1) as pool:
        assert [each.status for each in pool.run([tasks.Task("x", {}, "")])] == ["failed"]
