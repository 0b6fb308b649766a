"""The frame of every page that dimai makes: one HTML file that needs no network, in two languages."""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LANGUAGES = ("en", "zh")

POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
"""What a page may load (Content-Security-Policy): nothing but what is in it."""

D3 = Path("/usr/share/nodejs/d3/dist/d3.min.js")
"""Where the Debian package node-d3 puts the one library that pages of data use."""

D3_LICENCE = Path("/usr/share/doc/node-d3/copyright")


class PageError(RuntimeError):
    """A page could not be made or written; the text says why, in one sentence."""


def page(title: str, style: str, main: str, scripts: str, *, policy: str = POLICY) -> str:
    """Put a page together: the bar with contents and languages, the main part, the scripts."""
    return filled(HERE / "page.html", {
        "TITLE": html.escape(title), "STYLE": style, "MAIN": main, "SCRIPTS": scripts, "POLICY": policy})


def data_page(title: str, *, style: Sequence[Path], main: str, data: Any, texts: Path,
              scripts: Sequence[Path]) -> str:
    """Put a page together that draws data with d3.

    Parameters
    ----------
    title : str
        Shown by the browser.
    style, scripts : paths
        Style sheets and scripts, in order.
    main : str
        HTML of the main part.
    data : plain values
        The scripts find them as JSON in the element "data".
    texts : path
        Folder of texts.en.json and texts.zh.json, which they find in the element "texts".

    Raises
    ------
    PageError
        If a file that it is made of cannot be read.
    """
    both = {language: json.loads(read(texts / f"texts.{language}.json")) for language in LANGUAGES}
    block = filled(HERE / "scripts.html", {
        "LICENCE": _d3_licence(),
        "D3": script_safe(read(D3, "the page needs d3: apt-get install node-d3")),
        "DATA": embedded(data),
        "TEXTS": embedded(both),
        "SCRIPT": script_safe("\n".join(read(path) for path in scripts)),
    })
    return page(title, "\n".join(read(path) for path in style), main, block)


def filled(template: Path, parts: Mapping[str, str]) -> str:
    """Text of a template with each {{NAME}} replaced; what is put in is not searched again."""
    return re.sub(r"\{\{([A-Z0-9]+)\}\}", lambda found: parts[found[1]], read(template))


def embedded(value: Any) -> str:
    """JSON that may stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c")


def script_safe(text: str) -> str:
    """Keep a script from ending its own element early."""
    return text.replace("</script", "<\\/script")


def _d3_licence() -> str:
    """Licence of d3 for a comment; its terms ask that it goes with every copy."""
    if not D3_LICENCE.is_file():
        return "d3 5, copyright Mike Bostock, BSD-3-Clause"
    return read(D3_LICENCE).replace("--", "- -")


def read(path: Path, advice: str = "") -> str:
    """Text of a file that a page is made from."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise PageError(advice or f"{path}: cannot be read: {error.strerror}") from error


def write(target: Path, text: str) -> None:
    """Write a page under another name first, so that no half-written one is left."""
    part = target.with_name(target.name + ".part")
    try:
        part.write_text(text, encoding="utf-8")
        os.replace(part, target)
    except OSError as error:
        part.unlink(missing_ok=True) if part.parent.is_dir() else None
        raise PageError(f"{target}: cannot be written: {error.strerror}") from error
