"use strict";
// Local industry: what was ordered and made, what it waited for, machines, stocks, power.

R.industry = function () {
  const data = R.data.pipelines.logistics.industry,
    section = R.open("industry");
  if (!data) {
    R.note(section, "industry.empty");
    return;
  }
  const ordered = data.goods.filter((d) => d.orders > 0);
  if (ordered.length) R.industryOrders(R.figure(section, "industry.orders"), ordered);
  if (data.lacks.length) R.industryLacks(R.figure(section, "industry.lacks"), data);
  const projects = R.data.pipelines.logistics.projects;
  if (projects.length) R.industryProjects(R.figure(section, "industry.projects"), projects);
  R.industryMachines(R.figure(section, "industry.machines"), data.machines);
  R.industryStocks(R.figure(section, "industry.stocks"), data);
  if (data.power) R.industryPower(R.figure(section, "industry.power"), data.power);
};

R.industryGood = (good) => (R.language === "zh" && good.zh) || good.name.replace(/_/g, " ");

R.industryOrders = function (box, goods) {
  const number = (key, text) => ({ label: R.t(key), number: true, text });
  R.table(
    box,
    [
      { label: R.t("industry.good"), text: R.industryGood },
      number("industry.ordered", (d) => R.number(d.orders)),
      number("row.p50", (d) => (d.q ? R.duration(d.q[0]) : "–")),
      number("row.p95", (d) => (d.q ? R.duration(d.q[1]) : "–")),
      number("industry.delivered", (d) => R.significant(d.delivered, 4)),
      number("industry.made", (d) => R.significant(d.made, 4)),
      number("industry.at_hand", (d) => R.significant(d.at_hand, 3)),
    ],
    goods,
  );
};

/** Hours that orders and batches waited, by what they lacked. */
R.industryLacks = function (box, data) {
  const rows = data.lacks.slice(0, 12);
  const what = (d) =>
    R.t(d.household ? "industry.order_of" : "industry.batch_of", { good: R.industryGood(data.goods[d.wanted]) });
  const why = (d) =>
    d.good === null ? R.t("industry.lack." + d.kind) : R.t("industry.lack.good", { good: R.industryGood(data.goods[d.good]) });
  const most = d3.max(rows, (d) => d.waited);
  R.table(
    box,
    [
      { label: R.t("industry.waiting"), text: what },
      { label: R.t("industry.for"), text: why },
      { label: R.t("industry.waited"), number: true, text: (d) => R.sum(d.waited), bar: (d) => d.waited / most },
    ],
    rows,
  );
};

/** What is built of many parts: how far it came, and in how many days. */
R.industryProjects = function (box, projects) {
  const number = (key, text) => ({ label: R.t(key), number: true, text });
  const days = (value) => (R.isNumber(value) ? R.significant(value, 3) : "–");
  R.table(
    box,
    [
      { label: R.t("industry.project"), text: (d) => (R.language === "zh" && d.zh) || d.name },
      number("industry.in_place", (d) => R.number(d.made) + " / " + R.number(d.quantity)),
      number("industry.build_days", (d) => (d.done ? "" : "≈ ") + days(d.build)),
      number("industry.machine_days", (d) => days(d.machine)),
      number("industry.site_days", (d) => days(d.site)),
    ],
    projects,
  );
};

R.industryMachines = function (box, machines) {
  const number = (key, text) => ({ label: R.t(key), number: true, text });
  R.table(
    box,
    [
      { label: R.t("industry.machine"), text: (d) => R.word("industry.kind.", d.kind) },
      { label: R.t("industry.site"), text: (d) => (R.language === "zh" && d.zh) || d.site },
      number("industry.count", (d) => R.number(d.count)),
      { label: R.t("industry.busy"), number: true, text: (d) => R.percent(d.busy), bar: (d) => Math.min(1, d.busy) },
      number("industry.batches", (d) => R.number(d.batches)),
      number("industry.setups", (d) => R.number(d.setups)),
      number("logistics.energy", (d) => R.joules(d.energy)),
    ],
    machines,
  );
};

R.industryStocks = function (box, data) {
  const number = (key, text) => ({ label: R.t(key), number: true, text });
  R.table(
    box,
    [
      { label: R.t("industry.good"), text: (d) => R.industryGood(data.goods[d.good]) },
      { label: R.t("industry.site"), text: (d) => (R.language === "zh" && d.zh) || d.site },
      number("industry.policy", (d) => (d.up_to > 0 ? R.number(d.reorder) + " / " + R.number(d.up_to) : "–")),
      number("industry.mean", (d) => R.significant(d.mean, 3)),
      number("industry.least", (d) => R.significant(d.least, 3)),
      number("industry.at_once", (d) => (d.served ? R.percent(d.at_once / d.served) : "–")),
      number("industry.lead", (d) => (d.lead > 0 ? R.duration(d.lead) : "–")),
    ],
    data.stocks,
  );
};

/** Power used and given over time; the battery below. */
R.industryPower = function (box, power) {
  const kinds = [
    ["load", R.colors.ink],
    ["solar", R.colors.parts[1]],
    ["imported", R.colors.loaded],
    ["exported", R.colors.parts[5]],
    ["unserved", R.colors.parts[0]],
  ].filter(([key]) => d3.max(power.flows[key]) > 0);
  R.legend(
    box,
    kinds.map(([key, color]) => ({ color, label: R.t("industry.power." + key) })),
  );
  const draw = (height, series, unit) => {
    const chart = R.chart(box, height, { left: 52, right: 10, top: 22, bottom: 40 }, R.t("industry.power"));
    const x = d3
      .scaleLinear()
      .domain([0, power.time[power.time.length - 1]])
      .range([0, chart.width]);
    const y = d3
      .scaleLinear()
      .domain([0, d3.max(series, ([values]) => d3.max(values)) || 1])
      .nice(4)
      .range([chart.height, 0]);
    R.valueAxis(chart, y, 4, (v) => R.number(v), unit);
    series.forEach(([values, color]) =>
      chart.inner
        .append("path")
        .attr(
          "d",
          d3
            .line()
            .x((d, i) => x(power.time[i]))
            .y((d) => y(d))(values),
        )
        .attr("fill", "none")
        .attr("stroke", color)
        .attr("stroke-width", 1.5),
    );
    R.timeAxis(chart, x, Math.max(3, chart.width / 80));
  };
  draw(
    240,
    kinds.map(([key, color]) => [power.flows[key], color]),
    "kW",
  );
  if (d3.max(power.stored) > 0) draw(150, [[power.stored, R.colors.accent]], R.t("industry.stored"));
};
