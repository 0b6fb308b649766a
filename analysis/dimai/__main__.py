"""`python3 -m dimai VERB`: what the dimai command does in Python."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

DONE, FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130


def report(arguments: Sequence[str]) -> int:
    """Make the report of a result file."""
    parser = argparse.ArgumentParser(
        prog="dimai report", description="Make report.html of a result file, complete or not. "
        "It is one file, in English and Chinese, and needs no network.")
    parser.add_argument("result", help="result.h5, or the folder that holds it")
    parser.add_argument("--output", metavar="FILE",
                        help="the file to write (default: report.html beside the result)")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")
    options = parser.parse_args(arguments)
    # Here, not above: pandas takes half a second, which a wrong word or --help should not cost.
    from dimai.frame import PageError
    from dimai.report import build_report
    from dimai.opening import ResultError

    start = time.monotonic()
    try:
        target = build_report(options.result, options.output)
    except (ResultError, PageError) as error:
        print(f"dimai: {error}", file=sys.stderr)
        return WRONG_USE if isinstance(error, ResultError) else FAILED
    if not options.quiet:
        size = target.stat().st_size / 1e6
        print(f"{target} ({size:.1f} MB, made in {time.monotonic() - start:.1f} s)")
    return DONE


def view(arguments: Sequence[str]) -> int:
    """Show a result on a map with a clock, in a browser or as one file."""
    from dimai.view.command import view as show

    return show(arguments)


def desk(arguments: Sequence[str]) -> int:
    """Choose, change, run and compare scenarios in a browser."""
    from dimai.desk.command import desk as open_desk

    return open_desk(arguments)


def trace(arguments: Sequence[str]) -> int:
    """Print a capsule's whole journey, door to door, event by event."""
    from dimai.opening import ResultError
    from dimai.trace import command
    from dimai.trace.log import TraceError

    try:
        return command.trace(arguments)
    except (ResultError, TraceError) as error:
        print(f"dimai: {error}", file=sys.stderr)
        return WRONG_USE
    except OSError as error:
        print(f"dimai: {error.filename}: cannot be written: {error.strerror}", file=sys.stderr)
        return FAILED


NATIVE_VERBS = ("run", "validate", "describe", "design", "resilience")
"""What the C++ program does itself; whatever it does not know comes here."""


def python(arguments: Sequence[str]) -> int:
    """Start Python with dimai on its path: a shell, or a script with its arguments."""
    package = Path(__file__).resolve().parents[1]
    paths = [str(package), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths))}
    os.execve(sys.executable, [sys.executable, *arguments], environment)


def compare(arguments: Sequence[str]) -> int:
    """Compare results: a table, and a page with intervals and maps of change."""
    from dimai.compare.command import compare_command

    return compare_command(arguments)


def sweep(arguments: Sequence[str]) -> int:
    """Run a scenario many times: grids, samples, what matters, where it fails, what is best."""
    from dimai.sweep.command import sweep_command

    return sweep_command(arguments)


def policies(arguments: Sequence[str]) -> int:
    """Compare junction policies: one run with each, on the same requests."""
    from dimai.policies import policies_command

    return policies_command(arguments)


def architectures(arguments: Sequence[str]) -> int:
    """Compare dispatch architectures: what each loses against perfect information."""
    from dimai.architectures import architectures_command

    return architectures_command(arguments)


VERBS: dict[str, Callable[[Sequence[str]], int]] = {
    "report": report, "compare": compare, "policies": policies, "architectures": architectures,
    "sweep": sweep, "trace": trace, "view": view, "desk": desk, "python": python}


def wrong_verb(arguments: Sequence[str]) -> str:
    """Say what is wrong with a verb, what may have been meant, and which there are."""
    every = (*NATIVE_VERBS, *VERBS, "test")
    found = f'there is no verb "{arguments[0]}"' if arguments else "a verb is missing"
    near = difflib.get_close_matches(arguments[0], every, n=1) if arguments else []
    meant = f'; did you mean "{near[0]}"?' if near else ""
    return f"{found}{meant} (verbs: {', '.join(every)})"


def main(arguments: Sequence[str]) -> int:
    """Run one verb and return the exit status: 0 done, 1 failed, 2 wrong use, 130 interrupted."""
    if not arguments or arguments[0] not in (*VERBS, "-h", "--help"):
        print(f"dimai: {wrong_verb(arguments)}", file=sys.stderr)
        return WRONG_USE
    if arguments[0] not in VERBS:
        print("usage: dimai VERB [options]\n\nverbs in Python:")
        for verb, function in VERBS.items():
            print(f"  {verb:10} {(function.__doc__ or '').splitlines()[0]}")
        return DONE
    try:
        return VERBS[arguments[0]](arguments[1:])
    except KeyboardInterrupt:
        print("dimai: interrupted", file=sys.stderr)
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
