"use strict";
// The page of a comparison: sides, measures by class and pair, places, and a map of change.

const C = { data: JSON.parse(document.getElementById("data").textContent) };
C.texts = JSON.parse(document.getElementById("texts").textContent);
C.language = (function () {
  const asked = /[?&#]lang=(zh|en)/.exec(location.search + location.hash);
  if (asked) return asked[1];
  try {
    const kept = localStorage.getItem("dimai-language");
    if (kept === "zh" || kept === "en") return kept;
  } catch (error) {
    /* some browsers keep nothing for file:// */
  }
  return /^zh/i.test(navigator.language || "") ? "zh" : "en";
})();

C.t = (key, values) =>
  Object.entries(values || {}).reduce(
    (text, [name, value]) => text.split("{" + name + "}").join(value),
    C.texts[C.language][key] || C.texts.en[key] || key.split(".").pop().replace(/_/g, " "),
  );

C.scales = {
  s: [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]],
  m: [[1000, "km"], [1, "m"]],
  J: [[3.6e9, "MWh"], [3.6e6, "kWh"]],
};

/** A value in a unit that suits it, or that suits `like`. */
C.number = function (value, unit, like) {
  if (value === null || value === undefined) return "–";
  const scales = C.scales[unit];
  if (!scales)
    return d3.format(Math.abs(value) >= 1e4 ? ",.0f" : ".4~g")(value) + (unit === "1" || !unit ? "" : " " + unit);
  const size = Math.abs(like === undefined || like === null ? value : like);
  const [factor, name] = scales.find((s) => size >= 2 * s[0]) || scales[scales.length - 1];
  return d3.format(".3~r")(value / factor).replace("−", "-") + " " + name;
};

C.percent = (share) => (share === null ? "" : d3.format("+.1f")(100 * share).replace("−", "-") + " %");

/** Rows by number, of one kind; `more` asks for other keys too. */
C.find = function (what, more) {
  const rows = C.data.rows;
  return d3
    .range(rows.what.length)
    .filter((i) => rows.what[i] === what && Object.entries(more || {}).every(([k, v]) => rows[k][i] === v));
};

C.section = function (id) {
  const section = d3.select("#main").append("section").attr("id", id);
  section.append("h2").attr("class", "compare").text(C.t(id));
  d3.select("#contents").append("a").attr("href", "#" + id).text(C.t(id));
  return section;
};

/** Cell of a difference with its interval below. */
C.difference = function (cell, side, i) {
  const unit = C.data.rows.unit[i],
    value = side.difference[i];
  cell.attr("class", "number");
  if (value === null) return cell.text("–");
  const direction = value > 0 ? " more" : value < 0 ? " less" : "";
  cell
    .append("span")
    .attr("class", (side.significant[i] ? "sure" : "") + (side.significant[i] ? direction : ""))
    .text((value > 0 ? "+" : "") + C.number(value, unit) + (side.relative[i] === null ? "" : ` (${C.percent(side.relative[i])})`));
  if (side.difference_low[i] !== null)
    cell
      .append("div")
      .attr("class", "interval")
      .text(`${C.number(side.difference_low[i], unit, value)} … ${C.number(side.difference_high[i], unit, value)}`);
};

/** A table of rows; `labels` gives the texts of the first columns. */
C.table = function (section, heads, all, labels, group) {
  const [first, ...others] = C.data.sides;
  const rows = all.filter((i) => others.some((side) => side.difference[i] !== 0));
  if (rows.length < all.length)
    section.append("p").attr("class", "note").text(C.t("note.unchanged", { n: all.length - rows.length }));
  if (!rows.length) return;
  const table = section.append("div").attr("class", "scroll").append("table").attr("class", "compare");
  const head = table.append("thead").append("tr");
  heads.forEach((text) => head.append("th").text(text));
  head.append("th").attr("class", "number").text(first.name);
  others.forEach((side) => {
    head.append("th").attr("class", "number").text(side.name);
    head.append("th").attr("class", "number").text(C.t("difference"));
  });
  const body = table.append("tbody");
  let last = null;
  rows.forEach((i) => {
    if (group && group(i) !== last) {
      last = group(i);
      body.append("tr").append("th").attr("class", "group").attr("colspan", 9).append("span").text(last);
    }
    const row = body.append("tr"),
      unit = C.data.rows.unit[i];
    labels(i).forEach((text) => row.append("td").text(text));
    row.append("td").attr("class", "number").text(C.number(first.estimate[i], unit));
    others.forEach((side) => {
      row.append("td").attr("class", "number").text(C.number(side.estimate[i], unit, first.estimate[i]));
      C.difference(row.append("td"), side, i);
    });
  });
};

C.quantity = (i) => C.t("quantity." + C.data.rows.name[i]);

