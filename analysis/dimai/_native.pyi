"""The compiled part of dimai, bindings/module.cpp."""

from typing import Any

from numpy.typing import NDArray

INTERFACE: int
VERSION: str
COMMIT: str

class Scenario:
    def __init__(self, path: str, overrides: list[str]) -> None: ...
    name: str
    title: str
    title_zh: str
    source_text: str
    files: list[str]
    overrides: list[str]
    seed: int
    replication: int
    duration_s: float
    time_bin_s: float
    warnings: list[dict[str, Any]]
    def describe(self) -> dict[str, Any]: ...

class Run:
    def __init__(self, scenario: Scenario, file: str) -> None: ...
    now_s: float
    at_end: bool
    finished: bool
    share_done: float
    events: int
    event_hash: str
    faults: list[str]
    file: str
    def advance(self, until_s: float, wall_s: float) -> bool: ...
    def write_news(self) -> None: ...
    def finish(self) -> None: ...
    def want_batches(self) -> None: ...
    def take_batches(self) -> list[tuple[str, dict[str, NDArray[Any]]]]: ...
    def attributes(self) -> dict[str, Any]: ...
    def datasets(self) -> dict[str, tuple[str, str, list[str]]]: ...
    def dataset(self, path: str) -> NDArray[Any]: ...
    def texts(self) -> dict[str, str]: ...

def parse_toml(text: str, file: str) -> tuple[int, int, dict[str, Any]]: ...
def did_you_mean(word: str, known: list[str]) -> str: ...
