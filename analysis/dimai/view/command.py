"""`dimai view`: a result on a map with a clock, as one file or served on loopback."""

from __future__ import annotations

import argparse
import math
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from dimai import frame
from dimai.opening import ResultError
from dimai.results import open_result
from dimai.running import seconds
from dimai.view.container import pack_block
from dimai.view.excerpt import Excerpt
from dimai.view.movement import movement_of
from dimai.view.page import ViewError, render
from dimai.view.scene import scene_data
from dimai.view.server import Answer, LoopbackServer, Request, serve, text_answer

DONE, FAILED, WRONG_USE = 0, 1, 2

GREATEST_PAGE = 15e6
"""Most bytes of a page that is written as one file: what mail takes."""

GREATEST_SERVED = 60e6
"""Most bytes of data that are served to this machine's own browser."""

MOST_LEFT_OUT = 100_000
"""Of more capsules than these one is never the only one shown."""


class Block(NamedTuple):
    """Data of a result for the page."""

    title: str
    data: bytes
    part: Excerpt


def port_number(text: str) -> int:
    """Read a port; an error of argparse if it is none."""
    if not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f'got "{text}", accepts 0 (any that is free) to 65535')
    return int(text)


def view(arguments: Sequence[str]) -> int:
    """Show a result on a map with a clock."""
    parser = argparse.ArgumentParser(
        prog="dimai view", description="Show a result on a map with a clock: trains, flows, levels. "
        "Serves a page to this machine's own browser until Ctrl-C, or writes it as one file.")
    parser.add_argument("result", help="result.h5, or the folder that holds it; complete or not")
    parser.add_argument("--output", metavar="FILE",
                        help="write one self-contained HTML file, to be sent, and serve nothing")
    parser.add_argument("--from", dest="from_", type=moment, default=0.0, metavar="TIME",
                        help='begin there, such as "6 h"; what is before is left out')
    parser.add_argument("--until", type=moment, default=math.inf, metavar="TIME", help="end there")
    parser.add_argument("--every", type=every_number, default=0, metavar="N",
                        help="show one capsule of N, in a clear note on the page (default: all, or as "
                        "many as make a page of 15 MB)")
    parser.add_argument("--port", type=port_number, default=0, metavar="N",
                        help="port on 127.0.0.1 (default: any that is free)")
    parser.add_argument("--no-browser", action="store_true", help="open no browser")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors and the address")
    options = parser.parse_args(arguments)
    if not options.from_ < options.until:
        print(f"dimai: --until: got {options.until:g} s, accepts times after --from, {options.from_:g} s",
              file=sys.stderr)
        return WRONG_USE
    part = Excerpt(options.from_, options.until, options.every or 1)
    try:
        if options.output is not None:
            return write_page(options.result, Path(options.output), options.quiet, part,
                              fixed=options.every > 0)
        source = ResultSource(options.result, part, fixed=options.every > 0)
        source.block()
        with LoopbackServer(options.port, source.answer) as server:
            source.token = server.token
            serve(server, not options.no_browser)
    except ResultError as error:
        print(f"dimai: {error}", file=sys.stderr)
        return WRONG_USE
    except (ViewError, frame.PageError) as error:
        print(f"dimai: {error}", file=sys.stderr)
        return FAILED
    return DONE


def moment(text: str) -> float:
    """Read a time of the run [s]; an error of argparse if it is none."""
    try:
        return seconds(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def every_number(text: str) -> int:
    """Read the N of --every; an error of argparse if it is none."""
    if not text.isdigit() or not 1 <= int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(f'got "{text}", accepts 1 to 1000000')
    return int(text)


def result_block(path: str | Path, part: Excerpt = Excerpt(), *, greatest: float = math.inf,
                 fixed: bool = False) -> Block:
    """Title and packed data of a result.

    Parameters
    ----------
    path : path
        The result file, or its folder.
    part : Excerpt
        What of it.
    greatest : float
        Most bytes; beyond it every second, third ... capsule is taken, until it fits.
    fixed : bool
        Take the part as it is, however large.

    Raises
    ------
    ResultError
        If the file is missing, damaged, cut off, not a result, or of a newer layout.
    """
    with open_result(path) as result:
        title = str(result.attributes.get("title") or result.attributes.get("scenario") or "dimai")
        try:
            movement = movement_of(result)
            data = pack_block(scene_data(result, part, movement))
            rest = 0
            while len(data) > greatest and not fixed and part.every < MOST_LEFT_OUT:
                if not rest:  # what is left however few capsules are shown
                    least = scene_data(result, part.thinner(MOST_LEFT_OUT), movement)
                    rest = len(pack_block(least))
                room = max(1.0, greatest - rest)
                needed = part.every * (len(data) - rest) / room
                part = part.thinner(min(MOST_LEFT_OUT, max(part.every + 1, math.ceil(needed))))
                data = pack_block(scene_data(result, part, movement))
            return Block(title, data, part)
        except (OSError, KeyError, IndexError, RuntimeError) as error:
            raise ResultError(f"{result.path}: cannot be read as a whole; the file is damaged or was "
                              f"cut off") from error


def write_page(path: str, target: Path, quiet: bool, part: Excerpt = Excerpt(), *,
               fixed: bool = False) -> int:
    """Write the page with its data in it."""
    start = time.monotonic()
    frame_bytes = len(render("", {}, b"").encode("utf-8"))
    block = result_block(path, part, greatest=(GREATEST_PAGE - frame_bytes) * 3 / 4, fixed=fixed)
    frame.write(target, render(block.title, {}, block.data))
    if not quiet:
        size = target.stat().st_size / 1e6
        shown = f", one capsule of {block.part.every}" if block.part.every > 1 else ""
        print(f"{target} ({size:.1f} MB{shown}, made in {time.monotonic() - start:.1f} s)")
    return DONE


class ResultSource:
    """A result file that is served; read anew when it has changed, as while a run goes."""

    def __init__(self, path: str | Path, part: Excerpt = Excerpt(), *, fixed: bool = False) -> None:
        self.path = Path(path)
        self.part = part
        self.fixed = fixed
        self.token = ""
        self._stamp: tuple[str, int, int] | None = None
        self._data = Block("", b"", part)
        self._lock = threading.Lock()

    def block(self) -> Block:
        """Title and packed data of the file as it is now."""
        with self._lock:
            stamp = self._stamp_now()
            if stamp is None or stamp != self._stamp:
                self._data = result_block(self.path, self.part, greatest=GREATEST_SERVED,
                                          fixed=self.fixed)
                self._stamp = stamp
            return self._data

    def _stamp_now(self) -> tuple[str, int, int] | None:
        for path in (self.path, self.path / "result.h5", self.path / "result.h5.part"):
            if path.is_file():
                found = path.stat()
                return str(path), found.st_mtime_ns, found.st_size
        return None

    def answer(self, request: Request) -> Answer:
        """Answer what the page asks for."""
        if request.method == "GET" and request.path == "/":
            page = render(self.block().title, {"block": "/block", "token": self.token}, None)
            return Answer(page.encode("utf-8"), "text/html; charset=utf-8")
        if request.method == "GET" and request.path == "/block":
            return Answer(self.block().data, "application/octet-stream")
        return text_answer("there is nothing here", 404)
