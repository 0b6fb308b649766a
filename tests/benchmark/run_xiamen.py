#!/usr/bin/python3
"""Measure a day of xiamen: at least 500,000 shipments over all modes, under 60 s and 4 GiB.

Each round runs the whole command, reading, result file and report included, on two cores. Prints
shipments by class, legs by mode, wall and CPU time and peak memory, says which aims are met, and writes the
CSV of this machine to tests/benchmark/results. Exit status 1 if an aim is missed.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import h5py

from this_machine import machine

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CORES = 2
LEAST_SHIPMENTS = 500_000
MOST_WALL_S = 60.0
MOST_MEMORY_MIB = 4096.0
COLUMNS = (
    *("scenario", "shipments", "arrived", "legs", "capsule_journeys", "events"),
    *("cpu_s", "wall_s", "peak_mib", "event_hash"),
)


def pinned(pin: int) -> set[int]:
    """The cores that a run may use; fewer than asked for if the machine has fewer."""
    return set(sorted(os.sched_getaffinity(0))[:pin])


def shares(result: Path) -> tuple[dict[str, int], dict[str, int]]:
    """Shipments that arrived by class, and legs by mode."""
    with h5py.File(result) as file:
        tables = file["logistics"]
        names = [name.decode() for name in tables["classes/name"][:]]
        arrived = dict(zip(names, (int(n) for n in tables["classes/arrived"][:]), strict=True))
        modes = [name.decode() for name in tables["modes/name"][:]]
        legs = dict.fromkeys(modes, 0)
        for mode, count in zip(tables["work/mode"][:], tables["work/legs"][:], strict=True):
            legs[modes[int(mode)]] += int(count)
    return arrived, legs


def run(program: Path, scenario: str) -> tuple[dict[str, Any], dict[str, int], dict[str, int]]:
    """Run the scenario; return a row of the table, shipments by class and legs by mode."""
    with tempfile.TemporaryDirectory() as folder:
        path = ROOT / "scenarios" / scenario
        command = [str(program), "run", str(path), "--json", "--output", folder]
        environment = {**os.environ, "DIMAI_ROOT": str(ROOT)}
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.monotonic()
        done = subprocess.run(
            command,
            check=True,
            capture_output=True,
            env=environment,
            preexec_fn=lambda: os.sched_setaffinity(0, pinned(CORES)),
        )
        wall_s = time.monotonic() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        arrived, legs = shares(Path(folder) / "result.h5")
    result = json.loads(done.stdout)
    counts = result["counts"]
    row = {
        "scenario": scenario,
        "shipments": sum(counts[f"shipment of {name}"]["requested"] for name in arrived),
        "arrived": sum(arrived.values()),
        "legs": sum(legs.values()),
        "capsule_journeys": sum(counts[name]["requested"] for name in result["fleet"]),
        "events": result["events"],
        "cpu_s": after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime,
        "wall_s": wall_s,
        "peak_mib": result["peak_rss_bytes"] / 2**20,
        "event_hash": result["event_hash"],
    }
    return row, arrived, legs


def missed_aims(row: dict[str, Any]) -> list[str]:
    """Say which aims a row misses; empty if none."""
    missed = []
    if row["shipments"] < LEAST_SHIPMENTS:
        missed.append(f"{row['shipments']:,} shipments, at least {LEAST_SHIPMENTS:,}")
    if row["wall_s"] > MOST_WALL_S:
        missed.append(f"{row['wall_s']:.1f} s, under {MOST_WALL_S:.0f} s")
    if row["peak_mib"] > MOST_MEMORY_MIB:
        missed.append(f"{row['peak_mib']:.0f} MiB, under {MOST_MEMORY_MIB:.0f} MiB")
    return missed


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--program", type=Path, default=ROOT / "build/release/scenarios/dimai-native")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    rows = []
    for turn in range(arguments.rounds):
        row, arrived, legs = run(arguments.program, "xiamen")
        rows.append(row)
        print(f"round {turn + 1}: {row['wall_s']:.1f} s", file=sys.stderr, flush=True)
    if len({row["event_hash"] for row in rows}) > 1:
        raise ValueError("rounds differ")
    row = rows[0]
    for key in ("cpu_s", "wall_s", "peak_mib"):
        row[key] = round(statistics.median(each[key] for each in rows), 2)
    path = HERE / "results" / f"xiamen-{machine()}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerow(row)
    print("shipments that arrived, by class:")
    for name, count in arrived.items():
        print(f"  {name:<14}{count:>10,}")
    print("legs, by mode:")
    for name, count in legs.items():
        print(f"  {name:<14}{count:>10,}")
    for key in COLUMNS[1:]:
        print(f"{key:<18}{row[key]!s:>18}")
    missed = missed_aims(row)
    print("\n".join(f"MISSED: {each}" for each in missed) or "all aims are met")
    print(f"written to {path}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
