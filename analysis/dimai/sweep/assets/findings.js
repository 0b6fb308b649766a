"use strict";
// What follows from a sweep: which parameters matter, where it fails, what is best.

R.indexKinds = [
  { kind: "first", color: "#0d6e78" },
  { kind: "total", color: "#e5a84b" },
  { kind: "mu_star", color: "#0d6e78" },
];

R.sensitivity = function () {
  const section = R.open("sensitivity"),
    { indices, outcomes } = R.data;
  const morris = Object.values(indices).some((table) => table.mu_star);
  section.append("p").text(R.t(morris ? "sensitivity.morris" : "sensitivity.sobol"));
  const grid = section.append("div").attr("class", "effects wide");
  outcomes.forEach((o) => {
    if (!indices[o.name]) return;
    const figure = grid.append("figure");
    const caption = figure.append("figcaption");
    caption.append("b").text(R.outcomeName(o));
    caption.append("span").text(" " + R.outcomeMeaning(o));
    R.indexBars(figure.append("div").attr("class", "drawing"), indices[o.name], o);
  });
  if (!morris)
    R.legend(
      section,
      R.indexKinds
        .slice(0, 2)
        .map((each) => ({ color: each.color, label: R.t("index." + each.kind) })),
    );
};

/** Bars with intervals, the parameter that matters most first. */
R.indexBars = function (box, table, o) {
  const kinds = R.indexKinds.filter((each) => table[each.kind]);
  const last = kinds[kinds.length - 1].kind;
  const order = d3
    .range(table.parameter.length)
    .sort((i, j) => (table[last][j] || 0) - (table[last][i] || 0));
  const factor = last === "mu_star" ? R.scaleOf(o).factor : 1;
  const high = 22 + kinds.length * 13;
  const margin = { left: 8, right: 70, top: 4, bottom: 34 };
  const chart = R.chart(
    box,
    order.length * high + margin.top + margin.bottom,
    margin,
    R.t("sensitivity.title"),
  );
  const numbers = kinds.flatMap(({ kind }) =>
    ["", "_low", "_high"].flatMap((part) => table[kind + part] || []),
  );
  const [low, most] = d3.extent(numbers.filter((v) => v !== null));
  const x = d3
    .scaleLinear()
    .domain([Math.min(0, low || 0) / factor, (most || 1) / factor])
    .range([0, chart.width]);
  const unit = last === "mu_star" ? R.scaleOf(o).unit : "";
  R.plainAxis(chart, x, unit);
  order.forEach((i, row) => {
    const group = chart.inner.append("g").attr("transform", `translate(0,${row * high})`);
    group.append("text").attr("class", "ink").attr("y", 13).text(R.parameterName({ ...R.data.parameters.find((p) => p.key === table.parameter[i]), unit: "" }));
    kinds.forEach(({ kind, color }, k) => {
      const value = table[kind][i],
        y = 19 + 13 * k;
      if (value === null) return;
      const at = (v) => x(v / factor);
      group
        .append("rect")
        .attr("x", Math.min(x(0), at(value)))
        .attr("width", Math.abs(at(value) - x(0)))
        .attr("y", y)
        .attr("height", 9)
        .attr("fill", color);
      const [a, b] = [table[kind + "_low"][i], table[kind + "_high"][i]];
      if (a === null || b === null) return;
      group
        .append("line")
        .attr("class", "interval-line")
        .attr("x1", at(a))
        .attr("x2", at(b))
        .attr("y1", y + 4.5)
        .attr("y2", y + 4.5);
      group
        .append("text")
        .attr("x", Math.max(at(b), at(value)) + 6)
        .attr("y", y + 9)
        .text(R.short(value / factor, 2));
    });
  });
};

R.condition = function () {
  const { discover, outcomes } = R.data;
  const o = outcomes.find((each) => each.name === discover.outcome);
  const above = "above" in discover;
  const limit = above ? discover.above : discover.below;
  return `${R.outcomeName(o)} ${above ? ">" : "<"} ${o.unit === "s" ? R.duration(limit) : R.outcomeText(o, limit)}`;
};

