"""Rebuilds where a capsule was, in which train and place, from what its run recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from dimai.trace.log import COUPLED, CUT, FORMED, REORDERED, Crossings, JourneyLog

NEVER = -1


@dataclass
class Passage:
    """A capsule's passage of one link; times are those of its train's front."""

    link: int
    tube: int
    train: int
    """Number of its train as it entered."""
    place: int
    """In that train, 0 being its front."""
    capsules: int
    """Of that train."""
    entry_us: int
    exit_us: int = NEVER
    """NEVER if the run ended before."""
    run_us: float = 0.0
    """Undelayed running, as the trip's record counts it."""


@dataclass
class Change:
    """A coupling, a cut or the forming of the capsule's train, as seen by the capsule."""

    time_us: int
    kind: int
    node: int
    train: int
    """The capsule's train from now on."""
    place: int
    other: int
    """The train that joined, that was joined, or that goes another way."""
    order: tuple[int, ...]
    """Capsules of the train from now on, front first."""
    partners: tuple[int, ...]
    """Capsules that came or went."""


@dataclass
class Stop:
    """A stay in a yard or siding: from leaving the tube to the forming of the next train."""

    node: int
    entry_us: int
    formed_us: int = NEVER
    exit_us: int = NEVER


@dataclass
class Movement:
    """A capsule's way from one portal to another."""

    capsule: int
    request: int
    """Request that it carries or goes to; -1: it goes to park."""
    loaded: bool
    origin: int
    destination: int
    start_us: int
    entry_us: int = NEVER
    """Its train entered the first link."""
    left_us: int = NEVER
    """Its train's front left the last link."""
    stands_us: int = NEVER
    """It stands in the destination."""
    passages: list[Passage] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)


@dataclass
class Rider:
    """Where a capsule is while it is followed."""

    train: int
    place: int
    since_us: int
    """It is in the train since then."""
    joined: bool = False
    """The train was there before it."""


