#!/usr/bin/python3
"""Measure what a run costs as demand grows: beijing-shenzhen, and the nation at several sizes.

All runs of a round follow each other in one loop, round after round, so that a change of the
machine's mood meets them all; medians count. Trips and fleets of the nation are scaled together.
CPU time is that of the whole command, reading, result file and report included. Prints the table and
writes the CSV of this machine to tests/benchmark/results.
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
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

from this_machine import machine

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SIZES = (0.1, 1.0, 3.0)  # million trips of the nation, about
COLUMNS = (
    *("scenario", "trips", "served", "crossings", "events"),
    *("cpu_s", "us_per_crossing", "wall_s", "peak_mib", "event_hash"),
)


def scaled(factor: float) -> list[str]:
    """Overrides that scale trips and fleets of the nation."""
    toml = tomllib.loads((ROOT / "scenarios/nation/scenario.toml").read_text(encoding="utf-8"))
    values = {
        f"demand.gravity.{name}.trips": round(gravity["trips"] * factor)
        for name, gravity in toml["demand"]["gravity"].items()
    }
    for name, capsule in toml["capsule"].items():
        values[f"capsule.{name}.fleet"] = round(capsule["fleet"] * factor)
    return [word for key, value in values.items() for word in ("--set", f"{key}={value}")]


def run(program: Path, scenario: str, overrides: list[str]) -> dict[str, Any]:
    """Run a scenario; return a row of the table."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(program), "run", str(ROOT / "scenarios" / scenario), "--json", "--output", folder]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        environment = {**os.environ, "DIMAI_ROOT": str(ROOT)}
        done = subprocess.run(command + overrides, check=True, capture_output=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = json.loads(done.stdout)
    cpu_s = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    counts = result["counts"].values()
    return {
        "trips": sum(row["requested"] for row in counts),
        "served": sum(row["arrived"] for row in counts),
        "crossings": result["crossings"],
        "events": result["events"],
        "cpu_s": cpu_s,
        "us_per_crossing": 1e6 * cpu_s / result["crossings"],
        "wall_s": result["wall_s"],
        "peak_mib": result["peak_rss_bytes"] / 2**20,
        "event_hash": result["event_hash"],
    }


def median_row(name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Medians of what differs between rounds; what must not differ is checked."""
    hashes = {row["event_hash"] for row in rows}
    if len(hashes) > 1:
        raise ValueError(f"{name}: rounds differ: {sorted(hashes)}")
    row = {"scenario": name, **rows[0]}
    for key in ("cpu_s", "us_per_crossing", "wall_s", "peak_mib"):
        row[key] = round(statistics.median(each[key] for each in rows), 2)
    return row


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--program", type=Path, default=ROOT / "build/release/scenarios/dimai-native")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", type=float, nargs="+", default=SIZES, help="million trips")
    arguments = parser.parse_args()
    cases = {"beijing-shenzhen": ("beijing-shenzhen", [])}
    cases |= {f"nation x{size:g}": ("nation", scaled(size)) for size in arguments.sizes}
    rows = defaultdict(list)
    for turn in range(arguments.rounds):
        for name, (scenario, overrides) in cases.items():
            rows[name].append(run(arguments.program, scenario, overrides))
            last = rows[name][-1]
            print(f"round {turn + 1}, {name}: {last['cpu_s']:.1f} s", file=sys.stderr, flush=True)
    table = [median_row(name, each) for name, each in rows.items()]
    path = HERE / "results" / f"scale-{machine()}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(table)
    for row in table:
        print("  ".join(f"{row[column]!s:>18}" for column in COLUMNS))
    first = table[0]["us_per_crossing"]
    for row in table[1:]:
        print(f"{row['scenario']}: {row['us_per_crossing'] / first:.2f} times the cost of a crossing")
    print(f"\nwritten to {path}")


if __name__ == "__main__":
    main()
