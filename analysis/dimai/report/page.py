"""Puts data, scripts, styles and texts into one HTML file."""

from __future__ import annotations

import html
import json
import math
import os
from pathlib import Path
from typing import Any

from dimai.report import (batch_line, capsule_line, disruption, formations, gas, journeys, liquid, network, operations,
                          powder, stretch, trace, tubes, yards)
from dimai.results import Result, open_result

ASSETS = Path(__file__).parent / "assets"
SCRIPTS = ("unpack.js", "format.js", "page.js", "headline.js", "map_data.js", "map_draw.js", "map.js",
           "journeys.js", "timespace.js", "junctions.js", "formations.js", "trace.js", "yards.js", "fleet.js",
           "fleet_need.js", "energy.js", "unserved.js", "disruption.js",
           "liquid.js", "gas.js", "powder_line.js", "powder_time.js", "powder_purity.js",
           "tubes_map.js", "tubes.js", "capsule_line.js", "batch_line.js", "assumptions.js", "main.js")
LANGUAGES = ("en", "zh")
PIPELINES = {"liquid": liquid.liquid_data, "gas": gas.gas_data, "powder": powder.powder_data,
             "tubes": tubes.tubes_data, "capsule_line": capsule_line.capsule_line_data,
             "batch_line": batch_line.batch_line_data}
"""What is shown of each kind of pipeline, or None; the scripts register with R.pipelines."""

D3 = Path("/usr/share/nodejs/d3/dist/d3.min.js")
"""Where the Debian package node-d3 puts the one library that the report uses."""

D3_LICENCE = Path("/usr/share/doc/node-d3/copyright")


class ReportError(RuntimeError):
    """The report could not be made or written; the text says why, in one sentence."""


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
    ReportError
        If the report cannot be made or written.
    """
    with open_result(result_path) as result:
        target = Path(output) if output is not None else result.path.parent / "report.html"
        page = render(report_data(result))
    write(target, page)
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
    texts = {language: json.loads(read(ASSETS / f"texts.{language}.json")) for language in LANGUAGES}
    d3 = read(D3, "the report needs d3: apt-get install node-d3")
    title = data["meta"].get("title") or data["meta"].get("scenario") or "dimai"
    parts = {
        "TITLE": html.escape(str(title)),
        "STYLE": read(ASSETS / "report.css"),
        "LICENCE": d3_licence(),
        "D3": script_safe(d3),
        "DATA": embedded(data),
        "TEXTS": embedded(texts),
        "SCRIPT": script_safe("\n".join(read(ASSETS / name) for name in SCRIPTS)),
    }
    page = read(ASSETS / "report.html")
    for name, text in parts.items():
        before, found, after = page.partition("{{" + name + "}}")
        if not found:
            raise ReportError(f"report.html has no place for {name}")
        page = before + text + after
    return page


def embedded(value: Any) -> str:
    """JSON that may stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c")


def script_safe(text: str) -> str:
    """Keep a script from ending its own element early."""
    return text.replace("</script", "<\\/script")


def d3_licence() -> str:
    """Licence of d3 for a comment; its terms ask that it goes with every copy."""
    if not D3_LICENCE.is_file():
        return "d3 5, copyright Mike Bostock, BSD-3-Clause"
    return read(D3_LICENCE).replace("--", "- -")


def read(path: Path, advice: str = "") -> str:
    """Text of a file that the report is made from."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ReportError(advice or f"{path}: cannot be read: {error.strerror}") from error


def write(target: Path, page: str) -> None:
    """Write the page under another name first, so that no half-written report is left."""
    part = target.with_name(target.name + ".part")
    try:
        part.write_text(page, encoding="utf-8")
        os.replace(part, target)
    except OSError as error:
        part.unlink(missing_ok=True) if part.parent.is_dir() else None
        raise ReportError(f"{target}: cannot be written: {error.strerror}") from error
