"""Shipments over modes, local industry, and the way it is done today."""

from __future__ import annotations

from typing import Any

import numpy as np

from dimai.report.columns import Columns, read_columns
from dimai.report.pack import rounded, rounded_list
from dimai.results import Result

METRICS = ("co2_kg", "cost_cny", "cost_work_cny", "time_h", "energy_kwh", "road_km", "land_m2")
LACK_KINDS = ("nothing", "good", "machine", "making", "transport")
MOST_ROWS = 15
STEPS = 400


def logistics_data(result: Result) -> dict[str, Any] | None:
    """What the sections on shipments, industry and comparison show; None if the result has none."""
    classes = read_columns(result, "logistics/classes")
    if not classes:
        return None
    modes = read_columns(result, "logistics/modes")
    work = read_columns(result, "logistics/work")
    return {"classes": class_data(classes, read_columns(result, "logistics/shipments")),
            "modes": [{"name": str(name), "kind": str(kind)}
                      for name, kind in zip(modes["name"], modes["kind"], strict=True)],
            "share": share_data(work, len(modes["name"])),
            "lanes": lane_data(read_columns(result, "logistics/lanes"), modes),
            "use": use_data(read_columns(result, "logistics/lane_use"), modes),
            "projects": project_data(read_columns(result, "logistics/projects")),
            "returns": return_data(read_columns(result, "logistics/returns"), classes),
            "comparison": comparison_data(result, classes),
            "road": road_data(read_columns(result, "logistics/road")),
            "stages": stage_data(read_columns(result, "logistics/stages")),
            "needed": [finite(result.file.attrs.get(f"logistics_needed{end}_cny", np.nan))
                       for end in ("", "_if_cheap", "_if_dear")],
            "industry": industry_data(result)}


def class_data(classes: Columns, shipments: Columns) -> list[dict[str, Any]]:
    """One row a class: how many, how long, made of what, with how much energy."""
    rows = []
    for row, name in enumerate(classes["name"]):
        quantile = None
        if shipments:
            chosen = (shipments["class"] == row) & (shipments["refused"] == 0)
            times = (shipments["arrival_time_s"] - shipments["time_s"])[chosen]
            if len(times):
                quantile = rounded_list(np.quantile(times, (0.05, 0.5, 0.95, 0.99)))
        parts = {key: rounded(classes[key + "_s"][row]) for key in ("wait", "handling", "moving")}
        rows.append({"name": str(name), "n": int(classes["arrived"][row]), "q": quantile, **parts,
                     "distance": rounded(classes["distance_m"][row]),
                     "energy": rounded(classes["energy_j"][row])})
    return rows


def share_data(work: Columns, modes: int) -> list[list[float | None]]:
    """Share of each class's distance on each mode; of its legs where nothing has a length."""
    if not work or not modes:
        return []
    distance = work["distance_m"].reshape(-1, modes)
    legs = work["legs"].reshape(-1, modes).astype(float)
    by = np.where(distance.sum(axis=1, keepdims=True) > 0, distance, legs)
    whole = np.maximum(by.sum(axis=1, keepdims=True), 1e-9)
    return [rounded_list(row, 4) for row in by / whole]


def lane_data(lanes: Columns, modes: Columns) -> list[dict[str, Any]]:
    """Lanes, cranes and lifts where most waited."""
    if not lanes:
        return []
    used = np.flatnonzero((lanes["lanes"] > 0) & (lanes["served"] > 0))
    order = used[np.argsort(-lanes["waited_s"][used], kind="stable")][:MOST_ROWS]
    return [{"group": str(lanes["group"][row]), "mode": str(modes["name"][lanes["mode"][row]]),
             "lanes": int(lanes["lanes"][row]), "served": int(lanes["served"][row]),
             "longest": int(lanes["longest"][row]),
             "wait": rounded(lanes["waited_s"][row] / lanes["served"][row])} for row in order]


