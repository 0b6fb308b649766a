"""Generated scenario files are what their generator makes, byte for byte."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCENARIO = Path(__file__).resolve().parents[2] / "scenarios" / "beijing-shenzhen"
GENERATED = ("network.geojson", "flows.csv", "people.csv", "freight.csv")


@pytest.fixture(scope="module")
def made_anew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the generator into an empty folder."""
    folder = tmp_path_factory.mktemp("beijing-shenzhen")
    generator = [sys.executable, "-B", str(SCENARIO / "generate.py")]
    command = [*generator, "--no-estimate", "--output", str(folder)]
    subprocess.run(command, check=True, timeout=120)
    return folder


@pytest.mark.parametrize("name", GENERATED)
def test_generator_makes_the_file_that_ships(made_anew: Path, name: str) -> None:
    assert (made_anew / name).read_bytes() == (SCENARIO / name).read_bytes(), (
        f"{name} differs; run scenarios/beijing-shenzhen/generate.py and commit what it writes"
    )


def test_generator_makes_nothing_else(made_anew: Path) -> None:
    assert sorted(path.name for path in made_anew.iterdir()) == sorted(GENERATED)


def test_hospital_tubes_are_what_their_generator_makes(tmp_path: Path) -> None:
    hospital = SCENARIO.parent / "hospital-tubes"
    generator = [sys.executable, "-B", str(hospital / "generate.py"), "--output", str(tmp_path)]
    subprocess.run(generator, check=True, timeout=120)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hours.csv", "tubes.geojson"]
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (hospital / path.name).read_bytes(), path.name
