"""Scenario discovery: in which box of parameters does the system fail (or succeed)?"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

PEEL = 0.1
"""Share of the points in the box that one step may take away."""

LEAST_SHARE = 0.05
"""Least share of all points that a box holds."""


@dataclass
class Limit:
    """One parameter is limited."""

    parameter: int
    low: float
    high: float
    chance: float
    """Probability that this limit would raise the density as much if it meant nothing [-]."""


@dataclass
class Box:
    """Where cases of interest are dense."""

    limits: list[Limit]
    coverage: float
    """Share of all cases of interest that lie in the box [-]."""
    density: float
    """Share of the points in the box that are of interest [-]."""
    points: int
    path: list[tuple[float, float]] = field(default_factory=list)
    """Coverage and density along the way, from all points on."""


def prim(points: ArrayLike, interest: ArrayLike, *, least_density: float = 0.8) -> Box | None:
    """Peel a box down to where the cases of interest are, by PRIM.

    Of the boxes along the way that with the highest density wins if none is `least_density` dense;
    else the largest that is.

    Source: Friedman and Fisher (1999), Stat. Comput. 9, 123-143 (peeling, with their patient rule);
    Bryant and Lempert (2010), Technol. Forecast. Soc. Change 77, 34-49 (coverage, density, and the
    test of each limit).

    Parameters
    ----------
    points : array, shape (point, parameter)
    interest : array of bool, shape (point,)
    least_density : float
        In (0, 1].

    Returns
    -------
    Box or None
        None if no point, or every point, is of interest.
    """
    at = np.asarray(points, dtype=np.float64)
    wanted = np.asarray(interest, dtype=bool)
    if not wanted.any() or wanted.all():
        return None
    inside = np.ones(len(at), dtype=bool)
    boxes = [inside]
    while inside.sum() > max(2.0, LEAST_SHARE * len(at)):
        peeled = _best_peel(at, wanted, inside)
        if peeled is None or wanted[inside].all():
            break
        inside = peeled
        boxes.append(inside)
    path = [(float(wanted[box].sum() / wanted.sum()), float(wanted[box].mean())) for box in boxes]
    good = [i for i, (_, density) in enumerate(path) if density >= least_density]
    chosen = good[0] if good else int(np.argmax([density for _, density in path]))
    box = boxes[chosen]
    return Box(_limits(at, wanted, box), *path[chosen], int(box.sum()), path)


def _best_peel(at: NDArray[np.float64], wanted: NDArray[np.bool_],
               inside: NDArray[np.bool_]) -> NDArray[np.bool_] | None:
    """Take off the slice whose loss, for each point lost, leaves the densest box."""
    before = wanted[inside].mean()
    best, best_gain = None, -np.inf
    for parameter in range(at.shape[1]):
        values = at[:, parameter]
        low, high = np.quantile(values[inside], [PEEL, 1.0 - PEEL])
        # Of many equal values the whole level goes, or nothing would.
        lowest, highest = values[inside].min(), values[inside].max()
        for kept in (inside & (values >= low if low > lowest else values > lowest),
                     inside & (values <= high if high < highest else values < highest)):
            if not kept.any():
                continue
            gain = (wanted[kept].mean() - before) / (inside.sum() - kept.sum())
            if gain > best_gain:
                best, best_gain = kept, gain
    return best


def _limits(at: NDArray[np.float64], wanted: NDArray[np.bool_],
            box: NDArray[np.bool_]) -> list[Limit]:
    lows, highs = at[box].min(axis=0), at[box].max(axis=0)
    limited = [p for p in range(at.shape[1])
               if lows[p] > at[:, p].min() or highs[p] < at[:, p].max()]
    found = []
    for parameter in limited:
        others = [p for p in limited if p != parameter]
        free = np.ones(len(at), dtype=bool)
        for p in others:
            free &= (at[:, p] >= lows[p]) & (at[:, p] <= highs[p])
        test = stats.binomtest(int(wanted[box].sum()), int(box.sum()), float(wanted[free].mean()),
                               alternative="greater")
        found.append(Limit(parameter, float(lows[parameter]), float(highs[parameter]),
                           float(test.pvalue)))
    return found


def cart(points: ArrayLike, interest: ArrayLike, names: list[str], depth: int = 3) -> str:
    """Draw a tree of decisions that tells the cases of interest from the others, as text.

    Source: Breiman, Friedman, Olshen, Stone (1984), by scikit-learn.
    """
    from sklearn import tree

    model = tree.DecisionTreeClassifier(max_depth=depth, min_samples_leaf=LEAST_SHARE,
                                        random_state=0)
    model.fit(np.asarray(points, dtype=np.float64), np.asarray(interest, dtype=bool))
    text: str = tree.export_text(model, feature_names=names)
    return text
