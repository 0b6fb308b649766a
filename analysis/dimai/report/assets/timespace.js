"use strict";
// Time-space diagram: each train a line over time (across) and distance (down).

R.trainLimits2 = [2, 4, 8, 16];
R.trainColors2 = ["#9cc3d6", "#5a9bbd", "#2b6f98", "#164766", "#0b2233"];
R.eventKinds = [
  { key: "coupled", color: "#7b3f98", shape: "up" },
  { key: "cut", color: "#c4553b", shape: "down" },
  { key: "formed", color: "#1b2733", shape: "square" },
  { key: "reordered", color: "#2f7f5f", shape: "square" },
];
R.trainClass = (capsules) => R.trainLimits2.filter((limit) => capsules >= limit).length;

R.timespace = function () {
  const section = R.open("timespace"),
    s = R.data.stretch;
  if (!s.links.length) {
    R.note(section, "timespace.empty");
    return;
  }
  const rows = R.stretchRows(s);
  section
    .append("p")
    .attr("class", "note")
    .text(
      R.t("timespace.of", {
        from: R.nodeName(s.nodes[0]),
        to: R.nodeName(s.nodes[s.nodes.length - 1]),
        km: R.km(s.distance_m[s.distance_m.length - 1]),
        start: R.clock(s.start_s),
        end: R.clock(s.end_s),
        trains: R.number(rows.trains),
      }),
    );
  const figure = R.figure(section, "timespace.caption");
  R.timespaceLegend(figure);
  const drawing = R.canvas(figure, figure.node().clientWidth < 500 ? 520 : 560);
  drawing.canvas
    .attr("role", "img")
    .attr("aria-label", R.t("timespace.title"))
    .style("touch-action", "pan-y")
    .style("cursor", "grab");
  R.timespaceZoom(figure, drawing, rows);
  if (s.cut_off) R.note(figure, "timespace.cut_off", { time: R.clock(s.end_s) });
};

R.stretchRows = function (s) {
  if (s.rows) return s.rows;
  const rows = {
    train: R.unpack(s.train),
    step: R.unpack(s.step),
    entry: R.unpack(s.entry, true).map((v) => v / 10 + s.start_s),
    lasts: R.unpack(s.lasts).map((v) => v / 10),
    capsules: R.unpack(s.capsules),
  };
  const e = s.events;
  rows.events = {
    time: R.unpack(e.time, true).map((v) => v / 10 + s.start_s),
    position: R.unpack(e.position),
    kind: R.unpack(e.kind),
    train: R.unpack(e.train),
    other: R.unpack(e.other),
    before: R.unpack(e.before),
    after: R.unpack(e.after),
  };
  rows.trains = new Set(rows.train).size;
  s.rows = rows;
  return rows;
};

R.timespaceLegend = function (figure) {
  const label = (i) =>
    i === 0
      ? R.t("timespace.one")
      : i === R.trainLimits2.length
        ? R.t("timespace.more", { n: R.trainLimits2[i - 1] })
        : R.t("timespace.range", { from: R.trainLimits2[i - 1], to: R.trainLimits2[i] - 1 });
  const legend = R.legend(
    figure,
    R.trainColors2.map((color, i) => ({ color, label: label(i) })),
  );
  R.eventKinds.forEach((kind) => {
    const item = legend.append("li");
    const shape = { up: "M7,2L12,11L2,11Z", down: "M2,3L12,3L7,12Z", square: "M3,3H11V11H3Z" }[
      kind.shape
    ];
    item
      .append("svg")
      .attr("viewBox", "0 0 14 14")
      .style("width", "14px")
      .append("path")
      .attr("d", shape)
      .attr("fill", kind.shape === "down" ? "#fff" : kind.color)
      .attr("stroke", kind.color)
      .attr("stroke-width", 1.4);
    item.append("span").text(R.t("timespace." + kind.key));
  });
};

