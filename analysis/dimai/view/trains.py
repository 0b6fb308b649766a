"""Rebuilds how all trains moved from /journeys and /formations of a result file.

A train that is joined keeps its number, and its capsules their places; those that join come behind. One
that is cut keeps its number for the rear part; the front part, which passes on at once, gets a new one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from dimai.opening import ResultError
from dimai.results import Result
from dimai.view.movement import Floats, Integers, Movement

COUPLED, CUT = 0, 1
FORMED_STANDING = 1
"""Kind of a boarding: in a yard."""
US = 1e6
TABLES = {"crossings": ("time_us", "train", "link"), "boardings": ("time_us", "train", "capsule", "kind"),
          "movements": ("time_us", "train", "capsule")}

Table = dict[str, Integers]


def capsule_classes(result: Result) -> Integers:
    """Class of each capsule, shape (capsule,); empty if the file has no journeys."""
    path = "journeys/capsules/class"
    if path not in result.file:
        return np.zeros(0, dtype=np.int64)
    return np.asarray(result.file[path][()], dtype=np.int64)


def recorded_journeys(result: Result) -> Movement | None:
    """All trains of a run; None if the file has no journeys or nothing has moved yet."""
    tables = read_tables(result)
    if tables is None or not len(tables["crossings"]["link"]):
        return None
    form = result.table("formations")
    changes = {name: form[name].to_numpy(dtype=np.int64)
               for name in ("kind", "train", "other_train", "capsules_before", "capsules_after")}
    changes["time_us"] = np.rint(form["time_s"].to_numpy() * US).astype(np.int64)
    keys = Keys.for_tables(result, tables)
    pieces = all_pieces(tables, changes, keys)
    parts = all_passages(result, tables["crossings"], changes, pieces, capsule_lengths(result))
    return movement_from(tables["crossings"], pieces, parts)


def read_tables(result: Result) -> dict[str, Table] | None:
    """Tables of /journeys, each cut to its shortest column, as in a file still being written."""
    group = result.file.get("journeys")
    if not isinstance(group, h5py.Group):
        return None
    tables: dict[str, Table] = {}
    for name, columns in TABLES.items():
        if any(f"{name}/{key}" not in group for key in columns):
            return None
        read = {key: np.asarray(group[f"{name}/{key}"][()], dtype=np.int64) for key in columns}
        rows = min(map(len, read.values()))
        tables[name] = {key: values[:rows] for key, values in read.items()}
    return tables


def capsule_lengths(result: Result) -> Floats:
    """Length of each capsule [m], shape (capsule,)."""
    per_class = result.table("capsule_class")["length_m"].to_numpy()
    return np.asarray(per_class[capsule_classes(result)], dtype=np.float64)


@dataclass(frozen=True)
class Keys:
    """Makes one number of train and time, in their order."""

    bits: int
    """Of the time."""

    @staticmethod
    def for_tables(result: Result, tables: dict[str, Table]) -> Keys:
        """Keys that hold every train and time of the tables."""
        most_us = max(int(table["time_us"].max(initial=0)) for table in tables.values())
        most = max(int(table["train"].max(initial=0)) for table in tables.values())
        bits = (most_us + 32).bit_length()
        if bits + (most + 1).bit_length() > 63:
            raise ResultError(f"{result.path}: holds too many trains over too long a time to be shown")
        return Keys(bits)

    def of(self, train: Any, time_us: Any) -> Any:
        """Key of a train and a time [us]; arrays or numbers."""
        return (train << self.bits) + time_us + 8  # not below 0 when a time was rounded down


@dataclass
class Pieces:
    """Trains for as long as their capsules stay the same, in order of (train, start)."""

    train: Integers
    start_us: Integers
    first: Integers
    """Of its capsules in `members`."""
    size: Integers
    members: Integers
    keys: Keys
    key: Integers = field(init=False)

    def __post_init__(self) -> None:
        self.key = self.keys.of(self.train, self.start_us)

    def at(self, train: Any, time_us: Any) -> Any:
        """Row of the piece that a train is at a time; a change at that very time has happened."""
        return np.searchsorted(self.key, self.keys.of(train, time_us), side="right") - 1


def all_pieces(tables: dict[str, Table], changes: Table, keys: Keys) -> Pieces:
    """Follow the capsules of every train through all couplings and cuts."""
    movements, boardings = tables["movements"], tables["boardings"]
    order: dict[int, list[int]] = {}
    found: list[tuple[int, int, list[int]]] = []
    changed = set(changes["train"].tolist()) | set(changes["other_train"].tolist())
    engaged = np.isin(movements["train"], np.fromiter(changed, np.int64, len(changed)))
    for train, capsule, time_us in zip(*(movements[key][engaged].tolist()
                                         for key in ("train", "capsule", "time_us"))):
        order[train] = [capsule]
        found.append((train, time_us, order[train]))
    joined: dict[int, list[int]] = {}
    formed: dict[int, tuple[int, list[int]]] = {}
    for train, capsule, time_us, kind in zip(*(boardings[key].tolist() for key in
                                               ("train", "capsule", "time_us", "kind"))):
        if kind == FORMED_STANDING:
            formed.setdefault(train, (time_us, []))[1].append(capsule)
        else:
            joined.setdefault(train, []).append(capsule)
    for train, (time_us, capsules) in formed.items():
        order[train] = capsules
        found.append((train, time_us, capsules))
    follow_changes(changes, order, joined, found)
    rest = {key: values[~engaged] for key, values in movements.items()}
    return laid_out(found, rest, keys)


def follow_changes(changes: Table, order: dict[int, list[int]], joined: dict[int, list[int]],
                   found: list[tuple[int, int, list[int]]]) -> None:
    """Go through couplings and cuts in order of time and note the pieces that come to be."""
    taken: dict[int, int] = {}
    for time_us, kind, train, other, before, after in zip(*(changes[key].tolist() for key in (
            "time_us", "kind", "train", "other_train", "capsules_before", "capsules_after"))):
        old = order.get(train, [])
        if kind == COUPLED:
            start = taken.get(train, 0)
            taken[train] = start + after - before
            order[train] = old + joined.get(train, [])[start:start + after - before]
        elif kind == CUT:
            order[other], order[train] = old[:before - after], old[before - after:]
            found.append((other, time_us, order[other]))
        else:
            continue
        found.append((train, time_us, order[train]))


def laid_out(found: list[tuple[int, int, list[int]]], alone: Table, keys: Keys) -> Pieces:
    """Put the pieces, and the trains of one capsule that stayed alone, in order."""
    train = np.concatenate([np.array([row[0] for row in found], dtype=np.int64), alone["train"]])
    start = np.concatenate([np.array([row[1] for row in found], dtype=np.int64), alone["time_us"]])
    size = np.concatenate([np.array([len(row[2]) for row in found], dtype=np.int64),
                           np.ones(len(alone["train"]), dtype=np.int64)])
    members = np.concatenate([np.array([c for row in found for c in row[2]], dtype=np.int64),
                              alone["capsule"]])
    first = np.cumsum(size) - size
    sort = np.lexsort((np.arange(len(train)), start, train))
    return Pieces(train[sort], start[sort], first[sort], size[sort], members, keys)


@dataclass
class Parts:
    """Passages as they are drawn: of one piece, from one share of a link to another."""

    row: Integers
    """Of the crossing that began the passage, in order of (train, time)."""
    piece: Integers
    entry_us: Integers
    exit_us: Floats
    begin: Floats
    end: Floats
    order: Integers
    """Crossings in order of (train, time)."""
    behind: dict[int, int]
    """Link on which the rear still is, by the number of the front part that was cut off."""


def all_passages(result: Result, crossings: Table, changes: Table, pieces: Pieces,
                 length_m: Floats) -> Parts:
    """Passages of all trains; those in which a train is joined or cut are parted there."""
    order = np.lexsort((np.arange(len(crossings["train"])), crossings["time_us"], crossings["train"]))
    train, link, entry = (crossings[key][order] for key in ("train", "link", "time_us"))
    table = result.table("network/link")
    undelayed_us = (table["length_m"] / table["speed_m_s"] * US).to_numpy()
    end_us = float(result.attributes.get("simulated_s") or 0.0) * US
    follows = np.append(train[1:] == train[:-1], False)
    inside = (link >= 0) & (link < len(table))
    exits = np.where(follows, np.append(entry[1:], 0).astype(np.float64), 0.0)
    exits[~follows] = np.maximum(entry + undelayed_us[np.where(inside, link, 0)], end_us)[~follows]
    inside &= ~joins_at_once(train, entry, changes, follows)
    parted = parted_passages(changes, train, entry, exits, inside, pieces.keys)
    whole = inside.copy()
    whole[list(parted)] = False
    rows = np.flatnonzero(whole)
    columns = [rows, train[rows], entry[rows], exits[rows], np.zeros(len(rows)),
               np.ones(len(rows))]
    metres = table["length_m"].to_numpy()
    front_m = front_lengths(changes, pieces, length_m)
    extra = [part for row, events in parted.items() for part in cut_up(
        row, [(int(changes["time_us"][change]), float(front_m[change])) for change in events],
        (int(train[row]), int(entry[row]), float(exits[row]), float(metres[link[row]])))]
    if extra:
        columns = [np.concatenate([own, np.array(more, dtype=own.dtype)])
                   for own, more in zip(columns, zip(*extra))]
    behind = {int(changes["other_train"][change]): int(link[row]) for row, events in parted.items()
              for change in events if changes["kind"][change] == CUT}
    row, train, entry, exits, begin, end = columns
    return Parts(row, pieces.at(train, entry + 2), entry, exits, begin, end, order, behind)


def joins_at_once(train: Integers, entry: Integers, changes: Table,
                  follows: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Last crossings of trains that become the rear of another there: the other's passage shows them."""
    coupled = changes["kind"] == COUPLED
    time_of = dict(zip(changes["other_train"][coupled].tolist(), changes["time_us"][coupled].tolist()))
    last = np.flatnonzero(~follows)
    when = np.array([time_of.get(number, -10) for number in train[last].tolist()], dtype=np.int64)
    joins = np.zeros(len(train), dtype=bool)
    joins[last[np.abs(when - entry[last]) <= 1]] = True
    return joins


