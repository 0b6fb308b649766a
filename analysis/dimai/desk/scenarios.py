"""Scenarios of a workspace: which there are, their parameters, and their problems."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dimai.view.page import ROOT

SKIPPED = {"build", "results", "node_modules", ".git", "tests"}
DEEPEST = 4
"""Folders below the workspace that are looked through for scenarios."""

KEY = re.compile(r"[A-Za-z0-9_][\w.\-]*")
GREATEST_VALUE = 2000
"""Most characters of a changed value."""

LONGEST_S = 120.0
"""A scenario that takes longer to check than this is given up."""


class OutsideError(ValueError):
    """A path that is not in the workspace, or a key or value that no scenario could have."""


@dataclass(frozen=True)
class Workspace:
    """The folder whose scenarios are offered; nothing outside it is read or written."""

    folder: Path

    def resolve(self, name: str) -> Path:
        """Path of something in the workspace.

        Raises
        ------
        OutsideError
            If it is outside, also by way of a link, or is not there.
        """
        root = self.folder.resolve()
        try:
            path = (root / name).resolve()
        except (OSError, ValueError) as error:  # such as a NUL in the name
            raise OutsideError(f'"{name}" is no path') from error
        if path != root and root not in path.parents:
            raise OutsideError(f'"{name}" is outside the workspace')
        if not path.exists():
            raise OutsideError(f'there is no "{name}" in the workspace')
        return path

    def scenarios(self) -> list[dict[str, str]]:
        """All scenarios: path, title and description in both languages; in order of their paths."""
        found = []
        for folder, folders, files in os.walk(self.folder):
            depth = len(Path(folder).relative_to(self.folder).parts)
            folders[:] = sorted(name for name in folders if name not in SKIPPED
                                and not name.startswith(".") and depth < DEEPEST)
            if "scenario.toml" in files:
                found.append(about(Path(folder), self.folder))
        return sorted(found, key=lambda each: each["path"])


def about(folder: Path, root: Path) -> dict[str, str]:
    """What a scenario says of itself; its path alone if its text cannot be read."""
    name = folder.relative_to(root).as_posix()
    try:
        text = tomllib.loads((folder / "scenario.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        text = {}
    own = text.get("scenario", {}) if isinstance(text.get("scenario"), dict) else {}
    both = {**text, **own}
    return {"path": name, **{key: str(both.get(key, "")) for key in
                             ("title", "title_zh", "description", "description_zh")}}


def native() -> Path:
    """Return the program that reads and runs scenarios."""
    return ROOT / "build" / "release" / "scenarios" / "dimai-native"


def sets(overrides: Any) -> list[str]:
    """Arguments that change keys of a scenario.

    Raises
    ------
    OutsideError
        If `overrides` is not a table of keys to texts.
    """
    if not isinstance(overrides, Mapping):
        raise OutsideError("changes must be a table of keys and values")
    words = []
    for key, value in overrides.items():
        if not isinstance(value, str) or not KEY.fullmatch(str(key)) or len(value) > GREATEST_VALUE \
                or not value.isprintable():
            raise OutsideError(f'cannot set "{key}"')
        words += ["--set", f"{key}={value}"]
    return words


def call(words: Sequence[str]) -> Any:
    """JSON that the program prints; its exit status does not matter."""
    done = subprocess.run([str(native()), *words], capture_output=True, text=True, check=False,
                          timeout=LONGEST_S, stdin=subprocess.DEVNULL)
    try:
        return json.loads(done.stdout)
    except ValueError as error:
        raise RuntimeError(done.stderr.strip() or "the program said nothing") from error


def describe(scenario: Path, overrides: Any) -> dict[str, Any]:
    """Size, memory and parameters of a scenario, or all its problems.

    Returns
    -------
    dict
        What `dimai describe --json` says, or {"problems": [...]} if the scenario cannot be run.
    """
    said = call(["describe", str(scenario), "--json", *sets(overrides)])
    return {"problems": said} if isinstance(said, list) else {"problems": said["warnings"], **said}
