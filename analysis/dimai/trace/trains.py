"""A train's life: the links it entered, who joined it, what was cut off it."""

from __future__ import annotations

import numpy as np

from dimai.trace.events import Event
from dimai.trace.journey import Journeys
from dimai.trace.log import COUPLED, CUT, REORDERED, TraceError


def train_events(journeys: Journeys, train: int) -> list[Event]:
    """All events of a train, in order of time.

    Raises TraceError for a train that never was, with the nearest that was.
    """
    log, rebuilder = journeys.log, journeys.rebuilder
    form = log.formations
    crossings = journeys.crossings(-1, 1 << 61)
    rows = crossings.of(train)
    if not len(rows):
        known = np.unique(crossings["train"])
        if not len(known):
            raise TraceError("the file holds no trains yet")
        near = int(known[np.argmin(np.abs(known.astype(np.int64) - train))])
        raise TraceError(f"there is no train {train} that entered a link; the nearest is {near}, the "
                         f"last {known[-1]}")
    events = []
    link_from, link_to = (log.link[name].to_numpy() for name in ("from", "to"))
    link_before = -1
    for i, row in enumerate(rows):
        time_us, link = int(crossings["time_us"][row]), int(crossings["link"][row])
        order = members_at(journeys, train, time_us)
        if link < 0:
            node = int(link_to[link_before]) if link_before >= 0 else -1
            events.append((time_us, 1, Event(time_us * 1e-6, "left", node=node, train=train,
                                             capsules=len(order), order=order)))
            continue
        lasts_s = (int(crossings["time_us"][rows[i + 1]]) - time_us) * 1e-6 if i + 1 < len(rows) else 0.0
        events.append((time_us, 1, Event(
            time_us * 1e-6, "link", node=int(link_from[link]), link=link,
            tube=int(crossings["tube"][row]), train=train, capsules=len(order), lasts_s=lasts_s,
            order=order)))
        link_before = link
    for row in log.formations_of_train.of(train):
        kind, time_us = int(form["kind"][row]), int(form["time_us"][row])
        before, after = rebuilder.members(train, int(row)), rebuilder.members(train, int(row) + 1)
        what = {COUPLED: "was_joined", CUT: "cut", REORDERED: "reordered"}.get(kind, "formed")
        came = after[len(before):] if kind == COUPLED else before[:len(before) - len(after)]
        events.append((time_us + (1 if kind == COUPLED else 0), 2 if kind == COUPLED else 0, Event(
            time_us * 1e-6, what, node=int(form["node"][row]), train=train, capsules=len(after),
            other_train=int(form["other_train"][row]), partners=came, order=after)))
    for row in log.formations_of_other.of(train):
        whole, time_us = int(form["train"][row]), int(form["time_us"][row])
        if whole == train:
            continue
        joins = form["kind"][row] == COUPLED
        order = rebuilder.members(whole, int(row) + 1) if joins else rebuilder.members(train, 0)
        ahead = order[:int(form["capsules_before"][row])] if joins else \
            rebuilder.members(whole, int(row) + 1)
        events.append((time_us + (2 if joins else -1), 3 if joins else -1, Event(
            time_us * 1e-6, "joined" if joins else "cut", node=int(form["node"][row]),
            train=whole if joins else train, capsules=len(order), other_train=whole, partners=ahead,
            order=order)))
    return [event for _, _, event in sorted(events, key=lambda entry: entry[:2])]


def members_at(journeys: Journeys, train: int, time_us: int) -> tuple[int, ...]:
    """Capsules of a train just after a time, front first."""
    log = journeys.log
    rows = log.formations_of_train.of(train)
    past = rows[log.formations["time_us"][rows] <= time_us + 1]
    return journeys.rebuilder.members(train, int(past[-1]) + 1 if len(past) else 0)