R.discovery = function () {
  const section = R.open("discovery"),
    { box, parameters } = R.data;
  if (!box) {
    section.append("p").text(R.t("discovery.nothing", { condition: R.condition() }));
    return;
  }
  section.append("p").text(
    R.t("discovery.text", {
      condition: R.condition(),
      coverage: R.percent(box.coverage),
      density: R.percent(box.density),
      points: R.number(box.points),
    }),
  );
  R.table(
    section,
    [
      { label: R.t("discovery.parameter"), text: (d) => R.parameterName(d.p) },
      {
        label: R.t("discovery.limits"),
        text: (d) =>
          d.limit
            ? `${R.short(d.limit.low, 4)} … ${R.short(d.limit.high, 4)}`
            : R.t("discovery.free"),
      },
      {
        label: R.t("discovery.range"),
        text: (d) =>
          d.p.low === null ? "" : `${R.short(d.p.low, 4)} … ${R.short(d.p.high, 4)}`,
      },
      {
        label: R.t("discovery.chance"),
        number: true,
        text: (d) => (d.limit ? R.short(d.limit.chance, 2) : ""),
      },
    ],
    parameters.map((p) => ({ p, limit: box.limits.find((each) => each.key === p.key) })),
  );
  const figure = R.figure(section, "discovery.path", null, "half");
  R.peelChart(figure, box);
  section.append("h3").text(R.t("discovery.tree"));
  section.append("pre").attr("class", "tree").text(box.tree.trimEnd());
};

/** Coverage and density along the way from all points to the box. */
R.peelChart = function (box, found) {
  const chart = R.chart(box, 240, { left: 48, right: 12, top: 22, bottom: 40 }, R.t("discovery.path"));
  const x = d3.scaleLinear().domain([0, 1]).range([0, chart.width]),
    y = d3.scaleLinear().domain([0, 1]).range([chart.height, 0]);
  const percent = x.copy().domain([0, 100]);
  R.plainAxis(chart, percent, R.t("discovery.coverage"));
  R.valueAxis(chart, y, 4, (v) => R.percent(v), R.t("discovery.density"));
  const line = d3
    .line()
    .x((d) => x(d[0]))
    .y((d) => y(d[1]));
  chart.inner.append("path").attr("class", "front").attr("d", line(found.path));
  chart.inner
    .append("circle")
    .attr("class", "best")
    .attr("cx", x(found.coverage))
    .attr("cy", y(found.density))
    .attr("r", 6);
};

R.optimum = function () {
  const section = R.open("optimum"),
    { goal, outcomes, parameters, points } = R.data;
  const k = outcomes.findIndex((o) => o.name === goal.outcome),
    o = outcomes[k],
    i = points.point.indexOf(goal.point);
  section.append("p").text(
    R.t("optimum." + goal.seek, {
      outcome: R.outcomeName(o),
      value: R.outcomeText(o, points.estimate[k][i]),
    }),
  );
  R.table(
    section,
    [
      { label: R.t("optimum.parameter"), text: (d) => R.parameterName(d.p) },
      { label: R.t("optimum.value"), text: (d) => R.parameterText(d.value) },
      {
        label: R.t("discovery.range"),
        text: (d) =>
          d.p.low === null ? "" : `${R.short(d.p.low, 4)} … ${R.short(d.p.high, 4)}`,
      },
    ],
    parameters.map((p, n) => ({ p, value: points.parameters[n][i] })),
  );
  R.searchChart(R.figure(section, "optimum.search"), k, goal.seek === "greatest");
};

/** Each value as it was found, and the best so far. */
R.searchChart = function (box, k, greatest) {
  const { points, outcomes } = R.data,
    o = outcomes[k],
    { factor, unit } = R.scaleOf(o);
  const rows = d3.range(points.point.length).filter((i) => points.estimate[k][i] !== null);
  const chart = R.chart(box, 260, { left: 52, right: 12, top: 22, bottom: 40 }, R.t("optimum.search"));
  const x = d3
    .scaleLinear()
    .domain([0, Math.max(1, d3.max(points.point))])
    .range([0, chart.width]);
  const y = d3
    .scaleLinear()
    .domain(d3.extent(rows, (i) => points.estimate[k][i] / factor))
    .nice(4)
    .range([chart.height, 0]);
  R.plainAxis(chart, x, R.t("optimum.point"));
  R.valueAxis(chart, y, 4, (v) => R.short(v, 3), R.outcomeName(o) + (unit ? ` [${unit}]` : ""));
  let best = null;
  const path = rows.map((i, n) => {
    const value = points.estimate[k][i] / factor;
    best = best === null ? value : greatest ? Math.max(best, value) : Math.min(best, value);
    return `${n ? "H" + x(points.point[i]) + "V" + y(best) : "M" + x(points.point[i]) + "," + y(best)}`;
  });
  chart.inner.append("path").attr("class", "front").attr("d", path.join(""));
  R.dots(chart, rows, (i) => x(points.point[i]), (i) => y(points.estimate[k][i] / factor), () => R.colors.accent, 3.5);
};
