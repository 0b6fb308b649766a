"""The Slurm recipe, on a Slurm of this machine: DIMAI_SLURM=1 python3 -m pytest tests/analysis/test_sweep_on_slurm.py"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from loopback_slurm import loopback_slurm, missing
from made_sweep import GRID, ROOT, hashes, write

from dimai.sweep import read_sweep, run_sweep

RECIPE = ROOT / "analysis/recipes/slurm-sweep.sh"
MANY = GRID.replace("replications = 2", "replications = 12")
RUNS = 48

pytestmark = [
    pytest.mark.skipif(bool(missing()), reason=f"needs Debian's slurm-wlm: no {', '.join(missing())}"),
    pytest.mark.skipif(not os.environ.get("DIMAI_SLURM"), reason="takes a minute; DIMAI_SLURM=1 runs it"),
]


@pytest.fixture(scope="module")
def slurm() -> Iterator[dict[str, str]]:
    """Where sbatch submits to this machine."""
    with loopback_slurm() as environment:
        yield {**environment, "DIMAI_WATCH_S": "1"}


def start(folder: Path, slurm: dict[str, str]) -> subprocess.Popen[str]:
    """The command of the manual."""
    return subprocess.Popen([RECIPE, "sweep.toml", "2", "out", "--", "--time=2:00:00", "--mem=1G"], env=slurm,
                            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def wait_for_a_run(folder: Path, count: int = 1) -> None:
    """Wait until so many runs are recorded."""
    for _ in range(1200):
        if len(list(folder.glob("out/runs/*/run.json"))) >= count:
            return
        time.sleep(0.05)
    raise AssertionError("no run was recorded within a minute")


def test_a_job_array_gives_the_same_bits_though_a_worker_is_killed(tmp_path: Path, slurm: dict[str, str]) -> None:
    spec = read_sweep(write(tmp_path, MANY))
    here = run_sweep(spec, tmp_path / "here", workers=2)
    going = start(tmp_path, slurm)
    wait_for_a_run(tmp_path)
    first = subprocess.run(["squeue", "--noheader", "--array", "--format=%i"], env=slurm, text=True,
                           capture_output=True, check=True).stdout.split()[0]
    subprocess.run(["scancel", "--signal=KILL", "--full", first], env=slurm, check=True)
    said = going.communicate(timeout=120)[0]
    assert going.returncode == 0, said
    there = pd.read_csv(tmp_path / "out" / "runs.csv", dtype={"event_hash": str})
    assert (there["status"] == "done").all() and len(there) == RUNS
    assert hashes(there) == hashes(here.runs)
    assert not (tmp_path / "out" / "scheduler.json").exists()


def test_a_sweep_whose_jobs_all_end_stops_and_goes_on_when_called_again(
        tmp_path: Path, slurm: dict[str, str]) -> None:
    write(tmp_path, MANY)
    going = start(tmp_path, slurm)
    wait_for_a_run(tmp_path)
    subprocess.run(["scancel", "--name=dimai"], env=slurm, check=True)
    said = going.communicate(timeout=120)[0]
    assert going.returncode == 1 and "all jobs of the array" in said
    done = len(list(tmp_path.glob("out/runs/*/run.json")))
    assert 0 < done < RUNS
    again = start(tmp_path, slurm)
    wait_for_a_run(tmp_path, done + 1)
    again.terminate()  # as a batch system does at the end of the time
    assert "are kept" in again.communicate(timeout=120)[0]
    assert again.returncode == 130
    last = start(tmp_path, slurm)
    said = last.communicate(timeout=120)[0]
    assert last.returncode == 0 and "were there before" in said and f"{RUNS} runs (0 were" not in said


def test_no_workers_are_asked_for_a_sweep_with_a_mistake(tmp_path: Path, slurm: dict[str, str]) -> None:
    write(tmp_path, GRID.replace("guideway.speed", "guideway.sped"))
    going = start(tmp_path, slurm)
    said = going.communicate(timeout=60)[0]
    assert going.returncode == 2 and 'did you mean "speed"' in said and "job array" not in said
