#!/usr/bin/python3
"""Make rings.geojson and trees.geojson: tunnels under a city like Xiamen, an island and its bays.

Like Xiamen are the six districts, where they lie and how many people live there (census of 2020,
as recalled; they add up to the census's 5,163,970). Made up is all else: twelve estates, a depot
and six junctions in each district, the tunnels within and between districts, berths.

rings.geojson closes a ring in every district and crosses the water six times. trees.geojson has
the same places and the least tunnels that join them: no ring is closed, and there is one way only
between any two districts. No number is random: the same code gives the same bytes.

Usage: generate.py [--output FOLDER]
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
METRE_EAST, METRE_NORTH = 1 / 101300, 1 / 110800  # degrees at 24.5 degrees north
JUNCTIONS, ESTATES = 6, 12
BORE = "3.4 m"

# id: name, Chinese name, longitude, latitude, people, radius of its ring [m], weight of its depot
DISTRICTS: dict[str, tuple[str, str, float, float, int, float, float]] = {
    "siming": ("Siming", "思明", 118.105, 24.455, 1073315, 2200, 2.0),
    "huli": ("Huli", "湖里", 118.115, 24.515, 1036974, 2200, 2.0),
    "jimei": ("Jimei", "集美", 118.065, 24.600, 1036987, 3000, 2.0),
    "haicang": ("Haicang", "海沧", 118.000, 24.490, 582519, 2600, 5.0),
    "tongan": ("Tong'an", "同安", 118.150, 24.730, 855920, 3200, 2.0),
    "xiangan": ("Xiang'an", "翔安", 118.245, 24.610, 578255, 3000, 3.0),
}
# Tunnels between districts: id, name, from, to (district and junction), in trees.geojson too?
CROSSINGS = [
    ("spine-east", "siming", 1, "huli", 5, True),
    ("spine-west", "siming", 2, "huli", 4, False),
    ("north-strait", "huli", 2, "jimei", 5, True),
    ("east-strait", "huli", 0, "xiangan", 4, True),
    ("west-strait", "siming", 3, "haicang", 0, True),
    ("airport-strait", "huli", 1, "xiangan", 3, False),
    ("north-west-strait", "huli", 3, "haicang", 1, False),
    ("west-shore", "haicang", 2, "jimei", 4, False),
    ("north-shore", "jimei", 1, "tongan", 4, True),
    ("east-shore", "tongan", 5, "xiangan", 2, False),
]


def place(district: str, angle_deg: float, radius_m: float) -> tuple[float, float]:
    """A place at an angle from the east, anticlockwise, around a district's middle."""
    _, _, longitude, latitude, _, _, _ = DISTRICTS[district]
    angle = math.radians(angle_deg)
    return (
        round(longitude + radius_m * math.cos(angle) * METRE_EAST, 6),
        round(latitude + radius_m * math.sin(angle) * METRE_NORTH, 6),
    )


def junction_place(district: str, number: int) -> tuple[float, float]:
    """Junction of a ring: number 0 lies in the east, the others follow anticlockwise."""
    return place(district, 360.0 * number / JUNCTIONS, DISTRICTS[district][5])


def point(at: tuple[float, float], **properties: Any) -> dict[str, Any]:
    """A feature that is a node."""
    geometry = {"type": "Point", "coordinates": list(at)}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def tunnel(
    ends: tuple[tuple[float, float], tuple[float, float]], **properties: Any
) -> dict[str, Any]:
    """A feature that is a twin tunnel."""
    geometry = {"type": "LineString", "coordinates": [list(end) for end in ends]}
    return {
        "type": "Feature",
        "geometry": geometry,
        "properties": {**properties, "bore": BORE},
    }


def district_nodes(district: str) -> list[dict[str, Any]]:
    """Junctions, estates and the depot of a district."""
    name, name_zh, _, _, people, radius_m, depot = DISTRICTS[district]
    of = {"city": name, "city_zh": name_zh}
    nodes = [
        point(
            junction_place(district, number),
            id=f"{district}-{number}",
            name=f"{name} junction {number}",
            name_zh=f"{name_zh}{number}号路口",
            kind="junction",
            **of,
        )
        for number in range(JUNCTIONS)
    ]
    for number in range(ESTATES):
        outside = number % 2 == 0  # every junction has one estate outside its ring and one inside
        angle = 360.0 * (number // 2) / JUNCTIONS + (12.0 if outside else -8.0)
        nodes.append(
            point(
                place(district, angle, radius_m * (1.45 if outside else 0.55)),
                id=f"{district}-estate-{number + 1}",
                name=f"{name} estate {number + 1}",
                name_zh=f"{name_zh}{number + 1}号小区",
                kind="portal",
                population=people // ESTATES,
                freight=1.0,
                berths=6,
                parking=40,
                **of,
            )
        )
    nodes.append(
        point(
            place(district, 30.0, radius_m * 0.2),
            id=f"{district}-depot",
            name=f"{name} depot",
            name_zh=f"{name_zh}货场",
            kind="portal",
            population=0,
            freight=depot * ESTATES,
            berths=16,
            parking=120,
            **of,
        )
    )
    return nodes


def between(places: dict[str, tuple[float, float]], id_: str, a: str, b: str, **more: Any) -> Any:
    """A tunnel between two nodes."""
    return tunnel((places[a], places[b]), id=id_, **{"from": a, "to": b}, **more)


def network(rings: bool) -> dict[str, Any]:
    """The whole network, with rings or as a tree."""
    nodes = [node for district in DISTRICTS for node in district_nodes(district)]
    places = {
        str(node["properties"]["id"]): tuple(node["geometry"]["coordinates"]) for node in nodes
    }
    tunnels = []
    for district in DISTRICTS:
        for number in range(JUNCTIONS if rings else JUNCTIONS - 1):
            after = (number + 1) % JUNCTIONS
            ends = (f"{district}-{number}", f"{district}-{after}")
            tunnels.append(between(places, f"{district}-ring-{number}", *ends))
        for number in range(ESTATES):
            ends = (f"{district}-estate-{number + 1}", f"{district}-{number // 2}")
            tunnels.append(between(places, f"{district}-branch-{number + 1}", *ends))
        for number in (0, 3) if rings else (0,):
            ends = (f"{district}-depot", f"{district}-{number}")
            tunnels.append(between(places, f"{district}-depot-{number}", *ends))
    for id_, a, i, b, j, in_trees in CROSSINGS:
        if rings or in_trees:
            tunnels.append(between(places, id_, f"{a}-{i}", f"{b}-{j}", role="trunk"))
    return {"type": "FeatureCollection", "features": nodes + tunnels}


def text_of(collection: dict[str, Any]) -> str:
    """GeoJSON with a feature a line."""
    lines = [json.dumps(each, ensure_ascii=False) for each in collection["features"]]
    body = ",\n".join(lines)
    return f'{{"type": "FeatureCollection", "features": [\n{body}\n]}}\n'


def main() -> None:
    """Write both networks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=FOLDER)
    folder = parser.parse_args().output
    for name, rings in (("rings.geojson", True), ("trees.geojson", False)):
        (folder / name).write_text(text_of(network(rings)), encoding="utf-8")


if __name__ == "__main__":
    main()
