"""Runs scenarios: whole, or stepped by the caller."""

from __future__ import annotations

import math
import os
import re
import tempfile
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dimai import library
from dimai.memory import MemoryFile
from dimai.progress import Progress, clock_text
from dimai.results import Result, open_result
from dimai.scenario import Overrides, Scenario, assignments, load, merged

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Batch = dict[str, NDArray[Any]]
    """Columns by name; all of equal length, views not to be changed."""

SLICE_S = 0.1
"""Time on the wall after which a run looks up, so that Ctrl-C is heard and progress shown [s]."""

_UNITS_S = {"s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0, "day": 86400.0, "days": 86400.0}


class RunError(RuntimeError):
    """A run that failed: something did not add up, or a network has no solution.

    Attributes
    ----------
    faults : list of str
        Why, each in one sentence.
    result : Result
        What was simulated before.
    """

    def __init__(self, faults: Sequence[str], result: Result) -> None:
        self.faults = list(faults)
        self.result = result
        super().__init__("; ".join(self.faults))

    def __reduce__(self) -> tuple[Any, ...]:
        return (RunError, (self.faults, self.result))


class Interrupted(KeyboardInterrupt):
    """Ctrl-C in a run. `result` holds what was simulated so far; its attribute complete is 0."""

    def __init__(self, result: Result) -> None:
        self.result = result
        super().__init__(f"interrupted at {clock_text(result.attributes['simulated_s'])} of "
                         "simulated time; what was simulated is in the attribute `result`")


def seconds(time: float | str) -> float:
    """Read a time: a number of seconds, or a text such as "90 min" [s].

    Raises
    ------
    ValueError
        If it is not one.
    """
    if not isinstance(time, str):
        return float(time)
    match = re.fullmatch(r"\s*([-+]?[0-9.]+(?:e[-+]?\d+)?)\s*([a-z]+)\s*", time)
    if match is None or match[2] not in _UNITS_S:
        raise ValueError(f'got "{time}", accepts seconds or a text such as "90 min" (units: s, min, '
                         "h, d)")
    return float(match[1]) * _UNITS_S[match[2]]


class Run:
    """One run that its caller steps. All calls work on whole tables; none is of a single capsule.

    >>> run = dimai.Run(dimai.load("scenarios/first-steps"))
    >>> run.subscribe(print, tables=["trips"])
    >>> run.step("1 h")
    >>> result = run.finish()
    """

    def __init__(self, scenario: Scenario, output: str | os.PathLike[str] | None = None) -> None:
        """Set the run up, at time 0; routes and demand are found here.

        Parameters
        ----------
        scenario : Scenario
            Stays as it is.
        output : path, optional
            Folder for result.h5, made if need be. Default: the result stays in memory.
        """
        self._subscribers: list[tuple[frozenset[str] | None, Callable[[str, Batch], None]]]
        self._set_up(scenario, output)

    @classmethod
    def resume(cls, snapshot: str | os.PathLike[str], overrides: Overrides | None = None, *,
               seed: int | None = None, replication: int | None = None,
               scenario: str | os.PathLike[str] | Scenario | None = None,
               output: str | os.PathLike[str] | None = None) -> Run:
        """Set a run up that goes on from a snapshot, as if nothing had happened.

        Parameters
        ----------
        snapshot : path
            File that snapshot(), or `dimai run --snapshot-every`, has written; the result that was
            written until then is needed beside it, and stays as it is.
        overrides, seed, replication : optional
            What is another from then on: keys below run.duration, run.seed, run.replication,
            run.reroute_interval, demand, closure, empties, formation and report.
        scenario : path or Scenario, optional
            Default: where it was when the snapshot was made. Overrides of a Scenario that the
            snapshot was made without count as changes.
        output : path, optional
            Folder for result.h5, another than that of the snapshot. Default: memory.

        Raises
        ------
        SnapshotError
            If it is no snapshot, is damaged, of another version of dimai, or lacks its result.
        ScenarioError
            If the scenario is another, or a key may not change while a run goes.
        """
        label = library.load().read_label(os.fspath(snapshot))  # type: ignore[attr-defined]
        before = _overrides_of(label["overrides"])
        changes = merged(overrides, seed, replication)
        if isinstance(scenario, Scenario):
            began = Scenario(scenario.path, before, scenario.keeper)
            others = {key: value for key, value in scenario.overrides.items()
                      if key not in before or before[key] != value}
            changes = {**others, **changes}
        else:
            began = load(label["scenario"] if scenario is None else scenario, before)
        run = cls.__new__(cls)
        run._set_up(began.change(changes), output, os.fspath(snapshot), assignments(changes))
        return run

    def _set_up(self, scenario: Scenario, output: str | os.PathLike[str] | None, *resumed: Any
                ) -> None:
        file = "" if output is None else str(Path(output) / "result.h5")
        self.scenario = scenario
        self._native: Any = library.load().Run(  # type: ignore[attr-defined]
            scenario.native, file, *resumed)
        self._in_memory = output is None
        self._subscribers = []

    def snapshot(self, folder: str | os.PathLike[str] | None = None) -> Path:
        """Write the state into a file that resume() goes on from.

        Parameters
        ----------
        folder : path, optional
            Where to write it, if the result is in memory: with a file of the rows until now. If the
            result is a file the snapshot is written beside it, and needs it.

        Returns
        -------
        Path

        Raises
        ------
        ValueError
            If the result is in memory and no folder is named, or the other way round.
        SnapshotError, OSError
            If it cannot be written.
        """
        if self._in_memory != (folder is not None):
            raise ValueError("the result is in memory: name a folder" if self._in_memory else
                             "the result is a file: its snapshots are written beside it")
        return Path(self._native.snapshot("" if folder is None else os.fspath(folder),
                                          str(Path(self.scenario.path).resolve())))

    def fork(self, overrides: Overrides | None = None, *, seed: int | None = None,
             replication: int | None = None, output: str | os.PathLike[str] | None = None) -> Run:
        """Set up another run that goes on from where this one is; this one stays as it is.

        Overrides, output and errors are those of resume(). A fork without changes does what this
        run will do.
        """
        if self._in_memory:
            with tempfile.TemporaryDirectory(prefix="dimai-") as folder:
                return Run.resume(self.snapshot(folder), overrides, seed=seed,
                                  replication=replication, scenario=self.scenario, output=output)
        there = self._native.snapshot("", str(Path(self.scenario.path).resolve()))
        try:
            return Run.resume(there, overrides, seed=seed, replication=replication,
                              scenario=self.scenario, output=output)
        finally:
            Path(there).unlink()

    @property
    def now_s(self) -> float:
        """Simulated time [s]."""
        return float(self._native.now_s)

    @property
    def done(self) -> bool:
        """Whether the run is at its end: all served, or the duration reached."""
        return bool(self._native.at_end)

    @property
    def share_done(self) -> float:
        """How far it is, in [0, 1]: by requests or by time, whichever is farther."""
        return float(self._native.share_done)

    @property
    def events(self) -> int:
        """How many events have run."""
        return int(self._native.events)

    @property
    def event_hash(self) -> str:
        """Hash over all events that ran: two runs with the same hash did the same."""
        return str(self._native.event_hash)

    def subscribe(self, function: Callable[[str, Batch], None],
                  tables: Sequence[str] | None = None) -> None:
        """Have `function(table, columns)` called with the rows that are new, as the run goes.

        It is called after each tenth of a second of work and at the end of each step, with all rows
        since the last call: columns are NumPy arrays by name. An exception of it ends the step.

        Parameters
        ----------
        function : callable
        tables : list of str, optional
            Such as ["trips", "formations"]; default: every table that grows.
        """
        wanted = None if tables is None else frozenset(tables)
        self._native.want_batches()
        self._subscribers.append((wanted, function))

    def step(self, until: float | str | None = None, progress: bool | None = False) -> float:
        """Simulate on, up to a time or to the end.

        Parameters
        ----------
        until : float or str, optional
            Simulated time, [s] or such as "6 h"; not before `now_s`. Default: to the end.
        progress : bool, optional
            Show a line that says how far it is; None: on a terminal or in a notebook.

        Returns
        -------
        float
            The simulated time that was reached [s]; earlier than `until` if the run ended.

        Raises
        ------
        KeyboardInterrupt
            On Ctrl-C; the run can be stepped on, or finished.
        ValueError
            If `until` is before the time that was reached.
        """
        until_s = math.inf if until is None else seconds(until)
        if until_s < self.now_s:
            raise ValueError(f"got {until_s} s, which is before the {self.now_s} s that were reached")
        with Progress(progress) as line:
            while self.now_s < until_s and self._native.advance(until_s, SLICE_S):
                line.show(self.share_done, f"{self.scenario.name}: {clock_text(self.now_s)}, "
                                           f"{self.events:,} events")
                self._tell()
        self._tell()
        return self.now_s

    def finish(self) -> Result:
        """End the run where it is and give its result; once.

        Raises
        ------
        RunError
            If something did not add up; the error holds the result.
        OSError
            If the file could not be written.
        """
        self._tell()
        self._native.finish()
        self._tell_batches()
        result = self._result()
        if self._native.faults:
            raise RunError(self._native.faults, result)
        return result

    def _result(self) -> Result:
        if not self._in_memory:
            return open_result(self._native.file)
        return Result(Path(self.scenario.name), self._native.attributes(),
                      MemoryFile.of(self._native))

    def _tell(self) -> None:
        if self._subscribers:
            self._native.write_news()
            self._tell_batches()

    def _tell_batches(self) -> None:
        if not self._subscribers:
            return
        for table, columns in self._native.take_batches():
            for wanted, function in self._subscribers:
                if wanted is None or table in wanted:
                    function(table, columns)


def run(scenario: str | os.PathLike[str] | Scenario, overrides: Overrides | None = None, *,
        seed: int | None = None, replication: int | None = None,
        output: str | os.PathLike[str] | None = None, progress: bool | None = None) -> Result:
    """Simulate a scenario to its end.

    The Python interpreter is free for other threads meanwhile.

    Parameters
    ----------
    scenario : path or Scenario
        A scenario folder, its .toml file, an EPANET .inp file, or what load() gave.
    overrides : mapping, optional
        Keys to change, such as {"guideway.speed": "250 km/h"}.
    seed, replication : int, optional
        Short for the keys "run.seed" and "run.replication".
    output : path, optional
        Folder for result.h5. Default: the result stays in memory.
    progress : bool, optional
        Show a line that says how far it is; default: on a terminal or in a notebook.

    Returns
    -------
    Result
        Tables as pandas frames (`table`), columns as NumPy arrays (`arrays`), series (`grid`).

    Raises
    ------
    ScenarioError
        A ValueError with every problem of the scenario; nothing was run.
    RunError
        If the run failed; it holds the result up to then.
    Interrupted
        A KeyboardInterrupt with the result so far.
    OSError
        If the result file cannot be written.
    """
    if isinstance(scenario, Scenario):
        ready = scenario.change(overrides, seed=seed, replication=replication)
    else:
        ready = load(scenario, overrides, seed=seed, replication=replication)
    return _to_the_end(Run(ready, output), progress)


def resume(snapshot: str | os.PathLike[str], overrides: Overrides | None = None, *,
           seed: int | None = None, replication: int | None = None,
           scenario: str | os.PathLike[str] | Scenario | None = None,
           output: str | os.PathLike[str] | None = None, progress: bool | None = None) -> Result:
    """Simulate from a snapshot to the end; see Run.resume and run.

    The result holds the whole run, what was before the snapshot included.
    """
    going = Run.resume(snapshot, overrides, seed=seed, replication=replication, scenario=scenario,
                       output=output)
    return _to_the_end(going, progress)


def _to_the_end(going: Run, progress: bool | None) -> Result:
    try:
        going.step(progress=progress)
    except KeyboardInterrupt:
        raise Interrupted(going.finish()) from None
    return going.finish()


def _overrides_of(assigned: Sequence[str]) -> dict[str, Any]:
    """Read key=value as of --set; a value that is no TOML is a text."""
    values: dict[str, Any] = {}
    for each in assigned:
        key, _, text = each.partition("=")
        try:
            values[key] = tomllib.loads(f"value = {text}")["value"]
        except tomllib.TOMLDecodeError:
            values[key] = text
    return values
