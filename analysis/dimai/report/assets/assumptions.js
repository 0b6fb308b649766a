"use strict";
// Every parameter with where it comes from; how to read this; which run it is.

R.assumptionState = { text: "", flag: "" };

/** The value as it was written; a bare number gets its unit. */
R.parameterValue = function (d) {
  const bare = /^[-+]?[\d.]+(e[-+]?\d+)?$/i.test(d.value);
  return (
    (d.value || "–") + (bare && d.unit && d.unit !== "-" && d.unit !== "1" ? " " + d.unit : "")
  );
};

/** What a parameter is; results of older versions say it in English only. */
R.parameterMeaning = (d) =>
  R.language === "zh" && d.meaning_zh ? `${d.name_zh}：${d.meaning_zh}` : d.meaning;

R.assumptions = function () {
  const section = R.open("assumptions"),
    all = R.data.assumptions,
    state = R.assumptionState;
  if (!all.length) {
    R.note(section, "assumptions.empty");
    return;
  }
  const count = (flag) => all.filter((row) => row.flag === flag).length;
  const figure = R.figure(section, "assumptions.caption", {
    n: R.number(all.length),
    defaults: R.number(all.filter((row) => row.is_default === 1).length),
  });
  const controls = figure.append("div").attr("class", "controls"),
    holder = figure.append("div");
  const flags = ["sourced", "derived", "assumption"].filter(count);
  const fill = () => {
    holder.selectAll("*").remove();
    const words = state.text.toLowerCase().split(/\s+/).filter(Boolean);
    const rows = all.filter(
      (row) =>
        (!state.flag ||
          row.flag === state.flag ||
          (state.flag === "default" && row.is_default === 1)) &&
        words.every((word) =>
          `${row.key} ${row.value} ${row.meaning} ${row.source} ${row.name_zh} ${row.meaning_zh}`
            .toLowerCase()
            .includes(word),
        ),
    );
    R.note(holder, "assumptions.shown", { n: R.number(rows.length) });
    R.table(
      holder,
      [
        { label: R.t("assumptions.key"), text: (d) => d.key },
        { label: R.t("assumptions.value"), wrap: true, text: R.parameterValue },
        {
          label: R.t("assumptions.set"),
          text: (d) => R.t(d.is_default === 1 ? "assumptions.default" : "assumptions.scenario"),
        },
        { label: R.t("assumptions.flag"), text: (d) => R.word("flag.", d.flag) },
        { label: R.t("assumptions.meaning"), wide: true, text: R.parameterMeaning },
        { label: R.t("assumptions.source"), wide: true, text: (d) => d.source || "–" },
      ],
      rows,
    );
    holder.select(".scroll").classed("tall", true);
  };
  const chips = () => {
    controls.selectAll(".switch").remove();
    R.switch(
      controls,
      [
        { value: "", label: R.t("assumptions.all") },
        { value: "default", label: R.t("assumptions.default") },
      ].concat(
        flags.map((flag) => ({
          value: flag,
          label: `${R.word("flag.", flag)} ${R.number(count(flag))}`,
        })),
      ),
      state.flag,
      (value) => {
        state.flag = value;
        chips();
        fill();
      },
    );
  };
  controls
    .append("input")
    .attr("type", "search")
    .attr("placeholder", R.t("assumptions.find"))
    .attr("aria-label", R.t("assumptions.find"))
    .property("value", state.text)
    .on("input", function () {
      state.text = this.value;
      fill();
    });
  chips();
  fill();
};

R.reading = function () {
  const section = R.open("reading");
  section.append("p").text(R.t("reading.intro"));
  const list = section.append("dl").attr("class", "terms");
  [
    "quantiles",
    "wait",
    "handling",
    "access",
    "line",
    "junction",
    "egress",
    "delay",
    "short",
    "empties",
    "energy",
    "flags",
  ].forEach((key) => {
    list.append("dt").text(R.t("reading." + key));
    list.append("dd").text(R.t("reading." + key + "_text"));
  });
};

R.identity = function () {
  const section = R.open("identity"),
    meta = R.data.meta;
  if (R.description()) section.append("p").text(R.description());
  const list = section.append("dl").attr("class", "facts");
  const add = (key, value) => {
    if (value === undefined || value === null || value === "") return;
    list.append("dt").text(R.t("identity." + key));
    list.append("dd").text(value);
  };
  add("scenario", meta.scenario);
  add(
    "version",
    [meta.dimai_version, meta.git_commit && R.t("identity.commit", { commit: meta.git_commit })]
      .filter(Boolean)
      .join(", "),
  );
  add("created", meta.created);
  add("seed", R.t("identity.seed_value", { seed: meta.seed, replication: meta.replication }));
  add("overrides", R.data.config.overrides);
  add("hash", meta.event_hash);
  add("ended", R.has("end." + meta.end_reason) ? R.t("end." + meta.end_reason) : meta.end_reason);
  add("simulated", R.isNumber(meta.simulated_s) ? R.duration(meta.simulated_s) : "");
  add(
    "events",
    R.isNumber(meta.events)
      ? R.t("identity.events_value", {
          n: R.number(meta.events),
          rate: meta.wall_s > 0 ? R.significant(meta.events / meta.wall_s / 1e6, 2) : "–",
        })
      : "",
  );
  add("wall", R.isNumber(meta.wall_s) ? R.duration(meta.wall_s) : "");
  add("memory", R.isNumber(meta.peak_rss_bytes) ? R.bytes(meta.peak_rss_bytes) : "");
  add(
    "file",
    `${R.data.file.name}, ${R.bytes(R.data.file.bytes)}, ${R.t("identity.schema", { version: meta.schema_version })}`,
  );
  if (!R.data.config.toml) return;
  const details = section.append("details");
  details.append("summary").text(R.t("identity.toml"));
  details.append("pre").text(R.data.config.toml);
};