R.timespaceZoom = function (figure, drawing, rows) {
  const s = R.data.stretch,
    length = s.distance_m[s.distance_m.length - 1];
  const left = drawing.width < 500 ? 104 : 196,
    frame = { left, right: drawing.width - 10, top: 12, bottom: drawing.height - 40 };
  const whole = d3
    .scaleLinear()
    .domain([s.start_s, Math.max(s.end_s, s.start_s + 1)])
    .range([frame.left, frame.right]);
  const y = d3
    .scaleLinear()
    .domain([0, length || 1])
    .range([frame.top, frame.bottom]);
  let x = whole;
  const redraw = () => R.drawTimespace(drawing, frame, x, y, rows);
  const zoom = d3
    .zoom()
    .scaleExtent([1, 400])
    .extent([
      [frame.left, 0],
      [frame.right, 1],
    ])
    .translateExtent([
      [frame.left, 0],
      [frame.right, 1],
    ])
    .filter(() => {
      const event = d3.event;
      return event.type === "wheel"
        ? event.ctrlKey || event.metaKey
        : event.touches
          ? event.touches.length > 1
          : !event.button;
    })
    .on("zoom", () => {
      x = d3.event.transform.rescaleX(whole);
      requestAnimationFrame(redraw);
    });
  drawing.canvas.call(zoom);
  drawing.canvas.property("__zoom", d3.zoomIdentity);
  const controls = figure.insert("div", "canvas").attr("class", "controls");
  R.signButtons(controls, [
    ["−", "map.zoom_out", () => zoom.scaleBy(drawing.canvas, 0.5)],
    ["+", "map.zoom_in", () => zoom.scaleBy(drawing.canvas, 2)],
    [
      "←",
      "timespace.earlier",
      () =>
        zoom.translateBy(
          drawing.canvas,
          (0.3 * (frame.right - frame.left)) / d3.zoomTransform(drawing.canvas.node()).k,
          0,
        ),
    ],
    [
      "→",
      "timespace.later",
      () =>
        zoom.translateBy(
          drawing.canvas,
          (-0.3 * (frame.right - frame.left)) / d3.zoomTransform(drawing.canvas.node()).k,
          0,
        ),
    ],
    ["⤢", "map.zoom_all", () => zoom.transform(drawing.canvas, d3.zoomIdentity)],
  ]);
  // Few enough trains at first to see single ones.
  const few = Math.max(1, rows.trains / 90);
  if (few > 1.3)
    zoom.transform(drawing.canvas, d3.zoomIdentity.translate(frame.left * (1 - few), 0).scale(few));
  else redraw();
  drawing.canvas
    .on("mousemove.tip click.tip", function () {
      R.timespaceTip(d3.mouse(this), d3.event, x, y, rows);
    })
    .on("mouseleave.tip", R.tip.hide);
};

R.drawTimespace = function (drawing, frame, x, y, rows) {
  const context = drawing.context,
    s = R.data.stretch;
  context.clearRect(0, 0, drawing.width, drawing.height);
  R.timespaceAxes(context, frame, x, y);
  context.save();
  context.beginPath();
  context.rect(frame.left, frame.top - 6, frame.right - frame.left, frame.bottom - frame.top + 12);
  context.clip();
  context.lineCap = "butt";
  R.trainColors2.forEach((color, kind) => {
    context.strokeStyle = color;
    context.lineWidth = 0.8 + 0.55 * kind;
    context.beginPath();
    for (let i = 0; i < rows.train.length; i++) {
      if (R.trainClass(rows.capsules[i]) !== kind) continue;
      const from = x(rows.entry[i]),
        to = x(rows.entry[i] + rows.lasts[i]);
      if (to < frame.left || from > frame.right) continue;
      context.moveTo(from, y(s.distance_m[rows.step[i]]));
      context.lineTo(to, y(s.distance_m[rows.step[i] + 1]));
    }
    context.stroke();
  });
  for (let i = 0; i < rows.events.time.length; i++) {
    const kind = R.eventKinds[rows.events.kind[i]];
    if (kind)
      R.mark(context, kind, x(rows.events.time[i]), y(s.distance_m[rows.events.position[i]]));
  }
  context.restore();
};

R.mark = function (context, kind, x, y) {
  const r = 4.6;
  context.beginPath();
  if (kind.shape === "up") {
    context.moveTo(x, y - r);
    context.lineTo(x + r, y + r * 0.8);
    context.lineTo(x - r, y + r * 0.8);
  } else if (kind.shape === "down") {
    context.moveTo(x, y + r);
    context.lineTo(x + r, y - r * 0.8);
    context.lineTo(x - r, y - r * 0.8);
  } else context.rect(x - 3.4, y - 3.4, 6.8, 6.8);
  context.closePath();
  context.fillStyle = kind.shape === "down" ? "#fff" : kind.color;
  context.fill();
  context.lineWidth = kind.shape === "down" ? 1.4 : 0.8;
  context.strokeStyle = kind.shape === "down" ? kind.color : "#fff";
  context.stroke();
};

