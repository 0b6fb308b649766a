"""What parts of a sweep ask of each other, and of the scenario."""

from __future__ import annotations

from typing import Any

from dimai.problems import ScenarioError
from dimai.sweep.document import Document, parameter_nodes, plain
from dimai.sweep.specification import MOST_RUNS, Specification

_DISCOVER = {"outcome": "text", "above": "number", "below": "number", "density": "number"}
_GOAL = {"outcome": "text", "seek": "text"}


def check(document: Document, spec: Specification, top: dict[str, Any]) -> None:
    """Find what is wrong with a sweep whose parts are each right; `top` holds the nodes by key."""
    _check_design(document, spec, top)
    _check_wishes(document, spec, top)
    if spec.scenario is not None:  # else that was a problem already
        _check_ends(document, spec, top)


def _check_design(document: Document, spec: Specification, top: dict[str, Any]) -> None:
    place = top["design"][:2] if "design" in top else (1, 1)
    if spec.design == "list":
        if "design" in top and top["design"][2] == "list" and not spec.points:
            document.add(place, "design", "a list needs points: [[point]]")
        return
    if not spec.parameters and "parameter" not in top:
        document.add(place, "parameter", "is missing; needs one or more, such as "
                                       '[parameter."guideway.speed"] with low and high')
    for parameter in spec.parameters:
        if spec.design == "grid" and parameter.steps < 1:
            document.add(place, f"parameter.{parameter.key}", "a grid needs values, or levels")
        if spec.design in ("sobol", "morris", "optimise") and parameter.values:
            document.add(place, f"parameter.{parameter.key}.values",
                       f'the design "{spec.design}" needs low and high')
    if spec.design == "sobol" and spec.samples & (spec.samples - 1):
        place = top["samples"][:2] if "samples" in top else place
        document.add(place, "samples", f"got {spec.samples}, the design \"sobol\" needs a power of two, "
                                     f"such as {2 ** spec.samples.bit_length()}")
    if not document.problems and spec.runs_expected() > MOST_RUNS:
        document.add(place, "design", f"it takes {spec.runs_expected():,} runs, accepts up to "
                                    f"{MOST_RUNS:,}")


def _check_wishes(document: Document, spec: Specification, top: dict[str, Any]) -> None:
    """[discover] and [goal] name outcomes."""
    names = [outcome.name for outcome in spec.outcomes]
    for key, kinds in (("discover", _DISCOVER), ("goal", _GOAL)):
        if key not in top:
            continue
        table = document.table(top[key], key, kinds)
        wish = {name: plain(node) for name, node in table.items()}
        if wish.get("outcome") not in names:
            place = table["outcome"][:2] if "outcome" in table else top[key][:2]
            document.add(place, f"{key}.outcome", f"needs the name of an outcome: {', '.join(names)}")
        if key == "discover" and ("above" in wish) == ("below" in wish):
            document.add(top[key][:2], key, "needs one of above and below")
        if key == "goal" and wish.get("seek", "least") not in ("least", "greatest"):
            document.add(table["seek"][:2], "goal.seek", 'accepts "least" or "greatest"')
        setattr(spec, key, wish)
    if spec.design == "optimise" and "goal" not in top:
        document.add(top["design"][:2], "goal", 'the design "optimise" needs [goal] with outcome')


def _check_ends(document: Document, spec: Specification, top: dict[str, Any]) -> None:
    """Let the scenario's document judge each parameter at both ends, or at each value, and each point."""
    nodes = parameter_nodes(top["parameter"]) if "parameter" in top else {}
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
                        document.add(place, f"parameter.{parameter.key}.{name}", message)
    for number, point in enumerate(spec.points):
        place = top["point"][2][number][:2]
        for message in _objections(spec, point):
            document.add(place, "point", message)


def _objections(spec: Specification, overrides: dict[str, Any]) -> list[str]:
    try:
        spec.scenario.change(overrides)
    except ScenarioError as error:
        return [problem.message if problem.file == "--set" and len(overrides) == 1 else str(problem)
                for problem in error.problems if problem.severity == "error"]
    except TypeError as error:
        return [str(error)]
    return []
