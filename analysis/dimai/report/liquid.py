"""The liquid network: pressures and flows over time, tanks, pumps, events, volumes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dimai.report.pack import pack, rounded, rounded_list
from dimai.results import Result

GREATEST_TIMES = 200
GREATEST_CELLS = 400_000
"""Most nodes times reports that the map keeps; beyond it reports are left out, evenly."""
GREATEST_EVENTS = 400
JUNCTION, RESERVOIR, TANK = 0, 1, 2
TOLD = ("full", "empty", "deficit", "recovered", "unmet", "beyond_curve", "valve_conflict",
        "unbalanced", "failed", "mended", "cut_off", "joined")
"""Events that a planner reads one by one; switching of links is only counted."""


def liquid_data(result: Result) -> dict[str, Any] | None:
    """All that the section shows, or None if the run has no liquid network.

    Parameters
    ----------
    result : Result
        An open result file.

    Returns
    -------
    dict or None
        Plain values for JSON; number columns packed.
    """
    node = result.table("liquid/node")
    if len(node) == 0:
        return None
    link = result.table("liquid/link")
    nodes, links = result.grid("liquid/node_series"), result.grid("liquid/link_series")
    pressure = nodes.values["pressure_m"]
    asked = nodes.values["asked_m3_s"]
    served = (asked > 0.0) & (node["kind"].to_numpy() == JUNCTION)[None, :asked.shape[1]]
    kept = thinned(len(nodes.time_s), max(len(node), len(link)))
    vertex = result.table("liquid/vertex")
    return {
        "node": {"id": node["id"].tolist(), "kind": node["kind"].tolist(),
                 "x": rounded_list(node["x"], 9), "y": rounded_list(node["y"], 9),
                 "elevation": rounded_list(node["elevation_m"])},
        "link": {"id": link["id"].tolist(), "kind": link["kind"].tolist(),
                 "from": link["from"].tolist(), "to": link["to"].tolist(),
                 "diameter": rounded_list(link["diameter_m"]),
                 "pipe_m": rounded(link["length_m"].sum())},
        "vertex": {"link": vertex["link"].tolist(), "x": rounded_list(vertex["x"], 9),
                   "y": rounded_list(vertex["y"], 9)},
        "time_s": nodes.time_s[kept].tolist(),
        "pressure_dm": pack(pressure[kept] * 10.0),
        "flow_ml_s": pack(links.values["flow_m3_s"][kept] * 1e6),
        "served": pack(served.any(axis=0)),
        "least": least_pressure(node, nodes.time_s, pressure, served),
        "band": pressure_band(nodes.time_s, pressure, served),
        "tanks": tank_data(result, node),
        "pumps": pump_data(result, link),
        "events": event_data(result, node, link),
        "switches": int((result.table("liquid/event")["kind"].to_numpy() < 3).sum()),
        "balance": {row["name"]: rounded(row["volume_m3"], 8)
                    for row in result.table("liquid/balance").to_dict("records")},
        "solutions": len(result.table("liquid/solve")),
    }


def thinned(times: int, elements: int) -> NDArray[np.int64]:
    """Rows of reports to keep: the first, the last, and evenly between."""
    most = max(2, min(GREATEST_TIMES, GREATEST_CELLS // max(1, elements)))
    if times <= most:
        return np.arange(times)
    rows: NDArray[np.int64] = np.unique(np.rint(np.linspace(0, times - 1, most)).astype(np.int64))
    return rows


def least_pressure(node: Any, time_s: NDArray[np.float64], pressure: NDArray[np.float64],
                   served: NDArray[np.bool_]) -> dict[str, Any] | None:
    """Where and when the pressure of those who ask for water is least."""
    if not served.any():
        return None
    masked = np.where(served, pressure, np.inf)
    row, column = np.unravel_index(int(np.argmin(masked)), masked.shape)
    return {"node": str(node["id"].iloc[column]), "index": int(column),
            "time_s": float(time_s[row]), "pressure_m": rounded(masked[row, column])}


def pressure_band(time_s: NDArray[np.float64], pressure: NDArray[np.float64],
                  served: NDArray[np.bool_]) -> dict[str, Any]:
    """Least, 5 %, median and 95 % of pressures where water is asked for, at each report."""
    rows = thinned(len(time_s), 1)
    found = [(time_s[i], np.quantile(pressure[i][served[i]], (0.0, 0.05, 0.5, 0.95)))
             for i in rows if served[i].any()]
    return {"time_s": [float(time) for time, _ in found],
            "quantile": [rounded_list([values[k] for _, values in found]) for k in range(4)]}


def tank_data(result: Result, node: Any) -> list[dict[str, Any]]:
    """Levels of each tank over time, with its limits."""
    limits = result.table("liquid/tank").set_index("node")
    grid = result.grid("liquid/tank_series")
    rows = thinned(len(grid.time_s), 1)
    return [{"id": str(node["id"].iloc[tank]),
             "least": rounded(limits["least_level_m"].get(tank, np.nan)),
             "greatest": rounded(limits["greatest_level_m"].get(tank, np.nan)),
             "time_s": grid.time_s[rows].tolist(),
             "level": rounded_list(grid.values["level_m"][rows, column], 5)}
            for column, tank in enumerate(grid.axis.tolist())]


def pump_data(result: Result, link: Any) -> list[dict[str, Any]]:
    """What each pump did."""
    names = ("on_s", "energy_j", "cost", "pumped_m3", "mean_efficiency", "greatest_power_w")
    return [{"id": str(link["id"].iloc[int(row["link"])]),
             **{name: rounded(row[name]) for name in names}}
            for row in result.table("liquid/pump").to_dict("records")]


def event_data(result: Result, node: Any, link: Any) -> dict[str, Any]:
    """Events that planners read, in order of time, and how many there are."""
    kinds = ("status", "control", "rule", *TOLD)
    table = result.table("liquid/event")
    told = table[table["kind"] >= 3]
    rows = [{"time_s": float(row["time_s"]), "kind": kinds[int(row["kind"])],
             "element": str((link if row["on_link"] else node)["id"].iloc[int(row["element"])])}
            for row in told.head(GREATEST_EVENTS).to_dict("records")]
    return {"total": len(told), "rows": rows}
