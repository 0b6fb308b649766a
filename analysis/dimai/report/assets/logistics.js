"use strict";
// Shipments over modes, and the comparison with the way it is done today.

R.logisticsState = { metric: "co2_kg" };
R.logisticsMetrics = ["co2_kg", "cost_cny", "cost_work_cny", "time_h", "energy_kwh", "road_km", "land_m2"];

R.logisticsClass = (name) => R.word("logistics.class.", name);
R.logisticsMode = (name) => R.word("logistics.mode.", name);

R.logistics = function () {
  const data = R.data.pipelines.logistics,
    section = R.open("logistics"),
    rows = data.classes.filter((d) => d.n > 0);
  R.logisticsClasses(R.figure(section, "logistics.classes"), rows);
  R.logisticsShares(R.figure(section, "logistics.shares"), data);
  if (data.use.length) R.logisticsUse(R.figure(section, "logistics.use"), data.use);
  if (data.lanes.length) R.logisticsLanes(R.figure(section, "logistics.lanes"), data.lanes);
  if (data.returns.length) R.logisticsReturns(R.figure(section, "logistics.returns"), data.returns);
};

/** What a lane, crane or lift does in a day, and could do. */
R.logisticsUse = function (box, rows) {
  const number = (key, text) => ({ label: R.t(key), number: true, text });
  R.table(
    box,
    [
      { label: R.t("logistics.mode"), text: (d) => R.logisticsMode(d.mode) },
      number("logistics.lane_count", (d) => R.number(d.lanes)),
      number("logistics.served", (d) => R.number(d.legs)),
      number("logistics.use_day", (d) => R.significant(d.day, 3)),
      number("logistics.use_busiest", (d) => R.significant(d.busiest, 3)),
      number("logistics.use_most", (d) => (R.isNumber(d.most) ? R.significant(d.most, 3) : "∞")),
      number("logistics.mean_wait", (d) => R.duration(d.wait)),
    ],
    rows,
  );
};

R.logisticsReturns = function (box, rows) {
  const number = (key, text) => ({ label: R.t(key), number: true, text });
  R.table(
    box,
    [
      { label: R.t("logistics.return_of"), text: (d) => R.logisticsClass(d.full) },
      number("logistics.return_left", (d) => R.number(d.left)),
      number("logistics.return_back", (d) => R.number(d.back)),
      number("logistics.return_shipments", (d) => R.number(d.shipments)),
      number("logistics.return_waiting", (d) => R.number(d.waiting + d.under_way)),
    ],
    rows,
  );
};

R.logisticsClasses = function (box, rows) {
  const number = (key, text) => ({ label: R.t(key), number: true, text });
  const time = (i) => (d) => (d.q ? R.duration(d.q[i]) : "–");
  R.table(
    box,
    [
      { label: R.t("logistics.class"), text: (d) => R.logisticsClass(d.name) },
      number("logistics.arrived", (d) => R.number(d.n)),
      number("row.p50", time(1)),
      number("row.p95", time(2)),
      number("row.p99", time(3)),
      number("logistics.wait", (d) => R.duration(d.wait)),
      number("logistics.handling", (d) => R.duration(d.handling)),
      number("logistics.moving", (d) => R.duration(d.moving)),
      number("logistics.distance", (d) => R.km(d.distance)),
      number("logistics.energy", (d) => R.joules(d.energy)),
    ],
    rows,
  );
};

/** Share of each class's way on each mode, as bars. */
R.logisticsShares = function (box, data) {
  const palette = R.colors.parts.concat([R.colors.accent, R.colors.muted, R.colors.pale, R.colors.empty]);
  const color = (m) => palette[m % palette.length];
  const used = data.modes.map((mode, m) => ({ ...mode, m })).filter((d) => data.share.some((row) => row[d.m] > 0.002));
  R.legend(
    box,
    used.map((d) => ({ color: color(d.m), label: R.logisticsMode(d.name) })),
  );
  const rows = data.classes.map((d, c) => ({ ...d, share: data.share[c] })).filter((d) => d.n > 0);
  const wide = box.node().clientWidth > 600;
  const chart = R.chart(
    box,
    rows.length * 30 + 8,
    { left: wide ? 170 : 104, right: 8, top: 2, bottom: 2 },
    R.t("logistics.shares"),
  );
  rows.forEach((row, i) => {
    let from = 0;
    row.share.forEach((share, m) => {
      chart.inner
        .append("rect")
        .attr("x", from * chart.width)
        .attr("width", Math.max(0, share * chart.width - 0.8))
        .attr("y", i * 30 + 4)
        .attr("height", 22)
        .attr("fill", color(m))
        .on("mousemove", () =>
          R.tip.show([R.logisticsMode(data.modes[m].name), R.percent(share, 1)], d3.event),
        )
        .on("mouseleave", R.tip.hide);
      from += share;
    });
    chart.inner
      .append("text")
      .attr("class", "ink")
      .attr("x", -8)
      .attr("y", i * 30 + 19)
      .attr("text-anchor", "end")
      .text(R.logisticsClass(row.name));
  });
};

