"""The code in the manual's pages on Python and sweeps runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import dimai
from dimai.sweep import read_sweep

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "analysis" / "docs"


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", (DOCS / page).read_text(), re.S | re.M)


def test_python_of_the_manual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    for block in blocks("python.md", "python"):
        exec(compile(block, "python.md", "exec"), names)
    assert names["arrived"]


@pytest.mark.parametrize("page", ["snapshots.md", "snapshots.zh.md"])
def test_snapshots_of_the_manual(page: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"dimai": dimai}
    [block] = blocks(page, "python")
    exec(compile(block, page, "exec"), names)
    assert len(names["results"]) == 4  # type: ignore[arg-type]


def code(page: str) -> list[str]:
    """Python of a page without its comments."""
    return [re.sub(r"\s*#.*", "", block) for block in blocks(page, "python")]


def test_the_chinese_page_has_the_same_code() -> None:
    assert code("python.zh.md") == code("python.md")


def test_sweep_of_the_manual(tmp_path: Path) -> None:
    [text] = blocks("sweeps.md", "toml")
    file = tmp_path / "sweep.toml"
    file.write_text(text.replace("../scenarios", str(ROOT / "scenarios")))
    spec = read_sweep(file)
    assert spec.runs_expected() == 64 * 4 * 2
