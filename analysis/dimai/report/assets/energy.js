"use strict";
// Energy for each capsule-kilometre, by class, loaded and empty.

R.energy = function () {
  const section = R.open("energy"),
    rows = R.data.energy.filter((e) => e.loaded_distance_m + e.empty_distance_m > 0);
  if (!rows.length) {
    R.note(section, "energy.empty");
    return;
  }
  const figure = R.figure(section, "energy.caption");
  R.legend(figure, [
    { color: R.colors.loaded, label: R.t("energy.loaded") },
    { color: R.colors.empty, label: R.t("energy.unloaded") },
  ]);
  R.drawEnergy(figure, rows);
  const both = (d) => d.loaded_j + d.empty_j,
    way = (d) => d.loaded_distance_m + d.empty_distance_m;
  R.table(
    R.figure(section, "energy.table"),
    [
      { label: R.t("table.class"), text: (d) => R.classAt(d.class) },
      { label: R.t("energy.km_loaded"), number: true, text: (d) => R.fleetKm(d.loaded_distance_m) },
      { label: R.t("energy.km_empty"), number: true, text: (d) => R.fleetKm(d.empty_distance_m) },
      {
        label: R.t("energy.share_empty"),
        number: true,
        text: (d) => R.percent(d.empty_distance_m / way(d), 1),
      },
      { label: R.t("energy.sum"), number: true, text: (d) => R.joules(both(d)) },
      {
        label: R.t("energy.per_loaded"),
        number: true,
        text: (d) => R.perKm(both(d), d.loaded_distance_m),
      },
    ],
    rows,
  );
};

R.drawEnergy = function (box, rows) {
  const wide = box.node().clientWidth > 600;
  const chart = R.chart(box, rows.length * 58 + 40, {
    left: wide ? 150 : 92,
    right: 96,
    top: 2,
    bottom: 36,
  });
  const bars = [];
  rows.forEach((e, i) =>
    [
      ["loaded", 0],
      ["empty", 1],
    ].forEach(([kind, place]) => {
      const metres = e[kind + "_distance_m"];
      if (metres > 0)
        bars.push({
          i,
          place,
          kind,
          value: e[kind + "_j"] / 3.6e6 / (metres / 1000),
          joules: e[kind + "_j"],
          metres,
        });
    }),
  );
  const x = d3
    .scaleLinear()
    .domain([0, d3.max(bars, (b) => b.value) || 1])
    .range([0, chart.width]);
  const y = (b) => b.i * 58 + 6 + b.place * 22;
  chart.inner
    .selectAll(".bar")
    .data(bars)
    .enter()
    .append("rect")
    .attr("y", y)
    .attr("width", (b) => x(b.value))
    .attr("height", 19)
    .attr("fill", (b) => R.colors[b.kind]);
  chart.inner
    .selectAll(".value")
    .data(bars)
    .enter()
    .append("text")
    .attr("class", "ink")
    .attr("x", (b) => x(b.value) + 7)
    .attr("y", (b) => y(b) + 14)
    .text((b) => R.perKm(b.joules, b.metres));
  chart.inner
    .selectAll(".name")
    .data(rows)
    .enter()
    .append("text")
    .attr("class", "ink")
    .attr("x", -10)
    .attr("y", (d, i) => i * 58 + 32)
    .attr("text-anchor", "end")
    .text((d) => R.classAt(d.class));
  const most = wide ? 6 : 3;
  R.bottomAxis(chart, x, {
    values: x.ticks(most),
    write: x.tickFormat(most),
    unit: R.t("energy.unit"),
  });
};
