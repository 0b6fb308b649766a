"""Time and way of a journey with its neighbours, as data and as SVG."""

from __future__ import annotations

import html
from typing import Any

import numpy as np

from dimai.trace.journey import Journeys
from dimai.trace.log import COUPLED, CUT, FORMED, REORDERED, Crossings
from dimai.trace.rebuild import NEVER, Movement
from dimai.trace.text import Words, clock

MARGIN_US = 600_000_000
"""Trains that enter a link no longer before or after the capsule are its neighbours."""
GREATEST_NEIGHBOURS = 6000
SCENES = 8
"""Couplings and cuts shown enlarged."""
SCENE_S = 75.0

TEXTS = {
    "en": {"time": "time from the start (h:min)", "way": "way", "own": "the capsule", "others": "other trains",
           "branch": "on another tunnel", "coupled": "coupled", "cut": "cut", "formed": "formed standing",
           "reordered": "re-ordered"},
    "zh": {"time": "自开始起的时间（时:分）", "way": "路程", "own": "该胶囊", "others": "其他列车",
           "branch": "在另一条隧道", "coupled": "连挂", "cut": "解编", "formed": "停站编组", "reordered": "重新排序"},
}
KINDS = ("coupled", "cut", "formed", "reordered")
COLORS = ("#1b7f4b", "#c0392b", "#2a6fbb", "#8a5a9e")


def picture_data(journeys: Journeys, movement: Movement,
                 margin_us: int = MARGIN_US) -> dict[str, Any]:
    """What is drawn of a movement; neighbours are those within `margin_us` of it.

    Returns
    -------
    dict
        `node` and `km` of each place along the way; `own` (points [s, km]); `other` (per passage: train,
        capsules, [s, km] twice, whether on another tunnel); `event` (s, km, kind, train, order).
    """
    log = journeys.log
    link_m = log.link["length_m"].to_numpy()
    heads, tails = (log.link[name].to_numpy() for name in ("to", "from"))
    passages = [p for p in movement.passages if p.exit_us != NEVER]
    if not passages:
        return {"node": [], "km": [], "own": [], "other": [], "event": []}
    km = np.concatenate(([0.0], np.cumsum(link_m[[p.link for p in passages]]) / 1e3))
    nodes = [int(tails[passages[0].link]), *(int(heads[p.link]) for p in passages)]
    own: list[tuple[float, float]] = []
    for i, p in enumerate(passages):
        own += [(p.entry_us / 1e6, float(km[i])), (p.exit_us / 1e6, float(km[i + 1]))]
    crossings = journeys.crossings(passages[0].entry_us - MARGIN_US, passages[-1].exit_us + MARGIN_US)
    other = neighbours(journeys, movement, km, crossings, margin_us)
    events = []
    for change in movement.changes:
        if change.node in nodes:
            place = float(km[nodes.index(change.node)])
            events.append({"s": change.time_us / 1e6, "km": place, "kind": change.kind,
                           "train": change.train, "order": list(change.order[:24]),
                           "other": change.other, "node": change.node})
            other += branches(journeys, change.node, place, (change.train, change.other),
                              {p.link for p in passages}, change.time_us, crossings)
    return {"node": nodes, "km": km.round(3).tolist(), "own": own, "other": other, "event": events,
            "capsule": movement.capsule}


