"""The report's section on gas: what is kept of the samples, and that it is drawn without an error."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import h5py
import make_result
import numpy as np
import pytest

from dimai import frame, report
from dimai.report import gas
from dimai.results import open_result

CHROMIUM = shutil.which("chromium")
NODES = 3
TIMES = 5


def add_columns(file: h5py.File, group: str, **columns: object) -> None:
    """Write one group of columns; lists of str become texts."""
    for name, values in columns.items():
        array = np.asarray(values)
        if array.dtype.kind == "U":
            array = np.array([str(value) for value in array], dtype=object)
            file.create_dataset(f"{group}/{name}", data=array, dtype=h5py.string_dtype())
        else:
            file.create_dataset(f"{group}/{name}", data=array)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A result with a line of three nodes: node n has (n + 1) MPa and 1 kPa more at each sample."""
    path = make_result.write_result(tmp_path_factory.mktemp("gas") / "result.h5")
    times = np.arange(TIMES) * 3600.0
    pressure = (np.arange(NODES) + 1.0) * 1e6 + np.arange(TIMES)[:, None] * 1e3
    with h5py.File(path, "a") as file:
        add_columns(file, "gas/network", time_s=times, linepack_kg=times + 1.0, supplied_kg_s=times,
                    taken_kg_s=times, leaked_kg_s=times * 0.0, power_w=times)
        add_columns(file, "gas/node", id=["a", "b", "c"], name=["A", "B", "C"],
                    name_zh=["甲", "乙", "丙"], longitude_deg=[118.0, 118.1, 118.2],
                    latitude_deg=[24.0, 24.1, 24.0], pressure_is_set=[1, 0, 0],
                    lowest_pressure_pa=pressure.min(axis=0), highest_pressure_pa=pressure.max(axis=0),
                    least_pressure_pa=[0.0] * 3, refused_kg=[0.0] * 3, supplied_kg=[9.0, -4.0, -5.0])
        add_columns(file, "gas/element", id=["ab", "bc"], kind=["pipe", "pipe"], **{"from": [0, 1]},
                    to=[1, 2], bore_m=[0.5, 0.3], work_j=[0.0, 0.0])
        add_columns(file, "gas/node_sample", pressure_pa=pressure.reshape(-1))
        add_columns(file, "gas/warning", text=["c is low"], text_zh=["丙压力低"])
        names = ["linepack_at_start", "linepack_at_end", "supplied", "taken", "leaked", "refused",
                 "mass_error", "compressor_work"]
        add_columns(file, "gas/total", name=names, value=[1.0] * len(names))
    return path


def test_pressures_are_kept_node_after_node(result: Path) -> None:
    with open_result(result) as opened:
        data = gas.gas_data(opened)
    assert data is not None
    assert data["time_s"] == [0.0, 3600.0, 7200.0, 10800.0, 14400.0]
    expected = [(n + 1) * 10_000 + t * 10 for n in range(NODES) for t in range(TIMES)]  # hPa
    assert data["pressure"] == page_pack(expected)


def page_pack(values: list[int]) -> str:
    """What the page's own code would unpack again."""
    return gas.pack(values, delta=True)


def test_a_run_without_gas_has_no_section(tmp_path: Path) -> None:
    with open_result(make_result.write_result(tmp_path / "result.h5")) as opened:
        assert gas.gas_data(opened) is None


def test_long_runs_of_large_networks_are_thinned_to_first_and_last() -> None:
    kept = gas.kept_times(10_000, 100)
    assert len(kept) == gas.GREATEST_TIMES and kept[0] == 0 and kept[-1] == 9_999
    assert len(gas.kept_times(10_000, 10**6)) == 2


@pytest.mark.skipif(CHROMIUM is None or not frame.D3.is_file(), reason="needs chromium and node-d3")
@pytest.mark.parametrize(("language", "words"), [("en", "c is low"), ("zh", "丙压力低")])
def test_the_section_is_drawn(result: Path, language: str, words: str) -> None:
    made = report.build_report(result)
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
               f"file://{made}?lang={language}"]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    opening = re.search(r"<html[^>]*>", dom)
    assert opening and "data-errors" not in opening.group(0)
    section = re.search(r'<section id="gas">(.*?)</section>', dom, re.DOTALL)
    assert section and words in section.group(1) and section.group(1).count("<circle") == NODES
