"""Runs that are broken off and gone on with, as a user does it.

A run that goes on from a snapshot must give what the unbroken one gives, in every dataset.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("DIMAI_NATIVE", ROOT / "build/release/scenarios/dimai-native"))
FIRST_STEPS = ROOT / "scenarios/first-steps"
OF_THE_MACHINE = {"wall_s", "peak_rss_bytes", "run_fingerprint"}

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason=f"{PROGRAM} is not built")


def call(*words: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Call `dimai run` and wait for it."""
    command = [str(PROGRAM), "run", *(str(word) for word in words), "--quiet"]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, **options)


def run(*words: str | Path) -> None:
    """Call `dimai run`, which has to succeed."""
    done = call(*words)
    assert done.returncode == 0, done.stderr


def datasets(file: h5py.File) -> dict[str, h5py.Dataset]:
    """Give all datasets by path."""
    found: dict[str, h5py.Dataset] = {}
    file.visititems(lambda name, item: found.__setitem__(name, item)
                    if isinstance(item, h5py.Dataset) else None)
    return found


def assert_same(one: Path, other: Path) -> None:
    """Compare two results: every dataset bit by bit, every attribute but those of the machine."""
    with h5py.File(one) as a, h5py.File(other) as b:
        in_a, in_b = datasets(a), datasets(b)
        assert in_a.keys() == in_b.keys()
        for name, dataset in in_a.items():
            first, second = dataset[()], in_b[name][()]
            assert dataset.dtype == in_b[name].dtype, name
            assert np.shape(first) == np.shape(second), name
            if dataset.dtype.kind == "O":
                assert np.all(first == second), name
            else:
                assert first.tobytes() == second.tobytes(), name
        for key in (a.attrs.keys() | b.attrs.keys()) - OF_THE_MACHINE:
            assert np.array_equal(a.attrs[key], b.attrs[key]), key


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a snapshot of first-steps at one hour, with its result beside it."""
    past = tmp_path_factory.mktemp("past")
    run(FIRST_STEPS, "--output", past, "--snapshot-at", "1 h")
    return past / "snapshot-01h00m00s.dimai"


@pytest.mark.parametrize(("name", "times"), [
    ("first-steps", ["1 h", "4000.5 s"]), ("junction-policies", ["2 h"]),
    ("capsule-pipeline", ["10 h"]), ("powder-pilot", ["400 h"]), ("product-line", ["50 h"]),
    ("water-district", ["20 h"]), ("gas-district", ["9 h"]), ("estate-pilot", ["7 h"])])
def test_a_resumed_run_is_the_unbroken_one(name: str, times: list[str], tmp_path: Path) -> None:
    unbroken, broken = tmp_path / "unbroken", tmp_path / "broken"
    run(ROOT / "scenarios" / name, "--output", unbroken)
    asked = [word for time_ in times for word in ("--snapshot-at", time_)]
    run(ROOT / "scenarios" / name, "--output", broken, *asked)
    assert_same(unbroken / "result.h5", broken / "result.h5")
    snapshots = sorted(broken.glob("*.dimai"))
    assert len(snapshots) == len(times)
    for number, snapshot in enumerate(snapshots):
        run("--resume", snapshot, "--output", tmp_path / str(number))
        assert_same(unbroken / "result.h5", tmp_path / str(number) / "result.h5")


def test_a_run_is_resumed_again_and_again(tmp_path: Path) -> None:
    run(FIRST_STEPS, "--output", tmp_path / "unbroken")
    run(FIRST_STEPS, "--output", tmp_path / "0", "--snapshot-every", "30 min")
    for number in range(3):
        snapshot = sorted((tmp_path / str(number)).glob("*.dimai"))[0]
        run("--resume", snapshot, "--output", tmp_path / str(number + 1),
            "--snapshot-every", "30 min")
    assert_same(tmp_path / "unbroken/result.h5", tmp_path / "3/result.h5")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_was_stopped_is_resumed(how: signal.Signals, tmp_path: Path) -> None:
    words = [ROOT / "scenarios/hospital-tubes", "--output", tmp_path / "stopped",
             "--snapshot-every", "2 h", "--keep-snapshots", "3"]
    command = [str(PROGRAM), "run", *map(str, words), "--quiet"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        while len(list((tmp_path / "stopped").glob("*.dimai"))) < 3:
            time.sleep(0.001)
            assert process.poll() is None
        process.send_signal(how)
        _, told = process.communicate(timeout=60)
    left = list((tmp_path / "stopped").glob("*.dimai"))
    assert 3 <= len(left) <= 4
    assert process.returncode == (130 if how is signal.SIGINT else -how)
    if how is signal.SIGINT:
        assert "--resume" in told
    latest = max(left, key=lambda file: int(file.name.split("-")[1].split("h")[0]))
    run("--resume", latest, "--output", tmp_path / "resumed")
    run(ROOT / "scenarios/hospital-tubes", "--output", tmp_path / "unbroken")
    assert_same(tmp_path / "unbroken/result.h5", tmp_path / "resumed/result.h5")


def test_futures_of_one_state(snapshot: Path, tmp_path: Path) -> None:
    before = (snapshot.parent / "result.h5").read_bytes()
    hashes = set()
    for number, change in enumerate(["run.seed=2", "run.duration=100 min", "demand.period=2 h",
                                     'empties.policy="targets"', 'formation.policy="never"']):
        run("--resume", snapshot, "--output", tmp_path / str(number), "--set", change)
        with h5py.File(tmp_path / str(number) / "result.h5") as file:
            assert file.attrs["complete"] == 1
            hashes.add(file.attrs["event_hash"])
            trips = file["trips"]
            assert trips["request_time_s"][:].max() > 3600
    assert len(hashes) >= 4
    assert (snapshot.parent / "result.h5").read_bytes() == before


@pytest.mark.parametrize(("change", "said"), [
    ("guideway.speed=300 km/h", "may not change while a run goes: trains on their way"),
    ("run.time_bin=5 min", "may not change"), ("capsule.cabin.fleet=20", "may not change"),
    ("run.duration=30 min", "ends before the snapshot was made"),
    ("berths.swap=3 s", "may not change"), ("guideway.sped=3", "is not a known key")])
def test_what_may_not_change_is_refused(change: str, said: str, snapshot: Path, tmp_path: Path
                                        ) -> None:
    done = call("--resume", snapshot, "--set", change, "--output", tmp_path / "future")
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "future").exists()


def test_snapshots_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    scenario = tmp_path / "mine"
    shutil.copytree(FIRST_STEPS, scenario)
    run(scenario, "--output", tmp_path / "past", "--snapshot-at", "1 h")
    snapshot = tmp_path / "past/snapshot-01h00m00s.dimai"

    def refusal(*words: str | Path) -> str:
        done = call(*words)
        assert done.returncode == 2
        return done.stderr

    assert "another folder" in refusal("--resume", snapshot, "--output", tmp_path / "past")
    assert "is not a snapshot" in refusal("--resume", scenario / "scenario.toml")
    cut = tmp_path / "past/cut.dimai"
    cut.write_bytes(snapshot.read_bytes()[:-10])
    assert "cut short" in refusal("--resume", cut)
    flipped = bytearray(snapshot.read_bytes())
    flipped[-20] ^= 4
    cut.write_bytes(bytes(flipped))
    assert "damaged" in refusal("--resume", cut)

    flows = scenario / "flows.csv"
    text = flows.read_text()
    flows.write_text(text + "\n")
    assert "flows.csv: is another" in refusal("--resume", snapshot)
    flows.write_text(text)
    run(scenario, "--output", tmp_path / "past", "--seed", "9")  # past's result is put aside ...
    run("--resume", snapshot, "--output", tmp_path / "found")
    run(scenario, "--output", tmp_path / "past", "--seed", "8")  # ... and then gone
    assert "is of another run" in refusal("--resume", snapshot)


def test_wrong_times_and_missing_scenario_are_told(tmp_path: Path) -> None:
    for words in (["--snapshot-every", "6"], ["--snapshot-at", "soon"], ["--snapshot-every", "0 s"]):
        assert call(FIRST_STEPS, "--output", tmp_path, *words).returncode == 2
    assert "needs a scenario" in call().stderr
