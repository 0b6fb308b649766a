"""Runs a sweep: its design, its tasks, and what follows from them."""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dimai.progress import Progress
from dimai.statistics.intervals import mean_interval
from dimai.sweep import designs, discovery, optimise, sensitivity
from dimai.sweep.engines import Dask, Engine, Pool
from dimai.sweep.specification import Specification
from dimai.sweep.store import Store
from dimai.sweep.task import Job, Record, Task

Floats = NDArray[np.float64]


@dataclass
class SweepResult:
    """What a sweep found."""

    specification: Specification
    folder: Path
    points: pd.DataFrame
    """A row each point: its parameters (numbers, the unit in the column's name), then of each
    outcome the mean over replications, with _low and _high (95 %; NaN with one replication)."""
    runs: pd.DataFrame
    """A row each run: point, replication, parameters, outcomes, status, error, event_hash, ..."""
    cube: Floats
    """The points on the unit cube, shape (point, parameter); no columns for the design "list"."""
    done_before: int = 0
    """Runs that were there already."""
    indices: dict[str, pd.DataFrame] = field(default_factory=dict)
    """Sobol' or Morris indices of each outcome."""
    box: discovery.Box | None = None
    tree: str = ""

    @property
    def failures(self) -> pd.DataFrame:
        """Runs that failed."""
        return self.runs[self.runs["status"] != "done"]

    def best(self) -> pd.Series | None:
        """The best point of the goal, or None without one."""
        goal = self.specification.goal
        if not goal or self.points[goal["outcome"]].isna().all():
            return None
        values = self.points[goal["outcome"]]
        row = values.idxmax() if goal.get("seek") == "greatest" else values.idxmin()
        return self.points.loc[row]


class _Sweep:
    """One sweep that is going: tasks are made, run, recorded and repeated."""

    def __init__(self, spec: Specification, store: Store, engine: Callable[[Job], Engine],
                 progress: bool | None) -> None:
        self.spec = spec
        self.store = store
        self.job = Job(spec.scenario.pack(), tuple(spec.outcomes))
        self.records: dict[str, Record] = {}
        self.rows: list[tuple[int, int, dict[str, Any], str]] = []  # point, replication, ...
        self._make_engine = engine
        self._engine: Engine | None = None
        self._found: set[str] = set()
        self._line = Progress(progress)
        self._expected = max(1, spec.runs_expected())

    def evaluate(self, points: Sequence[dict[str, Any]]) -> None:
        """Run every replication of some points that is not recorded yet."""
        first = 1 + max((row[0] for row in self.rows), default=-1)
        tasks: dict[str, Task] = {}
        for number, overrides in enumerate(points, first):
            for replication in range(self.spec.replications):
                whole = {**overrides, "run.replication": replication}
                name = self.job.scenario.change(whole).fingerprint()
                self.rows.append((number, replication, overrides, name))
                if name in self.records or name in tasks:
                    continue
                found = self.store.find(name, self.job.outcomes)
                if found is not None:
                    self.records[name] = found
                    self._found.add(name)
                else:
                    tasks[name] = Task(name, whole, self.store.result_folder(name))
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

    @property
    def done_before(self) -> int:
        """Rows whose runs were there already."""
        return sum(row[3] in self._found for row in self.rows)

    def close(self, error: BaseException | None) -> None:
        """Let the engine go, at once after an error."""
        self._line.__exit__(None, None, None)
        if self._engine is not None:
            self._engine.__exit__(type(error) if error else None, error, None)

    def values(self, outcome: str, points: Sequence[int]) -> Floats:
        """Mean of an outcome over replications, of each point; NaN if any of its runs failed."""
        by_point: dict[int, list[float]] = {}
        for point, _, _, name in self.rows:
            value = self.records[name].outcomes.get(outcome)
            by_point.setdefault(point, []).append(math.nan if value is None else value)
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
        Where its runs and tables go; default: results/<name of the file>. What was run there before
        with the same scenario, values, seed and version is taken as it is.
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

    try:
        sweep = _Sweep(spec, store, engine, progress)
        error: BaseException | None = None
        try:
            cube = _evaluate(spec, sweep)
        except BaseException as caught:
            error = caught
            raise
        finally:
            sweep.close(error)
        result = _result(spec, sweep, cube, target)
        _write(result)
        return result
    finally:
        store.close()


def _evaluate(spec: Specification, sweep: _Sweep) -> Floats:
    """Run the design; gives its points on the unit cube."""
    k = len(spec.parameters)
    if spec.design == "list":
        sweep.evaluate(spec.points)
        return np.empty((len(spec.points), 0))
    if spec.design == "optimise":
        sign = -1.0 if spec.goal.get("seek") == "greatest" else 1.0

        def value(cube: Floats) -> Floats:
            first = 1 + max((row[0] for row in sweep.rows), default=-1)
            sweep.evaluate([spec.overrides_at(each) for each in cube])
            return sign * sweep.values(spec.goal["outcome"], range(first, first + len(cube)))

        cube, _ = optimise.minimise(value, k, evaluations=spec.samples, batch=spec.batch,
                                    seed=spec.seed)
        return cube
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


