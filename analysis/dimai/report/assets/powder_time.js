"use strict";
// Levels of the silos and what the lines do, over time.

R.activityColors = ["#eef1f3", "#8a5a9e", "#74b3d4", "#e5a84b", "#2b5c87", "#c9b07a", "#c4553b", "#5b6875"];

R.powderSpans = function () {
  const end = R.data.meta.simulated_s || 0;
  return [
    { value: 0, label: R.t("powder_time.whole") },
    { value: 7 * 86400, label: R.t("powder_time.week") },
    { value: 86400, label: R.t("powder_time.day") },
  ].filter((d) => d.value < end);
};

R.powder_time = function () {
  const section = R.open("powder_time"),
    p = R.data.pipelines.powder,
    spans = R.powderSpans();
  if (!spans.some((d) => d.value === R.powderState.span)) R.powderState.span = 0;
  if (spans.length > 1)
    R.switch(
      section.append("div").attr("class", "controls"),
      spans,
      R.powderState.span,
      (value) => {
        R.powderState.span = value;
        R.draw("powder_time");
      },
      R.t("powder_time.span"),
    );
  const end = R.powderState.span || R.data.meta.simulated_s || 1;
  const used = p.silos.map((silo, i) => ({ silo, i })).filter((d) => d.silo.use_kg_s > 0),
    other = p.silos.map((silo, i) => ({ silo, i })).filter((d) => !(d.silo.use_kg_s > 0));
  if (used.length) R.powderLevels(R.figure(section, "powder_time.used"), used, end);
  if (other.length) R.powderLevels(R.figure(section, "powder_time.other"), other, end);
  R.powderLanes(R.figure(section, "powder_time.states"), end);
  R.powderSilos(R.figure(section, "powder_time.silos"));
};

/** Levels of some silos, each a line in the colour of its powder. */
R.powderLevels = function (box, silos, end) {
  const p = R.data.pipelines.powder;
  R.legend(
    box,
    silos.map((d) => ({ color: R.powderColor(d.silo.powder), label: R.powderTitle(d.silo) })),
  );
  const chart = R.chart(box, 240, { left: 52, right: 8, top: 18, bottom: 40 }, R.t("powder_time.used"));
  const x = d3.scaleLinear().domain([0, end]).range([0, chart.width]);
  const curves = silos.map((d) => {
    const curve = p.levels[d.i] || { time_s: [], value: [] };
    return { ...d, points: curve.time_s.map((t, k) => [t, curve.value[k]]).filter((q) => q[0] <= end) };
  });
  const y = d3
    .scaleLinear()
    .domain([0, d3.max(curves, (c) => d3.max(c.points, (q) => q[1])) || 1])
    .nice(4)
    .range([chart.height, 0]);
  R.valueAxis(chart, y, 4, (v) => R.number(v), "kg");
  curves.forEach((c) =>
    chart.inner
      .append("path")
      .attr(
        "d",
        d3
          .line()
          .x((q) => x(q[0]))
          .y((q) => y(q[1]))(c.points),
      )
      .attr("fill", "none")
      .attr("stroke", R.powderColor(c.silo.powder))
      .attr("stroke-width", 1.5),
  );
  R.powderDays(chart, x, end);
  R.tipOver(chart, (px) => {
    const time = x.invert(px),
      lines = [R.powderWhen(time)];
    curves.forEach((c) => {
      const k = Math.min(c.points.length - 1, d3.bisector((q) => q[0]).left(c.points, time));
      if (k >= 0) lines.push(`${R.powderTitle(c.silo)}: ${R.short(c.points[k][1])} kg`);
    });
    return lines;
  });
};

R.powderWhen = (time) =>
  R.t("powder_time.when", { day: R.number(Math.floor(time / 86400) + 1), clock: R.clock(time % 86400) });

/** Days or hours along the bottom. */
R.powderDays = function (chart, x, end) {
  if (end <= 3 * 86400) return R.timeAxis(chart, x);
  const days = d3.scaleLinear().domain([0, end / 86400]).range([0, chart.width]);
  return R.plainAxis(chart, days, R.t("powder_time.days"));
};
/** One lane a line, coloured by what it does. */
R.powderLanes = function (box, end) {
  const p = R.data.pipelines.powder,
    high = 34;
  R.legend(
    box,
    p.activities.map((name, i) => ({ color: R.activityColors[i], label: R.t("activity." + name) })),
  );
  const chart = R.chart(
    box,
    p.lines.length * (high + 20) + 50,
    { left: 8, right: 8, top: 6, bottom: 40 },
    R.t("powder_time.states"),
  );
  const x = d3.scaleLinear().domain([0, end]).range([0, chart.width]);
  p.lines.forEach((line, row) => {
    const top = row * (high + 20) + 16,
      states = p.states.time_s
        .map((time, i) => ({ time, line: p.states.line[i], activity: p.states.activity[i], powder: p.states.powder[i] }))
        .filter((d) => d.line === row && d.time <= end);
    states.forEach((d, i) => {
      d.until = Math.min(end, i + 1 < states.length ? states[i + 1].time : end);
    });
    chart.inner.append("text").attr("y", top - 4).attr("class", "ink").text(R.powderTitle(line));
    chart.inner
      .selectAll(".state" + row)
      .data(states)
      .enter()
      .append("rect")
      .attr("x", (d) => x(d.time))
      .attr("y", top)
      .attr("width", (d) => Math.max(0.4, x(d.until) - x(d.time)))
      .attr("height", high)
      .attr("fill", (d) => R.activityColors[d.activity])
      .on("mousemove", (d) =>
        R.tip.show(
          [
            R.t("activity." + p.activities[d.activity]),
            d.powder < p.powders.length ? R.powderName(d.powder) : "",
            R.powderWhen(d.time),
            R.duration(d.until - d.time),
          ].filter(Boolean),
          d3.event,
        ),
      )
      .on("mouseleave", R.tip.hide);
  });
  R.powderDays(chart, x, end);
  if (p.states_total > p.states.time_s.length)
    R.note(box, "powder_time.cut", { n: R.number(p.states.time_s.length), total: R.number(p.states_total) });
};

R.powderSilos = function (box) {
  const kg = (key) => ({
    label: R.t("powder_time.col_" + key),
    number: true,
    text: (d) => R.short(d[key + "_kg"]),
  });
  R.table(
    box,
    [
      { label: R.t("powder_time.col_silo"), text: (d) => R.powderTitle(d) },
      { label: R.t("powder_time.col_powder"), text: (d) => R.powderName(d.powder) },
      kg("capacity"),
      kg("initial"),
      kg("level"),
      kg("lowest"),
      kg("shortfall"),
      kg("overflow"),
    ],
    R.data.pipelines.powder.silos,
  );
};
