"use strict";
// What failed and who was caught, service over time, a map of the damage, stocks of the estates.

R.disruption = function () {
  const section = R.open("disruption"),
    d = R.data.disruption;
  if (d.failures.length) {
    R.failureNote(section, d);
    if (d.served) {
      R.serviceCurve(section, d);
      R.recoveryTable(section, d.figures);
    }
    R.pipelineService(section, d);
    if (R.net.links || d.parts.length) R.damageMap(section, d);
    R.failureTable(section, d);
  }
  if (d.stocks.length) R.stockTable(section, d);
};

/** How much failed; of a guideway also whom that caught. */
R.failureNote = function (section, d) {
  if (d.served)
    R.note(section, "disruption.counts", {
      n: R.number(d.failure_count),
      caught: R.number(d.caught),
      evacuated: R.number(d.evacuated),
      rerouted: R.number(d.rerouted),
      stranded: R.number(d.stranded),
    });
  else
    R.note(section, "disruption.counts_parts", {
      n: R.number(d.failure_count),
      mended: R.number(d.mended_count),
    });
};

/** Two curves over time: served in time, by hour of request; joined by a way, as it changes. */
R.serviceCurve = function (section, d) {
  const figure = R.figure(section, "disruption.curve");
  R.legend(figure, [
    { color: R.colors.accent, label: R.t("disruption.served") },
    ...(d.connected.some((p) => R.isNumber(p[1]))
      ? [{ color: R.colors.waiting, label: R.t("disruption.connected") }]
      : []),
  ]);
  const chart = R.chart(figure, 230, { left: 48, right: 8, top: 10, bottom: 40 });
  const connected = d.connected.concat([[d.end_s, d.connected[d.connected.length - 1][1]]]);
  const times = d.served.concat(connected).map((p) => p[0]);
  const x = R.timeScale(times, chart.width);
  const y = d3.scaleLinear().domain([0, 1]).range([chart.height, 0]);
  R.valueAxis(chart, y, 4, (v) => R.percent(v));
  const from = d3.min(d.failures, (f) => f.from_s);
  chart.inner
    .append("line")
    .attr("x1", x(from))
    .attr("x2", x(from))
    .attr("y2", chart.height)
    .attr("stroke", R.colors.muted)
    .attr("stroke-dasharray", "3 3");
  // Each step to its end, so that one between two of which nothing is known is seen.
  const steps = (points) =>
    points.flatMap((p, i) => [p, [i + 1 < points.length ? points[i + 1][0] : d.end_s, p[1]]]);
  const draw = (points, color) =>
    chart.inner
      .append("path")
      .attr(
        "d",
        d3
          .line()
          .defined((p) => R.isNumber(p[1]))
          .x((p) => x(p[0]))
          .y((p) => y(p[1]))(steps(points)),
      )
      .attr("fill", "none")
      .attr("stroke", color)
      .attr("stroke-width", 1.8);
  draw(d.connected, R.colors.waiting);
  draw(d.served, R.colors.accent);
  R.timeAxis(chart, x, Math.max(3, chart.width / 70));
  const before = d3.bisector((p) => p[0]).right;
  R.tipOver(chart, (px) => {
    const time = x.invert(px);
    const at = (points) => (points[Math.max(0, before(points, time) - 1)] || [0, NaN])[1];
    return [
      R.clock(time),
      R.t("disruption.served") + " " + R.percent(at(d.served), 1),
      R.t("disruption.connected") + " " + R.percent(at(connected), 1),
    ];
  });
};

R.recoveryTable = function (section, figures) {
  const rows = ["service", "connection"]
    .filter((key) => R.isNumber(figures[key + "_area"]))
    .map((key) => ({ key }));
  const value = (d, name) => figures[d.key + name];
  const column = (name, text) => ({
    label: R.t("disruption." + name.slice(1)),
    number: true,
    text: (d) => text(value(d, name)),
  });
  const share = (v) => R.percent(v, 1);
  const time = (v) => (R.isNumber(v) ? R.duration(v) : R.t("disruption.not_yet"));
  R.table(
    R.figure(section, "disruption.recovery"),
    [
      {
        label: "",
        text: (d) => R.t("disruption." + (d.key === "service" ? "served" : "connected")),
      },
      column("_before", share),
      column("_least", share),
      column("_area", share),
      column("_to_50", time),
      column("_to_90", time),
      column("_to_99", time),
    ],
    rows,
  );
};

/** Closed links and pipes by how long, failed places as circles. */
R.damageMap = function (section, d) {
  const net = R.net;
  const figure = R.figure(section, net.links ? "disruption.map" : "disruption.map_parts");
  const longest = R.closedTimes(d);
  const width = Math.min(760, figure.node().clientWidth || 600);
  const drawing = R.canvas(figure, Math.round(width * 0.66));
  drawing.canvas.attr("role", "img").attr("aria-label", R.t("disruption.map"));
  const kept = { projection: net.projection, screen: net.screen, place: net.place };
  let project;
  if (net.links) {
    R.projectNetwork(drawing.width, drawing.height);
    project = net.projection;
  } else project = R.projectParts(d, drawing.width, drawing.height);
  const context = drawing.context;
  const most = d3.max(Array.from(longest.values())) || 1;
  const color = d3.scaleSequential([0, most], (t) => d3.interpolateOrRd(0.35 + 0.6 * t));
  const draw = (path, closed) => {
    context.beginPath();
    path.forEach((p, i) => (i ? context.lineTo(p[0], p[1]) : context.moveTo(p[0], p[1])));
    context.strokeStyle = closed === undefined ? "#b7c4cd" : color(closed);
    context.lineWidth = closed === undefined ? 1 : 3;
    context.stroke();
  };
  for (let l = 0; l < net.links; l++)
    draw(R.linkPath(l, { k: 1, x: 0, y: 0 }, net.twin[l] ? 1.4 : 0), longest.get(l));
  d.parts.forEach((part) => draw(part.line.map(project), longest.get(part.what)));
  R.failedPlaces(context, d, project);
  Object.assign(net, kept);
  R.damageLegend(figure, d, color, most);
};

