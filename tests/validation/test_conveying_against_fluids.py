"""Correlations of pneumatic conveying against the library fluids (MIT), over random inputs.

The program is that of the release build; the library is the Debian package python3-fluids.
"""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

fluids = pytest.importorskip("fluids")
PROGRAM = Path(__file__).resolve().parents[2] / "build/release/tests/validation/conveying_values"
CASES = 200
Inputs = dict[str, float]


def point(draw: random.Random) -> Inputs:
    """Draw a powder in a pipe: from fine metal in argon to pellets in dense air."""
    return {
        "mp": 10 ** draw.uniform(-3, 1),
        "rhop": draw.uniform(400, 9000),
        "dp": 10 ** draw.uniform(-5.3, -2.5),
        "rhog": draw.uniform(0.3, 6),
        "D": draw.uniform(0.02, 0.4),
        "Vterminal": 10 ** draw.uniform(-2.5, 1.2),
        "mug": draw.uniform(1.4e-5, 2.6e-5),
    }


def saltation(name: str, *keys: str) -> Callable[[Inputs], float]:
    """Give the value of a saltation law of fluids, which takes some of the inputs."""
    return lambda p: getattr(fluids.saltation, name)(**{key: p[key] for key in keys})


LAWS = {
    "rizk": saltation("Rizk", "mp", "dp", "rhog", "D"),
    "matsumoto_1974": saltation("Matsumoto_1974", "mp", "rhop", "dp", "rhog", "D", "Vterminal"),
    "matsumoto_1975": saltation("Matsumoto_1975", "mp", "rhop", "dp", "rhog", "D", "Vterminal"),
    "matsumoto_1977": saltation("Matsumoto_1977", "mp", "rhop", "dp", "rhog", "D", "Vterminal"),
    "schade": saltation("Schade", "mp", "rhop", "dp", "rhog", "D"),
    "weber": saltation("Weber_saltation", "mp", "rhop", "dp", "rhog", "D", "Vterminal"),
    "geldart-ling": saltation("Geldart_Ling", "mp", "rhog", "D", "mug"),
}


def values(lines: list[str]) -> list[float]:
    """Ask the program for the values of many lines."""
    done = subprocess.run([str(PROGRAM)], input="\n".join(lines), text=True, capture_output=True)
    assert done.returncode == 0, done.stderr
    return [float(line) for line in done.stdout.split()]


@pytest.fixture(autouse=True)
def built() -> None:
    """Skip where the program is not built."""
    if not PROGRAM.exists():
        pytest.skip(f"{PROGRAM.name} is not built")


@pytest.mark.parametrize("law", sorted(LAWS))
def test_saltation_velocities_agree(law: str) -> None:
    draw = random.Random(f"dimai {law}")
    points = [point(draw) for _ in range(CASES)]
    found = values([" ".join([law, *(repr(value) for value in p.values())]) for p in points])
    for inputs, value in zip(points, found, strict=True):
        assert value == pytest.approx(LAWS[law](inputs), rel=1e-9), inputs


def test_ergun_agrees() -> None:
    draw = random.Random("dimai ergun")
    rows = [
        (10 ** draw.uniform(-5, -2), draw.uniform(0.2, 0.7), 10 ** draw.uniform(-4, 1),
         draw.uniform(0.5, 1200), 10 ** draw.uniform(-5, -2))
        for _ in range(CASES)
    ]
    found = values([" ".join(["ergun", *map(repr, row)]) for row in rows])
    for (size, voidage, velocity, density, viscosity), value in zip(rows, found, strict=True):
        expected = fluids.packed_bed.Ergun(size, voidage, velocity, density, viscosity)
        assert value == pytest.approx(expected, rel=1e-10)


def test_terminal_velocity_agrees() -> None:
    """Above Re 0.1, where fluids too uses Barati's law alone."""
    draw = random.Random("dimai terminal")
    rows = []
    while len(rows) < CASES:
        row = (10 ** draw.uniform(-4.5, -2), draw.uniform(1500, 9000), draw.uniform(0.5, 4),
               draw.uniform(1.4e-5, 2.6e-5))
        speed = fluids.v_terminal(D=row[0], rhop=row[1], rho=row[2], mu=row[3])
        if 0.11 < speed * row[0] * row[2] / row[3] < 1e5:
            rows.append(row)
    found = values([" ".join(["terminal", *map(repr, row)]) for row in rows])
    for (size, particle, fluid, viscosity), value in zip(rows, found, strict=True):
        expected = fluids.v_terminal(D=size, rhop=particle, rho=fluid, mu=viscosity)
        assert value == pytest.approx(expected, rel=1e-6)
