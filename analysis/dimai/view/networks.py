"""The networks of a result as the page draws them: nodes, links with their shapes, series over time.

Each network is a dictionary: `kind`; `node` and `link`, columns; `shape`, bends of the links;
`series`, quantities by link or node over time. Several networks may lie over each other.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dimai.report.columns import Columns, read_columns
from dimai.report.network import city_names
from dimai.results import Result
from dimai.view.carriers import sends_that_wait
from dimai.view.container import column

DEGREE_STEPS = 1e6
"""Steps a degree that are kept: a tenth of a metre."""

GREATEST_CELLS = 2_000_000
"""Most values of a series that the page gets; beyond it bins are joined or samples left out."""

PLAN_DEGREES = 0.05
"""How wide a network without a place on the earth is drawn."""

LEAST_WAIT_S = 0.5
"""Who is served sooner has not waited, for the page [s]."""

LIQUID_NODES = ("junction", "reservoir", "tank")
LIQUID_LINKS = ("pipe", "pipe", "pump", "valve", "valve", "valve", "valve", "valve", "valve", "valve")
TUBE_NODES = ("blower", "transfer_unit", "station")


def networks(result: Result) -> list[dict[str, Any]]:
    """All networks of the result that have a place; empty if there are none."""
    found = (guideway(result), liquid(result), gas(result), tubes(result))
    return [network for network in found if network is not None]


def guideway(result: Result) -> dict[str, Any] | None:
    """Tubes for capsules, with flows by time bin and requests that wait."""
    node, link = result.table("network/node"), result.table("network/link")
    if not len(node):
        return None
    cities = city_names(node)
    number = {name: index for index, name in enumerate(cities)}
    vertex = result.table("network/geometry")
    return {
        "kind": "guideway", "plan": False,
        "cities": [{"name": name, "zh": name_zh} for name, name_zh in cities.values()],
        "node": {"id": node["id"].tolist(), "name": node["name"].tolist(),
                 "zh": node["name_zh"].tolist(), "kind": node["kind"].tolist(),
                 "city": column([number.get(name, -1) for name in node["city"]]),
                 "people": column(node["population"]),
                 "lon": degrees(node["longitude_deg"]), "lat": degrees(node["latitude_deg"])},
        "link": {"id": link["id"].tolist(), "from": column(link["from"]), "to": column(link["to"]),
                 "trunk": column(link["role"] == "trunk"), "length": column(link["length_m"], 10),
                 "speed": column(link["speed_m_s"], 1000), "tubes": column(link["tubes"])},
        "shape": shape(vertex["link"].to_numpy(), vertex["longitude_deg"].to_numpy(),
                       vertex["latitude_deg"].to_numpy(), len(link)),
        "series": guideway_series(result, len(link)),
        "waiting": waiting(result, len(node)),
    }


def guideway_series(result: Result, links: int) -> dict[str, Any]:
    """Capsules and trains an hour and mean delay of a train, of each link in each bin."""
    grid = result.grid("link_flows")
    if not grid.time_s.size or not links:
        return {}
    step = -(-len(grid.time_s) * links // GREATEST_CELLS)
    starts = np.arange(0, len(grid.time_s), step)
    width = float(grid.time_s[1] - grid.time_s[0]) * step if len(grid.time_s) > 1 else end_s(result)
    sums = {name: np.add.reduceat(values, starts, axis=0) for name, values in grid.values.items()}
    per_hour = 3600.0 / width
    mean_delay = sums["delay_s"] / np.maximum(sums["trains"], 1)
    keep = (grid.axis >= 0) & (grid.axis < links)
    return {"of": "link", "time": column(grid.time_s[starts]), "bin_s": width,
            "axis": column(grid.axis[keep], delta=True),
            "flow": column(sums["capsules"][:, keep] * per_hour, 10), "flow_unit": "capsules_h",
            "trains": column(sums["trains"][:, keep] * per_hour, 10),
            "delay": column(mean_delay[:, keep], 10)}


def waiting(result: Result, nodes: int) -> dict[str, Any]:
    """Requests that wait for a capsule at each node; see queues."""
    trips = result.table("trips")
    trips = trips[(trips["state"] != 3) & (trips["origin"] >= 0) & (trips["origin"] < nodes)]
    asked = trips["request_time_s"].to_numpy()
    served = np.fmin(asked + trips["wait_s"].to_numpy(), trips["departure_time_s"].to_numpy())
    return queues(trips["origin"].to_numpy(), asked, served)


def queues(origin: NDArray[Any], asked: NDArray[np.float64], served: NDArray[np.float64]) -> dict[str, Any]:
    """Times at which the number of those that wait at a node changes, and the number then.

    Parameters
    ----------
    origin, asked, served : array, shape (request,)
        Node, and time of the beginning and end of the wait [s]; NaN if it has not ended.
    """
    waited = ~(served - asked < LEAST_WAIT_S)
    ended = waited & np.isfinite(served)
    if not waited.any():
        return {"node": column([]), "time": column([]), "count": column([])}
    time = np.concatenate([asked[waited], served[ended]])
    node = np.concatenate([origin[waited], origin[ended]])
    change = np.concatenate([np.ones(waited.sum()), -np.ones(ended.sum())])
    order = np.lexsort((time, node))
    time, node, change = time[order], node[order], change[order]
    total = np.cumsum(change)
    starts = np.flatnonzero(np.diff(node, prepend=-1))
    before = np.repeat(total[starts] - change[starts], np.diff(starts, append=len(node)))
    return {"node": column(node, delta=True), "time": column(time, 1, delta=True),
            "count": column(total - before, delta=True)}


def liquid(result: Result) -> dict[str, Any] | None:
    """A liquid network: flow and velocity of its links, pressure of its nodes."""
    node, link = result.table("liquid/node"), result.table("liquid/link")
    if not len(node) or node["x"].isna().all():
        return None
    lon, lat, scale = on_plan(node["x"].to_numpy(), node["y"].to_numpy())
    vertex = result.table("liquid/vertex")
    bend_lon, bend_lat = scale(vertex["x"].to_numpy(), vertex["y"].to_numpy())
    grid = result.grid("liquid/link_series")
    kept = sampled(len(grid.time_s), len(link))
    heads = result.grid("liquid/node_series")
    return {
        "kind": "liquid", "plan": True,
        "node": {"id": node["id"].tolist(), "name": node["id"].tolist(), "zh": node["id"].tolist(),
                 "kind": [LIQUID_NODES[min(int(kind), 2)] for kind in node["kind"]],
                 "lon": degrees(lon), "lat": degrees(lat)},
        "link": {"id": link["id"].tolist(), "from": column(link["from"]), "to": column(link["to"]),
                 "length": column(link["length_m"], 10),
                 "kind": [LIQUID_LINKS[min(int(kind), 9)] for kind in link["kind"]]},
        "shape": shape(vertex["link"].to_numpy(), bend_lon, bend_lat, len(link)),
        "series": {"of": "link", "time": column(grid.time_s[kept], 10), "bin_s": 0,
                   "axis": column(grid.axis, delta=True),
                   "flow": column(grid.values["flow_m3_s"][kept] * 3600.0, 100),
                   "flow_unit": "m3_h", "velocity": column(grid.values["velocity_m_s"][kept], 1000)},
        "node_series": {"time": column(heads.time_s[kept[kept < len(heads.time_s)]], 10),
                        "axis": column(heads.axis, delta=True), "unit": "pressure_m",
                        "value": column(heads.values["pressure_m"][kept[kept < len(heads.time_s)]],
                                        100)},
    }


def gas(result: Result) -> dict[str, Any] | None:
    """A gas network: flow of its elements, pressure of its nodes."""
    nodes, elements = read_columns(result, "gas/node"), read_columns(result, "gas/element")
    if not nodes or not elements or not np.isfinite(nodes["longitude_deg"]).all():
        return None
    count, links = len(nodes["id"]), len(elements["id"])
    flows, pressures = (read_columns(result, f"gas/{name}_sample") for name in ("element", "node"))
    flow = by_time(flows, "flow_kg_s", links)
    pressure = by_time(pressures, "pressure_pa", count)
    time = flows.get("time_s", np.zeros(0))[::max(1, links)][:len(flow)]
    kept = sampled(len(time), links)
    also = kept[kept < len(pressure)]
    return {
        "kind": "gas", "plan": False,
        "node": {"id": nodes["id"].tolist(), "name": nodes["name"].tolist(),
                 "zh": nodes["name_zh"].tolist(), "kind": ["junction"] * count,
                 "lon": degrees(nodes["longitude_deg"]), "lat": degrees(nodes["latitude_deg"])},
        "link": {"id": elements["id"].tolist(), "from": column(elements["from"]),
                 "to": column(elements["to"]), "length": column(elements["length_m"], 10),
                 "kind": [str(kind) for kind in elements["kind"]]},
        "shape": shape(np.zeros(0), np.zeros(0), np.zeros(0), links),
        "series": {"of": "link", "time": column(time[kept], 10), "bin_s": 0,
                   "axis": column(np.arange(links), delta=True),
                   "flow": column(flow[kept] * 3600.0, 10), "flow_unit": "kg_h"},
        "node_series": {"time": column(time[also], 10), "axis": column(np.arange(count), delta=True),
                        "unit": "pressure_bar", "value": column(pressure[also] / 1e5, 10000)},
    }


def tubes(result: Result) -> dict[str, Any] | None:
    """Parcel tubes: each node's tube towards its blower, and connectors with all that passed."""
    nodes = read_columns(result, "tubes/nodes")
    if not nodes or not np.isfinite(nodes["longitude_deg"]).any():
        return None
    joins = read_columns(result, "tubes/connectors")
    parent = nodes["parent"].astype(np.int64)
    has = np.flatnonzero((parent >= 0) & (parent < len(parent)))
    passed = joins.get("forth_passed", np.zeros(0)) + joins.get("back_passed", np.zeros(0))
    starts = np.concatenate([has, joins.get("from", np.zeros(0))])
    ends = np.concatenate([parent[has], joins.get("to", np.zeros(0))])
    ids = [str(nodes["id"][row]) for row in has] + [str(name) for name in joins.get("id", ())]
    return {
        "kind": "tubes", "plan": False,
        "node": {"id": nodes["id"].tolist(), "name": nodes["name"].tolist(),
                 "zh": nodes["name_zh"].tolist(),
                 "kind": [TUBE_NODES[min(int(kind), 2)] for kind in nodes["kind"]],
                 "lon": degrees(nodes["longitude_deg"]), "lat": degrees(nodes["latitude_deg"])},
        "link": {"id": ids, "from": column(starts), "to": column(ends),
                 "length": column(np.concatenate([nodes["parent_m"][has],
                                                  joins.get("length_m", np.zeros(0))]), 10),
                 "kind": ["tube"] * len(has) + ["connector"] * len(passed)},
        "shape": shape(np.zeros(0), np.zeros(0), np.zeros(0), len(starts)),
        "series": {"of": "link", "time": column([0.0]), "bin_s": 0,
                   "axis": column(np.arange(len(has), len(starts)), delta=True),
                   "flow": column(passed), "flow_unit": "carriers"},
        "waiting": queues(*sends_that_wait(result)),
    }


