"""Puts data, scripts, styles and texts into one HTML file."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from dimai import frame
from dimai.report import (batch_line, capsule_line, dispatch, disruption, formations, gas, journeys, liquid,
                          logistics, network, operations, powder, stretch, trace, tubes, yards)
from dimai.results import Result, open_result

ASSETS = Path(__file__).parent / "assets"
SCRIPTS = ("unpack.js", "format.js", "page.js", "sections.js", "headline.js", "map_data.js", "map_draw.js", "map.js",
           "journeys.js", "timespace.js", "junctions.js", "formations.js", "trace.js", "yards.js", "dispatch.js",
           "fleet.js", "fleet_need.js", "energy.js", "unserved.js", "disruption.js",
           "disruption_pipelines.js",
           "liquid.js", "gas.js", "powder_line.js", "powder_time.js", "powder_purity.js",
           "tubes_map.js", "tubes.js", "capsule_line.js", "batch_line.js", "logistics.js",
           "industry.js", "assumptions.js", "main.js")
PIPELINES = {"liquid": liquid.liquid_data, "gas": gas.gas_data, "powder": powder.powder_data,
             "tubes": tubes.tubes_data, "capsule_line": capsule_line.capsule_line_data,
             "batch_line": batch_line.batch_line_data, "logistics": logistics.logistics_data}
"""What is shown of each kind of pipeline, or None; the scripts register with R.pipelines."""

def build_report(result_path: str | Path, output: str | Path | None = None) -> Path:
    """Make the report of a run: one HTML file that needs no network.

    Parameters
    ----------
    result_path : str or Path
        The result file, or its folder; it may be incomplete.
    output : str or Path, optional
        The file to write; default: `report.html` beside the result.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    dimai.results.ResultError
        If the result file cannot be read.
    dimai.frame.PageError
        If the report cannot be made or written.
    """
    with open_result(result_path) as result:
        target = Path(output) if output is not None else result.path.parent / "report.html"
        page = render(report_data(result))
    frame.write(target, page)
    return target


def report_data(result: Result) -> dict[str, Any]:
    """Everything that the page shows, as plain values."""
    return {
        "meta": {key: value for key, value in result.attributes.items()
                 if isinstance(value, (str, int)) or (isinstance(value, float) and math.isfinite(value))},
        "file": {"name": result.path.name, "bytes": result.path.stat().st_size},
        "network": network.network_data(result),
        "classes": operations.class_data(result),
        "counts": operations.count_data(result),
        "totals": operations.total_data(result),
        "journeys": journeys.journey_data(result),
        "summary": journeys.summary_data(result),
        "stretch": stretch.stretch_data(result),
        "junctions": operations.junction_data(result),
        "formations": formations.formation_data(result),
        "trace": trace.trace_data(result),
        "yards": yards.yard_data(result),
        "dispatch": dispatch.dispatch_data(result),
        "fleet": operations.fleet_data(result),
        "energy": operations.energy_data(result),
        "unserved": operations.unserved_data(result),
        "disruption": disruption.disruption_data(result),
        "pipelines": {kind: data(result) for kind, data in PIPELINES.items()},
        "assumptions": result.table("assumptions").to_dict("records"),
        "config": {name: result.config(name) for name in ("toml", "overrides")},
    }


def render(data: dict[str, Any]) -> str:
    """The HTML page of some report data."""
    title = data["meta"].get("title") or data["meta"].get("scenario") or "dimai"
    return frame.data_page(
        str(title), style=[ASSETS / "report.css"], main=frame.read(ASSETS / "report.html"), data=data,
        texts=ASSETS, scripts=[ASSETS / name for name in SCRIPTS])
