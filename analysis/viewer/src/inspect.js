// What was clicked on: a capsule's journey, a train, a junction's log, a link.

import { facts, fill, h } from "./dom.js";
import { upperBound } from "./geometry.js";
import { seriesRow, levelAt } from "./scene.js";
import { clockTime, duration, metres, nameOf, number, significant, t, word } from "./text.js";

const PARTS = ["wait", "handling", "access", "line", "junction", "egress"];
const GREATEST_ROWS = 60;

export class Inspector {
  constructor(app) {
    this.app = app;
    this.root = h("div.inspector", { hidden: true, "aria-live": "polite" });
  }

  build() {
    const { selected } = this.app;
    this.root.hidden = !selected;
    this.app.root && this.app.root.classList.toggle("inspecting", Boolean(selected));
    if (!selected) return;
    const parts =
      selected.node !== undefined
        ? this.node(selected.node)
        : selected.link !== undefined
          ? this.link(selected.link)
          : selected.capsule >= 0
            ? this.capsule(selected.capsule)
            : this.train(selected.piece);
    this.shown = this.stamp();
    fill(
      this.root,
      h(
        "button.close",
        {
          type: "button",
          "aria-label": t("page.close"),
          title: t("page.close"),
          onclick: () => this.app.select(null),
        },
        "×",
      ),
      parts,
    );
  }

  /** What the panel depends on besides the selection: the row of the log, the train of a capsule … */
  stamp() {
    const { selected, scene, clock } = this.app;
    if (!selected) return "";
    if (selected.node !== undefined || selected.link !== undefined)
      return Math.floor(clock.now / Math.max(1, clock.pace / 4));
    if (selected.capsule < 0) return "";
    return (
      scene.movement.passageOf(selected.capsule, clock.now) +
      ":" +
      scene.journeys.at(selected.capsule, clock.now)
    );
  }

  tick() {
    if (this.app.selected && this.stamp() !== this.shown) {
      const top = this.root.querySelector(".log");
      const at = top ? top.scrollTop : 0;
      this.build();
      const log = this.root.querySelector(".log");
      if (log) log.scrollTop = at;
    }
  }

  time(seconds) {
    return clockTime(seconds, this.app.clock.end);
  }

  /** A moment that the clock jumps to. */
  moment(seconds) {
    if (!Number.isFinite(seconds)) return "–";
    return h(
      "button.moment",
      { type: "button", onclick: () => this.app.clock.set(seconds) },
      this.time(seconds),
    );
  }

  placeName(row) {
    const { guideway, nodes } = this.app.scene;
    const node = nodes[guideway.firstNode + row];
    if (!node || row < 0) return "–";
    const city = guideway.cities[guideway.node.city[row]];
    const name = this.app.describe(node).name;
    const cityName = city ? nameOf(city) : "";
    return cityName && cityName !== name ? `${name} (${cityName})` : name;
  }

  placeButton(row) {
    const { guideway } = this.app.scene;
    return h(
      "button.moment",
      { type: "button", onclick: () => this.app.select({ node: guideway.firstNode + row }) },
      this.placeName(row),
    );
  }

  className(row) {
    const each = this.app.scene.classes[row];
    return each ? word("class.", each.name) : "–";
  }

  capsule(capsule) {
    const { scene, clock, selected } = this.app;
    const { journeys, movement } = scene;
    const [from, to] = journeys.of(capsule);
    const now = journeys.at(capsule, clock.now);
    let row = now;
    if (row < 0)
      row = Math.min(to - 1, Math.max(from, upperBound(journeys.asked, clock.now, from, to) - 1));
    selected.path = row >= from ? this.path(capsule, row) : null;
    const passage = movement ? movement.passageOf(capsule, clock.now) : -1;
    return [
      h(
        "h2",
        null,
        t("capsule.title", { n: capsule }),
        h("small", null, " " + this.className(this.app.painter.classOf(capsule))),
      ),
      h(
        "p.state",
        null,
        passage >= 0 ? t(now >= 0 ? "capsule.loaded" : "capsule.empty") : t("capsule.still"),
      ),
      row >= from && row < to
        ? this.journey(row, row === now)
        : h("p.note", null, t("capsule.none")),
      passage >= 0 ? this.trainOf(passage, capsule) : null,
      h(
        "p.buttons",
        null,
        h(
          "button",
          {
            type: "button",
            "aria-pressed": String(this.app.following),
            onclick: () => this.app.follow(!this.app.following),
          },
          t("capsule.follow"),
        ),
      ),
      to - from > 1 ? this.otherTrips(from, to, row) : null,
    ];
  }

