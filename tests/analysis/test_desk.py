"""The planner's desk: what it answers, what it refuses, and a whole turn in a browser."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dimai.desk.api import Desk
from dimai.desk.runs import BusyError
from dimai.desk.scenarios import OutsideError, Workspace, native, sets
from dimai.view import page
from dimai.view.server import LoopbackServer

ROOT = Path(__file__).resolve().parents[2]
needs_program = pytest.mark.skipif(not native().is_file(), reason="the program is not built")
needs_chromium = pytest.mark.skipif(
    not (page.BUILT / "viewer.js").is_file() or shutil.which("chromium") is None
    or not (ROOT / "analysis/viewer/node_modules/playwright-core").is_dir(),
    reason="the page of the viewer, chromium or playwright-core is missing")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A folder with the scenario first-steps, and one outside it."""
    shutil.copytree(ROOT / "scenarios/first-steps", tmp_path / "own/scenarios/first-steps")
    shutil.copytree(ROOT / "scenarios/first-steps", tmp_path / "outside")
    (tmp_path / "own/link").symlink_to(tmp_path / "outside")
    return Workspace(tmp_path / "own")


@pytest.fixture
def server(workspace: Workspace) -> Iterator[LoopbackServer]:
    desk = Desk(workspace)
    with LoopbackServer(0, desk.answer) as made:
        desk.token = made.token
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        desk.runs.close()
        made.shutdown()


