"""Runs over SimGrid, whose clock is global, one after the other in one Python process."""

from __future__ import annotations

from pathlib import Path

import dimai

ROOT = Path(__file__).resolve().parents[2]
OVERRIDES = {"dispatch.architecture": "regional", "dispatch.regions": 2, "messages.back_end": "simgrid"}


def test_two_runs_in_one_process_have_the_same_bits() -> None:
    hashes = []
    for _ in range(3):
        with dimai.run(ROOT / "scenarios" / "first-steps", OVERRIDES, progress=False) as result:
            hashes.append(result.attributes["event_hash"])
    assert len(set(hashes)) == 1


def test_two_runs_at_one_time_have_the_same_bits() -> None:
    scenario = dimai.load(ROOT / "scenarios" / "first-steps", OVERRIDES)
    first, second = dimai.Run(scenario), dimai.Run(scenario)
    for hours in (1, 2, 3):
        first.step(f"{hours} h")
        second.step(f"{hours} h")
    ends = [run.finish().attributes["event_hash"] for run in (first, second)]
    with dimai.run(ROOT / "scenarios" / "first-steps", OVERRIDES, progress=False) as result:
        assert ends == [result.attributes["event_hash"]] * 2
