"""What the report's section on disruption keeps of failures of pipelines."""

from __future__ import annotations

from pathlib import Path

import h5py
import make_result
import numpy as np
import pytest

from dimai.report.disruption import disruption_data
from dimai.results import open_result

FAILURES = {
    "what": ["main", "lift"], "kind": ["pipe", "pump"], "system": ["liquid", "liquid"],
    "cause": ["strike", "listed"], "longitude_deg": [118.0, np.nan], "latitude_deg": [24.5, np.nan],
    "from_s": [60.0, 90.0], "crew_sent_s": [60.0, np.nan], "crew_there_s": [70.0, np.nan],
    "mended_s": [100.0, np.nan], "moderate_places": [1, 1], "severe_places": [0, 0], "closed_links": [0, 0],
    "host": [0, 0], "trips": [0.25, 0.75], "caught_trains": [0, 0], "caught_capsules": [0, 0],
}
PARTS = {"what": ["main", "lift"], "kind": ["pipe", "pump"], "system": ["liquid", "liquid"], "length_m": [100.0, 0.0]}
PLACES = {"part": [0, 0], "longitude_deg": [118.0, 118.1], "latitude_deg": [24.5, 24.5]}


@pytest.fixture
def result(tmp_path: Path) -> Path:
    """A result in which a pipe and a pump have failed, and no tunnel can."""
    path = make_result.write_result(tmp_path / "result.h5")
    with h5py.File(path, "a") as file:
        for table in ("disruption",):
            if table in file:
                del file[table]
        for group, columns in (("failures", FAILURES), ("parts", PARTS), ("part_places", PLACES)):
            for name, values in columns.items():
                texts = isinstance(values[0], str)
                array = np.asarray(values, dtype=object if texts else None)
                file.create_dataset(f"disruption/{group}/{name}", data=array,
                                    **({"dtype": h5py.string_dtype()} if texts else {}))
    return path


def test_parts_that_failed_are_told_without_a_guideway(result: Path) -> None:
    with open_result(result) as opened:
        data = disruption_data(opened)
    assert data is not None and "served" not in data
    lift, main = data["failures"]  # of which most was served comes first
    assert (lift["what"], lift["kind"], lift["place"], lift["links"]) == ("lift", "pump", None, [])
    assert main["place"] == [118.0, 24.5] and main["weight"] == 0.25
    assert data["parts"] == [{"what": "main", "line": [[118.0, 24.5], [118.1, 24.5]]}]
    assert (data["failure_count"], data["mended_count"]) == (2, 1)
