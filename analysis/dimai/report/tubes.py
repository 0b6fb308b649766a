"""Parcel tubes: zones and stations, times of sends and their parts, what is busiest."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dimai.report.columns import Columns, read_columns
from dimai.report.pack import rounded, rounded_list
from dimai.results import Result

ARRIVED, REFUSED = 2, 3
REFUSALS = ("none", "fits_no_carrier", "no_station", "no_way")
PARTS = ("carrier_wait", "load", "zone_wait", "transfer_wait", "transit")
QUANTILES = (0.05, 0.5, 0.95, 0.99, 1.0)
GREATEST_ROWS = 15
BINS = 40
DAY_S, HOUR_S = 86400.0, 3600.0


def tubes_data(result: Result) -> dict[str, Any] | None:
    """What the section on tubes shows; None if the result has none."""
    nodes, sends = read_columns(result, "tubes/nodes"), read_columns(result, "tubes/sends")
    if not nodes or "arrival_time_s" not in sends:
        return None
    parcels = read_columns(result, "tubes/parcels")
    zones = read_columns(result, "tubes/zones")
    return {"map": map_data(nodes, zones, read_columns(result, "tubes/connectors")),
            "groups": group_data(sends, parcels),
            "hours": hour_data(sends),
            "refusals": refusal_data(sends),
            "parts": list(parts_of(sends)),
            "zones": zone_data(zones),
            "units": unit_data(read_columns(result, "tubes/transfer_units"), nodes),
            "connectors": connector_data(read_columns(result, "tubes/connectors"), nodes, zones),
            "carriers": carrier_data(read_columns(result, "tubes/stations"), nodes, zones)}


def parts_of(sends: Columns) -> tuple[str, ...]:
    """Parts of a send's time; standing where something has failed only if any did."""
    held = sends.get("held_s")
    return PARTS + ("held",) if held is not None and bool((held > 0.0).any()) else PARTS


def map_data(nodes: Columns, zones: Columns, connectors: Columns) -> dict[str, Any]:
    """Nodes, the tube of each towards its blower, and connectors with their traffic."""
    passed = connectors.get("forth_passed", np.zeros(0)) + connectors.get("back_passed", np.zeros(0))
    return {"id": nodes["id"].tolist(), "name": nodes["name"].tolist(),
            "zh": nodes["name_zh"].tolist(), "kind": nodes["kind"].tolist(),
            "zone": nodes["zone"].tolist(),
            "parent": nodes["parent"].astype(np.int64).tolist(),
            "lon": rounded_list(nodes["longitude_deg"], 10),
            "lat": rounded_list(nodes["latitude_deg"], 10),
            "zone_id": zones.get("id", np.zeros(0)).tolist(),
            "busy": rounded_list(zones.get("busy_share", np.zeros(0)), 4),
            "from": connectors.get("from", np.zeros(0)).tolist(),
            "to": connectors.get("to", np.zeros(0)).tolist(), "passed": passed.tolist()}


def group_data(sends: Columns, parcels: Columns) -> list[dict[str, Any]]:
    """Times of all sends that arrived, then of each class: quantiles, histogram, parts."""
    arrived = sends["state"] == ARRIVED
    whole = sends["arrival_time_s"] - sends["time_s"]
    groups = [one_group("", arrived, whole, sends)]
    for row, name in enumerate(parcels.get("name", [])):
        chosen = arrived & (sends["parcel_class"] == row)
        groups.append({**one_group(str(name), chosen, whole, sends),
                       "asked": int((sends["parcel_class"] == row).sum())})
    groups[0]["asked"] = len(whole)
    top = float(np.quantile(whole[arrived], 0.999)) if arrived.any() else 1.0
    step = nice_step(top / BINS)
    for group, chosen in zip(groups, [arrived, *(
            arrived & (sends["parcel_class"] == row) for row in range(len(groups) - 1))],
            strict=True):
        count = np.bincount((whole[chosen] / step).astype(np.int64), minlength=1)
        group["step"], group["count"] = step, count[:BINS + 10].tolist()
        group["beyond"] = int(count[BINS + 10:].sum())
    return groups


def nice_step(step: float) -> float:
    """The next larger of 1, 2, 5, 10, 20 ... seconds."""
    power = 10.0 ** np.floor(np.log10(max(step, 1e-3)))
    return float(next(power * factor for factor in (1, 2, 5, 10) if power * factor >= step))


