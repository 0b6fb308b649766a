"""Which machine a benchmark ran on."""

from __future__ import annotations

import platform
from pathlib import Path


def machine() -> str:
    """Name of the processor, fit for a file name."""
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return "-".join(line.split(":")[1].lower().split()[:2])
    return platform.machine()
