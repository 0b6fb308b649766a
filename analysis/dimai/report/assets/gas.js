"use strict";
// A gas network: pressures on the map and over time, linepack, compressors, warnings.

R.gasState = { time: null, node: null };

/** Colour of a pressure, on a logarithmic scale from the lowest to the highest of the run. */
R.gasColor = function (gas) {
  const low = d3.min(gas.node.lowest.filter((p) => p > 0)) || 1e5,
    high = Math.max(d3.max(gas.node.highest), low * 1.001);
  const share = d3.scaleLog().domain([low, high]).range([0.04, 0.94]).clamp(true);
  return { low, high, color: (pressure) => d3.interpolateYlGnBu(share(Math.max(pressure, low))) };
};

/** Pressures [Pa] by node and time; filled once. */
R.gasPressures = function (gas) {
  if (gas.rows) return gas.rows;
  const all = R.unpack(gas.pressure, true),
    times = gas.time_s.length;
  gas.rows = gas.node.id.map((id, n) =>
    Array.from(all.slice(n * times, (n + 1) * times), (p) => p * 100),
  );
  return gas.rows;
};

R.gasNode = function (gas, n) {
  const name = R.language === "zh" ? gas.node.name_zh[n] || gas.node.name[n] : gas.node.name[n];
  return name || gas.node.id[n];
};

R.gasBar = (pascal) => R.significant(pascal / 1e5, pascal < 1e6 ? 3 : 4) + " bar";
R.gasTonnes = (kg) => R.significant(kg / 1000, 3) + " t";

R.gasHeadline = function (gas) {
  if (!gas.node) return R.t("gas.unfinished");
  const total = gas.total;
  const key = total.refused > 0.5 ? "gas.headline_refused" : "gas.headline";
  return R.t(key, {
    supplied: R.gasTonnes(total.supplied),
    refused: R.gasTonnes(total.refused),
    share: R.percent(total.refused / (total.refused + total.taken), 2),
    low: R.gasBar(d3.min(gas.node.lowest)),
    work: R.joules(total.compressor_work),
  });
};

R.gas = function () {
  const section = R.open("gas"),
    gas = R.data.pipelines.gas;
  if (!gas.node) {
    R.note(section, "gas.unfinished");
    return;
  }
  R.gasMap(section, gas);
  R.gasLines(section, gas);
  R.gasBalance(section, gas);
  R.gasWarnings(section, gas);
};

R.gasMap = function (section, gas) {
  const placed = gas.node.lon.filter((x) => x !== null).length;
  if (placed < gas.node.id.length) {
    R.note(section, "gas.no_places");
    return;
  }
  const figure = R.figure(section, "gas.map_caption"),
    state = R.gasState,
    scale = R.gasColor(gas),
    rows = R.gasPressures(gas);
  if (state.time === null) state.time = Math.floor(0.77 * (gas.time_s.length - 1));
  const controls = figure.append("label").attr("class", "choice");
  const label = controls.append("span");
  const slider = controls
    .append("input")
    .attr("type", "range")
    .attr("min", 0)
    .attr("max", gas.time_s.length - 1)
    .attr("aria-label", R.t("gas.time"))
    .property("value", state.time);
  const narrow = figure.node().clientWidth < 600;
  const chart = R.chart(figure, narrow ? 330 : 430, { left: 14, right: 14, top: 14, bottom: 14 });
  const place = R.gasPlaces(gas, chart);
  const pipes = chart.inner
    .append("g")
    .selectAll("line")
    .data(gas.element.id.map((id, e) => e))
    .enter()
    .append("line")
    .attr("x1", (e) => place.x[gas.element.from[e]])
    .attr("y1", (e) => place.y[gas.element.from[e]])
    .attr("x2", (e) => place.x[gas.element.to[e]])
    .attr("y2", (e) => place.y[gas.element.to[e]])
    .attr("stroke-linecap", "round")
    .attr("stroke-width", (e) => 1.5 + 9 * Math.min(gas.element.bore_m[e] || 0.05, 1));
  const nodes = chart.inner
    .append("g")
    .selectAll("circle")
    .data(gas.node.id.map((id, n) => n))
    .enter()
    .append("circle")
    .attr("cx", (n) => place.x[n])
    .attr("cy", (n) => place.y[n])
    .attr("r", gas.node.id.length > 400 ? 2.5 : 5)
    .attr("stroke", R.colors.ink)
    .attr("stroke-width", (n) => (gas.node.set[n] ? 2.2 : 0.7));
  const update = function () {
    const at = (n) => rows[n][state.time];
    label.text(R.t("gas.at", { time: R.clock(gas.time_s[state.time]) }));
    nodes.attr("fill", (n) => scale.color(at(n)));
    pipes.attr("stroke", (e) =>
      scale.color(0.5 * (at(gas.element.from[e]) + at(gas.element.to[e]))),
    );
  };
  nodes
    .on("mousemove", (n) =>
      R.tip.show(
        [
          R.gasNode(gas, n),
          R.t("gas.tip", {
            now: R.gasBar(rows[n][state.time]),
            low: R.gasBar(gas.node.lowest[n]),
            high: R.gasBar(gas.node.highest[n]),
          }),
        ],
        d3.event,
      ),
    )
    .on("mouseleave", R.tip.hide);
  slider.on("input", function () {
    state.time = Number(this.value);
    update();
  });
  update();
  const steps = d3.range(5).map((i) => scale.low * Math.pow(scale.high / scale.low, i / 4));
  R.legend(
    figure,
    steps.map((p) => ({ color: scale.color(p), label: R.gasBar(p) })),
  );
};

