"use strict";
// The map with its controls: what colours mean, time, cities, names under the pointer.

R.mapState = {
  bin: -1,
  mode: "delay",
  transform: d3.zoomIdentity,
  playing: null,
  active: false,
  drawn: [],
  points: [],
};

/** Cities with the middle and the extent of their nodes in projected units, greatest first. */
R.cityPlaces = function () {
  const net = R.net;
  if (net.cityPlaces && net.cityPlacesFor === net.projection) return net.cityPlaces;
  const places = R.data.network.cities.map((city, index) => ({
    index,
    nodes: [],
    people: 0,
    portals: 0,
  }));
  for (let n = 0; n < net.nodes; n++) {
    const place = places[net.city[n]];
    if (!place) continue;
    place.nodes.push(n);
    place.people += net.population[n];
    if (net.kind[n] === 0) place.portals++;
  }
  net.cityPlaces = places
    .filter((p) => p.nodes.length)
    .map((place) => {
      const xs = place.nodes.map((n) => net.place[n][0]),
        ys = place.nodes.map((n) => net.place[n][1]);
      const yard = place.nodes.find((n) => net.kind[n] === 2);
      return Object.assign(place, {
        box: [d3.min(xs), d3.min(ys), d3.max(xs), d3.max(ys)],
        center: yard === undefined ? [d3.mean(xs), d3.mean(ys)] : net.place[yard],
      });
    })
    .sort((a, b) => b.people - a.people);
  net.cityPlacesFor = net.projection;
  return net.cityPlaces;
};

R.map = function () {
  const section = R.open("map"),
    net = R.net,
    state = R.mapState;
  if (!net.nodes) {
    R.note(section, "map.empty");
    return;
  }
  if (state.playing) {
    state.playing.stop();
    state.playing = null;
  }
  const lat = d3.extent(net.lat),
    lon = d3.extent(net.lon);
  const tall = lat[1] - lat[0] > 1.4 * (lon[1] - lon[0]);
  const figure = R.figure(section, net.bins ? "map.caption" : "map.caption_bare", {
    bin: R.duration(R.data.network.bin_s),
  });
  const grid = figure.append("div").attr("class", "map " + (tall ? "tall" : "wide"));
  const left = grid.append("div").attr("class", "drawing"),
    side = grid.append("div").attr("class", "side");
  const narrow = left.node().clientWidth < 500;
  const drawing = R.canvas(
    left,
    Math.round(
      Math.min(tall ? 780 : 620, left.node().clientWidth * (tall ? 1.45 : narrow ? 1.05 : 0.72)),
    ),
  );
  drawing.canvas.attr("role", "img").attr("aria-label", R.t("map.title"));
  R.projectNetwork(drawing.width, drawing.height);
  state.redraw = () => R.drawMap(drawing.context, drawing.width, drawing.height, state);
  R.mapZoom(left, drawing, state);
  R.mapControls(side, state);
  R.mapHover(drawing.canvas, state);
  state.redraw();
};

R.mapZoom = function (box, drawing, state) {
  const zoom = d3
    .zoom()
    .scaleExtent([0.8, 4000])
    .filter(function () {
      const event = d3.event;
      if (event.type === "wheel") return event.ctrlKey || event.metaKey || state.active;
      if (event.touches) return event.touches.length > 1;
      return !event.button;
    })
    .on("zoom", () => {
      state.transform = d3.event.transform;
      R.tip.hide();
      requestAnimationFrame(state.redraw);
    });
  const canvas = drawing.canvas
    .call(zoom)
    .on("pointerdown.active", () => {
      state.active = true;
    })
    .on("pointerleave.active", () => {
      state.active = false;
      R.tip.hide();
    });
  canvas.property("__zoom", d3.zoomIdentity);
  state.transform = d3.zoomIdentity;
  const buttons = box.append("div").attr("class", "zoom");
  R.signButtons(buttons, [
    ["+", "map.zoom_in", () => zoom.scaleBy(canvas.transition().duration(250), 2)],
    ["−", "map.zoom_out", () => zoom.scaleBy(canvas.transition().duration(250), 0.5)],
    ["⤢", "map.zoom_all", () => zoom.transform(canvas.transition().duration(400), d3.zoomIdentity)],
  ]);
  state.goTo = function (box4) {
    const wide = Math.max(box4[2] - box4[0], 1e-6),
      tall = Math.max(box4[3] - box4[1], 1e-6);
    const k = Math.min(4000, 0.8 * Math.min(drawing.width / wide, drawing.height / tall));
    const x = drawing.width / 2 - (k * (box4[0] + box4[2])) / 2,
      y = drawing.height / 2 - (k * (box4[1] + box4[3])) / 2;
    zoom.transform(canvas.transition().duration(700), d3.zoomIdentity.translate(x, y).scale(k));
  };
};

