"""Sweeps on Dask: the same bits as here; what is lost on the way is said, and no run is."""

from __future__ import annotations

import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pytest
from made_sweep import GRID, ROOT, hashes, write

from dimai.__main__ import main
from dimai.sweep import SweepResult, engines, read_sweep, run_sweep


@dataclass
class Cluster:
    """A Dask scheduler on loopback, and its workers."""

    address: str
    folder: Path
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def add_worker(self) -> None:
        """Start one; it joins when it is ready."""
        self.workers.append(_start(["/usr/bin/dask-worker", self.address, "--nthreads", "1", "--no-dashboard",
                                    "--no-nanny", "--local-directory", str(self.folder)], self.folder))

    def wait(self, count: int) -> None:
        """Wait until so many workers have joined."""
        import distributed

        for _ in range(60):
            try:
                with distributed.Client(self.address, timeout=5) as client:
                    client.wait_for_workers(count, timeout=60)
                    return
            except OSError:
                time.sleep(0.5)
        raise AssertionError("no scheduler")


def _start(command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "analysis"), "DIMAI_ROOT": str(ROOT)}
    return subprocess.Popen(command, env=environment, cwd=folder, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler with two workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = Cluster(f"tcp://127.0.0.1:{port}", tmp_path, _start(
        ["/usr/bin/dask-scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"], tmp_path))
    made.add_worker()
    made.add_worker()
    yield made
    for process in (*made.workers, made.scheduler):
        process.kill()
        process.wait(20)


def after_first_run(folder: Path, then: threading.Timer) -> None:
    """Start `then` once a run of a sweep is recorded."""
    def watch() -> None:
        for _ in range(1200):
            if list(folder.glob("runs/*/run.json")):
                then.start()
                return
            time.sleep(0.05)
    threading.Thread(target=watch, daemon=True).start()


def test_dask_gives_the_same_bits(tmp_path: Path, cluster: Cluster) -> None:
    spec = read_sweep(write(tmp_path, GRID))
    here = run_sweep(spec, tmp_path / "here", workers=2)
    cluster.wait(2)
    there = run_sweep(spec, tmp_path / "there", scheduler=cluster.address)
    assert hashes(here.runs) == hashes(there.runs)
    pd.testing.assert_frame_equal(here.points, there.points)
    assert (there.runs["status"] == "done").all()


def test_a_sweep_survives_the_loss_of_all_its_workers(tmp_path: Path, cluster: Cluster) -> None:
    spec = read_sweep(write(tmp_path, GRID.replace("replications = 2", "replications = 8")))
    cluster.wait(2)

    def replace_workers() -> None:
        for each in cluster.workers:
            each.kill()
        cluster.add_worker()

    after_first_run(tmp_path / "out", threading.Timer(0.0, replace_workers))
    result: SweepResult = run_sweep(spec, tmp_path / "out", scheduler=cluster.address)
    assert cluster.workers[0].poll() is not None and len(cluster.workers) == 3
    assert (result.runs["status"] == "done").all() and len(result.runs) == 32


def test_a_lost_scheduler_is_told_and_the_sweep_goes_on_without(
        tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "CONNECT_S", 5.0)
    spec = read_sweep(write(tmp_path, GRID.replace("replications = 2", "replications = 8")))
    cluster.wait(2)
    after_first_run(tmp_path / "out", threading.Timer(0.0, cluster.scheduler.kill))
    with pytest.raises(engines.EngineError, match="was lost; the runs that are done are kept"):
        run_sweep(spec, tmp_path / "out", scheduler=cluster.address)
    result = run_sweep(spec, tmp_path / "out", workers=2)
    assert result.done_before > 0 and (result.runs["status"] == "done").all()


def test_an_unreachable_scheduler_is_told_and_nothing_lost(
        tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "CONNECT_S", 0.5)
    file = write(tmp_path, GRID)
    assert main(["sweep", str(file), "--output", str(tmp_path / "out"), "--scheduler",
                 "tcp://127.0.0.1:9"]) == 1
    assert "no Dask scheduler answers" in capsys.readouterr().err
