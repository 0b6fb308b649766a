// The panel of a capsule, its journey and its train.

import { facts, h } from "./dom.js";
import { upperBound } from "./geometry.js";
import { duration, number, t } from "./text.js";

const PARTS = ["wait", "handling", "access", "line", "junction", "egress"];
const GREATEST_ROWS = 60;

export function capsulePanel(view, capsule) {
  const { scene, clock, selected } = view.app;
  const { journeys, movement } = scene;
  const [from, to] = journeys.of(capsule);
  const now = journeys.at(capsule, clock.now);
  let row = now;
  if (row < 0)
    row = Math.min(to - 1, Math.max(from, upperBound(journeys.asked, clock.now, from, to) - 1));
  selected.path = row >= from ? path(view, capsule, row) : null;
  const passage = movement ? movement.passageOf(capsule, clock.now) : -1;
  return [
    h(
      "h2",
      null,
      t("capsule.title", { n: capsule }),
      h("small", null, " " + view.className(view.app.painter.classOf(capsule))),
    ),
    h(
      "p.state",
      null,
      passage >= 0 ? t(now >= 0 ? "capsule.loaded" : "capsule.empty") : t("capsule.still"),
    ),
    row >= from && row < to
      ? journey(view, row, row === now)
      : h("p.note", null, t("capsule.none")),
    passage >= 0 ? trainOf(view, passage, capsule) : null,
    h(
      "p.buttons",
      null,
      h(
        "button",
        {
          type: "button",
          "aria-pressed": String(view.app.following),
          onclick: () => view.app.follow(!view.app.following),
        },
        t("capsule.follow"),
      ),
    ),
    to - from > 1 ? otherTrips(view, from, to, row) : null,
  ];
}

function journey(view, row, current) {
  const { journeys } = view.app.scene;
  const whole = journeys.arrived[row] - journeys.asked[row];
  const parts = PARTS.map((part) => journeys[part][row]);
  const sum = parts.reduce((total, value) => total + (value || 0), 0);
  return [
    h("h3", null, t(current ? "journey.now" : "journey.other")),
    facts([
      [t("journey.from"), view.placeButton(journeys.from[row])],
      [t("journey.to"), view.placeButton(journeys.to[row])],
      [t("journey.asked"), view.moment(journeys.asked[row])],
      [t("journey.left"), view.moment(journeys.left[row])],
      [t("journey.arrived"), view.moment(journeys.arrived[row])],
      Number.isFinite(whole) && [t("journey.whole"), duration(whole)],
      [
        t("journey.formed"),
        t("journey.formations", {
          couplings: number(journeys.couplings[row]),
          cuts: number(journeys.cuts[row]),
        }),
      ],
    ]),
    sum > 0
      ? h(
          "div.parts-bar",
          null,
          PARTS.map((part, i) =>
            parts[i] > 0
              ? h("i.p" + i, {
                  style: { width: (100 * parts[i]) / sum + "%" },
                  title: `${t("part." + part)} ${duration(parts[i])}`,
                })
              : null,
          ),
        )
      : null,
    sum > 0
      ? h(
          "ul.parts-list",
          null,
          PARTS.map((part, i) =>
            parts[i] > 0
              ? h("li", null, h("i.p" + i), t("part." + part), h("b", null, duration(parts[i])))
              : null,
          ),
        )
      : null,
  ];
}

function otherTrips(view, from, to, chosen) {
  const { journeys } = view.app.scene;
  const rows = [];
  for (let row = from; row < to && rows.length < GREATEST_ROWS; row++)
    rows.push(
      h(
        "li" + (row === chosen ? ".chosen" : ""),
        null,
        view.moment(
          Number.isFinite(journeys.left[row]) ? journeys.left[row] : journeys.asked[row],
        ),
        ` ${view.placeName(journeys.from[row])} → ${view.placeName(journeys.to[row])}`,
      ),
    );
  return [h("h3", null, t("capsule.trips", { n: number(to - from) })), h("ul.log", null, rows)];
}

/** Links of the way that a capsule took on one trip. */
function path(view, capsule, row) {
  const { movement, journeys } = view.app.scene;
  if (!movement) return null;
  const until = Number.isFinite(journeys.arrived[row]) ? journeys.arrived[row] : Infinity;
  const links = [];
  for (const piece of movement.piecesOf(capsule))
    for (let i = movement.passageStart[piece]; i < movement.passageStart[piece + 1]; i++)
      if (movement.exit[i] > journeys.left[row] && movement.entry[i] < until)
        links.push(movement.link[i]);
  return links;
}

function trainOf(view, passage, capsule) {
  const { movement } = view.app.scene;
  const piece = movement.piece[passage];
  const own = movement.capsules(piece);
  if (own.length < 2) return null;
  return [
    h("h3", null, t("train.with", { n: own.length, place: own.indexOf(capsule) + 1 })),
    order(view, own, capsule),
  ];
}

/** Capsules of a train as small boxes, front first. */
function order(view, capsules, chosen) {
  const { painter, clock, scene } = view.app;
  return h(
    "ol.order",
    null,
    Array.from(capsules, (capsule) => {
      const row = scene.journeys.at(capsule, clock.now);
      const goal = row >= 0 ? view.placeName(scene.journeys.to[row]) : t("capsule.empty");
      const color = painter.classColors[painter.classOf(capsule)];
      return h(
        "li",
        null,
        h(
          "button" + (capsule === chosen ? ".chosen" : ""),
          { type: "button", onclick: () => view.app.select({ capsule, piece: -1 }) },
          h("i", {
            style: {
              background: color ? `rgb(${color.slice(0, 3)})` : "#888",
              opacity: row >= 0 ? 1 : 0.35,
            },
          }),
          `${capsule}`,
          h("small", null, "→ " + goal),
        ),
      );
    }),
  );
}

export function trainPanel(view, piece) {
  const { movement } = view.app.scene;
  const own = movement.capsules(piece);
  return [
    h("h2", null, t("train.title", { n: movement.train[piece] })),
    h("p.state", null, t("train.size", { n: number(movement.size[piece]) })),
    own.length ? order(view, own, -1) : h("p.note", null, t("train.unnamed")),
  ];
}
