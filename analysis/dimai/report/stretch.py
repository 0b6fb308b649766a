"""The time-space diagram: trains on consecutive links, with couplings and cuts."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dimai.report.pack import pack
from dimai.results import Result

GREATEST_PASSAGES = 40_000
"""Most passages of links drawn; beyond it the end of the time is left out."""

GREATEST_LINKS = 60

GREATEST_ROWS = 2_000_000
"""Most recorded passages read: a file with every train on every link may hold many more."""

Integers = NDArray[np.int64]


def stretch_data(result: Result) -> dict[str, Any]:
    """Passages and formations along one way; without links if none was recorded.

    Times are packed as tenths of a second.
    """
    passages = result.table("traversals", GREATEST_ROWS)
    recorded = len(passages)
    links = busiest_way(passages, result.table("network/link"))
    if not links:
        return {"links": []}
    link = result.table("network/link")
    place = np.full(len(link), -1)
    place[links] = np.arange(len(links))
    passages = passages[(passages["link"] >= 0) & (passages["link"] < len(link))]
    passages = passages[place[passages["link"]] >= 0].sort_values("entry_time_s", kind="stable")
    cut_off = len(passages) > GREATEST_PASSAGES or recorded == GREATEST_ROWS
    passages = passages.head(GREATEST_PASSAGES)
    start_s = float(passages["entry_time_s"].min())
    # A passage that had not ended when recording stopped has no exit; it is drawn as a point.
    exit_s = passages["exit_time_s"].fillna(passages["entry_time_s"])
    end_s = float(exit_s.max())
    nodes = [int(link["from"].iloc[links[0]]), *(int(link["to"].iloc[row]) for row in links)]
    return {
        "links": links, "nodes": nodes, "start_s": start_s, "end_s": end_s, "cut_off": cut_off,
        "distance_m": np.concatenate(
            ([0.0], np.cumsum(link["length_m"].to_numpy()[links]))).round().tolist(),
        "train": pack(passages["train"]), "step": pack(place[passages["link"]]),
        "entry": pack((passages["entry_time_s"] - start_s) * 10.0, delta=True),
        "lasts": pack((exit_s - passages["entry_time_s"]) * 10.0),
        "capsules": pack(passages["capsules"]),
        "events": event_data(result, nodes, start_s, end_s),
    }


def event_data(result: Result, nodes: list[int], start_s: float, end_s: float) -> dict[str, str]:
    """Couplings, cuts and standing formations at the nodes of the way, in its time."""
    rows = result.table("formations")
    rows = rows[rows["node"].isin(nodes) & rows["time_s"].between(start_s, end_s)]
    rows = rows.sort_values("time_s", kind="stable").head(GREATEST_PASSAGES)
    position = {node: index for index, node in reversed(list(enumerate(nodes)))}
    return {
        "time": pack((rows["time_s"] - start_s) * 10.0, delta=True),
        "position": pack(rows["node"].map(position)), "kind": pack(rows["kind"]),
        "train": pack(rows["train"]), "other": pack(rows["other_train"]),
        "before": pack(rows["capsules_before"]), "after": pack(rows["capsules_after"])}


def busiest_way(passages: Any, link: Any) -> list[int]:
    """Consecutive links that most trains follow, through the link with most passages.

    Where one stretch was recorded this is that stretch; where every train was recorded everywhere it is
    the way along which traffic is densest.
    """
    known = passages[(passages["link"] >= 0) & (passages["link"] < len(link))]
    if known.empty:
        return []
    ordered = known.sort_values(["train", "entry_time_s"], kind="stable")
    train, row = ordered["train"].to_numpy(), ordered["link"].to_numpy()
    heads, tails = link["to"].to_numpy(), link["from"].to_numpy()
    follows = (train[1:] == train[:-1]) & (heads[row[:-1]] == tails[row[1:]])
    pairs, counts = np.unique(np.stack([row[:-1][follows], row[1:][follows]]), axis=1,
                              return_counts=True)
    before: dict[int, int] = {}
    after: dict[int, int] = {}
    for index in np.argsort(counts, kind="stable"):
        first, second = int(pairs[0, index]), int(pairs[1, index])
        after[first] = second
        before[second] = first
    way = [int(np.bincount(row).argmax())]
    extend(way, after, tails, heads, forward=True)
    extend(way, before, tails, heads, forward=False)
    return way


def extend(way: list[int], step: dict[int, int], tails: Integers, heads: Integers,
           forward: bool) -> None:
    """Lengthen the way at one end until it would meet itself, ends or is long enough."""
    seen = {int(tails[way[0]]), *(int(heads[row]) for row in way)}
    while len(way) < GREATEST_LINKS:
        following = step.get(way[-1] if forward else way[0], -1)
        node = int(heads[following] if forward else tails[following])
        if following < 0 or node in seen:
            return
        seen.add(node)
        way.insert(len(way) if forward else 0, following)
