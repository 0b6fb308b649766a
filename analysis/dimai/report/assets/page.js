"use strict";
// What all sections use: headings, figures, tables, switches, tooltips.

R.colors = {
  ink: "#1b2733",
  muted: "#5b6875",
  rule: "#e1e6ea",
  grid: "#edf0f2",
  accent: "#0d6e78",
  pale: "#cfe3e5",
  parts: ["#c4553b", "#e5a84b", "#74b3d4", "#2b5c87", "#8a5a9e", "#8cc1a2"],
  states: ["#e5a84b", "#2b5c87", "#b5542f", "#c9b07a", "#dde3e8", "#5aa469", "#8a5a9e"],
  loaded: "#2b5c87",
  empty: "#b5542f",
  waiting: "#7b3f98",
};

/** Empty a section and write its heading; returns the section. */
R.open = function (id) {
  const section = d3.select("#" + id);
  section.selectAll("*").remove();
  const title = section.append("h2");
  title.append("span").attr("class", "count").text(R.sections.filter(R.shown).indexOf(id));
  title.append("span").text(R.t(id + ".title"));
  return section;
};

/** A figure with its one-line caption; returns the box to draw in. */
R.figure = function (section, caption, values, className) {
  const figure = section.append("figure").attr("class", className || null);
  figure.append("figcaption").text(R.t(caption, values));
  return figure.append("div").attr("class", "drawing");
};

R.note = (box, key, values) => box.append("p").attr("class", "note").text(R.t(key, values));

/** SVG as wide as its box; returns {svg, width, height, inner}. */
R.chart = function (box, height, margin, label) {
  const width = Math.max(240, Math.floor(box.node().clientWidth) || 600);
  const svg = box
    .append("svg")
    .attr("viewBox", `0 0 ${width} ${height}`)
    .attr("role", "img")
    .attr("aria-label", label || "");
  const inner = svg.append("g").attr("transform", `translate(${margin.left},${margin.top})`);
  return {
    svg,
    inner,
    width: width - margin.left - margin.right,
    height: height - margin.top - margin.bottom,
  };
};

/** Canvas as wide as its box, sharp on any screen; returns {canvas, context, width, height}. */
R.canvas = function (box, height) {
  const width = Math.max(240, Math.floor(box.node().clientWidth) || 600);
  const ratio = Math.max(1, window.devicePixelRatio || 1);
  const canvas = box
    .append("canvas")
    .attr("width", width * ratio)
    .attr("height", height * ratio)
    .style("width", "100%")
    .style("aspect-ratio", width + " / " + height);
  const context = canvas.node().getContext("2d");
  context.scale(ratio, ratio);
  return { canvas, context, width, height };
};

/** Axis line at the bottom with ticks and its unit. */
R.timeAxis = function (chart, scale, count, y) {
  const [low, high] = scale.domain();
  const ticks = R.timeTicks(low, high, count || Math.max(3, chart.width / 80));
  R.bottomAxis(chart, scale, ticks, y);
  return ticks;
};

/** A line below with numbers; `ticks`: {values, write, unit}. */
R.bottomAxis = function (chart, scale, ticks, y) {
  const axis = chart.inner
    .append("g")
    .attr("class", "axis")
    .attr("transform", `translate(0,${y === undefined ? chart.height : y})`);
  axis.append("line").attr("x2", chart.width);
  const tick = axis
    .selectAll("g")
    .data(ticks.values)
    .enter()
    .append("g")
    .attr("transform", (d) => `translate(${scale(d)},0)`);
  tick.append("line").attr("y2", 4);
  tick.append("text").attr("y", 16).attr("text-anchor", "middle").text(ticks.write);
  axis
    .append("text")
    .attr("class", "unit")
    .attr("x", chart.width)
    .attr("y", 32)
    .attr("text-anchor", "end")
    .text(ticks.unit);
};

/** Shows lines under the pointer anywhere in the chart; `lines` takes the pointer's x. */
R.tipOver = function (chart, lines) {
  chart.inner
    .append("rect")
    .attr("width", chart.width)
    .attr("height", chart.height)
    .attr("fill", "transparent")
    .on("mousemove", function () {
      R.tip.show(lines(d3.mouse(this)[0]), d3.event);
    })
    .on("mouseleave", R.tip.hide);
};

/** Small buttons that bear a sign; `rows` of [sign, key of the text, what it does]. */
R.signButtons = function (box, rows) {
  rows.forEach(([sign, key, act]) =>
    box
      .append("button")
      .attr("type", "button")
      .attr("class", "plain")
      .attr("aria-label", R.t(key))
      .attr("title", R.t(key))
      .text(sign)
      .on("click", act),
  );
};

/** Light lines across with numbers on the left. */
R.valueAxis = function (chart, scale, count, write, unit) {
  const axis = chart.inner.append("g").attr("class", "axis");
  const tick = axis
    .selectAll("g")
    .data(scale.ticks(count || 4))
    .enter()
    .append("g")
    .attr("transform", (d) => `translate(0,${scale(d)})`);
  tick.append("line").attr("class", "across").attr("x2", chart.width);
  tick.append("text").attr("x", -7).attr("dy", "0.33em").attr("text-anchor", "end").text(write);
  if (unit)
    axis
      .append("text")
      .attr("class", "unit")
      .attr("x", -7)
      .attr("y", -9)
      .attr("text-anchor", "start")
      .attr("dx", -30)
      .text(unit);
};

