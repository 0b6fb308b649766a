"""Figures as functions: data in, axes out.

Each draws on the axes it is given, or on new ones, and returns them; nothing is shown or saved.
Times are drawn in minutes or hours, whichever suits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dimai.statistics.intervals import Interval

if TYPE_CHECKING:
    from dimai.results import Grid, Result

COLORS = ("#0d6e78", "#b4421f", "#e5a84b", "#2b5c87", "#8a5a9e", "#5b6875")


def _axes(axes: Any) -> Any:
    if axes is not None:
        return axes
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(7.0, 4.0), constrained_layout=True)[1]


def _plain(axes: Any) -> Any:
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color="#e1e6ea", linewidth=0.6)
    axes.set_axisbelow(True)
    return axes


def _time_unit(longest_s: float) -> tuple[float, str]:
    return (3600.0, "h") if longest_s > 3 * 3600.0 else (60.0, "min")


def journey_times(trips: Mapping[str, pd.DataFrame] | pd.DataFrame, axes: Any = None) -> Any:
    """Share of the trips that have arrived, over the time from door to door.

    Parameters
    ----------
    trips : DataFrame, or mapping of names to DataFrames
        Table "trips" of a result; several are drawn together.
    axes : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    axes = _plain(_axes(axes))
    several = trips if isinstance(trips, Mapping) else {"": trips}
    times = {}
    for name, table in several.items():
        arrived = table[table["state"] == 2]
        times[name] = np.sort((arrived["arrival_time_s"] - arrived["request_time_s"]).to_numpy())
    longest = max((float(each[-1]) for each in times.values() if len(each)), default=60.0)
    unit_s, unit = _time_unit(longest)
    for color, (name, each) in zip(COLORS * 9, times.items()):
        if len(each):
            axes.step(each / unit_s, np.arange(1, len(each) + 1) / len(each), where="post",
                      color=color, label=name or None)
    axes.set(xlabel=f"door to door [{unit}]", ylabel="share of trips", ylim=(0.0, 1.02))
    axes.set_xlim(left=0.0)
    if any(several):
        axes.legend(frameon=False)
    return axes


def time_parts(summaries: Mapping[str, pd.DataFrame], capsule_class: str, axes: Any = None) -> Any:
    """Mean parts of a journey, stacked, a bar each summary.

    Parameters
    ----------
    summaries : mapping of names to DataFrames
        `summary` of results.
    capsule_class : str
        Which class; "" for all.
    """
    axes = _plain(_axes(axes))
    parts = ("wait_time", "handling_time", "access_time", "line_time", "junction_time", "egress_time")
    left = np.zeros(len(summaries))
    longest = 0.0
    for color, part in zip(COLORS, parts):
        width = np.array([float(table.loc[(table["name"] == part) & (table["class"] == capsule_class)
                                          & (table["origin"] == ""), "mean"].sum())
                          for table in summaries.values()])
        axes.barh(list(summaries), width / 60.0, left=left / 60.0, color=color,
                  label=part.removesuffix("_time"))
        left += width
        longest = max(longest, float(left.max()))
    axes.set(xlabel="mean time [min]")
    axes.invert_yaxis()
    axes.legend(frameon=False, ncol=3, loc="upper center", bbox_to_anchor=(0.5, -0.18))
    return axes


def flow_map(result: Result, quantity: str = "capsules", axes: Any = None) -> Any:
    """The network, each link as wide as what passed on it.

    Parameters
    ----------
    result : Result
    quantity : str
        "capsules" [1], "trains" [1] or "delay_s" [s], summed over the run.
    """
    axes = _axes(axes)
    nodes, links = result.table("network/node"), result.table("network/link")
    grid = result.grid("link_flows")
    total = np.zeros(len(links))
    total[grid.axis] = grid.values[quantity].sum(axis=0)
    most = max(float(total.max()), 1.0) if len(total) else 1.0
    at = nodes[["longitude_deg", "latitude_deg"]].to_numpy()
    for number, (a, b) in enumerate(zip(links["from"], links["to"])):
        step = at[b] - at[a]
        side = np.array([step[1], -step[0]]) / (np.hypot(*step) or 1.0)
        offset = side * np.ptp(at, axis=0).max() * 0.006  # each way on its right
        (x0, y0), (x1, y1) = at[a] + offset, at[b] + offset
        axes.plot([x0, x1], [y0, y1], color=COLORS[0], solid_capstyle="round",
                  linewidth=0.4 + 6.0 * total[number] / most)
    portals = nodes[nodes["kind"] == "portal"]
    axes.plot(portals["longitude_deg"], portals["latitude_deg"], "o", color=COLORS[1], markersize=4)
    if len(nodes) <= 30:
        for _, node in nodes.iterrows():
            axes.annotate(node["name"] or node["id"], (node["longitude_deg"], node["latitude_deg"]),
                          xytext=(5, 5), textcoords="offset points", fontsize=8)
    middle = float(np.cos(np.radians(nodes["latitude_deg"].mean()))) if len(nodes) else 1.0
    axes.set(xlabel="longitude [deg]", ylabel="latitude [deg]", aspect=1.0 / middle)
    axes.set_title(f"{quantity}: widest {most:.4g}", fontsize=9)
    return axes


