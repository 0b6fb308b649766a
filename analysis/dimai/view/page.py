"""The page of the viewer: one HTML file, with the data in it or served beside it."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any

from dimai import frame

ROOT = Path(os.environ.get("DIMAI_ROOT") or Path(__file__).resolve().parents[3])
BUILT = ROOT / "build" / "viewer"
"""Where ./dimai builds the script of the page, from analysis/viewer."""

POLICY = ("default-src 'none'; script-src 'unsafe-inline'; worker-src blob: data:; "
          "style-src 'unsafe-inline'; img-src data: blob:; connect-src {connect}")
"""What the page may load (Content-Security-Policy): what is in it, and what its own server has."""


class ViewError(RuntimeError):
    """The page could not be made, written or served; the text says why, in one sentence."""


def render(title: str, config: dict[str, Any], block: bytes | None) -> str:
    """Put the page together.

    Parameters
    ----------
    title : str
        Shown by the browser.
    config : dict
        What the script of the page is told: where the data is, a token, whether it is the desk.
    block : bytes, optional
        The data, from dimai.view.container; then the page asks for nothing.

    Returns
    -------
    str
        HTML.

    Raises
    ------
    ViewError
        If the script of the page has not been built.
    """
    inside = "" if block is None else (
        f'<script type="text/plain" id="block">{base64.b64encode(block).decode("ascii")}</script>')
    scripts = frame.filled(Path(__file__).parent / "scripts.html", {
        "LICENCES": built("licences.txt").replace("--", "- -"),
        "CONFIG": frame.embedded(config),
        "BLOCK": inside,
        "SCRIPT": frame.script_safe(built("viewer.js")).replace("<!--", "<\\!--"),
    })
    policy = POLICY.format(connect="blob:" if block is not None else "'self' blob:")
    return frame.page(title, built("viewer.css"), '<main id="stage"></main>', scripts, policy=policy)


def built(name: str) -> str:
    """Text of a file that ./dimai has built from analysis/viewer."""
    try:
        return (BUILT / name).read_text(encoding="utf-8")
    except OSError as error:
        raise ViewError(
            "the page of the viewer has not been built: ./dimai view builds it, for which Node.js and "
            "npm are needed (Debian: apt-get install nodejs npm), and the npm registry the first time"
        ) from error
