"""The page of a sweep: its data, and that all of it is drawn in both languages, whole or not."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import headless
import pytest

from dimai import frame
from dimai.sweep import SweepResult, page, read_sweep, run_sweep

ROOT = Path(__file__).resolve().parents[2]
SWEEP = f"""
title = "Speed & fleet </script>"
scenario = "{ROOT}/scenarios/first-steps"
design = "sobol"
samples = 8
replications = 2
keep_results = false

[set]
run.duration = "2 h"

[parameter."guideway.speed"]
low = "40 km/h"
high = "120 km/h"

[parameter."capsule.cabin.fleet"]
low = 4
high = 16

[outcome.time]
measure = "door_to_door_time"
class = "cabin"

[outcome.served]
count = "arrived"
share = true

[discover]
outcome = "time"
above = 600

[goal]
outcome = "time"
"""
needs_d3 = pytest.mark.skipif(not frame.D3.is_file(), reason="node-d3 is not installed")


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> SweepResult:
    folder = tmp_path_factory.mktemp("sweep")
    file = folder / "sweep.toml"
    file.write_text(SWEEP)
    return run_sweep(read_sweep(file), folder / "out", workers=2)


def data_of(path: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(
        path.read_text().split('id="data">', 1)[1].split("</script>", 1)[0])
    return found


@needs_d3
def test_a_sweep_leaves_its_page(result: SweepResult) -> None:
    assert result.page == result.folder / "sweep.html"
    data = data_of(result.page)
    state, points = data["state"], data["points"]
    assert isinstance(state, dict) and isinstance(points, dict)
    assert (state["phase"], state["done"], state["failed"], state["expected"]) == ("whole", 64, 0, 64)
    assert points["point"] == list(range(32))
    assert points["estimate"][0] == pytest.approx(result.points["time"].tolist(), rel=1e-5)
    assert result.box is not None and sum(points["inside"]) == result.box.points
    best = result.best()
    assert best is not None and data["goal"] == {
        "outcome": "time", "seek": "least", "point": int(best["point"])}


@needs_d3
@headless.needs_chromium
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_section_is_drawn_without_a_fault(result: SweepResult, language: str) -> None:
    assert result.page is not None
    shown = headless.drawn(result.page, language)
    hidden = re.findall(r'<section id="(\w+)" hidden', shown)
    assert hidden == []
    assert ("哪些参数重要" if language == "zh" else "Which parameters matter") in shown


@needs_d3
@headless.needs_chromium
def test_a_sweep_that_goes_on_shows_what_is_known(result: SweepResult, tmp_path: Path) -> None:
    runs = result.runs.copy()
    runs.loc[runs["point"] > 2, "status"] = "waiting"
    runs.loc[0, ["status", "error"]] = ["failed", "RunError: a disk was full"]
    points = result.points.copy()
    points.loc[points["point"] > 2, ["time", "time_low", "time_high"]] = float("nan")
    part = replace(result, runs=runs, points=points, indices={}, box=None, tree="")
    made = page.build_page(part, page.State(64, 3.0, float("nan"), "going"), tmp_path / "sweep.html")
    shown = headless.drawn(made, "en")
    assert re.findall(r'<section id="(\w+)" hidden', shown) == ["sensitivity", "discovery"]
    assert "6 of 64 runs have ended" in shown and "a disk was full" in shown


def test_a_page_that_cannot_be_written_does_not_stop_a_sweep(tmp_path: Path, result: SweepResult) -> None:
    keeper = page.PageKeeper(tmp_path / "no folder" / "sweep.html")
    assert keeper.due()
    keeper.write(result, page.State(64, 3.0, 1.0, "going"))
    assert keeper.written is None and keeper.error and not keeper.due()


def test_both_languages_have_the_same_texts_and_all_that_are_asked_for() -> None:
    english, chinese = (json.loads((page.ASSETS / f"texts.{each}.json").read_text()) for each in ("en", "zh"))
    assert english.keys() == chinese.keys()
    for key, text in english.items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", chinese[key])), key
    for name in page.SCRIPTS:
        script = (page.ASSETS / name).read_text()
        for key in re.findall(r'(?:R\.t|R\.open|R\.note|R\.figure)\((?:section, )?"([\w.]+)"[,)]', script):
            assert key in english or f"{key}.title" in english, key
