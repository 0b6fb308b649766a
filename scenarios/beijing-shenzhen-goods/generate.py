#!/usr/bin/python3
"""Make places.csv, stations.csv and flows.csv: the goods of pilot estates along the corridor.

One portal in five of each city of ../beijing-shenzhen gets a pilot estate of 2,000 households, as
scenarios/estate-pilot is one, and each city a depot where parcels are sorted. Demand a household comes
from data/factors.csv, with its flags; what is assumed beside stands below. No number is random: the
same files give the same bytes.

Usage: generate.py [--output FOLDER]
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
NETWORK = FOLDER.parent / "beijing-shenzhen" / "network.geojson"
HOUSEHOLDS = 2000
PILOT_EVERY = 5  # one portal in so many: assumption
NAMED = ("tiantongyuan", "taoyuanju")  # the pair that beijing-shenzhen asks about
ROOM_BORE_M = 4.5  # of the class of capsules in scenario.toml
PALLET_KG = 500.0  # assumption
ROOMS_A_MOVE = 2  # assumption, as in xiamen
ROOMS_TO_OTHER_CITIES = 0.05  # assumption: share of all rooms
DOOR_NORTH_DEG, HOUSE_EAST_DEG = 0.0018, 0.0021  # 200 m from the hub below the estate

Properties = dict[str, Any]


def factors() -> dict[str, float]:
    """Values of data/factors.csv by key."""
    with (ROOT / "data" / "factors.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(line for line in file if not line.startswith("#"))
        header = next(rows)
        key, value = header.index("key"), header.index("value")
        return {row[key]: float(row[value]) for row in rows}


class Corridor:
    """Portals by city, and those that room capsules reach."""

    def __init__(self) -> None:
        features = json.loads(NETWORK.read_text(encoding="utf-8"))["features"]
        self.place: dict[str, list[float]] = {}
        self.portals: dict[str, list[Properties]] = defaultdict(list)
        wide: dict[str, list[str]] = defaultdict(list)
        for feature in features:
            row = feature["properties"]
            if feature["geometry"]["type"] == "Point":
                self.place[row["id"]] = feature["geometry"]["coordinates"]
                if row["kind"] == "portal":
                    self.portals[row["city"]].append(row)
            elif float(row["bore"].split()[0]) >= ROOM_BORE_M:
                wide[row["from"]].append(row["to"])
                wide[row["to"]].append(row["from"])
        self.rooms = self.reached(wide, "beijing-west")
        self.population = {city: sum(row["population"] for row in rows) for city, rows in self.portals.items()}

    @staticmethod
    def reached(ways: dict[str, list[str]], start: str) -> set[str]:
        """Nodes that links of a graph lead to."""
        known, open_nodes = {start}, [start]
        while open_nodes:
            for node in ways[open_nodes.pop()]:
                if node not in known:
                    known.add(node)
                    open_nodes.append(node)
        return known

    def depot(self, city: str) -> Properties:
        """The logistics hub of a city."""
        return next(row for row in self.portals[city] if row["id"] == f"{slug(city)}-hub-1")

    def estates(self, city: str) -> list[Properties]:
        """Portals of a city with a pilot estate."""
        rows = [row for row in self.portals[city] if row["population"] > 0]
        return [row for i, row in enumerate(rows) if i % PILOT_EVERY == 0 or row["id"] in NAMED]


def slug(city: str) -> str:
    return city.lower().replace("'", "")


def places(corridor: Corridor) -> str:
    lines = ["id,name,name_zh,kind,longitude,latitude,hub,docks,weight"]
    for city in corridor.portals:
        depot = corridor.depot(city)
        x, y = corridor.place[depot["id"]]
        lines.append(f"depot-{slug(city)},Depot {city},{depot['city_zh']}分拨中心,depot,{x},{y},1,60,{corridor.population[city]}")
        for row in corridor.estates(city):
            x, y = corridor.place[row["id"]]
            name, name_zh = row["name"].replace(",", ""), row["name_zh"]
            lines.append(f"hub-{row['id']},{name} hub,{name_zh}枢纽,hub-{slug(city)},{x},{y},1,12,{HOUSEHOLDS}")
            lines.append(f"door-{row['id']},{name} doors,{name_zh}住户,door-{slug(city)},{x},{round(y + DOOR_NORTH_DEG, 6)},0,0,{HOUSEHOLDS}")
            if row["id"] in corridor.rooms:
                lines.append(f"house-{row['id']},{name} house,{name_zh}楼体,house-{slug(city)},{round(x + HOUSE_EAST_DEG, 6)},{y},0,0,{HOUSEHOLDS}")
    return "\n".join(lines) + "\n"


def stations(corridor: Corridor) -> str:
    lines = ["place,mode,group,at"]
    for city in corridor.portals:
        depot, portal = f"depot-{slug(city)}", corridor.depot(city)["id"]
        lines += [f"{depot},line,corridor,{portal}", f"{depot},pallet,all,{portal}"]
        for row in corridor.estates(city):
            hub = f"hub-{row['id']}"
            for mode in ("tube", "cart"):
                lines += [f"{place},{mode},{row['id']},-" for place in (hub, f"door-{row['id']}")]
            lines.append(f"{depot},city,{row['id']},{portal}")
            lines.append(f"{hub},city,{row['id']},{row['id']}")
            lines.append(f"{hub},pallet,all,{row['id']}")
            if row["id"] in corridor.rooms:
                lines += [f"{place},crane,{row['id']},-" for place in (hub, f"house-{row['id']}")]
                lines.append(f"{hub},room_capsule,all,{row['id']}")
    return "\n".join(lines) + "\n"


def flows(corridor: Corridor, factor: dict[str, float]) -> str:
    """Shipments a day of each class, by city of either end."""
    lines = ["class,from,to,a_day,hours"]

    def add(what: str, start: str, end: str, a_day: float) -> None:
        lines.append(f"{what},{start},{end},{a_day:.4f},../beijing-shenzhen/freight.csv")

    national = factor["population"] * 1e6
    everybody = sum(corridor.population.values())
    goods_kg = (factor["grain_per_cap"] + 1000.0 * factor["plastics_per_cap"]) * factor["household_size"] / 365.0
    with_rooms = {c: sum(row["id"] in corridor.rooms for row in corridor.estates(c)) for c in corridor.portals}
    for city in corridor.portals:
        households = HOUSEHOLDS * len(corridor.estates(city))
        parcels = households * factor["parcels_per_household_day"]
        intercity = parcels * factor["parcels_share_intercity"] / 100.0
        depot, doors, houses = f"depot-{slug(city)}", f"door-{slug(city)}", f"house-{slug(city)}"
        far = 0.0
        for other, people in corridor.population.items():
            if other == city:
                continue
            add("far", f"depot-{slug(other)}", doors, intercity * people / national)
            far += intercity * people / national
        add("local", doors, doors, parcels * factor["parcels_share_local"] / 100.0)
        add("parcel", depot, doors, parcels * (1.0 - factor["parcels_share_local"] / 100.0) - far)
        add("pallet", depot, f"hub-{slug(city)}", households * goods_kg / PALLET_KG)
        rooms = HOUSEHOLDS * with_rooms[city] * factor["move_rate"] / 365.0 * ROOMS_A_MOVE
        if with_rooms[city] > 1:
            add("room", houses, houses, rooms * (1.0 - ROOMS_TO_OTHER_CITIES))
        for other, people in corridor.population.items():
            if other != city and with_rooms[other] and with_rooms[city]:
                add("room", houses, f"house-{slug(other)}",
                    rooms * ROOMS_TO_OTHER_CITIES * people / (everybody - corridor.population[city]))
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--output", type=Path, default=FOLDER)
    folder = parser.parse_args().output
    corridor = Corridor()
    files = {"places.csv": places(corridor), "stations.csv": stations(corridor),
             "flows.csv": flows(corridor, factors())}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
