"""Runs a sweep: its design and its tasks."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dimai.progress import Progress
from dimai.sweep import designs, optimise
from dimai.sweep.engines import Dask, Engine, Pool
from dimai.sweep.page import PAGE, PageKeeper, State
from dimai.sweep.result import Floats, Row, SweepResult, collect, learn, write_tables
from dimai.sweep.specification import Specification
from dimai.sweep.store import Store
from dimai.sweep.task import Job, Record, Task


class _Sweep:
    """One sweep that is going: tasks are made, run, recorded and repeated."""

    def __init__(self, spec: Specification, store: Store, engine: Callable[[Job], Engine],
                 progress: bool | None, page: PageKeeper) -> None:
        self.spec = spec
        self.store = store
        self.job = Job(spec.scenario.pack(), tuple(spec.outcomes))
        self.records: dict[str, Record] = {}
        self.rows: list[Row] = []
        self._make_engine = engine
        self._engine: Engine | None = None
        self._found: set[str] = set()
        self._line = Progress(progress)
        self._page = page
        self._start = time.monotonic()
        self._expected = max(1, spec.runs_expected())

    def evaluate(self, points: Sequence[dict[str, Any]]) -> None:
        """Run every replication of some points that is not recorded yet."""
        first = 1 + max((row.point for row in self.rows), default=-1)
        tasks: dict[str, Task] = {}
        for number, overrides in enumerate(points, first):
            for replication in range(self.spec.replications):
                whole = {**overrides, "run.replication": replication}
                name = self.job.scenario.change(whole).fingerprint()
                self.rows.append(Row(number, replication, overrides, name))
                if name in self.records or name in tasks:
                    continue
                found = self.store.find(name, self.job.outcomes)
                if found is not None:
                    self.records[name] = found
                    self._found.add(name)
                else:
                    tasks[name] = Task(name, whole, self.store.result_folder(name))
        self._show()
        self._run(tasks)

    def _run(self, tasks: dict[str, Task]) -> None:
        for attempt in range(1, self.spec.retries + 2):
            if not tasks:
                return
            if self._engine is None:
                self._engine = self._make_engine(self.job)
                self._engine.__enter__()
            again: dict[str, Task] = {}
            for record in self._engine.run(list(tasks.values())):
                record.attempts = attempt
                task = tasks[record.fingerprint]
                self.store.keep(task, record, self.job.outcomes)
                self.records[record.fingerprint] = record
                if record.status != "done" and not record.hopeless:
                    again[record.fingerprint] = task
                self._show()
            tasks = again

    def _show(self) -> None:
        done = len(self.records)
        failed = sum(record.status != "done" for record in self.records.values())
        text = f"{self.spec.name}: {done} of {self._expected} runs"
        self._line.show(done / self._expected, text + (f", {failed} failed" if failed else ""))
        if self._page.due():
            self._page.write(self.so_far(), self.state())

    def so_far(self) -> SweepResult:
        """Tables of what is known by now."""
        return collect(self.spec, self.rows, self.records, np.empty((0, 0)), self.store.folder,
                       self.done_before)

    def state(self, phase: str = "going") -> State:
        """How far it is."""
        spent = time.monotonic() - self._start
        made = len(self.records) - len(self._found)
        left = max(0, self._expected - len(self.records))
        return State(self._expected, spent, spent * left / made if made else math.nan, phase)

    @property
    def done_before(self) -> int:
        """Rows whose runs were there already."""
        return sum(row.fingerprint in self._found for row in self.rows)

    def close(self, error: BaseException | None) -> None:
        """Let the engine go, at once after an error."""
        self._line.__exit__(None, None, None)
        if self._engine is not None:
            self._engine.__exit__(type(error) if error else None, error, None)

    def values(self, outcome: str, points: Sequence[int]) -> Floats:
        """Mean of an outcome over replications, of each point; NaN if any of its runs failed."""
        by_point: dict[int, list[float]] = {}
        for row in self.rows:
            value = self.records[row.fingerprint].outcomes.get(outcome)
            by_point.setdefault(row.point, []).append(math.nan if value is None else value)
        return np.array([float(np.mean(by_point[point])) for point in points])


def run_sweep(spec: Specification, folder: str | Path | None = None, *,
              workers: int | None = None, scheduler: str = "",
              progress: bool | None = None) -> SweepResult:
    """Run a sweep, or what is missing of it.

    Parameters
    ----------
    spec : Specification
        As read_sweep gives it.
    folder : path, optional
        Where its runs, tables and page (sweep.html, renewed while it goes) are; default:
        results/<name of the file>. What was run there before with the same scenario, values, seed
        and version is taken as it is.
    workers : int, optional
        Processes at a time on this machine; default: its processors.
    scheduler : str, optional
        Address or scheduler file of a Dask scheduler, whose workers run the tasks instead.
    progress : bool, optional
        Show a line; default: on a terminal or in a notebook.

    Returns
    -------
    SweepResult
        Also if runs failed: they are listed in `failures`.

    Raises
    ------
    dimai.sweep.engines.EngineError
        If the scheduler cannot be used; nothing is lost.
    dimai.sweep.store.StoreError
        If the folder cannot be used.
    KeyboardInterrupt
        On Ctrl-C; the runs that are done are kept, and the next call goes on from them.
    """
    target = Path(folder) if folder is not None else Path("results") / spec.name
    store = Store(target, keep_results=spec.keep_results)

    def engine(job: Job) -> Engine:
        if scheduler:
            return Dask(job, scheduler)
        return Pool(job, workers)

    page = PageKeeper(target / PAGE)
    try:
        sweep = _Sweep(spec, store, engine, progress, page)
        cube = _run_design(sweep, page)
        result = collect(spec, sweep.rows, sweep.records, cube, target, sweep.done_before)
        learn(result)
        write_tables(result)
        page.write(result, sweep.state("whole"))
        result.page, result.page_error = page.written, page.error
        return result
    finally:
        store.close()


def _run_design(sweep: _Sweep, page: PageKeeper) -> Floats:
    """Run all points and let the engine go; if that fails or is interrupted, the page says so."""
    error: BaseException | None = None
    try:
        return _evaluate(sweep.spec, sweep)
    except BaseException as caught:
        error = caught
        if sweep.rows:
            page.write(sweep.so_far(), sweep.state("stopped"))
        raise
    finally:
        sweep.close(error)


def _evaluate(spec: Specification, sweep: _Sweep) -> Floats:
    """Run the design; gives its points on the unit cube."""
    if spec.design == "list":
        sweep.evaluate(spec.points)
        return np.empty((len(spec.points), 0))
    if spec.design == "optimise":
        return _optimise(spec, sweep)
    k = len(spec.parameters)
    if spec.design == "grid":
        cube = designs.grid([p.steps for p in spec.parameters])
    elif spec.design == "latin_hypercube":
        cube = designs.latin_hypercube(k, spec.samples, spec.seed)
    elif spec.design == "sobol":
        cube = designs.saltelli(k, spec.samples, spec.seed)
    else:
        cube = designs.morris(k, spec.samples, spec.seed)
    sweep.evaluate([spec.overrides_at(each) for each in cube])
    return cube


def _optimise(spec: Specification, sweep: _Sweep) -> Floats:
    """Seek the best point; gives all that were tried."""
    sign = -1.0 if spec.goal.get("seek") == "greatest" else 1.0

    def value(cube: Floats) -> Floats:
        first = 1 + max((row.point for row in sweep.rows), default=-1)
        sweep.evaluate([spec.overrides_at(each) for each in cube])
        return sign * sweep.values(spec.goal["outcome"], range(first, first + len(cube)))

    cube, _ = optimise.minimise(value, len(spec.parameters), evaluations=spec.samples,
                                batch=spec.batch, seed=spec.seed)
    return cube
