"use strict";
// A map of change: links or nodes coloured by the difference from the first side.

C.drawMap = function (section, rows, side) {
  const nodes = C.data.nodes,
    links = C.data.links;
  if (!nodes.id || !nodes.id.length) return;
  const width = Math.max(300, Math.min(1072, section.node().clientWidth || 1072)),
    height = Math.max(300, Math.round(width / 2)),
    at = new Map(nodes.id.map((id, i) => [id, i]));
  const points = nodes.id.map((_, i) => [nodes.longitude_deg[i], nodes.latitude_deg[i]]);
  const projection = d3.geoMercator();
  if (points.length > 1)
    projection.fitExtent([[30, 30], [width - (nodes.id.length > 200 ? 30 : 90), height - 30]], { type: "MultiPoint", coordinates: points });
  const screen = points.map(projection);
  const change = new Map(rows.map((i) => [C.data.rows.place[i], i]));
  const values = rows.map((i) => side.difference[i]).filter((v) => v !== null);
  const most = d3.quantile(values.map(Math.abs).sort(d3.ascending), 0.98) || d3.max(values, Math.abs) || 1;
  const color = d3.scaleDiverging((t) => d3.interpolateRgbBasis(["#0d6e78", "#dfe3e6", "#b4421f"])(t)).domain([-most, 0, most]).clamp(true);
  const svg = section.append("svg").attr("class", "changes").attr("viewBox", `0 0 ${width} ${height}`).attr("role", "img");
  const tell = (i, name) => `${name}: ${side.difference[i] > 0 ? "+" : ""}${C.number(side.difference[i], C.data.rows.unit[i])} ${C.percent(side.relative[i])}`;
  const ofLinks = rows.length && C.data.rows.what[rows[0]] === "link";
  const back = new Set();
  links.id.forEach((id, l) => {
    const a = screen[at.get(links.from[l])],
      b = screen[at.get(links.to[l])];
    if (!a || !b) return;
    const i = change.get(id),
      shown = ofLinks && i !== undefined && side.difference[i] !== null;
    const norm = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1,
      off = ofLinks ? 2 : 0; // each way on its right
    const [dx, dy] = [(-(b[1] - a[1]) / norm) * off, ((b[0] - a[0]) / norm) * off];
    const pair = [links.from[l], links.to[l]].sort().join("|");
    if (!ofLinks && back.has(pair)) return;
    back.add(pair);
    const line = svg
      .append("line")
      .attr("x1", a[0] + dx).attr("y1", a[1] + dy).attr("x2", b[0] + dx).attr("y2", b[1] + dy)
      .attr("stroke", shown ? color(side.difference[i]) : "#c3ccd3")
      .attr("stroke-width", shown ? 3 : 1);
    if (shown) line.append("title").text(tell(i, id));
  });
  const small = nodes.id.length > 200;
  nodes.id.forEach((id, n) => {
    const i = change.get(id),
      shown = !ofLinks && i !== undefined && side.difference[i] !== null;
    if (!shown && small) return;
    const dot = svg
      .append("circle")
      .attr("cx", screen[n][0]).attr("cy", screen[n][1])
      .attr("r", shown ? (small ? 3.5 : 7) : 3)
      .attr("fill", shown ? color(side.difference[i]) : "#8b98a3")
      .attr("stroke", shown && side.significant[i] ? "#1b2733" : "none");
    dot.append("title").text(shown ? tell(i, C.placeName(id)) : C.placeName(id));
    if (!small) svg.append("text").attr("x", screen[n][0] + 10).attr("y", screen[n][1] + 4).attr("font-size", 13).attr("fill", "#5b6875").text(C.placeName(id));
  });
  const key = section.append("div").attr("class", "key"),
    unit = rows.length ? C.data.rows.unit[rows[0]] : "";
  key.append("span").text(C.number(-most, unit));
  [-1, -0.5, 0, 0.5, 1].forEach((s) => key.append("i").style("background", color(s * most)));
  key.append("span").text("+" + C.number(most, unit));
  key.append("span").text(C.t(ofLinks ? "map.links" : "map.nodes"));
};
