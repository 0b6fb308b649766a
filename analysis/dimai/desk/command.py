"""`dimai desk`: scenarios in a browser of this machine."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from dimai.desk.api import Desk
from dimai.desk.scenarios import Workspace, native
from dimai.view.command import DONE, FAILED, WRONG_USE, port_number
from dimai.view.page import ROOT, ViewError, built
from dimai.view.server import LoopbackServer, serve


def desk(arguments: Sequence[str]) -> int:
    """Choose, change, run and compare scenarios in a browser."""
    parser = argparse.ArgumentParser(
        prog="dimai desk", description="Choose a scenario, change its parameters, run it, see what came "
        "out and compare it with the last run, in a browser of this machine. Runs are kept in "
        "results/desk of the workspace. Listens on 127.0.0.1 only, until Ctrl-C.")
    parser.add_argument("--workspace", metavar="FOLDER", default=str(ROOT),
                        help="folder whose scenarios are offered (default: that of dimai)")
    parser.add_argument("--port", type=port_number, default=0, metavar="N",
                        help="port on 127.0.0.1 (default: any that is free)")
    parser.add_argument("--no-browser", action="store_true", help="open no browser")
    options = parser.parse_args(arguments)
    folder = Path(options.workspace).absolute()
    if not folder.is_dir():
        print(f"dimai: {options.workspace}: is not a folder", file=sys.stderr)
        return WRONG_USE
    if not native().is_file():
        print("dimai: the program has not been built; ./dimai desk builds it", file=sys.stderr)
        return FAILED
    table = Desk(Workspace(folder))
    try:
        built("viewer.js")
        with LoopbackServer(options.port, table.answer) as server:
            table.token = server.token
            serve(server, not options.no_browser)
    except ViewError as error:
        print(f"dimai: {error}", file=sys.stderr)
        return FAILED
    finally:
        table.runs.close()
    return DONE
