"""The report is one file that shows every section in both languages without a network."""

from __future__ import annotations

import base64
import html.parser
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import h5py
import make_result
import numpy as np
import pytest

from dimai import frame, report
from dimai.report import journeys, network, pack, page, stretch
from dimai.results import open_result

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium")
SECTIONS = ("headline", "map", "journeys", "timespace", "junctions", "formations", "trace", "fleet",
            "energy", "unserved",
            "assumptions", "reading", "identity")
needs_d3 = pytest.mark.skipif(not frame.D3.is_file(), reason="node-d3 is not installed")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


def test_no_script_defines_again_what_another_has_defined():
    """All scripts share the one object R, where the last of two definitions would win in silence."""
    scripts = "\n".join((page.ASSETS / name).read_text(encoding="utf-8") for name in page.SCRIPTS)
    names = re.findall(r"^R\.(\w+) = ", scripts, re.MULTILINE)
    assert len(names) > 50
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def test_every_script_is_in_the_page():
    assert {path.name for path in page.ASSETS.glob("*.js")} == set(page.SCRIPTS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("report")


@pytest.fixture(scope="module")
def small(folder: Path) -> Path:
    return make_result.write_result(folder / "result.h5")


@pytest.fixture(scope="module")
def small_report(small: Path) -> Path:
    return report.build_report(small)


def unpack(text: str) -> list[int]:
    """What assets/unpack.js does, written a second time from the description of the code."""
    values, value, shift = [], 0, 0
    for byte in base64.b64decode(text):
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            values.append(-(value + 1) // 2 if value % 2 else value // 2)
            value = shift = 0
    return values


def test_packing_and_unpacking_give_the_same_numbers() -> None:
    numbers = [0, 1, -1, 63, 64, -64, -65, 8191, 8192, 2**31, -(2**31) - 5, 2**50]
    assert unpack(pack.pack(numbers)) == numbers
    assert np.cumsum(unpack(pack.pack(numbers, delta=True))).tolist() == numbers
    assert pack.pack([]) == ""


def test_both_languages_have_the_same_texts_with_the_same_places() -> None:
    places = []
    for language in frame.LANGUAGES:
        text = (page.ASSETS / f"texts.{language}.json").read_text(encoding="utf-8")
        pairs = json.loads(text, object_pairs_hook=list)
        assert len({key for key, _ in pairs}) == len(pairs), "a key stands twice"
        places.append({key: sorted(set(re.findall(r"\{\w+\}", value))) for key, value in pairs})
    assert places[0] == places[1]


def test_every_text_that_a_script_names_exists() -> None:
    texts = json.loads((page.ASSETS / "texts.en.json").read_text(encoding="utf-8"))
    for name in page.SCRIPTS:
        script = (page.ASSETS / name).read_text(encoding="utf-8")
        for key in re.findall(r'R\.(?:t|note\(\w+,|figure\(\w+,) ?\(?"([\w .]+)"', script):
            assert key in texts or key.endswith((".", "_")), f"{name} names {key}"


def test_parts_near_a_quantile_add_up_to_nearly_that_quantile() -> None:
    # 1000 trips of 1, 2, ..., 1000 s, all in one part: near the median 495.5 to 505.5, mean 500.5.
    total = np.arange(1.0, 1001.0)
    parts = np.zeros((1000, 6))
    parts[:, 3] = total
    assert journeys.parts_near(parts, 0.5).sum() == pytest.approx(500.5, abs=1.0)


def test_histogram_counts_every_trip_once() -> None:
    sorted_s = np.sort(np.random.default_rng(1).gamma(2.0, 900.0, 5000))
    bins = journeys.histogram(sorted_s)
    assert sum(bins["count"]) + bins["beyond"] == 5000


def test_waiting_requests_are_those_asked_and_not_yet_served(tmp_path: Path) -> None:
    path = make_result.write_result(tmp_path / "result.h5")
    with open_result(path) as result:
        trips = result.table("trips")
        moments = [0.0, 8 * 3600.0, 20 * 3600.0]
        packed = network.waiting_data(result, len(result.table("network/node")), moments, 3600.0)
    counts = np.array(unpack(packed["count"])).reshape(3, -1).sum(axis=1)
    for moment, count in zip(moments, counts):
        middle = moment + 1800.0
        asked = (trips["request_time_s"] <= middle) & (trips["state"] != 3)
        ended = np.fmin(trips["request_time_s"] + trips["wait_s"], trips["departure_time_s"])
        assert count == int((asked & ~(ended <= middle)).sum())


def test_stretch_is_the_recorded_links_in_order(small: Path) -> None:
    with open_result(small) as result:
        data = stretch.stretch_data(result)
        link = result.table("network/link")
        recorded = set(result.table("traversals")["link"])
    assert set(data["links"]) == recorded
    assert all(link["to"][a] == link["from"][b] for a, b in zip(data["links"], data["links"][1:]))


class References(html.parser.HTMLParser):
    """Collects everything that a page would load."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in ("src", "href", "srcset")]


@needs_d3
def test_the_page_refers_to_nothing_outside_itself(small_report: Path) -> None:
    text = small_report.read_text(encoding="utf-8")
    references = References()
    references.feed(text)
    assert all(value.startswith(("#", "data:")) for value in references.found)
    assert re.search("default-src 'none'", text)
    styles = (page.ASSETS / "report.css").read_text(encoding="utf-8")
    assert "@import" not in styles and "url(" not in styles
    for name in page.SCRIPTS:
        script = (page.ASSETS / name).read_text(encoding="utf-8")
        assert not re.search(r"https?://|fetch\(|XMLHttpRequest|import\(", script), name


@needs_d3
def test_a_text_that_looks_like_html_stays_a_text(tmp_path: Path) -> None:
    path = make_result.write_result(tmp_path / "result.h5")
    with h5py.File(path, "a") as file:
        file.attrs["title"] = "</script><script>alert(1)</script>{{DATA}}"
    text = report.build_report(path).read_text(encoding="utf-8")
    found = "<script>alert(1)" in text  # kept apart: pytest would compare megabytes
    assert not found


def browse(path: Path, language: str, folder: Path, *options: str) -> str:
    """Load a page in headless Chromium and return what it became."""
    assert CHROMIUM is not None
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
               "--no-first-run", "--disable-background-networking", "--disable-component-update",
               "--disable-sync", f"--user-data-dir={folder / 'profile'}", "--window-size=1280,900",
               "--virtual-time-budget=5000", *options, f"file://{path}?lang={language}"]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def section_text(dom: str, name: str) -> str:
    found = re.search(rf'<section id="{name}">(.*?)</section>', dom, re.DOTALL)
    assert found, f"no section {name}"
    return re.sub(r"<[^>]+>", " ", found.group(1)).strip()


@needs_d3
@needs_chromium
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", ["small", "empty"])
def test_every_section_is_filled_without_an_error(kind: str, language: str, tmp_path: Path,
                                                  small_report: Path) -> None:
    path = small_report
    if kind == "empty":
        result = make_result.write_result(tmp_path / "result.h5.part", make_result.EMPTY, False)
        path = report.build_report(result)
    dom = browse(path, language, tmp_path, "--dump-dom")
    opening = re.search(r"<html[^>]*>", dom)
    assert opening and "data-errors" not in opening.group(0), opening and opening.group(0)
    assert 'data-ready="1"' in opening.group(0)
    for name in SECTIONS:
        text = section_text(dom, name)
        assert len(text) > 10, name
        assert not re.findall(r"undefined|NaN|Infinity|\{\w+\}", text), name
    headline = section_text(dom, "headline")
    if kind == "small":
        fleet = section_text(dom, "fleet")
        assert fleet.count("停车位" if language == "zh" else "parking place anywhere (3 times)") >= 1
        assert ("天通苑" if language == "zh" else "Tiantongyuan") in headline
    else:
        assert ("不完整" if language == "zh" else "incomplete") in headline


@needs_d3
@needs_chromium
def test_the_page_is_no_wider_than_a_telephone(tmp_path: Path, small_report: Path) -> None:
    probe = tmp_path / "probe.html"
    text = small_report.read_text(encoding="utf-8")
    script = ('<script>document.body.style.width = "390px"; R.drawAll(); document.documentElement.'
              'setAttribute("data-wide", document.querySelector("main").scrollWidth);</script>')
    probe.write_text(text.replace("</body>", script + "</body>"), encoding="utf-8")
    dom = browse(probe, "en", tmp_path, "--dump-dom", "--window-size=500,900")
    found = re.search(r'data-wide="(\d+)"', dom)
    assert found and int(found.group(1)) <= 390


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "dimai", *arguments], capture_output=True, text=True,
                          cwd=ROOT / "analysis", check=False)


def test_wrong_use_ends_with_2_and_a_sentence(tmp_path: Path) -> None:
    for arguments in ((), ("juggle",), ("report",), ("report", str(tmp_path / "none.h5"))):
        done = run(*arguments)
        assert done.returncode == 2 and done.stderr and "Traceback" not in done.stderr
    assert "report, " in run("juggle").stderr and ", test)" in run("juggle").stderr


def test_help_ends_with_0() -> None:
    assert run("--help").returncode == 0
    assert "result.h5" in run("report", "--help").stdout


@needs_d3
def test_report_is_written_where_asked_and_quiet_is_quiet(small: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    done = run("report", str(small), "--output", str(target), "--quiet")
    assert (done.returncode, done.stdout) == (0, "")
    assert target.stat().st_size > 100_000


@needs_d3
def test_an_unwritable_place_ends_with_1(small: Path, tmp_path: Path) -> None:
    done = run("report", str(small), "--output", str(tmp_path / "no" / "folder" / "page.html"))
    assert done.returncode == 1 and "cannot be written" in done.stderr
