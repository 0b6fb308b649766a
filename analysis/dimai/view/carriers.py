"""Carriers in parcel tubes: when each left and arrived, and the way between."""

from __future__ import annotations

import heapq
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dimai.report.columns import Columns, read_columns
from dimai.results import Result
from dimai.view.container import column
from dimai.view.excerpt import Excerpt

NOWHERE = 4294967295
"""The parent of a blower."""

BINS = 400
"""Of the line under the clock."""

Graph = dict[int, list[tuple[int, float]]]


def carriers(result: Result, part: Excerpt) -> dict[str, Any] | None:
    """Sends that moved, in order of their start, and the ways between their stations.

    The file has the times at both ends; the way drawn between is the shortest one.

    Returns
    -------
    dict or None
        Columns `start` and `lasts` [s], `way`, `class`; `ways`: how many nodes each has, then the nodes,
        rows of the network "tubes". None without tubes on a map.
    """
    nodes = read_columns(result, "tubes/nodes")
    sends = read_columns(result, "tubes/sends")
    if not nodes or not len(sends.get("time_s", ())) or not np.isfinite(nodes["longitude_deg"]).any():
        return None
    start, end = _movements(sends)
    moved = np.flatnonzero((end > start) & (end > part.from_s) & (start < part.until_s))
    moved = moved[moved % part.every == 0]
    moved = moved[np.argsort(start[moved], kind="stable")]
    stations = read_columns(result, "tubes/stations")["node"].astype(np.int64)
    ends = np.stack([stations[sends[name][moved].astype(np.int64)] for name in ("origin", "destination")])
    pairs, way = np.unique(ends, axis=1, return_inverse=True)
    found = ways(graph_of(nodes, read_columns(result, "tubes/connectors")), pairs)
    classes = read_columns(result, "tubes/parcels").get("name", np.zeros(0))
    return {"start": column(start[moved], 10, delta=True), "lasts": column((end - start)[moved], 10),
            "way": column(way), "class": column(sends["parcel_class"][moved]),
            "classes": [str(name) for name in classes],
            "ways": {"count": column([len(each) for each in found]),
                     "node": column([node for each in found for node in each])}}


def carriers_moving(result: Result) -> dict[str, Any] | None:
    """Loaded carriers that set out in each time bin of the run, and sends that wait then; None without tubes.

    Returns
    -------
    dict or None
        Columns `time` [s], `moving`, `waiting`, shape (bin,).
    """
    sends = read_columns(result, "tubes/sends")
    if not len(sends.get("time_s", ())):
        return None
    start, end = _movements(sends)
    counts, edges = np.histogram(start[end > start], bins=BINS, range=(0.0, float(max(end.max(), 1.0))))
    _, asked, served = sends_that_wait(result)
    left = np.sort(served[np.isfinite(served)])
    waiting = np.searchsorted(np.sort(asked), edges[:-1]) - np.searchsorted(left, edges[:-1])
    return {"time": column(edges[:-1]), "moving": column(counts, 100), "waiting": column(waiting)}


def sends_that_wait(result: Result) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Station (row of the nodes) of each send, when it was asked for and when it set out [s].

    It waits for a carrier, is loaded, and waits until its zone is free. What never set out has NaN.
    """
    sends = read_columns(result, "tubes/sends")
    if not len(sends.get("time_s", ())):
        return np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0)
    start, _ = _movements(sends)
    stations = read_columns(result, "tubes/stations")["node"].astype(np.int64)
    return stations[sends["origin"].astype(np.int64)], np.asarray(sends["time_s"], dtype=np.float64), start


def _movements(sends: Columns) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """When each send leaves its station and when it arrives [s]; not after it if it has not."""
    waits = ("carrier_wait_s", "load_s", "zone_wait_s")
    start = np.sum([sends[name] for name in ("time_s", *waits)], axis=0, dtype=np.float64)
    return start, np.asarray(sends["arrival_time_s"], dtype=np.float64)


def graph_of(nodes: Columns, connectors: Columns) -> Graph:
    """Neighbours of each node with their distance [m]."""
    graph: Graph = {}
    edges = [(row, int(parent), float(length)) for row, (parent, length) in enumerate(
        zip(nodes["parent"], nodes["parent_m"])) if parent != NOWHERE and parent >= 0]
    edges += [(int(a), int(b), float(length)) for a, b, length in zip(
        *(connectors.get(name, ()) for name in ("from", "to", "length_m")))]
    for a, b, length in edges:
        graph.setdefault(a, []).append((b, length))
        graph.setdefault(b, []).append((a, length))
    return graph


def ways(graph: Graph, pairs: NDArray[np.int64]) -> list[list[int]]:
    """Nodes of the shortest way of each pair, shape (2, pair); both ends alone if there is none."""
    found: list[list[int]] = []
    before: dict[int, int] = {}
    last = -1
    for origin, destination in pairs.T.tolist():
        if origin != last:  # pairs are in the order of their origin
            before, last = _tree(graph, origin), origin
        path = [destination]
        while path[-1] != origin and path[-1] in before:
            path.append(before[path[-1]])
        found.append(path[::-1] if path[-1] == origin else [origin, destination])
    return found


def _tree(graph: Graph, origin: int) -> dict[int, int]:
    """The node before each on the shortest way from `origin`, by Dijkstra's algorithm."""
    before: dict[int, int] = {}
    done: set[int] = set()
    queue = [(0.0, origin, origin)]
    while queue:
        distance, node, via = heapq.heappop(queue)
        if node in done:
            continue
        done.add(node)
        if node != origin:
            before[node] = via
        for other, length in graph.get(node, ()):
            if other not in done:
                heapq.heappush(queue, (distance + length, other, node))
    return before
