"""Numbers of shipments and of failures, as they are compared."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dimai.compare.rows import rows_of
from dimai.results import Result

QUANTILES = {"p50": 0.5, "p95": 0.95, "p99": 0.99}


def shipments(result: Result) -> pd.DataFrame:
    """Energy and road of the shipments of each class; no rows without any.

    Their times are in the summary; but of a class that shares its name with one of capsules they are
    not told apart there, and are given here.
    """
    classes = result.table("logistics/classes") if "logistics/classes" in result.tables() else pd.DataFrame()
    if not len(classes):
        return pd.DataFrame()
    sent = result.table("logistics/shipments")
    times = (sent["arrival_time_s"] - sent["time_s"]).groupby(sent["class"]).agg(list)
    shared = set(result.table("capsule_class")["name"])
    found = []
    for row, name in enumerate(classes["name"]):
        if name not in shared:
            continue
        spent = np.array(times.get(row, []), dtype=np.float64)
        spent = spent[np.isfinite(spent)]
        if not spent.size:
            continue
        statistics = {"mean": float(spent.mean()),
                      **{key: float(np.quantile(spent, share)) for key, share in QUANTILES.items()}}
        found.append(rows_of(what="measure", name="shipment_time", place="", statistic=list(statistics),
                             unit="s", value=list(statistics.values()), **{"class": name}))
    # Of a shipment, as the table has them.
    for column, name, unit, factor in (("energy_j", "shipment_energy", "J", 1.0),
                                       ("road_km", "shipment_road", "m", 1000.0)):
        found.append(rows_of(what="measure", name=name, place="", statistic="mean", unit=unit,
                             value=classes[column] * factor, **{"class": classes["name"]}))
    return pd.concat(found, ignore_index=True)


def failures(result: Result) -> pd.DataFrame:
    """Share of requests served in time, over the run and at its worst; no rows if nothing was measured."""
    if "disruption/service" not in result.tables():
        return pd.DataFrame()
    served = result.table("disruption/service")["served_share"].dropna()
    if not len(served):
        return pd.DataFrame()
    return rows_of(what="measure", name="served_in_time", place="", statistic=["mean", "least"], unit="1",
                   value=[float(served.mean()), float(served.min())], **{"class": ""})
