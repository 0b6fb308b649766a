"""Invented trips over an invented network, and what a result file says of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from made_network import SPEED_M_S, Floats, Integers, Network, Size

PART_NAMES = ("wait_s", "handling_s", "access_s", "line_s", "junction_s", "egress_s")


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
            "capsules_end": np.array([24_000, 6_000, 500]), "unparked": np.array([0, 0, 3])}


def refusal_rows(trips: dict[str, Any]) -> dict[str, Any]:
    refused = np.flatnonzero(trips["state"] == 3)
    return {"class": trips["class"][refused], "origin": trips["origin"][refused],
            "destination": trips["destination"][refused],
            "reason": ["no way admits this class" if row % 3 else "destination is closed"
                       for row in refused],
            "count": np.ones(len(refused), dtype=np.int64)}
