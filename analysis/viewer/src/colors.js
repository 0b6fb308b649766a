// Colours of everything that is drawn, and the steps they stand for.

export const INK = [27, 39, 51, 255];
export const ACCENT = [13, 110, 120, 255];
export const WAITING = [123, 63, 152, 255];
export const COUPLED = [13, 110, 120, 255];
export const CUT = [201, 85, 45, 255];
export const FORMED = [74, 96, 160, 255];
export const UNUSED = [205, 213, 220, 255];

export const DELAY_LIMITS = [1, 10, 30, 120, 600];
export const DELAY_COLORS = ["#5f95b5", "#3f83ab", "#e0a73a", "#dd7230", "#b8372c", "#6d1230"].map(
  rgb,
);
export const FLOW_COLORS = ["#b9c9d3", "#86b6bb", "#4a9aa1", "#217883", "#0f5661", "#06343d"].map(
  rgb,
);
const CLASSES = ["#2a6f97", "#c9762b", "#7a5aa6", "#4c8c4a", "#b0413e", "#6b705c"];

/** "#rgb" or "#rrggbb" as four bytes; null if it is neither. */
export function rgb(text) {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text);
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (short)
    return short
      .slice(1)
      .map((c) => parseInt(c + c, 16))
      .concat(255);
  return long
    ? long
        .slice(1)
        .map((c) => parseInt(c, 16))
        .concat(255)
    : null;
}

export const css = (c) => `rgba(${c[0]},${c[1]},${c[2]},${c[3] / 255})`;

/** Colour of each class: its own, or one of ours. */
export const classColors = (classes) =>
  classes.map((each, i) => rgb(each.color) || rgb(CLASSES[i % CLASSES.length]));

/** Place of a value among limits: 0 below the first. */
export function stepOf(value, limits) {
  let step = 0;
  while (step < limits.length && value >= limits[step]) step++;
  return step;
}

/** Round limits that part values into as many groups as there are colours. */
export function limitsFor(greatest) {
  if (!(greatest > 0)) return [1, 2, 3, 4, 5];
  return [0.02, 0.08, 0.2, 0.4, 0.7].map((f) => Number((greatest * f).toPrecision(1)));
}
