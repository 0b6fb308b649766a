"use strict";
// What the fleet does over time, requests that wait, share of empties.

R.fleetState = { row: -1 };

R.fleet = function () {
  const section = R.open("fleet"),
    f = R.data.fleet;
  if (!f.time_s.length || !f.class.length) {
    R.note(section, "fleet.empty");
    return;
  }
  if (!f.unpacked) {
    f.unpacked = f.count.map((states) => states.map((text) => R.unpack(text)));
    f.waitingCount = f.waiting.map((text) => R.unpack(text));
  }
  const chosen = R.fleetState.row,
    rows = chosen < 0 ? d3.range(f.class.length) : [chosen];
  const at = (state, i) => d3.sum(rows, (row) => f.unpacked[row][state][i]);
  const table = f.time_s.map((time, i) => ({
    time,
    counts: f.states.map((_, state) => at(state, i)),
    waiting: d3.sum(rows, (row) => f.waitingCount[row][i]),
  }));
  if (f.class.length > 1) {
    const controls = section.append("div").attr("class", "controls");
    R.switch(
      controls,
      [{ value: -1, label: R.t("class.all") }].concat(
        f.class.map((row, i) => ({ value: i, label: R.classAt(row) })),
      ),
      chosen,
      (value) => {
        R.fleetState.row = value;
        R.draw("fleet");
      },
    );
  }
  const name = { name: chosen < 0 ? R.t("class.every") : R.classAt(f.class[chosen]) };
  const figure = R.figure(section, "fleet.caption", name);
  R.legend(
    figure,
    f.states.map((state, i) => ({ color: R.colors.states[i], label: R.t("state." + state) })),
  );
  R.drawFleet(figure, table);
  R.data.counts.rows
    .filter((row) => row.unparked > 0)
    .forEach((row) =>
      R.note(section, "fleet.unparked", { name: R.classAt(row.class), n: R.number(row.unparked) }),
    );
  const two = section.append("div").attr("class", "two");
  R.drawSeries(
    R.figure(two, "fleet.waiting", name),
    table.map((d) => [d.time, d.waiting]),
    R.colors.waiting,
    (v) => R.number(v),
  );
  R.drawSeries(
    R.figure(two, "fleet.empties", name),
    table.map((d) => [
      d.time,
      d.counts[1] + d.counts[2] > 0 ? d.counts[2] / (d.counts[1] + d.counts[2]) : NaN,
    ]),
    R.colors.empty,
    (v) => R.percent(v),
  );
  R.fleetNeed(section, table, rows, name);
  R.fleetCharge(section);
};

/** Time axis of a series: a lone value is given some width. */
R.timeScale = function (times, width) {
  const [low, high] = d3.extent(times);
  return d3
    .scaleLinear()
    .domain([low, high > low ? high : low + 3600])
    .range([0, width]);
};

R.drawFleet = function (box, table) {
  const chart = R.chart(box, 300, { left: 56, right: 8, top: 10, bottom: 40 });
  const x = R.timeScale(
    table.map((d) => d.time),
    chart.width,
  );
  const y = d3
    .scaleLinear()
    .domain([0, d3.max(table, (d) => d3.sum(d.counts)) || 1])
    .range([chart.height, 0]);
  R.valueAxis(chart, y, 5, (v) => R.number(v));
  const order = R.data.fleet.states.map((_, i) => i);
  const stack = d3
    .stack()
    .keys(order)
    .value((d, key) => d.counts[key])(table);
  const area = d3
    .area()
    .x((d) => x(d.data.time))
    .y0((d) => y(d[0]))
    .y1((d) => y(d[1]))
    .curve(d3.curveMonotoneX);
  chart.inner
    .selectAll(".layer")
    .data(stack)
    .enter()
    .append("path")
    .attr("class", "layer")
    .attr("d", area)
    .attr("fill", (d) => R.colors.states[d.key]);
  R.timeAxis(chart, x);
  const middle = d3.bisector((d) => d.time).left;
  R.tipOver(chart, (px) => {
    const d = table[Math.min(table.length - 1, middle(table, x.invert(px)))];
    return [R.clock(d.time)].concat(
      R.data.fleet.states.map((s, i) => `${R.t("state." + s)}: ${R.number(d.counts[i])}`),
    );
  });
};

R.drawSeries = function (box, points, color, write) {
  const chart = R.chart(box, 190, { left: 48, right: 8, top: 10, bottom: 40 });
  const x = R.timeScale(
      points.map((p) => p[0]),
      chart.width,
    ),
    known = points.filter((p) => isFinite(p[1]));
  const y = d3
    .scaleLinear()
    .domain([0, d3.max(known, (p) => p[1]) || 1])
    .nice(4)
    .range([chart.height, 0]);
  R.valueAxis(chart, y, 4, write);
  const line = d3
    .line()
    .defined((p) => isFinite(p[1]))
    .x((p) => x(p[0]))
    .y((p) => y(p[1]))
    .curve(d3.curveMonotoneX);
  chart.inner
    .append("path")
    .attr("d", line(points))
    .attr("fill", "none")
    .attr("stroke", color)
    .attr("stroke-width", 1.8);
  R.timeAxis(chart, x, Math.max(3, chart.width / 70));
  const after = d3.bisector((d) => d[0]).left;
  R.tipOver(chart, (px) => {
    const p = points[Math.min(points.length - 1, after(points, x.invert(px)))];
    return [R.clock(p[0]), isFinite(p[1]) ? write(p[1]) : "–"];
  });
};
