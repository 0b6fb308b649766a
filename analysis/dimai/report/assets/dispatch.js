"use strict";
// Dispatch by message: how old the news was on which decisions rest, messages, work of computers.

R.dispatch = function () {
  const section = R.open("dispatch"),
    data = R.data.dispatch;
  const messages = data.messages.filter((d) => d.name !== "decision");
  const sent = d3.sum(messages, (d) => d.sent),
    per = (value) => (data.capsule_km > 0 ? value / data.capsule_km : 0);
  R.note(section, "dispatch.note", {
    n: R.number(data.host_count),
    messages: R.number(sent),
    per: R.number(per(sent), 2),
    bytes: R.number(per(d3.sum(messages, (d) => d.bytes))),
    lost: R.number(d3.sum(messages, (d) => d.lost)),
    refused: R.number(d3.sum(data.decisions, (d) => d.refused)),
  });
  if (data.outages.length > 0)
    R.dispatchOutages(
      R.figure(section, "dispatch.outages", { n: R.number(data.outages.length), all: R.number(data.outage_count) }),
      data,
    );
  R.dispatchAges(R.figure(section, "dispatch.ages"), data.decisions);
  const text = (value) => (value === null ? "–" : R.dispatchTime(value));
  const column = (key, show) => ({ key, label: R.t("dispatch." + key), number: true, text: show });
  R.table(
    R.figure(section, "dispatch.decisions"),
    [
      { key: "decision", label: R.t("dispatch.decision"), text: (d) => R.t("dispatch.is." + d.name) },
      column("made", (d) => R.number(d.made)),
      column("age_p50", (d) => text(d.age_p50_s)),
      column("age_p99", (d) => text(d.age_p99_s)),
      column("delay_p50", (d) => text(d.delay_p50_s)),
      column("delay_p99", (d) => text(d.delay_p99_s)),
      column("refused", (d) => R.number(d.refused)),
      column("passed_on", (d) => R.number(d.passed_on)),
      column("unanswered", (d) => R.number(d.unanswered)),
    ],
    data.decisions,
    {},
  );
  R.table(
    R.figure(section, "dispatch.messages"),
    [
      { key: "kind", label: R.t("dispatch.kind"), text: (d) => R.t("dispatch.for." + d.name) },
      column("sent", (d) => R.number(d.sent)),
      column("size", (d) => (d.bytes > 0 ? R.number(d.bytes / 1e6, 1) : "–")),
      column("delay_p50", (d) => text(d.delay_p50_s)),
      column("delay_p99", (d) => text(d.delay_p99_s)),
      column("lost", (d) => R.number(d.lost)),
    ],
    data.messages,
    {},
  );
  if (data.meshes.length > 0)
    R.table(
      R.figure(section, "dispatch.meshes"),
      [
        { key: "mesh", label: R.t("dispatch.mesh"), text: (d) => d.name + " " + R.t("dispatch.mesh_" + d.way) },
        column("mesh_nodes", (d) => R.number(d.nodes)),
        column("sent", (d) => R.number(d.sent)),
        column("in_time", (d) => (d.sent > 0 ? R.number((100 * d.in_time) / d.sent, 1) + " %" : "–")),
        column("delay_p50", (d) => text(d.delay_p50_s)),
        column("delay_p95", (d) => text(d.delay_p95_s)),
        column("lost", (d) => R.number(d.lost)),
      ],
      data.meshes,
      {},
    );
  R.table(
    R.figure(section, "dispatch.hosts", { n: R.number(data.host_count) }),
    [
      { key: "host", label: R.t("dispatch.host"), text: (d) => d.name },
      column("jobs", (d) => R.number(d.jobs)),
      column("busy", (d) => R.dispatchTime(d.busy_s)),
      column("busy_share", (d) => (data.end_s > 0 ? R.significant((100 * d.busy_s) / data.end_s, 2) + " %" : "–")),
      column("messages_in", (d) => R.number(d.messages_in)),
      column("longest_queue", (d) => R.number(d.longest_queue)),
    ],
    data.hosts,
    {},
  );
};

/** A time that may be a few microseconds. */
R.dispatchTime = (s) =>
  s >= 60 ? R.duration(s) : s >= 1 ? R.number(s, s >= 10 || s === 1 ? 0 : 1) + " s" : R.number(1000 * s, s < 0.001 ? 2 : s < 0.01 ? 1 : 0) + " ms";

