"""What the report's section of dispatch by message shows of computers and radios that failed."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dimai.report.dispatch import outage_rows


class Result:
    """A result of which there is one table."""

    def __init__(self, failures: Any) -> None:
        self.file = {} if failures is None else {"disruption/failures": failures}

    def table(self, name: str) -> Any:
        return self.file[name]


def test_failed_hosts_are_told_in_order_of_time_and_tunnels_are_not() -> None:
    failures = pd.DataFrame({
        "what": ["hub", "tunnel", b"hub cell"], "host": [1, 0, 1], "from_s": [7200.0, 0.0, 3600.0],
        "mended_s": [float("nan"), 9.0, 5400.0], "trips": [5, 6, 7]})
    assert outage_rows(Result(failures)) == [  # type: ignore[arg-type]
        {"name": "hub cell", "from_s": 3600.0, "mended_s": 5400.0, "trips": 7},
        {"name": "hub", "from_s": 7200.0, "mended_s": None, "trips": 5}]


def test_without_failures_there_are_none() -> None:
    assert outage_rows(Result(None)) == []  # type: ignore[arg-type]
    assert outage_rows(Result(pd.DataFrame({"what": ["tunnel"], "from_s": [0.0]}))) == []  # type: ignore[arg-type]
