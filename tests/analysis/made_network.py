"""An invented network along a corridor, with the shape of a result file's network tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

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
            "id", "name", "name_zh", "city", "city_zh", "district", "kind", "longitude_deg",
            "latitude_deg", "population", "arrival_berths", "departure_berths", "parking")}
        self.link: dict[str, list[Any]] = {key: [] for key in (
            "id", "from", "to", "role", "length_m", "speed_m_s", "gradient", "bore_m", "tubes")}
        self.geometry: dict[str, list[Any]] = {key: [] for key in (
            "link", "longitude_deg", "latitude_deg")}

    def add_node(self, name: str, name_zh: str, city: str, district: str, kind: str,
                 place: tuple[float, float], population: float = 0.0) -> int:
        berths = 4 if kind == "portal" else 0
        city_zh = next((row[1] for row in CITIES if row[0] == city), "")
        row = (name.lower().replace(" ", "-"), name, name_zh, city, city_zh, district, kind, *place,
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
