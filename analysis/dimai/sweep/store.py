"""The folder of a sweep: a folder for each run, named by what decides the run."""

from __future__ import annotations

import dataclasses
import fcntl
import json
import os
from pathlib import Path
from typing import IO

from dimai.opening import ResultError
from dimai.results import open_result
from dimai.sweep.specification import Outcome
from dimai.sweep.task import Record, Task, outcome_of


class StoreError(RuntimeError):
    """The folder cannot be used; the text says why."""


class Store:
    """Records of runs on the disk. What is recorded stays, whatever happens to the sweep."""

    def __init__(self, folder: Path, *, keep_results: bool) -> None:
        """Make or open the folder; one sweep at a time.

        Raises
        ------
        StoreError
            If it cannot be written to, or another sweep is writing there.
        """
        self.folder = folder
        self.keep_results = keep_results
        try:
            (folder / "runs").mkdir(parents=True, exist_ok=True)
            self._lock: IO[str] = (folder / ".lock").open("w")
        except OSError as error:
            raise StoreError(f"{folder}: cannot be written to: {error.strerror}") from error
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock.close()
            raise StoreError(f"{folder}: another sweep is writing there; wait for it, or choose "
                             "another --output") from error

    def close(self) -> None:
        """Let others write there."""
        self._lock.close()

    def run_folder(self, fingerprint: str) -> Path:
        """Folder of one run."""
        return self.folder / "runs" / fingerprint

    def result_folder(self, fingerprint: str) -> str:
        """Where its result.h5 goes; "" if none is kept."""
        return str(self.run_folder(fingerprint)) if self.keep_results else ""

    def find(self, fingerprint: str, outcomes: tuple[Outcome, ...]) -> Record | None:
        """Give the record of a run that was done, with all outcomes that are asked for now.

        An outcome that was not asked for then is taken from the result file, if it was kept.
        """
        try:
            content = json.loads((self.run_folder(fingerprint) / "run.json").read_text())
            record = Record(**content["record"])
            definitions = content["outcomes"]
        except (OSError, ValueError, TypeError, KeyError):
            return None
        if record.status != "done":
            return None
        wanted = {each.name: dataclasses.asdict(each) for each in outcomes}
        if all(definitions.get(name) == each for name, each in wanted.items()):
            return record
        try:
            with open_result(self.run_folder(fingerprint)) as result:
                if not result.complete:
                    return None
                record.outcomes = {each.name: outcome_of(result, each) for each in outcomes}
        except (ResultError, KeyError):
            return None
        return record

    def keep(self, task: Task, record: Record, outcomes: tuple[Outcome, ...]) -> None:
        """Write the record of a run, whole or not at all."""
        folder = self.run_folder(task.fingerprint)
        folder.mkdir(parents=True, exist_ok=True)
        content = {"record": dataclasses.asdict(record), "overrides": task.overrides,
                   "outcomes": {each.name: dataclasses.asdict(each) for each in outcomes}}
        part = folder / "run.json.part"
        part.write_text(json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8")
        os.replace(part, folder / "run.json")
