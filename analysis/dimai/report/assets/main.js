"use strict";
// Draws all sections, again when the language or the width changes.

R.sections = [
  "headline",
  "map",
  "journeys",
  "timespace",
  "junctions",
  "fleet",
  "energy",
  "unserved",
  "liquid",
  "assumptions",
  "reading",
  "identity",
];

/** Sections of capsules: shown only if the run has any. */
R.capsuleSections = ["map", "journeys", "timespace", "junctions", "fleet", "energy", "unserved", "reading"];
/** Sections of pipelines: shown only if the run has that kind. */
R.pipelineSections = ["liquid"];

R.isShown = function (name) {
  if (R.pipelineSections.includes(name)) return Boolean(R.data[name]);
  if (!R.capsuleSections.includes(name)) return true;
  return R.data.classes.length > 0 || !R.pipelineSections.some((kind) => R.data[kind]);
};

/** Draw one section. A fault is kept for tests and does not stop the others. */
R.draw = function (name) {
  try {
    R[name]();
  } catch (error) {
    window.onerror(name + ": " + (error.stack || error.message), "", 0, 0);
  }
};

R.drawAll = function () {
  document.documentElement.lang = R.language === "zh" ? "zh-CN" : "en";
  document.title = R.t("page.title", { title: R.title() });
  const nav = d3.select("#contents");
  nav.selectAll("*").remove();
  nav
    .selectAll("a")
    .data(R.sections.slice(1).filter(R.isShown))
    .enter()
    .append("a")
    .attr("href", (name) => "#" + name)
    .text((name) => R.t(name + ".nav"));
  d3.selectAll("[data-language]").attr("aria-pressed", function () {
    return String(this.dataset.language === R.language);
  });
  R.sections.filter(R.isShown).forEach(R.draw);
  d3.selectAll("main > section").attr("hidden", function () {
    return R.isShown(this.id) ? null : true;
  });
};

d3.selectAll("[data-language]").on("click", function () {
  R.language = this.dataset.language;
  try {
    localStorage.setItem("dimai-language", R.language);
  } catch (error) {
    /* nothing is kept */
  }
  R.drawAll();
});

(function () {
  let width = window.innerWidth,
    timer = 0;
  window.addEventListener("resize", () => {
    if (window.innerWidth === width) return;
    width = window.innerWidth;
    clearTimeout(timer);
    timer = setTimeout(R.drawAll, 150);
  });
})();

R.prepareNetwork();
R.drawAll();
document.documentElement.setAttribute("data-ready", "1");
