"use strict";
// Map of parcel tubes: zones, stations, transfer units and connectors.

/** Zones as tubes coloured by how busy they are, connectors between them, stations as dots. */
R.tubesMap = function (box, data) {
  const map = data.map,
    limits = [0.05, 0.1, 0.2, 0.4, 0.6];
  const colors = ["#b9c9d3", "#86b6bb", "#4a9aa1", "#e6b34d", "#e07b39", "#b8372c"];
  const color = (zone) => colors[limits.filter((limit) => map.busy[zone] >= limit).length];
  R.legend(
    box,
    colors.map((each, i) => ({
      color: each,
      label:
        i === 0
          ? R.t("tubes.busy_below", { share: R.percent(limits[0]) })
          : R.t("tubes.busy_from", { share: R.percent(limits[i - 1]) }),
    })),
  );
  const east = d3.extent(map.lon),
    north = d3.extent(map.lat),
    shrink = Math.cos((((north[0] + north[1]) / 2) * Math.PI) / 180);
  const chart = R.chart(box, 10, { left: 12, right: 12, top: 14, bottom: 12 }, R.t("tubes.title"));
  const ratio = (north[1] - north[0]) / Math.max(1e-9, (east[1] - east[0]) * shrink);
  const height = Math.max(160, Math.min(620, chart.width * ratio));
  const scale = Math.min(
    chart.width / Math.max(1e-9, (east[1] - east[0]) * shrink),
    height / Math.max(1e-9, north[1] - north[0]),
  );
  chart.svg.attr("viewBox", `0 0 ${chart.width + 24} ${height + 26}`);
  const x = (row) => (map.lon[row] - east[0]) * shrink * scale;
  const y = (row) => height - (map.lat[row] - north[0]) * scale;
  const most = d3.max(map.passed) || 1;
  const lines = (rows, from, to) =>
    chart.inner
      .append("g")
      .selectAll("line")
      .data(rows)
      .enter()
      .append("line")
      .attr("x1", (d) => x(from(d)))
      .attr("y1", (d) => y(from(d)))
      .attr("x2", (d) => x(to(d)))
      .attr("y2", (d) => y(to(d)));
  lines(
    d3.range(map.from.length),
    (d) => map.from[d],
    (d) => map.to[d],
  )
    .attr("stroke", "#c3b6d3")
    .attr("stroke-width", (d) => 0.6 + 3.4 * Math.sqrt(map.passed[d] / most))
    .attr("stroke-opacity", 0.75)
    .on("mousemove", (d) =>
      R.tip.show(
        [
          R.t("tubes.connector", {
            a: map.zone_id[map.zone[map.from[d]]],
            b: map.zone_id[map.zone[map.to[d]]],
          }),
          R.t("tubes.passed_n", { n: R.number(map.passed[d]) }),
        ],
        d3.event,
      ),
    )
    .on("mouseleave", R.tip.hide);
  const below = d3.range(map.id.length).filter((row) => map.parent[row] < map.id.length);
  lines(
    below,
    (d) => d,
    (d) => map.parent[d],
  )
    .attr("stroke", (d) => color(map.zone[d]))
    .attr("stroke-width", chart.width > 600 ? 2.6 : 1.6);
  const dots = d3.range(map.id.length).filter((row) => map.kind[row] !== 1);
  chart.inner
    .append("g")
    .selectAll("circle")
    .data(dots)
    .enter()
    .append("circle")
    .attr("cx", x)
    .attr("cy", y)
    .attr("r", (d) => (map.kind[d] === 0 ? 2 : chart.width > 600 ? 4 : 2.6))
    .attr("fill", (d) => (map.kind[d] === 0 ? R.colors.ink : color(map.zone[d])))
    .attr("stroke", "#fff")
    .on("mousemove", (d) =>
      R.tip.show(
        [
          map.kind[d] === 0
            ? R.t("tubes.blower", { zone: map.zone_id[map.zone[d]] })
            : R.tubesNode(map, d),
          R.t("tubes.zone_busy", {
            zone: map.zone_id[map.zone[d]],
            share: R.percent(map.busy[map.zone[d]], 1),
          }),
        ],
        d3.event,
      ),
    )
    .on("mouseleave", R.tip.hide);
  const corner = d3.nest().key((row) => map.zone[row]).entries(d3.range(map.id.length));
  if (chart.width > 500)
    chart.inner
      .append("g")
      .selectAll("text")
      .data(corner)
      .enter()
      .append("text")
      .attr("class", "ink")
      .attr("x", (d) => d3.min(d.values, x))
      .attr("y", (d) => d3.min(d.values, y) - 3)
      .text((d) => map.zone_id[d.key]);
};
