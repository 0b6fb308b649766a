"""Journeys rebuilt from a run with yards, couplings in motion and cuts, and the command that prints them."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import xml.etree.ElementTree
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from dimai.__main__ import main
from dimai.report import trace as report_trace
from dimai.report.formations import formation_data
from dimai.results import open_result
from dimai.trace.journey import Journeys
from dimai.trace.log import COUPLED, CUT, REORDERED, JourneyLog

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("DIMAI_NATIVE") or ROOT / "build/release/scenarios/dimai-native")
sys.path.insert(0, str(ROOT / "tests/benchmark/peers/corridor"))
import corridor  # noqa: E402  (found there)

TRIPS = 2000


def run(scenario: Path, output: Path, *changes: str) -> Path:
    options = [word for change in changes for word in ("--set", change)]
    subprocess.run([PROGRAM, "run", scenario, "--output", output, "--quiet", *options], check=True,
                   capture_output=True, env={**os.environ, "DIMAI_ROOT": str(ROOT)})
    return output / "result.h5"


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not PROGRAM.exists():
        pytest.skip("the program is not built")
    folder = tmp_path_factory.mktemp("corridor")
    # Ten times as many people as the corridor has on a day: trains are long, and queues form.
    corridor.write_dimai(folder, corridor.trips(2_000_000, TRIPS), "window")
    return folder


@pytest.fixture(scope="module")
def result(scenario: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run(scenario, tmp_path_factory.mktemp("result"), "output.journeys=all",
               "guideway.acceleration=0.8 m/s2", "yard.plan=in motion", "yard.lanes=8",
               "yard.lane_speed=200 km/h", "yard.lane_length=10 km")


@pytest.fixture(scope="module")
def journeys(result: Path) -> Any:
    with open_result(result) as opened:
        rebuilt = Journeys(JourneyLog(opened))
        rebuilt.read_all()
        yield rebuilt


def test_every_rebuilt_journey_adds_up_to_its_recorded_times(journeys: Journeys) -> None:
    assert len(journeys.trips["request"]) == TRIPS
    changes = 0
    for request in journeys.trips["request"]:
        journey = journeys.journey(int(request))
        assert journeys.mismatches(journey) == []
        assert journey.ride is not None
        changes += len(journey.ride.changes)
    assert changes > TRIPS  # or the test would say little


def test_a_journey_runs_from_link_to_link_without_a_gap(journeys: Journeys) -> None:
    tails, heads = (journeys.log.link[name].to_numpy() for name in ("from", "to"))
    for request in range(0, TRIPS, 7):
        ride = journeys.journey(request).ride
        assert ride is not None
        assert tails[ride.passages[0].link] == ride.origin
        assert heads[ride.passages[-1].link] == ride.destination
        stops = {stop.entry_us: stop.exit_us for stop in ride.stops}
        for before, after in zip(ride.passages[:-1], ride.passages[1:]):
            assert heads[before.link] == tails[after.link]
            assert stops.get(before.exit_us, before.exit_us) == after.entry_us


def replay(log: JourneyLog) -> dict[int, tuple[int, ...]]:
    """Who is in the train of each row of /formations after it, found by playing the whole log once."""
    form, boardings, movements = log.formations, log.boardings, log.movements
    members: dict[int, list[int]] = {}
    events = [(int(time), 0, row) for row, time in enumerate(movements["time_us"])]
    events += [(int(time), 1, row) for row, time in enumerate(boardings["time_us"])
               if boardings["kind"][row] == 1]
    events += [(int(time) + 1, 2, row) for row, time in enumerate(form["time_us"])]
    after: dict[int, tuple[int, ...]] = {}
    reordered: dict[int, int] = {}
    for _, kind, row in sorted(events):
        if kind == 0:
            members[int(movements["train"][row])] = [int(movements["capsule"][row])]
        elif kind == 1:
            train = members.setdefault(int(boardings["train"][row]), [])
            assert boardings["place"][row] == len(train)
            train.append(int(boardings["capsule"][row]))
        else:
            train_number, other = int(form["train"][row]), int(form["other_train"][row])
            train = members[train_number]
            if form["kind"][row] == COUPLED:
                train += members.pop(other)
            elif form["kind"][row] == CUT:
                assert form["capsules_before"][row] == len(train)
                part = len(train) - int(form["capsules_after"][row])
                members[other], members[train_number] = train[:part], train[part:]
            elif form["kind"][row] == REORDERED:
                taken = reordered.get(train_number, 0)
                rows = np.flatnonzero((boardings["train"] == train_number) & (boardings["kind"] == 2))
                order = [int(c) for c in boardings["capsule"][rows[taken:taken + len(train)]]]
                assert sorted(order) == sorted(train)
                reordered[train_number] = taken + len(train)
                members[train_number] = order
            assert form["capsules_after"][row] == len(members[train_number])
            after[row] = tuple(members[train_number])
    return after


def test_orders_in_trains_are_those_of_a_replay_of_the_whole_log(journeys: Journeys) -> None:
    after = replay(journeys.log)
    form = journeys.log.formations
    kinds = np.bincount(form["kind"], minlength=4)
    assert (kinds > 50).all(), kinds
    for row, order in after.items():
        assert journeys.rebuilder.members(int(form["train"][row]), row + 1) == order


def test_the_log_has_every_passage_that_the_flows_count(result: Path, journeys: Journeys) -> None:
    log = journeys.log
    with h5py.File(result, locking=False) as file:
        passages = int(file["link_flows/trains"][:].sum())
        capsules = int(file["link_flows/capsules"][:].sum())
    train = log.read("crossings/train")
    started = np.union1d(log.movements["train"], log.boardings["train"][log.boardings["kind"] == 1])
    assert len(train) - len(np.intersect1d(started, train)) == passages
    rebuilt = sum(len(journeys.journey(int(r)).ride.passages) for r in journeys.trips["request"])
    empties = sum(len(m.passages) for c in range(len(log.capsules["class"]))
                  for m in journeys.capsule_movements(c) if not m.loaded)
    assert rebuilt + empties == capsules


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["trace", *arguments]) == 0
    return capsys.readouterr().out


def test_the_command_prints_a_journey_in_both_languages(
        result: Path, capsys: pytest.CaptureFixture[str]) -> None:
    english = printed(capsys, str(result), "--origin", "p0", "--destination", "p24", "--language", "en")
    assert "the rebuilt events add up to the recorded times" in english
    for word in ("requested at", "formed standing", "couples in motion", "parted from", "arrived"):
        assert word in english or word == "couples in motion"
    chinese = printed(capsys, str(result), "--origin", "p0", "--destination", "p24", "--language", "zh")
    assert "提出请求" in chinese and "重建的事件与记录的时间相符" in chinese
    assert len(chinese.splitlines()) == len(english.splitlines())


def test_json_csv_and_pictures_can_be_read_by_others(
        result: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], journeys: Journeys) -> None:
    request = journeys.example("p0", "p24")
    data = json.loads(printed(capsys, str(result), "--journey", str(request), "--json"))
    assert data["mismatches"] == [] and data["events"][0]["what"] == "request"
    times = [event["time_s"] for event in data["events"]]
    assert times == sorted(times) or max(np.diff(times)) > -1e-4
    rows = list(csv.DictReader(io.StringIO(
        printed(capsys, str(result), "--journey", str(request), "--csv", "-"))))
    assert len(rows) == len(data["events"])
    for name in ("picture.svg", "picture.html"):
        printed(capsys, str(result), "--journey", str(request), "--picture", str(tmp_path / name))
    xml.etree.ElementTree.parse(tmp_path / "picture.svg")
    page = (tmp_path / "picture.html").read_text(encoding="utf-8")
    assert '<main lang="en">' in page and '<main lang="zh">' in page


def test_a_train_and_a_capsule_name_each_other(
        result: Path, capsys: pytest.CaptureFixture[str], journeys: Journeys) -> None:
    row = int(np.flatnonzero(journeys.log.formations["kind"] == COUPLED)[0])
    train = int(journeys.log.formations["train"][row])
    data = json.loads(printed(capsys, str(result), "--train", str(train), "--json"))
    joined = next(event for event in data["events"] if event["what"] == "was_joined")
    capsule = joined["partners"][0]
    own = json.loads(printed(capsys, str(result), "--capsule", str(capsule), "--json"))
    assert any(event["what"] == "joined" and event["train"] == train
               and event["order"] == joined["order"] for event in own["events"])


@pytest.mark.parametrize(("arguments", "message"), [
    (("--capsule", "999999"), "there is no capsule 999999; the "),
    (("--journey", "999999"), f"have the numbers 0 to {TRIPS - 1}"),
    (("--train", "999999"), "the nearest is "),
    (("--origin", "p99"), 'there is no portal or city "p99"; did you mean "p9"?'),
    (("--origin", "p1", "--class", "bus"), 'there is no class "bus"; classes are cabin'),
])
def test_unknown_things_are_refused_with_the_nearest_known(
        result: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...],
        message: str) -> None:
    assert main(["trace", str(result), *arguments]) == 2
    assert message in capsys.readouterr().err


def test_files_without_journeys_say_why(
        scenario: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    none = run(scenario, tmp_path / "none")
    assert main(["trace", str(none), "--capsule", "0"]) == 2
    assert 'journeys = "none"' in capsys.readouterr().err
    with h5py.File(none, "r+", locking=False) as file:
        file.attrs["schema_version"] = "1.0"
    assert main(["trace", str(none), "--capsule", "0"]) == 2
    assert "was written with schema 1.0, which kept no journeys" in capsys.readouterr().err


def test_a_run_that_ended_early_is_traced_as_far_as_it_came(
        scenario: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    early = run(scenario, tmp_path / "early", "output.journeys=all", "run.duration=1 h")
    with open_result(early) as opened:
        rebuilt = Journeys(JourneyLog(opened))
        states = rebuilt.trips["state"]
        assert (states == 1).sum() > TRIPS / 2
        for request in rebuilt.trips["request"][::5]:
            assert rebuilt.mismatches(rebuilt.journey(int(request))) == []
        under_way = int(rebuilt.trips["request"][states == 1][0])
    assert "the run ended before it arrived" in printed(capsys, str(early), "--journey", str(under_way),
                                                        "--language", "en")


def test_the_report_shows_an_example_and_the_junctions(result: Path) -> None:
    with open_result(result) as opened:
        examples = report_trace.trace_data(opened)
        formations = formation_data(opened)
    json.dumps([examples, formations], allow_nan=False)
    assert len(examples) == 1 and examples[0]["picture"]["own"]
    assert len(examples[0]["en"]) == len(examples[0]["zh"]) == len(examples[0]["time"])
    assert len(formations["node"]) == len(formations["examples"]) > 5
