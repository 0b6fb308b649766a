"use strict";
// Tables of the points and of the runs.

R.GREATEST_ROWS = 200;
R.pointState = { sorted: "point", up: true };

R.points = function () {
  const section = R.open("points"),
    { points, parameters, outcomes } = R.data,
    now = R.pointState;
  section.append("p").text(R.t("points.text"));
  const columns = [
    { key: "point", label: R.t("points.point"), number: true, sort: (i) => points.point[i], text: (i) => R.number(points.point[i]) },
    ...parameters.map((p, k) => ({
      key: "p" + k,
      label: R.parameterName(p),
      number: true,
      sort: (i) => points.parameters[k][i],
      text: (i) => R.parameterText(points.parameters[k][i]),
    })),
    ...outcomes.map((o, k) => ({
      key: "o" + k,
      label: R.outcomeName(o),
      number: true,
      sort: (i) => points.estimate[k][i],
      text: (i) => R.intervalText(o, points, k, i),
    })),
  ];
  const by = columns.find((column) => column.key === now.sorted).sort;
  const order = d3.range(points.point.length).sort((i, j) => {
    const [a, b] = [by(i), by(j)];
    if (a === null || b === null) return (a === null) - (b === null);
    return (now.up ? 1 : -1) * (a < b ? -1 : a > b ? 1 : 0);
  });
  R.table(section, columns, order.slice(0, R.GREATEST_ROWS), {
    sorted: now.sorted,
    up: now.up,
    sort: (key) => {
      now.up = now.sorted === key ? !now.up : true;
      now.sorted = key;
      R.draw("points");
    },
  });
  if (points.all > R.GREATEST_ROWS)
    R.note(section, "points.more", { n: R.number(R.GREATEST_ROWS), all: R.number(points.all) });
};

/** An estimate with its interval. */
R.intervalText = function (o, points, k, i) {
  const text = R.outcomeText(o, points.estimate[k][i]);
  const [low, high] = [points.low[k][i], points.high[k][i]];
  if (low === null || high === null) return text;
  const { factor } = R.scaleOf(o);
  return `${text} [${R.short(low / factor, 3)}, ${R.short(high / factor, 3)}]`;
};

/** What went wrong, each text once, with the folders where it did. */
R.errors = function (section, runs) {
  const where = new Map();
  runs.error.forEach((text, i) => {
    if (text) where.set(text, (where.get(text) || []).concat(runs.folder[i]));
  });
  const list = section.append("ul").attr("class", "errors");
  [...where].slice(0, 20).forEach(([text, folders]) => {
    const row = list.append("li");
    row.append("span").text(text);
    const more = folders.length > 3 ? R.t("runs.others", { n: folders.length - 3 }) : "";
    row.append("small").text(" " + folders.slice(0, 3).join(", ") + more);
  });
};

R.runs = function () {
  const section = R.open("runs"),
    { runs, parameters, outcomes, state } = R.data;
  section.append("p").text(
    R.t("runs.text", {
      done: R.number(state.done),
      failed: R.number(state.failed),
      waiting: R.number(Math.max(0, state.expected - state.done - state.failed)),
    }),
  );
  R.errors(section, runs);
  const columns = [
    { label: R.t("runs.state"), text: (i) => R.word("status.", runs.status[i]) },
    { label: R.t("points.point"), number: true, text: (i) => R.number(runs.point[i]) },
    { label: R.t("runs.replication"), number: true, text: (i) => R.number(runs.replication[i]) },
    ...parameters.map((p, k) => ({
      label: R.parameterName(p),
      number: true,
      text: (i) => R.parameterText(runs.parameters[k][i]),
    })),
    ...outcomes.map((o, k) => ({
      label: R.outcomeName(o),
      number: true,
      text: (i) => R.outcomeText(o, runs.outcomes[k][i]),
    })),
    { label: R.t("runs.wall"), number: true, text: (i) => (runs.wall_s[i] ? R.duration(runs.wall_s[i]) : "–") },
    { label: R.t("runs.attempts"), number: true, text: (i) => R.number(runs.attempts[i]) },
    { label: R.t("runs.host"), text: (i) => runs.host[i] },
  ];
  columns.push({ label: R.t("runs.folder"), text: (i) => runs.folder[i] });
  const box = R.table(section, columns, d3.range(Math.min(R.GREATEST_ROWS, runs.point.length)));
  box.selectAll("tbody tr").attr("class", (i) => "is-" + runs.status[i]);
  if (runs.all > R.GREATEST_ROWS)
    R.note(section, "runs.more", { n: R.number(R.GREATEST_ROWS), all: R.number(runs.all) });
  R.note(section, "runs.files", { folder: R.data.meta.folder, made: R.data.meta.made });
};
