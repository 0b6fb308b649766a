"""Parts of a run for the viewer, so that its page fits; and carriers in parcel tubes."""

from __future__ import annotations

import math
from pathlib import Path

import h5py
import made_movement
import make_result
import numpy as np
import pytest
from test_tubes_report import GROUPS
from test_view import needs_page, run, write_scene

from dimai.results import open_result
from dimai.view.carriers import ways
from dimai.view.command import result_block
from dimai.view.container import pack_block, unpack_block
from dimai.view.excerpt import Excerpt, passages_of
from dimai.view.movement import movement_of
from dimai.view.scene import scene_data


def test_a_span_keeps_what_happens_in_it(tmp_path: Path) -> None:
    with open_result(write_scene(tmp_path / "result.h5")) as result:
        moved = movement_of(result)
        assert moved is not None
        part = passages_of(moved, Excerpt(40.0, 60.0))
        scene = unpack_block(pack_block(scene_data(result, Excerpt(40.0, 60.0))))
    # Of the pieces that test_view lists: train 1 with both, then capsule 1 alone, and train 3.
    assert part.train.tolist() == [1, 1, 3]
    assert part.members.tolist() == [0, 1, 1, 0]
    assert part.link.tolist() == [1, 1, 3, 2]
    assert part.before.tolist() == [0, 0, 1]
    assert (scene["begin_s"], scene["end_s"], scene["run_s"]) == (40.0, 60.0, 100.0)
    assert scene["formations"]["time"].tolist() == [50.0]


def test_the_link_behind_is_that_of_the_passage_left_out(tmp_path: Path) -> None:
    with open_result(write_scene(tmp_path / "result.h5")) as result:
        moved = movement_of(result)
    assert moved is not None
    late = passages_of(moved, Excerpt(50.6))  # capsule 1 is on link 3, and came from link 1
    assert (late.link.tolist(), late.before.tolist()) == ([3, 2], [1, 1])


def test_one_capsule_of_two(tmp_path: Path) -> None:
    with open_result(write_scene(tmp_path / "result.h5")) as result:
        moved = movement_of(result)
    assert moved is not None
    part = passages_of(moved, Excerpt(every=2))
    assert set(part.members.tolist()) == {0} and part.size.tolist() == [1, 1, 1]
    assert part.link.tolist() == [0, 1, 1, 2] and part.train.tolist() == [1, 1, 3]
    assert passages_of(moved, Excerpt()) is moved


def test_a_block_that_is_too_large_gets_fewer_capsules(tmp_path: Path) -> None:
    path = made_movement.write_moving(tmp_path / "result.h5", trips=2000)
    whole = result_block(path)
    less = result_block(path, greatest=0.5 * len(whole.data))
    assert whole.part.every == 1 and 1 < less.part.every < 10
    assert len(less.data) <= 0.5 * len(whole.data)
    scene = unpack_block(less.data)
    assert scene["every"] == less.part.every
    assert set(scene["journeys"]["capsule"] % less.part.every) == {0}
    assert len(result_block(path, greatest=1.0, fixed=True).data) == len(whole.data)


@needs_page
def test_the_command_tells_what_it_left_out_and_what_is_wrong(tmp_path: Path) -> None:
    path = made_movement.write_moving(tmp_path / "result.h5", trips=300)
    target = str(tmp_path / "page.html")
    done = run("view", str(path), "--output", target, "--every", "3", "--until", "20 min")
    assert done.returncode == 0 and "one capsule of 3" in done.stdout
    for words, told in ((("--from", "2 h", "--until", "1 h"), "accepts times after --from"),
                        (("--from", "noon"), "--from"), (("--every", "0"), "accepts 1 to")):
        wrong = run("view", str(path), "--output", target, *words)
        assert wrong.returncode == 2 and told in wrong.stderr, wrong.stderr


def test_carriers_go_the_shortest_way_from_start_to_arrival(tmp_path: Path) -> None:
    path = make_result.write_result(tmp_path / "result.h5")
    with h5py.File(path, "r+") as file:
        for group, columns in GROUPS.items():
            for name, values in columns.items():
                file[f"{group}/{name}"] = values
    with open_result(path) as result:
        found = unpack_block(pack_block(scene_data(result)))["carriers"]
    assert found["classes"] == ["sample", "crate"]
    np.testing.assert_allclose(found["start"], np.arange(9.0) * 3600.0)  # the tenth was refused
    np.testing.assert_allclose(found["lasts"], np.arange(10.0, 100.0, 10.0))
    assert found["ways"]["count"].tolist() == [3]
    assert found["ways"]["node"].tolist() == [2, 1, 3], "by the unit that both stations hang on"


def test_ways_take_the_shorter_of_two_and_the_ends_where_there_is_none() -> None:
    graph = {0: [(1, 1.0), (2, 5.0)], 1: [(0, 1.0), (2, 1.0)], 2: [(0, 5.0), (1, 1.0)]}
    assert ways(graph, np.array([[0, 0, 2], [2, 7, 0]])) == [[0, 1, 2], [0, 7], [2, 1, 0]]


@pytest.mark.parametrize(("part", "end", "span"), [
    (Excerpt(), 100.0, (0.0, 100.0)), (Excerpt(10.0, math.inf), 100.0, (10.0, 100.0)),
    (Excerpt(10.0, 20.0), 100.0, (10.0, 20.0)), (Excerpt(200.0, 300.0), 100.0, (100.0, 100.0))])
def test_the_span_stays_within_the_run(part: Excerpt, end: float, span: tuple[float, float]) -> None:
    assert part.span(end) == span
