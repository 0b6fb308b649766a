"""Intervals hold the true value as often as they say, on queues whose theory is exact."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from queues import (single_server, several_servers, wait_md1, wait_mm1, wait_mmc,
                    wait_quantile_mm1)
from scipy import stats

import dimai
from dimai import statistics

ROOT = Path(__file__).resolve().parents[2]
TRIALS = 250  # a coverage of 0.95 then has a standard error of 0.014


def coverage(intervals: list[statistics.Interval], truth: float) -> float:
    return float(np.mean([not each.excludes(truth) for each in intervals]))


@pytest.mark.parametrize(("waits", "truth"), [
    (lambda: single_server(1, 0.5, 1500, 10 * TRIALS), wait_mm1(0.5)),
    (lambda: single_server(2, 0.6, 1500, 10 * TRIALS, fixed=True), wait_md1(0.6)),
    (lambda: several_servers(3, 0.6, 3, 900, 10 * TRIALS), wait_mmc(0.6, 3)),
])
def test_means_of_ten_replications_cover(waits: object, truth: float) -> None:
    means = waits()[:, 300:].mean(axis=1).reshape(TRIALS, 10)  # type: ignore[operator]
    found = coverage([statistics.mean_interval(each) for each in means], truth)
    # The means are a little skew, so a little less than 0.95 is right; 4 standard errors either way.
    assert 0.90 < found < 0.985


def test_batch_means_of_one_long_run_cover() -> None:
    waits = single_server(4, 0.5, 41000, 200)[:, 1000:]
    found = coverage([statistics.batch_means_interval(each) for each in waits], wait_mm1(0.5))
    assert 0.90 < found < 0.99
    short = waits[0][:2000].reshape(-1, 5).mean(axis=1)  # batches of 5 customers depend
    assert statistics.von_neumann_p(short) < 0.01
    long = np.array([statistics.von_neumann_p(each.reshape(20, -1).mean(axis=1)) for each in waits])
    assert np.mean(long < 0.05) < 0.15


def test_quantiles_of_independent_waits_cover() -> None:
    waits = single_server(5, 0.5, 60, TRIALS * 200)[:, -1].reshape(TRIALS, 200)
    for q in (0.75, 0.9):
        found = coverage([statistics.quantile_interval(each, q) for each in waits],
                         wait_quantile_mm1(0.5, q))
        assert 0.93 < found < 0.99  # whole order statistics: 0.95 or a little more


def test_quantile_intervals_are_those_of_the_binomial() -> None:
    values = np.arange(1.0, 101.0)
    interval = statistics.quantile_interval(values, 0.5)
    # Tables for n = 100: ranks 40 and 61 hold the median with 0.9648 (Conover 1999, table A3 rule).
    assert (interval.low, interval.high) == (40.0, 61.0)
    assert stats.binom.cdf(60, 100, 0.5) - stats.binom.cdf(39, 100, 0.5) == pytest.approx(0.9648, abs=1e-4)
    assert math.isinf(statistics.quantile_interval(values, 0.999).high)


def test_common_random_numbers_narrow_a_difference() -> None:
    random = np.random.default_rng(6)
    covered = narrower = 0
    for _ in range(TRIALS):
        demand = random.normal(100.0, 10.0, 12)
        first = demand + random.normal(0.0, 1.0, 12)
        second = demand + 2.0 + random.normal(0.0, 1.0, 12)
        paired = statistics.paired_interval(first, second)
        apart = statistics.difference_interval(first, second)
        covered += not paired.excludes(2.0)
        narrower += paired.half_width < apart.half_width
    assert 0.92 < covered / TRIALS < 0.98
    assert narrower == TRIALS


def test_welch_differences_cover_with_unequal_spread() -> None:
    random = np.random.default_rng(7)
    found = coverage([statistics.difference_interval(random.normal(5.0, 1.0, 6),
                                                     random.normal(8.0, 6.0, 15))
                      for _ in range(TRIALS)], 3.0)
    assert 0.92 < found < 0.98


def test_stopping_at_a_width_covers_and_is_as_precise_as_asked() -> None:
    waits = single_server(8, 0.5, 1500, 60 * 200)[:, 300:].mean(axis=1).reshape(200, 60)
    intervals = []
    for row in waits:
        interval, values = statistics.until_precise(lambda i, row=row: float(row[i]), 0.1, most=60)
        assert len(values) == 60 or interval.relative <= 0.1
        intervals.append(interval)
    assert coverage(intervals, wait_mm1(0.5)) > 0.88
    assert len({each.n for each in intervals}) > 3


def test_stopping_refuses_what_it_cannot_do() -> None:
    with pytest.raises(ValueError, match="relative"):
        statistics.until_precise(float, -1.0)


def test_warm_up_is_found_where_it_ends() -> None:
    random = np.random.default_rng(9)
    cuts = []
    for _ in range(50):
        noise = random.normal(0.0, 1.0, 1000)
        series = 10.0 + noise + np.where(np.arange(1000) < 200, -8.0 * np.exp(
            -np.arange(1000) / 40.0), 0.0)
        cuts.append(statistics.mser5(series))
    assert 60 < np.median([cut for cut in cuts if cut is not None]) < 200
    assert statistics.mser5(np.arange(100.0)) is None  # still rising: too short to tell
    with pytest.raises(ValueError, match="needs 20"):
        statistics.mser5(np.ones(5))


def test_waits_that_begin_empty_are_biased_until_the_warm_up_is_cut() -> None:
    waits = single_server(10, 0.8, 4000, 400)
    curve = statistics.welch_curve(waits, 50)
    assert curve[10] < 0.6 * wait_mm1(0.8)
    cut = statistics.mser5(waits.mean(axis=0))
    assert cut is not None
    assert waits[:, cut:].mean() == pytest.approx(wait_mm1(0.8), rel=0.04)
    assert waits[:, :50].mean() < 0.85 * wait_mm1(0.8)


def test_replications_of_a_scenario() -> None:
    runs = statistics.replicate(dimai.load(ROOT / "scenarios/first-steps"), 6)
    mean = runs.interval("door_to_door_time", capsule_class="cabin")
    assert mean.n == 6
    assert mean.low < mean.estimate < mean.high
    one = dimai.run(ROOT / "scenarios/first-steps", replication=4)
    assert runs.values("door_to_door_time", capsule_class="cabin")[4] == one.measure(
        "door_to_door_time", capsule_class="cabin")
    with pytest.raises(KeyError, match="no measure"):
        runs.interval("nothing")
    trips = one.table("trips")
    kept = statistics.within(trips, 600.0, 600.0, 7200.0)
    assert kept["request_time_s"].between(600.0, 6600.0).all()
    assert 0 < len(kept) < len(trips)