def ask(server: LoopbackServer, path: str, body: Any = None, token: str | None = None) -> tuple[int, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    connection.request("GET" if body is None else "POST", path,
                       None if body is None else json.dumps(body),
                       {"X-Dimai-Token": server.token if token is None else token})
    answer = connection.getresponse()
    text = answer.read()
    kind = answer.headers["Content-Type"]
    return answer.status, json.loads(text) if kind == "application/json" else text.decode()


def wait_for(server: LoopbackServer, identity: str) -> dict[str, Any]:
    for _ in range(2400):
        run: dict[str, Any] = ask(server, f"/api/runs/{identity}")[1]
        if run["state"] != "running":
            return run
        time.sleep(0.1)
    raise AssertionError("the run does not end")


def test_paths_outside_the_workspace_are_refused(workspace: Workspace, server: LoopbackServer) -> None:
    assert workspace.resolve("scenarios/first-steps").name == "first-steps"
    for name in ("../outside", "/etc", "link", "scenarios/../../outside", "no/such", "a\0b"):
        with pytest.raises(OutsideError):
            workspace.resolve(name)
        status, said = ask(server, "/api/describe", {"scenario": name, "overrides": {}})
        assert status == 400 and "workspace" in said or "path" in said
    for name in ("..", "../../own", "20260101-000000-x", "%2e%2e"):
        assert ask(server, f"/api/runs/{name}/report")[0] in (400, 404)


def test_nothing_is_answered_without_the_token(server: LoopbackServer) -> None:
    for path, body in (("/api/scenarios", None), ("/api/runs", None),
                       ("/api/runs", {"scenario": "scenarios/first-steps", "overrides": {}})):
        assert ask(server, path, body, token="")[0] == 403
        assert ask(server, path, body, token="guess")[0] == 403


def test_changes_that_no_scenario_could_have_are_refused() -> None:
    assert sets({"guideway.speed": "80 km/h"}) == ["--set", "guideway.speed=80 km/h"]
    for overrides in ({"--output": "x"}, {"a b": "1"}, {"run.seed": 1}, {"run.seed": "1\n2"}, ["x"], "x",
                      {"run.seed": "1" * 3000}):
        with pytest.raises(OutsideError):
            sets(overrides)


def test_scenarios_are_found_but_not_those_of_links_or_results(workspace: Workspace) -> None:
    shutil.copytree(workspace.folder / "scenarios/first-steps", workspace.folder / "results/x")
    (workspace.folder / "broken").mkdir()
    (workspace.folder / "broken/scenario.toml").write_text("title = ")
    found = workspace.scenarios()
    assert [each["path"] for each in found] == ["broken", "scenarios/first-steps"]
    assert found[1]["title"] and found[1]["title_zh"]


@needs_program
def test_each_parameter_comes_with_unit_range_default_and_meaning(server: LoopbackServer) -> None:
    status, said = ask(server, "/api/describe", {"scenario": "scenarios/first-steps", "overrides": {}})
    assert status == 200 and said["problems"] == []
    speed = next(each for each in said["parameters"] if each["key"] == "guideway.speed")
    assert speed["unit"] == "m/s" and speed["least"] < speed["si_value"] < speed["greatest"]
    assert speed["least_text"] and speed["default"] and speed["meaning"]
    law = next(each for each in said["parameters"] if each["key"] == "guideway.separation")
    assert "absolute" in law["choices"] and law["least"] is None


@needs_program
def test_all_problems_come_at_once(server: LoopbackServer) -> None:
    wrong = {"guideway.speed": "-4", "guideway.sped": "3", "run.seed": "x"}
    said = ask(server, "/api/describe", {"scenario": "scenarios/first-steps", "overrides": wrong})[1]
    assert {each["key"] for each in said["problems"]} >= set(wrong)
    status, said = ask(server, "/api/runs", {"scenario": "scenarios/first-steps", "overrides": wrong})
    assert status == 422 and len(said["problems"]) >= 3
    assert ask(server, "/api/runs")[1] == [], "a faulty scenario leaves no run behind"


@needs_program
def test_runs_are_kept_with_their_results_and_compared(server: LoopbackServer, workspace: Workspace) -> None:
    scenario = {"scenario": "scenarios/first-steps"}
    runs = []
    for overrides in ({}, {"guideway.speed": "40 km/h"}):
        status, said = ask(server, "/api/runs", {**scenario, "overrides": overrides})
        assert status == 200, said
        runs.append(wait_for(server, said["id"]))
    assert [run["state"] for run in runs] == ["done", "done"], runs
    assert runs[1]["overrides"] == {"guideway.speed": "40 km/h"}
    assert runs[0]["summary"]["event_hash"] != runs[1]["summary"]["event_hash"]
    listed = ask(server, "/api/runs")[1]
    assert [run["id"] for run in listed] == [runs[1]["id"], runs[0]["id"]], "latest first"
    assert all(run["has_result"] and run["has_report"] for run in listed)
    status, text = ask(server, f"/api/runs/{runs[0]['id']}/report")
    assert status == 200 and text.startswith("<!DOCTYPE html>")
    status, text = ask(server, f"/api/compare?a={runs[0]['id']}&b={runs[1]['id']}")
    assert status == 200 and text.startswith("<!DOCTYPE html>"), text[:300]
    again = Desk(workspace).runs.list()
    assert [run["id"] for run in again] == [run["id"] for run in listed], "another desk finds them"


@needs_program
def test_one_run_at_a_time_and_a_stopped_one_is_kept(workspace: Workspace) -> None:
    shutil.copytree(ROOT / "scenarios/beijing-shenzhen", workspace.folder / "scenarios/long",
                    ignore=shutil.ignore_patterns("generator", "*.py"))
    runs = Desk(workspace).runs
    identity = runs.start("scenarios/long", {})
    with pytest.raises(BusyError):
        runs.start("scenarios/first-steps", {})
    for _ in range(2400):
        if runs.going is None or "share" in runs.going.progress:
            break
        time.sleep(0.05)
    assert runs.going is not None and 0.0 <= runs.going.progress["share"] < 1.0
    runs.stop(identity)
    for _ in range(2400):
        if runs.going is None:
            break
        time.sleep(0.05)
    about = runs.about(identity)
    assert about["state"] == "stopped" and about["has_result"], about


def start_desk(workspace: Workspace) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "dimai", "desk", "--workspace", str(workspace.folder), "--no-browser"],
        cwd=ROOT / "analysis", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "DIMAI_ROOT": str(ROOT)})
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


@needs_program
@needs_chromium
def test_a_planner_changes_runs_and_compares(workspace: Workspace) -> None:
    process, address = start_desk(workspace)
    try:
        assert address.startswith("http://127.0.0.1:") and "?token=" in address, process.communicate()
        done = subprocess.run(["node", str(Path(__file__).parent / "browse_desk.mjs"), address],
                              capture_output=True, text=True, timeout=240, check=False)
        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
    assert found["errors"] is None and found["foreign"] == []
    assert "needs a speed" in found["fault"] and found["disabled"]
    assert "0.5 km/h" in found["field"] or "default" in found["field"]
    assert "door to door" in found["figures"] and "guideway.speed = 40 km/h" in found["runs"]
    assert "+" in found["change"]
    assert found["drawn"] == "webgl2"
    assert "参数" in found["chinese"] and "已保存的运行" in found["chinese"]
    assert found["wide"] <= 390
