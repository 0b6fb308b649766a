"""Levels of tanks and silos over time."""

from __future__ import annotations

from typing import Any

import numpy as np

from dimai.report.columns import read_columns
from dimai.results import Result
from dimai.view.container import column

GREATEST_ROWS = 4000
"""Most levels of one vessel that the page gets."""


def vessels(result: Result) -> list[dict[str, Any]]:
    """Tanks of liquid networks and silos of powder lines.

    Returns
    -------
    list of dict
        `name`, `zh`, `kind`, `network` and `node` (on the map, -1 if nowhere), `low`, `high` and
        `unit` of the level, `time` [s] and `level`, columns; between two rows a level is straight.
    """
    return tanks(result) + silos(result)


def tanks(result: Result) -> list[dict[str, Any]]:
    """Tanks, by their level above the floor [m]."""
    grid, node = result.grid("liquid/tank_series"), result.table("liquid/node")
    limits = result.table("liquid/tank").set_index("node")
    found = []
    for place, row in enumerate(grid.axis):
        level = grid.values["level_m"][:, place]
        kept = np.unique(np.linspace(0, len(level) - 1, min(len(level), GREATEST_ROWS)).astype(int))
        top = float(limits["greatest_level_m"].get(row, np.nanmax(level, initial=1.0)))
        low = float(limits["least_level_m"].get(row, 0.0))
        name = str(node["id"].iloc[row]) if row < len(node) else str(row)
        found.append({"name": name, "zh": name, "kind": "tank", "network": "liquid", "node": int(row),
                      "low": low, "high": max(top, low + 1e-9), "unit": "m",
                      "time": column(grid.time_s[kept], 10, delta=True),
                      "level": column(level[kept], 1000, delta=True)})
    return found


def silos(result: Result) -> list[dict[str, Any]]:
    """Silos, by the mass in them [kg]."""
    silo, levels = read_columns(result, "powder/silo"), read_columns(result, "powder/silo_level")
    powders = read_columns(result, "powder/powder").get("powder", np.zeros(0))
    found = []
    for row, name in enumerate(silo.get("silo", ())):
        rows = np.flatnonzero(levels.get("silo", np.zeros(0)) == row)
        rows = rows[np.unique(np.linspace(0, max(0, len(rows) - 1),
                                          min(len(rows), GREATEST_ROWS)).astype(int))]
        title, title_zh = str(silo["title"][row]), str(silo["title_zh"][row])
        what = int(silo["powder"][row])
        found.append({"name": title or str(name), "zh": title_zh or title or str(name),
                      "kind": "silo", "network": "", "node": -1, "low": 0.0,
                      "high": float(silo["capacity_kg"][row]), "unit": "kg",
                      "holds": str(powders[what]) if 0 <= what < len(powders) else "",
                      "time": column(levels["time_s"][rows], 10, delta=True),
                      "level": column(levels["level_kg"][rows], 10, delta=True)})
    return found
