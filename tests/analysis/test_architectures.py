"""The tables of dispatch architectures, and what they ask the program for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from dimai import architectures, policies

ROOT = Path(__file__).resolve().parents[2]

NAN = float("nan")
PERFECT = architectures.Outcome(
    architecture="none", requested=200, arrived=200, mean_s=3600.0, p50_s=3500.0, p99_s=6000.0,
    wait_s=10.0, capsules_per_hour=400.0, couplings=50, messages_per_capsule_km=NAN,
    bytes_per_capsule_km=NAN, age_p50_s=NAN, age_p99_s=NAN, refused=0, unanswered=0,
    busiest_share=NAN)
LATE = replace(
    PERFECT, architecture="central", mean_s=3612.5, wait_s=12.5, capsules_per_hour=380.0, couplings=45,
    arrived=198, messages_per_capsule_km=0.25, bytes_per_capsule_km=30.0, age_p50_s=60.0,
    age_p99_s=600.0, refused=3, busiest_share=0.02)


def test_a_loss_is_the_difference_to_perfect_information() -> None:
    assert architectures.losses(LATE, PERFECT) == {
        "mean_s": 12.5, "p99_s": 0.0, "wait_s": 2.5, "capsules_per_hour": -20.0, "couplings": -5.0,
        "arrived": -2.0}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_both_tables_are_markdown_of_equal_rows(language: str) -> None:
    lines = architectures.markdown([PERFECT, LATE], {"junction": "knows too little"}, language).splitlines()
    assert {line.count("|") for line in lines[:4]} == {len(architectures.HEADINGS["en"]) + 1}
    assert {line.count("|") for line in lines[5:8]} == {len(architectures.LOSS_HEADINGS["en"]) + 1}
    cells = [cell.strip() for cell in lines[7].split("|")[1:-1]]
    assert cells == ["central", "+12.5 (+0.3 %)", "+0.0 (+0.0 %)", "+2.5 (+25.0 %)", "-20 (-5.0 %)",
                     "-5 (-10.0 %)", "-2 (-1.0 %)"]
    assert lines[-2].startswith("junction: ") and lines[-2].endswith("knows too little")
    assert lines[-1] == architectures.NOTES[language]


def test_every_architecture_of_the_program_is_compared() -> None:
    header = (ROOT / "models/parameters/dispatch.hpp").read_text(encoding="utf-8")
    choices = header.split("kArchitectureChoices{")[1].split("}")[0]
    assert tuple(word.strip().strip('"') for word in choices.split(",")) == architectures.ARCHITECTURES


def test_failures_of_hosts_are_left_out_of_the_run_that_has_none(
        monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[dict[str, str]] = []

    def run_once(scenario: str, overrides: Mapping[str, str], folder: Path) -> None:
        asked.append(dict(overrides))
        if overrides["dispatch.architecture"] == "gossip":
            raise policies.PolicyError("refused")

    monkeypatch.setattr(policies, "run_once", run_once)
    monkeypatch.setattr(architectures, "outcome",
                        lambda name, folder: PERFECT if name == "none" else LATE)
    assert architectures.architectures_command(
        ["x", "--architecture", "central", "--architecture", "gossip", "--set", "run.seed=3",
         "--by-message", "failure=[]", "--json"]) == 0
    assert asked == [{"run.seed": "3", "dispatch.architecture": "none"}] + [
        {"run.seed": "3", "dispatch.architecture": name, "failure": "[]"} for name in ("central", "gossip")]
    told = json.loads(capsys.readouterr().out)
    assert told["losses"]["central"]["wait_s"] == 2.5
    assert told["refused"] == {"gossip": "refused"}
    assert told["outcomes"][0]["age_p50_s"] is None


def test_wrong_use_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert architectures.architectures_command(["x", "--set", "nothing"]) == 2
    assert "KEY=VALUE" in capsys.readouterr().err
