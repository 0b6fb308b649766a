"use strict";
// Powder lines at work: pressure and velocity along the line, the conveying diagram, other bores.

R.powderState = { transfer: 0, span: 0 };
R.powderColors = ["#2b5c87", "#c4553b", "#e5a84b", "#8a5a9e", "#5a9b72", "#74b3d4", "#8c6d46"];
R.powderColor = (powder) => R.powderColors[powder % R.powderColors.length];
R.powderName = function (row) {
  const powder = R.data.pipelines.powder.powders[row];
  if (!powder) return "–";
  return R.language === "zh" && powder.name_zh ? powder.name_zh : powder.powder;
};
/** Title of a silo or a line. */
R.powderTitle = (row) => (R.language === "zh" && row.title_zh) || row.title;
R.powderOf = (transfer) => R.data.pipelines.powder.silos[R.data.pipelines.powder.transfers[transfer].from].powder;
R.transferName = (transfer) => {
  const t = R.data.pipelines.powder.transfers[transfer];
  return R.powderName(R.powderOf(transfer)) + ", " + R.powderTitle(R.data.pipelines.powder.lines[t.line]);
};
/** A number of some significant digits, without zeros at its end. */
R.short = (value, digits) =>
  R.isNumber(value)
    ? Number(value.toPrecision(digits || 3)).toLocaleString(
        R.language === "zh" ? "zh-CN" : "en-GB",
        { maximumFractionDigits: 9 },
      )
    : "–";
R.bar = (pascal, digits) => (R.isNumber(pascal) ? R.short(pascal / 1e5, digits || 3) : "–");

R.powderSum = (rows, key) => d3.sum(rows, (row) => row[key] || 0);

/** What a run of powder lines says in one sentence. */
R.powderHeadline = function (p) {
  const conveyed = R.powderSum(p.lines, "conveyed_kg");
  return R.t("powder_line.headline", {
    mass: R.short(conveyed / 1000),
    changeovers: R.number(R.powderSum(p.lines, "changeovers")),
    mixed: R.percent(conveyed > 0 ? R.powderSum(p.balance, "mixed_kg") / conveyed : NaN, 1),
  });
};

R.powderFigures = function (section) {
  const p = R.data.pipelines.powder,
    conveyed = R.powderSum(p.lines, "conveyed_kg"),
    energy = R.powderSum(p.lines, "energy_j") / 3.6e6;
  const list = section.append("dl").attr("class", "figures");
  const add = (key, value) => {
    const box = list.append("div");
    box.append("dt").text(R.t("powder_line.key_" + key));
    box
      .append("dd")
      .text(value)
      .append("small")
      .text(R.t("powder_line.note_" + key));
  };
  add("batches", R.number(p.batches.total));
  add("conveyed", R.short(conveyed) + " kg");
  add("mixed", R.short(R.powderSum(p.balance, "mixed_kg")) + " kg");
  add("energy", conveyed > 0 ? R.short(energy / (conveyed / 1000)) + " kWh/t" : "–");
  add("gas", R.short(R.powderSum(p.lines, "gas_m3")) + " m³");
  add("short", R.short(R.powderSum(p.silos, "shortfall_kg")) + " kg");
};

R.powder_line = function () {
  const section = R.open("powder_line"),
    p = R.data.pipelines.powder,
    state = R.powderState;
  const about = R.description();
  if (about && R.pipelineKinds().length === 1) section.append("p").attr("class", "note").text(about);
  R.powderFigures(section);
  if (!p.transfers.length) return;
  if (p.transfers.length > 1)
    R.choice(
      section.append("div").attr("class", "controls").style("margin-top", "24px"),
      R.t("powder_line.choose"),
      p.transfers.map((_, i) => ({ value: i, label: R.transferName(i) })),
      state.transfer,
      (value) => {
        state.transfer = Number(value);
        R.draw("powder_line");
      },
    );
  const t = p.transfers[state.transfer],
    line = p.lines[t.line];
  section.append("p").text(
    R.t("powder_line.sentence", {
      rate: R.short(line.rate_kg_s * 3600),
      bore: R.short(line.bore_m * 1000),
      gas: R.t("gas." + line.gas),
      feed: R.short(t.feed_velocity_m_s),
      end: R.short(t.delivery_velocity_m_s),
      drop: R.bar(t.drop_pa),
      most: R.bar(line.max_pressure_pa),
      loading: R.short(t.loading),
      energy: R.short(t.energy_j_kg / 3600),
    }),
  );
  if (t.phase === "dense") R.powderSlugs(section, t);
  else section.append("p").text(
    R.t("powder_line.range", {
      low: R.short(t.saltation_low_m_s, 2),
      low_law: t.saltation_low_law,
      high: R.short(t.saltation_high_m_s, 2),
      high_law: t.saltation_high_law,
      law: t.deciding_law,
      factor: p.rules.velocity_factor,
    }),
  );
  const two = section.append("div").attr("class", "two");
  R.powderProfile(R.figure(two, "powder_line.pressure"), state.transfer, "pressure");
  R.powderProfile(R.figure(two, "powder_line.velocity"), state.transfer, "velocity");
  if (R.data.pipelines.powder.diagrams[state.transfer])
    R.powderDiagram(R.figure(section, "powder_line.diagram"), state.transfer);
  R.powderDesign(R.figure(section, "powder_line.design"), state.transfer);
};

