"use strict";
// The liquid network: map of pressures, pressures and tank levels over time, pumps, what went wrong.

R.liquidClasses = [
  { below: 0, color: "#a3221f" },
  { below: 10, color: "#e0803f" },
  { below: 20, color: "#e8c34d" },
  { below: 50, color: "#74b3d4" },
  { below: Infinity, color: "#2b5c87" },
];
R.liquidColor = (metres) => R.liquidClasses.find((c) => metres < c.below).color;
R.liquidVolume = (m3) => R.number(m3) + " m³";

/** The answer in a sentence. */
R.liquidHeadline = function (data) {
  const least = data.least;
  if (!least) return R.t("liquid.headline_none");
  return R.t(least.pressure_m < 0 ? "liquid.headline_negative" : "liquid.headline", {
    node: least.node,
    pressure: R.number(least.pressure_m, 1),
    time: R.clock(least.time_s),
  });
};

R.liquidFigures = function (section, data) {
  const b = data.balance;
  const list = section.append("dl").attr("class", "figures");
  const add = (key, value, small) => {
    const box = list.append("div");
    box.append("dt").text(R.t("liquid.key_" + key));
    box
      .append("dd")
      .text(value)
      .append("small")
      .text(small || "");
  };
  const asked = b.asked || 0;
  add("served", asked > 0 ? R.percent((b.delivered || 0) / asked, 2) : "–", R.liquidVolume(asked));
  add("stored", (b.stored > 0 ? "+" : "") + R.liquidVolume(b.stored || 0), R.t("liquid.key_stored_note"));
  const joules = d3.sum(data.pumps, (p) => p.energy_j),
    pumped = d3.sum(data.pumps, (p) => p.pumped_m3);
  add(
    "energy",
    R.joules(joules),
    pumped > 0
      ? R.t("liquid.key_energy_note", { n: R.number(joules / 3.6e6 / pumped, 2) })
      : "",
  );
  const cost = d3.sum(data.pumps, (p) => p.cost);
  if (cost > 0) add("cost", R.number(cost), R.t("liquid.key_cost_note"));
  add("network", R.km(data.link.pipe_m || 0), R.t("liquid.key_network_note", {
    nodes: R.number(data.node.id.length), links: R.number(data.link.id.length) }));
  add("solved", R.number(data.solutions), R.t("liquid.key_solved_note", { n: R.number(data.switches) }));
};

R.liquid = function () {
  const section = R.open("liquid"),
    data = R.data.pipelines.liquid;
  R.liquidFigures(section, data);
  R.liquidMap(section, data);
  R.liquidBand(section, data);
  R.liquidTanks(section, data);
  R.liquidPumps(section, data);
  R.liquidEvents(section, data);
};

/** Which report the map shows: that of the least pressure at first. */
R.liquidState = { row: null };

R.liquidMap = function (section, data) {
  const places = data.node.x.map((x, i) => R.isNumber(x) && R.isNumber(data.node.y[i]));
  if (places.filter(Boolean).length < 2) {
    R.note(section, "liquid.no_map");
    return;
  }
  if (R.liquidState.row === null) {
    const wanted = data.least ? data.least.time_s : 0;
    R.liquidState.row = d3.scan(data.time_s, (a, b) => Math.abs(a - wanted) - Math.abs(b - wanted));
  }
  const box = R.figure(section, "liquid.map_caption");
  R.legend(
    box,
    R.liquidClasses.map((c, i) => ({
      color: c.color,
      label: i
        ? R.isFinitePair(i)
        : R.t("liquid.below_zero"),
    })),
  );
  const bar = box.append("div").attr("class", "timebar");
  const label = bar.append("output");
  const slider = bar
    .append("input")
    .attr("type", "range")
    .attr("min", 0)
    .attr("max", data.time_s.length - 1)
    .attr("value", R.liquidState.row)
    .attr("aria-label", R.t("liquid.time"))
    .style("width", "min(420px, 60%)");
  const drawing = R.canvas(box, Math.min(560, Math.max(320, box.node().clientWidth * 0.55)));
  const view = R.liquidView(data, places, drawing);
  const show = () => {
    label.text(R.t("liquid.at", { time: R.clock(data.time_s[R.liquidState.row]) }) + " ");
    R.drawLiquidMap(data, view, drawing, R.liquidState.row);
  };
  slider.on("input", function () {
    R.liquidState.row = Number(this.value);
    show();
  });
  drawing.canvas
    .on("mousemove", () => R.liquidTip(data, view, drawing))
    .on("mouseleave", R.tip.hide);
  show();
};

