"""Reads sweep.toml: strictly, all problems at once, with line and column."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dimai import library
from dimai.problems import Problem, ScenarioError
from dimai.running import seconds
from dimai.scenario import Scenario, load

DESIGNS = ("grid", "list", "latin_hypercube", "sobol", "morris", "optimise")
STATISTICS = ("n", "mean", "p5", "p50", "p95", "p99")
COUNTS = ("requested", "arrived", "under_way", "waiting", "refused", "unparked")
MOST_RUNS = 1_000_000

_TOP = {"title": "text", "scenario": "text", "design": "text", "samples": "whole", "seed": "whole",
        "replications": "whole", "retries": "whole", "keep_results": "flag", "batch": "whole",
        "set": "table", "parameter": "table", "point": "list", "outcome": "table",
        "discover": "table", "goal": "table"}
_PARAMETER = {"low": "any", "high": "any", "values": "list", "levels": "whole", "scale": "text"}
_OUTCOME = {"measure": "text", "count": "text", "attribute": "text", "statistic": "text",
            "class": "text", "origin": "text", "destination": "text", "share": "flag",
            "warm_up": "text", "cool_down": "text"}
_DISCOVER = {"outcome": "text", "above": "number", "below": "number", "density": "number"}
_GOAL = {"outcome": "text", "seek": "text"}
_KINDS = {"text": str, "whole": int, "flag": bool, "table": dict, "list": list,
          "number": (int, float), "any": object}
_ARTICLE = {"text": "a text", "whole": "a whole number", "flag": "true or false", "table": "a table",
            "list": "a list", "number": "a number"}


@dataclass(frozen=True)
class Parameter:
    """One key of the scenario that is varied."""

    key: str
    low: float = math.nan
    high: float = math.nan
    """Ends of its range, in `unit`."""
    unit: str = ""
    values: tuple[Any, ...] = ()
    """Values of a grid, as the scenario takes them; empty: a range."""
    levels: int = 0
    """Of a range in a grid: into how many values it is cut."""
    whole: bool = False
    logarithmic: bool = False

    def at(self, share: float) -> Any:
        """Value for the scenario, at a share in [0, 1] of the range (or of the values)."""
        if self.values:
            return self.values[min(int(share * (len(self.values) - 1) + 0.5), len(self.values) - 1)]
        number = self.number(share)
        return f"{number!r} {self.unit}" if self.unit else number

    def number(self, share: float) -> float:
        """The same without its unit."""
        if self.logarithmic:
            value = self.low * (self.high / self.low) ** share
        else:
            value = self.low + share * (self.high - self.low)
        if self.whole:  # each whole number has an equal part of the range
            return min(int(self.low + share * (self.high - self.low + 1.0)), int(self.high))
        return float(f"{value:.12g}")

    @property
    def steps(self) -> int:
        """Into how many values a grid cuts it."""
        return len(self.values) or self.levels


@dataclass(frozen=True)
class Outcome:
    """One number of a run that is looked at."""

    name: str
    kind: str
    """"measure", "count" or "attribute"."""
    what: str
    statistic: str = "mean"
    capsule_class: str = ""
    origin: str = ""
    destination: str = ""
    share: bool = False
    warm_up_s: float = 0.0
    cool_down_s: float = 0.0


@dataclass
class Specification:
    """A sweep, checked: nothing of it is wrong as far as can be known before it is run."""

    file: Path
    name: str
    title: str
    scenario: Scenario
    design: str
    parameters: list[Parameter]
    points: list[dict[str, Any]]
    """Of the design "list": the overrides of each point."""
    outcomes: list[Outcome]
    samples: int = 64
    seed: int = 1
    replications: int = 1
    retries: int = 1
    keep_results: bool = True
    batch: int = 2
    discover: dict[str, Any] = field(default_factory=dict)
    goal: dict[str, Any] = field(default_factory=dict)

    def runs_expected(self) -> int:
        """How many runs it takes, replications included."""
        k = len(self.parameters)
        points = {"grid": math.prod(p.steps for p in self.parameters), "list": len(self.points),
                  "latin_hypercube": self.samples, "sobol": self.samples * (k + 2),
                  "morris": self.samples * (k + 1), "optimise": self.samples}[self.design]
        return points * self.replications

    def overrides_at(self, shares: NDArray[np.float64]) -> dict[str, Any]:
        """Overrides of a point of the unit cube."""
        return {p.key: p.at(float(share)) for p, share in zip(self.parameters, shares)}


class _Reader:
    """One document; collects problems."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def add(self, place: tuple[int, int], key: str, message: str) -> None:
        self.problems.append(Problem(str(self.file), place[0], place[1], key, message))

    def table(self, node: Any, path: str, kinds: Mapping[str, str]) -> dict[str, Any]:
        """Nodes of a table by key; unknown keys and wrong types are problems."""
        found = {}
        for key, each in node[2].items():
            dotted = f"{path}.{key}" if path else key
            if key not in kinds:
                guess = library.load().did_you_mean(key, list(kinds))  # type: ignore[attr-defined]
                self.add(each[:2], dotted, f"is not a known key{guess}; accepts "
                                           f"{', '.join(kinds)}")
                continue
            kind = kinds[key]
            value = each[2]
            wrong = not isinstance(value, _KINDS[kind])  # type: ignore[arg-type]
            if wrong or (isinstance(value, bool) and kind in ("whole", "number")):
                self.add(each[:2], dotted, f"got {_shown(value)}, accepts {_ARTICLE[kind]}")
                continue
            found[key] = each
        return found


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a table"
    return "a list" if isinstance(value, list) else repr(value)


