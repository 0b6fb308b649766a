"use strict";
// Draws the network on a canvas: links as wide as their flow, requests that wait as circles.

/** Fit the network into width x height and project every vertex once. */
R.projectNetwork = function (width, height) {
  const net = R.net,
    points = d3.merge(net.shape);
  for (let n = 0; n < net.nodes; n++) points.push([net.lon[n], net.lat[n]]);
  const pad = Math.min(60, width / 8);
  const wide = d3.extent(points, (p) => p[0]),
    high = d3.extent(points, (p) => p[1]);
  const single = points.length < 2 || (wide[0] === wide[1] && high[0] === high[1]);
  const projection = d3.geoMercator();
  if (single)
    projection
      .center(points[0] || [0, 0])
      .scale(1e5)
      .translate([width / 2, height / 2]);
  else
    projection.fitExtent(
      [
        [pad, 34],
        [width - pad, height - 34],
      ],
      { type: "MultiPoint", coordinates: points },
    );
  net.projection = projection;
  net.screen = net.shape.map((shape) => shape.map((point) => projection(point)));
  net.place = Array.from({ length: net.nodes }, (_, n) => projection([net.lon[n], net.lat[n]]));
};

/** Vertices of a link on the screen, moved to the right of its direction so that both ways show. */
R.linkPath = function (l, t, offset) {
  const points = R.net.screen[l],
    path = [];
  let last = null;
  points.forEach((p, i) => {
    const x = p[0] * t.k + t.x,
      y = p[1] * t.k + t.y;
    if (last && i < points.length - 1 && Math.abs(x - last[0]) + Math.abs(y - last[1]) < 1) return;
    last = [x, y];
    path.push(last);
  });
  if (!offset || path.length < 2) return path;
  return path.map((p, i) => {
    const a = path[Math.max(0, i - 1)],
      b = path[Math.min(path.length - 1, i + 1)];
    const dx = b[0] - a[0],
      dy = b[1] - a[1],
      norm = Math.hypot(dx, dy) || 1;
    return [p[0] - (dy / norm) * offset, p[1] + (dx / norm) * offset];
  });
};

R.drawMap = function (context, width, height, state) {
  const net = R.net,
    t = state.transform;
  context.clearRect(0, 0, width, height);
  R.drawGraticule(context, width, height, t);
  const order = Array.from({ length: net.links }, (_, l) => ({
    l,
    flow: R.flowAt(l, state.bin),
  })).sort((a, b) => net.trunk[a.l] - net.trunk[b.l] || a.flow.capsules - b.flow.capsules);
  context.lineCap = "round";
  context.lineJoin = "round";
  state.drawn = [];
  order.forEach(({ l, flow }) => {
    const wide = net.bins ? R.flowWidth(flow.capsules) : net.trunk[l] ? 2.4 : 0.9;
    const path = R.linkPath(l, t, net.twin[l] ? wide / 2 + 0.2 : 0);
    const xs = d3.extent(path, (p) => p[0]),
      ys = d3.extent(path, (p) => p[1]);
    if (xs[1] < -10 || xs[0] > width + 10 || ys[1] < -10 || ys[0] > height + 10) return;
    context.beginPath();
    path.forEach((p, i) => (i ? context.lineTo(p[0], p[1]) : context.moveTo(p[0], p[1])));
    context.strokeStyle = net.bins
      ? R.linkColor(flow, state.mode)
      : net.trunk[l]
        ? "#4a9aa1"
        : "#a9bac5";
    context.lineWidth = Math.max(net.trunk[l] ? 1.2 : 0.5, wide);
    context.stroke();
    state.drawn.push({ l, path });
  });
  R.drawPortals(context, width, height, state);
  R.drawLabels(context, width, height, state);
  R.drawScale(context, width, height, state);
};

