"use strict";
// Is the fleet large enough at all? The least fleet beside what was busy; charge; waved-off capsules.

R.fleetNeed = function (section, table, rows, name) {
  const needs = R.data.fleet.need.filter((need) => need.fleet > 0);
  if (!needs.length) return;
  R.needTable(section, needs);
  const f = R.data.fleet,
    chosen = needs.filter((need) => rows.some((row) => f.class[row] === need.class));
  if (!chosen.length) return;
  const state = (key) => f.states.indexOf(key),
    moving = ["loading", "loaded_moving", "unloading"].map(state);
  const busy = table.map((d) => [d.time, d3.sum(moving, (i) => d.counts[i])]);
  const hours = d3.max(chosen, (need) => need.hours[0].length);
  const need = (part) =>
    d3.range(hours).map((h) => [h * 3600, d3.sum(chosen, (n) => n.hours[part][h] || 0)]);
  const figure = R.figure(section, "need.caption", name);
  R.legend(figure, [
    { color: R.colors.loaded, label: R.t("need.line_loaded") },
    { color: R.colors.empty, label: R.t("need.line_empty") },
    { color: R.colors.waiting, label: R.t("need.line_busy") },
  ]);
  R.drawNeed(figure, need(1), need(2), busy);
  if (f.waved_off.length)
    R.table(
      R.figure(section, "need.waved_off"),
      [
        { label: R.t("kind.portal"), text: (d) => R.nodeName(d[0]) },
        { label: R.t("need.count"), number: true, text: (d) => R.number(d[1]) },
      ],
      f.waved_off,
    );
};

R.needTable = function (section, needs) {
  const fleet = (need) => R.data.classes[need.class].fleet,
    judged = (need) =>
      fleet(need) < need.fleet ? "too_few" : fleet(need) < need.busiest_hour ? "waits" : "enough";
  R.table(
    R.figure(section, "need.table"),
    [
      { label: R.t("table.class"), text: (d) => R.classAt(d.class) },
      { label: R.t("key.fleet"), number: true, text: (d) => R.number(fleet(d)) },
      { label: R.t("need.least"), number: true, text: (d) => R.number(Math.ceil(d.fleet)) },
      { label: R.t("need.loaded"), number: true, text: (d) => R.number(Math.ceil(d.loaded)) },
      { label: R.t("need.empty"), number: true, text: (d) => R.number(Math.ceil(d.empty)) },
      { label: R.t("need.busiest"), number: true, text: (d) => R.number(Math.ceil(d.busiest_hour)) },
      { label: R.t("need.judged"), wrap: true, text: (d) => R.t("need." + judged(d)) },
      { label: R.t("need.empty_trips"), number: true, text: (d) => R.number(d.empty_trips) },
      { label: R.t("need.steered"), number: true, text: (d) => R.number(d.steered_trips) },
      { label: R.t("energy.km_empty"), number: true, text: (d) => R.fleetKm(d.empty_distance_m) },
    ],
    needs,
  );
};

/** Least fleet by hour as columns, what was busy as a line. */
R.drawNeed = function (box, loaded, empty, busy) {
  const chart = R.chart(box, 240, { left: 56, right: 8, top: 10, bottom: 40 });
  const end = d3.max([loaded[loaded.length - 1][0] + 3600, busy[busy.length - 1][0]]);
  const x = R.timeScale([0, end], chart.width);
  const top = loaded.map((d, i) => d[1] + empty[i][1]);
  const y = d3
    .scaleLinear()
    .domain([0, d3.max([d3.max(top), d3.max(busy, (d) => d[1])]) || 1])
    .nice(4)
    .range([chart.height, 0]);
  R.valueAxis(chart, y, 4, (v) => R.number(v));
  const bar = (values, base, color) =>
    chart.inner
      .append("g")
      .selectAll("rect")
      .data(values)
      .enter()
      .append("rect")
      .attr("x", (d) => x(d[0]))
      .attr("width", (d) => Math.max(1, x(d[0] + 3600) - x(d[0]) - 1))
      .attr("y", (d, i) => y(d[1] + base(i)))
      .attr("height", (d, i) => y(base(i)) - y(d[1] + base(i)))
      .attr("fill", color);
  bar(loaded, () => 0, R.colors.loaded);
  bar(empty, (i) => loaded[i][1], R.colors.empty);
  chart.inner
    .append("path")
    .attr("d", d3.line().x((p) => x(p[0])).y((p) => y(p[1]))(busy))
    .attr("fill", "none")
    .attr("stroke", R.colors.waiting)
    .attr("stroke-width", 1.8);
  R.timeAxis(chart, x);
  R.tipOver(chart, (px) => {
    const hour = Math.min(loaded.length - 1, Math.max(0, Math.floor(x.invert(px) / 3600)));
    return [
      R.clock(loaded[hour][0]),
      `${R.t("need.line_loaded")}: ${R.number(Math.round(loaded[hour][1]))}`,
      `${R.t("need.line_empty")}: ${R.number(Math.round(empty[hour][1]))}`,
    ];
  });
};

R.fleetCharge = function (section) {
  const f = R.data.fleet;
  f.charge.forEach((row) => {
    const name = { name: R.classAt(row.class) };
    R.drawSeries(
      R.figure(section, "charge.caption", name),
      f.time_s.map((time, i) => [time, row.mean[i] === null ? NaN : row.mean[i]]),
      R.colors.accent,
      (v) => R.percent(v),
    );
    R.note(section, "charge.note", {
      name: name.name,
      charged: R.joules(row.charged_j),
      hours: R.number(Math.round(row.charging_s / 3600)),
      charges: R.number(row.charges),
      waits: R.number(row.charge_waits),
      least: R.percent(row.least_charge),
      flat: R.number(row.ran_flat),
    });
  });
};