def fleet(grid: Grid, names: Sequence[str], capsule_class: int = 0, axes: Any = None) -> Any:
    """What the capsules of a class do over time, stacked.

    Parameters
    ----------
    grid : Grid
        result.grid("fleet").
    names : list of str
        Names of the classes.
    """
    axes = _plain(_axes(axes))
    states = ("loaded_moving", "loading", "unloading", "empty_moving", "idle")
    series = [grid.values[state][:, capsule_class] for state in states]
    unit_s, unit = _time_unit(float(grid.time_s[-1]) if len(grid.time_s) else 60.0)
    axes.stackplot(grid.time_s / unit_s, series, labels=[s.replace("_", " ") for s in states],
                   colors=("#2b5c87", "#e5a84b", "#c9b07a", "#b5542f", "#dde3e8"))
    axes.set(xlabel=f"time [{unit}]", ylabel=f"capsules of {names[capsule_class]}")
    axes.legend(frameon=False, ncol=3, loc="upper center", bbox_to_anchor=(0.5, -0.18))
    return axes


def intervals(values: Mapping[str, Interval], axes: Any = None, label: str = "") -> Any:
    """Estimates with their intervals, a row each."""
    axes = _plain(_axes(axes))
    names = list(values)
    for row, each in enumerate(values.values()):
        axes.plot([each.low, each.high], [row, row], color=COLORS[0], linewidth=2)
        axes.plot([each.estimate], [row], "o", color=COLORS[0])
    axes.set_yticks(range(len(names)), names)
    axes.set(xlabel=label)
    axes.invert_yaxis()
    return axes


def response(points: pd.DataFrame, parameter: str, outcome: str, by: str = "",
             axes: Any = None) -> Any:
    """An outcome of a sweep over one parameter, with its intervals; a line for each value of `by`.

    Parameters
    ----------
    points : DataFrame
        `points` of a SweepResult.
    parameter, outcome, by : str
        Columns of it.
    """
    axes = _plain(_axes(axes))
    groups = points.groupby(by, sort=True) if by else [("", points)]
    for color, (value, group) in zip(COLORS * 9, groups):
        ordered = group.sort_values(parameter)
        line = axes.plot(ordered[parameter], ordered[outcome], "o-", color=color, markersize=4,
                         label=f"{by} = {value}" if by else None)[0]
        axes.fill_between(ordered[parameter], ordered[f"{outcome}_low"], ordered[f"{outcome}_high"],
                          color=line.get_color(), alpha=0.15, linewidth=0)
    axes.set(xlabel=parameter, ylabel=outcome)
    if by:
        axes.legend(frameon=False)
    return axes


def sensitivity(table: pd.DataFrame, axes: Any = None) -> Any:
    """Sobol' indices (first order and total) or Morris' mu*, with their intervals."""
    axes = _plain(_axes(axes))
    kinds = ("first", "total") if "first" in table.columns else ("mu_star",)
    rows = np.arange(len(table))
    for offset, (kind, color) in enumerate(zip(kinds, COLORS)):
        y = rows + 0.16 * (2 * offset - len(kinds) + 1)
        axes.plot([table[f"{kind}_low"], table[f"{kind}_high"]], [y, y], color=color, linewidth=2)
        axes.plot(table[kind], y, "o", color=color, label=kind.replace("mu_star", "mu*"))
    axes.set_yticks(rows, list(table.index))
    axes.set(xlabel="index [-]" if len(kinds) == 2 else "mu* [unit of the outcome]")
    axes.invert_yaxis()
    axes.legend(frameon=False)
    return axes


def levels(table: pd.DataFrame, names: Sequence[str], axes: Any = None) -> Any:
    """Levels of silos over time; straight between rows, as the model has them.

    Parameters
    ----------
    table : DataFrame
        Table "powder/silo_level" of a result.
    names : list of str
        Names of the silos.
    """
    axes = _plain(_axes(axes))
    unit_s, unit = _time_unit(float(table["time_s"].max()))
    for color, (silo, rows) in zip(COLORS * 9, table.groupby("silo")):
        axes.plot(rows["time_s"] / unit_s, rows["level_kg"], color=color, label=names[int(silo)])
    axes.set(xlabel=f"time [{unit}]", ylabel="level [kg]")
    axes.set_ylim(bottom=0.0)
    axes.legend(frameon=False, fontsize=8, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return axes


def service(curves: Mapping[str, pd.DataFrame], struck_s: float = np.nan, axes: Any = None) -> Any:
    """Share of the requests of each time step that are served in time, before and after a disruption.

    Parameters
    ----------
    curves : mapping of names to DataFrames
        Tables "disruption/service" of several results.
    struck_s : float
        When it happened [s]: a line.
    axes : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    axes = _plain(_axes(axes))
    scale, unit = _time_unit(max(float(table["time_s"].max()) for table in curves.values()))
    for color, (name, table) in zip(COLORS, curves.items()):
        axes.step(table["time_s"] / scale, 100.0 * table["served_share"], where="post", color=color,
                  label=name)
    if np.isfinite(struck_s):
        axes.axvline(struck_s / scale, color=COLORS[-1], linewidth=0.8, linestyle="--")
    axes.set_xlabel(f"time [{unit}]")
    axes.set_ylabel("served in time [%]")
    axes.legend(frameon=False)
    return axes
