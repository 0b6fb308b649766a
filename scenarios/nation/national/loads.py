"""What the gravity models of the scenario ask of the trunk, city by city, before it is simulated.

Every city is taken as one point with the weights of all its portals; its own trips stay in it. Good
enough to say how many tubes a tunnel needs and how many capsules are under way; waiting and empties
are not seen.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from generator.network import Network

from national.trunk import Pair

LOCAL_KM = 15.0  # to and from the yard, and the mean way inside one city
LOCAL_KM_H = 75.0
STOPS_H = 0.15  # loading, unloading, forming a train


@dataclass
class Load:
    """Requests of a class in the period: of each pair of joined cities in each direction, and all."""

    trips: float = 0.0
    inside: float = 0.0  # that stay in one city
    km: float = 0.0
    hours: dict[int, float] = field(default_factory=lambda: defaultdict(float))  # trips by duration
    of_pair: dict[tuple[int, int], float] = field(default_factory=lambda: defaultdict(float))


def ways_from(origin: int, beside: list[list[tuple[int, int]]]) -> tuple[list[int], list[int]]:
    """Shortest ways from a city (Dijkstra): lengths [m] and the city before, -1 at the origin."""
    far: list[int] = [-1] * len(beside)
    before = [-1] * len(beside)
    heap = [(0, origin, -1)]
    while heap:
        length, here, came = heapq.heappop(heap)
        if far[here] >= 0:
            continue
        far[here], before[here] = length, came
        for there, step in beside[here]:
            if far[there] < 0:
                heapq.heappush(heap, (length + step, there, here))
    return far, before


def neighbours(count: int, pairs: list[Pair]) -> list[list[tuple[int, int]]]:
    """The cities that tunnels join to each, with their lengths [m]."""
    beside: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for pair in pairs:
        beside[pair.a].append((pair.b, pair.length_m))
        beside[pair.b].append((pair.a, pair.length_m))
    return beside


def city_masses(network: Network, names: list[str], gravity: dict[str, Any]) -> list[float]:
    """Sum of the weights of the portals of each city, each to the power of the model."""
    mass: dict[str, float] = defaultdict(float)
    for node in network.nodes:
        own = node["properties"]
        assert isinstance(own, dict)
        weight = float(own.get(gravity["weight"], 0.0))
        if weight > 0.0:
            mass[own["city"]] += weight ** float(gravity["mass_exponent"])
    return [mass[name] for name in names]


def gravity_load(
    masses: list[float], pairs: list[Pair], gravity: dict[str, Any], speed_km_h: float
) -> Load:
    """Share out the trips of a gravity model and send them along the shortest ways."""
    load, power = Load(), float(gravity["distance_exponent"])
    beside = neighbours(len(masses), pairs)
    for origin, own in enumerate(masses):
        far, before = ways_from(origin, beside)
        flow = [0.0] * len(masses)
        for there, mass in enumerate(masses):
            line_km = far[there] / 1000.0
            apart_km = LOCAL_KM if there == origin else line_km + 2 * LOCAL_KM
            flow[there] = own * mass / apart_km**power
            load.trips += flow[there]
            load.km += flow[there] * apart_km
            hours = line_km / speed_km_h + (apart_km - line_km) / LOCAL_KM_H + STOPS_H
            load.hours[math.ceil(4 * hours)] += flow[there]
        load.inside += flow[origin]
        for there in sorted(range(len(masses)), key=lambda city: -far[city])[:-1]:
            load.of_pair[before[there], there] += flow[there]
            flow[before[there]] += flow[there]
    return scaled(load, float(gravity["trips"]) / load.trips)


def scaled(load: Load, factor: float) -> Load:
    """Return the load times a factor."""
    hours = {quarter: trips * factor for quarter, trips in load.hours.items()}
    of_pair = {pair: trips * factor for pair, trips in load.of_pair.items()}
    return Load(load.trips * factor, load.inside * factor, load.km * factor, hours, of_pair)


def most_under_way(load: Load, shares: list[float]) -> float:
    """Most trips under way at once, each for its free time (Little's law by quarter of an hour)."""
    worst = 0.0
    for now in range(24 * 4 * 2):
        under_way = 0.0
        for quarters, trips in load.hours.items():
            begun = range(max(0, now - quarters), min(now, 96))
            under_way += trips * sum(shares[quarter // 4] / 4 for quarter in begun)
        worst = max(worst, under_way)
    return worst


def busiest_hours(loads: list[tuple[Load, list[float]]], pairs: list[Pair]) -> list[float]:
    """Capsules of all classes in the busiest hour of each tunnel, in its busier direction."""
    return [
        max(
            sum(load.of_pair.get(ends, 0.0) * max(shares) for load, shares in loads)
            for ends in ((pair.a, pair.b), (pair.b, pair.a))
        )
        for pair in pairs
    ]
