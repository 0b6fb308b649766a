"""Generated scenario files are what their generator makes, byte for byte."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("DIMAI_NATIVE", ROOT / "build/release/scenarios/dimai-native"))
SCENARIO = ROOT / "scenarios" / "beijing-shenzhen"
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


def run_nation(folder: Path, *options: str) -> Path:
    """Run the generator of the nation into a folder."""
    generator = [sys.executable, "-B", str(SCENARIO.parent / "nation" / "generate.py")]
    subprocess.run([*generator, "--output", str(folder), *options], check=True, timeout=120)
    return folder


def test_nation_is_what_its_generator_makes(tmp_path: Path) -> None:
    made = ("flows.csv", "freight.csv", "network.geojson", "parcels.csv", "people.csv")
    run_nation(tmp_path)
    assert tuple(sorted(path.name for path in tmp_path.iterdir())) == made
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (SCENARIO.parent / "nation" / path.name).read_bytes(), (
            f"{path.name} differs; run scenarios/nation/generate.py and commit what it writes"
        )
    assert (tmp_path / "network.geojson").stat().st_size < 5_000_000


def test_nation_of_a_few_cities_serves_everybody(tmp_path: Path) -> None:
    folder = run_nation(tmp_path / "nation", "--cities", "12")
    shutil.copy(SCENARIO.parent / "nation" / "scenario.toml", folder)
    classes = {"cabin": (4000, 2000), "parcel": (2000, 3000), "freight": (1000, 1000)}
    sets = []
    for name, (trips, fleet) in classes.items():
        sets += ["--set", f"demand.gravity.{name}.trips={trips}"]
        sets += ["--set", f"capsule.{name}.fleet={fleet}"]
    command = [str(PROGRAM), "run", str(folder), "--json", "--output", str(tmp_path / "out"), *sets]
    done = subprocess.run(command, check=True, capture_output=True, timeout=120)
    result = json.loads(done.stdout)
    assert result["end_reason"] == "all served"
    for row in result["counts"].values():
        assert row["requested"] > 0
        assert row["arrived"] == row["requested"]


def test_city_under_strike_is_what_its_generator_makes(tmp_path: Path) -> None:
    city = SCENARIO.parent / "xiamen-under-strike"
    generator = [sys.executable, "-B", str(city / "generate.py"), "--output", str(tmp_path)]
    subprocess.run(generator, check=True, timeout=120)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rings.geojson", "trees.geojson"]
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (city / path.name).read_bytes(), path.name


@pytest.mark.parametrize("name", ["beijing-shenzhen-goods", "estate-pilot", "xiamen"])
def test_logistics_scenarios_are_what_their_generators_make(name: str, tmp_path: Path) -> None:
    scenario = SCENARIO.parent / name
    generator = [sys.executable, "-B", str(scenario / "generate.py"), "--output", str(tmp_path)]
    subprocess.run(generator, check=True, timeout=120)
    made = sorted(path.name for path in tmp_path.iterdir())
    assert sorted([*made, "generate.py", "scenario.toml"]) == sorted(path.name for path in scenario.iterdir())
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (scenario / path.name).read_bytes(), path.name
