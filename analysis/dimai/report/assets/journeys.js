"use strict";
// Door to door: distribution and parts, for one chosen group of trips at a time.

R.partNames = ["wait", "handling", "access", "line", "junction", "egress"];
R.journeyState = { group: 0, leaveLine: false };
R.rowNames = ["mean", "p5", "p50", "p95", "p99"];

R.journeys = function () {
  const section = R.open("journeys"),
    groups = R.data.journeys;
  if (!groups.some((g) => g.n)) {
    R.note(section, "journeys.empty");
    return;
  }
  if (!groups[R.journeyState.group].n) R.journeyState.group = groups.findIndex((g) => g.n);
  const group = groups[R.journeyState.group];
  R.groupTable(section, groups);
  const name = { name: R.groupName(group), n: R.number(group.n) };
  section.append("h3").text(R.t("journeys.of", name));
  const two = section.append("div").attr("class", "two");
  R.drawHistogram(R.figure(two, "journeys.histogram", name), group);
  R.drawCurve(R.figure(two, "journeys.curve", name), group);
  const figure = R.figure(section, "journeys.parts", name);
  const controls = figure.append("div").attr("class", "controls");
  R.switch(
    controls,
    [
      { value: false, label: R.t("journeys.whole") },
      { value: true, label: R.t("journeys.without_line") },
    ],
    R.journeyState.leaveLine,
    (value) => {
      R.journeyState.leaveLine = value;
      R.draw("journeys");
    },
  );
  R.partsLegend(figure);
  R.partsBars(figure, group, [0, 1, 2, 3, 4], R.journeyState.leaveLine);
  R.partsTable(R.figure(section, "journeys.table", name), group);
  R.summaryTable(section, group);
};

R.groupTable = function (section, groups) {
  const figure = R.figure(section, "journeys.groups");
  const shown = groups
    .map((group, index) => ({ group, index }))
    .filter((d) => d.group.n || d.group.kind === "pair");
  const time = (index) => (d) => (d.group.n ? R.duration(d.group.quantile[index]) : "–");
  R.table(
    figure,
    [
      { label: R.t("journeys.group"), text: (d) => R.groupName(d.group) },
      { label: R.t("table.trips"), number: true, text: (d) => R.number(d.group.n) },
      { label: R.t("row.mean"), number: true, text: (d) => R.duration(d.group.mean) },
      ...["p5", "p50", "p95", "p99"].map((p, index) => ({
        label: R.t("row." + p),
        number: true,
        text: time(index),
      })),
    ],
    shown,
    {
      chosen: (d) => d.index === R.journeyState.group,
      choose: (d) => {
        if (d.group.n) {
          R.journeyState.group = d.index;
          R.draw("journeys");
        }
      },
    },
  );
};

R.drawHistogram = function (box, group) {
  const h = group.histogram,
    chart = R.chart(box, 250, { left: 44, right: 8, top: 22, bottom: 40 });
  const x = d3
    .scaleLinear()
    .domain([h.low, h.low + h.step * h.count.length])
    .range([0, chart.width]);
  const share = h.count.map((count) => count / group.n);
  const y = d3
    .scaleLinear()
    .domain([0, d3.max(share)])
    .nice(4)
    .range([chart.height, 0]);
  R.valueAxis(chart, y, 4, (v) => R.percent(v, y.domain()[1] < 0.04 ? 1 : 0));
  const wide = x(h.low + h.step) - x(h.low);
  chart.inner
    .selectAll(".bin")
    .data(share)
    .enter()
    .append("rect")
    .attr("class", "bin")
    .attr("x", (d, i) => x(h.low + i * h.step) + 0.5)
    .attr("width", Math.max(0.5, wide - 1))
    .attr("y", y)
    .attr("height", (d) => chart.height - y(d))
    .attr("fill", R.colors.accent)
    .attr("opacity", 0.78)
    .on("mousemove", (d, i) =>
      R.tip.show(
        [
          `${R.duration(h.low + i * h.step)} – ${R.duration(h.low + (i + 1) * h.step)}`,
          R.t("journeys.bin", { n: R.number(h.count[i]), share: R.percent(d, 1) }),
        ],
        d3.event,
      ),
    )
    .on("mouseleave", R.tip.hide);
  R.timeAxis(chart, x, Math.max(3, chart.width / 70));
  R.quantileMarks(chart, x, group, true);
  if (h.beyond)
    R.note(box, "journeys.beyond", {
      n: R.number(h.beyond),
      time: R.duration(h.low + h.step * h.count.length),
    });
};

