"""Section of product batches: figures worked out by hand, and that it is drawn."""

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
from dimai.report import batch_line
from dimai.results import open_result

CHROMIUM = shutil.which("chromium")
needs_d3 = pytest.mark.skipif(not frame.D3.is_file(), reason="node-d3 is not installed")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

ZERO = np.zeros(1, np.uint32)
ZEROS = np.zeros(2, np.uint32)
NAN = np.nan
GROUPS = {
    "lines": {"name": np.array([b"coast"]), "first_product": ZERO, "volume_m3": np.array([100.0]),
              "sent_m3": np.array([150.0]), "delivered_m3": np.array([150.0]),
              "transmix_m3": np.array([4.0]), "tank_m3": np.array([0.0])},
    "pipes": {"line": ZEROS, "length_m": np.array([600.0, 400.0]), "bore_m": np.array([0.3, 0.4])},
    "products": {"line": ZEROS, "name": np.array([b"petrol", b"diesel"]),
                 "name_zh": np.array(["汽油".encode(), b""]), "color": np.array([b"#e5a84b", b""]),
                 "delivered_m3": np.array([100.0, 50.0]), "delivered_kg": np.array([74e3, 42e3]),
                 "transmix_m3": np.array([2.0, 2.0])},
    "batches": {"line": ZEROS, "product": np.array([1, 0], np.uint32),
                "volume_m3": np.array([70.0, 80.0]), "rate_m3_s": np.array([0.1, 0.1]),
                "start_time_s": np.array([0.0, 700.0]), "sent_time_s": np.array([700.0, 1500.0]),
                "front_time_s": np.array([1000.0, NAN]), "back_time_s": np.array([NAN, NAN]),
                "clean_m3": np.array([NAN, NAN])},
    "interfaces": {"line": ZEROS, "batch": np.array([0, 1], np.uint32),
                   "ahead": np.array([0, 1], np.uint32), "behind": np.array([1, 0], np.uint32),
                   "start_time_s": np.array([0.0, 700.0]), "arrival_time_s": np.array([1000.0, NAN]),
                   "position_m": np.array([1000.0, 800.0]), "length_m": np.array([40.0, 35.0]),
                   "volume_m3": np.array([4.0, 3.5]), "cut_start_time_s": np.array([980.0, NAN]),
                   "cut_end_time_s": np.array([1020.0, NAN])},
    "fronts": {"time_s": np.array([0.0, 250.0, 500.0, 750.0, 1000.0, 700.0, 1100.0, 1300.0, 1500.0]),
               "line": np.zeros(9, np.uint32), "batch": np.array([0] * 5 + [1] * 4, np.uint32),
               "position_m": np.array([0.0, 250.0, 500.0, 750.0, 1000.0, 0.0, 400.0, 400.0, 600.0]),
               "length_m": np.zeros(9), "volume_m3": np.zeros(9)},
    "events": {"time_s": np.zeros(1), "line": ZERO, "kind": np.zeros(1, np.uint8), "batch": ZERO},
}


@pytest.fixture(scope="module")
def result_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = make_result.write_result(tmp_path_factory.mktemp("batches") / "result.h5")
    with h5py.File(path, "r+") as file:
        for group, columns in GROUPS.items():
            for name, values in columns.items():
                file[f"batch_line/{group}/{name}"] = values
    return path


def test_fronts_keep_their_bends_only(result_path: Path) -> None:
    with open_result(result_path) as result:
        lines = batch_line.batch_line_data(result)
    assert lines is not None
    line = lines[0]
    assert line["length_m"] == 1000.0
    assert line["fronts"][0] == {"batch": 0, "time_s": [0.0, 1000.0], "position_m": [0.0, 1000.0]}
    assert line["fronts"][1]["time_s"] == [700.0, 1100.0, 1300.0, 1500.0]
    assert line["interfaces"][1]["arrival_time_s"] is None
    assert line["end_s"] == 1500.0


def test_a_result_without_batches_has_no_such_section(tmp_path: Path) -> None:
    with open_result(make_result.write_result(tmp_path / "result.h5")) as result:
        assert batch_line.batch_line_data(result) is None


@needs_d3
@needs_chromium
@pytest.mark.parametrize(("language", "word"), [("en", "petrol"), ("zh", "汽油")])
def test_the_section_is_drawn_without_a_fault(result_path: Path, language: str, word: str) -> None:
    shown = report.build_report(result_path).as_uri() + f"#lang={language}"
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
               "--virtual-time-budget=8000", shown]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    opening = re.search(r"<html[^>]*>", dom)
    assert opening and 'data-ready="1"' in opening.group(0) and "data-errors" not in opening.group(0)
    section = re.search(r'<section id="batch_line">(.*?)</section>', dom, re.S)
    assert section is not None
    assert section.group(1).count("<svg") == 1
    assert section.group(1).count("<table") == 3
    assert section.group(1).count('class="plug"') == 2
    assert word in section.group(1)
