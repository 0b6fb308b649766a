#!/usr/bin/python3
"""Measure the pending-event sets and the kernel beside their peers, all in one go.

Build with the preset `benchmark` first. The programs take turns, round after round, so that a
change of the machine's mood meets them all; what counts is the median over the rounds of the CPU
time. Prints the tables and writes the CSV of this machine to tests/benchmark/results.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from this_machine import machine

HERE = Path(__file__).resolve().parent
# Scheduler, and what it is handed: seconds, as a model has them, or nanoseconds ready to use.
NS3_VARIANTS = {
    "ns-3": ("ns3::PriorityQueueScheduler", "seconds"),
    "ns-3 handed ns": ("ns3::PriorityQueueScheduler", "nanoseconds"),
    "ns-3 handed ns, map": ("ns3::MapScheduler", "nanoseconds"),
}

# (what, pending) -> CPU time of each round [ns per event]
Times = dict[tuple[str, int], list[float]]


def google_benchmark(program: Path, pattern: str, times: Times) -> None:
    """Run a Google Benchmark program and add its CPU times."""
    command = [str(program), "--benchmark_format=json", f"--benchmark_filter={pattern}"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for run in json.loads(output)["benchmarks"]:
        name = re.sub(r"/iterations:\d+$", "", run["name"])
        found = re.fullmatch(r"(.*)/(\d+)", name)
        what, pending = (found[1], int(found[2])) if found else (name, 0)
        # One iteration of the kernel's is a thousand events, in microseconds.
        times[what, pending].append(float(run["cpu_time"]))


def ns3(program: Path, times: Times) -> None:
    """Run ns-3's hold model and M/M/1 queue, if ns-3 was found."""
    if not program.exists():
        return
    for name, variant in NS3_VARIANTS.items():
        for kind, pending, events in (
            ("hold", 10_000, 1_000_000),
            ("hold", 1_000_000, 1_000_000),
            ("mm1", 1000, 2_000_000),
        ):
            command = [str(program), kind, str(pending), str(events), *variant]
            output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            times[f"{name}/{kind}", pending].append(float(output))


def simpy(times: Times) -> None:
    """Run SimPy's hold model and M/M/1 queue, if it is installed."""
    script = HERE / "peers" / "kernel" / "simpy_kernel.py"
    for kind, pending, events in (
        ("hold", 10_000, 200_000),
        ("hold", 1_000_000, 300_000),
        ("mm1", 1000, 200_000),
    ):
        command = ["/usr/bin/python3", str(script), kind, str(pending), str(events)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode == 0:
            times[f"SimPy/{kind}", pending].append(float(done.stdout))


def print_queues(medians: dict[tuple[str, int], float]) -> None:
    """Print nanoseconds a hold, one row a structure and distribution."""
    sizes = [1000, 10_000, 100_000, 1_000_000, 10_000_000]
    print("\npending-event sets, ns per hold".ljust(42) + "".join(f"{n:>12,}" for n in sizes))
    rows = {what for what, _ in medians if what.count("/") and not what.startswith("random")}
    kernels = ("dimai/", "ns-3", "SimPy/")
    for what in sorted(rows, key=lambda what: (what.split("/")[1], medians.get((what, 1000), 0))):
        if not what.startswith(kernels):
            cells = (medians.get((what, n)) for n in sizes)
            print(what.ljust(41) + "".join(f"{c:12.1f}" if c else " " * 12 for c in cells))


def print_kernels(medians: dict[tuple[str, int], float]) -> None:
    """Print nanoseconds an event, one row a kernel and task."""
    sizes = [1000, 10_000, 100_000, 1_000_000, 10_000_000]
    print("\nkernels, ns per event".ljust(42) + "".join(f"{n:>12,}" for n in sizes))
    for what in sorted({w for w, _ in medians if w.startswith(("dimai/", "ns-3", "SimPy/"))}):
        cells = (medians.get((what, n)) for n in sizes)
        print(what.ljust(41) + "".join(f"{c:12.1f}" if c else " " * 12 for c in cells))
    for (what, _), time_ns in sorted(medians.items()):
        if what.startswith("random"):
            print(f"{what:41}{time_ns:12.1f}")


def print_ratios(medians: dict[tuple[str, int], float]) -> None:
    """Print how many times faster dimai is, beside what is asked for."""
    print("\nratio to dimai's kernel, with dispatch and rows".ljust(52) + "measured     goal")
    for peer, task, pending, goal in (
        ("std::priority_queue/exponential", "hold", 1_000_000, 8),
        ("ns-3/hold", "hold", 1_000_000, 8),
        ("ns-3 handed ns/hold", "hold", 1_000_000, 8),
        ("ns-3/hold", "hold", 10_000, 4),
        ("ns-3 handed ns/hold", "hold", 10_000, 4),
        ("SimPy/hold", "hold", 10_000, 50),
        ("SimPy/hold", "hold", 1_000_000, 50),
        ("ns-3/mm1", "mm1", 1000, 4),
        ("ns-3 handed ns/mm1", "mm1", 1000, 4),
        ("SimPy/mm1", "mm1", 1000, 50),
    ):
        own, other = medians.get((f"dimai/{task}", pending)), medians.get((peer, pending))
        if own and other:
            print(f"{peer + ' at ' + format(pending, ','):50}{other / own:9.1f}{goal:9}")
    queue = medians.get(("ladder/exponential", 1_000_000))
    standard = medians.get(("std::priority_queue/exponential", 1_000_000))
    if queue and standard:
        print(f"{'std::priority_queue to ladder, holds, at 1,000,000':50}{standard / queue:9.1f}{8:9}")


def main() -> None:
    """Run all rounds, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path, help="build folder of the preset benchmark")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kernels-only", action="store_true", help="leave the bare queues out")
    arguments = parser.parse_args()
    programs = arguments.build / "tests" / "benchmark"
    # Big tables lie in big pages, for the peers as well: a page is then found at once.
    os.environ["GLIBC_TUNABLES"] = "glibc.malloc.hugetlb=1"
    times: Times = defaultdict(list)
    for turn in range(arguments.rounds):
        print(f"round {turn + 1} of {arguments.rounds}", file=sys.stderr, flush=True)
        google_benchmark(programs / "bench_kernel", ".", times)
        ns3(programs / "ns3_kernel", times)
        simpy(times)
        pattern = "std.*exponential/1000000/" if arguments.kernels_only else "."
        google_benchmark(programs / "bench_event_queue", pattern, times)
    medians = {key: statistics.median(values) for key, values in times.items()}
    print_queues(medians)
    print_kernels(medians)
    print_ratios(medians)
    if not arguments.kernels_only:
        path = HERE / "results" / f"kernel-{machine()}.csv"
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["what", "pending", "cpu_ns_per_event", "rounds"])
            for (what, pending), time_ns in sorted(medians.items()):
                writer.writerow([what, pending, f"{time_ns:.2f}", len(times[what, pending])])
        print(f"\nwritten to {path}")


if __name__ == "__main__":
    main()