R.logisticsLanes = function (box, lanes) {
  const number = (key, text) => ({ label: R.t(key), number: true, text });
  R.table(
    box,
    [
      { label: R.t("logistics.mode"), text: (d) => R.logisticsMode(d.mode) },
      { label: R.t("logistics.group"), text: (d) => d.group },
      number("logistics.lane_count", (d) => R.number(d.lanes)),
      number("logistics.served", (d) => R.number(d.served)),
      number("logistics.mean_wait", (d) => R.duration(d.wait)),
      number("logistics.longest", (d) => R.number(d.longest)),
    ],
    lanes,
  );
};

R.today = function () {
  const data = R.data.pipelines.logistics,
    section = R.open("today");
  if (!data.comparison.length) {
    R.note(section, "today.empty");
    return;
  }
  section.append("p").attr("class", "lead").text(R.t("today.lead"));
  const chosen = R.logisticsState.metric;
  R.switch(
    section,
    R.logisticsMetrics.map((value) => ({ value, label: R.t("today.metric." + value) })),
    chosen,
    (value) => {
      R.logisticsState.metric = value;
      R.draw("today");
    },
    R.t("today.title"),
  );
  R.todayRanges(R.figure(section, "today.ranges", { metric: R.t("today.metric." + chosen) }), data.comparison, chosen);
  R.todayVerdicts(R.figure(section, "today.verdicts"), data.comparison);
  if (data.road.length) R.todayRoad(R.figure(section, "today.road"), data.road);
  if (!data.stages.length) return;
  const stages = R.figure(section, "today.stages");
  R.todayStages(stages, data.stages);
  const [needed, cheap, dear] = data.needed;
  if (R.isNumber(needed))
    stages
      .append("p")
      .text(R.t("today.needed", { needed: R.million(needed), cheap: R.million(cheap), dear: R.million(dear) }));
};

/** Two ranges a class, p5 to p95 with the median, on a logarithmic axis. */
R.todayRanges = function (box, rows, metric) {
  const sides = [
    ["today", R.colors.empty],
    ["underground", R.colors.accent],
  ];
  R.legend(
    box,
    sides.map(([side, color]) => ({ color, label: R.t("today." + side) })),
  );
  const all = rows.flatMap((d) => sides.flatMap(([side]) => d.metrics[metric][side])).filter((v) => v > 0);
  if (!all.length) {
    R.note(box, "today.nothing");
    return;
  }
  const wide = box.node().clientWidth > 600;
  const chart = R.chart(
    box,
    rows.length * 36 + 44,
    { left: wide ? 170 : 104, right: 20, top: 4, bottom: 38 },
    R.t("today.metric." + metric),
  );
  const low = d3.min(all),
    high = d3.max(all);
  const x = d3
    .scaleLog()
    .domain([10 ** Math.floor(Math.log10(low)), 10 ** Math.ceil(Math.log10(high) + 1e-9)])
    .range([0, chart.width])
    .clamp(true);
  const powers = d3.range(Math.log10(x.domain()[0]), Math.log10(x.domain()[1]) + 0.5).map((p) => 10 ** p);
  const every = Math.ceil(powers.length / Math.max(2, chart.width / 70));
  R.bottomAxis(chart, x, {
    values: powers.filter((v, i) => i % every === 0),
    write: (v) => R.significant(v, 1),
    unit: R.t("today.metric." + metric),
  });
  rows.forEach((row, i) => {
    chart.inner
      .append("text")
      .attr("class", "ink")
      .attr("x", -8)
      .attr("y", i * 36 + 21)
      .attr("text-anchor", "end")
      .text(R.logisticsClass(row.name));
    sides.forEach(([side, color], k) => {
      const [p5, p50, p95] = row.metrics[metric][side];
      const y = i * 36 + 7 + k * 13;
      if (!(p95 > 0)) {
        chart.inner.append("text").attr("x", 2).attr("y", y + 8).style("fill", color).text("0");
        return;
      }
      const from = x(Math.max(p5, x.domain()[0]));
      chart.inner
        .append("rect")
        .attr("x", from)
        .attr("width", Math.max(2, x(p95) - from))
        .attr("y", y)
        .attr("height", 9)
        .attr("fill", color)
        .attr("opacity", 0.75)
        .on("mousemove", () =>
          R.tip.show(
            [
              R.logisticsClass(row.name) + ", " + R.t("today." + side),
              [p5, p50, p95].map((v) => R.significant(v, 3)).join(" – "),
            ],
            d3.event,
          ),
        )
        .on("mouseleave", R.tip.hide);
      chart.inner
        .append("rect")
        .attr("x", x(Math.max(p50, x.domain()[0])) - 1)
        .attr("width", 2)
        .attr("y", y - 1)
        .attr("height", 11)
        .attr("fill", R.colors.ink);
    });
  });
};

