"""Compares results: differences with their intervals, by class and place, as table and page."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dimai.compare.page import build_page as build_page
    from dimai.compare.sides import Side as Side
    from dimai.compare.sides import read_side as read_side
    from dimai.compare.table import Comparison as Comparison
    from dimai.compare.table import compare as compare

_HOME = {"build_page": "page", "Side": "sides", "read_side": "sides", "Comparison": "table",
         "compare": "table"}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'dimai.compare' has no attribute {name!r}")
    return getattr(importlib.import_module(f"dimai.compare.{_HOME[name]}"), name)