def _plain(node: Any) -> Any:
    """The value of a node without places."""
    value = node[2]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def read_sweep(path: str | Path) -> Specification:
    """Read a sweep and check all of it: keys, types, ranges, and each parameter's ends by the
    scenario's own reader.

    Raises
    ------
    ScenarioError
        With every problem, each with line and column of the sweep's file.
    """
    file = Path(path)
    reader = _Reader(file)
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not UTF-8"
        raise ScenarioError([Problem(str(file), 0, 0, "sweep", f"cannot be read: {reason}")]) from error
    root = library.load().parse_toml(text, str(file))  # type: ignore[attr-defined]
    top = reader.table(root, "", _TOP)
    scenario = _scenario(reader, top, root)
    spec = Specification(
        file=file, name=file.stem, title=_plain(top["title"]) if "title" in top else file.stem,
        scenario=scenario if scenario is not None else None,  # type: ignore[arg-type]
        design=_design(reader, top), parameters=_parameters(reader, top), points=_points(reader, top),
        outcomes=_outcomes(reader, top))
    for name, least, most in (("samples", 1, MOST_RUNS), ("replications", 1, 100_000),
                              ("retries", 0, 100), ("seed", 0, 2**53), ("batch", 1, 1000)):
        if name in top:
            value = top[name][2]
            if not least <= value <= most:
                reader.add(top[name][:2], name, f"got {value}, accepts {least} to {most}")
            else:
                setattr(spec, name, value)
    if "keep_results" in top:
        spec.keep_results = top["keep_results"][2]
    _check_design(reader, spec, top)
    _check_wishes(reader, spec, top)
    if scenario is not None:
        _check_ends(reader, spec, top)
    if reader.problems:
        raise ScenarioError(sorted(reader.problems, key=lambda p: (p.line, p.column)))
    return spec


def _scenario(reader: _Reader, top: dict[str, Any], root: Any) -> Scenario | None:
    if "scenario" not in top:
        reader.add((1, 1), "scenario", "is missing; needs the scenario's folder, such as "
                                       'scenario = "../first-steps"')
        return None
    named = reader.file.parent / top["scenario"][2]
    fixed: dict[str, Any] = {}
    if "set" in top:
        _flatten(top["set"][2], "", fixed)
    try:
        return load(named, {key: _plain(node) for key, node in fixed.items()})
    except ScenarioError as error:
        for problem in error.problems:
            place, key = top["scenario"][:2], "scenario"
            if problem.file == "--set":
                place = next((node[:2] for name, node in fixed.items() if name == problem.key
                              or problem.key.startswith(name + ".")), top.get("set", place)[:2])
                key = f"set.{problem.key}"
                reader.add(place, key, problem.message)
            elif problem.severity == "error":
                reader.add(place, key, str(problem))
        return None


def _flatten(table: dict[str, Any], path: str, into: dict[str, Any]) -> None:
    """Keys of nested tables, dotted, so that both ways of writing them work."""
    for key, node in table.items():
        dotted = f"{path}.{key}" if path else key
        if isinstance(node[2], dict):
            _flatten(node[2], dotted, into)
        else:
            into[dotted] = node


def _design(reader: _Reader, top: dict[str, Any]) -> str:
    if "design" not in top:
        reader.add((1, 1), "design", f"is missing; accepts {', '.join(DESIGNS)}")
        return "list"
    name = str(top["design"][2])
    if name in DESIGNS:
        return name
    guess = library.load().did_you_mean(name, list(DESIGNS))  # type: ignore[attr-defined]
    reader.add(top["design"][:2], "design", f'got "{name}"{guess}; accepts {", ".join(DESIGNS)}')
    return "list"