def use_data(use: Columns, modes: Columns) -> list[dict[str, Any]]:
    """Modes whose lanes are limited, such as cranes: what a lane did in a day, and could do."""
    if not use:
        return []
    return [{"mode": str(modes["name"][use["mode"][row]]), "lanes": int(use["lanes"][row]),
             "legs": int(use["legs"][row]), "day": rounded(use["a_day"][row]),
             "busiest": rounded(use["busiest_a_day"][row]), "most": finite(use["capacity_a_day"][row]),
             "wait": rounded(use["wait_s"][row])} for row in range(len(use["mode"])) if use["legs"][row] > 0]


def project_data(projects: Columns) -> list[dict[str, Any]]:
    """What is built of many parts, such as a tower: how far, in how many days."""
    if not projects:
        return []
    return [{"name": str(projects["name"][row]), "zh": str(projects["name_zh"][row]),
             "made": rounded(projects["made"][row]), "quantity": rounded(projects["quantity"][row]),
             "done": bool(projects["done"][row]),
             **{key: finite(projects[key + "_days"][row]) for key in ("build", "machine", "site")}}
            for row in range(len(projects["name"]))]


def return_data(returns: Columns, classes: Columns) -> list[dict[str, Any]]:
    """Empty packaging that goes back."""
    if not returns:
        return []
    return [{"name": str(returns["name"][row]), "full": str(classes["name"][returns["full"][row]]),
             "shipments": int(returns["shipments"][row]),
             **{key: rounded(returns[key][row]) for key in ("left", "back", "under_way", "waiting")}}
            for row in range(len(returns["name"]))]


def comparison_data(result: Result, classes: Columns) -> list[dict[str, Any]]:
    """For each class that has a today: ranges of each metric, verdict, break-even."""
    table = read_columns(result, "logistics/comparison")
    even = read_columns(result, "logistics/break_even")
    if not table:
        return []
    rows = []
    for place, one in enumerate(even["class"]):
        metrics: dict[str, dict[str, Any]] = {}
        for metric in METRICS:
            at = np.flatnonzero((table["class"] == one) & (table["metric"] == metric))[0]
            metrics[metric] = {side: [rounded(table[f"{side}_{q}"][at]) for q in ("p5", "p50", "p95")]
                               for side in ("today", "underground", "difference")}
            metrics[metric]["better"] = rounded(table["better_share"][at])
        volume = [float(even[f"volume_{q}"][place]) for q in ("p5", "p50", "p95")]
        rows.append({"name": str(classes["name"][one]), "metrics": metrics,
                     "items": rounded(even["items_a_day"][place]),
                     "volume": [rounded(v) if np.isfinite(v) else None for v in volume],
                     "never": rounded(even["never_share"][place]),
                     "speed": finite(even["speed_p50_m_s"][place])})
    return rows


def finite(value: float) -> float | None:
    """A number, or None if it is infinite."""
    return rounded(value) if np.isfinite(value) else None


def road_data(road: Columns) -> list[dict[str, Any]]:
    """Vehicle-km removed by kind, and added at portals."""
    if not road:
        return []
    return [{"vehicle": str(road["vehicle"][row]),
             "km": [rounded(road[f"{q}_km"][row]) for q in ("p5", "p50", "p95")]}
            for row in range(len(road["vehicle"])) if road["p95_km"][row] > 0]


def stage_data(stages: Columns) -> list[dict[str, Any]]:
    """Money through the stages."""
    if not stages:
        return []
    keys = ("capital", "revenue", "running", "least", "end", "end_if_cheap", "end_if_dear")
    return [{"name": str(stages["name"][row]), "zh": str(stages["name_zh"][row]),
             "date": str(stages["date"][row]),
             **{key: rounded(stages[key + "_cny"][row]) for key in keys}}
            for row in range(len(stages["name"]))]


