"use strict";
// Parcel tubes: map of zones, times of sends and their parts, what is busiest, carriers.

R.tubesState = { group: 0 };

R.tubes = function () {
  const data = R.data.pipelines.tubes,
    section = R.open("tubes"),
    all = data.groups[0];
  if (!all.n) {
    R.note(section, "tubes.empty");
    return;
  }
  section
    .append("p")
    .attr("class", "lead")
    .text(
      R.t("tubes.lead", {
        n: R.number(all.n),
        p50: R.duration(all.quantile[1]),
        p95: R.duration(all.quantile[2]),
        p99: R.duration(all.quantile[3]),
        longest: R.duration(all.quantile[4]),
      }),
    );
  data.refusals.forEach(([reason, n]) =>
    R.note(section, "tubes.refused", { n: R.number(n), reason: R.t("tubes.refusal." + reason) }),
  );
  R.tubesMap(R.figure(section, "tubes.map_caption"), data);
  R.tubesGroups(R.figure(section, "tubes.groups"), data);
  const group = data.groups[R.tubesState.group],
    name = { name: R.tubesGroupName(group) };
  const two = section.append("div").attr("class", "two");
  R.tubesHistogram(R.figure(two, "tubes.histogram", name), group);
  R.tubesHours(R.figure(two, "tubes.hours"), data.hours);
  R.tubesParts(R.figure(section, "tubes.parts", name), data.parts, group);
  R.tubesTables(section, data);
};

R.tubesGroupName = (group) => (group.name ? R.word("tubes.class.", group.name) : R.t("tubes.all"));

R.tubesNode = (map, row) => (R.language === "zh" && map.zh[row]) || map.name[row] || map.id[row];

R.tubesGroups = function (box, data) {
  const time = (i) => (d) => (d.n ? R.duration(d.quantile[i]) : "–");
  const column = (key, i) => ({ label: R.t(key), number: true, text: time(i) });
  R.table(
    box,
    [
      { label: R.t("tubes.class"), text: R.tubesGroupName },
      { label: R.t("tubes.asked"), number: true, text: (d) => R.number(d.asked) },
      { label: R.t("tubes.arrived"), number: true, text: (d) => R.number(d.n) },
      column("row.p5", 0),
      column("row.p50", 1),
      column("row.p95", 2),
      column("row.p99", 3),
      column("tubes.longest", 4),
    ],
    data.groups,
    {
      chosen: (d) => d === data.groups[R.tubesState.group],
      choose: (d) => {
        if (!d.n) return;
        R.tubesState.group = data.groups.indexOf(d);
        R.draw("tubes");
      },
    },
  );
};

R.tubesHistogram = function (box, group) {
  const chart = R.chart(box, 250, { left: 62, right: 8, top: 22, bottom: 40 });
  const x = d3
    .scaleLinear()
    .domain([0, group.step * group.count.length])
    .range([0, chart.width]);
  const share = group.count.map((count) => count / group.n);
  const y = d3
    .scaleLinear()
    .domain([0, d3.max(share)])
    .nice(4)
    .range([chart.height, 0]);
  R.valueAxis(chart, y, 4, (v) => R.percent(v, y.domain()[1] < 0.04 ? 1 : 0));
  chart.inner
    .selectAll(".bin")
    .data(share)
    .enter()
    .append("rect")
    .attr("x", (d, i) => x(i * group.step) + 0.5)
    .attr("width", Math.max(0.5, x(group.step) - 1))
    .attr("y", y)
    .attr("height", (d) => chart.height - y(d))
    .attr("fill", R.colors.accent)
    .attr("opacity", 0.78);
  R.timeAxis(chart, x, Math.max(3, chart.width / 70));
  R.quantileMarks(chart, x, { quantile: group.quantile.slice(0, 4) }, true);
};

R.tubesHours = function (box, hours) {
  const chart = R.chart(box, 250, { left: 44, right: 8, top: 22, bottom: 40 });
  const known = hours.filter((h) => h.q);
  const x = d3.scaleLinear().domain([0, 24]).range([0, chart.width]);
  const y = d3
    .scaleLinear()
    .domain([0, d3.max(known, (h) => h.q[2])])
    .nice(4)
    .range([chart.height, 0]);
  const tall = d3
    .scaleLinear()
    .domain([0, 2.5 * d3.max(hours, (h) => h.sends)])
    .range([0, chart.height]);
  R.valueAxis(chart, y, 4, (v) => R.duration(v));
  chart.inner
    .selectAll(".hour")
    .data(hours)
    .enter()
    .append("rect")
    .attr("x", (h) => x(h.hour) + 1)
    .attr("width", Math.max(1, x(1) - 2))
    .attr("y", (h) => chart.height - tall(h.sends))
    .attr("height", (h) => tall(h.sends))
    .attr("fill", R.colors.rule);
  const kinds = [
    ["tubes.median", R.colors.accent, 0],
    ["tubes.p95", R.colors.loaded, 1],
    ["tubes.longest", R.colors.empty, 2],
  ];
  kinds.forEach(([, color, i]) =>
    chart.inner
      .append("path")
      .attr(
        "d",
        d3
          .line()
          .x((h) => x(h.hour + 0.5))
          .y((h) => y(h.q[i]))(known),
      )
      .attr("fill", "none")
      .attr("stroke", color)
      .attr("stroke-width", 2),
  );
  const axis = chart.inner.append("g").attr("class", "axis").attr("transform", `translate(0,${chart.height})`);
  axis.append("line").attr("x2", chart.width);
  axis
    .selectAll("text")
    .data([0, 6, 12, 18, 24])
    .enter()
    .append("text")
    .attr("x", x)
    .attr("y", 16)
    .attr("text-anchor", (d) => (d === 24 ? "end" : d ? "middle" : "start"))
    .text((d) => d + ":00");
  R.legend(
    box,
    kinds
      .map(([key, color]) => ({ color, label: R.t(key) }))
      .concat([
        {
          color: R.colors.rule,
          label: R.t("tubes.sends_an_hour", { n: R.number(d3.max(hours, (h) => h.sends)) }),
        },
      ]),
  );
};

