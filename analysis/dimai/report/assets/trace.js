"use strict";
// One journey of each reported pair: its way over time with its neighbours, and every event.

R.traceState = { chosen: 0 };
R.traceColor = "#c4553b";

R.trace = function () {
  const section = R.open("trace"),
    all = R.data.trace,
    state = R.traceState;
  if (!all.length) {
    R.note(section, "trace.empty");
    return;
  }
  const one = all[Math.min(state.chosen, all.length - 1)];
  const label = (each) =>
    R.placeName(each.origin) +
    " → " +
    R.placeName(each.destination) +
    (each.class ? " · " + R.className(each.class) : "");
  const figure = R.figure(section, "trace.caption");
  if (all.length > 1)
    R.choice(
      figure,
      R.t("trace.pair"),
      all.map((each, i) => ({ value: i, label: label(each) })),
      state.chosen,
      (value) => {
        state.chosen = Number(value);
        R.draw("trace");
      },
    );
  R.note(figure, "trace.of", { request: one.request, capsule: one.capsule, pair: label(one) });
  if (one.picture && one.picture.own.length) {
    const legend = R.legend(figure, [
      { color: R.traceColor, label: R.t("trace.own") },
      { color: R.trainColors2[1], label: R.t("trace.others") },
    ]);
    legend.append("li").append("span").text(R.t("trace.branch"));
    R.traceWay(figure, one.picture);
    R.traceScenes(figure, one.picture);
  }
  const list = R.figure(section, "trace.list");
  const texts = one[R.language === "zh" ? "zh" : "en"];
  const table = R.table(
    list,
    [
      { label: R.t("formations.time"), text: (d) => R.exactClock(one.time[d]) },
      { label: R.t("trace.event"), wrap: true, text: (d) => texts[d] },
    ],
    d3.range(one.time.length),
  );
  d3.select(table.node().parentNode).classed("tall", true);
  table.select("th").style("width", "6.5em");
};

/** Passages of other trains: [{s: [2], km: [2], n, off}]. */
R.traceOthers = function (p) {
  if (p.others) return p.others;
  const s = R.unpack(p.s),
    m = R.unpack(p.m, true),
    n = R.unpack(p.n),
    off = R.unpack(p.off);
  p.others = Array.from(n, (count, i) => ({
    s: [s[2 * i] / 10, s[2 * i + 1] / 10],
    km: [m[2 * i] / 1e3, m[2 * i + 1] / 1e3],
    n: count,
    off: off[i],
  }));
  return p.others;
};

R.traceLines = function (box, p, x, y, width) {
  const line = (each) =>
    `M${x(each.s[0]).toFixed(1)},${y(each.km[0]).toFixed(1)}L${x(each.s[1]).toFixed(1)},${y(each.km[1]).toFixed(1)}`;
  const [low, high] = x.domain();
  const seen = R.traceOthers(p).filter((each) => each.s[1] >= low && each.s[0] <= high);
  [0, 1].forEach((off) =>
    R.trainColors2.forEach((color, kind) =>
      box
        .append("path")
        .attr(
          "d",
          seen
            .filter((each) => each.off === off && R.trainClass(each.n) === kind)
            .map(line)
            .join(""),
        )
        .attr("stroke", color)
        .attr("stroke-width", width * (0.8 + 0.4 * kind))
        .attr("stroke-dasharray", off ? "4 3" : null)
        .attr("fill", "none"),
    ),
  );
  box
    .append("path")
    .attr("d", "M" + p.own.map(([s, km]) => x(s).toFixed(1) + "," + y(km).toFixed(1)).join("L"))
    .attr("stroke", R.traceColor)
    .attr("stroke-width", 2.4)
    .attr("fill", "none");
  p.event.forEach(([s, km, kind]) => {
    if (s < low || s > high || !R.eventKinds[kind]) return;
    const shape = {
      up: "M0,-5L5,4L-5,4Z",
      down: "M0,5L5,-4L-5,-4Z",
      square: "M-3.5,-3.5h7v7h-7Z",
    }[R.eventKinds[kind].shape];
    box
      .append("path")
      .attr("d", shape)
      .attr("transform", `translate(${x(s)},${y(km)})`)
      .attr("fill", R.eventKinds[kind].shape === "down" ? "#fff" : R.eventKinds[kind].color)
      .attr("stroke", R.eventKinds[kind].color);
  });
};

