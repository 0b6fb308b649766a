"use strict";
// How outcomes depend on parameters, and on each other.

R.effectState = { outcome: 0, color: -1 };

/** Scale of a parameter: its numbers, or its words side by side. */
R.parameterScale = function (k, width) {
  const p = R.data.parameters[k];
  const values = R.data.points.parameters[k].filter((v) => v !== null);
  if (values.every(R.isNumber)) {
    const [low, high] = d3.extent(values);
    const room = (high - low) * 0.04 || Math.abs(low) * 0.1 || 1;
    const scale = p.log
      ? d3.scaleLog().domain([low / 1.05, high * 1.05])
      : d3.scaleLinear().domain([low - room, high + room]);
    scale.range([0, width]);
    const ticks = p.log ? scale.ticks(4) : scale.ticks(Math.max(2, Math.floor(width / 70)));
    return { at: scale, ticks, write: (v) => R.short(v, 3) };
  }
  const words = [...new Set(values.map(String))];
  const band = d3.scalePoint().domain(words).range([0, width]).padding(0.5);
  return { at: (v) => band(String(v)), ticks: words, write: (v) => v };
};

/** Colour of each point by a parameter, light to dark; without one by whether the box holds it. */
R.pointColors = function (k) {
  const { points } = R.data;
  if (k < 0) return (i) => (points.inside && points.inside[i] ? "#c4553b" : R.colors.accent);
  const values = points.parameters[k];
  const scale = R.parameterScale(k, 1);
  return (i) => (values[i] === null ? "#999" : d3.interpolateViridis(1 - scale.at(values[i])));
};

R.effects = function () {
  const section = R.open("effects"),
    { outcomes, parameters, points } = R.data,
    now = R.effectState;
  section.append("p").text(R.t("effects.text"));
  const controls = section.append("div").attr("class", "controls");
  const named = (list, name) => list.map((each, value) => ({ value, label: name(each) }));
  R.choice(controls, R.t("effects.outcome"), named(outcomes, R.outcomeName), now.outcome, (v) => {
    now.outcome = +v;
    R.draw("effects");
  });
  const colors = [{ value: -1, label: R.t(points.inside ? "effects.box" : "effects.none") }];
  R.choice(
    controls,
    R.t("effects.color"),
    colors.concat(named(parameters, R.parameterName)),
    now.color,
    (v) => {
      now.color = +v;
      R.draw("effects");
    },
  );
  const o = outcomes[now.outcome],
    { unit } = R.scaleOf(o);
  section
    .append("p")
    .attr("class", "note")
    .text(R.outcomeMeaning(o) + (unit ? ` [${unit}]` : "") + R.thinned());
  const grid = section.append("div").attr("class", "effects");
  parameters.forEach((p, k) => R.effectChart(grid.append("figure"), k, now.outcome));
};

R.thinned = function () {
  const { points } = R.data;
  return points.point.length < points.all
    ? " " + R.t("points.thinned", { n: R.number(points.point.length), all: R.number(points.all) })
    : "";
};

/** One outcome against one parameter, with intervals. */
R.effectChart = function (figure, k, outcome) {
  const { points, parameters, goal, outcomes } = R.data,
    p = parameters[k],
    { factor } = R.scaleOf(outcomes[outcome]);
  const caption = figure.append("figcaption");
  caption.append("b").text(R.parameterName(p));
  if (R.parameterMeaning(p)) caption.append("span").text(" " + R.parameterMeaning(p));
  const chart = R.chart(
    figure.append("div").attr("class", "drawing"),
    210,
    { left: 44, right: 10, top: 10, bottom: 26 },
    R.parameterName(p),
  );
  const x = R.parameterScale(k, chart.width);
  const known = d3
    .range(points.point.length)
    .filter((i) => points.estimate[outcome][i] !== null && points.parameters[k][i] !== null);
  const value = (i) => points.estimate[outcome][i] / factor;
  // Intervals that are much wider than all that was found are cut at the frame.
  const [low, high] = d3.extent(known, value);
  const y = d3
    .scaleLinear()
    .domain(low === high ? [low - 1, high + 1] : [low, high])
    .nice(4)
    .range([chart.height, 0]);
  R.valueAxis(chart, y, 4, (v) => R.short(v, 3));
  const axis = chart.inner
    .append("g")
    .attr("class", "axis")
    .attr("transform", `translate(0,${chart.height})`);
  axis.append("line").attr("x2", chart.width);
  x.ticks.forEach((tick) => {
    const mark = axis.append("g").attr("transform", `translate(${x.at(tick)},0)`);
    mark.append("line").attr("y2", 4);
    mark.append("text").attr("y", 17).attr("text-anchor", "middle").text(x.write(tick));
  });
  const color = R.pointColors(R.effectState.color);
  const place = (i) => x.at(points.parameters[k][i]);
  if (known.length <= 200)
    chart.inner
      .selectAll(".whisker")
      .data(known.filter((i) => points.low[outcome][i] !== null))
      .enter()
      .append("line")
      .attr("class", "whisker")
      .attr("x1", place)
      .attr("x2", place)
      .attr("y1", (i) => Math.min(chart.height, y(points.low[outcome][i] / factor)))
      .attr("y2", (i) => Math.max(0, y(points.high[outcome][i] / factor)))
      .attr("stroke", color);
  R.dots(chart, known, place, (i) => y(value(i)), color, known.length > 500 ? 2 : 3.5);
  const best = goal ? points.point.indexOf(goal.point) : -1;
  if (best >= 0 && known.includes(best))
    chart.inner
      .append("circle")
      .attr("class", "best")
      .attr("cx", place(best))
      .attr("cy", y(value(best)))
      .attr("r", 7);
};

