"use strict";
// Pneumatic capsule pipelines: figures of each line, speeds over time, pressure along the pipe, energy.

R.capsule_line = function () {
  const lines = R.data.pipelines.capsule_line,
    section = R.open("capsule_line");
  R.lineTable(R.figure(section, "capsule_line.figures"), lines);
  R.lineEnergy(R.figure(section, "capsule_line.energy_caption"), lines);
  lines.forEach((line) => {
    section.append("h3").text(R.lineName(line));
    if (line.way_s.length)
      R.note(section, "capsule_line.way", {
        p50: R.duration(line.way_s[1]),
        p95: R.duration(line.way_s[2]),
        p99: R.duration(line.way_s[3]),
      });
    R.lineSpeeds(R.figure(section, "capsule_line.speeds"), line);
    R.lineProfile(R.figure(section, "capsule_line.profile"), line);
    R.lineSections(R.figure(section, "capsule_line.sections"), line);
  });
};

R.lineName = (line) => R.word("capsule_line.name.", line.name);

/** Slip with the band that the drag's uncertainty leaves: it goes as one over its root. */
R.slipBand = function (line) {
  const low = line.slip_m_s / Math.sqrt(1 + line.drag_band),
    high = line.slip_m_s / Math.sqrt(Math.max(0.05, 1 - line.drag_band));
  return `${R.significant(line.slip_m_s, 3)} (${R.significant(low, 2)}–${R.significant(high, 2)}) m/s`;
};

R.lineTable = function (box, lines) {
  const number = (key, text) => ({ label: R.t(key), number: true, text });
  R.table(
    box,
    [
      { label: R.t("capsule_line.line"), text: R.lineName },
      number("capsule_line.throughput", (d) => R.significant(d.throughput_t_h, 4) + " t/h"),
      number("capsule_line.delivered", (d) => R.number(d.delivered_t) + " t"),
      number("capsule_line.fill", (d) => R.percent(d.line_fill, 1)),
      number("capsule_line.air", (d) => R.significant(d.air_m_s, 3) + " m/s"),
      number("capsule_line.slip", R.slipBand),
      number("capsule_line.per_tkm", (d) => R.significant(d.energy_mj_t_km, 3) + " MJ"),
      number("capsule_line.floor", (d) => R.significant(d.floor_mj_t_km, 3) + " MJ"),
      number("capsule_line.lost", (d) => R.number(d.air_lost_m3) + " m³"),
    ],
    lines,
  );
};

/** Electrical energy a tonne and kilometre: blowers, linear motors, and the floor. */
R.lineEnergy = function (box, lines) {
  const kinds = [
    ["blower_energy_j", R.colors.loaded, "capsule_line.blowers"],
    ["motor_energy_j", R.colors.parts[1], "capsule_line.motors"],
  ];
  R.legend(
    box,
    kinds
      .map(([, color, key]) => ({ color, label: R.t(key) }))
      .concat([{ color: R.colors.ink, label: R.t("capsule_line.floor_mark") }]),
  );
  const wide = box.node().clientWidth > 600;
  const chart = R.chart(box, lines.length * 44 + 44, {
    left: wide ? 190 : 108,
    right: 92,
    top: 2,
    bottom: 40,
  });
  const x = d3
    .scaleLinear()
    .domain([0, d3.max(lines, (d) => d.energy_mj_t_km) || 1])
    .nice()
    .range([0, chart.width]);
  lines.forEach((line, i) => {
    const whole = line.blower_energy_j + line.motor_energy_j;
    let from = 0;
    kinds.forEach(([key, color]) => {
      const part = whole > 0 ? (line.energy_mj_t_km * line[key]) / whole : 0;
      chart.inner
        .append("rect")
        .attr("x", x(from))
        .attr("width", x(part))
        .attr("y", i * 44 + 6)
        .attr("height", 28)
        .attr("fill", color);
      from += part;
    });
    chart.inner
      .append("line")
      .attr("x1", x(line.floor_mj_t_km))
      .attr("x2", x(line.floor_mj_t_km))
      .attr("y1", i * 44 + 2)
      .attr("y2", i * 44 + 38)
      .attr("stroke", R.colors.ink)
      .attr("stroke-width", 2);
    const text = (at, anchor, words) =>
      chart.inner
        .append("text")
        .attr("class", "ink")
        .attr("x", at)
        .attr("y", i * 44 + 25)
        .attr("text-anchor", anchor)
        .text(words);
    text(-10, "end", R.lineName(line));
    text(x(from) + 8, "start", R.significant(line.energy_mj_t_km, 3) + " MJ");
  });
  R.plainAxis(chart, x, "MJ/(t·km)");
};

