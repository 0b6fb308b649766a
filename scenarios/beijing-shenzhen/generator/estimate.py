"""Estimate loads of tunnels and berths and the fleet, before anything is simulated.

Demand is shared out by the gravity models and sent along the fastest free ways; waiting and empties
are not seen.
"""

from __future__ import annotations

import csv
import heapq
import json
import math
import tomllib
from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

EARTH_RADIUS_M = 6_371_008.8
BIN_S = 900.0
FLEET_MARGIN = 1.3
UNITS = {
    **{"m": 1.0, "km": 1000.0, "s": 1.0, "min": 60.0, "h": 3600.0},
    **{"m/s": 1.0, "km/h": 1 / 3.6, "m/s2": 1.0},
}


def quantity(text: str) -> float:
    """Read a value with its unit, such as "200 km/h", in SI."""
    number, unit = text.split(" ")
    return float(number) * UNITS[unit]


@dataclass
class Tunnels:
    """The directed links of a network as flat columns."""

    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    length_m: list[float] = field(default_factory=list)
    time_s: list[float] = field(default_factory=list)
    bore_m: list[float] = field(default_factory=list)
    identifier: list[str] = field(default_factory=list)
    trunk: list[bool] = field(default_factory=list)
    tubes: list[int] = field(default_factory=list)


@dataclass
class Network:
    """Nodes and links of a GeoJSON file."""

    nodes: list[dict[str, Any]]
    links: Tunnels

    @property
    def portals(self) -> list[int]:
        """Rows of the nodes that are portals."""
        return [i for i, node in enumerate(self.nodes) if node["kind"] == "portal"]


def line_length_m(line: list[list[float]]) -> float:
    """Length of a line along great circles [m]."""
    total = 0.0
    for (lon_a, lat_a), (lon_b, lat_b) in zip(line, line[1:]):
        a, b = math.radians(lat_a), math.radians(lat_b)
        east = math.sin(math.radians(lon_b - lon_a) / 2) ** 2
        h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * east
        total += 2 * EARTH_RADIUS_M * math.asin(math.sqrt(h))
    return total


def read_network(path: Path, speed_m_s: float) -> Network:
    """Read a network and the free running time of each link."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    nodes = [f["properties"] for f in features if f["geometry"]["type"] == "Point"]
    row = {node["id"]: i for i, node in enumerate(nodes)}
    links = Tunnels()
    for feature in features:
        if feature["geometry"]["type"] != "LineString":
            continue
        tunnel = feature["properties"]
        measured = line_length_m(feature["geometry"]["coordinates"])
        length = quantity(tunnel["length"]) if "length" in tunnel else measured
        limit = min(speed_m_s, quantity(tunnel["speed"])) if "speed" in tunnel else speed_m_s
        ends = [(tunnel["from"], tunnel["to"], tunnel["id"])]
        if tunnel.get("direction", "both") == "both":
            ends.append((tunnel["to"], tunnel["from"], tunnel["id"] + ":back"))
        for start, end, identifier in ends:
            links.start.append(row[start])
            links.end.append(row[end])
            links.length_m.append(length)
            links.time_s.append(length / limit)
            links.bore_m.append(quantity(tunnel["bore"]))
            links.identifier.append(identifier)
            links.trunk.append(tunnel.get("role") == "trunk")
            links.tubes.append(tunnel.get("tubes", 1))
    return Network(nodes, links)


@dataclass
class Tree:
    """Fastest ways from one portal: reached nodes in order of time, and how each was reached."""

    order: list[int]
    time_s: list[float]
    length_m: list[float]
    last_link: list[int]


def fastest_ways(network: Network, leaving: list[list[int]], origin: int) -> Tree:
    """Dijkstra's algorithm from `origin` along the links listed in `leaving`."""
    links, count = network.links, len(network.nodes)
    time_s, length_m, last_link = [math.inf] * count, [0.0] * count, [-1] * count
    time_s[origin] = 0.0
    order: list[int] = []
    settled = bytearray(count)
    heap = [(0.0, origin)]
    while heap:
        time, node = heapq.heappop(heap)
        if settled[node]:
            continue
        settled[node] = 1
        order.append(node)
        for link in leaving[node]:
            there, arrival = links.end[link], time + links.time_s[link]
            if arrival < time_s[there]:
                time_s[there] = arrival
                length_m[there] = length_m[node] + links.length_m[link]
                last_link[there] = link
                heapq.heappush(heap, (arrival, there))
    return Tree(order, time_s, length_m, last_link)


