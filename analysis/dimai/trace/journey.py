"""A request's whole journey, door to door: what was waited for, the empty capsule's way, the ride."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from dimai.trace.log import COUPLED, CUT, FORMED, JourneyLog, Rows, TraceError
from dimai.trace.rebuild import NEVER, Movement, Rebuilder

ARRIVED, REFUSED = 2, 3
PARTS = ("wait_s", "handling_s", "access_s", "line_s", "junction_s", "egress_s")


@dataclass
class Journey:
    """One request and the movements made for it."""

    request: int
    trip: Mapping[str, Any]
    """Its row of /trips."""
    fetch: list[Movement]
    """Empty ways of its capsule to the origin."""
    ride: Movement | None
    """The loaded way; none if it has not set out."""
    load_s: float
    unload_s: float


class Journeys:
    """Rebuilds journeys and movements of one result."""

    def __init__(self, log: JourneyLog) -> None:
        self.log = log
        self.rebuilder = Rebuilder(log)

    @cached_property
    def trips(self) -> dict[str, np.ndarray[Any, Any]]:
        """/trips, a column each."""
        table = self.log.result.table("trips")
        return {name: table[name].to_numpy() for name in table.columns}

    @cached_property
    def trip_rows(self) -> Rows:
        """Trips by request."""
        return Rows(self.trips["request"])

    @cached_property
    def movement_rows(self) -> Rows:
        """Movements by request."""
        return Rows(self.log.movements["request"])

    @cached_property
    def ramps_s(self) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Time of the departure ramp of each link, and of the arrival ramp of each node [s]."""
        rates = {"guideway.acceleration": np.nan, "guideway.deceleration": np.nan}
        for row in json.loads(self.log.result.config("effective") or "[]"):
            if row.get("key") in rates:
                rates[row["key"]] = float(row["si_value"])
        up, down = rates.values()
        speed_m_s = self.log.link["speed_m_s"].to_numpy()
        arrival = np.zeros(len(self.log.result.table("network/node")))
        np.maximum.at(arrival, self.log.link["to"].to_numpy(), speed_m_s / down)
        return speed_m_s / up, arrival

    def capsule_movements(self, capsule: int) -> list[Movement]:
        """All movements of a capsule, in order."""
        count = len(self.log.capsules["class"])
        if not 0 <= capsule < count:
            raise TraceError(f"there is no capsule {capsule}; the {count:,} capsules have the numbers "
                             f"0 to {count - 1}")
        number = len(self.log.movements_of_capsule.of(capsule))
        return self._movements(capsule, range(number))

    def journey(self, request: int) -> Journey:
        """One request's journey."""
        rows = self.trip_rows.of(request)
        if not len(rows):
            raise TraceError(f"there is no journey {request}; {self._known_requests()}")
        trip = {name: values[rows[0]].item() for name, values in self.trips.items()}
        chosen = self.movement_rows.of(request)
        fetch: list[Movement] = []
        ride: Movement | None = None
        if len(chosen):
            capsule = int(self.log.movements["capsule"][chosen[0]])
            own = self.log.movements_of_capsule.of(capsule)
            for movement in self._movements(capsule, np.flatnonzero(np.isin(own, chosen))):
                if movement.loaded:
                    ride = movement
                else:
                    fetch.append(movement)
        classes = self.log.result.table("capsule_class")
        load_s, unload_s = (float(classes[name].iloc[int(trip["class"])])
                            for name in ("load_time_s", "unload_time_s"))
        return Journey(request, trip, fetch, ride, load_s, unload_s)

    def _movements(self, capsule: int, numbers: Iterable[int]) -> list[Movement]:
        numbers = [int(number) for number in numbers]
        if not numbers:
            return []
        spans = [self.rebuilder.span(capsule, number) for number in numbers]
        crossings = self.crossings(min(span[0] for span in spans), max(span[1] for span in spans))
        return [self.rebuilder.movement(capsule, number, crossings) for number in numbers]

    _kept: tuple[int, int, Any] | None = None

    def crossings(self, from_us: int, until_us: int) -> Any:
        """Crossings that cover a span; what was read last is used again if it does."""
        if self._kept is None or from_us < self._kept[0] or until_us > self._kept[1]:
            self._kept = from_us, until_us, self.log.crossings(from_us, until_us)
        return self._kept[2]

    def read_all(self) -> None:
        """Read all crossings at once and sort them: for those who rebuild many journeys."""
        self._kept = -1, 1 << 62, self.log.crossings(-1, 1 << 61)
        self._kept[2].index()

    def _known_requests(self) -> str:
        known = self.trips["request"]
        if not len(known):
            return "the file holds none yet"
        return f"the {len(known):,} journeys have the numbers {known.min()} to {known.max()}"

    def example(self, origin: str, destination: str, class_name: str = "") -> int:
        """The arrived trip of a pair of places whose time from door to door is the median of theirs.

        Raises TraceError if a place or class is not known, or nobody arrived.
        """
        trips = self.trips
        chosen = trips["state"] == ARRIVED
        for column, name in (("origin", origin), ("destination", destination)):
            if name:
                chosen = chosen & np.isin(trips[column], self.places(name))
        if class_name:
            names = self.log.result.table("capsule_class")["name"].tolist()
            if class_name not in names:
                raise TraceError(f'there is no class "{class_name}"; classes are {", ".join(names)}')
            chosen = chosen & (trips["class"] == names.index(class_name))
        rows = np.flatnonzero(chosen)
        if not len(rows):
            raise TraceError(f'nobody arrived from "{origin or "anywhere"}" to '
                             f'"{destination or "anywhere"}"')
        total_s = trips["arrival_time_s"][rows] - trips["request_time_s"][rows]
        order = np.lexsort((trips["request"][rows], total_s))
        return int(trips["request"][rows[order[(len(rows) - 1) // 2]]])

    def places(self, name: str) -> np.ndarray[Any, Any]:
        """Nodes that a portal's id, a name or a city's name stands for."""
        node = self.log.result.table("network/node")
        columns = [column for column in ("id", "city", "city_zh", "name", "name_zh")]
        for column in columns:
            rows = np.flatnonzero((node[column] == name).to_numpy())
            if len(rows):
                return rows
        known = [each for column in columns for each in node[column].unique().tolist() if each]
        near = difflib.get_close_matches(name, known, n=1)
        if not near:  # "Tiantong Yuan" for "tiantongyuan"
            lower = {each.lower().replace(" ", "").replace("-", ""): each for each in known}
            near = [lower[word] for word in difflib.get_close_matches(
                name.lower().replace(" ", "").replace("-", ""), lower, n=1)]
        meant = f'; did you mean "{near[0]}"?' if near else ""
        raise TraceError(f'there is no portal or city "{name}"{meant}')

    def parts(self, journey: Journey) -> dict[str, float] | None:
        """The parts of an arrived journey's time [s], from the rebuilt movements alone.

        `junction_s` is summed from what was waited for, not what is left over, so that the sum of the
        parts is a check. None for a journey that has not arrived.
        """
        ride, trip = journey.ride, journey.trip
        if ride is None or trip["state"] != ARRIVED or ride.left_us == NEVER or ride.stands_us == NEVER:
            return None
        up, down = self.ramps_s
        role = self.log.link["role"].to_numpy()
        trunk = [p for p in ride.passages if role[p.link] == "trunk"]
        first_trunk = next((i for i, p in enumerate(ride.passages) if role[p.link] == "trunk"),
                           len(ride.passages))
        access_us = sum(p.run_us for p in ride.passages[:first_trunk])
        egress_us = sum(p.run_us for p in ride.passages[first_trunk:] if role[p.link] != "trunk")
        ramp_up_s, ramp_down_s = up[ride.passages[0].link], down[ride.destination]
        unloading_s = trip["arrival_time_s"] - journey.unload_s
        held_us = sum((p.exit_us - p.entry_us) - p.run_us for p in ride.passages)
        held_us += sum(stop.exit_us - stop.entry_us for stop in ride.stops)
        junction_s = ((ride.entry_us - ride.start_us) * 1e-6 - ramp_up_s) + held_us * 1e-6 \
            + (ride.stands_us - ride.left_us) * 1e-6 - ramp_down_s + (unloading_s - ride.stands_us * 1e-6)
        return {"wait_s": ride.start_us * 1e-6 - journey.load_s - trip["request_time_s"],
                "handling_s": journey.load_s + journey.unload_s,
                "access_s": access_us * 1e-6 + ramp_up_s,
                "line_s": sum(p.run_us for p in trunk) * 1e-6,
                "junction_s": junction_s, "egress_s": egress_us * 1e-6 + ramp_down_s}

    def mismatches(self, journey: Journey) -> list[str]:
        """Where the rebuilt journey differs from its record in /trips; empty if nowhere."""
        parts, trip = self.parts(journey), journey.trip
        if parts is None:
            return [] if trip["state"] != ARRIVED else ["an arrived journey was not rebuilt to its end"]
        ride = journey.ride
        assert ride is not None
        total_s = trip["arrival_time_s"] - trip["request_time_s"]
        pairs = [("total_s", sum(parts.values()), total_s),
                 ("departure_time_s", ride.entry_us * 1e-6, trip["departure_time_s"])]
        pairs += [(name, parts[name], trip[name]) for name in PARTS]
        found = [f"journey {journey.request}: {name} is {rebuilt:.6f}, recorded {recorded:.6f}"
                 for name, rebuilt, recorded in pairs
                 if abs(rebuilt - recorded) > 5e-5 + 1.2e-7 * abs(recorded)]
        counts = {"couplings": sum(c.kind in (COUPLED, FORMED) for c in ride.changes),
                  "cuts": sum(c.kind == CUT for c in ride.changes)}
        return found + [f"journey {journey.request}: {count} {name}, recorded {trip[name]}"
                        for name, count in counts.items() if count != trip[name]]
