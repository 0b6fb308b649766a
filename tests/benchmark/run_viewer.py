"""Measures the viewer: `python3 tests/benchmark/run_viewer.py [--trips 100000] [--result result.h5]`.

Without --result it invents a network of 4,500 links on which so many trips run, each over 20 links;
they set out within two hours, so that over 20,000 run at once.
Prints size of the page, seconds to make it, and milliseconds of a frame while it plays, on SwiftShader
(software WebGL2) and with Canvas2D. Needs the built page (./dimai view), Chromium and Node.js.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
for folder in ("analysis", "tests/analysis"):
    sys.path.insert(0, str(ROOT / folder))


def main() -> None:
    """Make the page and measure."""
    parser = argparse.ArgumentParser(description="Measure the viewer.")
    parser.add_argument("--trips", type=int, default=100_000)
    parser.add_argument("--hours", type=float, default=2.0, help="in which the trips set out")
    parser.add_argument("--result", help="a result file instead of an invented one")
    parser.add_argument("--frames", type=int, default=40)
    options = parser.parse_args()

    import made_movement
    from made_network import LARGE

    from dimai.view.command import write_page

    with tempfile.TemporaryDirectory() as folder:
        path = options.result or str(made_movement.write_moving(
            Path(folder) / "result.h5", replace(LARGE, trips=options.trips), options.trips,
            span_s=options.hours * 3600.0))
        page = Path(folder) / "page.html"
        start = time.monotonic()
        write_page(path, page, quiet=True)
        print(f"page: {page.stat().st_size / 1e6:.1f} MB, made in {time.monotonic() - start:.1f} s")
        for flags in ("swiftshader", "none"):
            done = subprocess.run(
                ["node", str(ROOT / "tests/benchmark/viewer/frames.mjs"), str(page), flags,
                 str(options.frames)], capture_output=True, text=True, check=True)
            figures = json.loads(done.stdout)
            print(f"{flags}: {figures['frame_ms']:.0f} ms a frame, drawn by {figures['drawn_by']}, "
                  f"{figures['active_trains']} of {figures['passages']} passages active; {figures}")


if __name__ == "__main__":
    main()
