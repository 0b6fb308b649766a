#!/usr/bin/python3
"""Make the tables of the way from one estate to a nation: two cities of six estates each, 1,800 km apart.

Everything is made up. Each city has a ring of six junctions with an estate on each and a depot on the fourth; the
trunk joins the two. No number is random: the same code gives the same bytes.

Usage: generate.py [--output FOLDER]
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
CITIES = (("south", "South", "南城", 118.1, 24.5), ("north", "North", "北城", 116.4, 39.9))
ESTATES, RADIUS_M, HOUSES = 6, 2500.0, 4
OPENS = {"south": "1 d", "north": "2 d"}  # day of the run that is the typical day of its stage
Feature = dict[str, Any]


def at(city: tuple[str, str, str, float, float], east_m: float, north_m: float) -> list[float]:
    longitude, latitude = city[3], city[4]
    return [round(longitude + east_m / (111320 * math.cos(math.radians(latitude))), 6), round(latitude + north_m / 111000, 6)]


def spot(estate: int, radius_m: float) -> tuple[float, float]:
    turn = 2 * math.pi * estate / ESTATES
    return radius_m * math.cos(turn), radius_m * math.sin(turn)


def network() -> str:
    points: list[Feature] = []
    lines: list[Feature] = []
    place: dict[str, list[float]] = {}

    def node(identifier: str, where: list[float], **properties: Any) -> None:
        place[identifier] = where
        points.append({"type": "Feature", "properties": {"id": identifier, **properties},
                       "geometry": {"type": "Point", "coordinates": where}})

    def tunnel(a: str, b: str, **properties: Any) -> None:
        lines.append({"type": "Feature", "properties": {"id": f"{a}--{b}", "from": a, "to": b, "bore": "3.2 m", **properties},
                      "geometry": {"type": "LineString", "coordinates": [place[a], place[b]]}})
    for city in CITIES:
        for estate in range(ESTATES):
            node(f"{city[0]}-j{estate}", at(city, *spot(estate, RADIUS_M)), kind="junction")
            node(f"{city[0]}-{estate}", at(city, *spot(estate, RADIUS_M + 500)), kind="portal", berths=6, parking=110,
                 population=5240, name=f"{city[1]} estate {estate}", name_zh=f"{city[2]}{estate}号小区", city=city[1])
        node(f"{city[0]}-depot", at(city, -RADIUS_M - 600, -900), kind="portal", berths=20, parking=120, population=0,
             name=f"{city[1]} depot", name_zh=f"{city[2]}分拨中心", city=city[1])
    for city in CITIES:
        for estate in range(ESTATES):
            tunnel(f"{city[0]}-j{estate}", f"{city[0]}-j{(estate + 1) % ESTATES}", opens=OPENS[city[0]])
            tunnel(f"{city[0]}-j{estate}", f"{city[0]}-{estate}", opens=OPENS[city[0]])
        tunnel(f"{city[0]}-j3", f"{city[0]}-depot", opens=OPENS[city[0]])
    tunnel("south-j0", "north-j0", role="trunk", length="1800 km", bore="5.4 m", opens="2 d")
    rows = ",\n".join(json.dumps(f, ensure_ascii=False) for f in points + lines)
    return f'{{"type": "FeatureCollection", "features": [\n{rows}\n]}}\n'


def places() -> str:
    lines = ["id,name,name_zh,kind,longitude,latitude,hub,docks,weight"]
    for number, city in enumerate(CITIES):
        x, y = at(city, -RADIUS_M - 600, -900)
        lines.append(f"{city[0]}-depot,{city[1]} depot,{city[2]}分拨中心,{city[0]}_depot,{x},{y},1,20,1")
        for estate in range(ESTATES):
            x, y = at(city, *spot(estate, RADIUS_M + 500))
            lines.append(f"{city[0]}-{estate},{city[1]} estate {estate},{city[2]}{estate}号小区,hub,{x},{y},1,6,2000")
            kind = "pilot_house" if number == 0 and estate == 0 else f"{city[0]}_house"
            for house in range(HOUSES):
                x, y = at(city, *(v + (120 if house % 2 else -120) for v in spot(estate, RADIUS_M + 500 + 150 * (house // 2))))
                lines.append(f"{city[0]}-{estate}-{house},House {house},{house}栋,{kind},{x},{y},0,0,500")
    return "\n".join(lines) + "\n"


def stations() -> str:
    """The pilot's tubes and van work from the first day, the city's from the second, the nation's from the third."""
    lines = ["place,mode,group,at", "south-depot,van,road,-", "south-0,van,road,-"]
    for number, city in enumerate(CITIES):
        for estate in range(ESTATES):
            pilot = number == 0 and estate == 0
            mode = "tube_pilot" if pilot else ("tube_city", "tube_nation")[number]
            name = f"{city[0]}-{estate}"
            lines += [f"{place},{mode},{name},-" for place in [name] + [f"{name}-{house}" for house in range(HOUSES)]]
            lines += [f"{place},{'lift_city' if number == 0 else 'lift_nation'},{name},-"
                      for place in [name] + [f"{name}-{house}" for house in range(HOUSES)]]
            for kind in ("freight", "cabin"):
                lines.append(f"{name},{kind}_{'city' if number == 0 else 'nation'},{city[0]},{name}")
                lines.append(f"{name},{kind}_trunk,trunk,{name}")
        lines.append(f"{city[0]}-depot,freight_{'city' if number == 0 else 'nation'},{city[0]},{city[0]}-depot")
        lines.append(f"{city[0]}-depot,freight_trunk,trunk,{city[0]}-depot")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--output", type=Path, default=FOLDER)
    folder = parser.parse_args().output
    for name, text in {"network.geojson": network(), "places.csv": places(), "stations.csv": stations()}.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
