"""What the viewer and the desk tell beside the trains: who waits where, and what places are called."""

from __future__ import annotations

from pathlib import Path

import make_result
import numpy as np

from dimai.compare.models import failures, shipments
from dimai.desk.runs import place_names
from dimai.results import open_result
from dimai.view.networks import queues


def test_queues_count_those_who_wait_at_each_node() -> None:
    # Node 0: one from 0 to 20 s, one from 10 s who is never served; node 1: one served at once.
    found = queues(np.array([0, 0, 1]), np.array([0.0, 10.0, 5.0]), np.array([20.0, np.nan, 5.2]))
    assert found["node"].values.tolist() == [0, 0, 0]
    assert found["time"].values.tolist() == [0, 10, 20]
    assert found["count"].values.tolist() == [1, 2, 1]
    assert not queues(np.zeros(0), np.zeros(0), np.zeros(0))["node"].values.size


def test_places_of_a_summary_have_names(tmp_path: Path) -> None:
    file = make_result.write_result(tmp_path / "result.h5")
    with open_result(file) as result:
        node = result.table("network/node").iloc[0]
    names = place_names(tmp_path, {"measures": [{"origin": node["id"], "destination": "nowhere"}]})
    assert names == {node["id"]: [node["name"] or node["id"],
                                  node["name_zh"] or node["name"] or node["id"]]}
    assert place_names(tmp_path, {"measures": []}) == place_names(tmp_path, None) == {}
    file.write_bytes(b"")
    assert place_names(tmp_path, {"measures": [{"origin": "a", "destination": ""}]}) == {}


def test_what_a_result_does_not_hold_is_not_compared(tmp_path: Path) -> None:
    with open_result(make_result.write_result(tmp_path / "result.h5")) as result:
        assert not len(shipments(result)) and not len(failures(result))
