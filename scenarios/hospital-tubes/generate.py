#!/usr/bin/python3
"""Make tubes.geojson and hours.csv: a hospital with as many tubes as Stanford's.

Real are the counts: 124 stations, 141 transfer units, 99 connectors between zones, 29 blowers and
about 4 miles of tube (pipes.md cites them; see the scenario's page). Made up is all else: which zone
is where, what is in it, how the tubes branch. The zones stand on a grid of six by five, one place
of which is a courtyard; neighbours, also across corners, are connected, and the middle of the house
with its far ends. No number is random: the same code gives the same bytes.

Usage: generate.py [--output FOLDER]
"""

from __future__ import annotations

import argparse
import json
from itertools import count
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
COLUMNS, ROWS = 6, 5
COURTYARD = (5, 4)
STATIONS, UNITS, CONNECTORS = 124, 141, 99
TUBE_M = 6437.0  # 4 miles
LONGITUDE, LATITUDE = -122.1770, 37.4325
METRE_EAST, METRE_NORTH = 1 / 88500, 1 / 111000  # degrees at that latitude
CELL_EAST_M, CELL_NORTH_M = 60.0, 50.0
HUB = (2, 2)

# What a station is: name, Chinese name, weight as an origin, weight as a destination.
KINDS = {
    "laboratory": ("Laboratory", "检验科", 2.0, 16.0),
    "blood": ("Blood bank", "血库", 4.0, 4.0),
    "pharmacy": ("Pharmacy", "药房", 10.0, 3.0),
    "emergency": ("Emergency", "急诊", 4.0, 2.0),
    "intensive": ("Intensive care", "重症监护", 3.0, 2.0),
    "surgery": ("Surgery", "手术室", 2.5, 1.5),
    "ward": ("Ward", "病区", 1.0, 1.0),
}
# Zones of the grid that have special stations; every other station is a ward.
SPECIAL = {
    (1, 1): ("laboratory", "blood"),
    (3, 1): ("laboratory",),
    (1, 3): ("laboratory", "pharmacy"),
    (3, 3): ("laboratory",),
    (4, 2): ("laboratory", "pharmacy"),
    (0, 2): ("emergency", "emergency"),
    (2, 0): ("intensive", "intensive"),
    (4, 1): ("intensive",),
    (5, 1): ("surgery", "surgery"),
    (0, 3): ("surgery",),
    (4, 4): ("pharmacy",),
    (2, 4): ("emergency",),
    (1, 0): ("blood",),
}
# Thousandths of a day's sends in each hour from midnight; assumed: morning rounds and bloods.
HOURS = (18, 16, 15, 17, 30, 48, 54, 56, 62, 66, 64, 60, 54, 55, 56, 54, 50, 46, 42, 38, 34, 27, 21, 17)

Feature = dict[str, Any]


def zones() -> list[tuple[int, int]]:
    """Places of the grid, row by row, without the courtyard."""
    grid = [(column, row) for row in range(ROWS) for column in range(COLUMNS)]
    return [place for place in grid if place != COURTYARD]


def name_of(zone: tuple[int, int]) -> str:
    """Letter of the row, number of the column: "B3"."""
    return f"{'ABCDE'[zone[1]]}{zone[0] + 1}"


def point(zone: tuple[int, int], east_m: float, north_m: float) -> list[float]:
    """Longitude and latitude of a place in a zone, in metres from its corner."""
    east = zone[0] * CELL_EAST_M + east_m
    north = zone[1] * CELL_NORTH_M + north_m
    return [round(LONGITUDE + east * METRE_EAST, 7), round(LATITUDE + north * METRE_NORTH, 7)]


