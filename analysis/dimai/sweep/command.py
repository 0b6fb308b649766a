"""`dimai sweep SWEEP.toml`."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dimai.problems import ScenarioError
    from dimai.sweep import Specification

DONE, FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
MOST_SHOWN = 12


def sweep_command(arguments: Sequence[str]) -> int:
    """Run a scenario many times: grids, samples, what matters, where it fails, what is best."""
    options = _parser().parse_args(arguments)
    if options.workers is not None and options.workers < 1:
        print(f"dimai: --workers: got {options.workers}, accepts 1 or more", file=sys.stderr)
        return WRONG_USE
    # Here, not above: pandas takes half a second, which a wrong word or --help should not cost.
    from dimai.compare.command import chinese_terminal
    from dimai.problems import ScenarioError
    from dimai.sweep import read_sweep

    chinese = chinese_terminal(options.language)
    try:
        spec = read_sweep(options.sweep)
    except ScenarioError as error:
        _tell_problems(options.sweep, error, chinese)
        return WRONG_USE
    if options.check:
        runs = spec.runs_expected()
        print(f"{options.sweep}：{runs} 次运行" if chinese else f"{options.sweep}: {runs} runs")
        return DONE
    return _run(spec, options, chinese)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dimai sweep", description="Run what a sweep's file asks for. A sweep that was stopped "
        "goes on where it was. sweep.html in its folder shows it, also while it goes.")
    parser.add_argument("sweep", metavar="SWEEP.toml")
    parser.add_argument("--output", metavar="DIR", help="default: results/<name of the file>")
    parser.add_argument("--workers", type=int, metavar="N",
                        help="processes at a time; default: as many as there are processors")
    parser.add_argument("--scheduler", default="", metavar="ADDRESS",
                        help="of a Dask scheduler, or its scheduler file (.json)")
    parser.add_argument("--check", action="store_true", help="find every problem; run nothing")
    parser.add_argument("--json", action="store_true", help="JSON on standard output")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")
    parser.add_argument("--language", choices=("en", "zh"), default="")
    return parser


def _tell_problems(file: str, error: ScenarioError, chinese: bool) -> None:
    for problem in error.problems:
        print(problem, file=sys.stderr)
    count = len(error.problems)
    print(f"dimai: {file}：{count} 个问题，没有运行" if chinese else
          f"dimai: {file}: {count} problem{'s' * (count != 1)}; nothing was run", file=sys.stderr)


def _interrupt(number: int, frame: Any) -> None:
    raise KeyboardInterrupt


def _run(spec: Specification, options: argparse.Namespace, chinese: bool) -> int:
    from dimai.sweep import run_sweep
    from dimai.sweep.engines import EngineError
    from dimai.sweep.store import StoreError
    from dimai.sweep.text import result_json, result_text

    # A batch system ends with SIGTERM; and a shell's background has Ctrl-C switched off.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, _interrupt)
    try:
        result = run_sweep(spec, options.output, workers=options.workers,
                           scheduler=options.scheduler, progress=False if options.quiet else None)
    except (EngineError, StoreError) as error:
        print(f"dimai: {error}", file=sys.stderr)
        return WRONG_USE if isinstance(error, StoreError) else FAILED
    except KeyboardInterrupt:
        print("dimai: 已中断；已完成的运行都已保存，再次执行即可继续" if chinese else
              "dimai: interrupted; the runs that are done are kept, and the same command goes on",
              file=sys.stderr)
        return INTERRUPTED
    if options.json:
        print(json.dumps(result_json(result), ensure_ascii=False))
    elif not options.quiet:
        print(result_text(result, chinese=chinese))
    failures = result.failures
    for _, row in failures.head(MOST_SHOWN).iterrows():
        print(f"dimai: {row['folder']}: {row['error']}", file=sys.stderr)
    if len(failures) > MOST_SHOWN:
        print(f"dimai: … {len(failures) - MOST_SHOWN}: runs.csv", file=sys.stderr)
    return FAILED if len(failures) else DONE