def parted_passages(changes: Table, train: Integers, entry: Integers, exits: Floats,
                    inside: NDArray[np.bool_], keys: Keys) -> dict[int, list[int]]:
    """Rows of passages in which their train is joined or cut, with the rows of these changes."""
    known = np.flatnonzero((changes["kind"] == COUPLED) | (changes["kind"] == CUT))
    row = np.searchsorted(keys.of(train, entry),
                          keys.of(changes["train"][known], changes["time_us"][known]) - 2) - 1
    ok = (row >= 0) & (train[row] == changes["train"][known]) & inside[row]
    ok &= exits[row] >= changes["time_us"][known] - 1
    found: dict[int, list[int]] = {}
    for place, change in zip(row[ok].tolist(), known[ok].tolist()):
        found.setdefault(place, []).append(change)
    return found


def front_lengths(changes: Table, pieces: Pieces, length_m: Floats) -> Floats:
    """Length of the part that each cut takes off [m]; NaN where a change is no cut, shape (change,)."""
    cuts = np.flatnonzero(changes["kind"] == CUT)
    front = pieces.at(changes["other_train"][cuts], changes["time_us"][cuts] + 2)
    upto = np.concatenate(([0.0], np.cumsum(length_m[pieces.members])))
    found = np.full(len(changes["kind"]), np.nan)
    found[cuts] = upto[pieces.first[front] + pieces.size[front]] - upto[pieces.first[front]]
    return found


