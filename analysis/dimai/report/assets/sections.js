"use strict";
// Draws all sections of a page, again when the language or the width changes. R.sections names them in
// order, R.shown says which there are; each is drawn by the function of R of its name.

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
    .data(R.sections.slice(1).filter(R.shown))
    .enter()
    .append("a")
    .attr("href", (name) => "#" + name)
    .text((name) => R.t(name + ".nav"));
  d3.selectAll("[data-language]").attr("aria-pressed", function () {
    return String(this.dataset.language === R.language);
  });
  R.sections.forEach((name) => d3.select("#" + name).property("hidden", !R.shown(name)));
  R.sections.filter(R.shown).forEach(R.draw);
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