R.drawGraticule = function (context, width, height, t) {
  const projection = R.net.projection;
  const geo = (x, y) => projection.invert([(x - t.x) / t.k, (y - t.y) / t.k]);
  const [west, north] = geo(0, 0),
    [east, south] = geo(width, height);
  const span = Math.max(east - west, north - south);
  if (!(span > 0) || span > 300) return;
  const step = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30].find((s) => span / s <= 9) || 30;
  const digits = step < 0.1 ? 2 : step < 1 ? 1 : 0;
  context.strokeStyle = "#edf1f3";
  context.fillStyle = "#a3afb9";
  context.lineWidth = 1;
  context.font = R.font(11);
  for (let lat = Math.ceil(south / step) * step; lat <= north; lat += step) {
    const y = Math.round(projection([west, lat])[1] * t.k + t.y) + 0.5;
    context.beginPath();
    context.moveTo(0, y);
    context.lineTo(width, y);
    context.stroke();
    context.textAlign = "left";
    if (y > 14 && y < height - 30) context.fillText(lat.toFixed(digits) + "°", 4, y - 3);
  }
  for (let lon = Math.ceil(west / step) * step; lon <= east; lon += step) {
    const x = Math.round(projection([lon, north])[0] * t.k + t.x) + 0.5;
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, height);
    context.stroke();
    context.textAlign = "left";
    if (x > 40 && x < width - 80) context.fillText(lon.toFixed(digits) + "°", x + 3, 12);
  }
};

R.font = (size, weight) =>
  `${weight || 400} ${size}px ${getComputedStyle(document.body).fontFamily}`;

/** Whether single portals can be told apart: cities are some 70 pixels across, or there are none. */
R.isNear = function (t) {
  const across = R.cityPlaces()
    .map((p) => Math.hypot(p.box[2] - p.box[0], p.box[3] - p.box[1]))
    .filter((v) => v > 0);
  return !across.length || d3.median(across) * t.k > 70;
};

R.drawPortals = function (context, width, height, state) {
  const net = R.net,
    t = state.transform;
  const near = (state.near = R.isNear(t));
  state.points = [];
  const at = (n) => [net.place[n][0] * t.k + t.x, net.place[n][1] * t.k + t.y];
  const inside = (p) => p[0] > -20 && p[0] < width + 20 && p[1] > -20 && p[1] < height + 20;
  for (let n = 0; n < net.nodes; n++) {
    const p = at(n);
    if (!inside(p)) continue;
    if (near || net.kind[n] === 2) {
      const large = net.kind[n] === 2;
      context.beginPath();
      context.arc(p[0], p[1], large ? 3 : net.kind[n] === 0 ? 2 : 1.4, 0, 7);
      context.fillStyle = "#fff";
      context.fill();
      context.lineWidth = large ? 1.4 : 1;
      context.strokeStyle = large ? R.colors.ink : "#66747f";
      context.stroke();
    }
    if (near || net.kind[n] === 2) state.points.push({ n, p, waiting: 0 });
  }
  const circles = near ? R.portalCircles(state, at) : R.cityCircles(state);
  circles
    .filter((circle) => inside(circle.p) && circle.waiting >= 0.05)
    .forEach((circle) => {
      context.beginPath();
      context.arc(circle.p[0], circle.p[1], R.waitingRadius(circle.waiting, circle.most), 0, 7);
      context.fillStyle = "rgba(123,63,152,.24)";
      context.fill();
      context.lineWidth = 0.9;
      context.strokeStyle = "rgba(123,63,152,.85)";
      context.stroke();
      const known = state.points.find((d) => d.n === circle.n);
      if (known) known.waiting = circle.waiting;
      if (circle.city !== undefined) state.points.push(circle);
    });
};

R.portalCircles = function (state, at) {
  const net = R.net,
    portals = net.waitingNode.length;
  return Array.from(net.waitingNode, (n, i) => ({
    n,
    p: at(n),
    most: net.waitingMost,
    waiting: state.bin < 0 ? net.wholeWaiting[i] : net.waitingCount[state.bin * portals + i],
  }));
};

R.cityCircles = function (state) {
  const net = R.net,
    t = state.transform,
    cities = R.data.network.cities.length;
  return R.cityPlaces().map((place) => ({
    n: -1,
    city: place.index,
    most: net.cityWaitingMost,
    p: [place.center[0] * t.k + t.x, place.center[1] * t.k + t.y],
    waiting:
      state.bin < 0
        ? net.wholeCityWaiting[place.index]
        : net.cityWaiting[state.bin * cities + place.index],
  }));
};