def neighbours(journeys: Journeys, movement: Movement, km: Any, crossings: Crossings,
               margin_us: int) -> list[dict[str, Any]]:
    """Passages of other trains in the same tubes about the same time."""
    time_us, train = crossings["time_us"], crossings["train"]
    entries: list[tuple[int, int]] = []
    for i, p in enumerate(movement.passages):
        if p.exit_us == NEVER or len(entries) > GREATEST_NEIGHBOURS:
            break
        first, last = np.searchsorted(time_us, (p.entry_us - margin_us, p.entry_us + margin_us))
        rows = first + np.flatnonzero((crossings["link"][first:last] == p.link)
                                      & (crossings["tube"][first:last] == p.tube)
                                      & ((train[first:last] != p.train)
                                         | (abs(time_us[first:last] - p.entry_us) > 1)))
        entries += [(i, int(row)) for row in rows]
    if not entries:
        return []
    rows_of = crossings.of_each(np.unique(train[[row for _, row in entries]]).astype(np.int64))
    found: list[dict[str, Any]] = []
    for i, row in entries:
        number = int(train[row])
        place = int(np.searchsorted(rows_of[number], row)) + 1
        if place == len(rows_of[number]):
            continue
        exit_us = int(time_us[rows_of[number][place]])
        found.append({"train": number, "n": journeys.rebuilder.count(number, int(time_us[row])),
                      "s": [int(time_us[row]) / 1e6, exit_us / 1e6],
                      "km": [float(km[i]), float(km[i + 1])], "off": 0})
    return found


def branches(journeys: Journeys, node: int, place: float, trains: tuple[int, ...], way: set[int],
             at_us: int, crossings: Crossings) -> list[dict[str, Any]]:
    """Passages before and after a node, on tunnels off the way, of the trains of a coupling or cut."""
    link_m = journeys.log.link["length_m"].to_numpy()
    heads, tails = (journeys.log.link[name].to_numpy() for name in ("to", "from"))
    found = []
    for number in dict.fromkeys(trains):
        rows = crossings.of(number)
        for this, after in zip(rows[:-1], rows[1:]):
            link = int(crossings["link"][this])
            entry_us, exit_us = int(crossings["time_us"][this]), int(crossings["time_us"][after])
            near = min(abs(entry_us - at_us), abs(exit_us - at_us)) < 120_000_000
            if link < 0 or link in way or not near or node not in (heads[link], tails[link]):
                continue
            length = float(link_m[link]) / 1e3
            ends = [place - length, place] if heads[link] == node else [place, place + length]
            found.append({"train": number, "n": journeys.rebuilder.count(number, entry_us),
                          "s": [entry_us / 1e6, exit_us / 1e6], "km": ends, "off": 1})
    return found


class Drawing:
    """Collects SVG elements."""

    def __init__(self, width: float, height: float, title: str) -> None:
        self.parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
                      f'width="{width:g}" height="{height:g}" font-family="sans-serif" font-size="11" '
                      f'role="img"><title>{html.escape(title)}</title>'
                      f'<rect width="100%" height="100%" fill="#fff"/>']
        self.clips = 0

    def add(self, text: str) -> None:
        """One element."""
        self.parts.append(text)

    def text(self, x: float, y: float, text: str, more: str = "") -> None:
        """A text, escaped."""
        self.add(f'<text x="{x:.1f}" y="{y:.1f}" {more}>{html.escape(text)}</text>')

    def line(self, points: list[tuple[float, float]], more: str) -> None:
        """A polyline."""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.add(f'<polyline points="{path}" fill="none" {more}/>')

    def clip(self, x: float, y: float, width: float, height: float) -> None:
        """What follows, up to unclip(), is seen inside this frame only."""
        self.clips += 1
        self.add(f'<clipPath id="clip{self.clips}"><rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" '
                 f'height="{height:.1f}"/></clipPath><g clip-path="url(#clip{self.clips})">')

    def unclip(self) -> None:
        """Ends what clip() began."""
        self.add("</g>")

    def svg(self) -> str:
        """The picture."""
        return "\n".join([*self.parts, "</svg>"])


class Frame:
    """A rectangle of time (across) and way (down)."""

    def __init__(self, box: tuple[float, float, float, float], s: tuple[float, float],
                 km: tuple[float, float]) -> None:
        self.x, self.y, self.width, self.height = box
        self.s, self.km = s, km

    def point(self, s: float, km: float) -> tuple[float, float]:
        """Place in the picture."""
        return (self.x + (s - self.s[0]) / (self.s[1] - self.s[0]) * self.width,
                self.y + (km - self.km[0]) / (self.km[1] - self.km[0]) * self.height)


