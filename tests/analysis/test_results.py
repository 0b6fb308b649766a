"""The reader accepts what the contract allows and refuses the rest in a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import h5py
import make_result
import numpy as np
import pytest

from dimai import opening, results

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_result.write_result(tmp_path_factory.mktemp("small") / "result.h5")


def test_every_column_of_the_reader_is_in_the_contract() -> None:
    contract = (ROOT / "analysis/docs/result-file.md").read_text(encoding="utf-8")
    for group, columns in results.COLUMNS.items():
        row = re.search(rf"^\| `/{re.escape(group)}` \|(.*)\|$", contract, re.MULTILINE)
        assert row, f"/{group} is not in the contract"
        assert set(columns) <= set(re.findall(r"`([a-z0-9_]+)`", row.group(1))), group


def test_tables_have_the_contract_s_columns_and_equal_lengths(small: Path) -> None:
    with results.open_result(small) as result:
        trips = result.table("trips")
        assert list(trips.columns) == list(results.COLUMNS["trips"])
        assert len(trips) == make_result.SMALL.trips
        assert result.units("trips")["wait_s"] == "s"


def test_parts_of_each_journey_add_up_to_the_whole(small: Path) -> None:
    with results.open_result(small) as result:
        trips = result.table("trips")
    trips = trips[trips["state"] == 2]
    parts = trips[["wait_s", "handling_s", "access_s", "line_s", "junction_s", "egress_s"]]
    whole = trips["arrival_time_s"] - trips["request_time_s"]
    np.testing.assert_allclose(parts.sum(axis=1), whole, atol=1e-6)


def test_a_grid_has_bins_by_links(small: Path) -> None:
    with results.open_result(small) as result:
        flows = result.grid("link_flows")
        links = len(result.table("network/link"))
    assert flows.values["trains"].shape == (make_result.SMALL.bins, links)


def test_missing_tables_are_empty_with_their_columns(tmp_path: Path) -> None:
    path = make_result.write_result(tmp_path / "result.h5.part", make_result.EMPTY, complete=False)
    with results.open_result(path) as result:
        assert len(result.table("trips")) == 0
        assert "wait_s" in result.table("trips")
        assert result.grid("fleet").time_s.size == 0


def test_columns_of_unequal_length_are_cut_to_the_shortest(tmp_path: Path, small: Path) -> None:
    path = tmp_path / "live.h5.part"
    path.write_bytes(small.read_bytes())
    with h5py.File(path, "a") as file:
        whole = file["trips/wait_s"][()]
        del file["trips/wait_s"]
        file["trips/wait_s"] = whole[:100]
    with results.open_result(path) as result:
        assert len(result.table("trips")) == 100


def spoil(kind: str, path: Path, small: Path) -> None:
    """Write a file that is wrong in one way."""
    if kind == "text":
        path.write_text("no result", encoding="utf-8")
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "cut":
        path.write_bytes(small.read_bytes()[:3000])
    elif kind == "foreign":
        with h5py.File(path, "w") as file:
            file.attrs["title"] = "something else"
    elif kind == "newer":
        with h5py.File(path, "w") as file:
            file.attrs.update({"filetype": "dimai result", "schema_version": "2.0"})


@pytest.mark.parametrize(("kind", "sentence"), [
    ("missing", "there is no such file"), ("text", "is not an HDF5 file"), ("empty", "is empty"),
    ("cut", "was cut off"), ("foreign", "not a dimai result"), ("newer", "a newer dimai is needed")])
def test_a_wrong_file_is_refused_in_a_sentence(kind: str, sentence: str, tmp_path: Path,
                                               small: Path) -> None:
    path = tmp_path / "result.h5"
    spoil(kind, path, small)
    with pytest.raises(opening.ResultError, match=sentence):
        results.open_result(path)


@pytest.mark.parametrize("chunk", [1, 7, 100, 3000])
def test_a_window_of_a_long_table_is_what_a_search_of_all_of_it_gives(tmp_path: Path, chunk: int) -> None:
    path = make_result.write_result(tmp_path / "result.h5")
    time = np.sort(np.random.default_rng(1).integers(0, 500, 3000))  # with many equal times
    with h5py.File(path, "r+") as file:
        file.create_dataset("log/time_us", data=time, chunks=(chunk,))
        file.create_dataset("log/row", data=np.arange(3000))
        file.create_dataset("log/what", data=np.arange(3000), chunks=(chunk,))
    with results.open_result(path) as result:
        for low, high in ((0, 500), (10, 11), (10, 10), (-5, 3), (499, 900), (700, 900), (250.5, 300.5),
                          (300, 200)):
            found = result.window("log", "time_us", low, high)
            expected = np.flatnonzero((time >= low) & (time < high))
            assert found["what"].tolist() == expected.tolist()
            assert found["time_us"].tolist() == time[expected].tolist()
        with pytest.raises(KeyError, match="has no column log/time_s"):
            result.window("log", "time_s", 0, 1)