/** A row of buttons of which one is on. Options: [{value, label}]. */
R.switch = function (box, options, chosen, act, label) {
  const group = box
    .append("div")
    .attr("class", "switch")
    .attr("role", "group")
    .attr("aria-label", label || null);
  group
    .selectAll("button")
    .data(options)
    .enter()
    .append("button")
    .attr("type", "button")
    .attr("aria-pressed", (d) => String(d.value === chosen))
    .text((d) => d.label)
    .on("click", (d) => act(d.value));
  return group;
};

/** A list to choose from. */
R.choice = function (box, label, options, chosen, act) {
  const holder = box.append("label").attr("class", "choice");
  holder.append("span").text(label);
  const select = holder.append("select").on("change", function () {
    act(this.value);
  });
  select
    .selectAll("option")
    .data(options)
    .enter()
    .append("option")
    .attr("value", (d) => d.value)
    .property("selected", (d) => String(d.value) === String(chosen))
    .text((d) => d.label);
  return select;
};

R.legend = function (box, items) {
  const legend = box.append("ul").attr("class", "legend");
  const item = legend.selectAll("li").data(items).enter().append("li");
  item.append("i").style("background", (d) => d.color);
  item.append("span").text((d) => d.label);
  return legend;
};

/** A table that scrolls in its own box. Columns: {label, text(row), number, bar(row) in 0..1, sort(row)}. */
R.table = function (box, columns, rows, options) {
  const settings = options || {};
  const table = box.append("div").attr("class", "scroll").attr("tabindex", 0).append("table");
  const head = table
    .append("thead")
    .append("tr")
    .selectAll("th")
    .data(columns)
    .enter()
    .append("th")
    .attr("class", (c) => (c.number ? "number" : null))
    .attr("scope", "col");
  head.each(function (column) {
    const cell = d3.select(this);
    if (!settings.sort || !column.sort) {
      cell.text(column.label);
      return;
    }
    const on = settings.sorted === column.key;
    cell.attr("aria-sort", on ? (settings.up ? "ascending" : "descending") : "none");
    cell
      .append("button")
      .attr("type", "button")
      .text(column.label + (on ? (settings.up ? " ↑" : " ↓") : ""))
      .on("click", () => settings.sort(column.key));
  });
  const row = table.append("tbody").selectAll("tr").data(rows).enter().append("tr");
  if (settings.choose)
    row
      .attr("class", (d) => "chooses" + (settings.chosen(d) ? " chosen" : ""))
      .on("click", settings.choose);
  row
    .selectAll("td")
    .data((d) => columns.map((column) => ({ column, row: d })))
    .enter()
    .append("td")
    .attr("class", (d) =>
      d.column.number ? "number" : d.column.wide ? "wide" : d.column.wrap ? "wrap" : null,
    )
    .each(function (d) {
      const cell = d3.select(this);
      if (d.column.bar) {
        const share = Math.max(0, Math.min(1, d.column.bar(d.row) || 0));
        cell
          .append("i")
          .attr("class", "fill")
          .style("width", (share * 100).toFixed(1) + "%");
      }
      cell.append("span").text(d.column.text(d.row));
    });
  return table;
};

R.tip = {
  show(lines, event) {
    const tip = d3.select("#tip").attr("hidden", null).html(null);
    lines.forEach((line, index) =>
      tip
        .append("div")
        .attr("class", index ? null : "name")
        .text(line),
    );
    const box = tip.node().getBoundingClientRect();
    const x = Math.min(event.clientX + 14, document.documentElement.clientWidth - box.width - 6);
    const y =
      event.clientY + 18 + box.height > window.innerHeight
        ? event.clientY - box.height - 12
        : event.clientY + 18;
    tip.style("left", Math.max(4, x) + "px").style("top", Math.max(4, y) + "px");
  },
  hide() {
    d3.select("#tip").attr("hidden", true);
  },
};

/** Axis line at the bottom with plain numbers and a unit. */
R.plainAxis = function (chart, scale, unit) {
  const count = Math.max(3, Math.floor(chart.width / 110));
  const axis = chart.inner
    .append("g")
    .attr("class", "axis")
    .attr("transform", `translate(0,${chart.height})`);
  axis.append("line").attr("x2", chart.width);
  const tick = axis
    .selectAll("g")
    .data(scale.ticks(count))
    .enter()
    .append("g")
    .attr("transform", (d) => `translate(${scale(d)},0)`);
  tick.append("line").attr("y2", 4);
  tick.append("text").attr("y", 16).attr("text-anchor", "middle").text(scale.tickFormat(count));
  axis
    .append("text")
    .attr("class", "unit")
    .attr("x", chart.width)
    .attr("y", 32)
    .attr("text-anchor", "end")
    .text(unit);
};

/**
 * What the report shows of each kind of pipeline; a kind registers itself: {sections, headline}. `sections` are
 * names of drawing functions of R, `headline` makes sentences from R.data.pipelines[kind].
 */
R.pipelines = {};

/** Kinds of pipelines that the run has. */
R.pipelineKinds = () => Object.keys(R.pipelines).filter((kind) => R.data.pipelines[kind]);
