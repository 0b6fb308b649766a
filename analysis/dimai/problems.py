"""What is wrong with a scenario or a sweep: all of it at once, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One thing wrong, said so that its author can mend it."""

    file: str
    """As the user would open it; "--set" for an override."""
    line: int
    """1-based; 0 if there is no line to point at."""
    column: int
    """1-based; 0 as above."""
    key: str
    """Dotted key, "id.property" of a feature, or column of a table."""
    message: str
    """What was found, then what is accepted."""
    severity: str = "error"
    """"error" or "warning"."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        warning = "warning" if self.severity == "warning" else ""
        return ": ".join(part for part in (place, self.key, warning, self.message) if part)


class ScenarioError(ValueError):
    """A scenario or sweep that cannot be run, with every problem that was found.

    Attributes
    ----------
    problems : tuple of Problem
        In order of file and line, warnings included.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    @classmethod
    def of(cls, found: Iterable[Mapping[str, Any]]) -> ScenarioError:
        """Make it of problems as the compiled library tells them."""
        return cls(Problem(**each) for each in found)

    def __reduce__(self) -> tuple[type[ScenarioError], tuple[tuple[Problem, ...]]]:
        return (type(self), (self.problems,))


class SnapshotError(ValueError):
    """A snapshot that a run cannot go on from, or that cannot be written; the text says why."""