R.isFinitePair = function (i) {
  const low = R.liquidClasses[i - 1].below,
    high = R.liquidClasses[i].below;
  return high === Infinity
    ? R.t("liquid.from_m", { low })
    : R.t("liquid.range_m", { low, high });
};

/** Positions on the canvas, numbers unpacked. */
R.liquidView = function (data, places, drawing) {
  const xs = data.node.x.filter((x, i) => places[i]),
    ys = data.node.y.filter((y, i) => places[i]);
  const [x0, x1] = d3.extent(xs),
    [y0, y1] = d3.extent(ys);
  const room = 26,
    scale = Math.min(
      (drawing.width - 2 * room) / (x1 - x0 || 1),
      (drawing.height - 2 * room) / (y1 - y0 || 1),
    );
  const px = (x) => drawing.width / 2 + (x - (x0 + x1) / 2) * scale,
    py = (y) => drawing.height / 2 - (y - (y0 + y1) / 2) * scale;
  const lines = data.link.id.map((id, l) => {
    const from = data.link.from[l],
      to = data.link.to[l];
    return places[from] && places[to]
      ? [[px(data.node.x[from]), py(data.node.y[from])], [px(data.node.x[to]), py(data.node.y[to])]]
      : null;
  });
  data.vertex.link.forEach((l, i) => {
    if (lines[l]) lines[l].splice(lines[l].length - 1, 0, [px(data.vertex.x[i]), py(data.vertex.y[i])]);
  });
  return {
    at: data.node.x.map((x, i) => (places[i] ? [px(x), py(data.node.y[i])] : null)),
    lines,
    pressure: R.unpack(data.pressure_dm),
    flow: R.unpack(data.flow_ml_s),
    served: R.unpack(data.served),
  };
};

R.drawLiquidMap = function (data, view, drawing, row) {
  const c = drawing.context,
    links = data.link.id.length,
    nodes = data.node.id.length;
  c.clearRect(0, 0, drawing.width, drawing.height);
  const most = d3.max(view.flow, Math.abs) || 1;
  c.lineCap = "round";
  view.lines.forEach((line, l) => {
    if (!line) return;
    const flow = Math.abs(view.flow[row * links + l]);
    c.strokeStyle = flow > 0 ? "#9aa7b2" : "#d5dbe0";
    c.lineWidth = 1 + 7 * Math.sqrt(flow / most);
    c.beginPath();
    line.forEach((p, i) => (i ? c.lineTo(p[0], p[1]) : c.moveTo(p[0], p[1])));
    c.stroke();
    if (data.link.kind[l] > 1) R.liquidMark(c, line, data.link.kind[l] === 2, flow > 0);
  });
  const size = nodes > 400 ? 2.2 : nodes > 120 ? 3.5 : 5.5;
  view.at.forEach((p, i) => {
    if (!p) return;
    const kind = data.node.kind[i];
    c.fillStyle = kind === 0 ? R.liquidColor(view.pressure[row * nodes + i] / 10) : R.colors.ink;
    c.strokeStyle = "#fff";
    c.lineWidth = 1;
    c.beginPath();
    if (kind === 0) c.arc(p[0], p[1], view.served[i] ? size : size * 0.6, 0, 2 * Math.PI);
    else if (kind === 2) c.rect(p[0] - size, p[1] - size, 2 * size, 2 * size);
    else {
      c.moveTo(p[0], p[1] - size * 1.4);
      c.lineTo(p[0] + size * 1.4, p[1]);
      c.lineTo(p[0], p[1] + size * 1.4);
      c.lineTo(p[0] - size * 1.4, p[1]);
      c.closePath();
    }
    c.fill();
    c.stroke();
    if (kind !== 0 && nodes <= 400) {
      c.fillStyle = R.colors.ink;
      c.font = "12px sans-serif";
      const left = p[0] > drawing.width - 90;
      c.textAlign = left ? "right" : "left";
      c.fillText(data.node.id[i], p[0] + (left ? -9 : 9), p[1] - 7);
    }
  });
};