R.drawCurve = function (box, group) {
  const h = group.histogram,
    chart = R.chart(box, 250, { left: 48, right: 8, top: 22, bottom: 40 });
  const x = d3
    .scaleLinear()
    .domain([h.low, h.low + h.step * h.count.length])
    .range([0, chart.width]);
  const y = d3.scaleLinear().domain([0, 1]).range([chart.height, 0]);
  R.valueAxis(chart, y, 4, (v) => R.percent(v));
  const points = group.curve
    .map((s, i) => [s, i / (group.curve.length - 1)])
    .filter((p) => p[0] <= x.domain()[1]);
  const line = d3
    .line()
    .x((p) => x(p[0]))
    .y((p) => y(p[1]))
    .curve(d3.curveStepAfter);
  chart.inner
    .append("path")
    .attr("d", line(points))
    .attr("fill", "none")
    .attr("stroke", R.colors.accent)
    .attr("stroke-width", 2);
  R.timeAxis(chart, x, Math.max(3, chart.width / 70));
  R.quantileMarks(chart, x, group, false, y);
};

/** Where the 5th, 50th, 95th and 99th of a hundred trips lie. Labels that would touch are left out. */
R.quantileMarks = function (chart, x, group, labels, y) {
  const [low, high] = x.domain(),
    levels = [0.05, 0.5, 0.95, 0.99];
  const marks = group.quantile
    .map((s, i) => ({ s, i, at: x(s) }))
    .filter((m) => m.s >= low && m.s <= high);
  if (!labels) {
    chart.inner
      .selectAll(".dot")
      .data(marks)
      .enter()
      .append("circle")
      .attr("cx", (m) => m.at)
      .attr("cy", (m) => y(levels[m.i]))
      .attr("r", 3.5)
      .attr("fill", R.colors.ink);
  } else {
    chart.inner
      .selectAll(".mark")
      .data(marks)
      .enter()
      .append("line")
      .attr("x1", (m) => m.at)
      .attr("x2", (m) => m.at)
      .attr("y1", -4)
      .attr("y2", chart.height)
      .attr("stroke", R.colors.ink)
      .attr("stroke-width", (m) => (m.i === 1 ? 1.4 : 0.8))
      .attr("stroke-dasharray", (m) => (m.i === 1 ? null : "2 3"));
  }
  const taken = [];
  [1, 2, 0, 3].forEach((wanted) => {
    const mark = marks.find((m) => m.i === wanted);
    if (!mark) return;
    const text = labels ? R.t("short." + ["p5", "p50", "p95", "p99"][mark.i]) : R.duration(mark.s);
    const width = 8 + 6.6 * text.replace(/[\u3000-\u9fff]/g, "xx").length;
    const at = labels ? Math.min(Math.max(mark.at, width / 2), chart.width - width / 2) : mark.at;
    if (labels) {
      if (taken.some((t) => Math.abs(t.at - at) < (t.width + width) / 2)) return;
      taken.push({ at, width });
      chart.inner
        .append("text")
        .attr("class", "ink")
        .attr("x", at)
        .attr("y", -9)
        .attr("text-anchor", "middle")
        .text(text);
      return;
    }
    if (mark.i === 0) return;
    const left = mark.at > chart.width * 0.55,
      height = y(levels[mark.i]);
    if (taken.some((t) => Math.abs(t - height) < 15)) return;
    taken.push(height);
    chart.inner
      .append("text")
      .attr("class", "ink")
      .attr("x", mark.at + (left ? -9 : 9))
      .attr("y", height)
      .attr("dy", left ? "-0.5em" : "0.7em")
      .attr("text-anchor", left ? "end" : "start")
      .text(R.t("short." + ["p5", "p50", "p95", "p99"][mark.i]) + " " + text);
  });
};

R.partsLegend = (box) =>
  R.legend(
    box,
    R.partNames.map((name, i) => ({ color: R.colors.parts[i], label: R.t("part." + name) })),
  );

