#!/usr/bin/python3
"""Make network.geojson, flows.csv, people.csv and freight.csv from the tables in data/.

The same input gives the same bytes: every random number comes from a generator keyed by a city.

What is real: the stations, their order and kilometre posts; the cities, their coordinates and
people; the named estates of Beijing and Shenzhen. What is made up: the points of the stations
between two cities (no open source gives them), every city network, every other estate, all berths
and parking places.

Usage: generate.py [--output FOLDER] [--no-estimate]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.cities import plan_city
from generator.estimate import print_estimate
from generator.feeders import add_city
from generator.names import Names, slug
from generator.network import Network
from generator.tables import read_table
from generator.trunk import SECOND_YARDS, add_trunk, is_main_yard

FOLDER = Path(__file__).resolve().parent

# Requests a day beside those of the gravity models: a study flow, so that the named pair has a
# 99th percentile.
FLOWS = (
    ("tiantongyuan", "taoyuanju", "cabin", 400.0),
    ("taoyuanju", "tiantongyuan", "cabin", 400.0),
    ("tiantongyuan", "taoyuanju", "room", 2.0),
    ("taoyuanju", "tiantongyuan", "room", 2.0),
)
# Thousandths of a day's requests in each hour from midnight. Assumed: no Chinese profile was found;
# of trucks it is known only that they are most between 08 and 12.
PROFILES = {
    "people": (
        *(8, 5, 4, 4, 8, 20, 48, 90, 88, 62, 50, 48),
        *(50, 48, 46, 48, 58, 84, 82, 56, 40, 28, 16, 9),
    ),
    "freight": (
        *(22, 20, 20, 22, 26, 32, 40, 54, 72, 76, 74, 70),
        *(54, 50, 52, 52, 48, 42, 36, 32, 30, 28, 26, 22),
    ),
}


def build_network() -> Network:
    """Build trunk and cities from the tables of data/."""
    wanted = ("corridor", "cities", "districts", "estates")
    tables = {name: read_table(f"{name}.csv") for name in wanted}
    cities = {row["gb_code"]: row for row in tables["cities"]}
    stations = tables["corridor"]
    network = Network()
    add_trunk(network, stations, cities)
    names = Names({row["name_zh"] for row in tables["estates"]})
    first_ward = 0
    for code in dict.fromkeys(station["gb_code"] for station in stations):
        own = [s for s in stations if s["gb_code"] == code]
        main = [s for s in own if is_main_yard(s)]
        second = [s for s in own if s["station_en"] in SECOND_YARDS]
        yards = [slug(station["station_en"]) for station in main + second]
        city = plan_city(cities[code], tables, network, yards, names)
        add_city(network, city, yards, first_ward)
        first_ward += len(city.wards)
    return network


def write_tables(folder: Path) -> None:
    """Write the stated flows and the hour profiles."""
    rows = ["origin,destination,class,trips"]
    rows += [f"{a},{b},{name},{trips:g}" for a, b, name, trips in FLOWS]
    (folder / "flows.csv").write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")
    for name, permille in PROFILES.items():
        if len(permille) != 24 or sum(permille) != 1000:
            raise ValueError(f"{name}: {len(permille)} hours add up to {sum(permille)} of 1000")
        rows = ["hour,share"]
        rows += [f"{hour},{share / 1000:.3f}" for hour, share in enumerate(permille)]
        (folder / f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> int:
    """Write the scenario's generated files and say what they hold."""
    parser = argparse.ArgumentParser(description="Make the generated files of this scenario.")
    parser.add_argument("--output", type=Path, default=FOLDER, help="folder to write into")
    no_estimate = "do not estimate loads and fleet, which takes some seconds"
    parser.add_argument("--no-estimate", action="store_true", help=no_estimate)
    options = parser.parse_args(arguments)
    options.output.mkdir(parents=True, exist_ok=True)
    network = build_network()
    network.write(options.output / "network.geojson")
    write_tables(options.output)
    if not options.no_estimate:
        print_estimate(options.output, FOLDER / "scenario.toml")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
