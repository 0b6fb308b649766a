"use strict";
// Couplings and cuts at a junction, hour by hour, and some of them one by one.

R.formationState = { chosen: 0 };

R.formations = function () {
  const section = R.open("formations"),
    data = R.data.formations,
    state = R.formationState;
  if (!data.node.length) {
    R.note(section, "formations.empty");
    return;
  }
  data.rows = data.rows || R.unpack(data.count);
  const at = (junction, bin, kind) => data.rows[(junction * data.bins + bin) * R.eventKinds.length + kind];
  const figure = R.figure(section, "formations.caption", { bin: R.duration(data.bin_s) });
  R.choice(
    figure,
    R.t("formations.junction"),
    data.node.map((node, i) => ({ value: i, label: R.nodeName(node) })),
    state.chosen,
    (value) => {
      state.chosen = Number(value);
      R.draw("formations");
    },
  );
  R.legend(
    figure,
    R.eventKinds.map((kind) => ({ color: kind.color, label: R.t("timespace." + kind.key) })),
  );
  const bins = d3.range(data.bins),
    chart = R.chart(
      figure,
      260,
      { left: 52, right: 12, top: 18, bottom: 42 },
      R.t("formations.title"),
    );
  const total = (bin) => d3.sum(d3.range(R.eventKinds.length), (kind) => at(state.chosen, bin, kind));
  const x = d3
    .scaleLinear()
    .domain([0, data.bins * data.bin_s])
    .range([0, chart.width]);
  const y = d3
    .scaleLinear()
    .domain([0, d3.max(bins, total) || 1])
    .nice()
    .range([chart.height, 0]);
  R.valueAxis(chart, y, 4, (count) => R.number(count));
  R.timeAxis(chart, x);
  const width = Math.max(1, x(data.bin_s) - 1);
  bins.forEach((bin) => {
    let below = 0;
    R.eventKinds.forEach((kind, k) => {
      const count = at(state.chosen, bin, k);
      chart.inner
        .append("rect")
        .attr("x", x(bin * data.bin_s))
        .attr("width", width)
        .attr("y", y(below + count))
        .attr("height", y(below) - y(below + count))
        .attr("fill", kind.color);
      below += count;
    });
  });
  R.tipOver(chart, (pointer) => {
    const bin = Math.max(0, Math.min(data.bins - 1, Math.floor(x.invert(pointer) / data.bin_s)));
    return [
      R.clock(bin * data.bin_s) + "–" + R.clock((bin + 1) * data.bin_s),
      ...R.eventKinds.map(
        (kind, k) => R.t("timespace." + kind.key) + ": " + R.number(at(state.chosen, bin, k)),
      ),
    ];
  });
  const list = R.figure(section, "formations.list", { junction: R.nodeName(data.node[state.chosen]) });
  R.table(
    list,
    [
      { label: R.t("formations.time"), text: (d) => R.exactClock(d[0]) },
      { label: R.t("formations.what"), text: (d) => R.t("timespace." + R.eventKinds[d[1]].key) },
      { label: R.t("formations.train"), number: true, text: (d) => String(d[2]) },
      {
        label: R.t("formations.other"),
        number: true,
        text: (d) => (d[1] >= 2 ? "–" : String(d[3])),
      },
      { label: R.t("formations.before"), number: true, text: (d) => R.number(d[4]) },
      { label: R.t("formations.after"), number: true, text: (d) => R.number(d[5]) },
    ],
    data.examples[state.chosen],
  );
};

/** Time from the start as h:mm:ss.t. */
R.exactClock = function (seconds) {
  const tenths = Math.round(seconds * 10),
    whole = Math.floor(tenths / 10);
  return (
    Math.floor(whole / 3600) +
    ":" +
    String(Math.floor(whole / 60) % 60).padStart(2, "0") +
    ":" +
    String(whole % 60).padStart(2, "0") +
    "." +
    (tenths % 10)
  );
};