class Rebuilder:
    """Rebuilds movements of one result; keeps what several of them need."""

    def __init__(self, log: JourneyLog) -> None:
        self.log = log
        self.members = lru_cache(maxsize=100_000)(self._members)

    def span(self, capsule: int, number: int) -> tuple[int, int]:
        """From setting out to standing in the portal, of a capsule's movement [us]."""
        movement = self.log.movements_of_capsule.of(capsule)[number]
        arrivals = self.log.arrivals_of_capsule.of(capsule)
        start_us = int(self.log.movements["time_us"][movement])
        if number < len(arrivals):
            return start_us, int(self.log.arrivals["time_us"][arrivals[number]])
        return start_us, int(float(self.log.result.attributes.get("simulated_s", 1e9)) * 1e6)

    def movement(self, capsule: int, number: int, crossings: Crossings) -> Movement:
        """A capsule's movement, from 0 on; `crossings` cover its time."""
        row = self.log.movements_of_capsule.of(capsule)[number]
        column = {name: int(values[row]) for name, values in self.log.movements.items()}
        movement = Movement(capsule, column["request"], bool(column["loaded"]), column["origin"],
                            column["destination"], column["time_us"])
        arrivals = self.log.arrivals_of_capsule.of(capsule)
        if number < len(arrivals):
            movement.stands_us = int(self.log.arrivals["time_us"][arrivals[number]])
        rider: Rider | None = Rider(column["train"], 0, column["time_us"])
        while rider is not None:
            rider = self._ride(movement, rider, crossings)
        if movement.passages:
            movement.entry_us = movement.passages[0].entry_us
        return movement

    def _ride(self, movement: Movement, rider: Rider, crossings: Crossings) -> Rider | None:
        """Follow the capsule while it is in one train. Returns where it is then; nothing at the end."""
        train, log = rider.train, self.log
        for time_us, is_formation, row in self._train_rows(rider, crossings):
            if not is_formation:
                if self._cross(movement, rider, crossings, row):
                    continue
                return self._leave(movement, time_us)
            kind = int(log.formations["kind"][row])
            if kind == CUT:
                cut = self._cut(movement, rider, row)
                if cut is not None:
                    return cut
            elif kind == COUPLED and int(log.formations["other_train"][row]) == train:
                return self._join(movement, row)
            elif kind == COUPLED:
                self._be_joined(movement, rider, row)
            elif kind == REORDERED:
                self._reorder(movement, rider, row)
        return None

    def _train_rows(self, rider: Rider, crossings: Crossings) -> Iterator[tuple[int, bool, int]]:
        """What happens to a train since the capsule is in it, in order: time, whether it is a formation,
        row."""
        log, train = self.log, rider.train
        time_us = crossings["time_us"]
        # A coupling stands after the crossing that it happens at, a cut before its train's next one.
        # Times of both tables are rounded apart: 1 us does not count.
        since_us = rider.since_us + (2 if rider.joined else -2)
        events = [(int(time_us[row]), 1, False, int(row)) for row in crossings.of(train)]
        events += [(int(log.formations["time_us"][row]), 0, True, int(row))
                   for row in log.formations_of_train.of(train)]
        events += [(int(log.formations["time_us"][row]) + 2, 2, True, int(row))
                   for row in log.formations_of_other.of(train)
                   if log.formations["train"][row] != train and log.formations["kind"][row] == COUPLED]
        for moment, _, is_formation, row in sorted(events):
            if moment >= since_us:
                yield moment, is_formation, row

    def _cross(self, movement: Movement, rider: Rider, crossings: Crossings, row: int) -> bool:
        """The train passes from one link to the next; false if it leaves the guideway."""
        time_us, link = int(crossings["time_us"][row]), int(crossings["link"][row])
        if movement.passages and movement.passages[-1].exit_us == NEVER:
            passage = movement.passages[-1]
            passage.exit_us = time_us
            passage.run_us = self.log.run_us[passage.link] + float(crossings["extra_run_us"][row])
        elif movement.stops and movement.stops[-1].exit_us == NEVER:
            movement.stops[-1].exit_us = time_us
        if link < 0:
            return False
        movement.passages.append(Passage(link, int(crossings["tube"][row]), rider.train, rider.place,
                                         self.count(rider.train, time_us), time_us))
        return True

    def _leave(self, movement: Movement, time_us: int) -> Rider | None:
        """The train left its last link: to the destination, or to a yard in which another is formed."""
        log = self.log
        node = int(log.link["to"].iloc[movement.passages[-1].link])
        if node == movement.destination:
            movement.left_us = time_us
            return None
        stop = Stop(node, time_us)
        movement.stops.append(stop)
        rows = log.boardings_of_capsule.of(movement.capsule)
        rows = rows[(log.boardings["time_us"][rows] >= time_us) & (log.boardings["kind"][rows] == 1)]
        if not len(rows):
            return None
        row = int(rows[0])
        stop.formed_us, train = (int(log.boardings[name][row]) for name in ("time_us", "train"))
        rider = Rider(train, int(log.boardings["place"][row]), stop.formed_us)
        formed = log.formations_of_train.of(train)
        if len(formed) and log.formations["kind"][formed[0]] == FORMED:
            order = self.members(train, int(formed[0]) + 1)
            others = tuple(c for c in order if c != movement.capsule)
            movement.changes.append(Change(stop.formed_us, FORMED, node, train, rider.place, train,
                                           order, others))
        return rider

    def _cut(self, movement: Movement, rider: Rider, row: int) -> Rider | None:
        """The train is cut. Where the capsule is then, if it is in the part that was cut off."""
        form = self.log.formations
        part = int(form["capsules_before"][row] - form["capsules_after"][row])
        time_us, node, front = (int(form[name][row]) for name in ("time_us", "node", "other_train"))
        before = self.members(rider.train, row)
        if rider.place < part:
            movement.changes.append(Change(time_us, CUT, node, front, rider.place, rider.train,
                                           before[:part], before[part:]))
            return Rider(front, rider.place, time_us)
        rider.place -= part
        movement.changes.append(Change(time_us, CUT, node, rider.train, rider.place, front,
                                       before[part:], before[:part]))
        return None

    def _join(self, movement: Movement, row: int) -> Rider:
        """The capsule's train joins another: the capsule goes on in that one."""
        form = self.log.formations
        time_us, node, train = (int(form[name][row]) for name in ("time_us", "node", "train"))
        order = self.members(train, row + 1)
        place = order.index(movement.capsule)
        ahead = order[:int(form["capsules_before"][row])]
        movement.changes.append(Change(time_us, COUPLED, node, train, place, train, order, ahead))
        return Rider(train, place, time_us, joined=True)

    def _be_joined(self, movement: Movement, rider: Rider, row: int) -> None:
        """Another train joins the capsule's."""
        form = self.log.formations
        order = self.members(rider.train, row + 1)
        movement.changes.append(Change(
            int(form["time_us"][row]), COUPLED, int(form["node"][row]), rider.train, rider.place,
            int(form["other_train"][row]), order, order[int(form["capsules_before"][row]):]))

    def _reorder(self, movement: Movement, rider: Rider, row: int) -> None:
        """The train is put in another order while it runs."""
        form = self.log.formations
        order = self.members(rider.train, row + 1)
        rider.place = order.index(movement.capsule)
        movement.changes.append(Change(int(form["time_us"][row]), REORDERED, int(form["node"][row]),
                                       rider.train, rider.place, rider.train, order, ()))

    def count(self, train: int, time_us: int) -> int:
        """Capsules of a train just after a time."""
        form = self.log.formations
        rows = self.log.formations_of_train.of(train)
        past = rows[form["time_us"][rows] <= time_us + 1]
        if len(past):
            return int(form["capsules_after"][past[-1]])
        if len(rows):
            return int(form["capsules_before"][rows[0]])
        return len(self.members(train, 0))

    def _members(self, train: int, row: int) -> tuple[int, ...]:
        """Capsules of a train before a row of /formations, front first; before its first: as made."""
        log, form = self.log, self.log.formations
        order = self._made_of(train)
        joins = reordered = 0
        for each in log.formations_of_train.of(train):
            if each >= row:
                break
            before, after = int(form["capsules_before"][each]), int(form["capsules_after"][each])
            if form["kind"][each] == CUT:
                order = order[before - after:]
            elif form["kind"][each] == COUPLED:
                order = (*order, *self._boarded(train, 0, joins, after - before))
                joins += after - before
            elif form["kind"][each] == REORDERED:
                order = self._boarded(train, 2, reordered, after)
                reordered += after
        return order

    def _boarded(self, train: int, kind: int, first: int, count: int) -> tuple[int, ...]:
        """Rows of /journeys/boardings of a train and kind: the capsules of some of them."""
        log = self.log
        rows = log.boardings_of_train.of(train)
        rows = rows[log.boardings["kind"][rows] == kind][first:first + count]
        return tuple(int(c) for c in log.boardings["capsule"][rows])

    def _made_of(self, train: int) -> tuple[int, ...]:
        """Capsules of a train when it came to be: cut off, formed in a yard, or out of a portal."""
        log, form = self.log, self.log.formations
        cuts = log.formations_of_other.of(train)
        cuts = cuts[form["kind"][cuts] == CUT] if len(cuts) else cuts
        if len(cuts):
            row = int(cuts[0])
            part = int(form["capsules_before"][row] - form["capsules_after"][row])
            whole: tuple[int, ...] = self.members(int(form["train"][row]), row)
            return whole[:part]
        rows = log.boardings_of_train.of(train)
        rows = rows[log.boardings["kind"][rows] == 1] if len(rows) else rows
        if len(rows):
            return tuple(int(c) for c in log.boardings["capsule"][rows])
        alone = log.movements_of_train.of(train)
        return tuple(int(c) for c in log.movements["capsule"][alone])
