"""Pages in headless Chromium, without a network."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


def drawn(page: Path, language: str) -> str:
    """The document after its scripts have run; fails unless they say that all was drawn."""
    done = subprocess.run(
        [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=5000",
         "--dump-dom", f"{page.as_uri()}?lang={language}"],
        capture_output=True, text=True, timeout=120, check=True)
    opening = re.search(r"<html[^>]*>", done.stdout)
    assert opening and 'data-ready="1"' in opening.group(0) and "data-errors" not in opening.group(0)
    return done.stdout
