"""What the page of the desk asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dimai.desk.runs import BusyError, Runs
from dimai.desk.scenarios import Workspace, describe
from dimai.opening import ResultError
from dimai.view.command import ResultSource
from dimai.view.page import render
from dimai.view.server import Answer, Request, json_answer, text_answer

RUN = re.compile(r"/api/runs/([^/]+)(?:/(stop|block|report))?")
HTML = "text/html; charset=utf-8"


class Desk:
    """Answers requests; the server has checked host and token before."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.runs = Runs(workspace)
        self.token = ""
        self._sources: dict[str, ResultSource] = {}

    def answer(self, request: Request) -> Answer:
        """Answer one request. ValueError and RuntimeError are told by the server, 400 and 500."""
        fixed: Mapping[tuple[str, str], Callable[[Request], Answer]] = {
            ("GET", "/"): self._page,
            ("GET", "/api/scenarios"): lambda _: json_answer(
                {"workspace": self.workspace.folder.name, "scenarios": self.workspace.scenarios()}),
            ("POST", "/api/describe"): self._describe,
            ("GET", "/api/runs"): lambda _: json_answer(self.runs.list()),
            ("POST", "/api/runs"): self._start,
            ("GET", "/api/compare"): self._compare,
        }
        act = fixed.get((request.method, request.path))
        if act is not None:
            return act(request)
        match = RUN.fullmatch(request.path)
        if match is None:
            return text_answer("there is nothing here", 404)
        return self._run(request, match[1], match[2] or "")

    def _page(self, request: Request) -> Answer:
        del request
        page = render("dimai", {"desk": True, "token": self.token}, None)
        return Answer(page.encode("utf-8"), HTML)

    def _describe(self, request: Request) -> Answer:
        scenario, overrides = wanted(request)
        return json_answer(describe(self.workspace.resolve(scenario), overrides))

    def _start(self, request: Request) -> Answer:
        scenario, overrides = wanted(request)
        said = describe(self.workspace.resolve(scenario), overrides)
        if "parameters" not in said:
            return json_answer(said, 422)
        try:
            return json_answer({"id": self.runs.start(scenario, overrides)})
        except BusyError as error:
            return text_answer(str(error), 409)

    def _run(self, request: Request, identity: str, what: str) -> Answer:
        folder = self.runs.path(identity)
        if request.method == "POST" and what == "stop":
            self.runs.stop(identity)
            return json_answer({})
        if request.method != "GET":
            return text_answer("there is nothing here", 404)
        if what == "block":
            return self._block(identity, folder)
        if what == "report":
            return file_answer(folder / "report.html")
        return json_answer(self.runs.about(identity))

    def _block(self, identity: str, folder: Path) -> Answer:
        """Data of a result for the map; the last few are kept at hand."""
        source = self._sources.pop(identity, None) or ResultSource(folder)
        self._sources[identity] = source
        while len(self._sources) > 2:
            self._sources.pop(next(iter(self._sources)))
        try:
            return Answer(source.block().data, "application/octet-stream")
        except ResultError as error:
            return text_answer(str(error), 400)

    def _compare(self, request: Request) -> Answer:
        """The page that compares two runs."""
        from dimai.compare import build_page, compare, read_side

        names = [request.query.get(key, "") for key in ("a", "b")]
        folders = [self.runs.path(name) for name in names]
        try:
            comparison = compare([read_side(str(folder), name) for folder, name in zip(folders, names)])
        except (ResultError, ValueError) as error:
            return text_answer(str(error), 400)
        target = folders[1] / f"compared-with-{names[0]}.html"
        build_page(comparison, target)
        return file_answer(target)


def wanted(request: Request) -> tuple[str, Any]:
    """Scenario and changes that a request names."""
    said = request.json()
    if not isinstance(said, dict) or not isinstance(said.get("scenario"), str):
        raise ValueError("the request names no scenario")
    return said["scenario"], said.get("overrides", {})


def file_answer(path: Path) -> Answer:
    """A page of a run."""
    try:
        return Answer(path.read_bytes(), HTML)
    except OSError as error:
        return text_answer(f"{path.name}: {error.strerror}", 404)