def shape(link: NDArray[Any], lon: NDArray[Any], lat: NDArray[Any], links: int) -> dict[str, Any]:
    """Bends of all links in order: how many each has, then their places."""
    rows = link.astype(np.int64)
    order = np.argsort(rows, kind="stable")
    return {"count": column(np.bincount(rows, minlength=links)[:links]),
            "lon": degrees(lon[order]), "lat": degrees(lat[order])}


def degrees(values: Any) -> Any:
    """Make a column of longitudes or latitudes."""
    return column(values, DEGREE_STEPS, delta=True)


def on_plan(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[Any, Any, Any]:
    """Lay coordinates of a plan near longitude and latitude 0; also the function that does it."""
    middle = (np.nanmin(x) + np.nanmax(x)) / 2, (np.nanmin(y) + np.nanmax(y)) / 2
    span = max(float(np.nanmax(x) - np.nanmin(x)), float(np.nanmax(y) - np.nanmin(y)), 1e-9)

    def scale(east: NDArray[np.float64], north: NDArray[np.float64]) -> tuple[Any, Any]:
        return (east - middle[0]) / span * PLAN_DEGREES, (north - middle[1]) / span * PLAN_DEGREES

    return *scale(x, y), scale


def by_time(samples: Columns, name: str, width: int) -> NDArray[np.float64]:
    """Samples of one quantity as a table (time, element); only whole times."""
    values = samples.get(name, np.zeros(0))
    times = len(values) // max(1, width)
    return np.asarray(values[:times * width], dtype=np.float64).reshape(times, max(1, width))


def sampled(times: int, width: int) -> NDArray[np.int64]:
    """Rows of a time series that the page gets: evenly, with the first and the last."""
    most = max(2, GREATEST_CELLS // max(1, width))
    return np.unique(np.linspace(0, max(0, times - 1), min(times, most)).astype(np.int64))


def end_s(result: Result) -> float:
    """Simulated time of the run [s]; 1 if the file does not say."""
    return max(1.0, float(result.attributes.get("simulated_s") or 0.0))
