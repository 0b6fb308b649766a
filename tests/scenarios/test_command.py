"""The native program as a user calls it: answers, exit status, signals, full disks.

The program is $DIMAI_NATIVE, or else that of the release build.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import h5py
import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("DIMAI_NATIVE", ROOT / "build/release/scenarios/dimai-native"))
FIRST_STEPS = ROOT / "scenarios/first-steps"
LONG_RUN = ROOT / "scenarios/beijing-shenzhen"

KEYS = {
    "scenario",
    "version",
    "seed",
    "simulated_s",
    "events",
    "wall_s",
    "peak_rss_bytes",
    "counts",
    "measures",
    "result",
}
COUNT_KEYS = {"requested", "arrived", "under_way", "waiting", "refused", "unparked"}
MEASURE_KEYS = {
    "name",
    "class",
    "origin",
    "destination",
    "unit",
    "n",
    "mean",
    "p5",
    "p50",
    "p95",
    "p99",
}

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason=f"{PROGRAM} is not built")


def call(*words: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Call the program and wait for it."""
    command = [str(PROGRAM), *(str(word) for word in words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, **options)


def run_json(output: Path, *words: str) -> dict[str, Any]:
    """Run first-steps; what --json answers."""
    done = call("run", FIRST_STEPS, "--output", output, "--json", *words)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def value_of(answer: dict[str, Any], name: str) -> float:
    """Mean of a measure of the whole class."""
    found = [m for m in answer["measures"] if m["name"] == name and m["origin"] == ""]
    return float(found[0]["mean"])


def attributes_of(path: Path) -> dict[str, Any]:
    """Attributes of a result file that can be read."""
    with h5py.File(path, "r") as file:
        return dict(file.attrs)


def text(value: Any) -> str:
    """Attribute as text, whichever way h5py gives it."""
    return value.decode() if isinstance(value, bytes) else str(value)


def start_long_run(output: Path, *words: str) -> subprocess.Popen[str]:
    """Start a run of many seconds and wait until its file is there."""
    command = [str(PROGRAM), "run", str(LONG_RUN), "--output", str(output), *words]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    part = output / "result.h5.part"
    deadline = time.monotonic() + 60.0
    while not (part.exists() and part.stat().st_size > 0):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline, "no file after a minute"
        time.sleep(0.02)
    return process


def test_json_has_the_promised_keys(tmp_path: Path) -> None:
    answer = run_json(tmp_path)
    assert answer.keys() >= KEYS
    assert answer["scenario"] == "first-steps"
    assert answer["version"] == (ROOT / "VERSION").read_text().split()[0]
    assert list(answer["counts"]) == ["cabin"]
    for counts in answer["counts"].values():
        assert counts.keys() == COUNT_KEYS
        done = counts["arrived"] + counts["under_way"] + counts["waiting"] + counts["refused"]
        assert counts["requested"] == done > 0
    assert answer["measures"]
    for measure in answer["measures"]:
        assert measure.keys() == MEASURE_KEYS
    assert answer["events"] > 0
    assert answer["wall_s"] > 0.0
    assert answer["peak_rss_bytes"] > 1 << 20
    assert Path(answer["result"]).is_file()


def test_result_file_agrees_with_json(tmp_path: Path) -> None:
    answer = run_json(tmp_path)
    attributes = attributes_of(Path(answer["result"]))
    assert attributes["complete"] == 1
    assert text(attributes["end_reason"]) == answer["end_reason"] == "all served"
    assert text(attributes["event_hash"]) == answer["event_hash"]
    assert attributes["events"] == answer["events"]
    with h5py.File(answer["result"], "r") as file:
        assert file["/trips/request"].shape[0] == answer["counts"]["cabin"]["requested"]


def test_the_same_call_gives_the_same_run(tmp_path: Path) -> None:
    one = run_json(tmp_path / "one")
    two = run_json(tmp_path / "two")
    changing = {"wall_s", "peak_rss_bytes", "result", "report"}
    assert {k: v for k, v in one.items() if k not in changing} == {
        k: v for k, v in two.items() if k not in changing
    }


def test_set_changes_the_run_and_keeps_the_requests(tmp_path: Path) -> None:
    slow = run_json(tmp_path / "slow")
    fast = run_json(tmp_path / "fast", "--set", "guideway.speed=108 km/h")
    assert fast["counts"]["cabin"]["requested"] == slow["counts"]["cabin"]["requested"]
    with h5py.File(slow["result"], "r") as one, h5py.File(fast["result"], "r") as two:
        assert sorted(one["/trips/request_time_s"][:]) == sorted(two["/trips/request_time_s"][:])
    assert value_of(fast, "door_to_door_time") < value_of(slow, "door_to_door_time")


def test_seed_and_replication_draw_other_requests(tmp_path: Path) -> None:
    hashes = {
        run_json(tmp_path / name, *words)["event_hash"]
        for name, words in {
            "a": ("--seed", "1"),
            "b": ("--seed", "2"),
            "c": ("--replication", "1"),
        }.items()
    }
    assert len(hashes) == 3
    assert run_json(tmp_path / "d", "--seed", "2")["seed"] == 2


def test_quiet_says_nothing(tmp_path: Path) -> None:
    done = call("run", FIRST_STEPS, "--output", tmp_path, "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "result.h5").exists()


def test_summary_names_the_files_and_the_classes(tmp_path: Path) -> None:
    done = call("run", FIRST_STEPS, "--output", tmp_path)
    assert done.returncode == 0
    assert str(tmp_path / "result.h5") in done.stdout
    assert "cabin" in done.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["run", "no-such-scenario"], "no-such-scenario"),
        (["run", str(FIRST_STEPS), "--set", "guideway.sped=1 m/s"], "guideway.sped"),
        (["run", str(FIRST_STEPS), "--set", "guideway.speed=5 kg"], "guideway.speed"),
        (["run", str(FIRST_STEPS), "--seed", "-1"], "seed"),
        (["run"], "scenario"),
        (["run", str(FIRST_STEPS), "--nonsense"], "--nonsense"),
    ],
)
def test_wrong_usage_and_faulty_scenarios_end_with_2(
    words: list[str], told: str, tmp_path: Path
) -> None:
    done = call(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr
    assert not list(tmp_path.iterdir())


def test_unwritable_output_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    done = call("run", FIRST_STEPS, "--output", tmp_path / "file")
    assert done.returncode == 2
    assert "file" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_run_with_a_readable_result(number: signal.Signals, tmp_path: Path) -> None:
    process = start_long_run(tmp_path, "--json")
    time.sleep(1.0)
    process.send_signal(number)
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 130
    answer = json.loads(out)
    assert answer["end_reason"] == "interrupted"
    assert answer["complete"] is False
    attributes = attributes_of(tmp_path / "result.h5")
    assert attributes["complete"] == 0
    assert text(attributes["end_reason"]) == "interrupted"
    assert not (tmp_path / "result.h5.part").exists()
    with h5py.File(tmp_path / "result.h5", "r") as file:
        states = file["/trips/state"][:]
        assert len(states) == sum(c["requested"] for c in answer["counts"].values())
    assert 0.0 < answer["simulated_s"] < 60 * 3600.0


@pytest.mark.parametrize("delay_s", [0.0, 3.0])
def test_a_kill_leaves_a_readable_part(delay_s: float, tmp_path: Path) -> None:
    process = start_long_run(tmp_path, "--quiet")
    time.sleep(delay_s + 0.2)
    process.kill()
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    attributes = attributes_of(tmp_path / "result.h5.part")
    assert text(attributes["filetype"]) == "dimai result"
    assert text(attributes["scenario"]) == "beijing-shenzhen"
    assert text(attributes["end_reason"]) == "running"
    assert attributes.get("complete", 0) == 0
    assert not (tmp_path / "result.h5").exists()


def test_capsules_that_find_no_parking_place_are_told_and_counted(tmp_path: Path) -> None:
    # The one capsule stands at a; b has no place for it, and the way back is shut.
    features = [
        feature([118.10, 24.5], id="a", kind="portal", berths=1, parking=1),
        feature([118.11, 24.5], id="b", kind="portal", berths=1, parking=0),
        feature([[118.10, 24.5], [118.11, 24.5]], **{"id": "ab", "from": "a", "to": "b"}, bore="3 m"),
    ]
    collection = {"type": "FeatureCollection", "features": features}
    (tmp_path / "network.geojson").write_text(json.dumps(collection))
    (tmp_path / "trips.csv").write_text("time,class,origin,destination\n10 s,cabin,a,b\n")
    (tmp_path / "scenario.toml").write_text(
        '[run]\nduration = "1 h"\nseed = 1\n[network]\nfile = "network.geojson"\n'
        '[guideway]\nspeed = "72 km/h"\nmax_train_capsules = 1\n'
        '[capsule.cabin]\nlength = "6 m"\nfleet = 1\n[demand]\ntrips = "trips.csv"\n'
        '[[closure]]\nlink = "ab:back"\nfrom = "0 s"\nuntil = "1 h"\n'
    )
    done = call("run", tmp_path, "--output", tmp_path / "out", "--language", "en")
    assert done.returncode == 0, done.stderr
    assert "cabin: 1 time a capsule found no free parking place anywhere" in done.stdout
    with h5py.File(tmp_path / "out/result.h5", "r") as file:
        assert list(file["/counts/unparked"]) == [1]


def feature(coordinates: list[Any], **properties: object) -> dict[str, Any]:
    """A point or a line of GeoJSON."""
    kind = "LineString" if isinstance(coordinates[0], list) else "Point"
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def test_a_scenario_that_is_not_there_is_guessed(tmp_path: Path) -> None:
    def told(name: str | Path, cwd: Path = ROOT) -> str:
        done = call("run", name, "--output", tmp_path / "out", cwd=cwd)
        assert done.returncode == 2
        return done.stderr.splitlines()[0]

    missing = "there is no such folder or file; did you mean"
    assert told("first-steps") == f'first-steps: scenario: {missing} "scenarios/first-steps"?'
    assert missing + ' "scenarios/first-steps"?' in told("scenarios/frist-steps")
    assert missing + ' "scenarios/first-steps"?' in told("scenarios/first-step/")
    assert told("nothing-like-it").endswith("there is no such folder or file")
    assert "needs a folder with a scenario.toml" in told("scenarios/first-steps/network.geojson")
    several = told("scenarios")
    assert 'has no scenario.toml, but the scenarios "beijing-shenzhen", ' in several
    assert told(tmp_path).endswith("this folder has no scenario.toml")


def test_a_wrong_verb_is_guessed_and_all_verbs_are_listed() -> None:
    done = call("validat", FIRST_STEPS)
    assert done.returncode == 2
    assert 'did you mean "validate"?' in done.stderr
    listed = done.stderr.split("(verbs: ")[1].strip(")\n").split(", ")
    assert listed == ["run", "validate", "describe", "design", "resilience", "report", "compare", "policies",
                      "architectures", "sweep", "trace", "view", "desk", "python", "test"]
    for verb in set(listed) - {"test", "python"}:  # the shell's own, see tests/repo; Python's own help
        assert call(verb, "--help").returncode == 0


def test_a_second_run_does_not_write_into_the_file_of_the_first(tmp_path: Path) -> None:
    process = start_long_run(tmp_path, "--quiet")
    done = call("run", FIRST_STEPS, "--output", tmp_path)
    assert done.returncode == 1
    assert "another run is writing this file" in done.stderr
    assert (tmp_path / "result.h5.part").exists()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=120)
    assert text(attributes_of(tmp_path / "result.h5")["scenario"]) == "beijing-shenzhen"
    assert call("run", FIRST_STEPS, "--output", tmp_path).returncode == 0


