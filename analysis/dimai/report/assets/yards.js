"use strict";
// Yards: how many capsules stand there over time, and what putting trains in order took.

R.yardState = { row: -1 };

R.yardName = (row) =>
  R.t("yards.towards", { yard: R.nodeName(row.node), to: R.nodeName(R.net.to[row.link]) });

R.yards = function () {
  const section = R.open("yards"),
    yards = R.data.yards,
    state = R.yardState;
  if (!yards.unpacked) yards.unpacked = yards.standing.map((text) => Array.from(R.unpack(text)));
  const chosen = state.row < 0 ? d3.range(yards.rows.length) : [state.row];
  const name = state.row < 0 ? R.t("yards.all") : R.yardName(yards.rows[state.row]);
  const series = yards.time_s.map((time, i) => [
    time,
    d3.sum(chosen, (row) => yards.unpacked[row][i] || 0) / 10,
  ]);
  R.drawSeries(R.figure(section, "yards.standing", { name }), series, R.colors.accent, (v) =>
    R.number(v),
  );
  const plans = Object.keys(yards.plans);
  R.note(section, "yards.plans", {
    text: plans
      .map((plan) => R.t("yards.plan." + plan) + " " + R.number(yards.plans[plan]))
      .join(R.t("yards.comma")),
  });
  R.yardTable(section);
};

/** One row a yard and tube; a click on a name shows that one alone. */
R.yardTable = function (section) {
  const yards = R.data.yards,
    state = R.yardState;
  const figure = R.figure(section, "yards.caption", { n: R.number(yards.rows.length) });
  const per = (sum, count) => (count > 0 ? sum / count : 0);
  const column = (key, text) => ({ key, label: R.t("yards." + key), number: true, text });
  R.table(
    figure,
    [
      { key: "yard", label: R.t("yards.yard"), text: R.yardName },
      column("capsules", (d) => R.number(d.capsules)),
      column("trains", (d) => R.number(d.trains)),
      column("stay", (d) => R.duration(per(d.standing_s, d.capsules))),
      column("most", (d) => R.number(d.most_standing)),
      column("places", (d) => (d.places < 0 ? "∞" : R.number(d.places))),
      column("passes", (d) => R.number(per(d.passes, d.trains), 2)),
      column("rolled", (d) => R.number(d.rolled_units)),
      column("sorting", (d) => R.duration(per(d.sorting_s, d.trains))),
      column("cuts_before", (d) => R.number(d.cuts_as_come)),
      column("cuts_after", (d) => R.number(d.cuts_ahead)),
      column("held", (d) => R.number(d.held_trains)),
      column("held_time", (d) => R.sum(d.held_s)),
    ],
    yards.rows.slice(0, 40),
    {},
  );
  const held = d3.sum(yards.rows, (d) => d.held_trains);
  R.note(figure, held ? "yards.held_note" : "yards.held_none", { n: R.number(held) });
  if (yards.rows.length < 2) return;
  R.choice(
    section.insert("div", "figure").attr("class", "controls"),
    R.t("yards.yard"),
    [-1].concat(d3.range(yards.rows.length)).map((row) => ({
      value: row,
      label: row < 0 ? R.t("yards.all") : R.yardName(yards.rows[row]),
    })),
    state.row,
    (value) => {
      state.row = Number(value);
      R.draw("yards");
    },
  );
};