R.mapControls = function (side, state) {
  const net = R.net,
    raw = R.data.network;
  if (net.bins) {
    side.append("h3").text(R.t("map.time"));
    const moment = side.append("div").attr("class", "moment");
    const row = side.append("div").attr("class", "time");
    const play = row.append("button").attr("type", "button").attr("class", "plain");
    const slider = row
      .append("input")
      .attr("type", "range")
      .attr("min", 0)
      .attr("max", net.bins - 1)
      .attr("step", 1)
      .attr("aria-label", R.t("map.time"));
    const whole = row
      .append("button")
      .attr("type", "button")
      .attr("class", "plain")
      .text(R.t("map.whole"));
    const show = () => {
      moment.text(
        state.bin < 0
          ? R.t("map.whole_mean")
          : `${R.clock(raw.time_s[state.bin])} – ${R.clock(raw.time_s[state.bin] + raw.bin_s)}`,
      );
      play
        .text(state.playing ? "❚❚" : "►")
        .attr("aria-label", R.t(state.playing ? "map.pause" : "map.play"));
      slider.property("value", Math.max(0, state.bin));
      state.redraw();
    };
    const stop = () => {
      if (state.playing) state.playing.stop();
      state.playing = null;
    };
    slider.on("input", function () {
      stop();
      state.bin = Number(this.value);
      show();
    });
    whole.on("click", () => {
      stop();
      state.bin = -1;
      show();
    });
    play.on("click", () => {
      if (state.playing) {
        stop();
        show();
        return;
      }
      state.playing = d3.interval(() => {
        state.bin = (state.bin + 1) % net.bins;
        show();
      }, 220);
      show();
    });
    moment.text(R.t("map.whole_mean"));
    show();
    R.mapLegend(side, state);
  }
  const cities = R.cityPlaces();
  if (cities.length < 2) return;
  side.append("h3").text(R.t("map.cities"));
  const list = side.append("div").attr("class", "all-cities").append("ul").attr("class", "cities");
  const button = list
    .selectAll("li")
    .data(cities.slice(0, 60))
    .enter()
    .append("li")
    .append("button")
    .attr("type", "button")
    .on("click", (city) => state.goTo(city.box));
  button.append("span").text((city) => R.cityName(city.index));
  button.append("small").text((city) => R.t("map.portals", { n: R.number(city.portals) }));
};