  journey(row, current) {
    const { journeys } = this.app.scene;
    const whole = journeys.arrived[row] - journeys.asked[row];
    const parts = PARTS.map((part) => journeys[part][row]);
    const sum = parts.reduce((total, value) => total + (value || 0), 0);
    return [
      h("h3", null, t(current ? "journey.now" : "journey.other")),
      facts([
        [t("journey.from"), this.placeButton(journeys.from[row])],
        [t("journey.to"), this.placeButton(journeys.to[row])],
        [t("journey.asked"), this.moment(journeys.asked[row])],
        [t("journey.left"), this.moment(journeys.left[row])],
        [t("journey.arrived"), this.moment(journeys.arrived[row])],
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

  otherTrips(from, to, chosen) {
    const { journeys } = this.app.scene;
    const rows = [];
    for (let row = from; row < to && rows.length < GREATEST_ROWS; row++)
      rows.push(
        h(
          "li" + (row === chosen ? ".chosen" : ""),
          null,
          this.moment(
            Number.isFinite(journeys.left[row]) ? journeys.left[row] : journeys.asked[row],
          ),
          ` ${this.placeName(journeys.from[row])} → ${this.placeName(journeys.to[row])}`,
        ),
      );
    return [h("h3", null, t("capsule.trips", { n: number(to - from) })), h("ul.log", null, rows)];
  }

  /** Links of the way that a capsule took on one trip. */
  path(capsule, row) {
    const { movement, journeys } = this.app.scene;
    if (!movement) return null;
    const until = Number.isFinite(journeys.arrived[row]) ? journeys.arrived[row] : Infinity;
    const links = [];
    for (const piece of movement.piecesOf(capsule))
      for (let i = movement.passageStart[piece]; i < movement.passageStart[piece + 1]; i++)
        if (movement.exit[i] > journeys.left[row] && movement.entry[i] < until)
          links.push(movement.link[i]);
    return links;
  }

  trainOf(passage, capsule) {
    const { movement } = this.app.scene;
    const piece = movement.piece[passage];
    const own = movement.capsules(piece);
    if (own.length < 2) return null;
    return [
      h("h3", null, t("train.with", { n: own.length, place: own.indexOf(capsule) + 1 })),
      this.order(own, capsule),
    ];
  }

  /** Capsules of a train as small boxes, front first. */
  order(capsules, chosen) {
    const { painter, clock, scene } = this.app;
    return h(
      "ol.order",
      null,
      Array.from(capsules, (capsule) => {
        const row = scene.journeys.at(capsule, clock.now);
        const goal = row >= 0 ? this.placeName(scene.journeys.to[row]) : t("capsule.empty");
        const color = painter.classColors[painter.classOf(capsule)];
        return h(
          "li",
          null,
          h(
            "button" + (capsule === chosen ? ".chosen" : ""),
            { type: "button", onclick: () => this.app.select({ capsule, piece: -1 }) },
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

  train(piece) {
    const { movement } = this.app.scene;
    const own = movement.capsules(piece);
    return [
      h("h2", null, t("train.title", { n: movement.train[piece] })),
      h("p.state", null, t("train.size", { n: number(movement.size[piece]) })),
      own.length ? this.order(own, -1) : h("p.note", null, t("train.unnamed")),
    ];
  }

  node(n) {
    const { scene } = this.app;
    const node = scene.nodes[n];
    const { name, kind } = this.app.describe(node);
    const guideway = node.network.kind === "guideway";
    return [
      h("h2", null, name, h("small", null, " " + word("kind.", kind))),
      h("p.id", null, node.network.node.id[node.row]),
      guideway ? this.guidewayNode(node.row) : this.pressure(node),
      this.vessel(node),
      guideway ? this.log(node.row) : null,
    ];
  }

  guidewayNode(row) {
    const { junctions, waiting } = this.app.scene;
    const at = junctions.node.indexOf(row);
    const rows = [];
    if (waiting) rows.push([t("node.waiting"), number(waiting.at(row, this.app.clock.now))]);
    if (at >= 0 && junctions.trains[at] > 0)
      rows.push(
        [t("node.trains"), number(junctions.trains[at])],
        [t("node.capsules"), number(junctions.capsules[at])],
        [t("node.couplings"), number(junctions.couplings[at])],
        [t("node.cuts"), number(junctions.cuts[at])],
        [t("node.formed"), number(junctions.formed[at])],
        [t("node.delay"), duration(junctions.delay[at] / junctions.trains[at])],
        [t("node.most"), duration(junctions.most[at])],
      );
    return facts(rows);
  }

  pressure(node) {
    const series = node.network.node_series;
    if (!series || !series.time.length) return null;
    const place = series.axis.indexOf(node.row);
    if (place < 0) return null;
    const value = series.value[seriesRow(series, this.app.clock.now) * series.axis.length + place];
    return facts([
      [t("node." + series.unit), significant(value, 4) + " " + t("unit." + series.unit)],
    ]);
  }

  vessel(node) {
    const found = this.app.scene.vessels.find(
      (each) => each.network === node.network.kind && each.node === node.row,
    );
    if (!found) return null;
    return facts([
      [t("node.level"), `${significant(levelAt(found, this.app.clock.now), 3)} ${found.unit}`],
    ]);
  }

  /** What happened at a junction round the time of the clock. */
  log(row) {
    const { formations } = this.app.scene;
    const { clock } = this.app;
    const rows = [];
    for (let e = 0; e < formations.time.length; e++) if (formations.node[e] === row) rows.push(e);
    if (!rows.length) return null;
    const after = rows.findIndex((e) => formations.time[e] > clock.now);
    const middle = after < 0 ? rows.length : after;
    const from = Math.max(0, Math.min(middle - GREATEST_ROWS / 2, rows.length - GREATEST_ROWS));
    return [
      h("h3", null, t("node.log", { n: number(rows.length) })),
      h(
        "ul.log",
        null,
        rows.slice(from, from + GREATEST_ROWS).map((e) =>
          h(
            "li.e" + formations.kind[e] + (formations.time[e] > clock.now ? ".later" : ""),
            null,
            this.moment(formations.time[e]),
            " ",
            t("log." + formations.kind[e], {
              train: formations.train[e],
              other: formations.other[e],
              before: formations.before[e],
              after: formations.after[e],
            }),
          ),
        ),
      ),
    ];
  }

  link(l) {
    const { scene, clock } = this.app;
    const link = scene.links[l];
    const { series } = link.network;
    const name = (n) => this.app.describe(scene.nodes[n]).name;
    const place = series.axis ? series.axis.indexOf(link.row) : -1;
    const row = place >= 0 ? seriesRow(series, clock.now) * series.axis.length + place : -1;
    return [
      h("h2", null, `${name(link.from)} → ${name(link.to)}`),
      h("p.id", null, link.network.link.id[link.row]),
      facts([
        [t("link.length"), metres(link.length)],
        row >= 0 && [
          t("link.flow"),
          significant(series.flow[row], 3) + " " + t("unit." + series.flow_unit),
        ],
        row >= 0 &&
          series.trains && [
            t("link.trains"),
            significant(series.trains[row], 3) + " " + t("unit.trains_h"),
          ],
        row >= 0 && series.delay && [t("link.delay"), duration(series.delay[row])],
        row >= 0 &&
          series.velocity && [t("link.velocity"), significant(series.velocity[row], 3) + " m/s"],
      ]),
      place >= 0 && series.time.length > 2 ? this.chart(series, place) : null,
    ];
  }

  /** Flow of a link over time. */
  chart(series, place) {
    const width = 268;
    const height = 64;
    const { end, now } = this.app.clock;
    const values = Array.from(series.time, (_, i) =>
      Math.abs(series.flow[i * series.axis.length + place]),
    );
    const most = Math.max(...values, 1e-9);
    const points = values.map(
      (v, i) =>
        `${((series.time[i] / end) * width).toFixed(1)},${(height - 2 - (v / most) * (height - 6)).toFixed(1)}`,
    );
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("class", "chart");
    svg.innerHTML = `<polyline points="${points.join(" ")}"/><line x1="${(now / end) * width}" x2="${(now / end) * width}" y1="0" y2="${height}"/>`;
    return svg;
  }
}