@dataclass
class Load:
    """What one capsule class asks of the network in the period, in requests."""

    trips: float
    link_trips: array[float]
    departures: dict[int, float]
    arrivals: dict[int, float]
    durations: dict[int, float]  # requests by free travel time, in bins of BIN_S
    pairs: dict[tuple[str, str], float]  # requests by city of origin and destination
    metres: float

    def scaled(self, factor: float) -> Load:
        """Return the load times a factor."""

        def times(table: dict[Any, float]) -> dict[Any, float]:
            return {key: value * factor for key, value in table.items()}

        return Load(
            self.trips * factor,
            array("d", (value * factor for value in self.link_trips)),
            times(self.departures),
            times(self.arrivals),
            times(self.durations),
            times(self.pairs),
            self.metres * factor,
        )


def empty_load(network: Network) -> Load:
    """Return a load of nothing."""
    none = array("d", bytes(8 * len(network.links.start)))
    tables: list[dict[int, float]] = [defaultdict(float) for _ in range(3)]
    return Load(0.0, none, tables[0], tables[1], tables[2], defaultdict(float), 0.0)


@dataclass
class Ways:
    """Where capsules of one class may go, and how long they are handled at the ends."""

    network: Network
    bore_m: float
    handling_s: float

    def __post_init__(self) -> None:
        """List the admissible links that leave each node."""
        links = self.network.links
        self.leaving: list[list[int]] = [[] for _ in self.network.nodes]
        for link, start in enumerate(links.start):
            if links.bore_m[link] >= self.bore_m:
                self.leaving[start].append(link)

    def add_trips(self, load: Load, tree: Tree, origin: int, trips_to: dict[int, float]) -> None:
        """Send trips from one portal along its fastest ways."""
        nodes, links = self.network.nodes, self.network.links
        flow = array("d", bytes(8 * len(nodes)))
        for there, trips in trips_to.items():
            flow[there] = trips
            load.trips += trips
            load.departures[origin] += trips
            load.arrivals[there] += trips
            load.durations[int((tree.time_s[there] + self.handling_s) / BIN_S)] += trips
            load.pairs[nodes[origin]["city"], nodes[there]["city"]] += trips
            load.metres += trips * tree.length_m[there]
        for node in reversed(tree.order[1:]):
            link = tree.last_link[node]
            load.link_trips[link] += flow[node]
            flow[links.start[link]] += flow[node]


def gravity_load(ways: Ways, gravity: dict[str, Any]) -> Load:
    """Share out the requests of a gravity model and send them along the fastest ways."""
    network = ways.network
    key, power = gravity.get("weight", "population"), gravity["mass_exponent"]
    weight = {p: float(network.nodes[p].get(key, 0)) ** power for p in network.portals}
    weight = {p: w for p, w in weight.items() if w > 0}
    least, exponent = quantity(gravity["least_distance"]), gravity["distance_exponent"]
    load = empty_load(network)
    for origin, own in weight.items():
        tree = fastest_ways(network, ways.leaving, origin)
        reached = {p: w for p, w in weight.items() if p != origin and tree.last_link[p] >= 0}
        apart_m = {p: max(tree.length_m[p], least) for p in reached}
        trips_to = {p: own * w / apart_m[p] ** exponent for p, w in reached.items()}
        ways.add_trips(load, tree, origin, trips_to)
    return load.scaled(gravity["trips"] / load.trips)


def add_flows(ways: Ways, load: Load, name: str, path: Path) -> None:
    """Add the stated flows of one class."""
    row = {node["id"]: i for i, node in enumerate(ways.network.nodes)}
    with open(path, encoding="utf-8", newline="") as file:
        for flow in csv.DictReader(file):
            if flow["class"] == name:
                origin = row[flow["origin"]]
                tree = fastest_ways(ways.network, ways.leaving, origin)
                ways.add_trips(load, tree, origin, {row[flow["destination"]]: float(flow["trips"])})


