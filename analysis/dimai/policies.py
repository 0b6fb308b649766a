"""Compares junction policies: the same scenario and requests, run once with each."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dimai.results import open_result

POLICIES = ("never", "first come", "window", "size", "capacity", "concatenating", "blocks",
            "look-ahead")
"""Values of formation.policy that are compared; "none" is "never" or "first come" by other keys."""

IN_MOTION = {"never": "false", "first come": "true", "concatenating": "true"}
"""What formation.in_motion must be for a policy; the scenario's own value for the others."""

BUSIEST_S = 3600.0
"""Time over which the busiest trunk tube is watched [s]."""


class PolicyError(RuntimeError):
    """A run that could not be made; the text is what the program said."""


@dataclass(frozen=True)
class Outcome:
    """What one policy did with the requests. Times are of all journeys that arrived, all classes."""

    policy: str
    demand: float
    requested: int
    arrived: int
    mean_s: float
    p50_s: float
    p95_s: float
    p99_s: float
    wait_s: float
    junction_s: float
    capsules_per_hour: float
    kwh_per_capsule_km: float
    couplings: int
    formed: int
    cuts: int
    standing_s: float
    held_s: float


def program() -> Path:
    """Find the native program beside this package."""
    root = Path(os.environ.get("DIMAI_ROOT", Path(__file__).resolve().parents[2]))
    folder = Path(os.environ.get("DIMAI_BUILD", root / "build" / "release"))
    return folder / "scenarios" / "dimai-native"


