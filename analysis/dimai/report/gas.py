"""A gas network: pressures on the map and over time, linepack, compressors, warnings."""

from __future__ import annotations

from typing import Any

import numpy as np

from dimai.report.columns import Columns, read_columns
from dimai.report.pack import pack, rounded, rounded_list
from dimai.results import Result

GREATEST_TIMES = 200
GREATEST_VALUES = 600_000  # pressures of all nodes at all times that the page may hold
GREATEST_WARNINGS = 200
NODE_TEXTS = ("id", "name", "name_zh")


def gas_data(result: Result) -> dict[str, Any] | None:
    """What the section shows; None if the run has no gas network.

    Pressures are packed as hectopascals, node after node, along the times that were kept.
    """
    network = read_columns(result, "gas/network")
    if not network:
        return None
    nodes, elements = read_columns(result, "gas/node"), read_columns(result, "gas/element")
    samples = read_columns(result, "gas/node_sample")
    node_count = len(nodes["id"]) if nodes else 0
    kept = kept_times(len(network["time_s"]), node_count)
    return {
        "time_s": rounded_list(network["time_s"][kept]),
        **{name: rounded_list(network[name][kept])
           for name in ("linepack_kg", "supplied_kg_s", "taken_kg_s", "leaked_kg_s", "power_w")},
        "node": node_data(nodes) if node_count else None,
        "element": element_data(elements) if node_count else None,
        "pressure": pressures(samples, node_count, kept),
        "total": {str(name): rounded(value, 9) for name, value in totals(result)},
        "warning": warnings(result),
    }


def kept_times(times: int, nodes: int) -> Any:
    """Rows of the time series that the page keeps: evenly, with the first and the last."""
    most = max(2, min(GREATEST_TIMES, GREATEST_VALUES // max(nodes, 1)))
    return np.unique(np.linspace(0, max(times - 1, 0), min(most, max(times, 1))).astype(int))


def node_data(nodes: Columns) -> dict[str, Any]:
    """Names, places [deg] (null if the scenario gives none) and extremes [Pa] of the nodes."""
    return {**{name: nodes[name].tolist() for name in NODE_TEXTS},
            "lon": rounded_list(nodes["longitude_deg"], 9), "lat": rounded_list(nodes["latitude_deg"], 9),
            "set": nodes["pressure_is_set"].tolist(),
            "lowest": rounded_list(nodes["lowest_pressure_pa"]),
            "highest": rounded_list(nodes["highest_pressure_pa"]),
            "least": rounded_list(nodes["least_pressure_pa"]),
            "refused_kg": rounded_list(nodes["refused_kg"]),
            "supplied_kg": rounded_list(nodes["supplied_kg"])}


def element_data(elements: Columns) -> dict[str, Any]:
    """Ends, kind and work [J] of the elements."""
    return {"id": elements["id"].tolist(), "kind": elements["kind"].tolist(),
            "from": elements["from"].tolist(), "to": elements["to"].tolist(),
            "bore_m": rounded_list(elements["bore_m"]), "work_j": rounded_list(elements["work_j"])}


def pressures(samples: Columns, nodes: int, kept: Any) -> str:
    """Pressures of all nodes at the kept times [hPa], packed."""
    if not nodes or not samples:
        return ""
    times = len(samples["pressure_pa"]) // nodes
    table = samples["pressure_pa"][:times * nodes].reshape(times, nodes)
    return pack(table[kept[kept < times]].T / 100.0, delta=True)


def totals(result: Result) -> list[tuple[Any, Any]]:
    """Names and values of /gas/total."""
    columns = read_columns(result, "gas/total")
    return list(zip(columns["name"], columns["value"])) if columns else []


def warnings(result: Result) -> list[dict[str, Any]]:
    """Sentences on what was beyond its limits, both languages."""
    columns = read_columns(result, "gas/warning")
    if not columns:
        return []
    return [{"en": str(english), "zh": str(chinese)} for english, chinese in
            list(zip(columns["text"], columns["text_zh"]))[:GREATEST_WARNINGS]]
