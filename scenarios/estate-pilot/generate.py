#!/usr/bin/python3
"""Make the tables of the estate pilot: places, stations, tubes in three bores, water, hours.

Everything is made up: an estate of 20 houses with 100 households each, on a grid of five by four,
a gate where vans stop, a workshop and a plant beside it. No number is random: the same code gives
the same bytes.

Usage: generate.py [--output FOLDER]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
LONGITUDE, LATITUDE = 118.1000, 24.5000
METRE_EAST, METRE_NORTH = 1 / 101300, 1 / 110800  # degrees at that latitude
COLUMNS, ROWS, SPACING_M = 5, 4, 70.0
HOUSEHOLDS = 100
BORES = {"small": ("small", 24, 2), "medium": ("medium", 24, 2), "large": ("large", 10, 1)}
GATE, WORKSHOP, PLANT = (140.0, -90.0), (240.0, -90.0), (420.0, -160.0)
SOURCE = (900.0, -420.0)
# Thousandths of a day in each hour from midnight; assumed: deliveries by day, orders in the evening.
ARRIVALS = (2, 2, 2, 2, 4, 10, 30, 60, 90, 110, 100, 80, 60, 60, 70, 70, 60, 50, 45, 35, 25, 15, 10, 8)
ORDERS = (15, 8, 5, 4, 4, 6, 15, 30, 40, 45, 50, 52, 55, 48, 46, 46, 50, 55, 68, 85, 95, 88, 60, 30)
SUN = (0, 0, 0, 0, 0, 0, 2, 12, 28, 44, 57, 65, 68, 65, 56, 43, 27, 11, 2, 0, 0, 0, 0, 0)
WATER = (45, 35, 30, 30, 40, 75, 130, 150, 130, 110, 100, 110, 120, 100, 90, 90, 105, 135, 160, 165, 150, 125, 95, 65)

Feature = dict[str, Any]


def at(metres: tuple[float, float]) -> list[float]:
    """Longitude and latitude of a place in metres from the estate's corner."""
    return [round(LONGITUDE + metres[0] * METRE_EAST, 7), round(LATITUDE + metres[1] * METRE_NORTH, 7)]


def houses() -> list[tuple[str, tuple[float, float]]]:
    """Name and place of each house, row by row."""
    return [(f"house-{row * COLUMNS + column + 1}", (column * SPACING_M, row * SPACING_M))
            for row in range(ROWS) for column in range(COLUMNS)]


def zones(bore: str) -> list[list[tuple[str, tuple[float, float]]]]:
    """Houses of each zone of a bore: a row each, or all of them by the wide bore's one blower."""
    rows = [houses()[row * COLUMNS:(row + 1) * COLUMNS] for row in range(ROWS)]
    if bore != "large":
        return rows
    return [rows[0] + rows[1], rows[2] + rows[3]]


