"""Reads sweep.toml: strictly, all problems at once, with line and column."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from dimai import library
from dimai.problems import Problem, ScenarioError
from dimai.running import seconds
from dimai.scenario import Scenario, load
from dimai.sweep.checking import check
from dimai.sweep.document import Document, flatten, parameter_nodes, plain, shown
from dimai.sweep.specification import COUNTS, DESIGNS, MOST_RUNS, STATISTICS, Outcome, Parameter, Specification

_TOP = {"title": "text", "scenario": "text", "design": "text", "samples": "whole", "seed": "whole",
        "replications": "whole", "retries": "whole", "keep_results": "flag", "batch": "whole",
        "set": "table", "parameter": "table", "point": "list", "outcome": "table",
        "discover": "table", "goal": "table"}
_PARAMETER = {"low": "any", "high": "any", "values": "list", "levels": "whole", "scale": "text"}
_OUTCOME = {"measure": "text", "count": "text", "attribute": "text", "statistic": "text",
            "class": "text", "origin": "text", "destination": "text", "share": "flag",
            "warm_up": "text", "cool_down": "text"}
_COUNTED = (("samples", 1, MOST_RUNS), ("replications", 1, 100_000), ("retries", 0, 100),
            ("seed", 0, 2**53), ("batch", 1, 1000))
"""Whole numbers, each with its least and greatest."""


def read_sweep(path: str | Path) -> Specification:
    """Read a sweep and check all of it: keys, types, ranges, and each parameter's ends by the
    scenario's own document.

    Raises
    ------
    ScenarioError
        With every problem, each with line and column of the sweep's file.
    """
    file = Path(path)
    document = Document(file)
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not UTF-8"
        raise ScenarioError([Problem(str(file), 0, 0, "sweep", f"cannot be read: {reason}")]) from error
    root = library.load().parse_toml(text, str(file))  # type: ignore[attr-defined]
    top = document.table(root, "", _TOP)
    scenario = _scenario(document, top, root)
    spec = Specification(
        file=file, name=file.stem, title=plain(top["title"]) if "title" in top else file.stem,
        scenario=scenario if scenario is not None else None,  # type: ignore[arg-type]
        design=_design(document, top), parameters=_parameters(document, top), points=_points(document, top),
        outcomes=_outcomes(document, top))
    for name, least, most in _COUNTED:
        if name in top:
            value = top[name][2]
            if not least <= value <= most:
                document.add(top[name][:2], name, f"got {value}, accepts {least} to {most}")
            else:
                setattr(spec, name, value)
    if "keep_results" in top:
        spec.keep_results = top["keep_results"][2]
    check(document, spec, top)
    if document.problems:
        raise ScenarioError(sorted(document.problems, key=lambda p: (p.line, p.column)))
    return spec


def _scenario(document: Document, top: dict[str, Any], root: Any) -> Scenario | None:
    if "scenario" not in top:
        document.add((1, 1), "scenario", "is missing; needs the scenario's folder, such as "
                                       'scenario = "../first-steps"')
        return None
    named = document.file.parent / top["scenario"][2]
    fixed: dict[str, Any] = {}
    if "set" in top:
        flatten(top["set"][2], "", fixed)
    try:
        return load(named, {key: plain(node) for key, node in fixed.items()})
    except ScenarioError as error:
        for problem in error.problems:
            place, key = top["scenario"][:2], "scenario"
            if problem.file == "--set":
                place = next((node[:2] for name, node in fixed.items() if name == problem.key
                              or problem.key.startswith(name + ".")), top.get("set", place)[:2])
                key = f"set.{problem.key}"
                document.add(place, key, problem.message)
            elif problem.severity == "error":
                document.add(place, key, str(problem))
        return None




def _design(document: Document, top: dict[str, Any]) -> str:
    if "design" not in top:
        document.add((1, 1), "design", f"is missing; accepts {', '.join(DESIGNS)}")
        return "list"
    name = str(top["design"][2])
    if name in DESIGNS:
        return name
    guess = library.load().did_you_mean(name, list(DESIGNS))  # type: ignore[attr-defined]
    document.add(top["design"][:2], "design", f'got "{name}"{guess}; accepts {", ".join(DESIGNS)}')
    return "list"




def _parameters(document: Document, top: dict[str, Any]) -> list[Parameter]:
    found = []
    for key, node in parameter_nodes(top["parameter"]).items() if "parameter" in top else ():
        path = f"parameter.{key}"
        table = document.table(node, path, _PARAMETER)
        if "values" in table:
            values = tuple(plain(table["values"]))
            if not values or len(set(map(repr, values))) < len(values):
                document.add(table["values"][:2], f"{path}.values", "needs values, each once")
            found.append(Parameter(key, values=values))
            continue
        ends = [_quantity(document, table, path, name, node) for name in ("low", "high")]
        if ends[0] is None or ends[1] is None:
            continue
        low, unit, low_whole = ends[0]
        high, other, high_whole = ends[1]
        place = table["high"][:2]
        if unit != other:
            document.add(place, f"{path}.high", f'got "{other}", needs the unit of low, "{unit}"')
        if not high > low:
            document.add(place, f"{path}.high", f"got {high:g}, needs more than low, {low:g}")
        scale = table["scale"][2] if "scale" in table else "linear"
        if scale not in ("linear", "log"):
            document.add(table["scale"][:2], f"{path}.scale", f'got "{scale}", accepts "linear" or "log"')
        if scale == "log" and low <= 0.0:
            document.add(table["low"][:2], f"{path}.low", "a log scale needs a range above 0")
        levels = table["levels"][2] if "levels" in table else 0
        whole = low_whole and high_whole and not unit
        found.append(Parameter(key, low, high, unit, (), levels, whole, scale == "log" and low > 0.0))
    return found


def _quantity(document: Document, table: dict[str, Any], path: str, name: str,
              node: Any) -> tuple[float, str, bool] | None:
    if name not in table:
        document.add(node[:2], path, f"{name} is missing; needs low and high, or values")
        return None
    value = table[name][2]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value), "", isinstance(value, int)
    match = re.fullmatch(r"\s*([-+]?[0-9.]+(?:[eE][-+]?\d+)?)\s*(\S.*?)?\s*", str(value))
    if match is None or not isinstance(value, str):
        document.add(table[name][:2], f"{path}.{name}", f"got {shown(value)}, accepts a number, or a "
                                                      'text such as "60 km/h"')
        return None
    return float(match[1]), match[2] or "", False


def _points(document: Document, top: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for node in top["point"][2] if "point" in top else ():
        if not isinstance(node[2], dict):
            document.add(node[:2], "point", "accepts tables: [[point]]")
            continue
        keys: dict[str, Any] = {}
        flatten(node[2], "", keys)
        found.append({key: plain(each) for key, each in keys.items()})
    return found


def _outcomes(document: Document, top: dict[str, Any]) -> list[Outcome]:
    found = []
    for name, node in top["outcome"][2].items() if "outcome" in top else ():
        path = f"outcome.{name}"
        if not isinstance(node[2], dict):
            document.add(node[:2], path, "accepts a table: [outcome.NAME]")
            continue
        table = document.table(node, path, _OUTCOME)
        kinds = [kind for kind in ("measure", "count", "attribute") if kind in table]
        if len(kinds) != 1:
            document.add(node[:2], path, "needs one of measure, count, attribute")
            continue
        text = {key: each[2] for key, each in table.items()}
        if kinds[0] == "count" and text["count"] not in COUNTS:
            document.add(table["count"][:2], f"{path}.count",
                       f'got "{text["count"]}", accepts {", ".join(COUNTS)}')
        if text.get("statistic", "mean") not in STATISTICS:
            document.add(table["statistic"][:2], f"{path}.statistic",
                       f'got "{text["statistic"]}", accepts {", ".join(STATISTICS)}')
        times = [_time(document, table, path, key) for key in ("warm_up", "cool_down")]
        found.append(Outcome(name, kinds[0], text[kinds[0]], text.get("statistic", "mean"),
                             text.get("class", ""), text.get("origin", ""),
                             text.get("destination", ""), text.get("share", False), *times))
    if not found and "outcome" not in top:
        document.add((1, 1), "outcome", "is missing; needs one or more, such as [outcome.time] with "
                                      'measure = "door_to_door_time"')
    return found


def _time(document: Document, table: dict[str, Any], path: str, key: str) -> float:
    if key not in table:
        return 0.0
    try:
        return seconds(str(table[key][2]))
    except ValueError as error:
        document.add(table[key][:2], f"{path}.{key}", str(error))
        return 0.0
