"""Scenarios made in Python."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import dimai

NODES = pd.DataFrame({
    "id": ["west", "fork", "east"], "kind": ["portal", "junction", "portal"],
    "longitude_deg": [118.10, 118.12, 118.16], "latitude_deg": [24.50, 24.49, 24.49],
    "berths": [2, None, 4], "parking": [6, None, 12],
})
LINKS = pd.DataFrame({"id": ["a", "b"], "from": ["west", "fork"], "to": ["fork", "east"],
                      "bore_m": [3.2, 3.2], "length_m": [3000.0, None]})
FLOWS = pd.DataFrame({"origin": ["west", "east"], "destination": ["east", "west"],
                      "class": ["cabin", "cabin"], "trips": [20, 20]})
TABLES = {
    "title": 'A "line" of two', "run": {"duration": "3 h"}, "guideway": {"speed": "72 km/h"},
    "capsule": {"cabin": {"length": "6 m", "fleet": 8}}, "demand": {"period": "2 h"},
    "closure": [{"link": "a", "from": "10 min", "until": "20 min"}],
}


def test_networks_are_frames() -> None:
    scenario = dimai.build(TABLES, nodes=NODES, links=LINKS, csv={"demand.flows": FLOWS})
    assert scenario.title == 'A "line" of two'
    result = dimai.run(scenario)
    links = result.table("network/link").set_index("id")
    assert links.loc["a", "length_m"] == 3000.0
    assert links.loc["b", "length_m"] == pytest.approx(4054, abs=5)  # 0.04 degrees at 24.49 N
    counts = result.table("counts").iloc[0]
    assert counts["requested"] == counts["arrived"] + counts["refused"] > 20


def test_files_stay_if_a_folder_is_named(tmp_path: Path) -> None:
    dimai.build(TABLES, nodes=NODES, links=LINKS, csv={"demand.flows": FLOWS},
                folder=tmp_path / "mine")
    assert dimai.load(tmp_path / "mine").name == "mine"


def test_what_is_wrong_is_said() -> None:
    with pytest.raises(ValueError, match="without latitude_deg"):
        dimai.build(TABLES, nodes=NODES.drop(columns="latitude_deg"), links=LINKS)
    with pytest.raises(ValueError, match='no node "nowhere"'):
        dimai.build(TABLES, nodes=NODES, links=LINKS.replace("east", "nowhere"))
    with pytest.raises(dimai.ScenarioError, match="did you mean"):
        dimai.build({**TABLES, "guideway": {"sped": "72 km/h"}}, nodes=NODES, links=LINKS,
                    csv={"demand.flows": FLOWS})
    with pytest.raises(TypeError, match="object"):
        dimai.build({"run": {"seed": object()}})
