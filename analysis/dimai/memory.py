"""A result in memory that is read like a result file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dimai import _native


@dataclass
class MemoryGroup:
    """Datasets of one group, by name."""

    columns: dict[str, Any]

    def __contains__(self, name: object) -> bool:
        return name in self.columns

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __getitem__(self, name: str) -> Any:
        return self.columns[name]


@dataclass
class MemoryFile:
    """The datasets of a run in memory: views of the numbers that the run wrote, not to be changed.

    It has as much of h5py.File as dimai.results needs. Plain data, so that it can be pickled.
    """

    datasets: dict[str, Any]
    """Array or text by path, such as "trips/wait_s"."""
    infos: dict[str, tuple[str, str, list[str]]]
    """Units, long name and meanings of each array."""
    groups: dict[str, MemoryGroup] = field(init=False)

    def __post_init__(self) -> None:
        self.groups = {}
        for path, data in self.datasets.items():
            group, _, name = path.rpartition("/")
            self.groups.setdefault(group, MemoryGroup({})).columns[name] = data

    @classmethod
    def of(cls, run: _native.Run) -> MemoryFile:
        """Take what a finished run holds."""
        infos = run.datasets()
        datasets: dict[str, Any] = {path: run.dataset(path) for path in infos}
        return cls(datasets | run.texts(), infos)

    def __contains__(self, path: object) -> bool:
        return path in self.datasets or path in self.groups

    def __getitem__(self, path: str) -> NDArray[Any]:
        import numpy as np

        return np.asarray(self.datasets[path])

    def get(self, path: str) -> Any:
        """Give a group, or a dataset, or None."""
        return self.groups.get(path, self.datasets.get(path))

    def close(self) -> None:
        """Do nothing: it is no file."""
