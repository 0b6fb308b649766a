"""Comparisons: pairs where seeds and replications agree, Welch where not, and a page without network."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import headless
import numpy as np
import pytest

import dimai
from dimai import statistics
from dimai.__main__ import main
from dimai.compare import build_page, compare, read_side

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three replications at two speeds, and three of another seed."""
    top = tmp_path_factory.mktemp("sides")
    scenario = dimai.load(ROOT / "scenarios" / "first-steps")
    for name, change, seed in (("slow", {}, 1), ("fast", {"guideway.speed": "110 km/h"}, 1),
                               ("other", {}, 2)):
        for replication in range(3):
            dimai.run(scenario, change, seed=seed, replication=replication,
                      output=top / name / f"r{replication}", progress=False)
    return top


def values(folder: Path) -> list[float]:
    found = []
    for replication in range(3):
        with dimai.open_result(folder / f"r{replication}") as result:
            found.append(result.measure("door_to_door_time", capsule_class="cabin"))
    return found


def row(table: object, side: str, **which: str) -> object:
    for key, value in {"side": side, **which}.items():
        table = table[table[key] == value]  # type: ignore[index]
    assert len(table) == 1  # type: ignore[arg-type]
    return table.iloc[0]  # type: ignore[attr-defined]


def test_differences_are_those_of_statistics(folders: Path) -> None:
    found = compare([read_side(folders / name) for name in ("slow", "fast", "other")])
    assert found.paired == [False, True, False]
    which = {"what": "measure", "name": "door_to_door_time", "class": "cabin", "place": "",
             "statistic": "mean"}
    slow, fast, other = (values(folders / name) for name in ("slow", "fast", "other"))
    for side, wanted in (("fast", statistics.paired_interval(slow, fast)),
                         ("other", statistics.difference_interval(slow, other))):
        got = row(found.table, side, **which)
        assert got["difference"] == pytest.approx(wanted.estimate)  # type: ignore[index]
        assert got["difference_low"] == pytest.approx(wanted.low)  # type: ignore[index]
        assert got["difference_high"] == pytest.approx(wanted.high)  # type: ignore[index]
    assert row(found.table, "fast", **which)["significant"]  # type: ignore[index]
    assert not row(found.table, "other", **which)["significant"]  # type: ignore[index]


def test_places_and_links_are_compared(folders: Path) -> None:
    found = compare([read_side(folders / "slow"), read_side(folders / "fast")])
    trips = []
    for replication in range(3):
        with dimai.open_result(folders / "slow" / f"r{replication}") as result:
            table = result.table("trips")
            trips.append(table[table["origin"] == 0].eval("arrival_time_s - request_time_s").mean())
    got = row(found.table, "slow", what="origin", name="door_to_door_time", place="willow-court")
    assert got["estimate"] == pytest.approx(np.mean(trips))  # type: ignore[index]
    links = found.table[(found.table["what"] == "link") & (found.table["name"] == "capsules")]
    assert (links["estimate"] > 0).any()


def test_a_warm_up_leaves_trips_out(folders: Path) -> None:
    whole, cut = (compare([read_side(folders / "slow", warm_up_s=w), read_side(folders / "fast")])
                  for w in (0.0, 3600.0))
    which = {"what": "origin", "name": "arrived", "place": "willow-court"}
    assert row(cut.table, "slow", **which)["estimate"] < row(  # type: ignore[index]
        whole.table, "slow", **which)["estimate"]  # type: ignore[index]


def test_the_page_needs_no_network(folders: Path, tmp_path: Path) -> None:
    page = build_page(compare([read_side(folders / "slow"), read_side(folders / "fast")]),
                      tmp_path / "c.html").read_text()
    assert "src=" not in page.split("<script>", 1)[0]
    assert "{{" not in page
    data = json.loads(page.split('id="data">', 1)[1].split("</script>", 1)[0])
    assert [side["name"] for side in data["sides"]] == ["slow", "fast"]


@headless.needs_chromium
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_is_drawn_with_names_of_places(folders: Path, tmp_path: Path, language: str) -> None:
    sides = [read_side(str(folders / name)) for name in ("slow", "fast")]
    shown = headless.drawn(build_page(compare(sides), tmp_path / "compare.html"), language)
    assert ("柳园 → 湖滨枢纽" if language == "zh" else "Willow Court → Lake Hub") in shown


def test_both_languages_have_the_same_texts() -> None:
    assets = ROOT / "analysis/dimai/compare/assets"
    english, chinese = (json.loads((assets / f"texts.{each}.json").read_text()) for each in ("en", "zh"))
    assert english.keys() == chinese.keys()


def test_command(folders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
                 monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sides = [str(folders / "slow"), str(folders / "fast")]
    assert main(["compare", *sides, "--language", "en"]) == 0
    shown = capsys.readouterr().out
    assert "paired" in shown and "compare.html" in shown
    assert (tmp_path / "compare.html").exists()
    assert main(["compare", *sides, "--json"]) == 0
    assert isinstance(json.loads(capsys.readouterr().out), list)
    assert main(["compare", sides[0]]) == 2
    assert "two or more" in capsys.readouterr().err
    assert main(["compare", sides[0], str(tmp_path / "none")]) == 2
    assert "no such" in capsys.readouterr().err


def test_help_does_not_wait_for_pandas() -> None:
    code = "import sys; from dimai import __main__ as m; sys.argv = ['x']\n" \
           "try: m.main(['compare', '--help'])\nexcept SystemExit: pass\n" \
           "print('pandas' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                           env={"PYTHONPATH": str(ROOT / "analysis"), "PATH": "/usr/bin"})
    assert shown.stdout.endswith("False\n")
