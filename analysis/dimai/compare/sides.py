"""Reads what is compared: one side is one result, or a folder with several replications of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from dimai.compare.models import failures, shipments
from dimai.compare.rows import KEY, rows_of
from dimai.opening import ResultError
from dimai.results import Result, open_result
from dimai.statistics.steady import within

TRIP_PARTS = {"wait_time": "wait_s", "handling_time": "handling_s", "access_time": "access_s",
              "line_time": "line_s", "junction_time": "junction_s", "egress_time": "egress_s"}
ARROW = " → "


@dataclass
class Side:
    """The numbers of one side, a column for each run, under KEY."""

    name: str
    runs: list[tuple[int, int]]
    """Seed and replication of each run."""
    values: pd.DataFrame
    """Index KEY; columns as `runs`."""
    incomplete: list[str]
    """Results that were not run to their end."""
    nodes: pd.DataFrame
    """Nodes of the network: id, name, name_zh, kind, longitude_deg, latitude_deg."""
    links: pd.DataFrame
    """Links: id, from, to (ids of nodes), role."""


def read_side(path: str | Path, name: str = "", *, warm_up_s: float = 0.0,
              cool_down_s: float = 0.0) -> Side:
    """Read one side.

    Parameters
    ----------
    path : path
        A result file, a folder with result.h5, or a folder of such folders: replications.
    name : str
        How it is called; default: its folder's name.
    warm_up_s, cool_down_s : float
        Trips asked for in these times at the start and before the last request are left out [s].

    Raises
    ------
    ResultError
        If there is no result, one cannot be read, or two are of the same seed and replication.
    """
    columns: dict[tuple[int, int], pd.Series] = {}
    incomplete = []
    nodes = links = pd.DataFrame()
    for file in _result_files(Path(path)):
        with open_result(file) as result:
            run = (int(result.attributes.get("seed", 0)), int(result.attributes.get("replication", 0)))
            if run in columns:
                raise ResultError(f"{file}: a second result of seed {run[0]}, replication {run[1]}; a "
                                  "side holds replications of one scenario, each once")
            columns[run] = _numbers(result, warm_up_s, cool_down_s)
            if not result.complete:
                incomplete.append(str(file))
            if nodes.empty:
                nodes, links = _network(result)
    runs = sorted(columns)
    values = pd.concat([columns[run] for run in runs], axis=1, keys=range(len(runs)))
    return Side(name or Path(path).resolve().name, runs, values, incomplete, nodes, links)


def _result_files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.exists():
        raise ResultError(f"{path}: there is no such file or folder")
    if (path / "result.h5").is_file():
        return [path / "result.h5"]
    found = sorted(path.glob("*/result.h5")) or sorted(path.glob("*/*/result.h5"))
    return found or [open_result(path).path]  # says what is wrong


def _numbers(result: Result, warm_up_s: float, cool_down_s: float) -> pd.Series:
    nodes = result.table("network/node")
    classes = result.table("capsule_class")["name"].tolist()
    trips = result.table("trips")
    trimmed = warm_up_s > 0.0 or cool_down_s > 0.0
    if trimmed:
        trips = within(trips, warm_up_s, cool_down_s)
    trips = trips.assign(**{"class": [classes[c] for c in trips["class"]]})
    trips["door_to_door_s"] = trips["arrival_time_s"] - trips["request_time_s"]
    rows = [_trip_measures(trips) if trimmed else _summary(result), _counts(result, classes),
            *(_by_portal(trips, nodes, end) for end in ("origin", "destination")),
            _energy(result, classes), _by_row(result, "junctions", "node", nodes["id"], {
                "delay_s": "s", "capsule_crossings": "1", "couplings": "1", "cuts": "1"}),
            _links(result), shipments(result), failures(result)]
    whole = pd.concat([each for each in rows if len(each)], ignore_index=True)
    series: pd.Series = whole.drop_duplicates(KEY).set_index(KEY)["value"]
    return series


def _summary(result: Result) -> pd.DataFrame:
    rows = result.summary
    place = np.where(rows["origin"] + rows["destination"] == "", "",
                     rows["origin"] + ARROW + rows["destination"])
    return pd.concat([rows_of(what="measure", name=rows["name"], **{"class": rows["class"]},
                            place=place, statistic=statistic, unit=rows["unit"],
                            value=rows[statistic])
                      for statistic in ("mean", "p50", "p95", "p99")]).sort_index(kind="stable")


def _trip_measures(trips: pd.DataFrame) -> pd.DataFrame:
    parts = []
    arrived = trips[trips["state"] == 2]
    for name, column in {"door_to_door_time": "door_to_door_s", **TRIP_PARTS}.items():
        groups = arrived.groupby("class", sort=False)[column]
        for statistic, values in {"mean": groups.mean(), "p50": groups.quantile(0.5),
                                  "p95": groups.quantile(0.95), "p99": groups.quantile(0.99)}.items():
            parts.append(rows_of(what="measure", name=name, **{"class": values.index}, place="",
                               statistic=statistic, unit="s", value=values.to_numpy()))
    whole = pd.concat(parts, ignore_index=True)
    return whole.sort_values("class", kind="stable")


def _counts(result: Result, classes: Sequence[str]) -> pd.DataFrame:
    counts = result.table("counts")
    named = counts["class"].map(lambda c: classes[c] if 0 <= c < len(classes) else "")
    names = counts["name"].where(counts["name"] != "", named)
    return pd.concat([rows_of(what="count", name=column, **{"class": names}, place="",
                            statistic="count", unit="1", value=counts[column].astype(float))
                      for column in ("requested", "arrived", "under_way", "waiting", "refused")])


def _energy(result: Result, classes: Sequence[str]) -> pd.DataFrame:
    energy = result.table("energy")
    names = [classes[c] for c in energy["class"]]
    return pd.concat([rows_of(what="energy", name=column, **{"class": names}, place="",
                            statistic="sum", unit="J" if column.endswith("_j") else "m",
                            value=energy[column])
                      for column in ("loaded_j", "empty_j", "loaded_distance_m", "empty_distance_m")])


def _by_portal(trips: pd.DataFrame, nodes: pd.DataFrame, end: str) -> pd.DataFrame:
    ids = nodes["id"].to_numpy()
    arrived = trips[trips["state"] == 2]
    groups = arrived.groupby(["class", end], sort=False)
    columns = {"door_to_door_time": groups["door_to_door_s"].mean(),
               "wait_time": groups["wait_s"].mean(), "arrived": groups.size().astype(float)}
    parts = []
    for name, values in columns.items():
        index = values.index
        parts.append(rows_of(what=end, name=name, **{"class": index.get_level_values(0)},
                           place=ids[index.get_level_values(1).to_numpy(dtype=int)]
                           if len(index) else [],
                           statistic="count" if name == "arrived" else "mean",
                           unit="1" if name == "arrived" else "s", value=values.to_numpy()))
    return pd.concat(parts)


def _by_row(result: Result, table: str, index: str, ids: Any, units: dict[str, str]) -> pd.DataFrame:
    rows = result.table(table)
    place = np.asarray(ids)[rows[index].to_numpy()] if len(rows) else []
    return pd.concat([rows_of(what=index, name=column, **{"class": ""}, place=place, statistic="sum",
                            unit=unit, value=rows[column].astype(float))
                      for column, unit in units.items()])


def _links(result: Result) -> pd.DataFrame:
    grid = result.grid("link_flows")
    ids = result.table("network/link")["id"].to_numpy()
    place = ids[grid.axis] if len(ids) else []
    return pd.concat([rows_of(what="link", name=name, **{"class": ""}, place=place, statistic="sum",
                            unit=unit, value=grid.values[name].sum(axis=0))
                      for name, unit in {"capsules": "1", "delay_s": "s"}.items()])


def _network(result: Result) -> tuple[pd.DataFrame, pd.DataFrame]:
    nodes = result.table("network/node")
    links = result.table("network/link")
    ids = nodes["id"].to_numpy()
    return (nodes[["id", "name", "name_zh", "kind", "longitude_deg", "latitude_deg"]],
            pd.DataFrame({"id": links["id"], "from": ids[links["from"]], "to": ids[links["to"]],
                          "role": links["role"]}))
