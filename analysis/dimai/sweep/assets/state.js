"use strict";
// Head of the page: what was asked, how far it is; and names and values that all sections use.

/** Name of a parameter or an outcome with its unit. */
R.parameterName = (p) =>
  (R.language === "zh" && p.name_zh ? p.name_zh + " " : "") + p.key + (p.unit ? ` [${p.unit}]` : "");

R.parameterMeaning = (p) => (R.language === "zh" && p.zh) || p.en || "";

R.outcomeName = (o) => o.name.replace(/_/g, " ");

/** What an outcome is, in words. */
R.outcomeMeaning = function (o) {
  const what = R.word("what.", o.what);
  const parts = [
    o.unit === "share" ? R.t("what.share", { what }) : what,
    o.statistic && R.word("statistic.", o.statistic),
    o.class && R.word("class.", o.class),
    (o.origin || o.destination) && `${o.origin || "…"} → ${o.destination || "…"}`,
  ];
  return parts.filter(Boolean).join(R.language === "zh" ? "，" : ", ");
};

/** Factor and unit in which values of an outcome are shown, by the size of the greatest. */
R.scaleOf = function (o) {
  const all = R.data.points.estimate[R.data.outcomes.indexOf(o)].filter((v) => v !== null);
  const most = d3.max(all, Math.abs) || 0;
  const pick = (steps) => steps.find(([least]) => most >= least) || steps[steps.length - 1];
  if (o.unit === "s") {
    const [, factor, unit] = pick([
      [2 * 3600, 3600, "h"],
      [120, 60, "min"],
      [0, 1, "s"],
    ]);
    return { factor, unit };
  }
  if (o.unit === "m") return most >= 2000 ? { factor: 1000, unit: "km" } : { factor: 1, unit: "m" };
  if (o.unit === "J") return { factor: 3.6e6, unit: "kWh" };
  return o.unit === "share" ? { factor: 0.01, unit: "%" } : { factor: 1, unit: "" };
};

/** Number with up to so many significant digits, no more of them than it needs. */
R.short = function (value, digits) {
  if (!R.isNumber(value)) return "–";
  if (value !== 0 && Math.abs(value) < 1e-3) return d3.format(`.${digits || 3}~g`)(value);
  const language = R.language === "zh" ? "zh-CN" : "en-GB";
  return value.toLocaleString(language, { maximumSignificantDigits: Math.max(digits || 3, Math.abs(value) >= 1 ? 1 + Math.floor(Math.log10(Math.abs(value))) : 1) });
};

/** Value of an outcome with its unit. */
R.outcomeText = function (o, value) {
  if (value === null || value === undefined) return "–";
  const { factor, unit } = R.scaleOf(o);
  return R.short(value / factor, 4) + (unit ? "\u00a0" + unit : "");
};

R.parameterText = (value) =>
  value === null || value === undefined
    ? "–"
    : typeof value === "number"
      ? R.short(value, 4)
      : String(value);

/** Lines of a tooltip about one point. */
R.pointLines = function (i) {
  const { points, parameters, outcomes } = R.data;
  return [
    R.t("point.number", { n: points.point[i] }),
    ...parameters.map(
      (p, k) =>
        `${p.key}: ${R.parameterText(points.parameters[k][i])}${p.unit ? " " + p.unit : ""}`,
    ),
    ...outcomes.map((o, k) => `${R.outcomeName(o)}: ${R.outcomeText(o, points.estimate[k][i])}`),
  ];
};

R.title = () => R.data.meta.title;

R.state = function () {
  const { meta, state, points, parameters, outcomes } = R.data;
  const section = d3.select("#state");
  section.selectAll("*").remove();
  const scenario = (R.language === "zh" && meta.scenario_title_zh) || meta.scenario_title;
  section.append("p").attr("class", "eyebrow").text(R.t("state.of", { scenario }));
  section.append("h1").text(meta.title);
  const done = state.done + state.failed;
  section
    .append("p")
    .attr("class", "progress-text")
    .text(
      R.t("state." + state.phase, {
        done: R.number(done),
        runs: R.number(state.expected),
        spent: R.duration(state.spent_s),
        left: state.left_s === null ? "–" : R.duration(state.left_s),
      }),
    );
  const bar = section
    .append("div")
    .attr("class", "progress")
    .attr("role", "img")
    .attr("aria-label", R.percent(done / state.expected));
  [
    ["done", state.done],
    ["failed", state.failed],
  ].forEach(([name, n]) =>
    bar
      .append("i")
      .attr("class", name)
      .style("width", (100 * n) / state.expected + "%"),
  );
  const list = section.append("dl").attr("class", "figures");
  const fact = (key, value, small) => {
    const box = list.append("div");
    box.append("dt").text(R.t(key));
    const cell = box.append("dd").text(value);
    if (small) cell.append("small").text(small);
  };
  fact("state.design", R.word("design.", meta.design), R.t("state.seed", { n: meta.seed }));
  fact("state.points", R.number(points.all), R.t("state.each", { n: meta.replications }));
  fact("state.parameters", R.number(parameters.length));
  fact("state.outcomes", R.number(outcomes.length));
  fact(
    "state.failed",
    R.number(state.failed),
    state.before ? R.t("state.before", { n: R.number(state.before) }) : "",
  );
  if (state.failed) section.append("p").attr("class", "banner").text(R.t("state.look", { n: state.failed }));
  const rows = section.append("ul").attr("class", "outcomes");
  outcomes.forEach((o) => {
    const row = rows.append("li");
    row.append("b").text(R.outcomeName(o));
    row.append("span").text(" " + R.outcomeMeaning(o));
  });
};