/** What slugs need by both laws, how they move, and the cycle of their blow tank. */
R.powderSlugs = function (section, t) {
  const drop = (pascal) => (R.isNumber(pascal) ? R.bar(pascal) + " bar" : "–");
  section.append("p").text(
    R.t("powder_line.slugs", {
      feed: R.short(t.slug_feed_m_s),
      end: R.short(t.slug_end_m_s),
      share: R.percent(t.slug_share, 0),
      mi: drop(t.mi_wypych_pa),
      konrad: drop(t.konrad_pa),
      law: t.deciding_law,
      factor: t.dense_factor,
      through: R.percent(t.permeation_share, 0),
    }),
  );
  const pushed = t.regime !== "permeated";
  section.append("p").text(
    R.t(pushed ? "powder_line.pushed" : "powder_line.permeated", { longest: R.short(t.longest_plug_m, 2) }),
  );
  section.append("p").text(
    R.t("powder_line.cycle", {
      cycle: R.short(t.cycle_s),
      pressurise: R.short(t.pressurise_s),
      mean: R.short(t.mean_rate_kg_s * 3600),
      peak: R.short(t.peak_rate_kg_s * 3600),
    }),
  );
};

/** A curve along the line, bends marked. */
R.powderProfile = function (box, transfer, what) {
  const rows = R.data.pipelines.powder.profiles[transfer],
    t = R.data.pipelines.powder.transfers[transfer];
  const ambient = rows.pressure_pa[rows.pressure_pa.length - 1];
  const points = rows.distance_m.map((distance, i) => ({
    distance,
    bend: rows.bend[i],
    y: what === "pressure" ? (rows.pressure_pa[i] - ambient) / 1e5 : rows.gas_velocity_m_s[i],
    particle: rows.particle_velocity_m_s[i],
  }));
  const chart = R.chart(box, 240, { left: 48, right: 10, top: 20, bottom: 40 }, R.t("powder_line." + what));
  const x = d3.scaleLinear().domain([0, d3.max(points, (d) => d.distance)]).range([0, chart.width]);
  const y = d3
    .scaleLinear()
    .domain([0, d3.max(points, (d) => d.y) * 1.05 || 1])
    .nice(4)
    .range([chart.height, 0]);
  R.valueAxis(chart, y, 4, (v) => R.short(v), what === "pressure" ? "bar" : "m/s");
  R.plainAxis(chart, x, R.t("powder_line.distance"));
  if (what === "velocity" && t.phase === "dense")
    R.powderCurve(chart, points, x, y, (d) => d.particle, "#c9a26a", "4 3");
  else if (what === "velocity") {
    chart.inner
      .append("rect")
      .attr("width", chart.width)
      .attr("y", y(t.saltation_high_m_s))
      .attr("height", y(t.saltation_low_m_s) - y(t.saltation_high_m_s))
      .attr("fill", "#f3e3dc");
    chart.inner
      .append("text")
      .attr("x", chart.width - 4)
      .attr("y", y(t.saltation_high_m_s) + 14)
      .attr("text-anchor", "end")
      .text(R.t("powder_line.band"));
    R.powderCurve(chart, points, x, y, (d) => d.particle, "#c9a26a", "4 3");
  }
  R.powderCurve(chart, points, x, y, (d) => d.y, R.colors.accent);
  chart.inner
    .selectAll(".bend")
    .data(points.filter((d) => d.bend))
    .enter()
    .append("circle")
    .attr("r", 3)
    .attr("cx", (d) => x(d.distance))
    .attr("cy", (d) => y(d.y))
    .attr("fill", R.colors.accent);
  R.legend(
    box,
    (what === "velocity"
      ? [
          { color: R.colors.accent, label: R.t("powder_line.of_gas") },
          { color: "#c9a26a", label: R.t("powder_line.of_powder") },
        ]
      : [{ color: R.colors.accent, label: R.t("powder_line.above_ambient") }]
    ).concat([]),
  );
};

R.powderCurve = function (chart, points, x, y, value, color, dash) {
  chart.inner
    .append("path")
    .attr(
      "d",
      d3
        .line()
        .x((d) => x(d.distance))
        .y((d) => y(value(d)))(points),
    )
    .attr("fill", "none")
    .attr("stroke", color)
    .attr("stroke-width", 1.8)
    .attr("stroke-dasharray", dash || null);
};

