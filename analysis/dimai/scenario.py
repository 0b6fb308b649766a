"""Scenarios: read, checked, changed, and packed so that another process can run them."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dimai import library
from dimai.problems import Problem

if TYPE_CHECKING:
    import pandas as pd

    from dimai import _native

Overrides = Mapping[str, Any]
"""Dotted key of the scenario to its value: a text with its unit ("250 km/h"), a number, a truth
value or a list of those."""


def load(path: str | os.PathLike[str], overrides: Overrides | None = None, *,
         seed: int | None = None, replication: int | None = None) -> Scenario:
    """Read a scenario and check all of it; nothing is run.

    Parameters
    ----------
    path : str or Path
        A scenario folder, its .toml file, or an EPANET .inp file.
    overrides : mapping, optional
        Keys to change, such as {"guideway.speed": "250 km/h", "capsule.cabin.fleet": 20}. They get
        the same checks as the file.
    seed, replication : int, optional
        Short for the keys "run.seed" and "run.replication".

    Returns
    -------
    Scenario

    Raises
    ------
    ScenarioError
        A ValueError that holds every problem that was found.
    """
    return Scenario(os.fspath(path), merged(overrides, seed, replication))


@dataclass(frozen=True)
class Packed:
    """A scenario as plain data: what a process on another machine needs to run it."""

    name: str
    """Path of the scenario file among the files."""
    files: dict[str, bytes]
    """Content by path, relative to a folder that all have in common."""
    overrides: dict[str, Any]
    version: str
    """Version and commit of the dimai that packed it."""
    common: dict[str, str]
    """Hashes of those files of dimai's own data folder that the scenario reads; not packed."""
    hashes: dict[str, str] = field(default_factory=dict, repr=False)
    """Of each file; made if empty."""

    def __post_init__(self) -> None:
        if not self.hashes:
            self.hashes.update((name, hashlib.sha256(text).hexdigest())
                               for name, text in self.files.items())

    def change(self, overrides: Overrides) -> Packed:
        """Give the same with other values of some keys; nothing is checked."""
        return replace(self, overrides={**self.overrides, **overrides})

    def fingerprint(self) -> str:
        """Hash of all that decides a run: 16 hexadecimal digits.

        Of the content and names of the files, the keys that were changed (seed and replication among
        them) and dimai's version; not of where the files stand.
        """
        content = {
            "name": self.name, "version": self.version, "overrides": assignments(self.overrides),
            "files": self.hashes, "common": self.common}
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]

    def unpack(self, folder: str | os.PathLike[str] | None = None) -> Scenario:
        """Write the files, below `folder` or in a temporary one, and read the scenario there."""
        keeper = None
        if folder is None:
            keeper = tempfile.TemporaryDirectory(prefix="dimai-")
            folder = keeper.name
        for name, content in self.files.items():
            target = Path(folder) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        return Scenario(str(Path(folder) / self.name), self.overrides, keeper)


@dataclass
class Scenario:
    """A scenario that was read and checked. Can be pickled: its files go with it."""

    path: str
    """The folder or file that was read."""
    overrides: dict[str, Any]
    """Keys that were changed, with their values."""
    keeper: Any = field(default=None, repr=False, compare=False)
    """Holds a temporary folder that `path` is in, if it is in one."""

    def __post_init__(self) -> None:
        self.native: _native.Scenario = library.load().Scenario(  # type: ignore[attr-defined]
            self.path, assignments(self.overrides))

    @property
    def name(self) -> str:
        """Name of its folder."""
        return self.native.name

    @property
    def title(self) -> str:
        """Title in English; `native.title_zh` has the Chinese one."""
        return self.native.title

    @property
    def duration_s(self) -> float:
        """Longest simulated time [s]."""
        return self.native.duration_s

    @property
    def seed(self) -> int:
        """What chooses all random numbers."""
        return self.native.seed

    @property
    def replication(self) -> int:
        """Which of several independent runs of the same seed."""
        return self.native.replication

    @cached_property
    def description(self) -> dict[str, Any]:
        """Size, memory_bytes and parameters, as `dimai describe --json` tells them."""
        return self.native.describe()

    @cached_property
    def parameters(self) -> pd.DataFrame:
        """Every parameter, a row each: key, value (with unit), unit, si_value, is_default, ..."""
        import pandas as pd

        return pd.DataFrame(self.description["parameters"])

    def check(self) -> list[Problem]:
        """Give the warnings: odd things that do not keep it from running."""
        return [Problem(**each) for each in self.native.warnings]

    def change(self, overrides: Overrides | None = None, *, seed: int | None = None,
               replication: int | None = None) -> Scenario:
        """Give a scenario with other values of some keys; this one stays as it is.

        Raises
        ------
        ScenarioError
            If a key is unknown, or a value is out of its range; with all such problems.
        """
        changed = {**self.overrides, **merged(overrides, seed, replication)}
        return Scenario(self.path, changed, self.keeper)

    def pack(self) -> Packed:
        """Give the scenario as plain data, with the content of every file that it reads.

        Files of dimai's own data folder stay out: each machine has them.
        """
        data = library.root().resolve() / "data"
        read = list(dict.fromkeys(Path(each).resolve() for each in self.native.files))
        common = {each.name: hashlib.sha256(each.read_bytes()).hexdigest()
                  for each in read if data in each.parents}
        paths = [each for each in read if data not in each.parents]
        main = self._main_file()
        top = Path(os.path.commonpath([each.parent for each in paths])).parent
        files = {each.relative_to(top).as_posix(): each.read_bytes() for each in paths}
        return Packed(main.relative_to(top).as_posix(), files, dict(self.overrides),
                      library.version(), common)

    def _main_file(self) -> Path:
        path = Path(self.path).resolve()
        return path / "scenario.toml" if path.is_dir() else path

    def fingerprint(self) -> str:
        """Hash of all that decides the run; see Packed.fingerprint."""
        return self.pack().fingerprint()

    def __reduce__(self) -> tuple[Any, ...]:
        return (Packed.unpack, (self.pack(),))


def assignments(overrides: Overrides) -> list[str]:
    """Write overrides as key=value, in the order of their keys."""
    return [f"{key}={_toml(overrides[key])}" for key in sorted(overrides)]


def merged(overrides: Overrides | None, seed: int | None,
           replication: int | None) -> dict[str, Any]:
    """Give overrides with seed and replication among them."""
    all_of_them = dict(overrides or {})
    if seed is not None:
        all_of_them["run.seed"] = seed
    if replication is not None:
        all_of_them["run.replication"] = replication
    return all_of_them


def _toml(value: Any) -> str:
    """Write a value as TOML."""
    if hasattr(value, "item") and not isinstance(value, str):
        value = value.item()  # NumPy's numbers
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(k)} = {_toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(_toml, value)) + "]"
    raise TypeError(f"got a value of type {type(value).__name__}; a scenario takes texts with their "
                    "unit, numbers, truth values, and lists or mappings of those")

