"""What part of a run the page gets: a span of time, and every n-th capsule, so that it is not too large."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dimai.view.movement import Movement


@dataclass(frozen=True)
class Excerpt:
    """A part of a run. Flows, queues, levels and sums are of all of it, whatever is left out."""

    from_s: float = 0.0
    until_s: float = math.inf
    every: int = 1
    """Of so many capsules (by number) one is shown, with all its journeys."""

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self.from_s <= 0.0 and math.isinf(self.until_s) and self.every == 1

    def span(self, end_s: float) -> tuple[float, float]:
        """First and last moment of the clock [s]."""
        until = min(self.until_s, end_s)
        return min(self.from_s, until), until

    def thinner(self, every: int) -> Excerpt:
        """The same span with fewer capsules."""
        return replace(self, every=every)


def passages_of(movement: Movement, part: Excerpt) -> Movement:
    """Passages in the span, of the trains in which a capsule of the part rides.

    A train then has only those capsules; where they are not named, every n-th train is kept whole.
    """
    if part.whole:
        return movement
    pieces = len(movement.train)
    owner = np.repeat(np.arange(pieces), movement.size)
    named = movement.members >= 0
    shown = np.where(named, movement.members % part.every == 0, movement.train[owner] % part.every == 0)
    size = np.bincount(owner[shown], minlength=pieces)
    piece = np.repeat(np.arange(pieces), movement.passages)
    during = (movement.exit_s > part.from_s) & (movement.entry_s < part.until_s)
    kept = during & (size > 0)[piece]
    passages = np.bincount(piece[kept], minlength=pieces)
    stays = passages > 0
    rows = np.flatnonzero(kept)
    first = rows[np.unique(piece[rows], return_index=True)[1]]  # of each piece that stays
    begins = (np.cumsum(movement.passages) - movement.passages)[stays]
    before = np.where(first == begins, movement.before[stays], movement.link[first - 1])
    return Movement(
        train=movement.train[stays], size=size[stays], members=movement.members[shown & stays[owner]],
        passages=passages[stays], before=before, link=movement.link[kept],
        entry_s=movement.entry_s[kept], exit_s=movement.exit_s[kept],
        begin=movement.begin[kept], end=movement.end[kept])


def trips_of(trips: Any, part: Excerpt) -> Any:
    """Journeys of the part's capsules that were asked for before its end and not over before it."""
    if part.whole:
        return trips
    over: NDArray[np.bool_] = (trips["arrival_time_s"] < part.from_s).to_numpy()
    asked: NDArray[np.bool_] = (trips["request_time_s"] < part.until_s).to_numpy()
    return trips[(trips["capsule"] % part.every == 0).to_numpy() & asked & ~over]


def rows_of(rows: Any, part: Excerpt) -> Any:
    """Rows of a table with a column `time_s` that lie in the span."""
    if part.whole:
        return rows
    return rows[(rows["time_s"] >= part.from_s) & (rows["time_s"] <= part.until_s)]