R.timespaceAxes = function (context, frame, x, y) {
  const s = R.data.stretch,
    [low, high] = x.domain(),
    ticks = R.timeTicks(low, high, Math.max(3, (frame.right - frame.left) / 90));
  context.font = R.font(12);
  context.lineWidth = 1;
  context.fillStyle = R.colors.muted;
  context.textAlign = "center";
  ticks.values
    .filter((v) => v <= high)
    .forEach((v) => {
      const at = Math.round(x(v)) + 0.5;
      context.strokeStyle = R.colors.grid;
      context.beginPath();
      context.moveTo(at, frame.top);
      context.lineTo(at, frame.bottom);
      context.stroke();
      context.fillText(
        high <= 7200 && high > 120 ? ticks.write(v) : R.clock(v),
        at,
        frame.bottom + 17,
      );
    });
  context.textAlign = "right";
  context.fillText(
    high <= 7200 && high > 120 ? R.t("axis.minutes") : R.t("axis.clock"),
    frame.right,
    frame.bottom + 34,
  );
  let last = -99;
  const ends = s.nodes.length - 1,
    narrow = frame.left < 150;
  s.nodes.forEach((node, i) => {
    const at = y(s.distance_m[i]);
    context.strokeStyle = "#cfd7dd";
    context.beginPath();
    context.moveTo(frame.left, Math.round(at) + 0.5);
    context.lineTo(frame.right, Math.round(at) + 0.5);
    context.stroke();
    const room = i === ends || y(s.distance_m[ends]) - at >= 15 || i === 0;
    if (at - last < 15 || !room) return;
    last = at;
    context.fillStyle = R.colors.ink;
    context.fillText(
      R.fitText(context, R.nodeName(node), frame.left - (narrow ? 12 : 54)),
      frame.left - (narrow ? 8 : 50),
      at + 4,
    );
    if (narrow) return;
    context.fillStyle = R.colors.muted;
    context.fillText(
      R.number(s.distance_m[i] / 1000, s.distance_m[ends] < 20000 ? 1 : 0) + (i === 0 ? " km" : ""),
      frame.left - 6,
      at + 4,
    );
  });
};

R.fitText = function (context, text, width) {
  if (context.measureText(text).width <= width) return text;
  let short = text;
  while (short.length > 1 && context.measureText(short + "…").width > width)
    short = short.slice(0, -1);
  return short + "…";
};

R.timespaceTip = function (mouse, event, x, y, rows) {
  const s = R.data.stretch,
    e = rows.events;
  for (let i = 0; i < e.time.length; i++) {
    if (
      Math.hypot(x(e.time[i]) - mouse[0], y(s.distance_m[e.position[i]]) - mouse[1]) > 7 ||
      !R.eventKinds[e.kind[i]]
    )
      continue;
    R.tip.show(
      [
        R.t("timespace." + R.eventKinds[e.kind[i]].key),
        R.nodeName(s.nodes[e.position[i]]) + " · " + R.clock(e.time[i]),
        R.t("timespace.tip_event", { before: e.before[i], after: e.after[i] }),
      ],
      event,
    );
    return;
  }
  let best = 6,
    found = -1;
  for (let i = 0; i < rows.train.length; i++) {
    const from = x(rows.entry[i]),
      to = x(rows.entry[i] + rows.lasts[i]);
    if (to < mouse[0] - 8 || from > mouse[0] + 8) continue;
    const distance = R.distanceTo(
      mouse[0],
      mouse[1],
      [from, y(s.distance_m[rows.step[i]])],
      [to, y(s.distance_m[rows.step[i] + 1])],
    );
    if (distance < best) {
      best = distance;
      found = i;
    }
  }
  if (found < 0) {
    R.tip.hide();
    return;
  }
  const metres = s.distance_m[rows.step[found] + 1] - s.distance_m[rows.step[found]];
  R.tip.show(
    [
      R.t("timespace.tip_train", { train: rows.train[found] }),
      R.t("timespace.tip_capsules", { n: R.number(rows.capsules[found]) }),
      rows.lasts[found] > 0
        ? R.t("timespace.tip_speed", { speed: R.number((metres / rows.lasts[found]) * 3.6) })
        : "",
    ].filter(Boolean),
    event,
  );
};
