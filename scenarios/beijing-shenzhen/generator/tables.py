"""The tables of data/ that the scenario is made from."""

from __future__ import annotations

import csv
from pathlib import Path

Row = dict[str, str]
DATA = Path(__file__).resolve().parents[3] / "data"


def short_zh(city: Row) -> str:
    """Return the Chinese name of a city as people say it, without 市."""
    return city["name_zh"].removesuffix("市")


def read_table(name: str) -> list[Row]:
    """Read a table of data/."""
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