/** Pressure gradient against gas velocity: curves of constant rate, the saltation curve, the working point. */
R.powderDiagram = function (box, transfer) {
  const rows = R.data.pipelines.powder.diagrams[transfer],
    t = R.data.pipelines.powder.transfers[transfer],
    rate = R.data.pipelines.powder.lines[t.line].rate_kg_s;
  const points = rows.velocity_m_s.map((velocity, i) => ({
    velocity,
    gradient: rows.gradient_pa_m[i],
    rate: rows.rate_kg_s[i],
    saltation: rows.saltation[i] === 1,
  }));
  const curves = d3
    .nest()
    .key((d) => (d.saltation ? "saltation" : d.rate))
    .entries(points.filter((d) => d.gradient > 0));
  const widest = 2 * t.feed_velocity_m_s,
    inside = points.filter((d) => d.velocity <= widest && d.gradient > 0);
  const chart = R.chart(box, 320, { left: 56, right: 64, top: 20, bottom: 40 }, R.t("powder_line.diagram"));
  const x = d3.scaleLinear().domain([0, widest]).range([0, chart.width]);
  const y = d3
    .scaleLog()
    .domain([
      d3.min(inside.filter((d) => d.velocity > widest / 8), (d) => d.gradient) * 0.8,
      d3.max(inside, (d) => d.gradient) * 1.2,
    ])
    .range([chart.height, 0]);
  const axis = { ...chart };
  const shown = y.ticks(4).filter((v) => /^[125]/.test(v.toExponential()));
  R.valueAxis(axis, Object.assign((v) => y(v), { ticks: () => shown }), 4, (v) => R.short(v, 1), "Pa/m");
  R.plainAxis(chart, x, R.t("powder_line.velocity_axis"));
  const path = d3
    .line()
    .defined((d) => d.velocity <= widest && d.gradient >= y.domain()[0])
    .x((d) => x(d.velocity))
    .y((d) => y(d.gradient));
  curves.forEach((curve) => {
    const saltation = curve.key === "saltation";
    const share = saltation ? 0 : Number(curve.key) / rate;
    chart.inner
      .append("path")
      .attr("d", path(curve.values))
      .attr("fill", "none")
      .attr("stroke", saltation ? R.colors.empty : share === 1 ? R.colors.accent : "#9db4bd")
      .attr("stroke-width", share === 1 || saltation ? 2 : 1.2)
      .attr("stroke-dasharray", saltation ? "5 4" : null);
    if (saltation) return;
    const last = curve.values.filter((d) => d.velocity <= widest).pop();
    chart.inner
      .append("text")
      .attr("x", chart.width + 4)
      .attr("y", y(last.gradient))
      .attr("dy", share > 1 ? "-0.2em" : share > 0.7 ? "0.5em" : share > 0 ? "1.1em" : "0.6em")
      .text(share > 0 ? R.short(curve.values[0].rate * 3600) + " kg/h" : R.t("powder_line.gas_alone"));
  });
  const own = points.filter((d) => !d.saltation && Math.abs(d.rate / rate - 1) < 1e-3);
  const at = own.reduce((best, d) =>
    Math.abs(d.velocity - t.feed_velocity_m_s) < Math.abs(best.velocity - t.feed_velocity_m_s) ? d : best,
  );
  chart.inner
    .append("circle")
    .attr("r", 5)
    .attr("cx", x(t.feed_velocity_m_s))
    .attr("cy", y(at.gradient))
    .attr("fill", R.colors.accent)
    .attr("stroke", "#fff");
  R.legend(box, [
    { color: R.colors.accent, label: R.t("powder_line.at_rate") },
    { color: "#9db4bd", label: R.t("powder_line.other_rates") },
    { color: R.colors.empty, label: R.t("powder_line.saltation_curve") },
  ]);
};

R.powderDesign = function (box, transfer) {
  const rows = R.data.pipelines.powder.designs.filter((d) => d.transfer === transfer);
  const t = R.data.pipelines.powder.transfers[transfer],
    bore = R.data.pipelines.powder.lines[t.line].bore_m;
  const number = (key, text) => ({ label: R.t("powder_line.col_" + key), number: true, text });
  R.table(
    box,
    [
      number(
        "bore",
        (d) => R.short(d.bore_m * 1000) + (Math.abs(d.bore_m - bore) < 1e-9 ? " ◂" : ""),
      ),
      number("drop", (d) => R.bar(d.drop_pa)),
      number("feed", (d) => R.short(d.feed_velocity_m_s)),
      number("end", (d) => R.short(d.delivery_velocity_m_s)),
      number("gas", (d) => (R.isNumber(d.gas_m3_s) ? R.short(d.gas_m3_s * 3600) : "–")),
      number("loading", (d) => R.short(d.loading)),
      number("energy", (d) => (R.isNumber(d.energy_j_kg) ? R.short(d.energy_j_kg / 3600) : "–")),
      number("saltation", (d) =>
        R.isNumber(d.saltation_low_m_s)
          ? R.short(d.saltation_low_m_s, 2) + " – " + R.short(d.saltation_high_m_s, 2)
          : "–",
      ),
      { label: R.t("powder_line.col_law"), text: (d) => d.deciding_law || "–" },
      {
        label: R.t("powder_line.col_works"),
        text: (d) =>
          d.works ? R.t("powder_line.yes") : R.language === "zh" ? d.why_not_zh : d.why_not,
      },
    ],
    rows,
  );
};

R.pipelines.powder = {
  sections: ["powder_line", "powder_time", "powder_purity"],
  headline: (powder) => [R.powderHeadline(powder)],
};