/** Lines over one axis. Series: [{x, y, color, label, dash}], drawn where both are numbers. */
R.lineChart = function (box, series, options) {
  const shown = series.filter((s) => s.x.length);
  R.legend(
    box,
    shown.map((s) => ({ color: s.color, label: s.label })),
  );
  const chart = R.chart(box, 230, { left: 52, right: 12, top: 22, bottom: 40 });
  const x = d3
    .scaleLinear()
    .domain([d3.min(shown, (s) => d3.min(s.x)), d3.max(shown, (s) => d3.max(s.x))])
    .range([0, chart.width]);
  const low = options.low === undefined ? d3.min(shown, (s) => d3.min(s.y)) : options.low;
  const y = d3
    .scaleLinear()
    .domain([low, d3.max(shown, (s) => d3.max(s.y))])
    .nice(4)
    .range([chart.height, 0]);
  R.valueAxis(chart, y, 4, y.tickFormat(4), options.unit);
  shown.forEach((s) =>
    chart.inner
      .append("path")
      .attr(
        "d",
        d3
          .line()
          .x((i) => x(s.x[i]))
          .y((i) => y(s.y[i]))(d3.range(s.x.length)),
      )
      .attr("fill", "none")
      .attr("stroke", s.color)
      .attr("stroke-dasharray", s.dash || null)
      .attr("stroke-width", 1.8),
  );
  if (options.time) R.timeAxis(chart, x);
  else R.plainAxis(chart, x, options.axis);
};

R.lineSpeeds = function (box, line) {
  const series = line.series[0];
  R.lineChart(
    box,
    [
      {
        x: series.time_s,
        y: series.air_m_s,
        color: R.colors.loaded,
        label: R.t("capsule_line.air"),
      },
      {
        x: series.time_s,
        y: series.capsule_m_s,
        color: R.colors.empty,
        label: R.t("capsule_line.capsule_speed"),
      },
    ],
    { unit: "m/s", time: true, low: 0 },
  );
};

R.lineProfile = function (box, line) {
  const pipes = ["capsule_line.outward", "capsule_line.return"];
  R.lineChart(
    box,
    line.profile.map((profile, i) => ({
      x: profile.place_m.map((m) => m / 1000),
      y: profile.pressure_pa.map((pa) => pa / 1000),
      color: i ? R.colors.empty : R.colors.accent,
      dash: i ? "5 4" : null,
      label: R.t(pipes[i]),
    })),
    { unit: "kPa", axis: "km" },
  );
};

R.lineSections = function (box, line) {
  const number = (key, text) => ({ label: R.t(key), number: true, text });
  R.table(
    box,
    [
      {
        label: R.t("capsule_line.pipe"),
        text: (d) => R.t(d.pipe ? "capsule_line.return" : "capsule_line.outward"),
      },
      {
        label: R.t("capsule_line.drive"),
        text: (d) => R.t(d.drive ? "capsule_line.motor" : "capsule_line.blower"),
      },
      number("capsule_line.length", (d) => R.km(d.length_m)),
      number("capsule_line.rise", (d) => R.significant(d.rise_pa / 1000, 3) + " kPa"),
      number("capsule_line.slip", (d) => R.significant(d.slip_m_s, 3) + " m/s"),
      number("capsule_line.starting", (d) => R.significant(d.starting_air_m_s, 3) + " m/s"),
      number("capsule_line.passed", (d) => R.number(d.passed)),
      number("capsule_line.energy", (d) => R.joules(d.energy_j)),
    ],
    line.sections,
  );
};

R.pipelines.capsule_line = {
  sections: ["capsule_line"],
  headline: (lines) =>
    lines.map((line) =>
      R.t("capsule_line.headline", {
        name: R.lineName(line),
        tonnes: R.significant(line.throughput_t_h, 3),
        energy: R.significant(line.energy_mj_t_km, 2),
      }),
    ),
};
