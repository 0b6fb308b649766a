"""Where every train is at every moment: passages of links, and the capsules of each train in order.

A *piece* is a train for as long as its capsules and their order stay the same. The page draws a piece on
each link from the time its front enters to the time its front leaves; capsules follow one behind the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dimai.results import Result
from dimai.view.container import column

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

TIME_STEPS = 100
"""Steps a second that are kept of passages: a hundredth, half a metre at 200 km/h."""

SHARE_STEPS = 10_000
"""Steps of a link that are kept of where a passage begins and ends."""


@dataclass(frozen=True)
class Movement:
    """Passages of all pieces, piece after piece, each in order of time."""

    train: Integers
    """Train of each piece, shape (piece,)."""
    size: Integers
    """Capsules of each piece, shape (piece,)."""
    members: Integers
    """Capsules front to back, piece after piece, shape (sum of size,); -1 where not recorded."""
    passages: Integers
    """Passages of each piece, shape (piece,)."""
    before: Integers
    """Link behind each piece at its first passage, -1 if none, shape (piece,)."""
    link: Integers
    """Shape (passage,)."""
    entry_s: Floats
    """When the front enters the link, or the piece comes to be on it [s], shape (passage,)."""
    exit_s: Floats
    """When the front leaves the link, or the piece ends on it [s], shape (passage,)."""
    begin: Floats
    """Share of the link behind the front at entry_s, 0 if it just enters, shape (passage,)."""
    end: Floats
    """Share of the link behind the front at exit_s, 1 if it just leaves, shape (passage,)."""


def movement_data(result: Result, movement: Movement | None) -> dict[str, Any] | None:
    """Movement as columns for the page; None if there is none.

    Times are shortened: of each passage the pause since the one before (of the first: since the first of
    the piece before) and how much longer than undelayed it took.
    """
    if movement is None or not len(movement.link):
        return None
    steps = TIME_STEPS
    table = result.table("network/link")
    undelayed = (table["length_m"] / table["speed_m_s"]).to_numpy()[movement.link]
    entry = np.rint(movement.entry_s * steps)
    lasts = np.rint(movement.exit_s * steps) - entry
    first = np.zeros(len(entry), dtype=bool)
    starts = np.cumsum(movement.passages) - movement.passages
    first[starts[movement.passages > 0]] = True
    pause = entry - np.concatenate(([0.0], (entry + lasts)[:-1]))
    pause[first] = np.diff(entry[first], prepend=0.0)
    return {
        "steps": steps, "train": column(movement.train, delta=True), "size": column(movement.size),
        "members": column(movement.members), "passages": column(movement.passages),
        "before": column(movement.before), "link": column(movement.link, delta=True),
        "pause": column(pause), "more": column(lasts - np.rint(undelayed * steps)),
        "begin": column(movement.begin, SHARE_STEPS), "short": column(1.0 - movement.end, SHARE_STEPS),
    }


def movement_of(result: Result) -> Movement | None:
    """What the file says of how trains moved; None if nothing was recorded."""
    from dimai.view.trains import recorded_journeys  # it needs Movement

    return recorded_journeys(result) or recorded_stretch(result)


def recorded_stretch(result: Result) -> Movement | None:
    """Trains on the links of /traversals, whose capsules are counted but not named."""
    rows = result.table("traversals")
    links = len(result.table("network/link"))
    rows = rows[(rows["link"] >= 0) & (rows["link"] < links) & (rows["capsules"] > 0)]
    rows = rows[rows["exit_time_s"] > rows["entry_time_s"]]
    if not len(rows):
        return None
    rows = rows.sort_values(["train", "entry_time_s"], kind="stable")
    train, size = rows["train"].to_numpy(), rows["capsules"].to_numpy()
    changes = np.flatnonzero((np.diff(train, prepend=-1) != 0) | (np.diff(size, prepend=-1) != 0))
    link = rows["link"].to_numpy()
    same = (changes > 0) & (train[changes] == train[changes - 1])
    return Movement(
        train=train[changes], size=size[changes], members=np.full(size[changes].sum(), -1),
        passages=np.diff(changes, append=len(train)),
        before=np.where(same, link[changes - 1], -1), link=link,
        entry_s=rows["entry_time_s"].to_numpy(), exit_s=rows["exit_time_s"].to_numpy(),
        begin=np.zeros(len(rows)), end=np.ones(len(rows)))
