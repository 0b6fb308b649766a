"""A result file opens without dimai: in h5py, pandas and both engines of xarray.

The file is made by the C++ test program of the build in DIMAI_BUILD (default: build/release).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import h5py
import numpy as np
import pandas as pd
import pytest
import xarray as xr

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Path of a small result file with every kind of dataset."""
    program = Path(os.environ.get("DIMAI_BUILD", ROOT / "build/release")) / "tests/test_scenarios"
    if not program.exists():
        pytest.skip(f"{program} is not built")
    path = tmp_path_factory.mktemp("result") / "result.h5"
    subprocess.run(
        [program, "--test-case=a sample file is written*"],
        env={**os.environ, "DIMAI_SAMPLE_RESULT": str(path)},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    yield path


def test_h5py_reads_columns_texts_and_attributes(result: Path) -> None:
    with h5py.File(result) as file:
        assert file.attrs["Conventions"] == "CF-1.10"
        assert file.attrs["title_zh"] == "北京到深圳"
        assert file.attrs["seed"] == 7
        assert file.attrs["complete"] == 1
        node = file["network/node"]
        assert list(node["name_zh"].asstr()) == ["天通苑", "", "桃源居"]
        assert node["osm"][:].tolist() == [-1, 2**53 + 1, 0]
        assert node["kind"].attrs["flag_meanings"] == "portal junction"
        assert node["kind"].attrs["flag_values"].tolist() == [0, 1]
        assert file["config/toml"].asstr()[()] == "[run]\nseed = 1\n"


def test_every_dataset_of_columns_has_units_and_long_name(result: Path) -> None:
    missing: list[str] = []

    def check(name: str, item: h5py.Group | h5py.Dataset) -> None:
        if isinstance(item, h5py.Dataset) and item.shape:
            if not {"units", "long_name"} <= set(item.attrs):
                missing.append(name)

    with h5py.File(result) as file:
        file.visititems(check)
    assert missing == []


def test_numbers_are_compressed_with_filters_that_every_reader_has(result: Path) -> None:
    with h5py.File(result) as file:
        column = file["network/node/bore_m"]
        assert (column.compression, column.compression_opts) == ("gzip", 1)
        assert column.shuffle


def test_pandas_makes_a_table_of_a_group(result: Path) -> None:
    with h5py.File(result) as file:
        group = file["log"]
        table = pd.DataFrame({"time_s": group["time_s"][:], "text": group["text"].asstr()[:]})
    assert table["time_s"].tolist() == [0.5, 1.5]
    assert table["text"].tolist() == ["第一行", "second"]


@pytest.mark.parametrize("engine", ["h5netcdf", "netcdf4"])
def test_xarray_sees_the_scales(result: Path, engine: str) -> None:
    with xr.open_dataset(result, engine=engine, group="/link_flows") as flows:
        assert flows["trains"].dims == ("time_s", "link")
        assert flows["trains"].sel(link=2).values.tolist() == [3, 6]
        assert flows["trains"].attrs["long_name"] == "trains that entered"
    with xr.open_dataset(result, engine=engine, group="/fleet") as fleet:
        assert fleet["idle"].sel({"class": "freight"}).values.tolist() == [9]
    with xr.open_dataset(result, engine=engine, group="/network/node") as node:
        assert node["name_zh"].dims == ("row",)
        assert node["name_zh"].values.tolist() == ["天通苑", "", "桃源居"]
        assert node["row"].values.tolist() == [0, 1, 2]


@pytest.mark.parametrize("engine", ["h5netcdf", "netcdf4"])
def test_xarray_opens_an_empty_table_and_a_text(result: Path, engine: str) -> None:
    with xr.open_dataset(result, engine=engine, group="/empty") as empty:
        assert empty.sizes["row"] == 0
    with xr.open_dataset(result, engine=engine, group="/config") as config:
        assert str(np.asarray(config["toml"].values)) == "[run]\nseed = 1\n"
    with xr.open_dataset(result, engine=engine) as root:
        assert root.attrs["title_zh"] == "北京到深圳"