def pairs() -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Zones that a connector joins: neighbours, then the hub with the farthest zones."""
    places = zones()
    near = [
        (a, b)
        for a in places
        for b in places
        if a < b and max(abs(a[0] - b[0]), abs(a[1] - b[1])) == 1
    ]
    joined = set(near)
    far = sorted(
        (place for place in places if place != HUB and (min(HUB, place), max(HUB, place)) not in joined),
        key=lambda place: (-abs(place[0] - HUB[0]) - abs(place[1] - HUB[1]), place),
    )
    return near + [(HUB, place) for place in far[: CONNECTORS - len(near)]]


class Maker:
    """Features of the network, lengths still to be scaled to the length of all tubes."""

    def __init__(self) -> None:
        self.features: list[Feature] = []
        self.points: dict[str, list[float]] = {}
        self.units: dict[tuple[int, int], list[str]] = {}
        self.numbers = {kind: count(1) for kind in KINDS}

    def node(self, identifier: str, place: list[float], **properties: Any) -> str:
        self.points[identifier] = place
        self.features.append(
            {
                "type": "Feature",
                "properties": {"id": identifier, **properties},
                "geometry": {"type": "Point", "coordinates": place},
            }
        )
        return identifier

    def line(self, identifier: str, ends: tuple[str, str], length_m: float, kind: str) -> None:
        self.features.append(
            {
                "type": "Feature",
                "properties": {
                    "id": identifier,
                    "kind": kind,
                    "from": ends[0],
                    "to": ends[1],
                    "length": length_m,
                },
                "geometry": {
                    "type": "LineString",
                    "coordinates": [self.points[ends[0]], self.points[ends[1]]],
                },
            }
        )

    def zone(self, zone: tuple[int, int], station_count: int, unit_count: int) -> None:
        """A blower, transfer units one behind the other, and stations spread over them."""
        name = name_of(zone)
        blower = self.node(f"{name}-blower", point(zone, 5, 25), kind="blower", zone=name)
        units: list[str] = []
        for number in range(unit_count):
            place = point(zone, 12 + 9 * number, 25)
            unit = self.node(f"{name}-T{number + 1}", place, kind="transfer_unit", zone=name)
            self.line(f"{unit}-up", (units[-1] if units else blower, unit), 6.0 if not units else 9.0, "tube")
            units.append(unit)
        self.units[zone] = units
        kinds = [*SPECIAL.get(zone, ()), *("ward",) * station_count][:station_count]
        for number, kind in enumerate(kinds):
            self.station(zone, number, kind)

    def station(self, zone: tuple[int, int], number: int, kind: str) -> None:
        name, name_zh, sends, receives = KINDS[kind]
        units = self.units[zone]
        unit = units[(number + 1) % len(units)]
        serial = next(self.numbers[kind])
        north_m = 40.0 if number % 2 else 10.0
        place = point(zone, 14 + 9 * ((number + 1) % len(units)), north_m)
        identifier = self.node(
            f"{name_of(zone)}-S{number + 1}",
            place,
            kind="station",
            zone=name_of(zone),
            name=f"{name} {serial}",
            name_zh=f"{name_zh}{serial}",
            carriers=12 if kind in ("laboratory", "pharmacy") else 6,
            sends=sends,
            receives=receives,
        )
        self.line(f"{identifier}-tube", (unit, identifier), 15.0 + 4.0 * (number % 3), "tube")

    def connect(self) -> None:
        """Connectors, each at the transfer unit of its zone that has had the fewest so far."""
        used: dict[str, int] = {}
        for a, b in pairs():
            ends = []
            for zone in (a, b):
                unit = min(self.units[zone], key=lambda unit: (used.get(unit, 0), unit))
                used[unit] = used.get(unit, 0) + 1
                ends.append(unit)
            self.line(f"{name_of(a)}-{name_of(b)}", (ends[0], ends[1]), 3.0, "connector")

    def scale(self) -> None:
        """Stretch tubes, not connectors, so that all of them add up."""
        lines = [f["properties"] for f in self.features if "length" in f["properties"]]
        fixed = sum(p["length"] for p in lines if p["kind"] == "connector")
        factor = (TUBE_M - fixed) / sum(p["length"] for p in lines if p["kind"] == "tube")
        for properties in lines:
            stretch = factor if properties["kind"] == "tube" else 1.0
            properties["length"] = f"{properties['length'] * stretch:.1f} m"


def build() -> list[Feature]:
    """All features of the hospital."""
    places = zones()
    maker = Maker()
    for number, zone in enumerate(places):
        extra_station = number % 3 == 0 and number // 3 < STATIONS - 4 * len(places)
        extra_unit = number < UNITS - 4 * len(places)
        maker.zone(zone, 4 + extra_station, 4 + extra_unit)
    maker.connect()
    maker.scale()
    counts = {kind: 0 for kind in ("station", "transfer_unit", "blower", "connector")}
    for feature in maker.features:
        kind = feature["properties"]["kind"]
        counts[kind] = counts.get(kind, 0) + 1
    assert counts["station"] == STATIONS, counts
    assert counts["transfer_unit"] == UNITS, counts
    assert counts["connector"] == CONNECTORS, counts
    return maker.features


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=FOLDER)
    output = parser.parse_args().output
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in build())
    text = f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'
    (output / "tubes.geojson").write_text(text, encoding="utf-8")
    assert sum(HOURS) == 1000, sum(HOURS)
    rows = "".join(f"{hour},{share / 1000:.3f}\n" for hour, share in enumerate(HOURS))
    (output / "hours.csv").write_text("hour,share\n" + rows, encoding="utf-8")


if __name__ == "__main__":
    main()
