"""Makes a result file that keeps to analysis/docs/result-file.md, without running dimai.

The figures are invented but hang together: parts of journeys add up, counts balance. Used by tests of
the reader and the report. `python3 make_result.py result.h5 [--large] [--incomplete] [--empty]`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from made_network import EMPTY, LARGE, SMALL, Network, Size, make_network
from made_traffic import fleet_series, link_flows, make_stretch
from made_trips import counts_rows, make_trips, refusal_rows, summary_rows

CLASSES = [("cabin", "people", "#2a7fff"), ("freight", "freight", "#c9762b"),
           ("room", "room", "#7a5aa6")]


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
