"""Disruption: what failed, whom it caught, how service fell and came back, how long stocks lasted."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from dimai.report.pack import rounded
from dimai.report.pipeline_service import pipeline_services
from dimai.results import Result

MOST_FAILURES = 400
MOST_STOCKS = 60
TIMES = ("from_s", "crew_sent_s", "crew_there_s", "mended_s")
COUNTS = ("moderate_places", "severe_places", "closed_links", "caught_trains", "caught_capsules")


def text_of(value: Any) -> str:
    """A text as it is, also if it was kept as bytes."""
    return value.decode() if isinstance(value, bytes) else str(value)


def number(value: Any) -> float | None:
    """A number for JSON; None if it is not known."""
    return rounded(value) if np.isfinite(value) else None


def number_or_none(value: Any) -> float | None:
    """A number as it is; None if it is not known."""
    return float(value) if np.isfinite(value) else None


def rows_of(result: Result, name: str) -> Any:
    """Table of disruption; empty in the result of a scenario in which nothing can fail."""
    return result.table(name) if name in result.file else pd.DataFrame()


def begun_failures(result: Result) -> Any:
    """Failures that began before the run ended, by their row of the result; what would have come later is left out."""
    table = rows_of(result, "disruption/failures")
    if not len(table):
        return table
    return table[table["from_s"] <= float(result.attributes.get("simulated_s", np.inf))]


def failure_rows(result: Result) -> list[dict[str, Any]]:
    """Failures in the order of the demand that they keep from its way."""
    table = begun_failures(result)
    if not len(table):
        return []
    links = rows_of(result, "disruption/failed_links")
    rows = []
    order = table["trips"].sort_values(ascending=False, kind="stable").index[:MOST_FAILURES]
    for index in order:
        row = table.loc[index]
        one: dict[str, Any] = {"what": text_of(row["what"]), "cause": text_of(row["cause"]),
                               "trips": int(row["trips"]), "kind": text_of(row.get("kind", "tunnel")),
                               "system": text_of(row.get("system", "")), "weight": number(row["trips"])}
        one |= {name: number(row[name]) for name in TIMES}
        one |= {name: int(row[name]) for name in COUNTS}
        one["host"] = bool(row.get("host", 0))
        place = [number_or_none(row["longitude_deg"]), number_or_none(row["latitude_deg"])]
        one["place"] = place if None not in place else None
        one["links"] = sorted({int(link) for link in links["link"][links["failure"] == index]}) if len(links) else []
        rows.append(one)
    return rows


def stock_rows(result: Result) -> list[dict[str, Any]]:
    """Stocks, those that were empty for longest first."""
    table = rows_of(result, "disruption/stocks")
    if not len(table):
        return []
    table = table.sort_values(["empty_s", "least_days"], ascending=[False, True], kind="stable")
    names = ("use_per_day", "initial_days", "least_days", "end_days", "first_empty_s", "empty_s", "unmet")
    return [{"node": int(row["node"]), "class": int(row["class"])} | {name: number(row[name]) for name in names}
            for _, row in table.head(MOST_STOCKS).iterrows()]


def part_lines(result: Result) -> list[dict[str, Any]]:
    """Parts of pipelines that may fail and have a place, each with its line on the map."""
    parts = rows_of(result, "disruption/parts")
    places = rows_of(result, "disruption/part_places")
    if not len(parts) or not len(places):
        return []
    points: dict[int, list[list[float]]] = {}
    for part, lon, lat in zip(places["part"], places["longitude_deg"], places["latitude_deg"]):
        points.setdefault(int(part), []).append([round(float(lon), 6), round(float(lat), 6)])
    names = [text_of(name) for name in parts["what"]]
    return [{"what": names[part], "line": line} for part, line in points.items()]


def guideway_data(result: Result) -> dict[str, Any]:
    """Curves of service and counts of capsules; empty where there are pipelines alone."""
    if "disruption/changes" not in result.file:
        return {}
    service = result.table("disruption/service")
    changes = result.table("disruption/changes")
    caught = result.table("disruption/caught")
    return {
        "served": [[float(t), number(s)] for t, s in zip(service["time_s"], service["served_share"])],
        "connected": [[float(t), number(s)] for t, s in zip(changes["time_s"], changes["connected_share"])],
        "caught": len(caught),
        "evacuated": int(np.isfinite(caught["evacuated_s"]).sum()) if len(caught) else 0,
        "longest_walk_s": number((caught["safe_s"] - caught["caught_s"]).max()) if len(caught) else None,
        "rerouted": int(changes["rerouted"].sum()),
        "stranded": int(changes["stranded"].sum()),
    }


def disruption_data(result: Result) -> dict[str, Any] | None:
    """What the section of disruption shows.

    Returns
    -------
    dict or None
        `failures` and `stocks` as rows, `parts` of pipelines as lines; of a guideway `served` and
        `connected` as curves of `time_s` and `share`, counts of capsules `caught` and `evacuated`; None
        where nothing can fail and nothing is kept.
    """
    failures = failure_rows(result)
    stocks = stock_rows(result)
    if not failures and not stocks:
        return None
    data: dict[str, Any] = {"failures": failures, "stocks": stocks}
    if failures:
        begun = begun_failures(result)
        data["failure_count"] = len(begun)
        data["mended_count"] = int(np.isfinite(begun["mended_s"]).sum())
        data["end_s"] = float(result.attributes.get("simulated_s", 0.0))
        data["parts"] = part_lines(result)
        data["pipelines"] = pipeline_services(result)
        data |= guideway_data(result)
    summary = result.table("summary")
    known = summary[summary["name"].astype(str).str.match("^(service|connection|stock)")]
    data["figures"] = {str(row["name"]): number(row["mean"]) for _, row in known.iterrows()}
    return data