class Tubes:
    """Zones of one bore: blower and hub station at the gate, a trunk along a row, a branch a house."""

    def __init__(self) -> None:
        self.features: list[Feature] = []
        self.length_m: dict[str, float] = {}

    def point(self, identifier: str, kind: str, zone: str, spot: tuple[float, float], **more: Any) -> None:
        self.features.append({"type": "Feature",
                              "properties": {"id": identifier, "kind": kind, "zone": zone, **more},
                              "geometry": {"type": "Point", "coordinates": at(spot)}})

    def tube(self, a: str, b: str, length_m: float, bore: str, kind: str = "tube") -> None:
        places = {f["properties"]["id"]: f["geometry"]["coordinates"] for f in self.features
                  if f["geometry"]["type"] == "Point"}
        self.features.append({"type": "Feature",
                              "properties": {"id": f"{a}--{b}", "kind": kind, "from": a, "to": b,
                                             "length": f"{length_m:.1f} m"},
                              "geometry": {"type": "LineString", "coordinates": [places[a], places[b]]}})
        self.length_m[bore] = self.length_m.get(bore, 0.0) + length_m

    def zone(self, bore: str, number: int, members: list[tuple[str, tuple[float, float]]]) -> str:
        carrier, at_hub, at_house = BORES[bore]
        name = f"{bore}-{number}"
        self.point(f"{name}-blower", "blower", name, GATE, carrier=carrier, blocks=3)
        self.point(f"{name}-0", "transfer_unit", name, GATE)
        self.tube(f"{name}-blower", f"{name}-0", 5.0, bore)
        for end, place in (("gate", GATE), ("shop", WORKSHOP)):
            station = f"{name}-{end}"
            self.point(station, "station", name, place, place=station, carriers=at_hub,
                       name=f"{end} {name}", name_zh=f"{'出入口' if end == 'gate' else '工坊'} {name}")
            self.tube(f"{name}-0", station, 5.0 if end == "gate" else 100.0, bore)
        before, where = f"{name}-0", GATE
        for step, (house, place) in enumerate(members, start=1):
            unit = f"{name}-{step}"
            self.point(unit, "transfer_unit", name, place)
            way_m = abs(place[0] - where[0]) + abs(place[1] - where[1])
            self.tube(before, unit, max(way_m, 5.0), bore)
            station = f"{house}-{bore}"
            self.point(station, "station", name, place, place=station, carriers=at_house,
                       name=f"{house} {bore}", name_zh=f"{house[6:]}号楼 {bore}")
            self.tube(unit, station, 15.0, bore)
            before, where = unit, place
        return f"{name}-0"

    def make(self) -> str:
        for bore in BORES:
            heads = [self.zone(bore, n, members) for n, members in enumerate(zones(bore), start=1)]
            for a, b in zip(heads, heads[1:], strict=False):
                self.tube(a, b, 3.0, bore, "connector")
        rows = ",\n".join(json.dumps(f, ensure_ascii=False) for f in self.features)
        return f'{{"type": "FeatureCollection", "features": [\n{rows}\n]}}\n'


def places() -> str:
    lines = ["id,name,name_zh,kind,longitude,latitude,hub,docks,weight"]
    special = [("depot", "City depot", "城市分拨中心", "depot", (-5200.0, 5600.0), 0, 0, 1),
               ("gate", "Estate gate", "小区出入口", "gate", GATE, 1, 4, 1),
               ("workshop", "Community workshop", "社区工坊", "workshop", WORKSHOP, 1, 2, 1),
               ("plant", "Plant", "小区工厂", "plant", PLANT, 0, 0, 1)]
    for identifier, name, chinese, kind, place, hub, docks, weight in special:
        lines.append(f"{identifier},{name},{chinese},{kind},{at(place)[0]},{at(place)[1]},{hub},{docks},{weight}")
    for house, place in houses():
        lines.append(f"{house},House {house[6:]},{house[6:]}号楼,house,{at(place)[0]},{at(place)[1]},0,0,{HOUSEHOLDS}")
    return "\n".join(lines) + "\n"


def stations() -> str:
    lines = ["place,mode,group,at", "depot,van,road,-", "gate,van,road,-",
             "gate,cart,yard,-", "workshop,cart,yard,-", "plant,cart,yard,-"]
    for bore in BORES:
        for number, members in enumerate(zones(bore), start=1):
            group = f"{bore}-{number}"
            lines.append(f"gate,tube_{bore},{group},{group}-gate")
            lines.append(f"workshop,tube_{bore},{group},{group}-shop")
            lines += [f"{house},tube_{bore},{group},{house}-{bore}" for house, _ in members]
    return "\n".join(lines) + "\n"


def hours(of_day: tuple[int, ...]) -> str:
    whole = sum(of_day)
    return "hour,share\n" + "".join(f"{h},{v / whole:.6f}\n" for h, v in enumerate(of_day))


