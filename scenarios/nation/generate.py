#!/usr/bin/python3
"""Make network.geojson, flows.csv and the hour profiles from data/cities.csv and scenario.toml.

The same input gives the same bytes: every random number comes from a generator keyed by a city, and
what is decided by a distance is decided in whole metres.

What is real: the cities, their coordinates and people. What is made up: which cities are joined (a
stated rule, see national/trunk.py), the tubes of each tunnel, every district, estate and hub, all
berths and parking places. No estate is meant to be a real place.

Usage: generate.py [--output FOLDER] [--cities COUNT] [--estimate]
"""

from __future__ import annotations

import argparse
import math
import sys
import tomllib
from pathlib import Path
from typing import Any

from national.cities import City, read_cities
from national.districts import add_city
from national.loads import Load, busiest_hours, city_masses, gravity_load, most_under_way
from national.trunk import Pair, add_tunnels, add_yards, joined_pairs

from generator.names import Names
from generator.network import Network

FOLDER = Path(__file__).resolve().parent
# A study flow, so that the pair of scenario beijing-shenzhen has a 99th percentile here too.
STUDY_CITIES, STUDY_CLASS, STUDY_TRIPS = ("Beijing", "Shenzhen"), "cabin", 400
# Tubes are counted for so many times the trips of scenario.toml, at so many capsules an hour in
# each: a quarter of what trains of 16 cabins could carry, about twice what lone ones could.
DESIGN_FACTOR, CAPSULES_AN_HOUR = 3.0, 600.0
# Thousandths of a day's requests in each hour from midnight. Assumed; those of people and freight
# are those of beijing-shenzhen.
PROFILES = {
    "people": (
        *(8, 5, 4, 4, 8, 20, 48, 90, 88, 62, 50, 48),
        *(50, 48, 46, 48, 58, 84, 82, 56, 40, 28, 16, 9),
    ),
    "parcels": (
        *(30, 24, 20, 18, 18, 20, 26, 36, 46, 52, 54, 52),
        *(48, 48, 50, 52, 54, 56, 58, 58, 54, 48, 42, 36),
    ),
    "freight": (
        *(22, 20, 20, 22, 26, 32, 40, 54, 72, 76, 74, 70),
        *(54, 50, 52, 52, 48, 42, 36, 32, 30, 28, 26, 22),
    ),
}


def portals_of(network: Network) -> list[dict[str, Any]]:
    """Properties of all portals."""
    own = [node["properties"] for node in network.nodes]
    return [each for each in own if isinstance(each, dict) and each["kind"] == "portal"]


def trunk_loads(network: Network, cities: list[City], pairs: list[Pair]) -> dict[str, Load]:
    """Estimate what each class of the scenario asks of the trunk."""
    toml = read_scenario()
    speed_km_h = float(toml["guideway"]["speed"].split(" ")[0])
    names = [city.name for city in cities]
    return {
        name: gravity_load(city_masses(network, names, gravity), pairs, gravity, speed_km_h)
        for name, gravity in toml["demand"]["gravity"].items()
    }


def read_scenario() -> dict[str, Any]:
    """Read scenario.toml, which is written by hand."""
    return tomllib.loads((FOLDER / "scenario.toml").read_text(encoding="utf-8"))


def hour_shares(name: str) -> list[float]:
    """Hour profile of a class of the scenario."""
    file = read_scenario()["demand"]["gravity"][name]["hour_profile"]
    return [share / 1000 for share in PROFILES[file.removesuffix(".csv")]]


def needed_tubes(loads: dict[str, Load], pairs: list[Pair]) -> list[int]:
    """Tubes of each trunk tunnel in each direction; loads are rounded before they are compared."""
    by_class = [(load, hour_shares(name)) for name, load in loads.items()]
    busiest = busiest_hours(by_class, pairs)
    return [max(1, math.ceil(round(DESIGN_FACTOR * each, 1) / CAPSULES_AN_HOUR)) for each in busiest]


def write_flows(folder: Path, network: Network) -> None:
    """Write the study flow, between the estates of most people in the two cities."""
    ends = []
    for city in STUDY_CITIES:
        portals = [own for own in portals_of(network) if own["city"] == city]
        ends.append(max(portals, key=lambda own: (own.get("population", 0), own["id"]))["id"])
    rows = ["origin,destination,class,trips"]
    rows += [f"{a},{b},{STUDY_CLASS},{STUDY_TRIPS}" for a, b in (ends, ends[::-1])]
    (folder / "flows.csv").write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")


def write_profiles(folder: Path) -> None:
    """Write the hour profiles."""
    for name, permille in PROFILES.items():
        if len(permille) != 24 or sum(permille) != 1000:
            raise ValueError(f"{name}: {len(permille)} hours add up to {sum(permille)} of 1000")
        rows = ["hour,share"] + [f"{hour},{share / 1000:.3f}" for hour, share in enumerate(permille)]
        (folder / f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")


def print_estimate(network: Network, pairs: list[Pair], loads: dict[str, Load], tubes: list[int]) -> None:
    """Print size, loads and fleets."""
    print(f"{len(network.nodes)} nodes, {len(portals_of(network))} portals")
    km = sum(pair.length_m for pair in pairs) / 1000
    print(f"{len(pairs)} trunk tunnels, {km:.0f} km, {sum(tubes)} tubes each way, {max(tubes)} at most")
    for name, load in loads.items():
        print(f"{name}: {load.trips:.0f} trips, mean {load.km / load.trips:.0f} km")
        print(f"  {load.inside / load.trips:.1%} inside one city")
        print(f"  most under way at once: {most_under_way(load, hour_shares(name)):.0f}")


def main(arguments: list[str]) -> int:
    """Write the scenario's generated files."""
    parser = argparse.ArgumentParser(description="Make the generated files of this scenario.")
    parser.add_argument("--output", type=Path, default=FOLDER, help="folder to write into")
    parser.add_argument("--cities", type=int, help="only so many cities, those of most people")
    parser.add_argument("--estimate", action="store_true", help="print loads and fleets")
    options = parser.parse_args(arguments)
    options.output.mkdir(parents=True, exist_ok=True)
    cities = read_cities()
    largest = sorted(cities, key=lambda city: (-city.people, city.code))[: options.cities]
    cities = [city for city in cities if city in largest]
    pairs = joined_pairs(cities)
    network, names = Network(), Names(set())
    ends = add_yards(network, cities, pairs)
    for city in cities:
        add_city(network, city, names)
    loads = trunk_loads(network, cities, pairs)
    tubes = needed_tubes(loads, pairs)
    add_tunnels(network, cities, pairs, ends, tubes)
    network.write(options.output / "network.geojson")
    write_flows(options.output, network)
    write_profiles(options.output)
    if options.estimate:
        print_estimate(network, pairs, loads, tubes)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