def industry_data(result: Result) -> dict[str, Any] | None:
    """What is made, what lacked, how busy machines were, stocks, power."""
    goods = read_columns(result, "logistics/goods")
    if not goods:
        return None
    lacks = read_columns(result, "logistics/lacks")
    machines = read_columns(result, "logistics/machines")
    stocks = read_columns(result, "logistics/stocks")
    orders = read_columns(result, "logistics/orders")
    return {"goods": good_data(goods, orders),
            "lacks": [{"wanted": int(lacks["wanted"][row]), "good": lacking(lacks["good"][row]),
                       "kind": LACK_KINDS[int(lacks["kind"][row])],
                       "household": bool(lacks["household"][row]),
                       "waited": rounded(lacks["waited_s"][row])}
                      for row in range(len(lacks.get("wanted", []))) if lacks["waited_s"][row] > 1],
            "machines": machine_data(machines, result),
            "stocks": stock_data(stocks),
            "power": power_data(read_columns(result, "logistics/power"))}


def lacking(good: int) -> int | None:
    """Row of a good, or None."""
    return None if good == 0xFFFFFFFF else int(good)


def good_data(goods: Columns, orders: Columns) -> list[dict[str, Any]]:
    """Each good: made, used, delivered; and how long households waited for it."""
    rows = []
    for row, name in enumerate(goods["name"]):
        quantile, count = None, 0
        if orders:
            mine = orders["good"] == row
            count = int(mine.sum())
            done = mine & (orders["done_time_s"] >= 0)
            if done.any():
                quantile = rounded_list(np.quantile((orders["done_time_s"] - orders["time_s"])[done],
                                                    (0.5, 0.95)))
        rows.append({"name": str(name), "zh": str(goods["name_zh"][row]), "orders": count, "q": quantile,
                     **{key: rounded(goods[key][row])
                        for key in ("made", "used", "delivered", "at_hand", "bought", "drawn", "given")}})
    return rows


def machine_data(machines: Columns, result: Result) -> list[dict[str, Any]]:
    """Machines by how busy they were."""
    length_s = max(float(result.file.attrs.get("end_time_s", 0.0)), 1.0)
    power = read_columns(result, "logistics/power")
    if power:
        length_s = max(length_s, float(power["time_s"][-1]))
    return [{"kind": str(machines["kind"][row]), "site": str(machines["site"][row]),
             "zh": str(machines["site_zh"][row]), "count": int(machines["count"][row]),
             "batches": int(machines["batches"][row]), "setups": int(machines["setups"][row]),
             "busy": rounded(machines["busy_s"][row] / machines["count"][row] / length_s),
             "energy": rounded(machines["energy_j"][row])}
            for row in range(len(machines.get("kind", [])))]


def stock_data(stocks: Columns) -> list[dict[str, Any]]:
    """Stocks: policy, mean and least, share served at once, lead time."""
    return [{"site": str(stocks["site"][row]), "zh": str(stocks["site_zh"][row]), "good": int(stocks["good"][row]),
             **{key: rounded(stocks[key][row]) for key in ("reorder", "up_to", "mean", "least", "end")},
             "served": int(stocks["served"][row]), "at_once": int(stocks["served_at_once"][row]),
             "lead": rounded(stocks["lead_s"][row])}
            for row in range(len(stocks.get("site", []))) if stocks["up_to"][row] > 0
            or stocks["served"][row] > 0]


def power_data(power: Columns) -> dict[str, Any] | None:
    """Mean power of each flow, at most STEPS points."""
    if not power or len(power["time_s"]) < 2:
        return None
    every = max(1, len(power["time_s"]) // STEPS)
    time_s = power["time_s"][every - 1::every]
    length_s = np.diff(time_s, prepend=0.0)
    ends = np.arange(every - 1, len(power["time_s"]), every)
    flows = {}
    for key in ("load", "solar", "imported", "exported", "unserved"):
        energy_j = np.diff(np.cumsum(power[key + "_j"])[ends], prepend=0.0)
        flows[key] = rounded_list(energy_j / length_s / 1000.0)
    return {"time": rounded_list(time_s), "flows": flows,
            "stored": rounded_list(power["stored_j"][every - 1::every] / 3.6e6)}