R.traceClips = 0;
R.traceClip = function (chart) {
  const id = "trace-clip-" + ++R.traceClips;
  chart.inner
    .append("clipPath")
    .attr("id", id)
    .append("rect")
    .attr("width", chart.width)
    .attr("height", chart.height);
  return chart.inner.append("g").attr("clip-path", `url(#${id})`);
};

R.traceWay = function (figure, p) {
  const narrow = figure.node().clientWidth < 500,
    left = narrow ? 104 : 190,
    end = p.own[p.own.length - 1][0];
  const chart = R.chart(figure, 460, { left, right: 12, top: 10, bottom: 42 }, R.t("trace.title"));
  const x = d3
    .scaleLinear()
    .domain([p.start_s, p.start_s + end])
    .range([0, chart.width]);
  const y = d3
    .scaleLinear()
    .domain([0, p.km[p.km.length - 1] || 1])
    .range([0, chart.height]);
  R.timeAxis(chart, x);
  let last = -99;
  p.node.forEach((node, i) => {
    const at = y(p.km[i]);
    chart.inner
      .append("line")
      .attr("x2", chart.width)
      .attr("y1", at)
      .attr("y2", at)
      .attr("stroke", R.colors.grid);
    if (at - last < 14) return;
    last = at;
    const name = R.nodeName(node),
      room = narrow ? 14 : 22;
    chart.inner
      .append("text")
      .attr("x", -7)
      .attr("y", at + 4)
      .attr("text-anchor", "end")
      .attr("font-size", 11)
      .attr("fill", R.colors.ink)
      .text(
        (name.length > room ? name.slice(0, room - 1) + "…" : name) +
          (narrow ? "" : " " + R.number(p.km[i])),
      );
  });
  const own = x.copy().domain([0, end]);
  R.traceLines(R.traceClip(chart), p, own, y, 0.6);
};

/** Couplings and cuts, enlarged. */
R.traceScenes = function (figure, p) {
  if (!p.scenes.length) return;
  R.note(figure, "trace.scenes");
  const box = figure.append("div").attr("class", "scenes");
  p.scenes.forEach((row) => {
    const [s, km, kind, node, order] = p.event[row];
    const cell = box.append("div");
    cell
      .append("p")
      .attr("class", "note")
      .text(
        R.t("timespace." + R.eventKinds[kind].key) +
          " · " +
          R.exactClock(p.start_s + s) +
          " · " +
          R.nodeName(node),
      );
    const chart = R.chart(cell, 150, { left: 4, right: 4, top: 4, bottom: 20 }, R.nodeName(node));
    const x = d3
      .scaleLinear()
      .domain([s - 75, s + 75])
      .range([0, chart.width]);
    const y = d3
      .scaleLinear()
      .domain([km - 3, km + 3])
      .range([0, chart.height]);
    [-60, -30, 0, 30, 60].forEach((tick) => {
      const at = x(s + tick);
      chart.inner
        .append("line")
        .attr("x1", at)
        .attr("x2", at)
        .attr("y2", chart.height)
        .attr("stroke", R.colors.grid);
      chart.inner
        .append("text")
        .attr("x", at)
        .attr("y", chart.height + 14)
        .attr("text-anchor", "middle")
        .attr("font-size", 10)
        .attr("fill", R.colors.muted)
        .text((tick > 0 ? "+" : "") + tick + " s");
    });
    chart.inner
      .append("line")
      .attr("x2", chart.width)
      .attr("y1", y(km))
      .attr("y2", y(km))
      .attr("stroke", R.colors.rule);
    R.traceLines(R.traceClip(chart), p, x, y, 1.2);
    cell
      .append("p")
      .attr("class", "note")
      .text(R.t("trace.order", { order: order.join("-") }));
  });
};