/** A pump is a triangle, a valve a bar across, in the middle of its link. */
R.liquidMark = function (c, line, pump, runs) {
  const a = line[Math.floor((line.length - 1) / 2)],
    b = line[Math.floor((line.length - 1) / 2) + 1];
  const x = (a[0] + b[0]) / 2,
    y = (a[1] + b[1]) / 2,
    turn = Math.atan2(b[1] - a[1], b[0] - a[0]);
  c.save();
  c.translate(x, y);
  c.rotate(turn);
  c.fillStyle = runs ? R.colors.accent : "#fff";
  c.strokeStyle = R.colors.accent;
  c.lineWidth = 1.5;
  c.beginPath();
  if (pump) {
    c.moveTo(-6, -6);
    c.lineTo(7, 0);
    c.lineTo(-6, 6);
    c.closePath();
  } else {
    c.rect(-2.5, -7, 5, 14);
  }
  c.fill();
  c.stroke();
  c.restore();
};

R.liquidTip = function (data, view, drawing) {
  const mouse = d3.mouse(drawing.canvas.node());
  const factor = drawing.width / drawing.canvas.node().clientWidth;
  let best = -1,
    near = 18;
  view.at.forEach((p, i) => {
    if (!p) return;
    const d = Math.hypot(p[0] - mouse[0] * factor, p[1] - mouse[1] * factor);
    if (d < near) [best, near] = [i, d];
  });
  if (best < 0) {
    R.tip.hide();
    return;
  }
  const metres = view.pressure[R.liquidState.row * data.node.id.length + best] / 10;
  const lines = [data.node.id[best]];
  if (data.node.kind[best] !== 1)
    lines.push(R.t(data.node.kind[best] ? "liquid.level_is" : "liquid.pressure_is", { n: R.number(metres, 1) }));
  lines.push(R.t("liquid.elevation_is", { n: R.number(data.node.elevation[best], 1) }));
  R.tip.show(lines, d3.event);
};

/** Least, 5 %, median and 95 % of the pressures over time. */
R.liquidBand = function (section, data) {
  const band = data.band;
  if (band.time_s.length < 2) return;
  const box = R.figure(section, "liquid.band_caption");
  R.legend(box, [
    { color: R.colors.pale, label: R.t("liquid.band") },
    { color: R.colors.accent, label: R.t("liquid.median") },
    { color: R.colors.empty, label: R.t("liquid.least") },
  ]);
  const chart = R.chart(box, 260, { left: 52, right: 16, top: 18, bottom: 40 });
  const x = d3.scaleLinear().domain(d3.extent(band.time_s)).range([0, chart.width]);
  const y = d3
    .scaleLinear()
    .domain([Math.min(0, d3.min(band.quantile[0])), d3.max(band.quantile[3]) || 1])
    .nice()
    .range([chart.height, 0]);
  R.valueAxis(chart, y, 5, (d) => R.number(d), R.t("liquid.metres"));
  R.timeAxis(chart, x);
  const index = d3.range(band.time_s.length);
  chart.inner
    .append("path")
    .attr("fill", R.colors.pale)
    .attr("d", d3.area().x((i) => x(band.time_s[i])).y0((i) => y(band.quantile[1][i])).y1((i) => y(band.quantile[3][i]))(index));
  [
    [2, R.colors.accent],
    [0, R.colors.empty],
  ].forEach(([row, color]) => R.liquidLine(chart, index, (i) => x(band.time_s[i]), (i) => y(band.quantile[row][i]), color));
};

