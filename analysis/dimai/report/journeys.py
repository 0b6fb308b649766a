"""Times from door to door: their distribution and their parts, by class and by reported pair."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dimai.report.pack import rounded, rounded_list
from dimai.results import Result

PARTS = ("wait_s", "handling_s", "access_s", "line_s", "junction_s", "egress_s")
QUANTILES = (0.05, 0.50, 0.95, 0.99)
BIN_STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400)
GREATEST_BINS = 60
ARRIVED = 2

Floats = NDArray[np.float64]


def journey_data(result: Result) -> list[dict[str, Any]]:
    """Groups of trips that arrived: reported pairs, then all, then each class.

    Parameters
    ----------
    result : Result
        An open result file.

    Returns
    -------
    list of dict
        Per group: `kind` ("pair", "all", "class"), `class`, `origin`, `destination`, `n`, and if there
        are trips: `mean`, `quantile`, `curve`, `histogram`, `parts`.
    """
    trips = result.table("trips")
    trips = trips[trips["state"] == ARRIVED]
    total_s = (trips["arrival_time_s"] - trips["request_time_s"]).to_numpy()
    parts_s = trips[list(PARTS)].fillna(0.0).to_numpy()
    groups = []
    for group in group_keys(result):
        chosen = members(result, trips, group)
        groups.append(group | group_data(total_s[chosen], parts_s[chosen]))
    return groups


def group_keys(result: Result) -> list[dict[str, str]]:
    """Reported pairs as /summary names them, all trips, and each class if there are several."""
    summary = result.table("summary")
    pairs = summary[(summary["origin"] != "") | (summary["destination"] != "")]
    pairs = pairs.drop_duplicates(["class", "origin", "destination"])
    keys = [{"kind": "pair", "class": row_class, "origin": origin, "destination": destination}
            for row_class, origin, destination in
            zip(pairs["class"], pairs["origin"], pairs["destination"])]
    keys.append({"kind": "all", "class": "", "origin": "", "destination": ""})
    names = result.table("capsule_class")["name"].tolist()
    if len(names) > 1:
        keys += [{"kind": "class", "class": name, "origin": "", "destination": ""} for name in names]
    return keys


def members(result: Result, trips: Any, group: dict[str, str]) -> NDArray[np.bool_]:
    """Which trips belong to a group; a place is a portal's id or a city's name, "" any."""
    node = result.table("network/node")
    chosen = np.ones(len(trips), dtype=np.bool_)
    for column in ("origin", "destination"):
        if group[column]:
            rows = np.flatnonzero((node["id"] == group[column]) | (node["city"] == group[column]))
            chosen &= np.isin(trips[column].to_numpy(), rows)
    if group["class"]:
        names = result.table("capsule_class")["name"].tolist()
        chosen &= trips["class"].to_numpy() == (
            names.index(group["class"]) if group["class"] in names else -1)
    return chosen


def group_data(total_s: Floats, parts_s: Floats) -> dict[str, Any]:
    """Statistics of one group: times from door to door [s], parts of shape (trip, part) [s]."""
    n = len(total_s)
    if n == 0:
        return {"n": 0}
    order = np.argsort(total_s, kind="stable")
    sorted_s = total_s[order]
    return {
        "n": n, "mean": rounded(total_s.mean()),
        "quantile": rounded_list(np.quantile(sorted_s, QUANTILES)),
        "curve": rounded_list(np.quantile(sorted_s, np.linspace(0.0, 1.0, 201)), 5),
        "histogram": histogram(sorted_s),
        "parts": [rounded_list(parts_s.mean(axis=0), 5)]
        + [rounded_list(parts_near(parts_s[order], q), 5) for q in QUANTILES],
    }


def parts_near(sorted_parts_s: Floats, quantile: float) -> Floats:
    """Mean parts of the trips around a quantile: half a percent of all trips on either side of it.

    Quantiles of parts do not add up to the quantile of the whole; these means do, nearly.
    """
    n = len(sorted_parts_s)
    middle, half = quantile * (n - 1), 0.005 * n
    low, high = int(np.floor(max(0.0, middle - half))), int(np.ceil(min(n - 1.0, middle + half)))
    return np.asarray(sorted_parts_s[low:high + 1].mean(axis=0))


def histogram(sorted_s: Floats) -> dict[str, Any]:
    """Counts in bins of a round width; the slowest trips beyond the last bin are `beyond`."""
    low, high = float(sorted_s[0]), float(np.quantile(sorted_s, 0.998))
    if low < 0.35 * high:
        low = 0.0
    step = next((s for s in BIN_STEPS_S if (high - low) / s <= GREATEST_BINS), BIN_STEPS_S[-1])
    low = np.floor(low / step) * step
    edges = np.arange(low, high + 1.5 * step, step)
    counts = np.histogram(sorted_s, edges)[0]
    beyond = int(np.count_nonzero(sorted_s > edges[-1]))
    return {"low": float(low), "step": step, "count": counts.tolist(), "beyond": beyond}


def summary_data(result: Result) -> list[dict[str, Any]]:
    """Every row of /summary."""
    table = result.table("summary")
    texts, numbers = ("name", "class", "origin", "destination", "unit"), ("mean", "p5", "p50", "p95", "p99")
    return [{**{key: row[key] for key in texts}, "n": int(row["n"]),
             **{key: rounded(row[key]) for key in numbers}}
            for row in table.to_dict("records")]
