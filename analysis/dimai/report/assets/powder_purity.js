"use strict";
// How pure the powder arrives, how much oxygen is in the lines, what wears, and where all mass is.

R.powder_purity = function () {
  const section = R.open("powder_purity"),
    p = R.data.pipelines.powder;
  const rows = p.batches.rows.filter((b) => b.delivered_kg > 0 && b.foreign_kg > 0);
  const figure = R.figure(section, "powder_purity.foreign");
  if (rows.length) R.powderForeign(figure, rows);
  else R.note(figure, "powder_purity.pure");
  const limited = p.transfers.filter((t) => t.oxygen_limit < 1);
  if (limited.length) R.powderOxygen(R.figure(section, "powder_purity.oxygen"), d3.min(limited, (t) => t.oxygen_limit));
  R.powderBends(R.figure(section, "powder_purity.bends", R.data.pipelines.powder.rules));
  R.powderBalance(R.figure(section, "powder_purity.balance"));
  R.powderNotes(R.figure(section, "powder_purity.notes"));
};

/** Parts per million of other powders in each batch. */
R.powderForeign = function (box, rows) {
  const p = R.data.pipelines.powder,
    powder = (b) => R.powderOf(b.transfer),
    ppm = (b) => (b.foreign_kg / b.delivered_kg) * 1e6;
  R.legend(
    box,
    p.powders.map((_, i) => ({ color: R.powderColor(i), label: R.powderName(i) })),
  );
  const chart = R.chart(box, 220, { left: 56, right: 10, top: 20, bottom: 40 }, R.t("powder_purity.foreign"));
  const end = R.data.meta.simulated_s || d3.max(rows, (b) => b.done_s);
  const x = d3.scaleLinear().domain([0, end]).range([0, chart.width]);
  const y = d3
    .scaleLinear()
    .domain([0, d3.max(rows, ppm)])
    .nice(4)
    .range([chart.height, 0]);
  R.valueAxis(chart, y, 4, (v) => R.short(v), "ppm");
  R.powderDays(chart, x, end);
  chart.inner
    .selectAll("circle")
    .data(rows)
    .enter()
    .append("circle")
    .attr("r", rows.length > 500 ? 2 : 3.5)
    .attr("cx", (b) => x(b.done_s))
    .attr("cy", (b) => y(ppm(b)))
    .attr("fill", (b) => R.powderColor(powder(b)))
    .attr("fill-opacity", 0.8)
    .on("mousemove", (b) =>
      R.tip.show(
        [
          R.powderName(powder(b)),
          R.powderWhen(b.done_s),
          R.t("powder_purity.batch", {
            ppm: R.short(ppm(b)),
            delivered: R.short(b.delivered_kg),
            mixed: R.short(b.mixed_kg),
          }),
        ],
        d3.event,
      ),
    )
    .on("mouseleave", R.tip.hide);
};