R.liquidLine = (chart, index, x, y, color) =>
  chart.inner
    .append("path")
    .attr("fill", "none")
    .attr("stroke", color)
    .attr("stroke-width", 1.8)
    .attr("d", d3.line().x(x).y(y)(index));

/** Small charts of the levels, with the limits that empty and full mean. */
R.liquidTanks = function (section, data) {
  if (!data.tanks.length || data.tanks[0].time_s.length < 2) return;
  const figure = R.figure(section, "liquid.tanks_caption");
  data.tanks.slice(0, 24).forEach((tank) => {
    figure.append("p").attr("class", "note").text(tank.id);
    const chart = R.chart(figure, 150, { left: 52, right: 16, top: 8, bottom: 38 });
    const x = d3.scaleLinear().domain(d3.extent(tank.time_s)).range([0, chart.width]);
    const y = d3
      .scaleLinear()
      .domain([Math.min(tank.least, d3.min(tank.level)), Math.max(tank.greatest, d3.max(tank.level))])
      .range([chart.height, 0]);
    R.valueAxis(chart, y, 3, (d) => R.number(d, 1) + " m");
    R.timeAxis(chart, x);
    [tank.least, tank.greatest].forEach((level) =>
      chart.inner
        .append("line")
        .attr("x2", chart.width)
        .attr("y1", y(level))
        .attr("y2", y(level))
        .attr("stroke", R.colors.empty)
        .attr("stroke-dasharray", "3 4"),
    );
    R.liquidLine(chart, d3.range(tank.time_s.length), (i) => x(tank.time_s[i]), (i) => y(tank.level[i]), R.colors.loaded);
  });
};

R.liquidPumps = function (section, data) {
  if (!data.pumps.length) return;
  const most = d3.max(data.pumps, (p) => p.energy_j) || 1;
  R.table(
    R.figure(section, "liquid.pumps_caption"),
    [
      { label: R.t("liquid.pump"), text: (p) => p.id },
      { label: R.t("liquid.on"), number: true, text: (p) => R.sum(p.on_s) },
      { label: R.t("liquid.pumped"), number: true, text: (p) => R.liquidVolume(p.pumped_m3) },
      { label: R.t("liquid.energy"), number: true, text: (p) => R.joules(p.energy_j), bar: (p) => p.energy_j / most },
      { label: R.t("liquid.cost"), number: true, text: (p) => R.number(p.cost) },
      { label: R.t("liquid.efficiency"), number: true, text: (p) => R.percent(p.mean_efficiency) },
      { label: R.t("liquid.power"), number: true, text: (p) => R.number(p.greatest_power_w / 1000, 1) + " kW" },
    ],
    data.pumps,
  );
};

R.liquidEvents = function (section, data) {
  if (!data.events.rows.length) {
    R.note(section, "liquid.no_events");
    return;
  }
  const more = data.events.total - data.events.rows.length;
  R.table(
    R.figure(section, "liquid.events_caption", { more: R.number(more), total: R.number(data.events.total) }),
    [
      { label: R.t("liquid.time"), number: true, text: (e) => R.clock(e.time_s) },
      { label: R.t("liquid.where"), text: (e) => e.element },
      { label: R.t("liquid.what"), wide: true, text: (e) => R.t("liquid.event_" + e.kind) },
    ],
    data.events.rows,
  );
};

R.pipelines.liquid = { sections: ["liquid"], headline: (data) => [R.liquidHeadline(data)] };
