"""The corridor and the demand that dimai and its peers are given: 2,200 km, 25 junctions, one list of trips.

A line of 25 junctions 91.667 km apart; a place at each, joined by a ramp of 5 km in and one out. Trips go
from a place to another, all pairs alike, spread evenly over a day: 794 km on the line on average and 10 km
on ramps. Everything runs at 200 km/h; the line has six lanes, or tubes, each way.
"""

from __future__ import annotations

import csv
import json
import math
import random
import subprocess
from dataclasses import dataclass
from pathlib import Path

JUNCTIONS = 25
SPACING_M = 2_200_000.0 / (JUNCTIONS - 1)
RAMP_M = 5_000.0
SPEED_M_S = 200.0 / 3.6
LANES = 6
DAY_S = 86_400.0
VEHICLE_M, GAP_M, REACTION_S = 6.0, 2.0, 1.0
"""Of a vehicle and its follower: length, gap when standing, reaction time."""


@dataclass(frozen=True)
class Trip:
    """One vehicle's trip."""

    time_s: float
    origin: int
    destination: int

    def edges(self) -> list[str]:
        """Names of the edges it runs over: on<i>, e<i>-<j>, off<i>."""
        step = 1 if self.destination > self.origin else -1
        line = [f"e{i}-{i + step}" for i in range(self.origin, self.destination, step)]
        return [f"on{self.origin}", *line, f"off{self.destination}"]

    def length_m(self) -> float:
        """Way from door to door [m]."""
        return 2 * RAMP_M + SPACING_M * abs(self.destination - self.origin)


def trips(day_count: int, count: int) -> list[Trip]:
    """The first `count` trips of a day that has `day_count`, in order of time; the same for all."""
    generator = random.Random(1)
    made = []
    for _ in range(day_count):
        origin = generator.randrange(JUNCTIONS)
        destination = generator.randrange(JUNCTIONS - 1)
        destination += destination >= origin
        made.append(Trip(round(generator.uniform(0.0, DAY_S), 3), origin, destination))
    made.sort(key=lambda trip: trip.time_s)
    return made[:count]


def edges() -> dict[str, tuple[str, str, float, int]]:
    """Edges by name: from, to, length [m], lanes."""
    all_edges = {}
    for i in range(JUNCTIONS):
        all_edges[f"on{i}"] = (f"o{i}", f"j{i}", RAMP_M, 1)
        all_edges[f"off{i}"] = (f"j{i}", f"d{i}", RAMP_M, 1)
        for j in (i - 1, i + 1):
            if 0 <= j < JUNCTIONS:
                all_edges[f"e{i}-{j}"] = (f"j{i}", f"j{j}", SPACING_M, LANES)
    return all_edges


def write_edges(path: Path) -> None:
    """The network as a table for SimGrid and SimPy: name, length [m], lanes."""
    path.write_text("".join(f"{name} {length:.3f} {lanes}\n"
                            for name, (_, _, length, lanes) in edges().items()), encoding="utf-8")


def write_trips(path: Path, chosen: list[Trip]) -> None:
    """Trips as lines: time [s] and edges."""
    path.write_text("".join(f"{trip.time_s:.3f} {' '.join(trip.edges())}\n" for trip in chosen),
                    encoding="utf-8")


# --- SUMO ---

