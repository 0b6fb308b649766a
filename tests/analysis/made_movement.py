"""Invents journeys on links for an invented result: trains that couple, are cut, and many that run alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import numpy as np

import make_result
from made_network import SMALL, Network, Size, make_network

SPEED_M_S = 50.0


def ways_of(network: Network, random: np.random.Generator, count: int, steps: int) -> list[list[int]]:
    """Random ways of consecutive links that do not turn round."""
    heads, tails = np.array(network.link["to"]), np.array(network.link["from"])
    leaving = [np.flatnonzero(tails == node) for node in range(len(network.node["id"]))]
    ways = []
    while len(ways) < count:
        link = int(random.integers(len(heads)))
        way = [link]
        while len(way) < steps:
            onward = [row for row in leaving[heads[link]] if heads[row] != tails[link]]
            if not onward:
                onward = leaving[heads[link]].tolist()
            link = int(onward[random.integers(len(onward))])
            way.append(link)
        ways.append(way)
    return ways


def journeys(size: Size, network: Network, trips: int, steps: int, span_s: float,
             seed: int = 3) -> dict[str, Any]:
    """Tables of /journeys for capsules that each run alone once, over `steps` links.

    They set out in the `span_s` seconds round 0.45 of the time of the run.
    """
    random = np.random.default_rng(seed)
    ways = np.array(ways_of(network, random, min(trips, 2000), steps))
    lasts_us = np.round(np.array(network.link["length_m"]) / SPEED_M_S * 1e6).astype(np.int64)
    way = ways[random.integers(len(ways), size=trips)]
    start = np.sort(random.integers(0, int(span_s * 1e6), trips))
    start += int(max(0.0, 0.45 * size.bins * size.bin_s - 0.55 * span_s) * 1e6)
    times = start[:, None] + np.concatenate(
        [np.zeros((trips, 1), dtype=np.int64), np.cumsum(lasts_us[way], axis=1)], axis=1)
    links = np.concatenate([way, np.full((trips, 1), -1)], axis=1)
    train = np.repeat(np.arange(trips), steps + 1)
    order = np.argsort(times.reshape(-1), kind="stable")
    capsule = np.arange(trips) % 30_000
    return {
        "crossings": {"time_us": times.reshape(-1)[order], "train": train[order],
                      "link": links.reshape(-1)[order], "tube": np.zeros(len(order), dtype=np.uint8),
                      "extra_run_us": np.zeros(len(order), dtype=np.int32)},
        "movements": {"time_us": start, "capsule": capsule, "train": np.arange(trips),
                      "request": np.arange(trips), "loaded": np.ones(trips, dtype=np.uint8),
                      "origin": np.array(network.link["from"])[way[:, 0]],
                      "destination": np.array(network.link["to"])[way[:, -1]]},
        "boardings": {key: np.zeros(0, dtype=np.int64)
                      for key in ("time_us", "train", "capsule", "place", "kind")},
        "arrivals": {"time_us": times[:, -1], "capsule": capsule},
        "capsules": {"class": np.arange(30_000) % 3, "portal": np.zeros(30_000, dtype=np.int64)},
    }


def write_moving(path: Path, size: Size = SMALL, trips: int = 2000, steps: int = 20,
                 span_s: float = 4 * 3600.0) -> Path:
    """Write an invented result in which everything runs alone."""
    make_result.write_result(path, size)
    network = make_network(size, np.random.default_rng(7))
    with h5py.File(path, "a") as file:
        for name, columns in journeys(size, network, trips, steps, span_s).items():
            make_result.put_table(file, f"journeys/{name}", columns)
    return path
