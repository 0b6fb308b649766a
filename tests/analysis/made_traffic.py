"""What the invented trips make of links and fleet: flows, passages of trains, vehicles in use."""

from __future__ import annotations

from typing import Any

import numpy as np

from made_network import SPEED_M_S, Floats, Integers, Network, Size
from made_trips import hour_profile


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