def test_an_older_result_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    first = run_json(tmp_path, "--seed", "1")
    older = {name: (tmp_path / name).read_bytes() for name in ("result.h5", "report.html")}
    second = run_json(tmp_path, "--seed", "2")
    assert first["event_hash"] != second["event_hash"]
    assert text(attributes_of(tmp_path / "result.h5")["event_hash"]) == second["event_hash"]
    for name, content in older.items():
        stem, suffix = name.split(".")
        assert (tmp_path / f"{stem}.previous.{suffix}").read_bytes() == content
    assert len(list(tmp_path.iterdir())) == 4


def limit_file_size(size_bytes: int) -> Any:
    """Make every file of the child end at a size, as on a disk that is full."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, size_bytes))

    return limit


@pytest.mark.parametrize("size_bytes", [0, 4096, 30_000])
def test_a_full_disk_ends_with_1_and_says_so(size_bytes: int, tmp_path: Path) -> None:
    done = call(
        "run",
        FIRST_STEPS,
        "--output",
        tmp_path,
        "--json",
        preexec_fn=limit_file_size(size_bytes),
        restore_signals=False,
    )
    assert done.returncode == 1, done.stderr
    assert "result.h5" in done.stderr
    assert "error" in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "result.h5").exists()
    assert not (tmp_path / "report.html").exists()


def test_a_disk_that_fills_during_a_long_run_ends_it(tmp_path: Path) -> None:
    done = call(
        "run",
        LONG_RUN,
        "--output",
        tmp_path,
        "--quiet",
        preexec_fn=limit_file_size(4_000_000),
        restore_signals=False,
    )
    assert done.returncode == 1, done.stderr
    assert "result.h5" in done.stderr
    assert not (tmp_path / "result.h5").exists()


@pytest.mark.parametrize("verb", ["validate", "describe"])
def test_validate_and_describe_write_nothing(verb: str, tmp_path: Path) -> None:
    done = call(verb, FIRST_STEPS, "--json", cwd=tmp_path)
    assert done.returncode == 0
    json.loads(done.stdout)
    assert not list(tmp_path.iterdir())


def test_describe_lists_the_hosts_and_links_that_dispatch_uses() -> None:
    plain = call("describe", FIRST_STEPS, "--json")
    assert json.loads(plain.stdout)["dispatch"] is None
    done = call("describe", FIRST_STEPS, "--json", "--set", "dispatch.architecture=central",
                "--set", "messages.capsule_order=5 Mflop")
    told = json.loads(done.stdout)
    hosts = told["dispatch"]
    assert [each["id"] for each in hosts["dispatchers"]] == ["centre"]
    assert hosts["dispatchers"][0]["portals"] == told["size"]["portals"]
    nodes = told["size"]["nodes"]
    assert [each["places"] for each in hosts["cabinets"]] == [nodes]
    assert hosts["cells"] == [{"kind": "radio", "latency_s": 0.005, "rate_bit_s": 1e7, "places": nodes}]
    assert hosts["capsules"]["computers"] == sum(each["fleet"] for each in told["size"]["classes"])
    assert hosts["capsules"]["order_flop"] == 5e6
    for language, word in (("en", "radio cells"), ("zh", "无线小区")):
        text = call("describe", FIRST_STEPS, "--language", language, "--set", "dispatch.architecture=junction")
        assert word in text.stdout