def one_group(name: str, chosen: NDArray[np.bool_], whole: NDArray[np.float64],
              sends: Columns) -> dict[str, Any]:
    """Quantiles of the whole time, and the parts on average and in the slowest twentieth."""
    times = whole[chosen]
    if not len(times):
        return {"name": name, "n": 0}
    slow = chosen & (whole >= np.quantile(times, 0.95))
    return {"name": name, "n": len(times), "mean": rounded(times.mean()),
            "quantile": rounded_list(np.quantile(times, QUANTILES)),
            "mean_parts": [rounded(sends[part + "_s"][chosen].mean()) for part in parts_of(sends)],
            "slow_parts": [rounded(sends[part + "_s"][slow].mean()) for part in parts_of(sends)]}


def hour_data(sends: Columns) -> list[dict[str, Any]]:
    """Median, 95 % and greatest time by hour of the day, and sends an hour."""
    arrived = sends["state"] == ARRIVED
    whole = sends["arrival_time_s"] - sends["time_s"]
    hour = (sends["time_s"] % DAY_S // HOUR_S).astype(np.int64)
    days = max(1.0, float(sends["time_s"].max()) / DAY_S) if len(hour) else 1.0
    rows = []
    for each in range(24):
        times = whole[arrived & (hour == each)]
        quantile = rounded_list(np.quantile(times, (0.5, 0.95, 1.0))) if len(times) else None
        rows.append({"hour": each, "sends": rounded((hour == each).sum() / days), "q": quantile})
    return rows


def refusal_data(sends: Columns) -> list[list[Any]]:
    """Refused sends by reason."""
    count = np.bincount(sends["refusal"][sends["state"] == REFUSED].astype(np.int64), minlength=4)
    return [[REFUSALS[row], int(count[row])] for row in range(1, 4) if count[row]]


def zone_data(zones: Columns) -> list[dict[str, Any]]:
    """The busiest zones, each with its blower."""
    if "busy_share" not in zones:
        return []
    order = np.argsort(-zones["busy_share"], kind="stable")[:GREATEST_ROWS]
    return [{"zone": str(zones["id"][row]), "busy": rounded(zones["busy_share"][row]),
             "moves": int(zones["movements"][row]), "empty": int(zones["empty_movements"][row]),
             "reversals": int(zones["reversals"][row]),
             "dead": rounded(zones["dead_s"][row] / max(zones["busy_s"][row], 1e-9)),
             "energy": rounded(zones["blower_energy_j"][row])} for row in order]


def unit_data(units: Columns, nodes: Columns) -> list[dict[str, Any]]:
    """The transfer units that most carriers went through."""
    if "passed" not in units:
        return []
    order = np.argsort(-units["passed"], kind="stable")[:GREATEST_ROWS]
    return [{"id": str(nodes["id"][units["node"][row]]), "passed": int(units["passed"][row]),
             "settings": int(units["settings"][row])} for row in order]


def connector_data(connectors: Columns, nodes: Columns, zones: Columns) -> list[dict[str, Any]]:
    """Ways of connectors in which carriers waited longest, in all."""
    rows: list[tuple[float, dict[str, Any]]] = []
    for way, start, end in (("forth", "from", "to"), ("back", "to", "from")):
        for row in range(len(connectors.get("id", []))):
            passed = int(connectors[way + "_passed"][row])
            if passed:
                ends = [str(zones["id"][nodes["zone"][connectors[key][row]]])
                        for key in (start, end)]
                wait_s = float(connectors[way + "_wait_s"][row])
                rows.append((wait_s, {"from": ends[0], "to": ends[1], "passed": passed,
                                      "wait": rounded(wait_s / passed),
                                      "longest": int(connectors[way + "_longest"][row]),
                                      "places": int(connectors["places"][row])}))
    rows.sort(key=lambda row: -row[0])
    return [row for _, row in rows[:GREATEST_ROWS]]


def carrier_data(stations: Columns, nodes: Columns, zones: Columns) -> dict[str, Any]:
    """Stocks of empty carriers: how many there are, and the stations that ran lowest."""
    if "least_stock" not in stations:
        return {"stations": 0, "carriers": 0, "rows": [], "empty": 0, "moves": 0}
    order = np.lexsort((-stations["sent"], stations["least_stock"]))[:GREATEST_ROWS]
    rows = [{"node": int(stations["node"][row]), "carriers": int(stations["carriers"][row]),
             "least": int(stations["least_stock"][row]), "end": int(stations["end_stock"][row]),
             "sent": int(stations["sent"][row]), "received": int(stations["received"][row]),
             "queue": int(stations["longest_queue"][row])} for row in order]
    return {"stations": len(stations["node"]), "carriers": int(stations["carriers"].sum()),
            "rows": rows, "empty": int(zones["empty_movements"].sum()),
            "moves": int(zones["movements"].sum())}