def draw_lines(drawing: Drawing, frame: Frame, data: dict[str, Any], width: float) -> None:
    """Neighbours, the capsule and the marks of couplings and cuts, within a frame."""
    drawing.clip(frame.x, frame.y, frame.width, frame.height)
    for each in data["other"]:
        if each["s"][1] < frame.s[0] or each["s"][0] > frame.s[1]:
            continue
        points = [frame.point(s, km) for s, km in zip(each["s"], each["km"])]
        dash = ' stroke-dasharray="4 3"' if each["off"] else ""
        drawing.line(points, f'stroke="#8fa3b0" stroke-width="{width * (0.6 + 0.25 * min(each["n"], 6)):.2f}"'
                             f' stroke-opacity="0.7"{dash}')
    drawing.line([frame.point(s, km) for s, km in data["own"]],
                 f'stroke="#d1495b" stroke-width="{2.2 * width:.2f}"')
    for event in data["event"]:
        x, y = frame.point(event["s"], event["km"])
        mark(drawing, x, y, event["kind"], 4.0)
    drawing.unclip()


def mark(drawing: Drawing, x: float, y: float, kind: int, size: float) -> None:
    """A dot for a coupling, a cross for a cut, a square for a train formed standing."""
    color = COLORS[kind]
    if kind == COUPLED:
        drawing.add(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" fill="{color}" fill-opacity="0.85"/>')
    elif kind == CUT:
        drawing.add(f'<path d="M{x - size:.1f},{y - size:.1f}l{2 * size},{2 * size}m0,{-2 * size}'
                    f'l{-2 * size},{2 * size}" stroke="{color}" stroke-width="1.8"/>')
    else:
        drawing.add(f'<rect x="{x - size:.1f}" y="{y - size:.1f}" width="{2 * size}" height="{2 * size}" '
                    f'fill="{color}" fill-opacity="0.85"/>')


def tick_step(span_s: float, most: int) -> float:
    """A round step of time so that there are no more ticks than that."""
    return next((step for step in (10, 30, 60, 300, 600, 900, 1800, 3600, 7200, 14400, 28800)
                 if span_s / step <= most), 86400.0)


def draw(data: dict[str, Any], words: Words, language: str, title: str) -> str:
    """The picture as SVG: the whole way above, couplings and cuts enlarged below."""
    texts = TEXTS[language]
    scenes = chosen_scenes(data["event"])
    rows = -(-len(scenes) // 4)
    width, top, tall = 1160.0, 60.0, 520.0
    drawing = Drawing(width, top + tall + 70 + rows * 230, title)
    drawing.text(16, 24, title, 'font-size="15" font-weight="bold"')
    draw_legend(drawing, texts, 44)
    own = data["own"]
    if not own:
        return drawing.svg()
    low, high = own[0][0], own[-1][0]
    pad = 0.01 * (high - low) + 5.0
    frame = Frame((195, top, width - 215, tall), (low - pad, high + pad), (0.0, data["km"][-1]))
    draw_axes(drawing, frame, data, words, texts)
    draw_lines(drawing, frame, data, 0.8)
    for i, event in enumerate(scenes):
        x, y = 30 + (i % 4) * 285, top + tall + 80 + (i // 4) * 230
        draw_scene(drawing, (x, y), data, event, words, texts)
    return drawing.svg()


def chosen_scenes(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Couplings in motion first, then cuts, as many as are shown; in order of time."""
    ranked = sorted(events, key=lambda e: ((COUPLED, CUT, REORDERED, FORMED).index(e["kind"]), e["s"]))[:SCENES]
    return sorted(ranked, key=lambda e: float(e["s"]))


def draw_legend(drawing: Drawing, texts: dict[str, str], y: float) -> None:
    """What lines and marks mean."""
    x = 16.0
    for name, style in (("own", 'stroke="#d1495b" stroke-width="2.2"'),
                        ("others", 'stroke="#8fa3b0" stroke-width="1.4"'),
                        ("branch", 'stroke="#8fa3b0" stroke-width="1.4" stroke-dasharray="4 3"')):
        drawing.line([(x, y - 4), (x + 26, y - 4)], style)
        drawing.text(x + 32, y, texts[name])
        x += 140
    for kind, name in enumerate(KINDS):
        mark(drawing, x + 6, y - 4, kind, 4)
        drawing.text(x + 16, y, texts[name])
        x += 110


def draw_axes(drawing: Drawing, frame: Frame, data: dict[str, Any], words: Words,
              texts: dict[str, str]) -> None:
    """Hours across, places down; of places that stand too close only the first is named."""
    drawing.add(f'<rect x="{frame.x}" y="{frame.y}" width="{frame.width}" height="{frame.height}" '
                f'fill="none" stroke="#ccc"/>')
    step = tick_step(frame.s[1] - frame.s[0], 12)
    bottom = frame.y + frame.height
    for s in np.arange(np.ceil(frame.s[0] / step) * step, frame.s[1], step):
        x = frame.point(float(s), 0)[0]
        drawing.line([(x, frame.y), (x, bottom)], 'stroke="#eee"')
        drawing.text(x, bottom + 15, clock(float(s)).strip()[:-5], 'text-anchor="middle" fill="#555"')
    drawing.text(frame.x + frame.width / 2, bottom + 32, texts["time"], 'text-anchor="middle" fill="#555"')
    last = -100.0
    for row, km in zip(data["node"], data["km"]):
        y = frame.point(0, km)[1]
        drawing.line([(frame.x, y), (frame.x + frame.width, y)], 'stroke="#f0f0f0"')
        if y - last < 12:
            continue
        last = y
        drawing.text(frame.x - 6, y + 4, f"{words.node(row)[:22]} {km:,.0f} km",
                     'text-anchor="end" fill="#333" font-size="10"')


def draw_scene(drawing: Drawing, corner: tuple[float, float], data: dict[str, Any], event: dict[str, Any],
               words: Words, texts: dict[str, str]) -> None:
    """One coupling or cut, enlarged."""
    x, y = corner
    speed = 0.04  # km/s: so that lines of usual speeds run about along the diagonal
    frame = Frame((x, y + 30, 255, 150), (event["s"] - SCENE_S, event["s"] + SCENE_S),
                  (event["km"] - SCENE_S * speed, event["km"] + SCENE_S * speed))
    drawing.text(x, y + 8, f"{texts[KINDS[event['kind']]]} · {clock(event['s']).strip()}",
                 f'font-weight="bold" fill="{COLORS[event["kind"]]}"')
    drawing.text(x, y + 22, words.node(event["node"])[:34], 'fill="#333"')
    drawing.add(f'<rect x="{frame.x}" y="{frame.y}" width="{frame.width}" height="{frame.height}" '
                f'fill="none" stroke="#ccc"/>')
    for s in (-60, -30, 0, 30, 60):
        at, _ = frame.point(event["s"] + s, 0)
        drawing.line([(at, frame.y), (at, frame.y + frame.height)], 'stroke="#eee"')
        drawing.text(at, frame.y + frame.height + 12, f"{s:+d} s" if s else "0",
                     'text-anchor="middle" fill="#777" font-size="9"')
    middle = frame.point(0, event["km"])[1]
    drawing.line([(frame.x, middle), (frame.x + frame.width, middle)], 'stroke="#ccc"')
    draw_lines(drawing, frame, data, 1.3)
    order = words.capsules(event["order"][:7], data["capsule"], "-")
    drawing.text(x, frame.y + frame.height + 26, order + ("…" if len(event["order"]) > 7 else ""),
                 'font-size="9" fill="#333"')
