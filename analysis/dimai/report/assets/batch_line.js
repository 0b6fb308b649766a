"use strict";
// Lines of batches: where each plug is over time, when it arrives, what is mixed at its ends.

R.batch_line = function () {
  const lines = R.data.pipelines.batch_line,
    section = R.open("batch_line");
  lines.forEach((line) => {
    if (lines.length > 1) section.append("h3").text(R.batchLineName(line));
    R.note(section, "batch_line.figures", {
      sent: R.number(line.sent_m3),
      delivered: R.number(line.delivered_m3),
      transmix: R.number(line.transmix_m3),
      share: R.percent(line.delivered_m3 ? line.transmix_m3 / line.delivered_m3 : 0, 1),
      hold: R.number(line.volume_m3),
    });
    R.batchPlugs(R.figure(section, "batch_line.plugs"), line);
    if (line.interfaces.length)
      R.batchInterfaces(R.figure(section, "batch_line.interfaces"), line);
    R.batchTable(R.figure(section, "batch_line.batches"), line);
    R.batchProducts(R.figure(section, "batch_line.products"), line);
  });
};

R.batchLineName = (line) => R.word("batch_line.name.", line.name);

R.productName = function (line, row) {
  const product = line.products[row];
  return (R.language === "zh" && product.name_zh) || product.name;
};

R.productColor = (line, row) =>
  line.products[row].color || R.colors.parts[row % R.colors.parts.length];

/** Hours and minutes from the start, or a dash for what has not happened. */
R.batchTime = (seconds) => (R.isNumber(seconds) ? R.clock(seconds) : "–");

/** Distance over time, each plug in the colour of its product. Later batches are painted over earlier. */
R.batchPlugs = function (box, line) {
  R.legend(
    box,
    line.products.map((product, row) => ({
      color: R.productColor(line, row),
      label: R.productName(line, row),
    })),
  );
  const chart = R.chart(box, 340, { left: 52, right: 14, top: 22, bottom: 40 }, R.t("batch_line.plugs"));
  const end = line.end_s || 1;
  const x = d3.scaleLinear().domain([0, end]).range([0, chart.width]);
  const y = d3.scaleLinear().domain([0, line.length_m / 1000]).range([chart.height, 0]);
  const fill = (node, product) => node.attr("fill", R.productColor(line, product));
  fill(
    chart.inner.append("rect").attr("width", chart.width).attr("height", chart.height),
    line.first_product,
  );
  line.fronts.forEach((way) => {
    const points = way.time_s.map((t, i) => [x(t), y(way.position_m[i] / 1000)]);
    const last = points[points.length - 1];
    const area = points.concat([
      [chart.width, last[1]],
      [chart.width, chart.height],
      [points[0][0], chart.height],
    ]);
    fill(
      chart.inner.append("path").attr("d", d3.line()(area)).attr("class", "plug"),
      line.batches[way.batch].product,
    );
    chart.inner
      .append("path")
      .attr("d", d3.line()(points))
      .attr("fill", "none")
      .attr("stroke", "#fff")
      .attr("stroke-width", 1.6);
  });
  R.valueAxis(chart, y, 5, y.tickFormat(5), "km");
  R.timeAxis(chart, x);
  R.tipOver(chart, (at) => R.batchesAt(line, x.invert(at)));
};

/** What is in the line at a time, from the inlet on. */
R.batchesAt = function (line, seconds) {
  const place = (way) => {
    const next = d3.bisectLeft(way.time_s, seconds);
    if (next === 0) return way.position_m[0];
    if (next >= way.time_s.length) return way.position_m[way.time_s.length - 1];
    const share = (seconds - way.time_s[next - 1]) / (way.time_s[next] - way.time_s[next - 1]);
    return way.position_m[next - 1] + share * (way.position_m[next] - way.position_m[next - 1]);
  };
  const inside = line.fronts.filter((way) => way.time_s[0] <= seconds);
  const rows = [];
  let from = 0;
  for (let i = inside.length - 1; i >= 0 && from < line.length_m * 0.9999; i -= 1) {
    const to = place(inside[i]);
    rows.push([line.batches[inside[i].batch].product, from, to]);
    from = to;
  }
  if (from < line.length_m * 0.9999) rows.push([line.first_product, from, line.length_m]);
  return [R.clock(seconds)].concat(
    rows.map(
      ([product, low, high]) =>
        `${R.productName(line, product)}: ${R.number(low / 1000)}–${R.number(high / 1000)} km`,
    ),
  );
};

R.batchInterfaces = function (box, line) {
  const number = (key, text) => ({ label: R.t(key), number: true, text });
  R.table(
    box,
    [
      {
        label: R.t("batch_line.pair"),
        text: (d) => `${R.productName(line, d.ahead)} → ${R.productName(line, d.behind)}`,
      },
      number("batch_line.enters", (d) => R.batchTime(d.start_time_s)),
      number("batch_line.arrives", (d) =>
        R.isNumber(d.arrival_time_s) ? R.clock(d.arrival_time_s) : R.t("batch_line.at", { place: R.km(d.position_m) }),
      ),
      number("batch_line.cut", (d) =>
        R.isNumber(d.cut_start_time_s)
          ? `${R.clock(d.cut_start_time_s)}–${R.batchTime(d.cut_end_time_s)}`
          : "–",
      ),
      number("batch_line.length", (d) => R.number(d.length_m) + " m"),
      number("batch_line.mixed", (d) => R.number(d.volume_m3) + " m³"),
    ],
    line.interfaces,
  );
};

R.batchTable = function (box, line) {
  const number = (key, text) => ({ label: R.t(key), number: true, text });
  R.table(
    box,
    [
      number("batch_line.number", (d) => String(line.batches.indexOf(d) + 1)),
      { label: R.t("batch_line.product"), text: (d) => R.productName(line, d.product) },
      number("batch_line.volume", (d) => R.number(d.volume_m3) + " m³"),
      number("batch_line.rate", (d) => R.number(d.rate_m3_s * 3600) + " m³/h"),
      number("batch_line.starts", (d) => R.batchTime(d.start_time_s)),
      number("batch_line.front", (d) => R.batchTime(d.front_time_s)),
      number("batch_line.back", (d) => R.batchTime(d.back_time_s)),
      number("batch_line.clean", (d) =>
        R.isNumber(d.clean_m3) ? R.number(d.clean_m3) + " m³" : "–",
      ),
    ],
    line.batches,
  );
};

R.batchProducts = function (box, line) {
  const number = (key, text) => ({ label: R.t(key), number: true, text });
  R.table(
    box,
    [
      {
        label: R.t("batch_line.product"),
        text: (d) => R.productName(line, line.products.indexOf(d)),
      },
      number("batch_line.delivered", (d) => R.number(d.delivered_m3) + " m³"),
      number("batch_line.mass", (d) => R.number(d.delivered_kg / 1000) + " t"),
      number("batch_line.of_it_mixed", (d) => R.number(d.transmix_m3) + " m³"),
    ],
    line.products,
  );
};

R.pipelines.batch_line = {
  sections: ["batch_line"],
  headline: (lines) =>
    lines.map((line) =>
      R.t("batch_line.headline", {
        name: R.batchLineName(line),
        delivered: R.number(line.delivered_m3),
        transmix: R.number(line.transmix_m3),
        count: R.number(line.interfaces.filter((d) => R.isNumber(d.arrival_time_s)).length),
      }),
    ),
};
