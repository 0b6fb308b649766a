#!/usr/bin/python3
"""Measure dimai beside SUMO, SimPy and SimGrid on one corridor with one list of trips, all in one go.

Build with the preset `benchmark` first; apt-get install sumo python3-simpy libsimgrid-dev. The corridor is
peers/corridor/corridor.py. Whoever is slow gets the first part of the same list. The programs take turns,
round after round; what counts is the median of the CPU time of the whole process, reading included. Prints
the table and writes the CSV of this machine to tests/benchmark/results.

What differs, besides speed:
- dimai: exact following and spill-back by train and tunnel, coupling, energy, a result file. Its report (in
  Python) is a row of its own. A trip takes 24 s longer for the ramps on which it starts and stops.
- SUMO meso: queues of 98 m (or of a whole edge), spill-back by queue; no coupling, no energy.
- SUMO micro: every vehicle moved every second, with lane changes.
- SimPy, SimGrid: a process (an actor) a vehicle, edges of one gate and one store each.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import h5py
from run_kernel import machine

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "peers" / "corridor"))
import corridor  # noqa: E402  (found beside this file)

DAY_TRIPS = 200_000


@dataclass
class Measured:
    """One run of one program."""

    cpu_s: float
    trips: int
    events: float
    peak_mib: float
    mean_trip_s: float


def run(command: list[str], folder: Path) -> tuple[float, float, float, str]:
    """Run a program. CPU of itself and of those that it started [s], peak [MiB], its output."""
    environment = {**os.environ, "DIMAI_ROOT": str(HERE.parents[1]), "SUMO_HOME": "/usr/share/sumo",
                   "LC_ALL": "C.UTF-8"}
    with tempfile.TemporaryFile("w+") as output:
        child = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT,
                                 env=environment)
        peak_kib = 0
        while os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
            # Looked at while it runs: what the system says at its end counts this script's memory, too.
            status_text = Path(f"/proc/{child.pid}/status").read_text(encoding="utf-8")
            found = re.search(r"VmHWM:\s+(\d+)", status_text)
            peak_kib = max(peak_kib, int(found[1]) if found else 0)
            time.sleep(0.02)
        fields = Path(f"/proc/{child.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        own, others = ((int(fields[i]) + int(fields[i + 1])) / os.sysconf("SC_CLK_TCK") for i in (11, 13))
        _, status = os.waitpid(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    if child.returncode != 0:
        sys.exit(f"{' '.join(command)}: failed\n{text[-2000:]}")
    return own, others, peak_kib / 1024.0, text


def measure_dimai(program: Path, folder: Path, policy: str, count: int) -> tuple[Measured, Measured]:
    """A run of dimai: the program itself, and with the report that it has made."""
    scenario = folder / f"{policy}-{count}"
    if not scenario.exists():
        corridor.write_dimai(scenario, corridor.trips(DAY_TRIPS, count), policy)
    own, report, _, _ = run([str(program), "run", str(scenario), "--quiet", "--output",
                             str(folder / "out")], folder)
    with h5py.File(folder / "out" / "result.h5") as file:
        trips = int((file["trips/state"][:] == 2).sum())
        mean_s = float((file["trips/arrival_time_s"][:] - file["trips/request_time_s"][:]).mean())
        events = float(file.attrs["events"])
        peak = float(file.attrs["peak_rss_bytes"]) / 2**20
    return (Measured(own, trips, events, peak, mean_s),
            Measured(own + report, trips, events, peak, mean_s))


def measure_sumo(folder: Path, count: int, options: list[str], queue_m: float) -> Measured:
    """A run of SUMO; `queue_m`: length of a queue of the meso model, 0 for micro."""
    chosen = corridor.trips(DAY_TRIPS, count)
    inputs = folder / f"sumo-{count}"
    if not inputs.exists():
        corridor.write_sumo(inputs, chosen)
    own, _, peak, text = run(["sumo", "-n", "net.xml", "-r", "routes.xml", "--no-step-log",
                              "--duration-log.statistics", *options], inputs)
    mean_s = float(re.findall(r"Duration: ([\d.]+)$", text, re.MULTILINE)[-1])
    arrived = int(re.findall(r"Statistics \(avg of (\d+)\)", text)[-1])
    if queue_m > 0.0:
        lengths = {name: edge[2] for name, edge in corridor.edges().items()}
        events = float(sum(max(1, round(lengths[name] / queue_m)) for trip in chosen
                           for name in trip.edges()))
    else:
        events = arrived * mean_s
    return Measured(own, arrived, events, peak, mean_s)


def measure_other(command: list[str], folder: Path, count: int) -> Measured:
    """A run of SimPy or SimGrid, which print trips, events and mean time."""
    edges, trips = folder / "edges.txt", folder / f"trips-{count}.txt"
    if not trips.exists():
        corridor.write_edges(edges)
        corridor.write_trips(trips, corridor.trips(DAY_TRIPS, count))
    own, _, peak, text = run([*command, str(edges), str(trips)], folder)
    arrived, events, mean_s = text.strip().splitlines()[-1].split()
    return Measured(own, int(arrived), float(events), peak, float(mean_s))


Job = Callable[[], list[tuple[str, Measured]]]


def jobs(program: Path, simgrid: Path, folder: Path, quick: bool) -> list[Job]:
    """Everything that is measured in a round."""
    def dimai(policy: str, count: int, name: str) -> Job:
        def work() -> list[tuple[str, Measured]]:
            bare, whole = measure_dimai(program, folder, policy, count)
            return [(f"dimai, {name}", bare), (f"dimai, {name}, with report", whole)]
        return work

    def single(name: str, function: Callable[[], Measured]) -> Job:
        return lambda: [(name, function())]

    wide = corridor.SPACING_M + 1.0
    part = 5 if quick else 1
    found = [
        dimai("window", DAY_TRIPS, "trains formed in yards"),
        dimai("none", DAY_TRIPS, "coupling in motion"),
        dimai("window", 20_000, "trains formed in yards, 20,000 trips"),
        dimai("window", 2_000, "trains formed in yards, 2,000 trips"),
    ]
    if shutil.which("sumo") and shutil.which("netconvert"):
        found += [
            single("SUMO meso, 98 m", lambda: measure_sumo(folder, 2_000 // part, ["--mesosim"], 98.0)),
            single("SUMO meso, whole edges", lambda: measure_sumo(
                folder, 20_000 // part, ["--mesosim", "--meso-edgelength", f"{wide:.0f}"], wide)),
            single("SUMO micro, 1 s", lambda: measure_sumo(folder, 300 // part, [], 0.0)),
        ]
    try:
        subprocess.run(["/usr/bin/python3", "-c", "import SimPy.Simulation"], check=True,
                       capture_output=True)
        script = str(HERE / "peers" / "corridor" / "simpy_corridor.py")
        found.append(single("SimPy", lambda: measure_other(["/usr/bin/python3", script], folder,
                                                           20_000 // part)))
    except subprocess.CalledProcessError:
        pass
    if simgrid.exists():
        found.append(single("SimGrid actors", lambda: measure_other([str(simgrid)], folder, 20_000)))
    return found


def main() -> None:
    """Run all rounds, print, write."""
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path, help="build folder of the preset benchmark")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="fewer trips for the slow ones")
    parser.add_argument("--no-csv", action="store_true", help="print only")
    arguments = parser.parse_args()
    build = arguments.build.resolve()
    program, simgrid = build / "scenarios" / "dimai-native", build / "tests/benchmark/simgrid_corridor"
    runs: dict[str, list[Measured]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(arguments.rounds):
            print(f"round {turn + 1} of {arguments.rounds}", file=sys.stderr, flush=True)
            for job in jobs(program, simgrid, Path(folder), arguments.quick):
                for name, measured in job():
                    runs.setdefault(name, []).append(measured)
    rows = table(runs)
    for row in rows:
        print("".join(str(cell).ljust(46) if i == 0 else str(cell).rjust(13)
                      for i, cell in enumerate(row)))
    if arguments.no_csv:
        return
    path = HERE / "results" / f"peers-{machine()}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    print(f"\nwritten to {path}")


def table(runs: dict[str, list[Measured]]) -> list[list[object]]:
    """Rows of the table, a head first: medians over the rounds."""
    rows: list[list[object]] = [["what", "trips", "cpu_s", "trips_per_s", "events", "events_per_s",
                                 "peak_mib", "mean_trip_s", "to_sumo_meso"]]
    per_s = {name: each[0].trips / statistics.median(m.cpu_s for m in each)
             for name, each in runs.items()}
    meso = per_s.get("SUMO meso, 98 m")
    for name, each in runs.items():
        cpu_s = statistics.median(m.cpu_s for m in each)
        first = each[0]
        rows.append([name, first.trips, f"{cpu_s:.2f}", f"{per_s[name]:.0f}", f"{first.events:.0f}",
                     f"{first.events / cpu_s:.0f}", f"{max(m.peak_mib for m in each):.0f}",
                     f"{first.mean_trip_s:.1f}", f"{per_s[name] / meso:.2f}" if meso else ""])
    return rows


if __name__ == "__main__":
    main()