/** Bars of the parts: on average, and of the slowest twentieth. */
R.tubesParts = function (box, names, group) {
  const colors = [4, 5, 0, 1, 2, 3].map((i) => R.colors.parts[i]);
  const rows = [
    ["tubes.mean", group.mean_parts],
    ["tubes.slowest", group.slow_parts],
  ];
  R.legend(
    box,
    names
      .map((name, i) => ({ color: colors[i], label: R.t("tubes.part." + name), i }))
      .filter((d) => rows.some(([, parts]) => parts[d.i] > 0)),
  );
  const wide = box.node().clientWidth > 600;
  const chart = R.chart(box, 2 * 44 + 44, {
    left: wide ? 150 : 92,
    right: wide ? 70 : 8,
    top: 2,
    bottom: 40,
  });
  const x = d3
    .scaleLinear()
    .domain([0, d3.max(rows, (row) => d3.sum(row[1]))])
    .range([0, chart.width]);
  rows.forEach(([key, parts], place) => {
    let from = 0;
    parts.forEach((seconds, i) => {
      const left = from;
      from += seconds;
      chart.inner
        .append("rect")
        .attr("x", x(left))
        .attr("width", Math.max(0, x(seconds) - 0.8))
        .attr("y", place * 44 + 6)
        .attr("height", 30)
        .attr("fill", colors[i])
        .on("mousemove", () =>
          R.tip.show([R.t("tubes.part." + names[i]), R.duration(seconds)], d3.event),
        )
        .on("mouseleave", R.tip.hide);
      if (x(seconds) > 46)
        chart.inner
          .append("text")
          .style("fill", i === 2 || i === 5 ? "#fff" : R.colors.ink)
          .attr("x", x(left + seconds / 2))
          .attr("y", place * 44 + 25)
          .attr("text-anchor", "middle")
          .style("pointer-events", "none")
          .text(R.duration(seconds));
    });
    const label = chart.inner.append("text").attr("class", "ink").attr("x", -10).attr("y", place * 44 + 25);
    label.attr("text-anchor", "end").text(R.t(key));
    if (wide)
      chart.inner
        .append("text")
        .attr("class", "ink")
        .attr("x", x(from) + 8)
        .attr("y", place * 44 + 25)
        .text(R.duration(from));
  });
  R.timeAxis(chart, x, Math.max(3, chart.width / 80));
};

R.tubesTables = function (section, data) {
  const number = (key, text) => ({ label: R.t(key), number: true, text });
  R.table(
    R.figure(section, "tubes.zones"),
    [
      { label: R.t("tubes.zone"), text: (d) => d.zone },
      {
        label: R.t("tubes.busy"),
        number: true,
        text: (d) => R.percent(d.busy, 1),
        bar: (d) => d.busy,
      },
      number("tubes.moves", (d) => R.number(d.moves)),
      number("tubes.of_empties", (d) => R.percent(d.empty / Math.max(1, d.moves))),
      number("tubes.reversals", (d) => R.number(d.reversals)),
      number("tubes.dead", (d) => R.percent(d.dead)),
      number("tubes.energy", (d) => R.joules(d.energy)),
    ],
    data.zones,
  );
  const two = section.append("div").attr("class", "two");
  R.table(
    R.figure(two, "tubes.units"),
    [
      { label: R.t("tubes.unit"), text: (d) => d.id },
      number("tubes.passed", (d) => R.number(d.passed)),
      number("tubes.settings", (d) => R.number(d.settings)),
    ],
    data.units,
  );
  R.table(
    R.figure(two, "tubes.connectors"),
    [
      { label: R.t("tubes.way"), text: (d) => d.from + " → " + d.to },
      number("tubes.passed", (d) => R.number(d.passed)),
      number("tubes.mean_wait", (d) => R.duration(d.wait)),
      number("tubes.most_waiting", (d) => R.number(d.longest) + " / " + R.number(d.places)),
    ],
    data.connectors,
  );
  const carriers = data.carriers;
  R.table(
    R.figure(section, "tubes.carriers", {
      n: R.number(carriers.carriers),
      stations: R.number(carriers.stations),
      share: R.percent(carriers.empty / Math.max(1, carriers.moves)),
    }),
    [
      { label: R.t("tubes.station"), text: (d) => R.tubesNode(data.map, d.node) },
      number("tubes.own", (d) => R.number(d.carriers)),
      number("tubes.least", (d) => R.number(d.least)),
      number("tubes.end", (d) => R.number(d.end)),
      number("tubes.sent", (d) => R.number(d.sent)),
      number("tubes.received", (d) => R.number(d.received)),
      number("tubes.queue", (d) => R.number(d.queue)),
    ],
    carriers.rows,
  );
};

R.pipelines.tubes = {
  sections: ["tubes"],
  headline(tubes) {
    if (!tubes.groups[0].n) return [];
    const [, p50, p95] = tubes.groups[0].quantile;
    return [R.t("tubes.headline", { p50: R.duration(p50), p95: R.duration(p95) })];
  },
};