R.mapLegend = function (side, state) {
  side.append("h3").text(R.t("map.color"));
  const holder = side.append("div").attr("class", "controls"),
    legend = side.append("div");
  const redraw = () => {
    holder.selectAll("*").remove();
    legend.selectAll("*").remove();
    R.switch(
      holder,
      ["delay", "trains"].map((value) => ({ value, label: R.t("map.by_" + value) })),
      state.mode,
      (value) => {
        state.mode = value;
        redraw();
        state.redraw();
      },
    );
    const delay = state.mode === "delay",
      limits = delay ? R.delayLimits : R.trainLimits,
      colors = delay ? R.delayColors : R.trainColors;
    const write = delay ? R.duration : (v) => R.number(v);
    const label = (i) =>
      i === 0
        ? R.t("map.below", { n: write(limits[0]) })
        : i === limits.length
          ? R.t("map.above", { n: write(limits[i - 1]) })
          : `${write(limits[i - 1])} – ${write(limits[i])}`;
    R.legend(
      legend,
      colors
        .map((color, i) => ({ color, label: label(i) }))
        .concat({ color: "#d3dae0", label: R.t("map.unused") }),
    );
  };
  redraw();
  side.append("h3").text(R.t("map.width"));
  const most = R.net.flowMost,
    round = (v) => Number(v.toPrecision(1));
  const keys = side.append("div");
  [most / 16, most / 4, most]
    .map(round)
    .filter((v, i, all) => v > 0 && all.indexOf(v) === i)
    .forEach((v) => {
      const line = keys.append("div").attr("class", "svgkey");
      line
        .append("svg")
        .attr("viewBox", "0 0 44 12")
        .append("line")
        .attr("x1", 2)
        .attr("x2", 42)
        .attr("y1", 6)
        .attr("y2", 6)
        .attr("stroke", "#7d8b97")
        .attr("stroke-width", R.flowWidth(v));
      line.append("span").text(R.t("map.capsules_h", { n: R.number(v) }));
    });
  [
    ["map.waiting", R.net.waitingMost],
    ["map.waiting_city", R.isNear(d3.zoomIdentity) ? 0 : R.net.cityWaitingMost],
  ].forEach(([key, top]) => {
    if (!(top > 0)) return;
    const line = keys.append("div").attr("class", "svgkey"),
      count = Math.max(1, round(top / 2)),
      radius = R.waitingRadius(count, top);
    line
      .append("svg")
      .attr("viewBox", "0 0 44 28")
      .append("circle")
      .attr("cx", 22)
      .attr("cy", 14)
      .attr("r", radius)
      .attr("fill", "rgba(123,63,152,.24)")
      .attr("stroke", "rgba(123,63,152,.85)");
    line.append("span").text(R.t(key, { n: R.number(count) }));
  });
};

R.mapHover = function (canvas, state) {
  canvas.on("mousemove.tip click.tip", function () {
    const [x, y] = d3.mouse(this),
      event = d3.event;
    const point = state.points
      .map((d) => ({ d, r: Math.hypot(d.p[0] - x, d.p[1] - y) }))
      .filter((m) => m.r < 9)
      .sort((a, b) => a.r - b.r)[0];
    if (point) {
      R.tip.show(R.nodeLines(point.d), event);
      return;
    }
    let best = 8,
      link = -1;
    state.drawn.forEach(({ l, path }) => {
      for (let i = 1; i < path.length; i++) {
        const distance = R.distanceTo(x, y, path[i - 1], path[i]);
        if (distance <= best) {
          best = distance;
          link = l;
        }
      }
    });
    if (link < 0) {
      R.tip.hide();
      return;
    }
    R.tip.show(R.linkLines(link, R.flowAt(link, state.bin)), event);
  });
};

R.distanceTo = function (x, y, a, b) {
  const dx = b[0] - a[0],
    dy = b[1] - a[1],
    square = dx * dx + dy * dy;
  const share = square ? Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / square)) : 0;
  return Math.hypot(x - a[0] - share * dx, y - a[1] - share * dy);
};

R.nodeLines = function (d) {
  const waiting = R.t("map.tip_waiting", { n: R.number(d.waiting, d.waiting % 1 ? 1 : 0) });
  if (d.city !== undefined) return [R.cityName(d.city), waiting];
  const lines = [
    R.nodeName(d.n),
    R.t("kind." + R.data.network.kinds[R.net.kind[d.n]]) +
      (R.net.city[d.n] >= 0 ? " · " + R.cityName(R.net.city[d.n]) : ""),
  ];
  if (R.net.kind[d.n] === 0) lines.push(waiting);
  return lines;
};

R.linkLines = function (l, flow) {
  const net = R.net;
  return [
    `${R.nodeName(net.from[l])} → ${R.nodeName(net.to[l])}`,
    `${R.t(net.trunk[l] ? "role.trunk" : "role.local")} · ${R.km(net.length[l])}`,
  ].concat(
    net.bins
      ? [
          R.t("map.tip_flow", {
            capsules: R.significant(flow.capsules, 3),
            trains: R.significant(flow.trains, 3),
          }),
          R.t("map.tip_delay", { time: R.duration(flow.delay) }),
        ]
      : [],
  );
};
