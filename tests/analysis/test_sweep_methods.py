"""Designs, indices, discovery and optimiser against functions whose answers are published."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from dimai.sweep import designs, discovery, optimise, sensitivity

Floats = NDArray[np.float64]


def ishigami(points: Floats) -> Floats:
    """Ishigami and Homma (1990), a = 7, b = 0.1, on (-pi, pi)."""
    x = (2.0 * points - 1.0) * math.pi
    value: Floats = np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    return value


G = np.array([0.0, 1.0, 4.5, 9.0])


def g_function(points: Floats) -> Floats:
    """Saltelli and Sobol' (1995)."""
    value: Floats = ((np.abs(4.0 * points - 2.0) + G) / (1.0 + G)).prod(axis=1)
    return value


def test_sobol_indices_of_ishigami() -> None:
    values = ishigami(designs.saltelli(3, 2048, 1))
    found = sensitivity.sobol_indices(values, 3)
    # Closed form: V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2 and its parts.
    assert found["first"].to_numpy() == pytest.approx([0.3139, 0.4424, 0.0], abs=0.02)
    assert found["total"].to_numpy() == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.02)
    assert (found["first_low"] < found["first"]).all()
    assert (found["total_high"] > found["total"]).all()


def test_sobol_indices_of_the_g_function() -> None:
    values = g_function(designs.saltelli(4, 2048, 2))
    found = sensitivity.sobol_indices(values, 4)
    parts = 1.0 / (3.0 * (1.0 + G) ** 2)
    whole = (1.0 + parts).prod() - 1.0
    assert found["first"].to_numpy() == pytest.approx(parts / whole, abs=0.02)
    total = parts * ((1.0 + parts).prod() / (1.0 + parts)) / whole
    assert found["total"].to_numpy() == pytest.approx(total, abs=0.02)


def test_intervals_of_sobol_indices_cover() -> None:
    covered = []
    for seed in range(20):
        found = sensitivity.sobol_indices(ishigami(designs.saltelli(3, 256, seed)), 3)
        for row, truth in zip(found.itertuples(), (0.5576, 0.4424, 0.2437)):
            covered.append(row.total_low <= truth <= row.total_high)
    assert 0.85 < np.mean(covered) <= 1.0


def test_failed_runs_are_left_out_of_indices() -> None:
    values = ishigami(designs.saltelli(3, 512, 3))
    values[[5, 700, 1300]] = np.nan
    found = sensitivity.sobol_indices(values, 3)
    assert (found["rows"] == 509).all()
    assert found["total"].to_numpy() == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.08)
    assert sensitivity.sobol_indices(np.ones(40), 3)["first"].isna().all()


def test_morris_effects_of_a_polynomial_are_exact() -> None:
    points = designs.morris(3, 400, 4)
    values = 3.0 * points[:, 0] + points[:, 1] ** 2 - 0.5 * points[:, 2]
    found = sensitivity.morris_indices(points, values)
    # On the grid 0, 1/3 (+ 2/3): effects of x^2 are 2/3 and 4/3, half of them each; by hand.
    assert found["mu_star"].to_numpy() == pytest.approx([3.0, 1.0, 0.5], abs=0.05)
    assert found["mu"].to_numpy() == pytest.approx([3.0, 1.0, -0.5], abs=0.05)
    assert found["sigma"].to_numpy() == pytest.approx([0.0, 1.0 / 3.0, 0.0], abs=0.01)


def test_morris_ranks_the_g_function() -> None:
    points = designs.morris(4, 60, 5)
    found = sensitivity.morris_indices(points, g_function(points))
    assert list(found["mu_star"].rank(ascending=False)) == [1.0, 2.0, 3.0, 4.0]
    assert (found["mu_star_low"] <= found["mu_star"]).all()


def test_designs_fill_their_cube() -> None:
    cube = designs.latin_hypercube(2, 10, 1)
    assert (np.sort((cube * 10).astype(int), axis=0) == np.arange(10)[:, None]).all()
    assert designs.grid([2, 3]).tolist() == [[0, 0], [0, 0.5], [0, 1], [1, 0], [1, 0.5], [1, 1]]
    assert np.array_equal(designs.saltelli(2, 8, 1), designs.saltelli(2, 8, 1))
    with pytest.raises(ValueError, match="power of two"):
        designs.saltelli(2, 10, 1)


def test_prim_finds_the_box_where_a_system_fails() -> None:
    points = np.random.default_rng(6).random((2000, 4))
    fails = (points[:, 1] > 0.7) & (points[:, 3] < 0.4)
    box = discovery.prim(points, fails)
    assert box is not None
    assert {limit.parameter for limit in box.limits if limit.chance < 1e-6} == {1, 3}
    limits = {limit.parameter: limit for limit in box.limits}
    assert limits[1].low == pytest.approx(0.7, abs=0.06)
    assert limits[3].high == pytest.approx(0.4, abs=0.06)
    assert box.density >= 0.8 and box.coverage > 0.85
    assert discovery.prim(points, np.zeros(2000, dtype=bool)) is None
    tree = discovery.cart(points, fails, ["a", "b", "c", "d"])
    assert "b <= 0.70" in tree and "d <= 0.40" in tree


def test_prim_of_a_grid() -> None:
    points = designs.grid([4, 4])
    box = discovery.prim(points, points[:, 0] > 0.9)
    assert box is not None
    assert box.density == 1.0
    assert [limit.parameter for limit in box.limits] == [0]


def test_the_optimiser_finds_the_least_value_of_branin() -> None:
    def branin(points: Floats) -> Floats:
        """Branin (1972); least value 0.397887 (Dixon and Szego 1978)."""
        x, y = 15.0 * points[:, 0] - 5.0, 15.0 * points[:, 1]
        value: Floats = ((y - 5.1 / (4 * math.pi**2) * x**2 + 5 / math.pi * x - 6) ** 2
                         + 10 * (1 - 1 / (8 * math.pi)) * np.cos(x) + 10)
        return value

    points, values = optimise.minimise(branin, 2, evaluations=36, batch=2, seed=1)
    assert values.min() == pytest.approx(0.397887, abs=0.1)
    again, _ = optimise.minimise(branin, 2, evaluations=12, batch=2, seed=1)
    assert np.array_equal(points[:12], again)
    with pytest.raises(ValueError, match="needs 6"):
        optimise.minimise(branin, 2, evaluations=3)


def test_the_optimiser_goes_round_failed_runs() -> None:
    def half(points: Floats) -> Floats:
        value: Floats = np.where(points[:, 0] > 0.8, np.nan, (points[:, 0] - 0.6) ** 2)
        return value

    points, values = optimise.minimise(half, 1, evaluations=14, seed=2)
    assert points[np.nanargmin(values), 0] == pytest.approx(0.6, abs=0.03)