def _parameter_nodes(node: Any, path: str = "") -> dict[str, Any]:
    """Tables that describe a parameter, by dotted key: those that hold a value, not a table."""
    found = {}
    for key, each in node[2].items():
        dotted = f"{path}.{key}" if path else key
        if not isinstance(each[2], dict):
            continue
        if any(not isinstance(inner[2], dict) for inner in each[2].values()) or not each[2]:
            found[dotted] = each
        else:
            found.update(_parameter_nodes(each, dotted))
    return found


def _parameters(reader: _Reader, top: dict[str, Any]) -> list[Parameter]:
    found = []
    for key, node in _parameter_nodes(top["parameter"]).items() if "parameter" in top else ():
        path = f"parameter.{key}"
        table = reader.table(node, path, _PARAMETER)
        if "values" in table:
            values = tuple(_plain(table["values"]))
            if not values or len(set(map(repr, values))) < len(values):
                reader.add(table["values"][:2], f"{path}.values", "needs values, each once")
            found.append(Parameter(key, values=values))
            continue
        ends = [_quantity(reader, table, path, name, node) for name in ("low", "high")]
        if ends[0] is None or ends[1] is None:
            continue
        low, unit, low_whole = ends[0]
        high, other, high_whole = ends[1]
        place = table["high"][:2]
        if unit != other:
            reader.add(place, f"{path}.high", f'got "{other}", needs the unit of low, "{unit}"')
        if not high > low:
            reader.add(place, f"{path}.high", f"got {high:g}, needs more than low, {low:g}")
        scale = table["scale"][2] if "scale" in table else "linear"
        if scale not in ("linear", "log"):
            reader.add(table["scale"][:2], f"{path}.scale", f'got "{scale}", accepts "linear" or "log"')
        if scale == "log" and low <= 0.0:
            reader.add(table["low"][:2], f"{path}.low", "a log scale needs a range above 0")
        levels = table["levels"][2] if "levels" in table else 0
        whole = low_whole and high_whole and not unit
        found.append(Parameter(key, low, high, unit, (), levels, whole, scale == "log" and low > 0.0))
    return found


def _quantity(reader: _Reader, table: dict[str, Any], path: str, name: str,
              node: Any) -> tuple[float, str, bool] | None:
    if name not in table:
        reader.add(node[:2], path, f"{name} is missing; needs low and high, or values")
        return None
    value = table[name][2]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value), "", isinstance(value, int)
    match = re.fullmatch(r"\s*([-+]?[0-9.]+(?:[eE][-+]?\d+)?)\s*(\S.*?)?\s*", str(value))
    if match is None or not isinstance(value, str):
        reader.add(table[name][:2], f"{path}.{name}", f"got {_shown(value)}, accepts a number, or a "
                                                      'text such as "60 km/h"')
        return None
    return float(match[1]), match[2] or "", False


