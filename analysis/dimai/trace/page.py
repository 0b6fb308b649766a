"""Writes the picture of a journey: as SVG in one language, or as a page in both."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING

from dimai.trace.events import Event
from dimai.trace.log import TraceError
from dimai.trace.picture import draw, picture_data
from dimai.trace.rebuild import Movement
from dimai.trace.text import Words, clock

if TYPE_CHECKING:
    from dimai.trace.command import Traced

PAGE = """<!DOCTYPE html>
<html lang="{first}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>
body {{ font: 14px/1.45 sans-serif; margin: 1em auto; max-width: 1200px; padding: 0 1em; color: #222 }}
svg {{ width: 100%; height: auto; border: 1px solid #ddd; cursor: grab }}
table {{ border-collapse: collapse; margin-top: 1em }} td {{ padding: .1em .8em .1em 0; vertical-align: top }}
td:first-child {{ font-variant-numeric: tabular-nums; white-space: nowrap; text-align: right }}
.phase td {{ font-weight: bold; padding-top: .6em }} [hidden] {{ display: none }}
button {{ font: inherit; float: right; margin-left: .5em }}
</style></head><body>
<button data-to="zh">中文</button><button data-to="en">English</button>
{bodies}
<script>
"use strict";
const show = (language) => {{
  document.documentElement.lang = language;
  document.querySelectorAll("main").forEach((each) => (each.hidden = each.lang !== language));
}};
document.querySelectorAll("button").forEach((each) => (each.onclick = () => show(each.dataset.to)));
show("{first}");
// The wheel enlarges a picture about the pointer, dragging moves it, a double click shows all of it.
document.querySelectorAll("svg").forEach((svg) => {{
  const all = svg.viewBox.baseVal, whole = [all.x, all.y, all.width, all.height];
  let box = whole.slice(), from = null;
  const set = () => svg.setAttribute("viewBox", box.join(" "));
  const scale = () => box[2] / svg.clientWidth;
  svg.addEventListener("wheel", (event) => {{
    event.preventDefault();
    const factor = Math.min(1.25 ** Math.sign(event.deltaY), whole[2] / box[2]);
    const frame = svg.getBoundingClientRect();
    const x = box[0] + (event.clientX - frame.left) * scale(), y = box[1] + (event.clientY - frame.top) * scale();
    box = [x - (x - box[0]) * factor, y - (y - box[1]) * factor, box[2] * factor, box[3] * factor];
    set();
  }}, {{ passive: false }});
  svg.addEventListener("pointerdown", (event) => {{ from = [event.clientX, event.clientY]; }});
  window.addEventListener("pointerup", () => {{ from = null; }});
  svg.addEventListener("pointermove", (event) => {{
    if (!from) return;
    box[0] -= (event.clientX - from[0]) * scale();
    box[1] -= (event.clientY - from[1]) * scale();
    from = [event.clientX, event.clientY];
    set();
  }});
  svg.addEventListener("dblclick", () => {{ box = whole.slice(); set(); }});
}});
</script></body></html>
"""


def write_picture(traced: Traced, target: Path, language: str) -> None:
    """Draw what was traced: a journey's ride, or the longest movement of a capsule.

    Raises TraceError if there is nothing to draw, OSError if the file cannot be written.
    """
    movement = drawn_movement(traced)
    data = picture_data(traced.journeys, movement)
    pages = {}
    for each in ("en", "zh"):
        words = Words(traced.result, each)
        head = f"{words.node(movement.origin)} → {words.node(movement.destination)} · {movement.capsule}"
        pages[each] = (words, head, draw(data, words, each, head))
    if target.suffix == ".svg":
        target.write_text(pages[language][2] + "\n", encoding="utf-8")
        return
    bodies = [f'<main lang="{each}"><h1>{html.escape(head)}</h1>{svg}{table(words, traced.events)}</main>'
              .replace('id="clip', f'id="{each}clip').replace("url(#clip", f"url(#{each}clip")
              for each, (words, head, svg) in pages.items()]
    target.write_text(PAGE.format(first=language, title=html.escape(pages[language][1]),
                                  bodies="\n".join(bodies)), encoding="utf-8")


def drawn_movement(traced: Traced) -> Movement:
    """The movement that the picture shows."""
    if traced.train is not None:
        raise TraceError("--picture draws a capsule's or a journey's way: ask for one of the train's "
                         "capsules, which its events name")
    if traced.journey is not None and traced.journey.ride is not None:
        return traced.journey.ride
    moved = [m for m in traced.movements if m.passages]
    if not moved:
        raise TraceError("there is nothing to draw: it never entered a tunnel")
    return max(moved, key=lambda m: m.passages[-1].entry_us - m.passages[0].entry_us)


def table(words: Words, events: list[Event]) -> str:
    """The events as rows of a table, under a heading for each movement."""
    rows, phase = [], ("", -1)
    for event in events:
        if event.phase and (event.phase, event.request) != phase:
            phase = event.phase, event.request
            text = words.of("phase." + event.phase, request=event.request)
            rows.append(f'<tr class="phase"><td></td><td>{html.escape(text)}</td></tr>')
        rows.append(f"<tr><td>{clock(event.time_s)}</td><td>{html.escape(words.sentence(event))}</td></tr>")
    return f"<table>{''.join(rows)}</table>"