/** Oxygen by volume, on a logarithmic scale, with the limit. */
R.powderOxygen = function (box, limit) {
  const p = R.data.pipelines.powder,
    end = R.powderState.span || R.data.meta.simulated_s || 1;
  const chart = R.chart(box, 230, { left: 60, right: 10, top: 20, bottom: 40 }, R.t("powder_purity.oxygen"));
  const curves = Object.keys(p.oxygen).map((line) => ({
    line: Number(line),
    points: p.oxygen[line].time_s.map((t, i) => [t, p.oxygen[line].value[i]]),
  }));
  const least = d3.min(curves, (c) => d3.min(c.points, (q) => (q[1] > 0 ? q[1] : NaN))) || 1e-4;
  const x = d3.scaleLinear().domain([0, end]).range([0, chart.width]);
  const y = d3.scaleLog().domain([Math.min(least, limit) * 0.7, 0.25]).range([chart.height, 0]);
  const shown = y.ticks(5).filter((v) => /^1/.test(v.toExponential()));
  R.valueAxis(chart, Object.assign((v) => y(v), { ticks: () => shown }), 5, (v) => R.short(v * 100, 1) + " %");
  R.powderDays(chart, x, end);
  curves.forEach((c) =>
    chart.inner
      .append("path")
      .attr(
        "d",
        d3
          .line()
          .defined((q) => q[1] > 0 && q[0] <= end)
          .x((q) => x(q[0]))
          .y((q) => y(q[1]))(c.points),
      )
      .attr("fill", "none")
      .attr("stroke", R.powderColor(c.line))
      .attr("stroke-width", 1.2),
  );
  chart.inner
    .append("line")
    .attr("x2", chart.width)
    .attr("y1", y(limit))
    .attr("y2", y(limit))
    .attr("stroke", R.colors.empty)
    .attr("stroke-dasharray", "5 4");
  chart.inner
    .append("text")
    .attr("x", chart.width - 4)
    .attr("text-anchor", "end")
    .attr("y", y(0.25) - 5)
    .attr("fill", R.colors.empty)
    .text("- - " + R.t("powder_purity.limit", { limit: R.percent(limit, 1) }));
  const conveying = p.batches.rows.filter((b) => p.transfers[b.transfer].oxygen_limit < 1);
  R.note(box, "powder_purity.highest", {
    share: conveying.length ? R.percent(d3.max(conveying, (b) => b.highest_oxygen), 2) : "–",
  });
};

R.powderBends = function (box) {
  const p = R.data.pipelines.powder,
    most = d3.max(p.bends, (d) => d.wear_kg) || 1;
  R.table(
    box,
    [
      { label: R.t("powder_purity.col_line"), text: (d) => R.powderTitle(p.lines[d.line]) },
      { label: R.t("powder_purity.col_bend"), number: true, text: (d) => R.number(d.bend + 1) },
      {
        label: R.t("powder_purity.col_wear"),
        number: true,
        text: (d) => R.short(d.wear_kg),
        bar: (d) => d.wear_kg / most,
      },
      { label: R.t("powder_purity.col_replaced"), number: true, text: (d) => R.number(d.replaced) },
    ],
    p.bends.slice(0, 60),
  );
};

R.powderBalance = function (box) {
  const kg = (key) => ({
    label: R.t("powder_purity.col_" + key),
    number: true,
    text: (d) => R.number(d[key + "_kg"], 2),
  });
  R.table(
    box,
    [
      { label: R.t("powder_time.col_powder"), text: (d) => R.powderName(d.powder) },
      kg("initial"),
      kg("delivered"),
      kg("used"),
      kg("in_silos"),
      kg("in_lines"),
      kg("mixed"),
      kg("overflow"),
    ],
    R.data.pipelines.powder.balance,
  );
};

R.powderNotes = function (box) {
  const p = R.data.pipelines.powder,
    firstOfLine = p.news.indexOf("blocked");
  if (!p.notes.rows.length) {
    R.note(box, "powder_purity.quiet");
    return;
  }
  const where = (d) =>
    d.what >= firstOfLine && firstOfLine >= 0 ? R.powderTitle(p.lines[d.subject]) : R.powderTitle(p.silos[d.subject]);
  const value = (d) => {
    const what = p.news[d.what];
    if (what === "delivery turned away") return R.short(d.value) + " kg";
    if (what === "blocked") return R.duration(d.value);
    if (what === "bend replaced") return R.t("powder_purity.bend", { n: d.value + 1 });
    return what === "oxygen above its limit" ? R.percent(d.value, 2) : "";
  };
  R.table(
    box,
    [
      { label: R.t("powder_purity.col_when"), text: (d) => R.powderWhen(d.time_s) },
      { label: R.t("powder_purity.col_what"), text: (d) => R.t("news." + p.news[d.what]) },
      { label: R.t("powder_purity.col_where"), text: where },
      { label: "", text: value },
    ],
    p.notes.rows,
  );
};