def water() -> str:
    """A ring of street mains with a house connection each: 2,000 households x 2.62 x 0.15 m3/day.

    The plant hangs on the gate by a pipe of its own; what it takes, its recipes say.
    """
    demand_l_s = HOUSEHOLDS * 2.62 * 0.15 / 86.4
    junctions = ["gate 20 0", "plant 20 0"] + [f"{house} 20 {demand_l_s:.4f} homes" for house, _ in houses()]
    pipes, spots = [], {"gate": GATE, "plant": PLANT, **dict(houses())}

    def pipe(a: str, b: str, bore_mm: int) -> None:
        way = abs(spots[a][0] - spots[b][0]) + abs(spots[a][1] - spots[b][1])
        pipes.append(f"{a}--{b} {a} {b} {way:.0f} {bore_mm} 130 0")
    pipe("gate", "house-3", 150)
    pipe("gate", "plant", 50)
    for row in range(ROWS):
        for column in range(COLUMNS):
            own = row * COLUMNS + column + 1
            if column + 1 < COLUMNS:
                pipe(f"house-{own}", f"house-{own + 1}", 100)
            if row + 1 < ROWS:
                pipe(f"house-{own}", f"house-{own + COLUMNS}", 100)
    mean = sum(WATER) / 24
    factors = [f"homes {' '.join(f'{v / mean:.4f}' for v in WATER[i:i + 6])}" for i in range(0, 24, 6)]
    text = ["[TITLE]", "Water of the estate pilot: made up", "[JUNCTIONS]", *junctions, "[RESERVOIRS]", "main 25",
            "[TANKS]", "tower 48 3 0.5 5 12", "[PIPES]", *pipes, "rise gate tower 60 200 130 0",
            "[PUMPS]", "lift main gate HEAD lift", "[CURVES]", "lift 14 32", "[PATTERNS]", *factors,
            "[CONTROLS]", "LINK lift OPEN IF NODE tower BELOW 1.5", "LINK lift CLOSED IF NODE tower ABOVE 4.5",
            "[TIMES]", "DURATION 168:00", "HYDRAULIC TIMESTEP 0:15", "PATTERN TIMESTEP 1:00", "REPORT TIMESTEP 1:00",
            "[OPTIONS]", "UNITS LPS", "HEADLOSS H-W", "[COORDINATES]", *[f"{n} {p[0]:.0f} {p[1]:.0f}" for n, p in spots.items()],
            "main 130 -160", "tower 180 -120", "[END]"]
    return "\n".join(text) + "\n"


def gas_nodes() -> str:
    """Carbon dioxide: a source of the neighbourhood, such as a boiler's flue behind a scrubber, and the plant."""
    lines = ["id,name,name_zh,pressure,least_pressure,lon,lat"]
    for name, english, chinese, pressure, place in (("source", "CO2 source", "二氧化碳气源", "3 bar(g)", SOURCE),
                                                    ("plant", "Plant", "小区工厂", "", PLANT)):
        lines.append(f"{name},{english},{chinese},{pressure},{'' if pressure else '1 bar(g)'},{at(place)[0]},{at(place)[1]}")
    return "\n".join(lines) + "\n"


def gas_pipes() -> str:
    way_m = abs(PLANT[0] - SOURCE[0]) + abs(PLANT[1] - SOURCE[1])
    return f"id,from,to,length [m],bore [mm]\nco2,source,plant,{way_m:.0f},40\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--output", type=Path, default=FOLDER)
    folder = parser.parse_args().output
    tubes = Tubes()
    files = {"tubes.geojson": tubes.make(), "places.csv": places(), "stations.csv": stations(),
             "arrivals.csv": hours(ARRIVALS), "orders.csv": hours(ORDERS), "water.inp": water(),
             "gas_nodes.csv": gas_nodes(), "gas_pipes.csv": gas_pipes(),
             "sun.csv": "hour,output\n" + "".join(f"{h},{v / 100:.2f}\n" for h, v in enumerate(SUN))}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    for bore, length_m in tubes.length_m.items():
        print(f"tubes {bore}: {length_m / 1000:.2f} km")


if __name__ == "__main__":
    main()