R.dots = function (chart, rows, x, y, color, size) {
  chart.inner
    .selectAll(".dot")
    .data(rows)
    .enter()
    .append("circle")
    .attr("class", "dot")
    .attr("cx", x)
    .attr("cy", y)
    .attr("r", size)
    .attr("fill", color)
    .on("mousemove", (i) => R.tip.show(R.pointLines(i), d3.event))
    .on("mouseleave", R.tip.hide);
};

R.tradeState = { x: 0, y: 1, lessX: true, lessY: true };

/** Points that no other point beats in both outcomes, by the first. */
R.front = function (rows, a, b, lessA, lessB) {
  const sign = (less) => (less ? 1 : -1);
  const sorted = rows
    .slice()
    .sort((i, j) => sign(lessA) * (a[i] - a[j]) || sign(lessB) * (b[i] - b[j]));
  let best = Infinity;
  return sorted.filter((i) => {
    const own = sign(lessB) * b[i];
    if (own >= best) return false;
    best = own;
    return true;
  });
};

R.tradeoff = function () {
  const section = R.open("tradeoff"),
    { outcomes, points } = R.data,
    now = R.tradeState;
  section.append("p").text(R.t("tradeoff.text") + R.thinned());
  const controls = section.append("div").attr("class", "controls");
  ["x", "y"].forEach((axis) => {
    const less = axis === "x" ? "lessX" : "lessY";
    R.choice(
      controls,
      R.t("tradeoff." + axis),
      outcomes.map((o, value) => ({ value, label: R.outcomeName(o) })),
      now[axis],
      (v) => {
        now[axis] = +v;
        R.draw("tradeoff");
      },
    );
    R.switch(
      controls,
      [true, false].map((value) => ({ value, label: R.t(value ? "tradeoff.less" : "tradeoff.more") })),
      now[less],
      (v) => {
        now[less] = v;
        R.draw("tradeoff");
      },
      R.t("tradeoff." + axis),
    );
  });
  const box = section.append("figure").append("div").attr("class", "drawing");
  R.tradeChart(box, now);
  if (points.inside) R.note(section, "tradeoff.box");
};

R.tradeChart = function (box, now) {
  const { outcomes, points } = R.data,
    a = points.estimate[now.x],
    b = points.estimate[now.y];
  const rows = d3.range(points.point.length).filter((i) => a[i] !== null && b[i] !== null);
  const chart = R.chart(box, 340, { left: 52, right: 12, top: 22, bottom: 40 }, R.t("tradeoff.title"));
  const scaled = (o, values, range) => {
    const { factor } = R.scaleOf(o);
    const [low, high] = d3.extent(rows, (i) => values[i] / factor);
    const scale = d3
      .scaleLinear()
      .domain(low === high ? [low - 1, high + 1] : [low, high])
      .nice(5)
      .range(range);
    return { scale, at: (i) => scale(values[i] / factor) };
  };
  const x = scaled(outcomes[now.x], a, [0, chart.width]),
    y = scaled(outcomes[now.y], b, [chart.height, 0]);
  const label = (o) => R.outcomeName(o) + (R.scaleOf(o).unit ? ` [${R.scaleOf(o).unit}]` : "");
  R.plainAxis(chart, x.scale, label(outcomes[now.x]));
  R.valueAxis(chart, y.scale, 5, (v) => R.short(v, 3), label(outcomes[now.y]));
  const front = R.front(rows, a, b, now.lessX, now.lessY);
  const step = front.flatMap((i, n) =>
    n ? [`L${x.at(i)},${y.at(front[n - 1])}`, `L${x.at(i)},${y.at(i)}`] : [`M${x.at(i)},${y.at(i)}`],
  );
  chart.inner.append("path").attr("class", "front").attr("d", step.join(""));
  R.dots(chart, rows, x.at, y.at, R.pointColors(-1), rows.length > 500 ? 2.2 : 4);
  chart.inner
    .selectAll(".best")
    .data(front)
    .enter()
    .append("circle")
    .attr("class", "best")
    .attr("cx", x.at)
    .attr("cy", y.at)
    .attr("r", 6.5);
};
