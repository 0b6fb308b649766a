"""`./dimai trace`: prints, writes or draws what happened to a capsule, a journey or a train."""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dimai.results import Result, open_result
from dimai.trace.events import Event, journey_events, movement_events
from dimai.trace.journey import Journey, Journeys
from dimai.trace.log import JourneyLog, TraceError
from dimai.trace.rebuild import Movement
from dimai.trace.text import Words
from dimai.trace.trains import train_events

COLUMNS = ("time_s", "what", "phase", "request", "capsule", "node", "link", "tube", "train", "place",
           "capsules", "delay_s", "lasts_s", "other_train", "partners", "order")


def options_of(arguments: Sequence[str]) -> argparse.Namespace:
    """Options of the command line."""
    parser = argparse.ArgumentParser(
        prog="dimai trace", description="Print a journey door to door, event by event: who was coupled "
        "to whom, where, when, in what order.")
    parser.add_argument("result", help="result.h5, or the folder that holds it")
    which = parser.add_argument_group("what to trace (one of them)")
    which.add_argument("--capsule", type=int, metavar="ID", help="all movements of a capsule")
    which.add_argument("--journey", type=int, metavar="ID", help="one request (a row of /trips)")
    which.add_argument("--train", type=int, metavar="ID", help="a train, from its forming to its end")
    which.add_argument("--origin", metavar="PLACE",
                       help="the median trip from this portal or city …")
    which.add_argument("--destination", metavar="PLACE", help="… and to this one")
    parser.add_argument("--class", dest="class_name", default="", metavar="NAME",
                        help="with --origin or --destination: of this class of capsules")
    parser.add_argument("--json", action="store_true", help="JSON on standard output")
    parser.add_argument("--csv", metavar="FILE", help="write the events as CSV; - is standard output")
    parser.add_argument("--picture", metavar="FILE", help="draw time and way: FILE.svg or FILE.html")
    parser.add_argument("--language", choices=("en", "zh"), default=default_language())
    options = parser.parse_args(arguments)
    by_place = options.origin is not None or options.destination is not None
    asked = sum(value is not None for value in (options.capsule, options.journey, options.train))
    if asked + by_place != 1:
        parser.error("needs one of --capsule, --journey, --train, or --origin and --destination")
    if options.picture and Path(options.picture).suffix not in (".svg", ".html"):
        parser.error(f'--picture: got "{options.picture}", accepts a name that ends in .svg or .html')
    return options


def default_language() -> str:
    """Language of the terminal."""
    setting = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG")
                    if os.environ.get(name)), "")
    return "zh" if setting.startswith("zh") else "en"


def trace(arguments: Sequence[str]) -> int:
    """Print a capsule's, journey's or train's events, door to door."""
    options = options_of(arguments)
    with open_result(options.result) as result:
        traced = Traced(result, options)
        if options.picture:
            from dimai.trace.page import write_picture
            write_picture(traced, Path(options.picture), options.language)
        if options.csv:
            write_csv(options.csv, traced)
        if options.json:
            print(json.dumps(traced.plain(), ensure_ascii=False, indent=1))
        elif options.csv != "-":
            print("\n".join(traced.lines(Words(result, options.language))))
    return 0


class Traced:
    """What was asked for, rebuilt."""

    def __init__(self, result: Result, options: argparse.Namespace) -> None:
        self.result = result
        self.journeys = Journeys(JourneyLog(result))
        self.journey: Journey | None = None
        self.movements: list[Movement] = []
        self.capsule, self.train = options.capsule, options.train
        if self.train is not None:
            self.events = train_events(self.journeys, self.train)
        elif self.capsule is not None:
            self.movements = self.journeys.capsule_movements(self.capsule)
            self.events = self._capsule_events()
        else:
            request = options.journey
            if request is None:
                request = self.journeys.example(options.origin or "", options.destination or "",
                                                options.class_name)
            self.journey = self.journeys.journey(request)
            self.movements = [*self.journey.fetch, *([self.journey.ride] if self.journey.ride else [])]
            self.events = journey_events(self.journeys, self.journey)

    def _capsule_events(self) -> list[Event]:
        events: list[Event] = []
        for movement in self.movements:
            if not movement.loaded:
                events += movement_events(self.journeys, movement)
                continue
            journey = self.journeys.journey(movement.request)
            events += [event for event in journey_events(self.journeys, journey) if event.phase != "fetch"]
        return sorted(events, key=lambda event: event.time_s)

    def lines(self, words: Words) -> list[str]:
        """What the terminal shows."""
        if self.journey is not None:
            mismatches = self.journeys.mismatches(self.journey)
            checked = not mismatches and self.journeys.parts(self.journey) is not None
            head = words.journey_head(self.journey, checked) + mismatches
        elif self.train is not None:
            head = [words.of("title.train", train=self.train, n=len(self.events))]
        else:
            capsules = self.journeys.log.capsules
            head = [words.of("title.capsule", capsule=self.capsule,
                             origin=words.node(int(capsules["portal"][self.capsule])),
                             n=len(self.movements), loaded=sum(m.loaded for m in self.movements),
                             **{"class": words.classes[int(capsules["class"][self.capsule])]})]
        return head + words.lines(self.events)

    def plain(self) -> dict[str, Any]:
        """As plain values, places by their ids."""
        node = self.result.table("network/node")["id"].tolist()
        link = self.result.table("network/link")["id"].tolist()
        events = []
        for event in self.events:
            row = event.plain()
            events.append(row | ({"node": node[event.node]} if event.node >= 0 else {})
                          | ({"link": link[event.link]} if event.link >= 0 else {}))
        plain: dict[str, Any] = {"result": str(self.result.path)}
        if self.journey is not None:
            parts = self.journeys.parts(self.journey)
            trip = {key: None if value != value else value for key, value in self.journey.trip.items()}
            plain |= {"journey": self.journey.request, "trip": trip, "rebuilt_parts": parts,
                      "mismatches": self.journeys.mismatches(self.journey)}
        for name in ("capsule", "train"):
            if getattr(self, name) is not None:
                plain[name] = getattr(self, name)
        return plain | {"events": events}


def write_csv(name: str, traced: Traced) -> None:
    """The events as CSV, a row each; several capsules of a row are separated by blanks."""
    stream = sys.stdout if name == "-" else open(name, "w", encoding="utf-8", newline="")
    try:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in traced.plain()["events"]:
            writer.writerow([" ".join(map(str, value)) if isinstance(value, list)
                             else f"{value:.6f}" if isinstance(value, float) else value
                             for value in (row.get(column, "") for column in COLUMNS)])
    finally:
        if stream is not sys.stdout:
            stream.close()
