"use strict";
// Texts in the chosen language, and numbers as people write them.

R.language = (function () {
  const asked = /[?&#]lang=(zh|en)/.exec(location.search + location.hash);
  if (asked) return asked[1];
  try {
    const kept = localStorage.getItem("dimai-language");
    if (kept === "zh" || kept === "en") return kept;
  } catch (error) {
    /* some browsers keep nothing for file:// */
  }
  return /^zh/i.test(navigator.language || "") ? "zh" : "en";
})();

/** Text of a key, with {name} replaced by values. */
R.t = function (key, values) {
  const text = R.texts[R.language][key];
  if (text === undefined) throw new Error("no text " + key);
  return text.replace(/\{(\w+)\}/g, (whole, name) =>
    values && name in values ? values[name] : whole,
  );
};

R.has = (key) => key in R.texts[R.language];

/** Text of a key, or the word itself if there is none. */
R.word = (prefix, word) =>
  R.has(prefix + word) ? R.t(prefix + word) : String(word).replace(/_/g, " ");

R.isNumber = (value) => typeof value === "number" && isFinite(value);

R.number = function (value, digits) {
  if (!R.isNumber(value)) return "–";
  return value.toLocaleString(R.language === "zh" ? "zh-CN" : "en-GB", {
    maximumFractionDigits: digits || 0,
    minimumFractionDigits: digits || 0,
  });
};

/** Number with some significant digits and thousands separated. */
R.significant = function (value, digits) {
  if (!R.isNumber(value)) return "–";
  if (value === 0) return "0";
  const places = Math.max(0, (digits || 3) - 1 - Math.floor(Math.log10(Math.abs(value))));
  return R.number(value, Math.min(places, 6));
};

R.percent = (share, digits) =>
  R.isNumber(share)
    ? R.number(share * 100, digits || 0) + (R.language === "zh" ? "%" : "\u00a0%")
    : "–";

/** Duration: 45 s, 4 min 30 s, 35 min, 12 h 10 min. */
R.duration = function (seconds) {
  if (!R.isNumber(seconds)) return "–";
  const sign = seconds < 0 ? "−" : "",
    s = Math.abs(seconds);
  if (s < 59.95)
    return sign + R.t("unit.s", { n: s < 9.95 && s % 1 ? R.number(s, 1) : R.number(s) });
  if (s < 600) {
    const whole = Math.round(s),
      rest = whole % 60,
      minutes = R.t("unit.min", { n: Math.floor(whole / 60) });
    return sign + minutes + (rest ? " " + R.t("unit.s", { n: rest }) : "");
  }
  const minutes = Math.round(s / 60);
  if (minutes < 60) return sign + R.t("unit.min", { n: minutes });
  const rest = minutes % 60;
  return (
    sign +
    R.t("unit.h", { n: R.number(Math.floor(minutes / 60)) }) +
    (rest ? " " + R.t("unit.min", { n: rest }) : "")
  );
};

/** Sums of time, in one unit: seconds, minutes or hours. */
R.sum = function (seconds) {
  if (!R.isNumber(seconds)) return "–";
  if (seconds < 600) return R.t("unit.s", { n: R.number(seconds) });
  if (seconds < 7200) return R.t("unit.min", { n: R.number(seconds / 60) });
  return R.t("unit.h", { n: R.number(seconds / 3600, seconds < 36000 ? 1 : 0) });
};

/** Time from the start as h:mm. */
R.clock = function (seconds) {
  const minutes = Math.round(seconds / 60);
  return Math.floor(minutes / 60) + ":" + String(minutes % 60).padStart(2, "0");
};

R.km = (metres) => R.significant(metres / 1000, metres < 1e6 ? 3 : 4) + " km";

/** Long distances of a whole fleet. */
R.fleetKm = function (metres) {
  const km = metres / 1000;
  if (km < 1e6) return R.number(km) + " km";
  // Chinese counts in ten thousands and hundred millions.
  const huge = R.language === "zh" && km >= 1e8,
    unit = R.language !== "zh" ? 1e6 : huge ? 1e8 : 1e4;
  return R.t(huge ? "unit.huge_km" : "unit.large_km", { n: R.significant(km / unit, 3) });
};

R.joules = function (joules) {
  const kwh = joules / 3.6e6;
  if (kwh >= 1e6) return R.significant(kwh / 1e6, 3) + " GWh";
  return kwh >= 1e4 ? R.significant(kwh / 1e3, 3) + " MWh" : R.significant(kwh, 3) + " kWh";
};

R.perKm = (joules, metres) =>
  metres > 0 ? R.significant(joules / 3.6e6 / (metres / 1000), 3) + " kWh/km" : "–";

R.bytes = (n) => (n >= 1e9 ? R.number(n / 2 ** 30, 2) + " GiB" : R.number(n / 2 ** 20, 1) + " MiB");

/** Steps for a time axis [s] with about `count` ticks, and how to write them. */
R.timeTicks = function (low, high, count) {
  const steps = [
    1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 14400, 21600, 43200, 86400,
    172800, 604800,
  ];
  const step = steps.find((s) => (high - low) / s <= count) || steps[steps.length - 1];
  const values = d3.range(Math.ceil(low / step) * step, high + step * 1e-6, step);
  const hours = high > 2 * 3600;
  const write = (s) =>
    hours
      ? step % 3600
        ? R.clock(s)
        : R.number(s / 3600)
      : high > 120
        ? R.number(s / 60, step % 60 ? 1 : 0)
        : R.number(s);
  const unit = hours
    ? step % 3600
      ? R.t("axis.clock")
      : R.t("axis.hours")
    : high > 120
      ? R.t("axis.minutes")
      : R.t("axis.seconds");
  return { values, write, unit };
};

// Names of things in the network, in the language chosen.
R.cityName = (city) =>
  city < 0
    ? ""
    : R.language === "zh"
      ? R.data.network.cities[city].zh
      : R.data.network.cities[city].name;

R.nodeName = function (node) {
  const table = R.data.network.node;
  if (node < 0 || node >= table.id.length) return "–";
  return (R.language === "zh" && table.zh[node]) || table.name[node] || table.id[node];
};

/** Name of what a report pair says: a portal's id or a city. */
R.placeName = function (place) {
  if (!place) return R.t("place.any");
  const node = R.data.network.node.id.indexOf(place);
  const city = R.data.network.cities.findIndex((row) => row.key === place);
  if (city >= 0) return R.cityName(city);
  return node >= 0 ? R.nodeName(node) : place;
};

R.className = (name) => {
  const text = name ? R.word("class.", name) : R.t("class.all");
  return text.charAt(0).toUpperCase() + text.slice(1);
};
R.classAt = (row) => (R.data.classes[row] ? R.className(R.data.classes[row].name) : "–");
R.title = () =>
  (R.language === "zh" && R.data.meta.title_zh) ||
  R.data.meta.title ||
  R.data.meta.scenario ||
  "dimai";
R.description = () =>
  (R.language === "zh" && R.data.meta.description_zh) || R.data.meta.description || "";
