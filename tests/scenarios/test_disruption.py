"""Runs in which tunnels fail, and the study of losses, as the program shows them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("DIMAI_NATIVE") or ROOT / "build/release/scenarios/dimai-native")
CITY = ROOT / "scenarios" / "xiamen-under-strike"
QUICK = ("demand.gravity.cabin.trips=6000", "demand.gravity.pallet.trips=6000")


def run(folder: Path, *sets: str) -> dict[str, Any]:
    """Run the city with a tenth of its traffic and give the summary."""
    command = [str(PROGRAM), "run", str(CITY), "--json", "--output", str(folder)]
    for each in (*QUICK, *sets):
        command += ["--set", each]
    done = subprocess.run(command, check=True, capture_output=True, timeout=120)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def measure(result: dict[str, Any], name: str) -> float:
    """Mean of one measure."""
    return next(float(row["mean"]) for row in result["measures"] if row["name"] == name)


def study(*options: str) -> dict[str, Any]:
    """Ask what losses would take."""
    command = [str(PROGRAM), "resilience", str(CITY), "--json", "--draws", "50", *options]
    done = subprocess.run(command, check=True, capture_output=True, timeout=120)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_a_strike_takes_service_and_crews_bring_it_back(tmp_path: Path) -> None:
    first = run(tmp_path / "a")
    assert run(tmp_path / "b")["event_hash"] == first["event_hash"]
    assert measure(first, "failures") > 0
    assert 0.0 < measure(first, "connection_least") < 1.0
    assert measure(first, "connection_area") > measure(first, "connection_least")
    for row in first["counts"].values():
        parts = row["arrived"] + row["under_way"] + row["waiting"] + row["refused"]
        assert row["requested"] == parts


def test_deeper_tunnels_fail_less_under_the_same_strike(tmp_path: Path) -> None:
    shallow = run(tmp_path / "shallow")
    deep = run(tmp_path / "deep", "disruption.fragility.usual_depth=2000 m")
    assert measure(deep, "failures") < measure(shallow, "failures")


def test_more_crews_recover_sooner_and_none_never(tmp_path: Path) -> None:
    few = run(tmp_path / "few", "repair.crews=2")
    many = run(tmp_path / "many", "repair.crews=40")
    none = run(tmp_path / "none", "repair.crews=0")
    area = [measure(each, "connection_area") for each in (none, few, many)]
    assert area == sorted(area)
    assert area[0] < area[2]


def test_losses_are_the_same_on_any_number_of_threads() -> None:
    assert study("--threads", "1", "--strikes", "20") == study("--threads", "3", "--strikes", "20")


def test_trees_lose_more_than_rings() -> None:
    rings = study()
    trees = study("--set", "network.file=trees.geojson")

    def kept(answer: dict[str, Any], kind: str, losses: int) -> float:
        return next(float(row["mean"]) for row in answer["losses"]
                    if row["kind"] == kind and row["losses"] == losses)

    for kind in ("random", "trips", "betweenness", "area"):
        assert kept(trees, kind, 5) < kept(rings, kind, 5)
    assert len(trees["topography"]["bridges"]) == trees["topography"]["tunnels"]
    assert trees["topography"]["loops"] == 0
    assert rings["topography"]["loops"] > 10
