"""Where tasks run: a pool of processes on this machine, or Dask. Both give the same bits."""

from __future__ import annotations

import multiprocessing
import os
import signal
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from types import TracebackType
from typing import Any, Protocol

from dimai.sweep.task import Job, Record, Task, run_task, scenario_path

CONNECT_S = 10.0
"""How long a scheduler may take to answer [s]."""


class EngineError(RuntimeError):
    """The engine cannot be used; the text says why, and what to do."""


class Engine(Protocol):
    """Runs tasks and gives their records as they come, in any order."""

    workers: int

    def run(self, tasks: Sequence[Task]) -> Iterator[Record]:
        """Run every task once; a worker that dies costs no other task."""

    def __enter__(self) -> Engine: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None: ...


_jobs: dict[str, Job] = {}
"""In a worker: the jobs that it may be given tasks of, by name."""

_OF_POOL = "pool"


def _begin(job: Job) -> None:
    """In each process of a pool: keep the job; leave Ctrl-C to the parent."""
    _jobs[_OF_POOL] = job
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _run(job: str, task: Task) -> Record:
    return run_task(_jobs[job], task)


class _JobKeeper:
    """Plugin of Dask's workers: gives the job to each, also to those that come later.

    As data of the scheduler the job would be lost with the last worker that holds it, and the sweep with it.
    """

    def __init__(self, name: str, job: Job) -> None:
        self.name = name
        self.job = job

    def setup(self, worker: Any) -> None:
        """Dask calls this when a worker begins."""
        del worker
        _jobs[self.name] = self.job

    def teardown(self, worker: Any) -> None:
        """Dask calls this when the sweep has ended."""
        del worker
        _jobs.pop(self.name, None)


class Pool:
    """Processes of this machine, so that a crash takes one run with it and not the sweep."""

    def __init__(self, job: Job, workers: int | None = None) -> None:
        self.job = job
        self.workers = workers or os.cpu_count() or 1
        scenario_path(job.scenario)  # before the processes part, so that this one tidies up
        self._executor = self._make(self.workers)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        _stop(self._executor, at_once=kind is not None)

    def _make(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), _begin, (self.job,))

    def run(self, tasks: Sequence[Task]) -> Iterator[Record]:
        """Run every task once; see Engine."""
        waiting = list(reversed(tasks))
        going: dict[Future[Record], Task] = {}
        while waiting or going:
            try:
                while waiting and len(going) <= self.workers:
                    task = waiting.pop()
                    going[self._submit(task, waiting)] = task
                done, _ = wait(going, return_when=FIRST_COMPLETED)
                for future in done:
                    record = future.result()
                    del going[future]
                    yield record
            except BrokenProcessPool:
                # One of those that were going killed its process. Which, is found by running each
                # in a process of its own.
                suspects = list(going.values())
                going.clear()
                _stop(self._executor, at_once=True)
                self._executor = self._make(self.workers)
                for task in suspects:
                    yield self._alone(task)

    def _submit(self, task: Task, waiting: list[Task]) -> Future[Record]:
        try:
            return self._executor.submit(_run, _OF_POOL, task)
        except BrokenProcessPool:
            waiting.append(task)
            raise

    def _alone(self, task: Task) -> Record:
        executor = self._make(1)
        try:
            return executor.submit(_run, _OF_POOL, task).result()
        except BrokenProcessPool:
            return Record(task.fingerprint, "failed", error="the process that ran it died, twice: it "
                          "was killed, or the memory did not suffice")
        finally:
            _stop(executor, at_once=True)


def _stop(executor: ProcessPoolExecutor, *, at_once: bool) -> None:
    if at_once:
        for process in list((executor._processes or {}).values()):
            process.terminate()
    executor.shutdown(wait=True, cancel_futures=True)


class Dask:
    """Workers of a Dask scheduler, on this or other machines; runs that die are given to others."""

    def __init__(self, job: Job, scheduler: str) -> None:
        """Connect.

        Parameters
        ----------
        scheduler : str
            Its address, such as "tcp://10.0.0.1:8786", or the path of its scheduler file (.json).

        Raises
        ------
        EngineError
            If it cannot be reached, or has no workers, or its workers have no dimai.
        """
        try:
            import distributed
        except ImportError as error:
            raise EngineError("--scheduler needs the Debian package python3-distributed") from error
        try:
            where = {"scheduler_file" if scheduler.endswith(".json") else "address": scheduler}
            client: Any = distributed.Client
            self._client = client(**where, timeout=CONNECT_S)
        except (OSError, ValueError, TypeError) as error:
            raise EngineError(f'no Dask scheduler answers at "{scheduler}" within {CONNECT_S:g} s '
                              f"({type(error).__name__}: {error}); nothing was started. "
                              "dask-scheduler --host 127.0.0.1 starts one on this machine") from error
        threads = self._client.nthreads()
        self._scheduler = scheduler
        self.workers = sum(threads.values())
        if not self.workers:
            self._client.close()
            raise EngineError(f'the Dask scheduler at "{scheduler}" has no workers; dask-worker '
                              f"{scheduler} starts one")
        self._check_workers(job)
        self._name = f"dimai-{uuid.uuid4().hex}"
        self._client.register_worker_plugin(_JobKeeper(self._name, job), name=self._name)

    def _check_workers(self, job: Job) -> None:
        try:
            found = self._client.run(_worker_version)
        except Exception as error:
            self._client.close()
            raise EngineError(f"a Dask worker cannot use dimai ({type(error).__name__}: {error}); "
                              "start workers by /usr/bin/dask-worker with PYTHONPATH at analysis/ of a "
                              "dimai that is built, or in a venv where it is installed") from error
        other = {where: what for where, what in found.items() if what != job.scenario.version}
        if other:
            self._client.close()
            where, what = next(iter(other.items()))
            raise EngineError(f"the worker {where} has dimai {what}, this is "
                              f"{job.scenario.version}; install the same on all machines")

    def __enter__(self) -> Dask:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        with suppress(Exception):  # the scheduler may be gone
            self._client.unregister_worker_plugin(self._name)
        self._client.close()

    def run(self, tasks: Sequence[Task]) -> Iterator[Record]:
        """Run every task once; see Engine.

        Raises
        ------
        EngineError
            If the scheduler is lost.
        """
        import distributed

        futures = [self._client.submit(_run, self._name, task, pure=False) for task in tasks]
        of = {future.key: task for future, task in zip(futures, tasks)}
        as_completed: Any = distributed.as_completed
        for future in as_completed(futures):
            if future.cancelled():
                raise EngineError(f'the Dask scheduler at "{self._scheduler}" was lost; the runs that are '
                                  "done are kept, and the same command goes on")
            problem = future.exception()
            if problem is None:
                yield future.result()
            else:
                yield Record(of[future.key].fingerprint, "failed",
                             error=f"{type(problem).__name__}: {problem}")
            future.release()


def _worker_version() -> str:
    from dimai import library

    return library.version()
