"""Junctions, fleet, energy and the unserved."""

from __future__ import annotations

from typing import Any

import numpy as np

from dimai.report.pack import pack, rounded, rounded_list
from dimai.results import Result

STATES = ("loading", "loaded_moving", "empty_moving", "unloading", "idle")
RARE_STATES = ("charging", "in_workshop")
GREATEST_ROWS = 3000
GREATEST_TIMES = 300
WAITING, UNDER_WAY = 0, 1


def class_data(result: Result) -> list[dict[str, Any]]:
    """Name, use, fleet and colour of each capsule class."""
    table = result.table("capsule_class")
    return [{"name": row["name"], "carries": row["carries"], "fleet": int(row["fleet"]),
             "color": row["color"]} for row in table.to_dict("records")]


def junction_data(result: Result) -> dict[str, Any]:
    """Nodes with any traffic, those with most delay first; delays packed as tenths of a second."""
    table = result.table("junctions")
    counts = ["train_crossings", "capsule_crossings", "couplings", "cuts", "formed_trains",
              "short_zones"]
    active = (table[counts] > 0).any(axis=1) | (table["delay_s"] > 0)
    table = table[active & (table["node"] >= 0)].sort_values("delay_s", ascending=False)
    total = len(table)
    table = table.head(GREATEST_ROWS)
    return {"total": total, "node": pack(table["node"]),
            **{name: pack(table[name]) for name in counts},
            "delay": pack(table["delay_s"] * 10.0), "max_delay": pack(table["max_delay_s"] * 10.0)}


