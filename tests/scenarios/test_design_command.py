"""`dimai design powder`: the answer in both languages and as JSON, and what it says of mistakes.

The program is $DIMAI_NATIVE, or else that of the release build.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("DIMAI_NATIVE") or ROOT / "build/release/scenarios/dimai-native")
SAND = ["--powder", "sand", "--rate", "900 kg/h", "--distance", "30 m", "--rise", "10 m", "--bends", "6"]


def design(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([PROGRAM, "design", "powder", *words], capture_output=True, text=True,
                          check=False)


def test_the_table_spans_the_usual_bores_and_names_the_law_that_decides() -> None:
    done = design(*SAND, "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    rows = answer["rows"]
    assert [row["bore_m"] for row in rows] == sorted(row["bore_m"] for row in rows)
    assert any(row["works"] for row in rows) and not all(row["works"] for row in rows)
    for row in (row for row in rows if row["works"]):
        least = 1.3 * row["saltation_high_m_s"]
        assert abs(row["feed_velocity_m_s"] / least - 1) < 1e-5
        assert row["deciding_law"] == row["saltation_high_law"]
        assert row["drop_pa"] <= 1e5


def test_rhodes_bore_is_found_by_his_own_rule() -> None:
    """Worked example 8.1: 50 mm is the least of his bores below 0.55 bar; loading 6.6 at constant density."""
    done = design(*SAND, "--law", "rizk", "--factor", "1.5", "--max-pressure", "0.55 bar", "--json",
                  *[word for bore in (78, 63, 50, 40) for word in ("--bore", f"{bore} mm")])
    works = [row["bore_m"] for row in json.loads(done.stdout)["rows"] if row["works"]]
    assert min(works) == 0.05


def test_people_read_it_in_both_languages() -> None:
    english, chinese = design(*SAND, "--language", "en"), design(*SAND, "--language", "zh")
    assert "Make a trial" in english.stdout and "the blower gives 1 bar" in english.stdout
    assert "请做试验" in chinese.stdout and "风机只有 1 bar" in chinese.stdout


def test_all_mistakes_are_told_at_once() -> None:
    done = design("--powder", "snad", "--rate", "9 l", "--distance", "0 m", "--gas", "argn")
    assert done.returncode == 2 and not done.stdout
    for words in ('did you mean "sand"', 'did you mean "argon"', "which is a volume", "no pipe at all"):
        assert words in done.stderr


def test_titanium_in_nitrogen_is_refused_with_the_reason() -> None:
    done = design("--powder", "ti64", "--rate", "50 kg/h", "--distance", "50 m", "--gas", "nitrogen")
    assert done.returncode == 2 and "burn in nitrogen" in done.stderr


PELLETS = ["--phase", "dense", "--powder", "pellets-3mm", "--rate", "5 t/h", "--distance", "80 m",
           "--rise", "10 m", "--bends", "4", "--max-pressure", "3 bar"]


def test_dense_phase_shows_both_laws_and_the_higher_one_decides() -> None:
    done = design(*PELLETS, "--json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)["rows"]
    assert any(row["works"] for row in rows) and not all(row["works"] for row in rows)
    for row in (row for row in rows if row["works"]):
        highest = max(row["mi_wypych_pa"], row["konrad_pa"])
        assert row["deciding_law"] == ("konrad" if highest == row["konrad_pa"] else "mi-wypych")
        assert highest < row["drop_pa"] <= 3e5
        assert row["mean_rate_kg_s"] < row["peak_rate_kg_s"]
        assert row["regime"] == "permeated"
    assert "permeated" in design(*PELLETS, "--language", "en").stdout
    assert "透气" in design(*PELLETS, "--language", "zh").stdout


def test_dense_phase_tells_what_it_lacks() -> None:
    done = design("--phase", "dense", "--powder", "316l", "--rate", "60 kg/h", "--distance", "80 m",
                  "--slug-velocity", "9 m/s", "--vacuum")
    assert done.returncode == 2
    for words in ("--wall-friction: is not known of 316l", "--internal-friction", "--slug-velocity",
                  "--vacuum"):
        assert words in done.stderr
    assert "no effect" in design(*SAND, "--stress-ratio", "0.4").stderr