def cut_up(row: int, events: list[tuple[int, float]],
           passage: tuple[int, int, float, float]) -> Iterator[tuple[Any, ...]]:
    """Part one passage at the changes in it: (row, train, entry, exit, begin, end) of each part.

    Events are (time, length that is cut off, NaN for a coupling). A cut happens when the front is at the
    end of the link; then the rear's own front is as far from it as the part that was cut off is long. A
    coupling leaves the front where it is.
    """
    train, entry, exit_us, metres = passage
    start, share = entry, 0.0
    for place, (now, cut_m) in enumerate(events):
        is_cut = cut_m == cut_m
        to = next((time for time, length in events[place:] if length == length), exit_us)
        reached = 1.0 if is_cut or to <= start else share + (1 - share) * (now - start) / (to - start)
        if now > start:
            yield row, train, start, now, share, reached
        start, share = now, max(0.0, 1.0 - cut_m / metres) if is_cut else reached
    if exit_us > start:
        yield row, train, start, exit_us, share, 1.0


def movement_from(crossings: Table, pieces: Pieces, parts: Parts) -> Movement:
    """Passages in order of piece and time, and the pieces that have any."""
    sort = np.lexsort((parts.entry_us, parts.piece))
    piece, row = parts.piece[sort], parts.row[sort]
    used, first, passages = np.unique(piece, return_index=True, return_counts=True)
    train, link = crossings["train"][parts.order], crossings["link"][parts.order]
    ahead = row[first]
    same = (ahead > 0) & (train[ahead - 1] == train[ahead])
    cut_off = np.array([parts.behind.get(number, -1) for number in pieces.train[used].tolist()])
    before = np.where(same, link[ahead - 1], np.where(parts.begin[sort][first] > 0, -1, cut_off))
    size = pieces.size[used]
    own = np.repeat(pieces.first[used] - (np.cumsum(size) - size), size) \
        + np.arange(size.sum())
    return Movement(
        train=pieces.train[used], size=size, members=pieces.members[own], passages=passages,
        before=before, link=link[row], entry_s=parts.entry_us[sort] / US,
        exit_s=parts.exit_us[sort] / US, begin=parts.begin[sort], end=parts.end[sort])