def fleet_data(result: Result) -> dict[str, Any]:
    """Capsules by state and requests that wait, over time, per class."""
    grid = result.grid("fleet")
    step = max(1, -(-len(grid.time_s) // GREATEST_TIMES))
    states = [*STATES, *(state for state in RARE_STATES if grid.values[state].any())]
    return {"time_s": grid.time_s[::step].tolist(), "class": grid.axis.tolist(),
            "states": states, "need": need_data(result), "charge": charge_data(result, step),
            "waved_off": waved_off_data(result),
            "count": [[pack(grid.values[state][::step, column]) for state in states]
                      for column in range(len(grid.axis))],
            "waiting": [pack(grid.values["waiting_requests"][::step, column])
                        for column in range(len(grid.axis))]}


def need_data(result: Result) -> list[dict[str, Any]]:
    """Least fleet of each class, on average and by hour, and what it ran empty."""
    work = result.table("fleet_work").set_index("class")
    energy = result.table("energy").set_index("class")
    hours = result.table("fleet_need_hours")
    rows = []
    for need in result.table("fleet_need").to_dict("records"):
        row_class = int(need["class"])
        mine = hours[hours["class"] == row_class]
        runs = work.loc[row_class] if row_class in work.index else {}
        way = energy.loc[row_class] if row_class in energy.index else {}
        rows.append({
            "class": row_class,
            **{key: rounded(need[key]) or 0.0
               for key in ("span_s", "loaded", "empty", "fleet", "most_loaded", "busiest_hour")},
            **{key: int(runs.get(key, 0))
               for key in ("empty_trips", "steered_trips", "workshop_stays", "workshop_put_off")},
            "empty_distance_m": rounded(way.get("empty_distance_m", 0.0)) or 0.0,
            "hours": [rounded_list(mine[key]) for key in ("time_s", "loaded", "empty")]})
    return rows


def charge_data(result: Result, step: int) -> list[dict[str, Any]]:
    """State of charge over time and totals, of classes with batteries."""
    grid = result.grid("fleet")
    work = result.table("fleet_work").set_index("class")
    rows = []
    for column, row_class in enumerate(grid.axis.tolist()):
        mean = grid.values["mean_charge"][::step, column]
        if not (np.isfinite(mean).any() and mean.any() and row_class in work.index):
            continue
        totals = work.loc[row_class]
        rows.append({
            "class": row_class, "mean": rounded_list(mean),
            "least": rounded_list(grid.values["least_charge"][::step, column]),
            **{key: rounded(totals[key]) or 0.0
               for key in ("charged_j", "charging_s", "charges", "charge_waits", "below_least",
                           "ran_flat", "least_charge")}})
    return rows


def waved_off_data(result: Result) -> list[list[int]]:
    """Portals that sent capsules round, those with most first: node, capsules."""
    table = result.table("portals")
    table = table[table["waved_off"] > 0].sort_values("waved_off", ascending=False).head(20)
    return [[int(node), int(count)] for node, count in zip(table["node"], table["waved_off"], strict=True)]


def energy_data(result: Result) -> list[dict[str, Any]]:
    """Energy [J] and distance [m], loaded and empty, per class."""
    table = result.table("energy")
    numbers = ("loaded_j", "empty_j", "loaded_distance_m", "empty_distance_m")
    return [{"class": int(row["class"]), **{key: rounded(row[key]) or 0.0 for key in numbers}}
            for row in table.to_dict("records")]


def unserved_data(result: Result) -> dict[str, Any]:
    """Refused requests by reason and pair, and those that wait or travel at the end by portal."""
    refusals = result.table("refusals")
    reasons = refusals.groupby(["reason", "class"], as_index=False)["count"].sum()
    pairs = refusals.groupby(["reason", "class", "origin", "destination"], as_index=False)["count"]
    worst = pairs.sum().sort_values("count", ascending=False).head(50)
    trips = result.table("trips")
    waiting = trips[(trips["state"] == WAITING) & (trips["origin"] >= 0)]
    by_portal = waiting.groupby(["origin", "class"]).size().sort_values(ascending=False).head(50)
    end_s = float(result.attributes.get("simulated_s") or 0.0)
    longest = end_s - waiting["request_time_s"].min() if len(waiting) else np.nan
    return {
        "reasons": reasons.to_numpy().tolist(), "pairs": worst.to_numpy().tolist(),
        "waiting": [[int(origin), int(row_class), int(count)]
                    for (origin, row_class), count in by_portal.items()],
        "waiting_total": len(waiting), "longest_wait_s": rounded(longest)}


def count_data(result: Result) -> dict[str, Any]:
    """Requests and capsules per class, from /counts, or from the trips if that is missing."""
    table = result.table("counts")
    classes = len(result.table("capsule_class"))
    columns = ("requested", "arrived", "under_way", "waiting", "refused")
    capsules = ("capsules_start", "capsules_end", "unparked")
    if len(table):
        rows = [{key: int(row[key]) for key in ("class", *columns, *capsules)}
                for row in table.to_dict("records") if row["class"] < classes]
        return {"rows": rows, "counted": "counts"}
    trips = result.table("trips")
    cells = np.zeros((classes, 4), dtype=np.int64)
    known = trips[(trips["class"] >= 0) & (trips["class"] < classes) & trips["state"].between(0, 3)]
    np.add.at(cells, (known["class"].to_numpy(), known["state"].to_numpy()), 1)
    rows = [{"class": row, "requested": int(cell.sum()), "waiting": int(cell[0]),
             "under_way": int(cell[1]), "arrived": int(cell[2]), "refused": int(cell[3])}
            for row, cell in enumerate(cells)]
    return {"rows": rows, "counted": "trips"}


def total_data(result: Result) -> dict[str, Any]:
    """Couplings, cuts and distance of the whole run."""
    junctions, energy = result.table("junctions"), result.table("energy")
    trips = result.table("trips")
    distance = energy[["loaded_distance_m", "empty_distance_m"]].sum()
    return {"couplings": int(junctions["couplings"].sum()), "cuts": int(junctions["cuts"].sum()),
            "formed": int(junctions["formed_trains"].sum()),
            "delay_s": rounded(junctions["delay_s"].sum()),
            "loaded_distance_m": rounded(distance["loaded_distance_m"]),
            "empty_distance_m": rounded(distance["empty_distance_m"]),
            "trip_distance_m": rounded(np.nansum(trips["distance_m"])),
            "means": rounded_list(trips[["couplings", "cuts"]][trips["state"] == 2].mean())}
