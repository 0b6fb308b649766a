"""Shows how far something is, in a terminal or a notebook, with the time that is left."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any


def clock_text(seconds: float) -> str:
    """Write a time as people do: "45 s", "3 min 20 s", "2 h 05 min", "4 d 3 h"."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    if whole < 48 * 3600:
        return f"{whole // 3600} h {whole % 3600 // 60:02} min"
    return f"{whole // 86400} d {whole % 86400 // 3600} h"


class Progress:
    """One line that is renewed a few times a second; nothing where nobody would see it.

    Use it in a `with` statement; at its end the line goes away.
    """

    def __init__(self, shown: bool | None = None, interval_s: float = 0.2) -> None:
        """Begin.

        Parameters
        ----------
        shown : bool, optional
            Default: on a terminal and in a notebook only.
        interval_s : float
            Least time between two changes of the line [s].
        """
        notebook = _in_notebook()
        self.shown = (notebook or sys.stderr.isatty()) if shown is None else shown
        self.interval_s = interval_s
        self.start = time.monotonic()
        self._last = 0.0
        self._handle: Any = None
        self._notebook = notebook
        self._drawn = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        if self._drawn:
            self._draw("")

    def left_s(self, share: float) -> float:
        """Estimate the time that is left [s] from the share that is done; inf if none is."""
        spent = time.monotonic() - self.start
        return spent * (1.0 - share) / share if share > 0.0 else float("inf")

    def show(self, share: float, text: str) -> None:
        """Show a share in [0, 1], a text, and the time left."""
        now = time.monotonic()
        if not self.shown or now - self._last < self.interval_s:
            return
        self._last = now
        filled = round(20 * min(max(share, 0.0), 1.0))
        left = self.left_s(share)
        remaining = f", {clock_text(left)} left" if left < 1e7 and now - self.start > 1.0 else ""
        self._draw(f"[{'=' * filled}{' ' * (20 - filled)}] {100 * share:3.0f} %  {text}{remaining}")

    def _draw(self, line: str) -> None:
        self._drawn = True
        if not self._notebook:
            print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)
            return
        from IPython.display import display  # type: ignore[import]

        content = {"text/plain": line}
        if self._handle is None:
            self._handle = display(content, raw=True, display_id=True)
        else:
            self._handle.update(content, raw=True)


def _in_notebook() -> bool:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return type(shell).__name__ == "ZMQInteractiveShell"
