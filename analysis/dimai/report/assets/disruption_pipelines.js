"use strict";
// Service of pipelines over time: what was served of what was asked for, and how soon it came back.

R.pipelineService = function (section, d) {
  const rows = d.pipelines || [];
  if (!rows.length) return;
  R.pipelineCurves(section, d, rows);
  R.pipelineRecovery(section, rows);
};

/** The system's name, or the line's with it. */
R.pipelineTitle = function (row) {
  const served = R.t("disruption.served_by_" + row.system);
  return row.name === row.system ? served : row.name + R.t("disruption.of_line") + served;
};

/** One curve a system, all in one chart; longer names go into the legend. */
R.pipelineCurves = function (section, d, rows) {
  const palette = [R.colors.accent, ...R.colors.parts];
  const color = (i) => palette[i % palette.length];
  const figure = R.figure(section, "disruption.pipelines");
  R.legend(
    figure,
    rows.map((row, i) => ({ color: color(i), label: R.pipelineTitle(row) })),
  );
  const chart = R.chart(figure, 230, { left: 48, right: 8, top: 10, bottom: 40 });
  const x = R.timeScale([0, d.end_s], chart.width);
  const most = d3.max(rows, (row) => d3.max(row.curve, (p) => (R.isNumber(p[1]) ? p[1] : 0)));
  const y = d3
    .scaleLinear()
    .domain([0, Math.min(2, Math.max(1, most))])
    .range([chart.height, 0])
    .clamp(true);
  R.valueAxis(chart, y, 4, (v) => R.percent(v));
  const from = d3.min(d.failures, (f) => f.from_s);
  chart.inner
    .append("line")
    .attr("x1", x(from))
    .attr("x2", x(from))
    .attr("y2", chart.height)
    .attr("stroke", R.colors.muted)
    .attr("stroke-dasharray", "3 3");
  const line = d3
    .line()
    .defined((p) => R.isNumber(p[1]))
    .x((p) => x(p[0]))
    .y((p) => y(p[1]))
    .curve(d3.curveStepAfter);
  rows.forEach((row, i) => {
    const last = row.curve[row.curve.length - 1];
    chart.inner
      .append("path")
      .attr("d", line(row.curve.concat([[d.end_s, last[1]]])))
      .attr("fill", "none")
      .attr("stroke", color(i))
      .attr("stroke-width", 1.6);
  });
  R.timeAxis(chart, x, Math.max(3, chart.width / 70));
  const after = d3.bisector((p) => p[0]).right;
  R.tipOver(chart, (px) => {
    const time = x.invert(px);
    return [R.clock(time)].concat(
      rows.map((row) => {
        const [, share] = row.curve[Math.max(0, after(row.curve, time) - 1)];
        return R.pipelineTitle(row) + " " + (R.isNumber(share) ? R.percent(share, 1) : "–");
      }),
    );
  });
};

R.pipelineRecovery = function (section, rows) {
  const column = (key, label, text) => ({
    key,
    label: R.t("disruption." + label),
    number: true,
    text: (row) => text(row[key], row),
  });
  const share = (v) => R.percent(v, 1);
  const time = (v) => (R.isNumber(v) ? R.duration(v) : R.t("disruption.not_yet"));
  const amount = (v, row) => R.number(v) + (row.unit === "1" ? "" : " " + row.unit.replace("3", "³"));
  R.table(
    R.figure(section, "disruption.pipeline_recovery"),
    [
      { key: "name", label: "", text: R.pipelineTitle },
      column("asked", "asked", amount),
      column("served", "served_of_it", amount),
      column("before", "before", share),
      column("least", "least", share),
      column("area", "area", share),
      column("to_50_s", "to_50", time),
      column("to_90_s", "to_90", time),
      column("to_99_s", "to_99", time),
    ],
    rows,
  );
};
