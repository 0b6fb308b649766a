"use strict";
// Which sections the page of a sweep has; while the sweep goes on it loads itself again.

R.sections = [
  "state",
  "effects",
  "sensitivity",
  "discovery",
  "optimum",
  "tradeoff",
  "points",
  "runs",
];

R.shown = function (name) {
  const { points, indices, discover, goal, outcomes, parameters, state } = R.data;
  const known = points.estimate.some((values) => values.some((value) => value !== null));
  if (name === "effects") return known && parameters.length > 0;
  if (name === "sensitivity") return Object.keys(indices).length > 0;
  if (name === "discovery") return discover !== null && state.phase === "whole";
  if (name === "optimum") return goal !== null && goal.point !== null;
  if (name === "tradeoff") return known && outcomes.length > 1;
  return name !== "points" || known;
};

R.drawAll();
document.documentElement.setAttribute("data-ready", "1");
if (R.data.state.phase === "going") setTimeout(() => location.reload(), 10000);