def peak_under_way(load: Load, shares: list[float]) -> float:
    """Most requests under way at once, each for its free travel time (Little's law by hour)."""
    bins = 3 * 24 * 4
    starts = [shares[(i // 4)] / 4 if i < 96 else 0.0 for i in range(bins)]
    under_way = [0.0] * bins
    for duration, trips in load.durations.items():
        for i in range(bins):
            begun = sum(starts[max(0, i - duration) : i + 1])
            under_way[i] += trips * begun
    return max(under_way)


def train_flow(speed_m_s: float, guideway: dict[str, Any], capsules: int, length_m: float) -> float:
    """Trains an hour in one tube with absolute separation: length, reaction and braking."""
    train_m = capsules * length_m + (capsules - 1) * quantity(guideway["coupling_gap"])
    spacing = train_m + quantity(guideway["standstill_gap"])
    spacing += speed_m_s * quantity(guideway["reaction_time"])
    spacing += speed_m_s**2 / (2 * quantity(guideway["follower_braking"]))
    return 3600 * speed_m_s / spacing


def read_shares(path: Path) -> list[float]:
    """Read an hour profile."""
    with open(path, encoding="utf-8", newline="") as file:
        return [float(row["share"]) for row in csv.DictReader(file)]


def print_loads(network: Network, peaks: array[float], guideway: dict[str, Any]) -> None:
    """Print the most loaded tunnels of trunk and cities."""
    links = network.links
    for trunk in (True, False):
        chosen = [i for i in range(len(peaks)) if links.trunk[i] == trunk]
        chosen.sort(key=lambda i: -peaks[i])
        where = "trunk" if trunk else "city"
        print(f"\n{where} tunnels, capsules a tube in the peak hour, all classes, no empties:")
        for link in chosen[:8]:
            speed_km_h = 3.6 * links.length_m[link] / links.time_s[link]
            print(f"  {links.identifier[link]:44s} {peaks[link]:8.0f} at {speed_km_h:.0f} km/h")
        speed = links.length_m[chosen[0]] / links.time_s[chosen[0]]
        for size in (1, 8, 12, 16):
            trains = train_flow(speed, guideway, size, 6.0)
            capsules = size * trains
            print(f"  room for {trains:.0f} trains/h of {size} cabins: {capsules:.0f} capsules/h")


def print_class(
    network: Network, name: str, capsule: dict[str, Any], load: Load, shares: list[float]
) -> None:
    """Print what one capsule class asks for."""
    inside = sum(trips for (a, b), trips in load.pairs.items() if a == b)
    berths = {portal: float(network.nodes[portal]["berths"]) for portal in load.arrivals}
    busiest = max(berths, key=lambda portal: load.arrivals[portal] / berths[portal])
    unload_s = quantity(capsule["unload_time"])
    in_use = load.arrivals[busiest] * max(shares) / 3600 * unload_s / berths[busiest]
    peak = peak_under_way(load, shares)
    mean_km = load.metres / load.trips / 1000
    print(f"\n{name}: {load.trips:.0f} trips, mean {mean_km:.1f} km")
    print(f"  {inside / load.trips:.0%} inside one city")
    print(f"  Beijing to Shenzhen {load.pairs.get(('Beijing', 'Shenzhen'), 0):.0f} trips")
    print(
        f"  busiest berths: {network.nodes[busiest]['id']}, {load.arrivals[busiest]:.0f} arrivals "
        f"a day, {in_use:.0%} in use at the peak"
    )
    print(f"  most under way at once {peak:.0f}, times {FLEET_MARGIN}: {FLEET_MARGIN * peak:.0f}")
    print(f"  fleet in the file: {capsule['fleet']}")


def print_estimate(folder: Path, scenario: Path) -> None:
    """Print size, loads, berths and fleet of the scenario."""
    toml = tomllib.loads(scenario.read_text(encoding="utf-8"))
    network = read_network(folder / toml["network"]["file"], quantity(toml["guideway"]["speed"]))
    portals = network.portals
    capacity = sum(2 * network.nodes[p]["berths"] + network.nodes[p]["parking"] for p in portals)
    print(f"{len(network.nodes)} nodes, {len(portals)} portals")
    length_km = sum(network.links.length_m) / 1000
    print(f"{len(network.links.start)} directed links, {length_km:.0f} km")
    print(f"berths and parking for {capacity} capsules")
    peaks = array("d", bytes(8 * len(network.links.start)))
    for name, gravity in toml["demand"]["gravity"].items():
        capsule = toml["capsule"][name]
        handling = quantity(capsule["load_time"]) + quantity(capsule["unload_time"])
        ways = Ways(network, quantity(capsule["bore"]), handling)
        load = gravity_load(ways, gravity)
        add_flows(ways, load, name, folder / toml["demand"]["flows"])
        shares = read_shares(folder / gravity["hour_profile"])
        for link, trips in enumerate(load.link_trips):
            peaks[link] += trips * max(shares) / network.links.tubes[link]
        print_class(network, name, capsule, load, shares)
    print_loads(network, peaks, toml["guideway"])
