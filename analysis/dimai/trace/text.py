"""Events of journeys as lines that people read, in English and in Chinese."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dimai.results import Result
from dimai.trace.events import Event
from dimai.trace.journey import PARTS, Journey

TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "request": "requested at {node}",
        "refused": "refused: no open way admits its class",
        "loading": "stands in a departure berth at {node}: loading begins",
        "loaded": "loaded",
        "set_out": "sets out from {node}",
        "link": "enters {link}{tube} at {node} as {train}{riders}{delay}",
        "joined": "{train} at {node}: couples in motion behind capsules {partners}; {order}",
        "was_joined": "{train} at {node}: capsules {partners} couple behind ({other}); {order}",
        "cut": "{train} at {node}: parted from capsules {partners} ({other}); {order}",
        "formed": "{train} formed standing at {node} with capsules {partners}; {order}",
        "reordered": "{train} at {node}: put in another order while it runs; {order}",
        "yard": "leaves the tube into the yard at {node}{lasts}",
        "left": "leaves the tube at {node}{delay}",
        "stands": "stands in {node}",
        "unloading": "stands in an arrival berth at {node}: unloading begins",
        "unloaded": "unloaded at {node}: arrived",
        "train": "train {n}", "order": "order now {order}", "delay": ", {delay} s late",
        "lasts": ", stays {lasts} s",
        "tube": ", tube {n}", "riders": ", place {place} of {capsules}", "capsules": ", {capsules} capsules",
        "more": "… ({n} more)", "nobody": "none",
        "phase.fetch": "empty, to fetch request {request}", "phase.ride": "with request {request}",
        "phase.park": "empty, to a parking place", "phase.": "",
        "title.journey": "journey {request}: capsule {capsule} ({class}), {origin} → {destination}",
        "title.nobody": "journey {request} ({class}), {origin} → {destination}: no capsule yet",
        "title.capsule": "capsule {capsule} ({class}), at the start in {origin}: {n} movements, {loaded} loaded",
        "title.train": "train {train}: {n} events",
        "parts": "door to door {total} = waiting {wait_s} + handling {handling_s} + access {access_s} + line "
                 "{line_s} + junctions {junction_s} + egress {egress_s}",
        "energy": "{km} km, {kwh} kWh, coupled {couplings} times, cut {cuts} times",
        "checked": "the rebuilt events add up to the recorded times",
        "time": "time", "unfinished": "the run ended before it arrived",
    },
    "zh": {
        "request": "在{node}提出请求",
        "refused": "被拒绝：没有容许该类胶囊的开放路径",
        "loading": "停在{node}的出发泊位：开始装载",
        "loaded": "装载完毕",
        "set_out": "从{node}出发",
        "link": "在{node}进入{link}{tube}，{train}{riders}{delay}",
        "joined": "{train}在{node}：行进中挂到胶囊{partners}之后；{order}",
        "was_joined": "{train}在{node}：胶囊{partners}（{other}）挂到后面；{order}",
        "cut": "{train}在{node}：与胶囊{partners}（{other}）分开；{order}",
        "formed": "{train}在{node}停站编组，同列胶囊{partners}；{order}",
        "reordered": "{train}在{node}：行进中重新排序；{order}",
        "yard": "离开隧道，停入{node}{lasts}",
        "left": "在{node}离开隧道{delay}",
        "stands": "停在{node}",
        "unloading": "停在{node}的到达泊位：开始卸载",
        "unloaded": "在{node}卸载完毕：到达",
        "train": "列车{n}", "order": "现在的次序 {order}", "delay": "，晚{delay}秒",
        "lasts": "，停留{lasts}秒",
        "tube": "，第{n}管", "riders": "，第{place}位（共{capsules}）", "capsules": "，共{capsules}个胶囊",
        "more": "……（另有{n}个）", "nobody": "无",
        "phase.fetch": "空驶，去接请求{request}", "phase.ride": "载着请求{request}",
        "phase.park": "空驶，去停车位", "phase.": "",
        "title.journey": "行程{request}：胶囊{capsule}（{class}），{origin} → {destination}",
        "title.nobody": "行程{request}（{class}），{origin} → {destination}：尚无胶囊",
        "title.capsule": "胶囊{capsule}（{class}），开始时在{origin}：移动{n}次，载货{loaded}次",
        "title.train": "列车{train}：{n}个事件",
        "parts": "门到门 {total} = 等待 {wait_s} + 装卸 {handling_s} + 接入 {access_s} + 干线 {line_s} + 节点 "
                 "{junction_s} + 离开 {egress_s}",
        "energy": "{km} 公里，{kwh} 千瓦时，连挂{couplings}次，解编{cuts}次",
        "checked": "重建的事件与记录的时间相符",
        "time": "时刻", "unfinished": "运行结束时尚未到达",
    },
}
MOST_CAPSULES = 20
"""Capsules named in a line; of the others the number is said."""


class Words:
    """Turns events into lines of one language."""

    def __init__(self, result: Result, language: str) -> None:
        self.texts = TEXTS[language]
        node, link = result.table("network/node"), result.table("network/link")
        names = node["name"].where(node["name"] != "", node["id"])
        if language == "zh":
            names = node["name_zh"].where(node["name_zh"] != "", names)
        self.nodes: list[str] = names.tolist()
        self.links: list[str] = link["id"].tolist()
        self.tubes: list[int] = link["tubes"].tolist()
        self.classes: list[str] = result.table("capsule_class")["name"].tolist()

    def node(self, row: int) -> str:
        """Name of a node."""
        return self.nodes[row] if 0 <= row < len(self.nodes) else "?"

    def of(self, key: str, **values: Any) -> str:
        """A text with its values."""
        return self.texts[key].format(**values)

    def sentence(self, event: Event) -> str:
        """What happened, without its time."""
        link = self.links[event.link] if event.link >= 0 else ""
        many_tubes = event.link >= 0 and self.tubes[event.link] > 1
        riders = ""
        if event.place >= 0 and event.capsules > 1:
            riders = self.of("riders", place=event.place + 1, capsules=event.capsules)
        elif event.capsules > 1:
            riders = self.of("capsules", capsules=event.capsules)
        values = {
            "node": self.node(event.node), "link": link, "riders": riders,
            "tube": self.of("tube", n=event.tube + 1) if many_tubes else "",
            "train": self.of("train", n=event.train), "other": self.of("train", n=event.other_train),
            "delay": self.of("delay", delay=f"{event.delay_s:.1f}") if event.delay_s > 0.05 else "",
            "lasts": self.of("lasts", lasts=f"{event.lasts_s:.1f}") if event.lasts_s > 0 else "",
            "partners": self.capsules(event.partners, -1),
            "order": self.of("order", order=self.capsules(event.order, event.capsule, "-")),
        }
        return self.of(event.what, **values)

    def capsules(self, capsules: Sequence[int], own: int, between: str = " ") -> str:
        """Numbers of capsules, the traced one in brackets."""
        if not capsules:
            return self.texts["nobody"]
        shown = list(capsules[:MOST_CAPSULES])
        text = between.join(f"[{c}]" if c == own else str(c) for c in shown)
        rest = len(capsules) - len(shown)
        return text + (" " + self.of("more", n=rest) if rest else "")

    def lines(self, events: Sequence[Event]) -> list[str]:
        """One line an event, under a heading for each movement."""
        lines, phase = [], ("", -1)
        for event in events:
            if event.phase and (event.phase, event.request) != phase:
                phase = event.phase, event.request
                lines.append(f"  -- {self.of('phase.' + event.phase, request=event.request)}")
            lines.append(f"{clock(event.time_s)}  {self.sentence(event)}")
        return lines

    def journey_head(self, journey: Journey, checked: bool) -> list[str]:
        """Title and times of a journey."""
        trip = journey.trip
        values = {"request": journey.request, "capsule": int(trip["capsule"]),
                  "class": self.classes[int(trip["class"])],
                  "origin": self.node(int(trip["origin"])),
                  "destination": self.node(int(trip["destination"]))}
        lines = [self.of("title.nobody" if trip["capsule"] < 0 else "title.journey", **values)]
        total_s = trip["arrival_time_s"] - trip["request_time_s"]
        if total_s == total_s:
            lines.append(self.of("parts", total=duration(total_s),
                                 **{name: duration(trip[name]) for name in PARTS}))
            lines.append(self.of("energy", km=f"{trip['distance_m'] / 1e3:,.1f}",
                                 kwh=f"{trip['energy_j'] / 3.6e6:,.1f}", couplings=trip["couplings"],
                                 cuts=trip["cuts"]))
            if checked:
                lines.append(self.texts["checked"])
        else:
            lines.append(self.texts["unfinished"])
        return lines


def clock(time_s: float) -> str:
    """Time since the start as h:mm:ss.t, hours beyond 24 counting on."""
    tenths = round(time_s * 10.0)
    seconds, tenth = divmod(tenths, 10)
    return f"{seconds // 3600:>4}:{seconds // 60 % 60:02}:{seconds % 60:02}.{tenth}"


def duration(time_s: float) -> str:
    """A length of time as h:mm:ss, or seconds with a tenth below a minute."""
    if abs(time_s) < 59.95:
        return f"{time_s:.1f} s"
    seconds = round(time_s)
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02} min"
