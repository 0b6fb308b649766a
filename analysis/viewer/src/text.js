// Texts in the chosen language, and numbers as people write them.

import en from "./texts.en.json";
import zh from "./texts.zh.json";

const TEXTS = { en, zh };
const KEPT = "dimai-language";

function firstLanguage() {
  const asked = /[?&#]lang=(zh|en)/.exec(location.search + location.hash);
  if (asked) return asked[1];
  try {
    const kept = localStorage.getItem(KEPT);
    if (kept in TEXTS) return kept;
  } catch {
    // some browsers keep nothing for file://
  }
  return /^zh/i.test(navigator.language || "") ? "zh" : "en";
}

export const language = { now: firstLanguage(), listeners: [] };

export function setLanguage(name) {
  language.now = name;
  try {
    localStorage.setItem(KEPT, name);
  } catch {
    // not kept
  }
  document.documentElement.lang = name === "zh" ? "zh-CN" : "en";
  language.listeners.forEach((act) => act());
}

/** Text of a key, with {name} replaced by values. */
export function t(key, values) {
  const text = TEXTS[language.now][key];
  if (text === undefined) throw new Error("no text " + key);
  return text.replace(/\{(\w+)\}/g, (whole, name) =>
    values && name in values ? values[name] : whole,
  );
}

/** Text of a key, or the word itself if there is none. */
export const word = (prefix, name) =>
  prefix + name in TEXTS[language.now] ? t(prefix + name) : String(name).replace(/_/g, " ");

/** The name of something in the language chosen. */
export const nameOf = (thing) =>
  (language.now === "zh" && thing.zh) || thing.name || thing.id || "–";

export function number(value, digits = 0) {
  if (!Number.isFinite(value)) return "–";
  return value.toLocaleString(language.now === "zh" ? "zh-CN" : "en-GB", {
    maximumFractionDigits: digits,
    minimumFractionDigits: digits,
  });
}

/** Number with some significant digits. */
export function significant(value, digits = 3) {
  if (!Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  return number(
    value,
    Math.min(6, Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value))))),
  );
}

/** Duration: 45 s, 4 min 30 s, 35 min, 12 h 10 min. */
export function duration(seconds) {
  if (!Number.isFinite(seconds)) return "–";
  const s = Math.abs(seconds);
  const sign = seconds < 0 ? "−" : "";
  if (s < 59.95) return sign + t("unit.s", { n: s < 9.95 && s % 1 ? number(s, 1) : number(s) });
  if (s < 600) {
    const whole = Math.round(s);
    const rest = whole % 60 ? " " + t("unit.s", { n: whole % 60 }) : "";
    return sign + t("unit.min", { n: Math.floor(whole / 60) }) + rest;
  }
  const minutes = Math.round(s / 60);
  if (minutes < 60) return sign + t("unit.min", { n: minutes });
  const rest = minutes % 60 ? " " + t("unit.min", { n: minutes % 60 }) : "";
  return sign + t("unit.h", { n: number(Math.floor(minutes / 60)) }) + rest;
}

const two = (n) => String(n).padStart(2, "0");

/** Time from the start: 8:05:30, or day 2 8:05:30 in long runs. */
export function clockTime(seconds, end = 0) {
  const s = Math.floor(seconds + 1e-6);
  const day = Math.floor(s / 86400);
  const hours = end > 2 * 86400 ? Math.floor(s / 3600) % 24 : Math.floor(s / 3600);
  const text = `${hours}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
  return end > 2 * 86400 ? t("clock.day", { n: day + 1, time: text }) : text;
}

export const metres = (m) =>
  m >= 1000 ? significant(m / 1000, m < 1e6 ? 3 : 4) + " km" : number(m) + " m";
