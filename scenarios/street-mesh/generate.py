#!/usr/bin/python3
"""Make the network of the street mesh: 36 portals in a district of 5 km by 5 km.

All of it is made up. Each portal hangs on a junction of its own; junctions of a column are joined from south
to north, and the columns in the middle. No number is random: the same code gives the same bytes.

Usage: generate.py [--output FOLDER]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
LONGITUDE, LATITUDE = 118.10, 24.48
METRE_EAST, METRE_NORTH = 1 / 101300, 1 / 110800  # degrees at that latitude
SIZE, SPACING_M = 6, 800.0

Feature = dict[str, Any]


def at(east_m: float, north_m: float) -> list[float]:
    """Longitude and latitude of a place in metres from the south-west portal's junction."""
    return [round(LONGITUDE + east_m * METRE_EAST, 7), round(LATITUDE + north_m * METRE_NORTH, 7)]


def point(place: list[float], **properties: Any) -> Feature:
    """A node."""
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": place}, "properties": properties}


def tunnel(start: Feature, end: Feature) -> Feature:
    """A twin tunnel between two nodes."""
    ids = [start["properties"]["id"], end["properties"]["id"]]
    ways = [start["geometry"]["coordinates"], end["geometry"]["coordinates"]]
    return {"type": "Feature", "geometry": {"type": "LineString", "coordinates": ways},
            "properties": {"id": f"{ids[0]}-{ids[1]}", "from": ids[0], "to": ids[1], "bore": "3.2 m"}}


def features() -> list[Feature]:
    """All nodes, then all tunnels."""
    portals: dict[tuple[int, int], Feature] = {}
    junctions: dict[tuple[int, int], Feature] = {}
    for column in range(SIZE):
        for row in range(SIZE):
            number = column * SIZE + row + 1
            east, north = column * SPACING_M, row * SPACING_M
            # Portals stand aside of the grid, by turns, so that no two are in range of each other.
            aside = 150.0 + 37.0 * (number % 5)
            portals[column, row] = point(at(east + aside, north + 23.0 * (number % 7)), id=f"court-{number}",
                                         name=f"Court {number}", name_zh=f"{number}号院", kind="portal",
                                         city="Lamps", population=2000, berths=2, parking=8)
            junctions[column, row] = point(at(east, north), id=f"corner-{number}", name=f"Corner {number}",
                                           name_zh=f"{number}号路口", kind="junction", city="Lamps")
    tunnels = [tunnel(portals[place], junctions[place]) for place in portals]
    for column in range(SIZE):
        tunnels += [tunnel(junctions[column, row], junctions[column, row + 1]) for row in range(SIZE - 1)]
    middle = SIZE // 2
    tunnels += [tunnel(junctions[column, middle], junctions[column + 1, middle]) for column in range(SIZE - 1)]
    return [*portals.values(), *junctions.values(), *tunnels]


def main() -> None:
    """Write the network."""
    parser = argparse.ArgumentParser(description="Make the network of the street mesh.")
    parser.add_argument("--output", type=Path, default=FOLDER)
    folder: Path = parser.parse_args().output
    rows = ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in features())
    text = f'{{\n  "type": "FeatureCollection",\n  "features": [\n{rows}\n  ]\n}}\n'
    (folder / "network.geojson").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
