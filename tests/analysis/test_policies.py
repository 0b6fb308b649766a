"""The table of junction policies, and what it asks the program for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from dimai import policies

ROOT = Path(__file__).resolve().parents[2]

ONE = policies.Outcome(
    policy="window", demand=4.0, requested=200, arrived=150, mean_s=3600.0, p50_s=3500.0,
    p95_s=5000.0, p99_s=6000.0, wait_s=10.0, junction_s=90.0, capsules_per_hour=468.0,
    kwh_per_capsule_km=0.9813, couplings=410, formed=794, cuts=3190, standing_s=3600.0 * 259,
    held_s=1800.0)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_table_is_markdown_of_equal_rows(language: str) -> None:
    lines = policies.markdown([ONE, ONE], language).splitlines()
    assert {line.count("|") for line in lines[:4]} == {len(policies.HEADINGS["en"]) + 1}
    assert [cell.strip() for cell in lines[2].split("|")[1:5]] == ["window", "4x", "75.0 %", "60.0"]
    assert lines[-1] == policies.NOTES[language]


def test_every_policy_but_none_of_the_program_is_compared() -> None:
    header = (ROOT / "models/parameters/formation.hpp").read_text(encoding="utf-8")
    choices = header.split("kFormationChoices{")[1].split("}")[0]
    known = {word.strip().strip('"') for word in choices.split(",")}
    assert known == {*policies.POLICIES, "none"}


def test_each_run_differs_from_the_others_by_its_policy_and_demand_only(
        monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, str]] = []

    def run_once(scenario: str, overrides: Mapping[str, str], folder: Path) -> None:
        asked.append(dict(overrides))

    monkeypatch.setattr(policies, "run_once", run_once)
    monkeypatch.setattr(policies, "outcome", lambda policy, demand, folder: ONE)
    policies.compare("x", ["never", "window"], [1.0, 2.0], {"run.seed": "3"},
                     {"demand.gravity.cabin.trips": 100.0})
    assert asked == [
        {"formation.policy": policy, "run.seed": "3", "demand.gravity.cabin.trips": trips,
         **({"formation.in_motion": "false"} if policy == "never" else {})}
        for trips in ("100.0", "200.0") for policy in ("never", "window")]


def test_wrong_use_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert policies.policies_command(["x", "--set", "nothing"]) == 2
    assert "KEY=VALUE" in capsys.readouterr().err
