// Figures of a run, beside those of another.

import { h } from "../dom.js";
import { duration, language, number, significant, t, word } from "../text.js";

/** Title of a scenario in the language chosen. */
export const titleOf = (each) =>
  (language.now === "zh" && each.title_zh) || each.title || each.path;

const COUNTS = ["requested", "arrived", "under_way", "waiting", "refused"];

function write(value, unit) {
  if (!Number.isFinite(value)) return "–";
  if (unit === "s") return duration(value);
  if (unit === "J") return significant(value / 3.6e6, 3) + " kWh";
  if (unit === "1" && Number.isInteger(value)) return number(value);
  return significant(value, 4) + (unit && unit !== "1" ? " " + unit : "");
}

function change(now, before, unit) {
  const by = now - before;
  if (!Number.isFinite(by)) return "–";
  if (by === 0) return "0";
  const share = before
    ? ` (${by > 0 ? "+" : "−"}${significant(Math.abs((100 * by) / before), 2)} %)`
    : "";
  return (by > 0 ? "+" : "−") + write(Math.abs(by), unit) + share;
}

const keyOf = (each) => [each.name, each.class, each.origin, each.destination].join("|");

/** Name of a node or city; `places`: names, English and Chinese, by what the summary calls them. */
function placeName(key, places) {
  if (!key) return "*";
  const [name, zh] = (places || {})[key] || [key, key];
  return language.now === "zh" ? zh : name;
}

function label(each, places) {
  const between =
    each.origin || each.destination
      ? `${placeName(each.origin, places)} → ${placeName(each.destination, places)}`
      : "";
  return [word("measure.", each.name), each.class ? word("class.", each.class) : "", between]
    .filter(Boolean)
    .join(", ");
}

/** What is counted: a class, or what a system calls its requests. */
const countName = (name, counts) =>
  (language.now === "zh" && counts.name_zh) || word("class.", name);

/** A row for each count and measure of `run`; with differences if there is another run. */
export function compareTable(run, other) {
  const rows = [];
  for (const [name, counts] of Object.entries(run.summary.counts || {}))
    for (const count of COUNTS) {
      const before = other && other.summary.counts && other.summary.counts[name];
      if (!(counts[count] > 0) && !(before && before[count] > 0)) continue;
      rows.push([
        `${countName(name, counts)}: ${t("count." + count)}`,
        "1",
        [counts[count]],
        before ? [before[count]] : [NaN],
      ]);
    }
  const others = new Map(
    ((other && other.summary.measures) || []).map((each) => [keyOf(each), each]),
  );
  for (const each of run.summary.measures || []) {
    if (!(each.n > 0)) continue;
    const before = others.get(keyOf(each)) || {};
    rows.push([
      label(each, run.places),
      each.unit,
      [each.mean, each.p95].map(numberOf),
      [before.mean, before.p95].map(numberOf),
    ]);
  }
  const titles = [t("desk.figure"), t("desk.mean"), "95 %"].concat(
    other ? [t("desk.before"), t("desk.change")] : [],
  );
  return h(
    "div.scroll",
    null,
    h(
      "table",
      null,
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          titles.map((title, i) => h("th" + (i ? ".number" : ""), null, title)),
        ),
      ),
      h(
        "tbody",
        null,
        rows.map(([name, unit, now, before]) =>
          h(
            "tr",
            null,
            h("td", null, name),
            h("td.number", null, write(now[0], unit)),
            h("td.number", null, now.length > 1 ? write(now[1], unit) : ""),
            other
              ? [
                  h("td.number", null, write(before[0], unit)),
                  h("td.number", null, change(now[0], before[0], unit)),
                ]
              : null,
          ),
        ),
      ),
    ),
  );
}

const numberOf = (value) => (value === null || value === undefined ? NaN : value);
