"""The notebooks run: one through nbconvert, the others' cells in order. DIMAI_ALL_NOTEBOOKS=1: all
through nbconvert, which takes some 4 s of processor time for each."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import matplotlib
import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "analysis" / "notebooks").glob("*.ipynb"))
THROUGH_NBCONVERT = {each.stem for each in NOTEBOOKS} if os.environ.get("DIMAI_ALL_NOTEBOOKS") else {
    "first-steps"}


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIMAI_ROOT", str(ROOT))
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "analysis"))
    monkeypatch.chdir(tmp_path)
    if notebook.stem in THROUGH_NBCONVERT:
        command = ["/usr/bin/jupyter-nbconvert", "--to", "html", "--execute", str(notebook),
                   "--output-dir", str(tmp_path), "--ExecutePreprocessor.kernel_name=python3"]
        shown = subprocess.run(command, capture_output=True, text=True, check=False)
        assert shown.returncode == 0, shown.stderr[-2000:]
        assert (tmp_path / f"{notebook.stem}.html").stat().st_size > 100_000
        return
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    names: dict[str, object] = {"__name__": "notebook"}
    for cell in cells(notebook):
        exec(compile(cell, f"{notebook.name}", "exec"), names)
    plt.close("all")


def cells(notebook: Path) -> list[str]:
    content = json.loads(notebook.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in content["cells"] if cell["cell_type"] == "code"]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_kept_without_output(notebook: Path) -> None:
    content = json.loads(notebook.read_text(encoding="utf-8"))
    assert not any(cell.get("outputs") for cell in content["cells"])
    assert "ipywidgets" not in notebook.read_text()  # crash Debian's nbconvert


def test_there_are_the_notebooks_that_the_manual_names() -> None:
    assert {each.stem for each in NOTEBOOKS} >= {
        "first-steps", "beijing-shenzhen", "speed-and-train-size", "a-strike", "a-powder-line"}
