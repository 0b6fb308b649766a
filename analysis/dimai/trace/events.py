"""A journey as a list of events: what happened to the capsule, when and where."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from dimai.trace.journey import ARRIVED, REFUSED, Journey, Journeys
from dimai.trace.log import COUPLED, CUT, REORDERED
from dimai.trace.rebuild import NEVER, Change, Movement, Passage

FETCH, RIDE, PARK = "fetch", "ride", "park"


@dataclass
class Event:
    """Something that happened to a capsule. -1 and empty where it does not apply."""

    time_s: float
    what: str
    """request, refused, loading, loaded, set_out, link, joined, was_joined, cut, formed, reordered, yard, left, stands,
    unloading, unloaded"""
    phase: str = ""
    """fetch: empty to its request; ride: with its load; park: empty to a parking place"""
    request: int = -1
    capsule: int = -1
    node: int = -1
    link: int = -1
    tube: int = -1
    train: int = -1
    place: int = -1
    """In the train, 0 being its front."""
    capsules: int = -1
    """In the train."""
    delay_s: float = 0.0
    """Waited here beyond undelayed running: before entering the link; at `link` itself that of the link
    before."""
    lasts_s: float = 0.0
    """Running time on the link, delays included; 0 if it did not leave it."""
    other_train: int = -1
    partners: tuple[int, ...] = ()
    """Capsules that came or went."""
    order: tuple[int, ...] = ()
    """Capsules of the train from then on, front first."""

    def plain(self) -> dict[str, Any]:
        """As plain values, without what does not apply."""
        plain: dict[str, Any] = {}
        for name, value in asdict(self).items():
            if isinstance(value, float):
                if name == "time_s" or abs(value) >= 1e-5:
                    plain[name] = float(value)
            elif isinstance(value, tuple):
                if value:
                    plain[name] = [int(each) for each in value]
            elif value not in (-1, ""):
                plain[name] = value
        return plain


def journey_events(journeys: Journeys, journey: Journey) -> list[Event]:
    """All events of a request, door to door, in order of time."""
    trip, ride, request = journey.trip, journey.ride, journey.request
    origin, destination = int(trip["origin"]), int(trip["destination"])
    common: dict[str, Any] = {"request": request, "capsule": int(trip["capsule"])}
    events = [Event(trip["request_time_s"], "request", node=origin, **common)]
    if trip["state"] == REFUSED:
        return [*events, Event(trip["request_time_s"], "refused", node=origin, **common)]
    for movement in journey.fetch:
        events += movement_events(journeys, movement)
    if ride is not None:
        start_s = ride.start_us * 1e-6
        events.append(Event(start_s - journey.load_s, "loading", RIDE, node=origin, **common))
        events.append(Event(start_s, "loaded", RIDE, node=origin, **common))
        events += movement_events(journeys, ride)
    if trip["state"] == ARRIVED:
        end_s = trip["arrival_time_s"]
        events.append(Event(end_s - journey.unload_s, "unloading", RIDE, node=destination, **common))
        events.append(Event(end_s, "unloaded", RIDE, node=destination, **common))
    return sorted(events, key=lambda event: round(event.time_s, 4))  # at one time: as they came


def movement_events(journeys: Journeys, movement: Movement) -> list[Event]:
    """Events of one movement from portal to portal, in order."""
    up, down = journeys.ramps_s
    phase = RIDE if movement.loaded else FETCH if movement.request >= 0 else PARK
    common: dict[str, Any] = {"phase": phase, "request": movement.request, "capsule": movement.capsule}
    events = [Event(movement.start_us * 1e-6, "set_out", node=movement.origin, **common)]
    ready_us = float(movement.start_us)
    if movement.passages:
        ready_us += up[movement.passages[0].link] * 1e6
    entries: list[tuple[int, int, Event]] = []
    link_from = journeys.log.link["from"].to_numpy()
    before: Passage | None = None
    for passage in movement.passages:
        since_us = ready_us if before is None else before.entry_us + before.run_us
        stop = next((s for s in movement.stops if s.exit_us == passage.entry_us), None)
        delay_s = 0.0 if stop is not None else (passage.entry_us - since_us) * 1e-6
        lasts_s = 0.0 if passage.exit_us == NEVER else (passage.exit_us - passage.entry_us) * 1e-6
        entries.append((passage.entry_us, 1, Event(
            passage.entry_us * 1e-6, "link", node=int(link_from[passage.link]), link=passage.link,
            tube=passage.tube, train=passage.train, place=passage.place, capsules=passage.capsules,
            delay_s=delay_s, lasts_s=lasts_s, **common)))
        before = passage
    entries += [(c.time_us + (1 if c.kind == COUPLED else 0), 2 if c.kind == COUPLED else 0,
                 change_event(c, movement.capsule, common)) for c in movement.changes]
    for stop in movement.stops:
        lasts_s = 0.0 if stop.exit_us == NEVER else (stop.exit_us - stop.entry_us) * 1e-6
        entries.append((stop.entry_us, 1, Event(stop.entry_us * 1e-6, "yard", node=stop.node,
                                                lasts_s=lasts_s, **common)))
    events += [event for _, _, event in sorted(entries, key=lambda entry: entry[:2])]
    if movement.left_us != NEVER and before is not None:
        events.append(Event(movement.left_us * 1e-6, "left", node=movement.destination,
                            delay_s=(movement.left_us - before.entry_us - before.run_us) * 1e-6,
                            **common))
    if movement.stands_us != NEVER:
        events.append(Event(movement.stands_us * 1e-6, "stands", node=movement.destination, **common))
    return events


def change_event(change: Change, capsule: int, common: dict[str, Any]) -> Event:
    """The event of a coupling, a cut or the forming of a train."""
    if change.kind == COUPLED:
        # Whoever joins stands behind those who were there.
        what = "joined" if change.order.index(capsule) >= len(change.partners) \
            and change.order[:len(change.partners)] == change.partners else "was_joined"
    else:
        what = {CUT: "cut", REORDERED: "reordered"}.get(change.kind, "formed")
    return Event(change.time_us * 1e-6, what, node=change.node, train=change.train, place=change.place,
                 capsules=len(change.order), other_train=change.other, partners=change.partners,
                 order=change.order, **common)
