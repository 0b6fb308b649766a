"""An example journey of each reported pair, rebuilt event by event."""

from __future__ import annotations

from typing import Any

import numpy as np

from dimai.report.journeys import group_keys
from dimai.report.pack import pack
from dimai.results import Result
from dimai.trace.events import journey_events
from dimai.trace.journey import Journeys
from dimai.trace.log import JourneyLog, TraceError
from dimai.trace.picture import chosen_scenes, picture_data
from dimai.trace.text import Words

MARGIN_US = 240_000_000
"""Trains within four minutes are drawn with the capsule."""
GREATEST_PAIRS = 8


def trace_data(result: Result) -> list[dict[str, Any]]:
    """The median trip of each reported pair; without pairs that of all trips. Empty without journeys."""
    try:
        journeys = Journeys(JourneyLog(result))
    except TraceError:
        return []
    words = {language: Words(result, language) for language in ("en", "zh")}
    keys = [key for key in group_keys(result) if key["kind"] == "pair"][:GREATEST_PAIRS]
    chosen = []
    for key in keys or [{"class": "", "origin": "", "destination": ""}]:
        try:
            chosen.append((key, journeys.example(key["origin"], key["destination"], key["class"])))
        except TraceError:
            continue  # nobody arrived
    read_at_once(journeys, [request for _, request in chosen])
    return [key | example_data(journeys, words, request) for key, request in chosen]


def read_at_once(journeys: Journeys, requests: list[int]) -> None:
    """Read the crossings of all examples in one go: reading is what takes time."""
    rows = np.isin(journeys.trips["request"], requests)
    if rows.any():
        first_s = journeys.trips["request_time_s"][rows].min()
        last_s = journeys.trips["arrival_time_s"][rows].max()
        journeys.crossings(int(first_s * 1e6) - 2 * MARGIN_US, int(last_s * 1e6) + 2 * MARGIN_US)


def example_data(journeys: Journeys, words: dict[str, Words], request: int) -> dict[str, Any]:
    """One example: its events in both languages and its picture, times in tenths of a second."""
    journey = journeys.journey(request)
    events = journey_events(journeys, journey)
    example: dict[str, Any] = {
        "request": request, "capsule": int(journey.trip["capsule"]),
        "time": [round(event.time_s, 1) for event in events],
        "phase": [event.phase for event in events],
        **{language: [each.sentence(event) for event in events] for language, each in words.items()}}
    if journey.ride is None:
        return example | {"picture": None}
    data = picture_data(journeys, journey.ride, MARGIN_US)
    start_s = data["own"][0][0] if data["own"] else 0.0
    other = data["other"]
    flat = [value for each in other for value in each["s"]]
    place = [value for each in other for value in each["km"]]
    scenes = [data["event"].index(each) for each in chosen_scenes(data["event"])]
    return example | {"picture": {
        "node": data["node"], "km": data["km"], "start_s": start_s,
        "own": [[round(s - start_s, 1), round(km, 3)] for s, km in data["own"]],
        "s": pack([(s - start_s) * 10.0 for s in flat]), "m": pack([km * 1e3 for km in place], delta=True),
        "n": pack([each["n"] for each in other]), "off": pack([each["off"] for each in other]),
        "train": pack([each["train"] for each in other]), "scenes": scenes,
        "event": [[round(e["s"] - start_s, 1), e["km"], e["kind"], e["node"], e["order"][:12]]
                  for e in data["event"]]}}
