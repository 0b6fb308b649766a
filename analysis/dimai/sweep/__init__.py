"""Sweeps: many runs of one scenario, in parallel, resumable, with what they teach."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dimai.sweep.reading import read_sweep as read_sweep
    from dimai.sweep.result import SweepResult as SweepResult
    from dimai.sweep.running import run_sweep as run_sweep
    from dimai.sweep.specification import Specification as Specification

_HOME = {"SweepResult": "result", "run_sweep": "running", "Specification": "specification",
         "read_sweep": "reading"}

__all__ = ["Specification", "SweepResult", "read_sweep", "run_sweep"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'dimai.sweep' has no attribute {name!r}")
    return getattr(importlib.import_module(f"dimai.sweep.{_HOME[name]}"), name)