/** Longitudes and latitudes of the parts to a box. */
R.projectParts = function (d, width, height) {
  const points = { type: "MultiPoint", coordinates: d.parts.flatMap((part) => part.line) };
  const margin = 14;
  const box = [
    [margin, margin],
    [width - margin, height - margin],
  ];
  return d3.geoMercator().fitExtent(box, points);
};

R.failedPlaces = function (context, d, project) {
  d.failures.forEach((f) => {
    if (!f.place) return;
    const [px, py] = project(f.place);
    const machine = !f.host && f.system && f.kind !== "pipe";
    context.beginPath();
    if (f.host || machine) context.rect(px - 4, py - 4, 8, 8);
    else context.arc(px, py, f.severe_places ? 4.5 : 3, 0, 2 * Math.PI);
    context.fillStyle = f.host ? "#2563eb" : f.severe_places ? "#7f1d1d" : "#d97706";
    context.fill();
  });
};

R.damageLegend = function (figure, d, color, most) {
  const has = (test) => d.failures.some(test);
  R.legend(figure, [
    { color: color(most), label: R.t("disruption.longest", { time: R.duration(most) }) },
    { color: "#7f1d1d", label: R.t("disruption.severe") },
    { color: "#d97706", label: R.t("disruption.moderate") },
    ...(has((f) => f.host) ? [{ color: "#2563eb", label: R.t("disruption.host") }] : []),
  ]);
  if (has((f) => f.place && f.system && f.kind !== "pipe")) R.note(figure, "disruption.squares");
  if (has((f) => !f.place)) R.note(figure, "disruption.no_place");
};

/** Longest time that each link, or part by its name, was closed by one failure [s]. */
R.closedTimes = function (d) {
  const longest = new Map();
  d.failures.forEach((f) =>
    (f.system ? [f.what] : f.links).forEach((key) => {
      const time = (R.isNumber(f.mended_s) ? f.mended_s : d.end_s) - f.from_s;
      longest.set(key, Math.max(longest.get(key) || 0, time));
    }),
  );
  return longest;
};

R.failureTable = function (section, d) {
  const time = (key) => ({
    key,
    label: R.t("disruption." + key),
    number: true,
    text: (row) => (R.isNumber(row[key]) ? R.clock(row[key]) : "–"),
  });
  const count = (key) => ({
    key,
    label: R.t("disruption." + key),
    number: true,
    text: (row) => R.number(row[key]),
  });
  const parts = d.failures.some((f) => f.system);
  const kind = {
    key: "kind",
    label: R.t("disruption.kind"),
    text: (row) => R.t("disruption.kind_" + row.kind),
  };
  const share = {
    key: "weight",
    label: R.t("disruption.share"),
    number: true,
    text: (row) => R.percent(row.weight, 1),
  };
  R.table(
    R.figure(section, d.served ? "disruption.table" : "disruption.table_parts", {
      n: R.number(Math.min(30, d.failures.length)),
      all: R.number(d.failure_count),
    }),
    [
      { key: "what", label: R.t("disruption.what"), text: (row) => row.what },
      ...(parts ? [kind] : []),
      { key: "cause", label: R.t("disruption.cause"), text: (row) => R.t("disruption." + row.cause) },
      d.served ? count("trips") : share,
      time("from_s"),
      time("crew_there_s"),
      time("mended_s"),
      count("moderate_places"),
      count("severe_places"),
      ...(d.served ? [count("caught_capsules")] : []),
    ],
    d.failures.slice(0, 30),
    {},
  );
};

R.stockTable = function (section, d) {
  const empty = d.figures.stocks_emptied || 0;
  const figure = R.figure(section, "disruption.stocks", { n: R.number(empty) });
  const days = (key) => ({
    key,
    label: R.t("disruption." + key),
    number: true,
    text: (row) => R.number(row[key], 2),
  });
  R.table(
    figure,
    [
      { key: "node", label: R.t("disruption.portal"), text: (row) => R.nodeName(row.node) },
      { key: "class", label: R.t("table.class"), text: (row) => R.classAt(row.class) },
      days("use_per_day"),
      days("initial_days"),
      days("least_days"),
      {
        key: "first_empty_s",
        label: R.t("disruption.first_empty"),
        number: true,
        text: (row) => (R.isNumber(row.first_empty_s) ? R.clock(row.first_empty_s) : "–"),
      },
      {
        key: "empty_s",
        label: R.t("disruption.empty"),
        number: true,
        text: (row) => R.duration(row.empty_s),
      },
      days("unmet"),
    ],
    d.stocks.slice(0, 20),
    {},
  );
};
