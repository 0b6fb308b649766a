"""Runs from Python that are broken off and gone on with, and futures of one state."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import dimai

ROOT = Path(__file__).resolve().parents[2]
FIRST_STEPS = ROOT / "scenarios" / "first-steps"
GOLDEN = "0cf4abf116f89642"  # of tests/scenarios/running/test_run.cpp


def assert_same_results(one: dimai.Result, other: dimai.Result) -> None:
    assert one.tables() == other.tables()
    for table in one.tables():
        first, second = one.arrays(table), other.arrays(table)
        assert first.keys() == second.keys()
        for column, array in first.items():
            pd.testing.assert_series_equal(pd.Series(array.reshape(-1)),
                                           pd.Series(second[column].reshape(-1)), check_exact=True)
    of_the_machine = {"wall_s", "peak_rss_bytes", "run_fingerprint", "created"}
    assert {key: value for key, value in one.attributes.items() if key not in of_the_machine} == {
        key: value for key, value in other.attributes.items() if key not in of_the_machine}


@pytest.mark.parametrize("in_file", [False, True])
def test_a_run_goes_on_from_its_snapshot(in_file: bool, tmp_path: Path) -> None:
    run = dimai.Run(dimai.load(FIRST_STEPS), tmp_path / "run" if in_file else None)
    run.step("4000 s")
    with pytest.raises(ValueError, match="in memory" if not in_file else "is a file"):
        run.snapshot(tmp_path if in_file else None)
    file = run.snapshot(None if in_file else tmp_path / "kept")
    run.step()
    whole = run.finish()
    assert whole.attributes["event_hash"] == GOLDEN
    assert_same_results(whole, dimai.resume(file))
    assert_same_results(whole, dimai.resume(file, output=tmp_path / "again"))
    assert_same_results(whole, dimai.resume(file, scenario=FIRST_STEPS))


def test_one_state_has_many_futures() -> None:
    run = dimai.Run(dimai.load(FIRST_STEPS, seed=3))
    run.step("1 h")
    futures = [run.fork(), run.fork(seed=4), run.fork({"run.duration": "100 min"})]
    for future in futures:
        assert future.now_s == 3600.0
        assert future.event_hash == run.event_hash
        future.step()
    run.step()
    mine = run.finish()
    same, other, shorter = (future.finish() for future in futures)
    assert_same_results(mine, same)
    assert other.attributes["seed"] == 4
    past = [result.table("trips").query("request_time_s <= 3600").sort_values("request")
            ["request_time_s"].tolist() for result in (mine, other, shorter)]
    assert past[0] == past[1]
    assert other.attributes["event_hash"] != mine.attributes["event_hash"]
    assert shorter.attributes["simulated_s"] == 6000.0


def test_what_a_run_cannot_go_on_from_is_refused(tmp_path: Path) -> None:
    run = dimai.Run(dimai.load(FIRST_STEPS))
    run.step("1 h")
    file = run.snapshot(tmp_path)
    with pytest.raises(dimai.ScenarioError, match="may not change while a run goes"):
        dimai.resume(file, {"guideway.speed": "100 km/h"})
    other = dimai.load(FIRST_STEPS, {"guideway.speed": "100 km/h"})
    with pytest.raises(dimai.ScenarioError, match="may not change while a run goes"):
        dimai.resume(file, scenario=other)
    with pytest.raises(dimai.ScenarioError, match="is another"):
        dimai.resume(file, scenario=ROOT / "scenarios" / "junction-policies")
    with pytest.raises(dimai.SnapshotError, match="is not a snapshot"):
        dimai.resume(FIRST_STEPS / "scenario.toml")
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(dimai.SnapshotError, match="cut short"):
        dimai.resume(file)