def column_of(spec: Specification, key: str) -> str:
    """Name of a parameter's column, with its unit."""
    unit = next((p.unit for p in spec.parameters if p.key == key), "")
    return f"{key} [{unit}]" if unit else key


def _result(spec: Specification, sweep: _Sweep, cube: Floats, folder: Path) -> SweepResult:
    units = {p.key: p.unit for p in spec.parameters if not p.values and p.unit}
    run_rows: list[dict[str, Any]] = []
    values: dict[int, tuple[dict[str, Any], dict[str, list[float]]]] = {}
    for point, replication, overrides, name in sweep.rows:
        record = sweep.records[name]
        shown = {column_of(spec, key): _number(value, units.get(key, ""))
                 for key, value in overrides.items()}
        outcomes = {each.name: record.outcomes.get(each.name) for each in spec.outcomes}
        run_rows.append({"point": point, "replication": replication, **shown, **outcomes,
                         "status": record.status, "event_hash": record.event_hash,
                         "wall_s": round(record.wall_s, 3), "peak_rss_bytes": record.peak_rss_bytes,
                         "attempts": record.attempts, "host": record.host, "error": record.error,
                         "folder": f"runs/{name}"})
        row = values.setdefault(point, (shown, {each.name: [] for each in spec.outcomes}))
        for key, found in outcomes.items():
            row[1][key].append(math.nan if found is None else found)
    point_rows = []
    for point, (shown, lists) in values.items():
        row_out: dict[str, Any] = {"point": point, **shown}
        for key, several in lists.items():
            interval = mean_interval(several)
            whole = not any(math.isnan(each) for each in several)
            row_out |= {key: interval.estimate if whole else math.nan,
                        f"{key}_low": interval.low, f"{key}_high": interval.high}
        point_rows.append(row_out)
    result = SweepResult(spec, folder, pd.DataFrame(point_rows), pd.DataFrame(run_rows), cube,
                         sweep.done_before)
    _learn(result)
    return result


def _number(value: Any, unit: str) -> Any:
    """A value of a range without its unit, which the column's name has."""
    return float(value.removesuffix(unit)) if unit and isinstance(value, str) else value


def _learn(result: SweepResult) -> None:
    """Indices of Sobol' and Morris designs; the box where it fails."""
    spec = result.specification
    names = [p.key for p in spec.parameters]
    for outcome in spec.outcomes:
        values = result.points[outcome.name].to_numpy(dtype=float)
        if spec.design == "sobol":
            table = sensitivity.sobol_indices(values, len(names), seed=spec.seed)
        elif spec.design == "morris":
            table = sensitivity.morris_indices(result.cube, values, seed=spec.seed)
        else:
            continue
        result.indices[outcome.name] = table.assign(parameter=names).set_index("parameter")
    if spec.discover and result.cube.shape[1]:
        values = result.points[spec.discover["outcome"]].to_numpy(dtype=float)
        known = ~np.isnan(values)
        wanted = (values > spec.discover["above"] if "above" in spec.discover
                  else values < spec.discover["below"])
        columns = [column_of(spec, name) for name in names]
        numbers = result.points[columns].apply(pd.to_numeric, errors="coerce").to_numpy(dtype=float)
        numbers = np.where(np.isnan(numbers), result.cube, numbers)  # words: by their order
        result.box = discovery.prim(numbers[known], wanted[known],
                                    least_density=float(spec.discover.get("density", 0.8)))
        if result.box is not None:
            result.tree = discovery.cart(numbers[known], wanted[known], columns)


def _write(result: SweepResult) -> None:
    """Write the tables into the sweep's folder."""
    folder, spec = result.folder, result.specification
    if spec.file.resolve() != (folder / "sweep.toml").resolve():
        shutil.copyfile(spec.file, folder / "sweep.toml")
    result.points.to_csv(folder / "points.csv", index=False)
    result.runs.to_csv(folder / "runs.csv", index=False)
    if result.indices:
        whole = pd.concat(result.indices, names=["outcome"])
        whole.to_csv(folder / "sensitivity.csv")
    if result.box is not None:
        limits = [{"parameter": column_of(spec, spec.parameters[each.parameter].key),
                   "low": each.low, "high": each.high, "chance": each.chance}
                  for each in result.box.limits]
        (folder / "discovery.json").write_text(json.dumps(
            {"outcome": spec.discover, "limits": limits, "coverage": result.box.coverage,
             "density": result.box.density, "points": result.box.points, "tree": result.tree},
            indent=1, ensure_ascii=False), encoding="utf-8")
