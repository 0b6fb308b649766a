"""`dimai view`: a result on a map with a clock, as one file or served on loopback."""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from dimai.results import ResultError, open_result
from dimai.view.container import pack_block
from dimai.view.page import ViewError, render
from dimai.view.scene import scene_data
from dimai.view.server import Answer, LoopbackServer, Request, serve, text_answer

DONE, FAILED, WRONG_USE = 0, 1, 2


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
    parser.add_argument("--port", type=port_number, default=0, metavar="N",
                        help="port on 127.0.0.1 (default: any that is free)")
    parser.add_argument("--no-browser", action="store_true", help="open no browser")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors and the address")
    options = parser.parse_args(arguments)
    try:
        if options.output is not None:
            return write_page(options.result, Path(options.output), options.quiet)
        source = ResultSource(options.result)
        source.block()
        with LoopbackServer(options.port, source.answer) as server:
            source.token = server.token
            serve(server, not options.no_browser)
    except ResultError as error:
        print(f"dimai: {error}", file=sys.stderr)
        return WRONG_USE
    except ViewError as error:
        print(f"dimai: {error}", file=sys.stderr)
        return FAILED
    return DONE


def result_block(path: str | Path) -> tuple[str, bytes]:
    """Title and packed data of a result.

    Raises
    ------
    ResultError
        If the file is missing, damaged, cut off, not a result, or of a newer layout.
    """
    with open_result(path) as result:
        title = str(result.attributes.get("title") or result.attributes.get("scenario") or "dimai")
        try:
            return title, pack_block(scene_data(result))
        except (OSError, KeyError, IndexError, RuntimeError) as error:
            raise ResultError(f"{result.path}: cannot be read as a whole; the file is damaged or was "
                              f"cut off") from error


def write_page(path: str, target: Path, quiet: bool) -> int:
    """Write the page with its data in it."""
    start = time.monotonic()
    title, block = result_block(path)
    page = render(title, {}, block)
    part = target.with_name(target.name + ".part")
    try:
        part.write_text(page, encoding="utf-8")
        os.replace(part, target)
    except OSError as error:
        part.unlink(missing_ok=True) if part.parent.is_dir() else None
        raise ViewError(f"{target}: cannot be written: {error.strerror}") from error
    if not quiet:
        size = target.stat().st_size / 1e6
        print(f"{target} ({size:.1f} MB, made in {time.monotonic() - start:.1f} s)")
    return DONE


class ResultSource:
    """A result file that is served; read anew when it has changed, as while a run goes."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.token = ""
        self._stamp: tuple[str, int, int] | None = None
        self._data: tuple[str, bytes] = ("", b"")
        self._lock = threading.Lock()

    def block(self) -> tuple[str, bytes]:
        """Title and packed data of the file as it is now."""
        with self._lock:
            stamp = self._stamp_now()
            if stamp is None or stamp != self._stamp:
                self._data = result_block(self.path)
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
            page = render(self.block()[0], {"block": "/block", "token": self.token}, None)
            return Answer(page.encode("utf-8"), "text/html; charset=utf-8")
        if request.method == "GET" and request.path == "/block":
            return Answer(self.block()[1], "application/octet-stream")
        return text_answer("there is nothing here", 404)
