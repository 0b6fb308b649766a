"""One task is one run: plain data in, a result file and a small table out.

The same task gives the same bits in a pool of this machine, on Dask and on Slurm.
"""

from __future__ import annotations

import atexit
import math
import os
import resource
import shutil
import socket
import tempfile
import threading
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dimai import library
from dimai.problems import ScenarioError
from dimai.results import Result
from dimai.scenario import Packed, load
from dimai.sweep.specification import Outcome


@dataclass(frozen=True)
class Task:
    """One run of a sweep; pickled without the scenario's files, which workers get once."""

    fingerprint: str
    """Of scenario, overrides, seed, replication and version: the name of the run's folder."""
    overrides: dict[str, Any] = field(hash=False)
    folder: str
    """Where result.h5 goes; "" to keep none."""


@dataclass(frozen=True)
class Job:
    """What all tasks of a sweep have in common."""

    scenario: Packed
    outcomes: tuple[Outcome, ...]


@dataclass
class Record:
    """What became of a task; plain data."""

    fingerprint: str
    status: str
    """"done" or "failed"."""
    outcomes: dict[str, float | None] = field(default_factory=dict)
    event_hash: str = ""
    simulated_s: float = 0.0
    events: int = 0
    wall_s: float = 0.0
    peak_rss_bytes: int = 0
    host: str = ""
    error: str = ""
    attempts: int = 1
    hopeless: bool = False
    """Whether it would fail again: the scenario cannot be run with these values."""


_unpacked: dict[str, str] = {}
_unpacking = threading.Lock()  # Dask's workers may have several threads


def scenario_path(scenario: Packed) -> str:
    """Where the scenario's files are in this process's own folder; written when first needed."""
    key = scenario.fingerprint()
    with _unpacking:
        if key in _unpacked and Path(_unpacked[key]).exists():
            return _unpacked[key]
        folder = tempfile.mkdtemp(prefix="dimai-sweep-")
        pid = os.getpid()
        atexit.register(lambda: shutil.rmtree(folder, ignore_errors=True) if os.getpid() == pid
                        else None)
        for name, content in scenario.files.items():
            target = Path(folder) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        _unpacked[key] = str(Path(folder) / scenario.name)
        return _unpacked[key]


def run_task(job: Job, task: Task) -> Record:
    """Run one task. Whatever goes wrong is in the record: a task does not raise."""
    from dimai.running import run

    start = time.monotonic()
    record = Record(task.fingerprint, "failed", host=socket.gethostname())
    try:
        if library.version() != job.scenario.version:
            raise RuntimeError(f"this worker has dimai {library.version()}, the sweep was started by "
                               f"{job.scenario.version}; install the same on all machines")
        scenario = load(scenario_path(job.scenario), {**job.scenario.overrides, **task.overrides})
        with run(scenario, output=task.folder or None, progress=False) as result:
            record.outcomes = {each.name: outcome_of(result, each) for each in job.outcomes}
            record.event_hash = str(result.attributes["event_hash"])
            record.simulated_s = float(result.attributes["simulated_s"])
            record.events = int(result.attributes["events"])
        record.status = "done"
    except ScenarioError as error:
        record.error, record.hopeless = str(error), True
    except Exception as error:  # noqa: BLE001  # anything at all: it is told, the sweep goes on
        last = traceback.extract_tb(error.__traceback__)[-1]
        record.error = f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})"
    record.wall_s = time.monotonic() - start
    record.peak_rss_bytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return record


def outcome_of(result: Result, outcome: Outcome) -> float | None:
    """Give one outcome of a result; None if nothing of it was seen.

    Raises
    ------
    KeyError
        If the result has no such measure, count or attribute.
    """
    if outcome.kind == "attribute":
        if outcome.what not in result.attributes:
            raise KeyError(f"outcome {outcome.name}: the result has no attribute {outcome.what!r}")
        value = float(result.attributes[outcome.what])
    elif outcome.kind == "count":
        value = _count(result, outcome)
    elif outcome.warm_up_s or outcome.cool_down_s:
        value = _trimmed(result, outcome)
    else:
        value = result.measure(outcome.what, outcome.statistic, capsule_class=outcome.capsule_class,
                               origin=outcome.origin, destination=outcome.destination)
    return value if math.isfinite(value) else None


def _count(result: Result, outcome: Outcome) -> float:
    counts = result.arrays("counts")
    names: Sequence[str] = list(counts["name"])
    if outcome.capsule_class and outcome.capsule_class not in names:
        raise KeyError(f"outcome {outcome.name}: no class {outcome.capsule_class!r}; there are "
                       f"{', '.join(names)}")
    rows = [not outcome.capsule_class or name == outcome.capsule_class for name in names]
    value = float(counts[outcome.what][rows].sum())
    if not outcome.share:
        return value
    asked = float(counts["requested"][rows].sum())
    return value / asked if asked else math.nan


def _trimmed(result: Result, outcome: Outcome) -> float:
    """A measure of the trips asked for after the warm-up and before the cool-down."""
    from dimai.compare.sides import TRIP_PARTS
    from dimai.statistics.steady import within

    if outcome.what != "door_to_door_time" and outcome.what not in TRIP_PARTS:
        raise KeyError(f"outcome {outcome.name}: a warm-up needs a time of journeys, such as "
                       "door_to_door_time")
    trips = within(result.table("trips"), outcome.warm_up_s, outcome.cool_down_s)
    trips = trips[trips["state"] == 2]
    if outcome.capsule_class:
        names = result.table("capsule_class")["name"].tolist()
        trips = trips[trips["class"] == names.index(outcome.capsule_class)]
    nodes = result.table("network/node")
    for end, wanted in (("origin", outcome.origin), ("destination", outcome.destination)):
        if wanted:
            rows = nodes.index[(nodes["id"] == wanted) | (nodes["city"] == wanted)]
            trips = trips[trips[end].isin(rows)]
    times = (trips["arrival_time_s"] - trips["request_time_s"]
             if outcome.what == "door_to_door_time" else trips[TRIP_PARTS[outcome.what]])
    if outcome.statistic == "n":
        return float(len(times))
    if outcome.statistic == "mean":
        return float(times.mean())
    return float(times.quantile(float(outcome.statistic[1:]) / 100.0))