C.drawSides = function () {
  const section = C.section("sides");
  C.data.sides.forEach((side, number) => {
    const text = number
      ? C.t(side.runs < 2 ? "side.single" : side.paired ? "side.paired" : "side.apart", { runs: side.runs })
      : C.t("side.base", { runs: side.runs });
    const line = section.append("p");
    line.append("b").text(side.name);
    line.append("span").text(" " + text);
    if (side.incomplete.length) line.append("span").text(" " + C.t("side.incomplete", { n: side.incomplete.length }));
  });
  const single = C.data.sides.every((side) => side.runs < 2);
  section
    .append("p")
    .attr("class", "note")
    .text(single ? C.t("note.single") : C.t("note.intervals", { level: d3.format(".0%")(C.data.confidence) }));
};

C.drawMeasures = function () {
  const rows = C.data.rows;
  const wanted = ["mean", "p50", "p95"];
  const measures = C.find("measure").filter((i) => wanted.includes(rows.statistic[i]));
  const zero = (i) => C.data.sides.every((side) => !side.estimate[i]);
  if (measures.length)
    C.table(C.section("measures"), [C.t("quantity")], measures, (i) => [
      C.t("of", { quantity: C.quantity(i), statistic: C.t("statistic." + rows.statistic[i]) }),
    ], (i) => C.pairName(rows.place[i]) || C.className(rows.class[i]));
  const counts = C.find("count").concat(C.find("energy")).filter((i) => !zero(i));
  if (counts.length)
    C.table(C.section("counts"), [C.t("quantity")], counts, (i) => [C.quantity(i)], (i) => C.className(rows.class[i]));
};

C.placeState = { choice: null, side: 1 };

C.placeName = function (id) {
  const i = C.data.nodes.id ? C.data.nodes.id.indexOf(id) : -1;
  if (i < 0) return id;
  return (C.language === "zh" && C.data.nodes.name_zh[i]) || C.data.nodes.name[i] || id;
};

/** Names of both ends of a pair "origin → destination", which may be ids or cities. */
C.pairName = (pair) => pair && pair.split(" → ").map(C.placeName).join(" → ");

C.className = (name) =>
  C.texts[C.language]["class." + name] || (name ? name.replace(/_/g, " ") : C.t("class.all"));

C.drawPlaces = function () {
  const rows = C.data.rows,
    choices = new Map();
  ["origin", "destination", "node", "link"].forEach((what) =>
    C.find(what).forEach((i) => {
      if (C.data.sides.every((side) => !side.estimate[i])) return;
      const key = [what, rows.name[i], rows.class[i]].join("|");
      if (!choices.has(key)) choices.set(key, []);
      choices.get(key).push(i);
    }),
  );
  if (!choices.size) return;
  const section = C.section("places"),
    state = C.placeState;
  if (!choices.has(state.choice)) state.choice = choices.keys().next().value;
  const bar = section.append("div").attr("class", "choose");
  C.select(bar, "quantity", [...choices.keys()], state.choice, (key) => {
    const [what, name, which] = key.split("|");
    return C.t("of", { quantity: C.t("quantity." + name), statistic: C.t("by." + what) }) + (which ? ` (${which})` : "");
  }, (key) => { state.choice = key; C.draw(); });
  if (C.data.sides.length > 2)
    C.select(bar, "side", d3.range(1, C.data.sides.length), state.side, (n) => C.data.sides[n].name, (n) => {
      state.side = +n;
      C.draw();
    });
  const chosen = choices.get(state.choice),
    side = C.data.sides[state.side];
  C.drawMap(section, chosen, side);
  const size = (i) => Math.abs(side.difference[i] || 0);
  const top = chosen.slice().sort((a, b) => side.significant[b] - side.significant[a] || size(b) - size(a));
  if (top.length > 20) section.append("p").attr("class", "note").text(C.t("places.top", { n: 20, all: top.length }));
  C.table(section, [C.t("place")], top.slice(0, 20), (i) => [C.placeName(rows.place[i])]);
};

C.select = function (bar, label, options, chosen, write, act) {
  const box = bar.append("label").text(C.t(label));
  box
    .append("select")
    .on("change", function () { act(this.value); })
    .selectAll("option")
    .data(options)
    .enter()
    .append("option")
    .attr("value", (d) => d)
    .property("selected", (d) => d === chosen)
    .text(write);
};

C.draw = function () {
  document.documentElement.lang = C.language === "zh" ? "zh-CN" : "en";
  d3.select("#main").selectAll("*").remove();
  d3.select("#contents").selectAll("*").remove();
  d3.selectAll("[data-language]").attr("aria-pressed", function () {
    return String(this.dataset.language === C.language);
  });
  const names = C.data.sides.map((side) => side.name);
  d3.select("#main").append("h1").text(names.join(C.language === "zh" ? " 与 " : " and "));
  C.drawSides();
  C.drawMeasures();
  C.drawPlaces();
};

d3.selectAll("[data-language]").on("click", function () {
  C.language = this.dataset.language;
  try {
    localStorage.setItem("dimai-language", C.language);
  } catch (error) {
    /* nothing is kept */
  }
  C.draw();
});
window.addEventListener("load", () => {
  C.draw();
  document.documentElement.setAttribute("data-ready", "1");
});
