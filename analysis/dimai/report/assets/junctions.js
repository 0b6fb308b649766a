"use strict";
// Junctions: a table to sort, with the sorted quantity as bars.

R.junctionState = { sorted: "delay", up: false, rows: 15 };

R.junctionRows = function () {
  const raw = R.data.junctions;
  if (raw.rows) return raw.rows;
  const columns = {};
  [
    "node",
    "train_crossings",
    "capsule_crossings",
    "couplings",
    "cuts",
    "formed_trains",
    "short_zones",
  ].forEach((key) => {
    columns[key] = R.unpack(raw[key]);
  });
  const delay = R.unpack(raw.delay),
    most = R.unpack(raw.max_delay);
  raw.rows = Array.from(columns.node, (node, i) => ({
    node,
    trains: columns.train_crossings[i],
    capsules: columns.capsule_crossings[i],
    couplings: columns.couplings[i],
    cuts: columns.cuts[i],
    formed: columns.formed_trains[i],
    short: columns.short_zones[i],
    delay: delay[i] / 10,
    most: most[i] / 10,
    mean: columns.train_crossings[i] > 0 ? delay[i] / 10 / columns.train_crossings[i] : 0,
  }));
  return raw.rows;
};

R.junctions = function () {
  const section = R.open("junctions"),
    state = R.junctionState,
    rows = R.junctionRows();
  if (!rows.length) {
    R.note(section, "junctions.empty");
    return;
  }
  const figure = R.figure(section, "junctions.caption", { n: R.number(R.data.junctions.total) });
  const value = { name: (d) => R.nodeName(d.node), city: (d) => R.cityName(R.net.city[d.node]) };
  ["trains", "capsules", "couplings", "cuts", "formed", "delay", "mean", "most", "short"].forEach(
    (key) => {
      value[key] = (d) => d[key];
    },
  );
  const sorted = rows.slice().sort((a, b) => {
    const x = value[state.sorted](a),
      y = value[state.sorted](b);
    const order = typeof x === "string" ? x.localeCompare(y, R.language) : x - y;
    return state.up ? order : -order;
  });
  const most = (key) => d3.max(rows, value[key]) || 1;
  const column = (key, text) => ({
    key,
    label: R.t("junctions." + key),
    number: true,
    text,
    sort: true,
    bar:
      state.sorted === key
        ? (
            (top) => (d) =>
              d[key] / top
          )(most(key))
        : null,
  });
  R.table(
    figure,
    [
      { key: "name", label: R.t("junctions.name"), text: value.name, sort: true },
      { key: "city", label: R.t("junctions.city"), text: value.city, sort: true },
      column("delay", (d) => R.sum(d.delay)),
      column("mean", (d) => R.duration(d.mean)),
      column("most", (d) => R.duration(d.most)),
      column("trains", (d) => R.number(d.trains)),
      column("capsules", (d) => R.number(d.capsules)),
      column("couplings", (d) => R.number(d.couplings)),
      column("cuts", (d) => R.number(d.cuts)),
      column("formed", (d) => R.number(d.formed)),
      column("short", (d) => R.number(d.short)),
    ].filter((each) => each.key !== "city" || R.data.network.cities.length > 0),
    sorted.slice(0, state.rows),
    {
      sorted: state.sorted,
      up: state.up,
      sort: (key) => {
        state.up = state.sorted === key ? !state.up : key === "name" || key === "city";
        state.sorted = key;
        R.draw("junctions");
      },
    },
  );
  const short = d3.sum(rows, (d) => d.short);
  R.note(figure, short ? "junctions.short_note" : "junctions.short_none", {
    n: R.number(short),
    places: R.number(rows.filter((d) => d.short > 0).length),
  });
  if (rows.length > state.rows) {
    figure
      .append("div")
      .attr("class", "controls")
      .append("button")
      .attr("type", "button")
      .attr("class", "plain")
      .text(
        R.t("table.more", {
          shown: R.number(Math.min(state.rows, rows.length)),
          total: R.number(rows.length),
        }),
      )
      .on("click", () => {
        state.rows += 60;
        R.draw("junctions");
      });
  }
};
