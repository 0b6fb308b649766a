#!/usr/bin/python3
"""Make the tables of Xiamen: a city of 240 estates with its port, airport, plants and tunnels.

Only the name, the rough place and the size of the city are real. Estates, tunnels and all else are
made up: estates stand on a grid of 16 by 15, 1.9 km apart, each with a hub below it; trunk tunnels
join the crossings of the grid, and each hub hangs on the middle of one of them. No number is random: the same code gives the
same bytes.

Usage: generate.py [--output FOLDER]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
LONGITUDE, LATITUDE = 117.98, 24.45
METRE_EAST, METRE_NORTH = 1 / 101300, 1 / 110800  # degrees at that latitude
COLUMNS, ROWS, SPACING_M = 16, 15, 1900.0
HOUSEHOLDS, HOUSES = 2000, 4
# What stands beside the grid: id, names, kind, column and row of the junction, berths, docks, weight.
SPECIAL = (
    ("port", "Port", "港口", "port", 0, 7, 60, 120, 1),
    ("airport", "Airport", "机场", "airport", 15, 12, 40, 80, 1),
    ("rail", "Rail depot", "铁路货场", "rail", 7, 14, 60, 120, 1),
    ("plant-1", "Plant east", "东厂", "plant", 15, 3, 16, 20, 1),
    ("plant-2", "Plant west", "西厂", "plant", 0, 2, 16, 20, 1),
    ("plant-3", "Plant north", "北厂", "plant", 12, 14, 16, 20, 1),
    ("module-plant", "Module factory", "模块工厂", "modules", 3, 14, 8, 8, 1),
    ("tower", "Tower site", "高层工地", "tower", 9, 0, 6, 4, 1),
)
DEPOTS = ("port", "airport", "rail")
# Thousandths of a day in each hour from midnight; assumed.
PEOPLE = (4, 2, 1, 1, 3, 12, 45, 105, 115, 65, 45, 45, 50, 45, 42, 45, 60, 95, 90, 55, 38, 22, 10, 5)
FREIGHT = (10, 8, 8, 10, 20, 35, 50, 65, 85, 90, 85, 75, 55, 55, 60, 60, 55, 45, 35, 30, 25, 20, 12, 7)

WATER = (45, 35, 30, 30, 40, 75, 130, 150, 130, 110, 100, 110, 120, 100, 90, 90, 105, 135, 160, 165, 150, 125, 95, 65)

Feature = dict[str, Any]


def at(east_m: float, north_m: float) -> list[float]:
    """Longitude and latitude of a place in metres from the corner of the grid."""
    return [round(LONGITUDE + east_m * METRE_EAST, 7), round(LATITUDE + north_m * METRE_NORTH, 7)]


def estates() -> list[tuple[str, int, int]]:
    """Name, column and row of each estate."""
    return [(f"estate-{row * COLUMNS + column + 1}", column, row) for row in range(ROWS) for column in range(COLUMNS)]


def next_of(column: int, row: int) -> tuple[int, int] | None:
    """The crossing at the other end of the tunnel that an estate hangs on; none in the last corner."""
    if column + 1 < COLUMNS:
        return column + 1, row
    return (column, row + 1) if row + 1 < ROWS else None


def hub_at(column: int, row: int) -> list[float]:
    return at(column * SPACING_M + 400.0, row * SPACING_M + 300.0)


def house_at(column: int, row: int, house: int) -> list[float]:
    return at(column * SPACING_M + 400.0 + (150.0, -150.0, 220.0, -220.0)[house],
              row * SPACING_M + 300.0 + (180.0, -180.0, -120.0, 120.0)[house])


def special_at(column: int, row: int) -> list[float]:
    return at(column * SPACING_M - 500.0, row * SPACING_M - 350.0)


class Network:
    """Points first, then tunnels."""

    def __init__(self) -> None:
        self.points: list[Feature] = []
        self.lines: list[Feature] = []
        self.place: dict[str, list[float]] = {}

    def node(self, identifier: str, place: list[float], **properties: Any) -> None:
        self.place[identifier] = place
        self.points.append({"type": "Feature", "properties": {"id": identifier, **properties},
                            "geometry": {"type": "Point", "coordinates": place}})

    def tunnel(self, a: str, b: str, **properties: Any) -> None:
        self.lines.append({"type": "Feature",
                           "properties": {"id": f"{a}--{b}", "from": a, "to": b, "bore": "4.5 m", **properties},
                           "geometry": {"type": "LineString", "coordinates": [self.place[a], self.place[b]]}})

    def make(self) -> str:
        for _, column, row in estates():
            self.node(f"j-{column}-{row}", at(column * SPACING_M, row * SPACING_M), kind="junction")
        for name, column, row in estates():
            if next_of(column, row):
                a, b = self.place[f"j-{column}-{row}"], self.place["j-%d-%d" % next_of(column, row)]
                self.node(f"s-{name[7:]}", [round((a[k] + b[k]) / 2, 7) for k in (0, 1)], kind="junction")
        for name, column, row in estates():
            self.node(name, hub_at(column, row), kind="portal", name=f"Estate {name[7:]}", name_zh=f"{name[7:]}号小区",
                      berths=6, room_berths=1, parking=56, population=5240, city="Xiamen")
        for name, english, chinese, _, column, row, berths, _, _ in SPECIAL:
            self.node(name, special_at(column, row), kind="portal", name=english, name_zh=chinese, berths=berths,
                      room_berths=2, parking=300, population=0, city="Xiamen")
        for name, column, row in estates():
            self.tunnel(f"s-{name[7:]}" if next_of(column, row) else f"j-{column}-{row}", name)
        for name, _, _, _, column, row, _, _, _ in SPECIAL:
            self.tunnel(f"j-{column}-{row}", name, tubes=4)
        for name, column, row in estates():
            ends = [(column + 1, row)] * (column + 1 < COLUMNS) + [(column, row + 1)] * (row + 1 < ROWS)
            for end in ends:
                here, there = f"j-{column}-{row}", "j-%d-%d" % end
                if end == next_of(column, row):
                    self.tunnel(here, f"s-{name[7:]}", role="trunk")
                    self.tunnel(f"s-{name[7:]}", there, role="trunk")
                else:
                    self.tunnel(here, there, role="trunk")
        rows = ",\n".join(json.dumps(f, ensure_ascii=False) for f in self.points + self.lines)
        return f'{{"type": "FeatureCollection", "features": [\n{rows}\n]}}\n'


def places() -> str:
    lines = ["id,name,name_zh,kind,longitude,latitude,hub,docks,weight"]
    for name, column, row in estates():
        x, y = hub_at(column, row)
        lines.append(f"{name},Estate {name[7:]},{name[7:]}号小区,hub,{x},{y},1,8,{HOUSEHOLDS}")
        for house in range(HOUSES):
            x, y = house_at(column, row, house)
            lines.append(f"{name}-{house + 1},House {name[7:]}-{house + 1},{name[7:]}号小区{house + 1}栋,house,{x},{y},0,0,"
                         f"{HOUSEHOLDS // HOUSES}")
    for name, english, chinese, kind, column, row, _, docks, weight in SPECIAL:
        x, y = special_at(column, row)
        lines.append(f"{name},{english},{chinese},{kind},{x},{y},1,{docks},{weight}")
    return "\n".join(lines) + "\n"


def stations() -> str:
    lines = ["place,mode,group,at"]
    for name, _, _ in estates():
        for mode in ("tube", "lift", "crane"):
            lines.append(f"{name},{mode},{name},-")
            lines += [f"{name}-{house + 1},{mode},{name},-" for house in range(HOUSES)]
        lines += [f"{name},{mode},city,{name}" for mode in ("cabin", "pallet", "room_capsule")]
        for depot in DEPOTS:  # parcels go by a depot, where they are sorted and gathered
            lines += [f"{end},freight,{depot}:{name},{end}" for end in (depot, name)]
    for name, _, _, kind, *_ in SPECIAL:
        lines += [f"{name},{mode},city,{name}" for mode in ("pallet", "room_capsule")]
        if kind in ("airport", "rail"):
            lines.append(f"{name},cabin,city,{name}")
    return "\n".join(lines) + "\n"


def water() -> str:
    """A grid of mains below the trunk tunnels, an estate on each crossing: 2,000 households x 2.62 x 0.15 m3/day; three works
    with pumps. The module factory hangs on its crossing by a pipe of its own."""
    demand_l_s = HOUSEHOLDS * 2.62 * 0.15 / 86.4
    junctions = [f"{name} 10 {demand_l_s:.4f} homes" for name, _, _ in estates()] + ["module-plant 10 0"]
    name_at = {(column, row): name for name, column, row in estates()}
    pipes = []
    for (column, row), name in name_at.items():
        for end, wide in (((column + 1, row), row in (2, 7, 12)), ((column, row + 1), column in (2, 7, 12))):
            if end in name_at:
                pipes.append(f"{name}--{name_at[end]} {name} {name_at[end]} {SPACING_M:.0f} {1000 if wide else 500} 130 0")
    pipes.append(f"{name_at[3, 14]}--module-plant {name_at[3, 14]} module-plant 700 150 130 0")
    works = [("works-west", (2, 2)), ("works-east", (12, 7)), ("works-north", (7, 12))]
    spots = {name: (column * SPACING_M, row * SPACING_M) for name, column, row in estates()}
    mean = sum(WATER) / 24
    factors = [f"homes {' '.join(f'{v / mean:.4f}' for v in WATER[i:i + 6])}" for i in range(0, 24, 6)]
    text = ["[TITLE]", "Water of Xiamen: made up", "[JUNCTIONS]", *junctions, "[RESERVOIRS]", *[f"{name} 12" for name, _ in works],
            "[PIPES]", *pipes, "[PUMPS]", *[f"pump-{name} {name} {name_at[at_]} HEAD lift" for name, at_ in works],
            "[CURVES]", "lift 900 50", "[PATTERNS]", *factors, "[TIMES]", "DURATION 30:00", "HYDRAULIC TIMESTEP 0:15",
            "PATTERN TIMESTEP 1:00", "REPORT TIMESTEP 1:00", "[OPTIONS]", "UNITS LPS", "HEADLOSS H-W", "[COORDINATES]",
            *[f"{name} {x:.0f} {y:.0f}" for name, (x, y) in spots.items()],
            *[f"{name} {at_[0] * SPACING_M - 300:.0f} {at_[1] * SPACING_M - 300:.0f}" for name, at_ in works],
            f"module-plant {3 * SPACING_M - 500:.0f} {14 * SPACING_M - 350:.0f}", "[END]"]
    return "\n".join(text) + "\n"


def hours(of_day: tuple[int, ...]) -> str:
    whole = sum(of_day)
    return "hour,share\n" + "".join(f"{h},{v / whole:.6f}\n" for h, v in enumerate(of_day))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--output", type=Path, default=FOLDER)
    folder = parser.parse_args().output
    files = {"network.geojson": Network().make(), "places.csv": places(), "stations.csv": stations(),
             "people.csv": hours(PEOPLE), "freight.csv": hours(FREIGHT), "water.inp": water()}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