R.todayVerdict = function (row) {
  const co2 = row.metrics.co2_kg.better,
    cost = row.metrics.cost_cny.better;
  if (co2 >= 0.95 && cost >= 0.95) return R.t("today.go");
  return R.t(co2 <= 0.05 || cost <= 0.05 ? "today.stay" : "today.open");
};

R.todayVerdicts = function (box, rows) {
  const number = (key, text) => ({ label: R.t(key), number: true, text });
  const better = (metric) => (d) => R.percent(d.metrics[metric].better);
  R.table(
    box,
    [
      { label: R.t("logistics.class"), text: (d) => R.logisticsClass(d.name) },
      { label: R.t("today.verdict"), text: R.todayVerdict },
      number("today.better_co2", better("co2_kg")),
      number("today.better_cost", better("cost_cny")),
      number("today.better_time", better("time_h")),
      number("today.items", (d) => R.number(d.items)),
      number("today.volume", (d) => {
        const [low, , high] = d.volume;
        if (!R.isNumber(low)) return R.t("today.never");
        return R.significant(low, 2) + " – " + (R.isNumber(high) ? R.significant(high, 2) : "∞");
      }),
      number("today.speed", (d) => (R.isNumber(d.speed) ? R.significant(d.speed * 3.6, 2) + " km/h" : "–")),
    ],
    rows,
  );
};

R.todayRoad = function (box, rows) {
  const number = (key, text) => ({ label: R.t(key), number: true, text });
  R.table(
    box,
    [
      { label: R.t("today.vehicle"), text: (d) => R.t("today.vehicle." + d.vehicle) },
      number("today.p5", (d) => R.significant(d.km[0], 3)),
      number("today.p50", (d) => R.significant(d.km[1], 3)),
      number("today.p95", (d) => R.significant(d.km[2], 3)),
    ],
    rows,
  );
};

/** Millions of yuan. */
R.million = (cny) => R.significant(cny / 1e6, 3);

R.todayStages = function (box, rows) {
  const money = (key) => ({ label: R.t("today.stage." + key), number: true, text: (d) => R.million(d[key]) });
  R.table(
    box,
    [
      { label: R.t("today.stage"), text: (d) => (R.language === "zh" && d.zh) || d.name },
      { label: R.t("today.date"), text: (d) => d.date },
      money("capital"),
      money("revenue"),
      money("running"),
      money("least"),
      money("end"),
      money("end_if_cheap"),
      money("end_if_dear"),
    ],
    rows,
  );
};

R.logisticsHeadline = function (data) {
  const rows = data.classes.filter((d) => d.n > 0 && d.q);
  const n = d3.sum(rows, (d) => d.n);
  if (!n) return [];
  const lines = [R.t("logistics.headline", { n: R.number(n), classes: R.number(rows.length) })];
  const stay = data.comparison.filter((d) => R.todayVerdict(d) === R.t("today.stay"));
  if (stay.length)
    lines.push(R.t("today.headline", { classes: stay.map((d) => R.logisticsClass(d.name)).join(R.t("logistics.and")) }));
  return lines;
};

R.pipelines.logistics = {
  sections: ["logistics", "industry", "today"],
  headline: R.logisticsHeadline,
};
