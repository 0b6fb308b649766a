"""`dimai compare A B ...`."""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from collections.abc import Sequence
from pathlib import Path

DONE, FAILED, WRONG_USE = 0, 1, 2


def chinese_terminal(chosen: str = "") -> bool:
    """Whether to write in Chinese: as asked, or as the terminal is set."""
    words = (chosen, *(os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")))
    return next((word for word in words if word), "").startswith("zh")


def compare_command(arguments: Sequence[str]) -> int:
    """Compare results: a table, and a page with intervals and maps of change."""
    parser = argparse.ArgumentParser(
        prog="dimai compare", description="Compare results with the first: differences, with their "
        "intervals if a side holds several replications. A side is a result.h5, the folder of one, or "
        "a folder of such folders.")
    parser.add_argument("sides", nargs="+", metavar="RESULT")
    parser.add_argument("--name", action="append", default=[], metavar="NAME",
                        help="what a side is called, in order; default: its folder's name")
    parser.add_argument("--output", metavar="FILE", default="compare.html",
                        help="the page to write (default: compare.html here)")
    parser.add_argument("--confidence", type=float, default=0.95, help="of intervals; default 0.95")
    parser.add_argument("--warm-up", default="0 s", metavar="TIME",
                        help='leave out trips asked for before it, such as "1 h"')
    parser.add_argument("--cool-down", default="0 s", metavar="TIME",
                        help="leave out trips asked for in this time before the last request")
    parser.add_argument("--csv", metavar="FILE", help="write every number there as well")
    parser.add_argument("--json", action="store_true", help="every number as JSON, and no table")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")
    parser.add_argument("--language", choices=("en", "zh"), default="")
    options = parser.parse_args(arguments)
    from dimai.compare import build_page, compare, read_side
    from dimai.compare.text import comparison_text
    from dimai.frame import PageError
    from dimai.opening import ResultError
    from dimai.running import seconds

    try:
        names = options.name + [""] * len(options.sides)
        sides = [read_side(path, name, warm_up_s=seconds(options.warm_up),
                           cool_down_s=seconds(options.cool_down))
                 for path, name in zip(options.sides, names)]
        comparison = compare(sides, options.confidence)
    except (ResultError, ValueError) as error:
        print(f"dimai: {error}", file=sys.stderr)
        return WRONG_USE
    for side in sides:
        for file in side.incomplete:
            print(f"dimai: warning: {file}: the run did not come to its end", file=sys.stderr)
    try:
        target = build_page(comparison, options.output)
        if options.csv:
            comparison.table.to_csv(options.csv, index=False)
    except (PageError, OSError) as error:
        print(f"dimai: {error}", file=sys.stderr)
        return FAILED
    if options.json:
        rows = comparison.table.to_dict("records")
        print(json.dumps([{key: None if isinstance(value, float) and not math.isfinite(value) else value
                           for key, value in row.items()} for row in rows], ensure_ascii=False))
    elif not options.quiet:
        print(comparison_text(comparison, chinese=chinese_terminal(options.language)))
        print(Path(target))
    return DONE