def run_once(scenario: str, overrides: Mapping[str, str], folder: Path) -> None:
    """Run a scenario with some keys changed; result.h5 goes to `folder`.

    Raises
    ------
    PolicyError
        If it cannot be run.
    """
    words = [str(program()), "run", scenario, "--json", "--quiet", "--output", str(folder)]
    for key, value in overrides.items():
        words += ["--set", f"{key}={value}"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise PolicyError(done.stderr.strip() or f"exit status {done.returncode}")


def busiest_per_hour(result: Any) -> float:
    """Most capsules that one trunk tube let through within an hour [1/h]."""
    flows = result.grid("link_flows")
    links = result.table("network/link")
    trunk = (links["role"] == "trunk").to_numpy()
    if not trunk.any():
        trunk[:] = True
    if len(flows.time_s) < 2:
        return float("nan")
    capsules = flows.values["capsules"][:, trunk]
    bins = max(1, round(BUSIEST_S / float(flows.time_s[1] - flows.time_s[0])))
    sums = capsules.cumsum(axis=0)
    sums[bins:] = sums[bins:] - sums[:-bins]
    per_hour = sums.max(axis=0) * 3600.0 / (bins * float(flows.time_s[1] - flows.time_s[0]))
    return float((per_hour / links["tubes"].to_numpy()[trunk]).max())


def outcome(policy: str, demand: float, folder: Path) -> Outcome:
    """Read what a run came to."""
    with open_result(folder) as result:
        trips = result.table("trips")
        counts = result.table("counts")
        energy = result.table("energy")
        junctions = result.table("junctions")
        tables = set(result.file)
        yards = result.table("yards") if "yards" in tables else None
        arrived = trips[trips["state"] == 2]
        times = arrived["arrival_time_s"] - arrived["request_time_s"]
        distance_km = (energy["loaded_distance_m"] + energy["empty_distance_m"]).sum() / 1000.0
        kwh = (energy["loaded_j"] + energy["empty_j"]).sum() / 3.6e6
        quantiles = times.quantile([0.5, 0.95, 0.99]) if len(times) else [float("nan")] * 3
        p50, p95, p99 = (float(each) for each in quantiles)
        return Outcome(
            policy=policy, demand=demand, requested=int(counts["requested"].sum()),
            arrived=int(counts["arrived"].sum()), mean_s=float(times.mean()), p50_s=p50, p95_s=p95,
            p99_s=p99, wait_s=float(arrived["wait_s"].mean()),
            junction_s=float(arrived["junction_s"].mean()),
            capsules_per_hour=busiest_per_hour(result),
            kwh_per_capsule_km=float(kwh / distance_km) if distance_km else float("nan"),
            couplings=int(junctions["couplings"].sum()),
            formed=int(junctions["formed_trains"].sum()), cuts=int(junctions["cuts"].sum()),
            standing_s=0.0 if yards is None else float(yards["standing_s"].sum()),
            held_s=0.0 if yards is None else float(yards["held_s"].sum()))


def compare(scenario: str, policies: Sequence[str], demands: Sequence[float],
            overrides: Mapping[str, str], trips: Mapping[str, float]) -> list[Outcome]:
    """Run the scenario with each policy and at each level of demand.

    Parameters
    ----------
    scenario : str
        Folder, or its .toml file.
    policies : sequence of str
        Some of POLICIES.
    demands : sequence of float
        Factors on `trips`.
    overrides : mapping
        Further keys to change in every run.
    trips : mapping
        The scenario's own trips by key, such as "demand.gravity.cabin.trips".

    Raises
    ------
    PolicyError
        If a run cannot be made.
    """
    outcomes = []
    for demand in demands:
        for policy in policies:
            keys = {"formation.policy": policy, **overrides}
            if policy in IN_MOTION:
                keys["formation.in_motion"] = IN_MOTION[policy]
            keys |= {key: repr(number * demand) for key, number in trips.items()}
            with tempfile.TemporaryDirectory(prefix="dimai-policies-") as name:
                run_once(scenario, keys, Path(name))
                outcomes.append(outcome(policy, demand, Path(name)))
    return outcomes


def trips_of(scenario: str) -> dict[str, float]:
    """Trips of the scenario's gravity models, by key.

    Raises
    ------
    PolicyError
        If the scenario cannot be read.
    """
    words = [str(program()), "describe", scenario, "--json"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise PolicyError(done.stderr.strip())
    parameters = json.loads(done.stdout)["parameters"]
    return {each["key"]: float(each["si_value"]) for each in parameters
            if each["key"].startswith("demand.gravity.") and each["key"].endswith(".trips")}


HEADINGS = {
    "en": ("policy", "demand", "arrived", "mean", "p50", "p95", "p99", "junction", "capsules/h",
           "kWh/km", "coupled", "formed", "cuts", "yard", "held"),
    "zh": ("策略", "需求", "到达", "平均", "p50", "p95", "p99", "路口", "胶囊/时", "kWh/km",
           "行进连挂", "静止编成", "解编", "站内", "站外"),
}
NOTES = {
    "en": "Times in minutes, of journeys that arrived; junction: all that is not running, of one "
          "journey. capsules/h: most in an hour through one trunk tube. yard: capsule-hours "
          "between line and line. held: train-hours on the line before full yards.",
    "zh": "时间单位为分钟，只计已到达的行程；路口：一次行程中除行驶以外的全部时间。胶囊/时：一条干线管道一小时"
          "内通过的最多胶囊数。站内：胶囊从离线到回线的总小时数。站外：列车在满员编组站外等候的总小时数。",
}


def row_of(one: Outcome) -> list[str]:
    """Texts of one line of the table."""
    minutes = [f"{time / 60.0:.1f}" for time in (one.mean_s, one.p50_s, one.p95_s, one.p99_s,
                                                  one.junction_s)]
    return [one.policy, f"{one.demand:g}x", f"{100.0 * one.arrived / max(1, one.requested):.1f} %",
            *minutes, f"{one.capsules_per_hour:,.0f}", f"{one.kwh_per_capsule_km:.4f}",
            f"{one.couplings:,}", f"{one.formed:,}", f"{one.cuts:,}",
            f"{one.standing_s / 3600.0:,.0f}", f"{one.held_s / 3600.0:,.1f}"]


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lay out rows of texts, the first of which is the heading, as lines of Markdown."""
    wide = [sum(2 if ord(c) > 0x2E80 else 1 for c in text) for row in rows for text in row]
    columns = len(rows[0])
    widths = [max(wide[column::columns]) for column in range(columns)]

    def line(cells: Sequence[str]) -> str:
        padded: list[str] = []
        for cell, width in zip(cells, widths):
            space = " " * (width - sum(2 if ord(c) > 0x2E80 else 1 for c in cell))
            padded.append(cell + space if not padded else space + cell)
        return "| " + " | ".join(padded) + " |"

    rule = "| " + " | ".join(("-" * width if not place else "-" * (width - 1) + ":")
                             for place, width in enumerate(widths)) + " |"
    return [line(rows[0]), rule, *map(line, rows[1:])]


def markdown(outcomes: Sequence[Outcome], language: str) -> str:
    """Lay out the table, readable as it is and as Markdown."""
    rows = [list(HEADINGS[language]), *(row_of(one) for one in outcomes)]
    return "\n".join([*table(rows), "", NOTES[language]])


def policies_command(arguments: Sequence[str]) -> int:
    """Run `dimai policies`: returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="dimai policies", description="Run a scenario once with each junction policy, on the "
        "same requests, and print what each comes to.")
    parser.add_argument("scenario", help="scenario folder, or its .toml file")
    parser.add_argument("--policy", action="append", choices=POLICIES, metavar="NAME",
                        help=f"only these, repeatable: {', '.join(POLICIES)}")
    parser.add_argument("--demand", type=float, nargs="+", default=[1.0], metavar="FACTOR",
                        help="factors on the trips of the gravity models (default: 1)")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", dest="keys",
                        help="change a key of the scenario in every run; repeatable")
    parser.add_argument("--language", choices=("en", "zh"), default="en")
    parser.add_argument("--json", action="store_true", help="JSON on standard output")
    options = parser.parse_args(arguments)
    wrong = [text for text in options.keys if "=" not in text]
    if wrong or any(not factor > 0.0 for factor in options.demand):
        print("dimai: --set needs KEY=VALUE, and --demand factors above 0", file=sys.stderr)
        return 2
    overrides = {key: value for key, value in (text.split("=", 1) for text in options.keys)}
    try:
        trips = trips_of(options.scenario)
        outcomes = compare(options.scenario, options.policy or POLICIES, options.demand, overrides,
                           trips if options.demand != [1.0] else {})
    except PolicyError as error:
        print(f"dimai: {error}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps([asdict(one) for one in outcomes], indent=2))
    else:
        print(markdown(outcomes, options.language))
    return 0