def _points(reader: _Reader, top: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for node in top["point"][2] if "point" in top else ():
        if not isinstance(node[2], dict):
            reader.add(node[:2], "point", "accepts tables: [[point]]")
            continue
        keys: dict[str, Any] = {}
        _flatten(node[2], "", keys)
        found.append({key: _plain(each) for key, each in keys.items()})
    return found


def _outcomes(reader: _Reader, top: dict[str, Any]) -> list[Outcome]:
    found = []
    for name, node in top["outcome"][2].items() if "outcome" in top else ():
        path = f"outcome.{name}"
        if not isinstance(node[2], dict):
            reader.add(node[:2], path, "accepts a table: [outcome.NAME]")
            continue
        table = reader.table(node, path, _OUTCOME)
        kinds = [kind for kind in ("measure", "count", "attribute") if kind in table]
        if len(kinds) != 1:
            reader.add(node[:2], path, "needs one of measure, count, attribute")
            continue
        text = {key: each[2] for key, each in table.items()}
        if kinds[0] == "count" and text["count"] not in COUNTS:
            reader.add(table["count"][:2], f"{path}.count",
                       f'got "{text["count"]}", accepts {", ".join(COUNTS)}')
        if text.get("statistic", "mean") not in STATISTICS:
            reader.add(table["statistic"][:2], f"{path}.statistic",
                       f'got "{text["statistic"]}", accepts {", ".join(STATISTICS)}')
        times = [_time(reader, table, path, key) for key in ("warm_up", "cool_down")]
        found.append(Outcome(name, kinds[0], text[kinds[0]], text.get("statistic", "mean"),
                             text.get("class", ""), text.get("origin", ""),
                             text.get("destination", ""), text.get("share", False), *times))
    if not found and "outcome" not in top:
        reader.add((1, 1), "outcome", "is missing; needs one or more, such as [outcome.time] with "
                                      'measure = "door_to_door_time"')
    return found


def _time(reader: _Reader, table: dict[str, Any], path: str, key: str) -> float:
    if key not in table:
        return 0.0
    try:
        return seconds(str(table[key][2]))
    except ValueError as error:
        reader.add(table[key][:2], f"{path}.{key}", str(error))
        return 0.0


def _check_design(reader: _Reader, spec: Specification, top: dict[str, Any]) -> None:
    place = top["design"][:2] if "design" in top else (1, 1)
    if spec.design == "list":
        if "design" in top and top["design"][2] == "list" and not spec.points:
            reader.add(place, "design", "a list needs points: [[point]]")
        return
    if not spec.parameters and "parameter" not in top:
        reader.add(place, "parameter", "is missing; needs one or more, such as "
                                       '[parameter."guideway.speed"] with low and high')
    for parameter in spec.parameters:
        if spec.design == "grid" and parameter.steps < 1:
            reader.add(place, f"parameter.{parameter.key}", "a grid needs values, or levels")
        if spec.design in ("sobol", "morris", "optimise") and parameter.values:
            reader.add(place, f"parameter.{parameter.key}.values",
                       f'the design "{spec.design}" needs low and high')
    if spec.design == "sobol" and spec.samples & (spec.samples - 1):
        place = top["samples"][:2] if "samples" in top else place
        reader.add(place, "samples", f"got {spec.samples}, the design \"sobol\" needs a power of two, "
                                     f"such as {2 ** spec.samples.bit_length()}")
    if not reader.problems and spec.runs_expected() > MOST_RUNS:
        reader.add(place, "design", f"it takes {spec.runs_expected():,} runs, accepts up to "
                                    f"{MOST_RUNS:,}")


def _check_wishes(reader: _Reader, spec: Specification, top: dict[str, Any]) -> None:
    """[discover] and [goal] name outcomes."""
    names = [outcome.name for outcome in spec.outcomes]
    for key, kinds in (("discover", _DISCOVER), ("goal", _GOAL)):
        if key not in top:
            continue
        table = reader.table(top[key], key, kinds)
        wish = {name: _plain(node) for name, node in table.items()}
        if wish.get("outcome") not in names:
            place = table["outcome"][:2] if "outcome" in table else top[key][:2]
            reader.add(place, f"{key}.outcome", f"needs the name of an outcome: {', '.join(names)}")
        if key == "discover" and ("above" in wish) == ("below" in wish):
            reader.add(top[key][:2], key, "needs one of above and below")
        if key == "goal" and wish.get("seek", "least") not in ("least", "greatest"):
            reader.add(table["seek"][:2], "goal.seek", 'accepts "least" or "greatest"')
        setattr(spec, key, wish)
    if spec.design == "optimise" and "goal" not in top:
        reader.add(top["design"][:2], "goal", 'the design "optimise" needs [goal] with outcome')


def _check_ends(reader: _Reader, spec: Specification, top: dict[str, Any]) -> None:
    """Let the scenario's reader judge each parameter at both ends, or at each value, and each point."""
    nodes = _parameter_nodes(top["parameter"]) if "parameter" in top else {}
    told: set[tuple[str, str]] = set()
    for parameter in spec.parameters:
        node = nodes[parameter.key]
        tries = {"values": parameter.values} if parameter.values else {
            "low": (parameter.at(0.0),), "high": (parameter.at(1.0),)}
        for name, values in tries.items():
            place = node[2][name][:2] if name in node[2] else node[:2]
            for value in values:
                for message in _objections(spec, {parameter.key: value}):
                    if (parameter.key, message) not in told:
                        told.add((parameter.key, message))
                        reader.add(place, f"parameter.{parameter.key}.{name}", message)
    for number, point in enumerate(spec.points):
        place = top["point"][2][number][:2]
        for message in _objections(spec, point):
            reader.add(place, "point", message)


def _objections(spec: Specification, overrides: dict[str, Any]) -> list[str]:
    try:
        spec.scenario.change(overrides)
    except ScenarioError as error:
        return [problem.message if problem.file == "--set" and len(overrides) == 1 else str(problem)
                for problem in error.problems if problem.severity == "error"]
    except TypeError as error:
        return [str(error)]
    return []
