#!/usr/bin/python3
"""Measure the writer of result files on 100 million event rows: speed, memory, a kill, a read.

Writes them by `write_events` (cmake -DDIMAI_BENCHMARK=ON, target write_events), then again and kills that
by SIGKILL in the middle, then reads windows of time of both files. Prints what it found and writes the CSV
of this machine to tests/benchmark/results. The folder needs 1 GB for each hundred million rows.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import h5py
import numpy as np

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "analysis")]
from dimai.results import Result  # noqa: E402  (found there)
from this_machine import machine  # noqa: E402

COLUMNS = ("rows", "million_rows_per_s", "processor_s", "peak_mib", "bytes_per_row", "killed_after_s",
           "rows_after_kill", "window_rows", "window_ms", "load")
WINDOW_US = 100_000_000  # of 100,000,000,000: a thousandth
READS = 20


def written(program: Path, path: Path, rows: int) -> dict[str, Any]:
    """Write the rows; what the program says of it."""
    done = subprocess.run([program, path, str(rows)], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def killed(program: Path, path: Path, rows: int, after_s: float) -> int:
    """Kill it in the middle; rows that can be read then, whose times are whole and in order."""
    process = subprocess.Popen([program, path, str(rows)], stdout=subprocess.DEVNULL)
    time.sleep(after_s)
    process.send_signal(signal.SIGKILL)
    process.wait()
    with h5py.File(path.with_name(path.name + ".part")) as file:
        lengths = {len(column) for column in file["events"].values()}
        assert len(lengths) == 1, f"columns differ in length: {lengths}"
        times = file["events/time_us"][:]
    assert (np.diff(times) >= 0).all() and times[-1] > 0, "times are not whole"
    return len(times)


def windows_ms(path: Path) -> tuple[list[float], int]:
    """Times of windowed reads, each with the file opened anew, and rows of one."""
    found, rows = [], 0
    with h5py.File(path) as file:
        end = int(file["events/time_us"][-1])
    for low in np.random.default_rng(1).integers(0, end - WINDOW_US, READS).tolist():
        start = time.perf_counter()
        with h5py.File(path) as file:
            result = Result(path, {}, file)
            rows = len(result.window("events", "time_us", low, low + WINDOW_US)["train"])
        found.append(1000.0 * (time.perf_counter() - start))
    return found, rows


def main() -> int:
    """Measure, print, and write the CSV."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=Path,
                        default=ROOT / "build/release/tests/benchmark/write_events")
    parser.add_argument("--rows", type=int, default=100_000_000)
    parser.add_argument("--folder", type=Path, help="where the files go for as long as it takes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        path = Path(folder) / "events.h5"
        load = os.getloadavg()[0]
        whole = written(options.program, path, options.rows)
        reads, rows = windows_ms(path)
        after_s = 0.6 * whole["wall_s"]
        kept = killed(options.program, path, options.rows, after_s)
    row = {"rows": whole["rows"], "million_rows_per_s": round(whole["rows"] / whole["wall_s"] / 1e6, 2),
           "processor_s": round(whole["processor_s"], 1), "peak_mib": round(whole["peak_mib"]),
           "bytes_per_row": round(whole["bytes"] / whole["rows"], 2), "killed_after_s": round(after_s, 1),
           "rows_after_kill": kept, "window_rows": rows, "window_ms": round(statistics.median(reads), 1),
           "load": round(load, 1)}
    for name, value in row.items():
        print(f"{name:20} {value:,}")
    print(f"{'slowest window_ms':20} {max(reads):.1f}")
    target = HERE / "results" / f"writer-{machine()}.csv"
    with target.open("w", newline="", encoding="utf-8") as stream:
        table = csv.DictWriter(stream, COLUMNS)
        table.writeheader()
        table.writerow(row)
    return 0


if __name__ == "__main__":
    sys.exit(main())
