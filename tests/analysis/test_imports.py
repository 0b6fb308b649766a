"""What a run's report, viewer and trace need is in packages.txt under "to run"; no more is imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

IMPORT_ALL = """
import importlib, pkgutil, sys
for name in ("scipy", "sklearn", "matplotlib", "distributed"):
    sys.modules[name] = None  # an import of it fails
import dimai.__main__, dimai.architectures, dimai.policies, dimai.results
for package in ("report", "trace", "view"):
    home = importlib.import_module("dimai." + package)
    for each in pkgutil.walk_packages(home.__path__, home.__name__ + "."):
        importlib.import_module(each.name)
"""


def test_report_view_trace_and_policies_do_without_what_only_analyses_need() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORT_ALL], cwd=ROOT / "analysis", check=False,
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
