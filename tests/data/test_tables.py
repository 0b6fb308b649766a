"""Every table of data/ is described by the TOML beside it."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
TABLES = sorted(path.stem for path in DATA.glob("*.csv"))


def read(name: str) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """Read a table and its description."""
    about = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    with open(DATA / f"{name}.csv", encoding="utf-8", newline="") as file:
        return about, list(csv.DictReader(file, restkey="surplus", restval=""))


@pytest.mark.parametrize("name", TABLES)
def test_description_names_source_licence_date_columns_and_rows(name: str) -> None:
    about, rows = read(name)
    assert all(about[key] for key in ("title", "source", "licence", "date", "notes"))
    assert list(about["columns"]) == list(rows[0])
    assert about["rows"] == len(rows)


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_is_blank(name: str) -> None:
    for row in read(name)[1]:
        assert all(value.strip() for value in row.values()), row


@pytest.mark.parametrize("name", TABLES)
def test_columns_that_end_in_a_unit_hold_numbers(name: str) -> None:
    endings = ("_deg", "_km", "_m", "_km_h", "_people")
    for row in read(name)[1]:
        for column in (c for c in row if c.endswith(endings)):
            float(row[column])


@pytest.mark.parametrize("name", TABLES)
def test_readme_lists_the_table(name: str) -> None:
    assert f"`{name}.csv`" in (DATA / "README.md").read_text(encoding="utf-8")


def test_kilometre_posts_rise() -> None:
    posts_km = [float(row["post_km"]) for row in read("corridor")[1]]
    assert posts_km == sorted(set(posts_km))


def test_keys_between_tables_fit() -> None:
    cities = {row["gb_code"] for row in read("cities")[1]}
    assert len(cities) == 297
    districts = {(row["gb_code"], row["district_zh"]) for row in read("districts")[1]}
    for row in read("corridor")[1]:
        assert row["gb_code"] in cities
    for row in read("estates")[1]:
        assert (row["gb_code"], row["district_zh"]) in districts
