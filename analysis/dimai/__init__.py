"""dimai in Python: runs scenarios, reads results, compares, sweeps and draws them.

>>> import dimai
>>> result = dimai.run("scenarios/first-steps", overrides={"guideway.speed": "250 km/h"})
>>> result.table("trips")                                    # a pandas DataFrame, units in its names

Names are loaded when they are first used, so that a small command does not wait for pandas.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dimai.building import build as build
    from dimai.opening import ResultError as ResultError
    from dimai.problems import Problem as Problem
    from dimai.problems import ScenarioError as ScenarioError
    from dimai.problems import SnapshotError as SnapshotError
    from dimai.results import Result as Result
    from dimai.results import open_result as open_result
    from dimai.running import Interrupted as Interrupted
    from dimai.running import Run as Run
    from dimai.running import RunError as RunError
    from dimai.running import resume as resume
    from dimai.running import run as run
    from dimai.scenario import Scenario as Scenario
    from dimai.scenario import load as load

_HOME = {
    "build": "building", "Problem": "problems", "ScenarioError": "problems", "Result": "results",
    "ResultError": "opening", "open_result": "results", "Interrupted": "running", "Run": "running",
    "RunError": "running", "run": "running", "resume": "running", "SnapshotError": "problems",
    "Scenario": "scenario", "load": "scenario",
}

__all__ = ["Interrupted", "Problem", "Result", "ResultError", "Run", "RunError", "Scenario",
           "ScenarioError", "SnapshotError", "build", "load", "open_result", "resume", "run"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'dimai' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"dimai.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
