"""Runs that were started from the desk; each keeps its folder, whatever becomes of it."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dimai.desk.scenarios import OutsideError, Workspace, native, sets

IDENTITY = re.compile(r"\d{8}-\d{6}(-\d+)?-[\w\-]{1,80}")
KEPT_LINES = 200
PATIENCE_S = 20.0
"""How long a run may take to write what it has, once it is asked to stop."""

ENDS = {0: "done", 1: "failed", 2: "faulty", 130: "stopped"}


class BusyError(RuntimeError):
    """A run is going on; only one at a time."""


@dataclass
class Going:
    """A run that is going on."""

    identity: str
    process: subprocess.Popen[str]
    progress: dict[str, Any] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    summary: Any = None


class Runs:
    """Starts, watches and lists runs; their folders are in results/desk of the workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.folder = workspace.folder / "results" / "desk"
        self.going: Going | None = None
        self._lock = threading.Lock()

    def start(self, scenario: str, overrides: Any) -> str:
        """Start a run and return its identity.

        Raises
        ------
        BusyError
            If one is going on.
        OutsideError
            If the scenario is outside the workspace.
        OSError
            If its folder cannot be made.
        """
        path = self.workspace.resolve(scenario)
        words = sets(overrides)
        with self._lock:
            if self.going is not None:
                raise BusyError("a run is going on; wait for it or stop it")
            folder = self._new_folder(path.name)
            entry = {"id": folder.name, "scenario": scenario, "overrides": dict(overrides),
                     "started": time.strftime("%Y-%m-%d %H:%M:%S"), "state": "running"}
            self._keep(folder, entry)
            process = subprocess.Popen(
                [str(native()), "run", str(path), "--output", str(folder), "--progress-lines", "--json",
                 *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                text=True, errors="replace", cwd=self.workspace.folder, start_new_session=True)
            self.going = Going(folder.name, process)
            threading.Thread(target=self._watch, args=(self.going, folder, entry), daemon=True).start()
        return folder.name

    def stop(self, identity: str) -> None:
        """Ask a run to stop; what was simulated so far is kept."""
        going = self.going
        if going is not None and going.identity == identity:
            going.process.send_signal(signal.SIGINT)

    def close(self) -> None:
        """Stop what is going on and wait until it has written what it has."""
        going = self.going
        if going is None:
            return
        going.process.send_signal(signal.SIGINT)
        try:
            going.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            going.process.kill()

    def list(self) -> list[dict[str, Any]]:
        """All runs that were kept, latest first."""
        if not self.folder.is_dir():
            return []
        names = [path.name for path in self.folder.iterdir() if IDENTITY.fullmatch(path.name)]
        found = [self.about(name) for name in sorted(names, reverse=True)]
        return [entry for entry in found if entry]

    def about(self, identity: str) -> dict[str, Any]:
        """State, progress, log and summary of a run; empty if nothing is known of it."""
        folder = self.path(identity)
        try:
            entry: dict[str, Any] = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        going = self.going
        if going is not None and going.identity == identity:
            entry |= {"progress": going.progress, "log": going.log[-KEPT_LINES:]}
        elif entry.get("state") == "running":
            entry["state"] = "lost"  # the desk that started it is gone
        entry["has_result"] = any((folder / name).is_file() for name in ("result.h5", "result.h5.part"))
        entry["has_report"] = (folder / "report.html").is_file()
        return entry

    def path(self, identity: str) -> Path:
        """Folder of a run.

        Raises
        ------
        OutsideError
            If there is no such run.
        """
        if not IDENTITY.fullmatch(identity) or not (self.folder / identity).is_dir():
            raise OutsideError(f'there is no run "{identity}"')
        return self.workspace.resolve(f"results/desk/{identity}")

    def _new_folder(self, scenario: str) -> Path:
        name = re.sub(r"[^\w\-]+", "-", scenario)[:80] or "scenario"
        stamp, number = time.strftime("%Y%m%d-%H%M%S"), 1
        while True:
            # Ids sort by the time of their start, within a second too.
            folder = self.folder / (f"{stamp}-{name}" if number == 1 else f"{stamp}-{name}-{number:02}")
            try:
                folder.mkdir(parents=True)
                return folder
            except FileExistsError:
                number += 1

    def _keep(self, folder: Path, entry: dict[str, Any]) -> None:
        part = folder / "run.json.part"
        part.write_text(json.dumps(entry, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(folder / "run.json")

    def _watch(self, going: Going, folder: Path, entry: dict[str, Any]) -> None:
        """Read what a run says until it ends, and keep how it ended."""
        output: list[str] = []
        assert going.process.stdout is not None and going.process.stderr is not None
        stdout = going.process.stdout
        reader = threading.Thread(target=lambda: output.append(stdout.read()), daemon=True)
        reader.start()
        for line in going.process.stderr:
            self._hear(going, line.rstrip("\n"))
        status = going.process.wait()
        reader.join()
        try:
            entry["summary"] = json.loads(output[0]) if output and output[0].strip() else None
        except ValueError:
            going.log.append(output[0][:1000])
        entry["places"] = place_names(folder, entry.get("summary"))
        entry |= {"state": ENDS.get(status, "failed"), "exit": status, "log": going.log[-KEPT_LINES:],
                  "ended": time.strftime("%Y-%m-%d %H:%M:%S")}
        try:
            self._keep(folder, entry)
        except OSError as error:
            going.log.append(str(error))
        with self._lock:
            self.going = None

    def _hear(self, going: Going, line: str) -> None:
        """Take up a line of progress, or a warning or error for people."""
        try:
            said = json.loads(line)
        except ValueError:
            said = None
        if isinstance(said, dict):
            going.progress = {**({} if "doing" in said else {"doing": ""}), **going.progress, **said}
            if "share" in said:
                going.progress["doing"] = ""
        elif line.strip():
            going.log.append(line)


def place_names(folder: Path, summary: Any) -> dict[str, list[str]]:
    """Names, English and Chinese, of the places between which the measures of a summary are."""
    measures = summary.get("measures") or [] if isinstance(summary, dict) else []
    wanted = {each.get(end) for each in measures for end in ("origin", "destination")} - {None, ""}
    if not wanted:
        return {}
    from dimai.opening import ResultError
    from dimai.results import open_result  # pandas takes half a second

    try:
        with open_result(folder) as result:
            nodes = result.table("network/node")
    except ResultError:
        return {}
    found: dict[str, list[str]] = {}
    for key, name, chinese in (("city", "city", "city_zh"), ("id", "name", "name_zh")):
        rows = nodes[nodes[key].isin(wanted)].drop_duplicates(key)
        found |= {row[key]: [row[name] or row[key], row[chinese] or row[name] or row[key]]
                  for row in rows.to_dict("records")}
    return found
