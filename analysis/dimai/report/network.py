"""What the map shows: the network, flows on links by time, requests that wait at portals."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dimai.report.pack import pack
from dimai.results import Result

GREATEST_CELLS = 1_000_000
"""Most links times bins kept; beyond it bins are joined, to keep the page small."""

DEGREE_STEPS = 1e5
"""Steps a degree of packed coordinates: about a metre."""


def network_data(result: Result) -> dict[str, Any]:
    """Nodes, cities, links with their shapes, flows and waiting requests.

    Parameters
    ----------
    result : Result
        An open result file.

    Returns
    -------
    dict
        Plain values for JSON; number columns packed.
    """
    node, link = result.table("network/node"), result.table("network/link")
    cities = city_names(node)
    number = {name: index for index, name in enumerate(cities)}
    kinds = ["portal", "junction", "yard", "siding"]
    time_s, bin_s, flows = flow_data(result, len(link))
    return {
        "kinds": kinds,
        "cities": [{"key": key, "name": name, "zh": name_zh} for key, (name, name_zh) in cities.items()],
        "node": {
            "id": node["id"].tolist(), "name": node["name"].tolist(),
            "zh": node["name_zh"].tolist(),
            "city": pack([number.get(name, -1) for name in node["city"]]),
            "kind": pack([kinds.index(kind) if kind in kinds else 1 for kind in node["kind"]]),
            "lon": pack(node["longitude_deg"] * DEGREE_STEPS, delta=True),
            "lat": pack(node["latitude_deg"] * DEGREE_STEPS, delta=True),
            "population": pack(node["population"])},
        "link": {
            "id": link["id"].tolist(), "from": pack(link["from"]), "to": pack(link["to"]),
            "trunk": pack(link["role"] == "trunk"), "length": pack(link["length_m"]),
            "tubes": pack(link["tubes"])},
        "shape": shape_data(result, len(link)),
        "time_s": time_s, "bin_s": bin_s, "flows": flows,
        "waiting": waiting_data(result, len(node), time_s, bin_s),
    }


def city_names(node: Any) -> dict[str, tuple[str, str]]:
    """Cities of the network: name as in the file, then the English and the Chinese name.

    Where no node of a city tells city_zh, a node that bears the city's own name may know the other
    name; else both names are the one in the file.
    """
    english, chinese = dict(zip(node["name_zh"], node["name"])), dict(zip(node["name"], node["name_zh"]))
    told = {city: name_zh for city, name_zh in zip(node["city"], node["city_zh"]) if name_zh}
    return {city: (english.get(city) or city, told.get(city) or chinese.get(city) or city)
            for city in dict.fromkeys(node["city"]) if city}


def shape_data(result: Result, links: int) -> dict[str, str]:
    """Vertices of all links in order; a link without vertices has none (drawn straight)."""
    vertex = result.table("network/geometry")
    order = np.argsort(vertex["link"].to_numpy(dtype=np.int64), kind="stable")
    count = np.bincount(vertex["link"].to_numpy(dtype=np.int64), minlength=links)[:links]
    lon, lat = vertex["longitude_deg"].to_numpy()[order], vertex["latitude_deg"].to_numpy()[order]
    return {"count": pack(count), "lon": pack(lon * DEGREE_STEPS, delta=True),
            "lat": pack(lat * DEGREE_STEPS, delta=True)}


def flow_data(result: Result, links: int) -> tuple[list[float], float, dict[str, str]]:
    """Trains, capsules and delay [s] of each link in each bin, packed as (bin, link)."""
    grid = result.grid("link_flows")
    if not grid.time_s.size or not links:
        return [], 0.0, {}
    used = max((int(np.flatnonzero(values.any(axis=1)).max(initial=0)) + 1
                for values in grid.values.values()), default=1)
    step = -(-used * links // GREATEST_CELLS)
    time_s = grid.time_s[:used:step]
    width = float(grid.time_s[1] - grid.time_s[0]) if len(grid.time_s) > 1 else end_s(result)
    packed = {}
    inside = (grid.axis >= 0) & (grid.axis < links)
    for name, values in grid.values.items():
        full = np.zeros((len(time_s), links))
        joined = np.add.reduceat(values[:used], np.arange(0, used, step), axis=0)
        full[:, grid.axis[inside]] = joined[:, inside]
        packed[name.removesuffix("_s")] = pack(full)
    return [float(value) for value in time_s], width * step, packed


def waiting_data(result: Result, nodes: int, time_s: list[float], bin_s: float) -> dict[str, Any]:
    """Requests that wait for a capsule at the middle of each bin, for portals that ever have one."""
    trips = result.table("trips")
    if not time_s or not len(trips):
        return {"node": pack([]), "count": pack([])}
    bins = len(time_s)
    asked = trips["request_time_s"].to_numpy()
    served = np.where(np.isnan(trips["wait_s"]), np.inf, asked + trips["wait_s"].to_numpy())
    served = np.fmin(served, trips["departure_time_s"].fillna(np.inf).to_numpy())
    counted = (trips["state"] != 3).to_numpy() & (trips["origin"] >= 0).to_numpy()
    middles = np.asarray(time_s) + bin_s / 2
    change = np.zeros((bins + 1, nodes))
    origin = trips["origin"].to_numpy()[counted]
    for moment, sign in ((asked[counted], 1.0), (served[counted], -1.0)):
        cell: NDArray[np.int64] = np.searchsorted(middles, moment).astype(np.int64) * nodes + origin
        change += sign * np.bincount(cell, minlength=(bins + 1) * nodes).reshape(bins + 1, nodes)
    count = np.cumsum(change, axis=0)[:bins]
    busy = np.flatnonzero(count.any(axis=0))
    return {"node": pack(busy, delta=True), "count": pack(count[:, busy])}


def end_s(result: Result) -> float:
    """Simulated time of the run [s]; 1 if the file does not say."""
    return max(1.0, float(result.attributes.get("simulated_s") or 0.0))
