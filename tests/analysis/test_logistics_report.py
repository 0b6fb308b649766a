"""Sections of shipments, industry and today: numbers that must fit together, and that they are drawn."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from dimai.report import logistics
from dimai.results import open_result

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("DIMAI_NATIVE", ROOT / "build/release/scenarios/dimai-native"))
pytestmark = pytest.mark.skipif(not PROGRAM.is_file(), reason="the program is not built")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the report shows of two days of the estate pilot."""
    folder = tmp_path_factory.mktemp("estate")
    command = [PROGRAM, "run", ROOT / "scenarios/estate-pilot", "--quiet", "--output", folder,
               "--set", "logistics.period=2 d", "--set", "run.duration=3 d"]
    subprocess.run(command, check=True, timeout=120, env={**os.environ, "DIMAI_ROOT": str(ROOT)})
    with open_result(folder) as result:
        found = logistics.logistics_data(result)
    assert found is not None
    return found


def test_parts_of_time_add_up_to_the_whole(data: dict[str, Any]) -> None:
    for row in data["classes"]:
        parts = row["wait"] + row["handling"] + row["moving"]
        assert row["q"][0] <= parts <= row["q"][3] * 1.5


def test_shares_of_modes_add_up_to_one(data: dict[str, Any]) -> None:
    for row in data["share"]:
        assert sum(row) == pytest.approx(1.0, abs=1e-3)


def test_small_parcels_pay_before_large_ones(data: dict[str, Any]) -> None:
    cost = {row["name"]: row["metrics"]["cost_cny"]["underground"] for row in data["comparison"]}
    assert cost["small"][1] < cost["medium"][1] < cost["large"][1]
    for low, middle, high in cost.values():
        assert low <= middle <= high


def test_vans_that_serve_the_gate_are_told(data: dict[str, Any]) -> None:
    # 1,780 parcels a day over 8 km of straight way x 1.3, 150 to a van.
    added = next(row for row in data["road"] if row["vehicle"] == "added_at_portals")["km"][1]
    assert added == pytest.approx(1780 / 150 * 10.1, rel=0.1)


def test_what_is_ordered_is_told_with_its_time(data: dict[str, Any]) -> None:
    goods = {row["name"]: row for row in data["industry"]["goods"]}
    assert goods["hook"]["orders"] > 20
    assert goods["hook"]["delivered"] == 4 * goods["hook"]["orders"]
    assert goods["starch"]["q"][0] < 3600.0


def test_power_of_the_sun_is_that_of_its_curve(data: dict[str, Any]) -> None:
    # 250 kW at most 68 % of the peak.
    assert max(data["industry"]["power"]["flows"]["solar"]) == pytest.approx(170.0, abs=0.5)


def test_empties_that_are_left_go_back_wait_or_are_under_way(data: dict[str, Any]) -> None:
    assert len(data["returns"]) == 3
    for row in data["returns"]:
        assert row["left"] == pytest.approx(row["back"] + row["under_way"] + row["waiting"])
        assert row["shipments"] > 0


def test_a_lane_does_no_more_than_it_could(data: dict[str, Any]) -> None:
    cart = next(row for row in data["use"] if row["mode"] == "cart")
    # A lane every five minutes.
    assert cart["most"] == pytest.approx(288)
    assert 0 < cart["day"] <= cart["busiest"] <= cart["most"]


def test_a_tonne_kilometre_costs_what_an_item_costs_over_its_work(data: dict[str, Any]) -> None:
    classes = {row["name"]: row for row in data["classes"]}
    for row in data["comparison"]:
        if row["name"] != "small":
            continue
        work_tkm = 0.5e-3 * classes["small"]["distance"] / 1e3
        assert row["metrics"]["cost_work_cny"]["underground"][1] * work_tkm == pytest.approx(
            row["metrics"]["cost_cny"]["underground"][1], rel=1e-3)


def test_money_needed_is_more_if_building_is_dear(data: dict[str, Any]) -> None:
    needed, cheap, dear = data["needed"]
    assert 0 <= cheap <= needed <= dear