def write_sumo(folder: Path, chosen: list[Trip]) -> None:
    """net.xml by netconvert, and the trips as routes.xml."""
    folder.mkdir(parents=True, exist_ok=True)
    nodes, lines = [], []
    for i in range(JUNCTIONS):
        x = SPACING_M * i
        nodes.append(f'<node id="j{i}" x="{x:.1f}" y="0" type="priority"/>')
        nodes.append(f'<node id="o{i}" x="{x - 3000:.1f}" y="-4000"/>')
        nodes.append(f'<node id="d{i}" x="{x + 3000:.1f}" y="-4000"/>')
    for name, (start, end, length, lanes) in edges().items():
        priority = 2 if name.startswith("e") else 1
        lines.append(f'<edge id="{name}" from="{start}" to="{end}" numLanes="{lanes}" length="{length:.1f}" '
                     f'speed="{SPEED_M_S:.3f}" priority="{priority}"/>')
    (folder / "corridor.nod.xml").write_text(f"<nodes>{''.join(nodes)}</nodes>", encoding="utf-8")
    (folder / "corridor.edg.xml").write_text(f"<edges>{''.join(lines)}</edges>", encoding="utf-8")
    subprocess.run(["netconvert", "--node-files", "corridor.nod.xml", "--edge-files", "corridor.edg.xml",
                    "--output-file", "net.xml", "--no-internal-links", "--no-turnarounds", "true"],
                   cwd=folder, check=True, capture_output=True)
    kind = (f'<vType id="v" length="{VEHICLE_M}" minGap="{GAP_M}" tau="{REACTION_S}" '
            f'maxSpeed="{SPEED_M_S:.3f}" accel="1" decel="1.3" sigma="0" speedDev="0"/>')
    vehicles = [f'<vehicle id="{i}" type="v" depart="{trip.time_s:.3f}" departSpeed="max" '
                f'departLane="best"><route edges="{" ".join(trip.edges())}"/></vehicle>'
                for i, trip in enumerate(chosen)]
    (folder / "routes.xml").write_text("<routes>" + kind + "\n".join(vehicles) + "</routes>",
                                       encoding="utf-8")


# --- dimai ---

SCENARIO = """title = "A corridor of 25 junctions, for comparison with peers"

[run]
duration = "72 h"
seed = 1

[network]
file = "network.geojson"

[guideway]
speed = "200 km/h"
acceleration = "1 m/s2"
deceleration = "1.3 m/s2"
separation = "relative"
reaction_time = "{reaction} s"
follower_braking = "1.3 m/s2"
leader_braking = "1.3 m/s2"
standstill_gap = "{gap} m"
coupling_gap = "1 m"
merge = "concatenating"
max_train_capsules = 16

[formation]
policy = "{policy}"
window = "60 s"
in_motion = true

[capsule.cabin]
carries = "people"
length = "{length} m"
bore = "3.2 m"
load_time = "0 s"
unload_time = "0 s"
fleet = {fleet}

[demand]
period = "24 h"
trips = "trips.csv"

[output]
journeys = "none"
"""


def write_dimai(folder: Path, chosen: list[Trip], policy: str) -> None:
    """A scenario of dimai: junctions are yards, each with a place that has room for the whole fleet."""
    folder.mkdir(parents=True, exist_ok=True)
    fleet = math.ceil(0.6 * len(chosen) / JUNCTIONS + 40) * JUNCTIONS
    features = []
    for i in range(JUNCTIONS):
        where = [round(80.0 + 0.9 * i, 4), 30.0]
        features.append(feature("Point", where, id=f"j{i}", kind="junction" if policy == "none" else "yard"))
        features.append(feature("Point", [where[0], 29.96], id=f"p{i}", kind="portal", berths=500,
                                parking=fleet // JUNCTIONS * 4))
        features.append(feature("LineString", [[where[0], 29.96], where], id=f"ramp{i}", bore="3.2 m",
                                length=f"{RAMP_M / 1e3} km", **{"from": f"p{i}", "to": f"j{i}"}))
        if i + 1 < JUNCTIONS:
            features.append(feature(
                "LineString", [where, [round(80.0 + 0.9 * (i + 1), 4), 30.0]], id=f"line{i}", bore="3.2 m",
                length=f"{SPACING_M / 1e3:.6f} km", role="trunk", tubes=LANES,
                **{"from": f"j{i}", "to": f"j{i + 1}"}))
    (folder / "network.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    with (folder / "trips.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["time", "class", "origin", "destination"])
        for trip in chosen:
            writer.writerow([f"{trip.time_s:.3f} s", "cabin", f"p{trip.origin}", f"p{trip.destination}"])
    (folder / "scenario.toml").write_text(
        SCENARIO.format(reaction=REACTION_S, gap=GAP_M, length=VEHICLE_M, policy=policy, fleet=fleet),
        encoding="utf-8")


def feature(geometry: str, coordinates: object, **properties: object) -> dict[str, object]:
    """A GeoJSON feature."""
    return {"type": "Feature", "geometry": {"type": geometry, "coordinates": coordinates},
            "properties": properties}
