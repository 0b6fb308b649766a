"""What a sweep asks for, as plain data."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dimai.scenario import Scenario

DESIGNS = ("grid", "list", "latin_hypercube", "sobol", "morris", "optimise")
STATISTICS = ("n", "mean", "p5", "p50", "p95", "p99")
COUNTS = ("requested", "arrived", "under_way", "waiting", "refused", "unparked")
MOST_RUNS = 1_000_000


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
