"use strict";
// Which sections the report has.

R.sections = [
  "headline",
  ...Object.values(R.pipelines).flatMap((each) => each.sections),
  "map",
  "journeys",
  "timespace",
  "junctions",
  "formations",
  "trace",
  "yards",
  "dispatch",
  "fleet",
  "energy",
  "unserved",
  "disruption",
  "assumptions",
  "reading",
  "identity",
];

/** Sections of capsules are left out of a run that has none, those of pipelines likewise. */
R.shown = function (name) {
  const kind = Object.keys(R.pipelines).find((each) => R.pipelines[each].sections.includes(name));
  if (kind) return Boolean(R.data.pipelines[kind]);
  if (name === "disruption") return Boolean(R.data.disruption);
  if (name === "yards") return Boolean(R.data.yards);
  if (name === "dispatch") return Boolean(R.data.dispatch);
  const ofCapsules = [
    "map",
    "journeys",
    "timespace",
    "junctions",
    "formations",
    "trace",
    "fleet",
    "energy",
    "unserved",
  ];
  return R.data.network.node.id.length > 0 || !ofCapsules.includes(name);
};

d3.select("#pipelines")
  .selectAll("section")
  .data(Object.values(R.pipelines).flatMap((each) => each.sections))
  .enter()
  .append("section")
  .attr("id", (name) => name);

R.prepareNetwork();
R.drawAll();
document.documentElement.setAttribute("data-ready", "1");
