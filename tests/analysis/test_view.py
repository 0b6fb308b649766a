"""The viewer: what it makes of a result, the page in a browser, the server, bad input."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import h5py
import made_movement
import make_result
import numpy as np
import pytest
from made_network import EMPTY, SMALL

from dimai.results import open_result
from dimai.view import page
from dimai.view.command import ResultSource, result_block
from dimai.view.container import column, pack_block, unpack_block
from dimai.view.movement import movement_of
from dimai.view.scene import scene_data
from dimai.view.server import LoopbackServer

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
is_built = (page.BUILT / "viewer.js").is_file()
needs_page = pytest.mark.skipif(not is_built, reason="the page of the viewer is not built")
needs_chromium = pytest.mark.skipif(
    not is_built or shutil.which("chromium") is None
    or not (ROOT / "analysis/viewer/node_modules/playwright-core").is_dir(),
    reason="chromium or playwright-core is not installed")


def test_a_block_gives_back_what_was_put_into_it() -> None:
    value = {"a": [1, "二", None], "c": column([1.5, np.nan, -2.0], per=10),
             "d": {"e": column([5, 4, 4, 1e9], delta=True), "empty": column([])}}
    got = unpack_block(pack_block(value))
    assert got["a"] == [1, "二", None]
    np.testing.assert_array_equal(got["c"], [1.5, np.nan, -2.0])
    np.testing.assert_array_equal(got["d"]["e"], [5, 4, 4, 1e9])
    assert len(got["d"]["empty"]) == 0
    assert pack_block(value) == pack_block(value)


def write_scene(path: Path) -> Path:
    """Two capsules on links of 1 km that take 20 s: one joins the other, then they part.

    0 -> 1 -> 2 -> 3, 5 -> 1 and 2 -> 4 are links 0, 1, 2, 4 and 3. Train 1 (capsule 0) enters link 0 at
    10 s; train 2 (capsule 1) enters link 4 at 11 s and joins at 31 s. At 50 s capsule 0 is cut off as
    train 3 and goes to node 3; capsule 1, still train 1, follows half a second later to node 4.
    """
    ends = [(0, 1), (1, 2), (2, 3), (2, 4), (5, 1)]
    crossings = [(10, 1, 0), (11, 2, 4), (30, 1, 1), (31, 2, 1), (50, 3, 2), (50.5, 1, 3), (70, 3, -1),
                 (70.5, 1, -1)]
    with h5py.File(path, "w") as file:
        file.attrs.update(make_result.root_attributes(EMPTY, True) | {"simulated_s": 100.0})
        put = make_result.put_table
        put(file, "network/node", {"id": [f"n{n}" for n in range(6)], "name": [f"N{n}" for n in range(6)],
                                   "kind": ["portal", "junction", "junction", "portal", "portal", "portal"],
                                   "longitude_deg": [0.0, 0.01, 0.02, 0.03, 0.03, 0.0],
                                   "latitude_deg": [0.0, 0.0, 0.0, 0.0, 0.01, 0.01]})
        put(file, "network/link", {"id": [f"l{n}" for n in range(5)], "from": [a for a, _ in ends],
                                   "to": [b for _, b in ends], "length_m": np.full(5, 1000.0),
                                   "speed_m_s": np.full(5, 50.0)})
        put(file, "capsule_class", {"name": ["cabin"], "length_m": [6.0], "color": ["#2a7fff"]})
        put(file, "formations", {"time_s": [31.0, 50.0], "node": [1, 2], "kind": [0, 1], "train": [1, 1],
                                 "other_train": [2, 3], "capsules_before": [1, 2],
                                 "capsules_after": [2, 1]})
        time, train, link = zip(*crossings)
        put(file, "journeys/crossings", {"time_us": np.array(time) * 1e6, "train": train, "link": link})
        put(file, "journeys/boardings", {"time_us": [31e6], "train": [1], "capsule": [1], "place": [1],
                                         "kind": [0]})
        put(file, "journeys/movements", {"time_us": [0, 1e6], "train": [1, 2], "capsule": [0, 1]})
        put(file, "journeys/capsules", {"class": [0, 0], "portal": [0, 5]})
    return path


def test_trains_are_rebuilt_through_a_coupling_and_a_cut(tmp_path: Path) -> None:
    with open_result(write_scene(tmp_path / "result.h5")) as result:
        moved = movement_of(result)
    assert moved is not None
    found, passage, member = [], 0, 0
    for piece, train in enumerate(moved.train):
        own = moved.members[member:member + moved.size[piece]].tolist()
        member += moved.size[piece]
        for row in range(passage, passage + moved.passages[piece]):
            found.append((train, own, moved.link[row], moved.entry_s[row], moved.exit_s[row],
                          round(moved.begin[row], 6), round(moved.end[row], 6)))
        passage += moved.passages[piece]
    assert found == [
        (1, [0], 0, 10.0, 30.0, 0.0, 1.0),
        (1, [0], 1, 30.0, 31.0, 0.0, 0.05),  # one of the twenty seconds of the link
        (1, [0, 1], 1, 31.0, 50.0, 0.05, 1.0),
        (1, [1], 1, 50.0, 50.5, 0.994, 1.0),  # 6 m behind the end, the length of the capsule ahead
        (1, [1], 3, 50.5, 70.5, 0.0, 1.0),
        (2, [1], 4, 11.0, 31.0, 0.0, 1.0),
        (3, [0], 2, 50.0, 70.0, 0.0, 1.0)]
    assert moved.before.tolist() == [-1, 0, 0, -1, 1], "what is cut off came from link 1, too"


def test_a_recorded_stretch_serves_where_no_journeys_are(tmp_path: Path) -> None:
    with open_result(make_result.write_result(tmp_path / "result.h5")) as result:
        moved = movement_of(result)
        rows = result.table("traversals")
    assert moved is not None and (moved.members == -1).all()
    assert len(moved.link) == len(rows)


def test_waiting_requests_are_counted_as_they_come_and_go(tmp_path: Path) -> None:
    with open_result(make_result.write_result(tmp_path / "result.h5")) as result:
        scene = unpack_block(pack_block(scene_data(result)))
        trips = result.table("trips")
    waiting = scene["networks"][0]["waiting"]
    moment, total = 8 * 3600.0, 0
    for node in np.unique(waiting["node"]):
        rows = (waiting["node"] == node) & (waiting["time"] <= moment)
        total += int(waiting["count"][rows][-1]) if rows.any() else 0
    served = np.fmin(trips["request_time_s"] + trips["wait_s"], trips["departure_time_s"])
    counted = (trips["state"] != 3) & ~(served - trips["request_time_s"] < 0.5)
    expected = int((counted & (trips["request_time_s"] <= moment) & ~(served <= moment)).sum())
    assert abs(total - expected) <= 2, "times are kept in whole seconds"


@pytest.fixture(scope="module")
def moving(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_movement.write_moving(tmp_path_factory.mktemp("view") / "result.h5", trips=400)


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "dimai", *arguments], capture_output=True, text=True,
                          cwd=ROOT / "analysis", env={**os.environ, **environment}, check=False)


def browse(target: str, *options: str) -> dict[str, object]:
    """Let analysis/viewer's playwright-core look at a page; see browse_view.mjs."""
    done = subprocess.run(["node", str(HERE / "browse_view.mjs"), target, *options],
                          capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


@needs_chromium
@pytest.mark.parametrize("drawing", ["webgl2", "canvas2d"])
def test_the_page_plays_and_tells_without_a_request(drawing: str, tmp_path: Path) -> None:
    result, target = write_scene(tmp_path / "result.h5"), tmp_path / "page.html"
    assert run("view", str(result), "--output", str(target), "--quiet").returncode == 0
    found = browse(str(target), drawing)
    assert found["errors"] is None and found["requests"] == []
    assert found["drawn"] == drawing
    assert found["played"], "the clock went on"
    assert "Train 1" in str(found["train"]) or "Capsule" in str(found["train"])
    assert "Capsule 1" in str(found["capsule"]) and "place 2" in str(found["capsule"])
    assert "joins" in str(found["junction"]) and "1 → 2 capsules" in str(found["junction"])
    assert found["marked"], "pixels of the capsules' colour are on the map"
    assert "图例" in str(found["chinese"]) and "胶囊车" in str(found["chinese"])
    assert int(str(found["wide"])) <= 390


@needs_page
def test_a_result_without_anything_still_gives_a_page(tmp_path: Path) -> None:
    path = make_result.write_result(tmp_path / "result.h5.part", EMPTY, False)
    assert run("view", str(path), "--output", str(tmp_path / "page.html")).returncode == 0


def test_both_languages_of_the_page_have_the_same_texts() -> None:
    source = ROOT / "analysis/viewer/src"
    texts = [json.loads((source / f"texts.{name}.json").read_text(encoding="utf-8"))
             for name in ("en", "zh")]
    assert texts[0].keys() == texts[1].keys()
    assert all(text for table in texts for text in table.values())


def test_the_lock_file_names_no_registry() -> None:
    lock = (ROOT / "analysis/viewer/package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock and '"integrity"' in lock


def ask(server: LoopbackServer, path: str, **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


@pytest.fixture
def server(moving: Path) -> Iterator[LoopbackServer]:
    source = ResultSource(moving)
    with LoopbackServer(0, source.answer) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


@needs_page
def test_the_server_answers_its_own_address_and_token_only(server: LoopbackServer, moving: Path) -> None:
    token = {"X-Dimai-Token": server.token}
    assert server.server_address[0] == "127.0.0.1"
    assert ask(server, "/block", **token) == (200, result_block(moving)[1])
    assert ask(server, f"/?token={server.token}")[0] == 200
    assert ask(server, "/")[0] == 403
    assert ask(server, "/block")[0] == 403
    assert ask(server, f"/block?token={server.token}")[0] == 403, "data needs the header, not a link"
    assert ask(server, "/block", **{"X-Dimai-Token": "wrong"})[0] == 403
    assert ask(server, "/block", **token, Host="elsewhere.example")[0] == 403
    assert ask(server, "/block", **token, Origin="http://elsewhere.example")[0] == 403
    assert ask(server, "/../../etc/passwd", **token)[0] == 404


def test_a_port_in_use_is_told_with_advice(moving: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("view", str(moving), "--port", str(port), "--no-browser")
    assert done.returncode == 1
    assert f"port {port} is in use" in done.stderr and "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_bad_files_are_told_in_one_sentence(moving: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.h5"
    cut.write_bytes(moving.read_bytes()[:moving.stat().st_size // 2])
    newer = tmp_path / "newer.h5"
    shutil.copy(moving, newer)
    with h5py.File(newer, "a") as file:
        file.attrs["schema_version"] = "9.0"
    text = tmp_path / "text.h5"
    text.write_text("no HDF5")
    for path, why in ((cut, "cut off"), (newer, "newer dimai"), (text, "not an HDF5 file"),
                      (tmp_path / "none.h5", "no such file")):
        done = run("view", str(path), "--output", str(tmp_path / "page.html"))
        assert done.returncode == 2 and why in done.stderr, done.stderr
        assert "Traceback" not in done.stderr


def test_without_the_built_page_it_says_what_is_missing(moving: Path, tmp_path: Path) -> None:
    done = run("view", str(moving), "--output", str(tmp_path / "page.html"), DIMAI_ROOT=str(tmp_path))
    assert done.returncode == 1 and "npm" in done.stderr and "Traceback" not in done.stderr


def test_wrong_ports_are_wrong_use(moving: Path) -> None:
    for port in ("-1", "65536", "x"):
        done = run("view", str(moving), "--port", port)
        assert done.returncode == 2 and "accepts 0" in done.stderr


def test_a_file_of_100_000_trips_stays_below_its_limit(tmp_path: Path) -> None:
    """A tenth of it here: 10,000 trips of 20 links; the page's own script is 2.2 MB of the 15."""
    path = made_movement.write_moving(tmp_path / "result.h5", SMALL, trips=10_000)
    assert len(result_block(path)[1]) < 0.1 * (15e6 - 2.3e6) * 3 / 4
