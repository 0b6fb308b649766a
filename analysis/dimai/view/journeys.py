"""Journeys of capsules and logs of junctions, for what is clicked on."""

from __future__ import annotations

from typing import Any

import numpy as np

from dimai.results import Result
from dimai.view.container import column
from dimai.view.excerpt import Excerpt, rows_of, trips_of

PARTS = ("wait_s", "handling_s", "access_s", "line_s", "junction_s", "egress_s")


def journeys(result: Result, part: Excerpt) -> dict[str, Any]:
    """All trips of the part that have a capsule, by capsule and then by time.

    Returns
    -------
    dict
        Columns `capsule`, `class`, `from`, `to` (rows of nodes), `state`; `asked`, `left` and
        `arrived` [s], NaN if not yet; the parts of the journey [s]; `cuts`, `couplings`.
    """
    trips = result.table("trips")
    trips = trips_of(trips[trips["capsule"] >= 0], part)
    order = np.lexsort((trips["request_time_s"].to_numpy(), trips["departure_time_s"].to_numpy(),
                        trips["capsule"].to_numpy()))
    trips = trips.iloc[order]
    return {
        "capsule": column(trips["capsule"], delta=True), "class": column(trips["class"]),
        "from": column(trips["origin"]), "to": column(trips["destination"]),
        "state": column(trips["state"]), "asked": column(trips["request_time_s"]),
        "left": column(trips["departure_time_s"] - trips["request_time_s"]),
        "arrived": column(trips["arrival_time_s"] - trips["departure_time_s"]),
        **{part.removesuffix("_s"): column(trips[part]) for part in PARTS},
        "cuts": column(trips["cuts"]), "couplings": column(trips["couplings"]),
    }


def formations(result: Result, part: Excerpt) -> dict[str, Any]:
    """Couplings, cuts and formations, by time: what is seen happening, and logs of junctions."""
    rows = rows_of(result.table("formations"), part).sort_values("time_s", kind="stable")
    return {"time": column(rows["time_s"], 10, delta=True), "node": column(rows["node"]),
            "kind": column(rows["kind"]), "train": column(rows["train"]),
            "other": column(rows["other_train"]), "before": column(rows["capsules_before"]),
            "after": column(rows["capsules_after"])}


def junctions(result: Result) -> dict[str, Any]:
    """Sums of the whole run at each junction."""
    rows = result.table("junctions")
    return {"node": column(rows["node"], delta=True), "trains": column(rows["train_crossings"]),
            "capsules": column(rows["capsule_crossings"]), "couplings": column(rows["couplings"]),
            "cuts": column(rows["cuts"]), "formed": column(rows["formed_trains"]),
            "delay": column(rows["delay_s"]), "most": column(rows["max_delay_s"])}