/** Stacked bars of the parts for some rows of group.parts (0 mean, 1 to 4 quantiles). */
R.partsBars = function (box, group, rows, leaveLine) {
  const single = rows.length === 1,
    wide = box.node().clientWidth > 600;
  const chart = R.chart(box, rows.length * (single ? 46 : 40) + 44, {
    left: single ? 0 : wide ? 150 : 84,
    right: wide ? 112 : 8,
    top: 2,
    bottom: 40,
  });
  const kept = (parts) => parts.map((s, i) => (leaveLine && i === 3 ? 0 : s));
  const x = d3
    .scaleLinear()
    .domain([0, d3.max(rows, (row) => d3.sum(kept(group.parts[row])))])
    .range([0, chart.width]);
  const band = chart.height / rows.length;
  rows.forEach((row, place) => {
    const parts = kept(group.parts[row]),
      top = place * band + 4,
      tall = band - (single ? 8 : 12);
    let from = 0;
    parts.forEach((seconds, i) => {
      const left = x(from),
        width = Math.max(0, x(from + seconds) - left);
      from += seconds;
      if (!(seconds > 0)) return;
      chart.inner
        .append("rect")
        .attr("x", left)
        .attr("y", top)
        .attr("width", Math.max(width - 0.8, 0.4))
        .attr("height", tall)
        .attr("fill", R.colors.parts[i])
        .on("mousemove", () =>
          R.tip.show([R.t("part." + R.partNames[i]), R.duration(seconds)], d3.event),
        )
        .on("mouseleave", R.tip.hide);
      const text = R.duration(seconds);
      if (width > 16 + 7 * text.replace(/[\u3000-\u9fff]/g, "xx").length) {
        chart.inner
          .append("text")
          .attr("x", left + width / 2)
          .attr("y", top + tall / 2)
          .attr("dy", "0.35em")
          .attr("text-anchor", "middle")
          .style("fill", i === 3 || i === 0 || i === 4 ? "#fff" : R.colors.ink)
          .style("pointer-events", "none")
          .text(text);
      }
    });
    if (!single)
      chart.inner
        .append("text")
        .attr("class", "ink")
        .attr("x", -10)
        .attr("y", top + tall / 2)
        .attr("dy", "0.35em")
        .attr("text-anchor", "end")
        .text(R.t((wide ? "row." : "short.") + R.rowNames[row]));
    if (wide)
      chart.inner
        .append("text")
        .attr("class", "ink")
        .attr("x", x(from) + 8)
        .attr("y", top + tall / 2)
        .attr("dy", "0.35em")
        .text(R.duration(from));
  });
  R.timeAxis(chart, x, Math.max(3, chart.width / 80));
};

R.partsTable = function (box, group) {
  const rows = R.partNames.map((name, i) => ({
    name: R.t("part." + name),
    at: (row) => group.parts[row][i],
  }));
  rows.push({ name: R.t("part.total"), at: (row) => d3.sum(group.parts[row]) });
  R.table(
    box,
    [
      { label: R.t("table.part"), text: (d) => d.name },
      ...R.rowNames.map((name, row) => ({
        label: R.t("row." + name),
        number: true,
        text: (d) => R.duration(d.at(row)),
      })),
    ],
    rows,
  );
};

/** What the run itself summed up for this group, in its own units. */
R.summaryTable = function (section, group) {
  const rows = R.data.summary.filter(
    (s) =>
      s.origin === group.origin &&
      s.destination === group.destination &&
      s.class === group.class &&
      s.n > 0,
  );
  if (!rows.length) return;
  const figure = R.figure(section, "journeys.summary", { name: R.groupName(group) });
  const known = { s: R.duration, m: R.km, J: R.joules };
  const write = (row, value) =>
    known[row.unit]
      ? known[row.unit](value)
      : R.significant(value, 4) + (row.unit && row.unit !== "1" ? " " + row.unit : "");
  R.table(
    figure,
    [
      {
        label: R.t("table.measure"),
        text: (d) => R.word("measure.", d.name.replace(/_(time|s)$/, "")),
      },
      { label: R.t("table.trips"), number: true, text: (d) => R.number(d.n) },
      ...R.rowNames.map((name) => ({
        label: R.t("row." + name),
        number: true,
        text: (d) => write(d, d[name]),
      })),
    ],
    rows,
  );
};