/** Names of cities, and of nodes when few are in view; one that would touch another is left out. */
R.drawLabels = function (context, width, height, state) {
  const t = state.transform,
    net = R.net,
    taken = [];
  const put = (text, x, y, font, color) => {
    context.font = font;
    const wide = context.measureText(text).width,
      tall = 15;
    const spots = [
      [10, 4],
      [-10 - wide, 4],
      [-wide / 2, -11],
      [-wide / 2, 20],
    ];
    for (const [dx, dy] of spots) {
      const box = [x + dx - 3, y + dy - tall + 2, x + dx + wide + 3, y + dy + 5];
      if (box[0] < 2 || box[2] > width - 2 || box[1] < 2 || box[3] > height - 2) continue;
      if (taken.some((b) => box[0] < b[2] && box[2] > b[0] && box[1] < b[3] && box[3] > b[1]))
        continue;
      taken.push(box);
      context.textAlign = "left";
      context.lineWidth = 3.5;
      context.strokeStyle = "rgba(250,251,252,.94)";
      context.strokeText(text, x + dx, y + dy);
      context.fillStyle = color;
      context.fillText(text, x + dx, y + dy);
      return;
    }
  };
  const close = state.points.filter(
    (d) => d.p[0] > 0 && d.p[0] < width && d.p[1] > 0 && d.p[1] < height,
  );
  R.cityPlaces().forEach((city) => {
    const p = [city.center[0] * t.k + t.x, city.center[1] * t.k + t.y];
    if (p[0] > 0 && p[0] < width && p[1] > 0 && p[1] < height)
      put(R.cityName(city.index), p[0], p[1], R.font(14, 600), R.colors.ink);
  });
  const few = close
    .filter((d) => d.n >= 0)
    .filter((d) => net.kind[d.n] === 0 || net.kind[d.n] === 2);
  if (!state.near) return;
  const reported = R.reportedNodes();
  const weight = (d) => (reported.has(d.n) ? 1e12 : net.population[d.n]);
  few
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, 60)
    .filter((d) => R.nodeName(d.n) !== R.cityName(net.city[d.n]))
    .forEach((d) => {
      const named = reported.has(d.n);
      const color = named ? R.colors.accent : R.colors.muted;
      put(R.nodeName(d.n), d.p[0], d.p[1], named ? R.font(13, 600) : R.font(11.5), color);
    });
};

/** Portals that a reported pair names, whose names come first on the map. */
R.reportedNodes = function () {
  const ids = R.data.network.node.id;
  const places = d3.merge(R.data.journeys.map((group) => [group.origin, group.destination]));
  return new Set(places.filter(Boolean).map((place) => ids.indexOf(place)));
};

R.drawScale = function (context, width, height, state) {
  const projection = R.net.projection,
    t = state.transform;
  const a = projection.invert([(10 - t.x) / t.k, (height - t.y) / t.k]),
    b = projection.invert([(110 - t.x) / t.k, (height - t.y) / t.k]);
  const metres = d3.geoDistance(a, b) * 6371008.8;
  if (!(metres > 0)) return;
  const power = 10 ** Math.floor(Math.log10(metres)),
    length = [5, 2, 1].map((f) => f * power).find((v) => v <= metres);
  const wide = (100 * length) / metres,
    y = height - 12;
  context.fillStyle = "rgba(250,251,252,.85)";
  context.fillRect(6, y - 24, wide + 14, 30);
  context.strokeStyle = R.colors.muted;
  context.lineWidth = 1.2;
  context.beginPath();
  context.moveTo(12, y - 4);
  context.lineTo(12, y);
  context.lineTo(12 + wide, y);
  context.lineTo(12 + wide, y - 4);
  context.stroke();
  context.font = R.font(11);
  context.fillStyle = R.colors.muted;
  context.textAlign = "left";
  context.fillText(
    length >= 1000 ? R.number(length / 1000) + " km" : R.number(length) + " m",
    12,
    y - 8,
  );
};
