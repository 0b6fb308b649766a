"""Makes a result file that keeps to analysis/docs/result-file.md, without running dimai.

The figures are invented but hang together: parts of journeys add up, counts balance. Used by tests of
the reader and the report. `python3 make_result.py result.h5 [--large] [--incomplete] [--empty]`.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# Name, Chinese name, longitude, latitude [deg, rounded].
CITIES = [
    ("Beijing", "北京", 116.4, 39.9), ("Baoding", "保定", 115.5, 38.9),
    ("Shijiazhuang", "石家庄", 114.5, 38.0), ("Xingtai", "邢台", 114.5, 37.1),
    ("Handan", "邯郸", 114.5, 36.6), ("Anyang", "安阳", 114.4, 36.1),
    ("Xinxiang", "新乡", 113.9, 35.3), ("Zhengzhou", "郑州", 113.6, 34.8),
    ("Xuchang", "许昌", 113.9, 34.0), ("Luohe", "漯河", 114.0, 33.6),
    ("Zhumadian", "驻马店", 114.0, 33.0), ("Xinyang", "信阳", 114.1, 32.1),
    ("Wuhan", "武汉", 114.3, 30.6), ("Yueyang", "岳阳", 113.1, 29.4),
    ("Changsha", "长沙", 113.0, 28.2), ("Hengyang", "衡阳", 112.6, 26.9),
    ("Chenzhou", "郴州", 113.0, 25.8), ("Shaoguan", "韶关", 113.6, 24.8),
    ("Guangzhou", "广州", 113.3, 23.1), ("Shenzhen", "深圳", 114.1, 22.5),
]
PART_NAMES = ("wait_s", "handling_s", "access_s", "line_s", "junction_s", "egress_s")
CLASSES = [("cabin", "people", "#2a7fff"), ("freight", "freight", "#c9762b"),
           ("room", "room", "#7a5aa6")]
SPEED_M_S = 200.0 / 3.6


@dataclass(frozen=True)
class Size:
    cities: tuple[int, ...]
    portals: int
    """Portals of each city."""
    segments: int
    """Trunk links between two cities."""
    trips: int
    bins: int
    bin_s: float


SMALL = Size((0, 12, 19), 12, 4, 4000, 40, 3600.0)
LARGE = Size(tuple(range(20)), 101, 3, 310_000, 120, 900.0)
EMPTY = Size((0, 12, 19), 12, 4, 0, 0, 3600.0)


@dataclass
class Network:
    node: dict[str, Any]
    link: dict[str, Any]
    geometry: dict[str, Any]
    portals: Integers
    city_of_portal: Integers
    local_out: Integers
    """Link from each portal; the link to it is the next one."""
    trunk: Integers
    """Southbound trunk links in order; the link back is the next one."""
    trunk_m: Floats
    """Distance of each city from the first one along the trunk [m]."""


class Builder:
    """Collects nodes and twin tunnels."""

    def __init__(self) -> None:
        self.node: dict[str, list[Any]] = {key: [] for key in (
            "id", "name", "name_zh", "city", "district", "kind", "longitude_deg", "latitude_deg",
            "population", "arrival_berths", "departure_berths", "parking")}
        self.link: dict[str, list[Any]] = {key: [] for key in (
            "id", "from", "to", "role", "length_m", "speed_m_s", "gradient", "bore_m", "tubes")}
        self.geometry: dict[str, list[Any]] = {key: [] for key in (
            "link", "longitude_deg", "latitude_deg")}

    def add_node(self, name: str, name_zh: str, city: str, district: str, kind: str,
                 place: tuple[float, float], population: float = 0.0) -> int:
        berths = 4 if kind == "portal" else 0
        row = (name.lower().replace(" ", "-"), name, name_zh, city, district, kind, *place,
               population, berths, berths, 2 * berths)
        for key, value in zip(self.node, row):
            self.node[key].append(value)
        return len(self.node["id"]) - 1

    def add_tunnel(self, start: int, end: int, role: str) -> int:
        """Add both directions and return the first."""
        lon, lat = self.node["longitude_deg"], self.node["latitude_deg"]
        name = f"{self.node['id'][start]}--{self.node['id'][end]}"
        length = max(300.0, 1.08 * float(np.hypot((lon[end] - lon[start]) * 93e3,
                                                  (lat[end] - lat[start]) * 111e3)))
        speed = SPEED_M_S if role == "trunk" else 100.0 / 3.6
        middle = ((lon[start] + lon[end]) / 2 + 0.03 * (lat[end] - lat[start]),
                  (lat[start] + lat[end]) / 2 - 0.03 * (lon[end] - lon[start]))
        for a, b, suffix in ((start, end, ""), (end, start, ":back")):
            link = len(self.link["id"])
            row = (name + suffix, a, b, role, length, speed, 0.0, 3.6 if role == "trunk" else 3.2,
                   2 if role == "trunk" else 1)
            for key, value in zip(self.link, row):
                self.link[key].append(value)
            for x, y in ((lon[a], lat[a]), middle, (lon[b], lat[b])):
                for key, value in zip(self.geometry, (link, x, y)):
                    self.geometry[key].append(value)
        return len(self.link["id"]) - 2


def make_network(size: Size, random: np.random.Generator) -> Network:
    build = Builder()
    portals: list[int] = []
    cities: list[int] = []
    local_out: list[int] = []
    trunk: list[int] = []
    trunk_m = [0.0]
    last = -1
    for order, row in enumerate(size.cities):
        city, city_zh, lon, lat = CITIES[row]
        yard = build.add_node(city, city_zh, city, "", "yard", (lon, lat))
        if last >= 0:
            here, far = last, build.node
            for step in range(1, size.segments + 1):
                share = step / size.segments
                place = (far["longitude_deg"][last] * (1 - share) + lon * share,
                         far["latitude_deg"][last] * (1 - share) + lat * share)
                there = yard if step == size.segments else build.add_node(
                    f"{city} junction {step}", f"{city_zh}{step}号线路所", "", "", "junction", place)
                trunk.append(build.add_tunnel(here, there, "trunk"))
                here = there
            lengths = build.link["length_m"]
            trunk_m.append(sum(lengths[link] for link in trunk))
        last = yard
        for spoke in range(max(1, size.portals // 10 + 2)):
            angle, radius = 2.4 * spoke, 0.05 + 0.02 * spoke
            build_district(build, size, random, (order, spoke, angle, radius), yard,
                           (portals, cities, local_out))
    build.node["name"][portals[0]], build.node["name_zh"][portals[0]] = "Tiantongyuan", "天通苑"
    build.node["id"][portals[0]] = "tiantongyuan"
    build.node["name"][portals[-1]], build.node["name_zh"][portals[-1]] = "Taoyuanju", "桃源居"
    build.node["id"][portals[-1]] = "taoyuanju"
    return Network(build.node, build.link, build.geometry, np.array(portals), np.array(cities),
                   np.array(local_out), np.array(trunk), np.array(trunk_m))


def build_district(build: Builder, size: Size, random: np.random.Generator,
                   shape: tuple[int, int, float, float], yard: int,
                   lists: tuple[list[int], list[int], list[int]]) -> None:
    order, spoke, angle, radius = shape
    portals, cities, local_out = lists
    city, city_zh = CITIES[size.cities[order]][:2]
    lon, lat = build.node["longitude_deg"][yard], build.node["latitude_deg"][yard]
    centre = (lon + radius * np.cos(angle), lat + radius * np.sin(angle) * 0.8)
    spokes = max(1, size.portals // 10 + 2)
    junction = build.add_node(f"{city} district {spoke + 1}", f"{city_zh}{spoke + 1}区", city,
                              f"District {spoke + 1}", "junction", centre)
    build.add_tunnel(junction, yard, "local")
    for number in range(size.portals // spokes + (spoke < size.portals % spokes)):
        place = (centre[0] + random.normal(0, 0.02), centre[1] + random.normal(0, 0.015))
        portal = build.add_node(f"{city} estate {spoke + 1}-{number + 1}",
                                f"{city_zh}小区{spoke + 1}-{number + 1}", city,
                                f"District {spoke + 1}", "portal", place,
                                float(np.round(random.lognormal(9.2, 0.6))))
        portals.append(portal)
        cities.append(order)
        local_out.append(build.add_tunnel(portal, junction, "local"))


def make_trips(size: Size, network: Network, random: np.random.Generator) -> dict[str, Any]:
    n, portals = size.trips, len(network.portals)
    weight = np.array(network.node["population"])[network.portals]
    weight = weight / weight.sum()
    origin = random.choice(portals, n, p=weight)
    destination = random.choice(portals, n, p=weight)
    near = random.random(n) < 0.6
    order = np.argsort(network.city_of_portal, kind="stable")
    first = np.searchsorted(network.city_of_portal[order], network.city_of_portal[origin])
    destination[near] = order[first[near] + random.integers(0, size.portals, n)[near]]
    destination[destination == origin] = (destination[destination == origin] + 1) % portals
    named = np.arange(n) < min(120, n)
    origin[named], destination[named] = 0, portals - 1
    hour = random.choice(24, n, p=hour_profile())
    request = np.sort((hour + random.random(n)) * 3600.0)
    random.shuffle(named)
    trips = journey_parts(network, origin, destination, random)
    state = random.choice(4, n, p=(0.01, 0.02, 0.965, 0.005))
    started, done = state >= 1, state == 2
    started &= state != 3
    total = np.sum([trips[key] for key in PART_NAMES], axis=0)
    departure = request + trips["wait_s"] + trips["handling_s"] / 2
    for key in PART_NAMES:
        trips[key] = np.where(done, trips[key], np.nan)
    return trips | {
        "request": np.arange(n), "class": random.choice(3, n, p=(0.8, 0.18, 0.02)),
        "origin": network.portals[origin], "destination": network.portals[destination],
        "capsule": np.where(started, random.integers(0, 30_000, n), -1), "state": state,
        "request_time_s": request, "departure_time_s": np.where(started, departure, np.nan),
        "arrival_time_s": np.where(done, request + total, np.nan),
        "distance_m": np.where(done, trips["distance_m"], np.nan),
        "energy_j": np.where(done, trips["distance_m"] * 400.0, np.nan),
        "couplings": random.poisson(2, n), "cuts": random.poisson(2, n)}


def hour_profile() -> Floats:
    hours = np.arange(24)
    share = 0.3 + np.exp(-((hours - 8) / 2.0) ** 2) + 0.9 * np.exp(-((hours - 18) / 2.5) ** 2)
    return np.asarray(share / share.sum())


def journey_parts(network: Network, origin: Integers, destination: Integers,
                  random: np.random.Generator) -> dict[str, Floats]:
    n = len(origin)
    city = network.city_of_portal
    line_m = np.abs(network.trunk_m[city[origin]] - network.trunk_m[city[destination]])
    far = line_m > 0
    access = random.gamma(9.0, 40.0, n)
    stops = 1 + line_m / 150e3
    return {"wait_s": random.exponential(180.0, n), "handling_s": np.full(n, 60.0),
            "access_s": access, "line_s": line_m / SPEED_M_S,
            "junction_s": random.gamma(stops, 45.0),
            "egress_s": np.where(far, random.gamma(9.0, 40.0, n), 0.0),
            "distance_m": line_m + access * 50.0}


def link_flows(size: Size, network: Network, trips: dict[str, Any],
               random: np.random.Generator) -> dict[str, Floats]:
    capsules = np.zeros((size.bins, len(network.link["id"])))
    moving = np.flatnonzero(trips["state"] == 2)
    position = np.full(len(network.node["id"]), -1)
    position[network.portals] = np.arange(len(network.portals))
    origin = position[trips["origin"][moving]]
    destination = position[trips["destination"][moving]]
    leave = trips["departure_time_s"][moving]
    np.add.at(capsules, (bins_of(leave, size), network.local_out[origin]), 1.0)
    np.add.at(capsules, (bins_of(trips["arrival_time_s"][moving], size),
                         network.local_out[destination] + 1), 1.0)
    start = network.trunk_m[network.city_of_portal[origin]]
    end = network.trunk_m[network.city_of_portal[destination]]
    edges = np.concatenate(([0.0], np.cumsum(np.array(network.link["length_m"])[network.trunk])))
    for link, low, high in zip(network.trunk, edges[:-1], edges[1:]):
        for back, passes in ((0, (start <= low + 1) & (end >= high - 1)),
                             (1, (end <= low + 1) & (start >= high - 1))):
            time = leave[passes] + np.abs((low if not back else high) - start[passes]) / SPEED_M_S
            np.add.at(capsules, (bins_of(time, size), np.full(len(time), link + back)), 1.0)
    trains = np.ceil(capsules / (1.0 + 3.0 * (capsules > 20)))
    delay = np.round(trains * random.gamma(0.6, 6.0 + 60.0 * (capsules / max(1, capsules.max())) ** 2),
                     3)
    return {"trains": trains, "capsules": capsules, "delay_s": delay}


def bins_of(time_s: Floats, size: Size) -> Integers:
    return np.clip(time_s / size.bin_s, 0, max(0, size.bins - 1)).astype(np.int64)


def make_stretch(network: Network, random: np.random.Generator,
                 links: Integers) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """Trains on consecutive links: some coupled with one from a branch, some cut."""
    passages: dict[str, list[Any]] = {key: [] for key in (
        "train", "link", "entry_time_s", "exit_time_s", "capsules")}
    formations: dict[str, list[Any]] = {key: [] for key in (
        "time_s", "node", "kind", "train", "other_train", "capsules_before", "capsules_after")}
    entries = np.sort(8 * 3600 + random.random(90) * 7200)
    free = np.zeros(len(links))
    other = 10_000
    for train, entry in enumerate(entries):
        time, capsules = float(entry), int(random.integers(1, 7))
        for step, link in enumerate(links):
            time = max(time, free[step] + 20.0)
            free[step] = time
            leave = time + network.link["length_m"][link] / SPEED_M_S + random.exponential(8.0)
            for key, value in zip(passages, (train, link, time, leave, capsules)):
                passages[key].append(value)
            draw, before, other = random.random(), capsules, other + 1
            if draw < 0.35 and step + 1 < len(links):
                kind = 0 if draw < 0.18 or capsules == 1 else 1
                joined = int(random.integers(1, 5 if kind == 0 else max(2, capsules)))
                capsules += joined if kind == 0 else -min(joined, capsules - 1)
                row = (leave, network.link["to"][link], kind, train, other, before, capsules)
                for key, value in zip(formations, row):
                    formations[key].append(value)
            time = leave
    return passages, formations


def summary_rows(trips: dict[str, Any], network: Network) -> dict[str, list[Any]]:
    rows: dict[str, list[Any]] = {key: [] for key in (
        "name", "class", "origin", "destination", "unit", "n", "mean", "p5", "p50", "p95", "p99")}
    ids, cities = np.array(network.node["id"]), np.array(network.node["city"])
    done = trips["state"] == 2
    for origin, destination in (("", ""), ("tiantongyuan", "taoyuanju"), ("Beijing", "Shenzhen")):
        chosen = done.copy()
        for name, column in ((origin, "origin"), (destination, "destination")):
            place = trips[column]
            if name:
                chosen &= (ids[place] == name) | (cities[place] == name)
        for part in ("door_to_door_s", *PART_NAMES):
            values = (trips["arrival_time_s"] - trips["request_time_s"])[chosen] \
                if part == "door_to_door_s" else trips[part][chosen]
            points = np.percentile(values, (5, 50, 95, 99)) if len(values) else [np.nan] * 4
            row = (part.removesuffix("_s") + "_time", "", origin, destination, "s", len(values),
                   float(np.mean(values)) if len(values) else np.nan, *points)
            for key, value in zip(rows, row):
                rows[key].append(value)
    return rows


def counts_rows(trips: dict[str, Any]) -> dict[str, Any]:
    table = np.zeros((3, 4), dtype=np.int64)
    np.add.at(table, (trips["class"], trips["state"]), 1)
    return {"class": np.arange(3), "requested": table.sum(axis=1), "arrived": table[:, 2],
            "under_way": table[:, 1], "waiting": table[:, 0], "refused": table[:, 3],
            "capsules_start": np.array([24_000, 6_000, 500]),
            "capsules_end": np.array([24_000, 6_000, 500])}


def refusal_rows(trips: dict[str, Any]) -> dict[str, Any]:
    refused = np.flatnonzero(trips["state"] == 3)
    return {"class": trips["class"][refused], "origin": trips["origin"][refused],
            "destination": trips["destination"][refused],
            "reason": ["no way admits this class" if row % 3 else "destination is closed"
                       for row in refused],
            "count": np.ones(len(refused), dtype=np.int64)}


def fleet_series(size: Size, trips: dict[str, Any],
                 random: np.random.Generator) -> dict[str, Floats]:
    shape = (size.bins, 3)
    fleet = np.array([24_000.0, 6_000.0, 500.0])
    hours = np.arange(size.bins) * size.bin_s / 3600 % 24
    level = np.interp(hours, np.arange(24), hour_profile() / hour_profile().max())[:, None]
    series = {"loading": 0.02 * level * fleet, "loaded_moving": 0.55 * level * fleet,
              "empty_moving": 0.15 * level * fleet * random.uniform(0.9, 1.1, shape),
              "unloading": 0.02 * level * fleet}
    series = {key: np.round(value) for key, value in series.items()}
    series["idle"] = fleet - np.sum(list(series.values()), axis=0)
    series["waiting_requests"] = np.round(len(trips["state"]) / 2000 * level * np.ones(shape))
    return series


def assumption_rows() -> dict[str, Any]:
    rows = [("guideway.speed", "200", "km/h", 0, "assumption", "", "top speed of capsules"),
            ("guideway.separation", "absolute", "", 1, "assumption", "",
             "absolute: a follower can stop if its leader stops dead; relative: if its leader brakes"),
            ("resistance.rolling_coefficient", "0.002", "-", 1, "sourced",
             "University of Bologna, rolling resistance of guided transport",
             "rolling resistance over weight; steel on steel 0.001 to 0.002"),
            ("resistance.skin_friction", "0.006", "-", 1, "sourced", "Grauholz tunnel tests",
             "friction coefficient of capsule walls"),
            ("capsule.cabin.fleet", "24000", "", 0, "assumption", "", "vehicles of this class"),
            ("demand.gravity.cabin.distance_exponent", "1.4", "-", 1, "assumption",
             "form: EPJ Data Science 2019", "exponent of the distance"),
            ("network.population", "census 2020", "", 0, "derived", "census, shared by district",
             "people served by each portal")]
    keys = ("key", "value", "unit", "is_default", "flag", "source", "meaning")
    return {key: [row[i] for row in rows] for i, key in enumerate(keys)}


def put(group: Any, name: str, values: Any, units: str = "1") -> None:
    """Write one column with its attributes, texts as variable-length UTF-8."""
    array = np.asarray(values)
    if array.dtype.kind in "OU":
        array = np.asarray(values, dtype=object)
        data = group.create_dataset(name, data=array, dtype=h5py.string_dtype("utf-8"))
    else:
        compressed = {"compression": "gzip", "compression_opts": 1, "shuffle": True}
        data = group.create_dataset(name, data=array, **(compressed if array.size else {}))
    data.attrs["units"], data.attrs["long_name"] = units, name.replace("_", " ")


def units_of(name: str) -> str:
    suffixes = {"_s": "s", "_m_s": "m s-1", "_m": "m", "_deg": "degree", "_j": "J", "_kg": "kg"}
    return next((unit for suffix, unit in sorted(suffixes.items(), key=lambda item: -len(item[0]))
                 if name.endswith(suffix)), "1")


def put_table(file: Any, path: str, columns: dict[str, Any]) -> None:
    group = file.create_group(path)
    for name, values in columns.items():
        put(group, name, values, units_of(name))


def root_attributes(size: Size, complete: bool, wall: float = 21.4) -> dict[str, Any]:
    return {"Conventions": "CF-1.10", "filetype": "dimai result", "schema_version": "1.0",
            "dimai_version": "0.1.0", "git_commit": "0123456789abcdef", "created":
            "2026-01-01T08:00:00Z", "scenario": "synthetic", "title":
            "Synthetic corridor (invented figures, for tests)", "title_zh":
            "合成走廊（虚构数字，供测试）", "description": "Invented figures for looking at the report.",
            "description_zh": "虚构数字，用于查看报告。", "seed": 7, "replication": 0,
            "complete": int(complete), "end_reason": "all served" if complete else "interrupted",
            "simulated_s": size.bins * size.bin_s, "events": 123_456_789, "event_hash":
            "9f86d081884c7d65", "wall_s": wall, "peak_rss_bytes": 734_003_200}


def write_result(path: Path, size: Size = SMALL, complete: bool = True, seed: int = 7) -> Path:
    """Write the file and return its path."""
    random = np.random.default_rng(seed)
    network = make_network(size, random)
    trips = make_trips(size, network, random)
    middle = len(network.trunk) // 2
    passages, formations = make_stretch(network, random, network.trunk[max(0, middle - 6):middle + 2])
    with h5py.File(path, "w") as file:
        file.attrs.update(root_attributes(size, complete))
        texts = {"toml": '[run]\nduration = "40 h"\nseed = 7\n', "effective": json.dumps({}),
                 "overrides": ""}
        for name, text in texts.items():
            put(file.require_group("config"), name, text)
        put_table(file, "network/node", network.node)
        put_table(file, "network/link", network.link)
        put_table(file, "network/geometry", network.geometry)
        names, carries, colors = zip(*CLASSES)
        put_table(file, "capsule_class", {
            "name": names, "carries": carries, "fleet": [24_000, 6_000, 500],
            "length_m": [6.0, 7.0, 14.0], "mass_kg": [2500.0, 4000.0, 15000.0],
            "payload_kg": [400.0, 2000.0, 8000.0], "color": colors})
        put_table(file, "assumptions", assumption_rows())
        if size.trips:
            put_run(file, size, network, trips, random)
            put_table(file, "traversals", passages)
            put_table(file, "formations", formations)
    return path


def put_run(file: Any, size: Size, network: Network, trips: dict[str, Any],
            random: np.random.Generator) -> None:
    flows = link_flows(size, network, trips, random)
    put_table(file, "trips", trips)
    scales = {"time_s": np.arange(size.bins) * size.bin_s}
    put_table(file, "link_flows", flows | scales | {"link": np.arange(len(network.link["id"]))})
    put_table(file, "fleet", fleet_series(size, trips, random) | scales | {"class": np.arange(3)})
    nodes = np.flatnonzero(np.array(network.node["kind"]) != "portal")
    into = np.zeros(len(network.node["id"]))
    capsules, delay = into.copy(), into.copy()
    heads = np.array(network.link["to"])
    for total, key in ((into, "trains"), (capsules, "capsules"), (delay, "delay_s")):
        np.add.at(total, heads, flows[key].sum(axis=0))
    joins = (into[nodes] * 0.1).astype(np.int64)
    put_table(file, "junctions", {
        "node": nodes, "train_crossings": into[nodes].astype(np.int64),
        "capsule_crossings": capsules[nodes].astype(np.int64), "couplings": joins,
        "cuts": (joins * 0.8).astype(np.int64), "formed_trains": (joins * 0.3).astype(np.int64),
        "delay_s": delay[nodes], "max_delay_s": random.gamma(2, 60, len(nodes)),
        "short_zones": random.poisson(0.4, len(nodes))})
    distance = np.array([np.nansum(trips["distance_m"][trips["class"] == c]) for c in range(3)])
    per_m = np.array([380.0, 520.0, 1400.0])
    put_table(file, "energy", {
        "class": np.arange(3), "loaded_j": distance * per_m, "empty_j": distance * per_m * 0.2,
        "loaded_distance_m": distance, "empty_distance_m": distance * 0.24})
    put_table(file, "counts", counts_rows(trips))
    put_table(file, "refusals", refusal_rows(trips))
    put_table(file, "summary", summary_rows(trips, network))


def main() -> None:
    parser = argparse.ArgumentParser(description="Make an invented result file.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--large", action="store_true", help="4,500 links, 120 bins, 310,000 trips")
    parser.add_argument("--incomplete", action="store_true", help="as if the run was interrupted")
    parser.add_argument("--empty", action="store_true", help="as if interrupted at the start")
    options = parser.parse_args()
    size = LARGE if options.large else EMPTY if options.empty else SMALL
    write_result(options.path, size, not (options.incomplete or options.empty))


if __name__ == "__main__":
    main()