/** A bar a computer or radio that failed, over the time of the run; to its end if nobody mended it. */
R.dispatchOutages = function (figure, data) {
  const rows = data.outages,
    step = 22,
    narrow = figure.node().clientWidth < 500,
    left = narrow ? 104 : 168;
  const chart = R.chart(figure, rows.length * step + 46, { left, right: 14, top: 6, bottom: 40 });
  const x = R.timeScale([0, data.end_s], chart.width);
  const most = narrow ? 13 : 22;
  const row = chart.inner
    .selectAll("g.row")
    .data(rows)
    .join("g")
    .attr("class", "row")
    .attr("transform", (d, i) => `translate(0,${i * step})`);
  row
    .append("text")
    .attr("x", -8)
    .attr("y", step / 2)
    .attr("dy", "0.35em")
    .attr("text-anchor", "end")
    .attr("fill", "currentColor")
    .attr("font-size", 12)
    .text((d) => (d.name.length > most ? d.name.slice(0, most - 1) + "…" : d.name));
  row
    .append("line")
    .attr("x2", chart.width)
    .attr("y1", step / 2)
    .attr("y2", step / 2)
    .attr("stroke", "currentColor")
    .attr("opacity", 0.15);
  const until = (d) => Math.min(data.end_s, d.mended_s === null ? data.end_s : d.mended_s);
  const told = (d) =>
    d.name + ": " + R.clock(d.from_s) + " – " + (d.mended_s === null ? R.t("disruption.not_yet") : R.clock(d.mended_s));
  row
    .append("rect")
    .attr("x", (d) => x(Math.min(d.from_s, data.end_s)))
    .attr("width", (d) => Math.max(2, x(until(d)) - x(Math.min(d.from_s, data.end_s))))
    .attr("y", step / 2 - 5)
    .attr("height", 10)
    .attr("rx", 2)
    .attr("fill", R.colors.waiting)
    .append("title")
    .text(told);
  R.timeAxis(chart, x, Math.max(3, chart.width / 80));
};

/** One line a kind of decision, from the median to the greatest age, on a logarithmic scale. */
R.dispatchAges = function (figure, decisions) {
  const rows = decisions.filter((d) => d.age_p50_s !== null);
  const width = Math.max(300, Math.min(900, figure.node().clientWidth || 640)),
    left = 90,
    right = 20,
    step = 30,
    height = rows.length * step + 40;
  const least = 1e-3,
    at = (value) => x(Math.max(least, value));
  const most = Math.max(1, d3.max(rows, (d) => d.age_max_s) || 1);
  const x = d3.scaleLog([least, most], [left, width - right]);
  const svg = figure
    .append("svg")
    .attr("viewBox", "0 0 " + width + " " + height)
    .attr("role", "img");
  const all = width < 500 ? [1e-3, 0.1, 1, 60, 3600] : [1e-3, 1e-2, 0.1, 1, 10, 60, 600, 3600, 86400];
  const ticks = all.filter((t) => t <= most);
  const tick = svg.selectAll("g.tick").data(ticks).join("g").attr("class", "tick");
  tick
    .append("line")
    .attr("x1", (d) => x(d))
    .attr("x2", (d) => x(d))
    .attr("y1", 4)
    .attr("y2", height - 26)
    .attr("stroke", "currentColor")
    .attr("opacity", 0.15);
  tick
    .append("text")
    .attr("x", (d) => x(d))
    .attr("y", height - 8)
    .attr("text-anchor", "middle")
    .attr("fill", "currentColor")
    .attr("font-size", 12)
    .text((d) => R.dispatchTime(d));
  const row = svg
    .selectAll("g.row")
    .data(rows)
    .join("g")
    .attr("class", "row")
    .attr("transform", (d, i) => "translate(0," + (i * step + 18) + ")");
  row
    .append("text")
    .attr("x", left - 10)
    .attr("dy", "0.35em")
    .attr("text-anchor", "end")
    .attr("fill", "currentColor")
    .attr("font-size", 13)
    .text((d) => R.t("dispatch.is." + d.name));
  row
    .append("line")
    .attr("x1", (d) => at(d.age_p50_s))
    .attr("x2", (d) => at(d.age_max_s))
    .attr("stroke", R.colors.accent)
    .attr("stroke-width", 2);
  for (const [key, radius] of [["age_p50_s", 6], ["age_p95_s", 4], ["age_p99_s", 3]])
    row
      .append("circle")
      .attr("cx", (d) => at(d[key]))
      .attr("r", radius)
      .attr("fill", R.colors.accent)
      .append("title")
      .text((d) => R.dispatchTime(d[key]));
};