/** Places on the drawing: longitude shortened by the cosine of the latitude. */
R.gasPlaces = function (gas, chart) {
  const middle = (d3.mean(gas.node.lat) * Math.PI) / 180,
    east = gas.node.lon.map((x) => x * Math.cos(middle)),
    [x0, x1] = d3.extent(east),
    [y0, y1] = d3.extent(gas.node.lat);
  const scale = Math.min(
    chart.width / Math.max(x1 - x0, 1e-9),
    chart.height / Math.max(y1 - y0, 1e-9),
  );
  const left = (chart.width - scale * (x1 - x0)) / 2,
    top = (chart.height - scale * (y1 - y0)) / 2;
  return {
    x: east.map((x) => left + scale * (x - x0)),
    y: gas.node.lat.map((y) => top + scale * (y1 - y)),
  };
};

/** Nodes whose pressure moves most, one that was chosen, at most seven. */
R.gasChosen = function (gas) {
  const swing = (n) => gas.node.highest[n] / Math.max(gas.node.lowest[n], 1);
  const order = gas.node.id
    .map((id, n) => n)
    .filter((n) => !gas.node.set[n])
    .sort((a, b) => swing(b) - swing(a));
  const chosen = order.slice(0, 6);
  const asked = R.gasState.node;
  if (asked !== null && !chosen.includes(asked)) chosen.push(asked);
  return chosen;
};

R.gasLines = function (section, gas) {
  const figure = R.figure(section, "gas.lines_caption"),
    rows = R.gasPressures(gas),
    chosen = R.gasChosen(gas),
    colors = R.colors.parts.concat([R.colors.ink]);
  R.choice(
    figure,
    R.t("gas.node"),
    [{ value: "", label: R.t("gas.add") }].concat(
      gas.node.id.map((id, n) => ({ value: n, label: R.gasNode(gas, n) })),
    ),
    R.gasState.node === null ? "" : R.gasState.node,
    (value) => {
      R.gasState.node = value === "" ? null : Number(value);
      R.draw("gas");
    },
  );
  const lines = chosen.map((n) => rows[n].map((p) => p / 1e5));
  R.gasChart(figure, gas.time_s, lines, colors, "bar", 230);
  R.legend(
    figure,
    chosen.map((n, i) => ({ color: colors[i], label: R.gasNode(gas, n) })),
  );
};

/** Lines over time, from 0 if they come near it. */
R.gasChart = function (box, times, lines, colors, unit, height) {
  const chart = R.chart(box, height, { left: 50, right: 14, top: 20, bottom: 40 });
  const x = d3.scaleLinear().domain(d3.extent(times)).range([0, chart.width]);
  const low = d3.min(lines, (l) => d3.min(l)),
    high = d3.max(lines, (l) => d3.max(l));
  const room = Math.max(0.06 * (high - low), 0.002 * Math.abs(high), 1e-6);
  const y = d3
    .scaleLinear()
    .domain([low < 0.3 * high ? Math.min(0, low) : low - room, high + room])
    .range([chart.height, 0]);
  R.valueAxis(chart, y, 4, y.tickFormat(4), unit);
  R.timeAxis(chart, x);
  const path = d3
    .line()
    .x((d, i) => x(times[i]))
    .y((d) => y(d));
  lines.forEach((line, i) =>
    chart.inner
      .append("path")
      .attr("d", path(line))
      .attr("fill", "none")
      .attr("stroke", colors[i])
      .attr("stroke-width", 1.8),
  );
};

R.gasBalance = function (section, gas) {
  const pack = R.figure(section, "gas.linepack_caption", {
    from: R.gasTonnes(gas.total.linepack_at_start),
    to: R.gasTonnes(gas.total.linepack_at_end),
  });
  R.gasChart(
    pack,
    gas.time_s,
    [gas.linepack_kg.map((m) => m / 1000)],
    [R.colors.accent],
    "t",
    190,
  );
  const flows = R.figure(section, "gas.flow_caption");
  R.gasChart(
    flows,
    gas.time_s,
    [gas.supplied_kg_s, gas.taken_kg_s, gas.leaked_kg_s],
    [R.colors.loaded, R.colors.parts[1], R.colors.empty],
    "kg/s",
    190,
  );
  R.legend(flows, [
    { color: R.colors.loaded, label: R.t("gas.supplied") },
    { color: R.colors.parts[1], label: R.t("gas.taken") },
    { color: R.colors.empty, label: R.t("gas.leaked") },
  ]);
  if (d3.max(gas.power_w) > 0) {
    const power = R.figure(section, "gas.power_caption", {
      work: R.joules(gas.total.compressor_work),
    });
    R.gasChart(power, gas.time_s, [gas.power_w.map((w) => w / 1000)], [R.colors.accent], "kW", 170);
  }
  const rows = ["supplied", "taken", "refused", "leaked", "mass_error"].map((name) => ({ name }));
  R.table(
    R.figure(section, "gas.total_caption"),
    [
      { label: R.t("gas.amount"), text: (d) => R.t("gas." + d.name) },
      {
        label: R.t("gas.mass"),
        number: true,
        text: (d) =>
          d.name === "mass_error"
            ? gas.total[d.name].toExponential(0) + " kg"
            : R.gasTonnes(gas.total[d.name]),
      },
    ],
    rows,
  );
};

R.gasWarnings = function (section, gas) {
  if (!gas.warning.length) {
    R.note(section, "gas.no_warning");
    return;
  }
  const figure = R.figure(section, "gas.warning_caption", { n: R.number(gas.warning.length) });
  const list = figure.append("ul");
  gas.warning.slice(0, 30).forEach((warning) => list.append("li").text(warning[R.language]));
};

R.pipelines.gas = { sections: ["gas"], headline: (gas) => [R.gasHeadline(gas)] };
