// The panel of a place, with its log, and that of a link.

import { facts, h } from "./dom.js";
import { seriesRow, levelAt } from "./scene.js";
import { duration, metres, number, significant, t, word } from "./text.js";

const GREATEST_ROWS = 60;

export function nodePanel(view, n) {
  const { scene } = view.app;
  const node = scene.nodes[n];
  const { name, kind } = view.app.describe(node);
  const guideway = node.network.kind === "guideway";
  return [
    h("h2", null, name, h("small", null, " " + word("kind.", kind))),
    h("p.id", null, node.network.node.id[node.row]),
    waiting(view, node),
    guideway ? guidewayNode(view, node.row) : pressure(view, node),
    vessel(view, node),
    guideway ? log(view, node.row) : null,
  ];
}

function waiting(view, { network, row }) {
  if (!network.queues) return null;
  return facts([[t("node.waiting"), number(network.queues.at(row, view.app.clock.now))]]);
}

function guidewayNode(view, row) {
  const { junctions } = view.app.scene;
  const at = junctions.node.indexOf(row);
  const rows = [];
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

function pressure(view, node) {
  const series = node.network.node_series;
  if (!series || !series.time.length) return null;
  const place = series.axis.indexOf(node.row);
  if (place < 0) return null;
  const value = series.value[seriesRow(series, view.app.clock.now) * series.axis.length + place];
  return facts([
    [t("node." + series.unit), significant(value, 4) + " " + t("unit." + series.unit)],
  ]);
}

function vessel(view, node) {
  const found = view.app.scene.vessels.find(
    (each) => each.network === node.network.kind && each.node === node.row,
  );
  if (!found) return null;
  return facts([
    [t("node.level"), `${significant(levelAt(found, view.app.clock.now), 3)} ${found.unit}`],
  ]);
}

/** What happened at a junction round the time of the clock. */
function log(view, row) {
  const { formations } = view.app.scene;
  const { clock } = view.app;
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
          view.moment(formations.time[e]),
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

export function linkPanel(view, l) {
  const { scene, clock } = view.app;
  const link = scene.links[l];
  const { series } = link.network;
  const name = (n) => view.app.describe(scene.nodes[n]).name;
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
    place >= 0 && series.time.length > 2 ? chart(view, series, place) : null,
  ];
}

/** Flow of a link over time. */
function chart(view, series, place) {
  const width = 268;
  const height = 64;
  const { clock } = view.app;
  const values = Array.from(series.time, (_, i) =>
    Math.abs(series.flow[i * series.axis.length + place]),
  );
  const most = Math.max(...values, 1e-9);
  const points = values.map(
    (v, i) =>
      `${(clock.share(series.time[i]) * width).toFixed(1)},${(height - 2 - (v / most) * (height - 6)).toFixed(1)}`,
  );
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("class", "chart");
  const now = clock.share(clock.now) * width;
  svg.innerHTML = `<polyline points="${points.join(" ")}"/><line x1="${now}" x2="${now}" y1="0" y2="${height}"/>`;
  return svg;
}
