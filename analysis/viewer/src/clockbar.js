// The bar with the clock: play, pace, time, and a line of what moves that is dragged along.

import { PACES } from "./clock.js";
import { fill, h } from "./dom.js";
import { clockTime, number, t } from "./text.js";

export class ClockBar {
  constructor(app) {
    this.app = app;
    this.root = h("div.clock");
  }

  build() {
    const { clock } = this.app;
    this.playButton = h("button.play", {
      type: "button",
      onclick: () => clock.play(!clock.playing),
    });
    this.time = h("output.time");
    this.pace = h(
      "select",
      {
        "aria-label": t("clock.pace"),
        title: t("clock.pace"),
        onchange: (event) => this.setPace(Number(event.target.value)),
      },
      PACES.map((pace) =>
        h(
          "option",
          { value: String(pace), selected: pace === clock.pace },
          t("clock.times", { n: number(pace) }),
        ),
      ),
    );
    this.slider = h("input.scrub", {
      type: "range",
      min: String(clock.begin),
      max: String(clock.end),
      step: "any",
      "aria-label": t("clock.time"),
      oninput: (event) => clock.set(Number(event.target.value)),
    });
    this.line = h("canvas.line");
    this.counts = h("div.counts");
    fill(
      this.root,
      this.playButton,
      h("div.when", null, this.time, this.counts),
      h(
        "div.track",
        null,
        this.line,
        this.slider,
        h(
          "div.ends",
          null,
          h("span", null, clockTime(clock.begin, clock.end)),
          h("span", null, clockTime(clock.end, clock.end)),
        ),
      ),
      h("label.pace", null, h("span", null, t("clock.pace")), this.pace),
    );
    this.show();
    requestAnimationFrame(() => this.drawLine());
  }

  setPace(pace) {
    this.app.clock.pace = pace;
    this.app.clock.tell();
  }

  show() {
    const { clock } = this.app;
    if (!this.slider) return;
    const state = clock.playing ? "clock.pause" : "clock.play";
    if (this.state !== state) {
      this.state = state;
      this.playButton.title = t(state);
      this.playButton.setAttribute("aria-label", t(state));
      this.playButton.classList.toggle("on", clock.playing);
    }
    this.slider.value = String(clock.now);
    const text = clockTime(clock.now, clock.end);
    if (this.time.value !== text) this.time.value = text;
    this.slider.style.setProperty("--done", 100 * clock.share(clock.now) + "%");
    this.showCounts();
  }

  showCounts() {
    const { activity } = this.app.scene;
    if (this.app.scene.carriers || !activity.moving.some(Boolean)) return;
    let row = activity.time.findIndex((time) => time > this.app.clock.now) - 1;
    if (row < 0) row = activity.time.length - 1;
    if (row === this.row && this.counts.childNodes.length) return;
    this.row = row;
    fill(
      this.counts,
      t("clock.counts", {
        moving: number(activity.moving[row]),
        waiting: number(activity.waiting[row]),
      }),
    );
  }

  /** Capsules that move (filled) and requests that wait (line) over the whole time. */
  drawLine() {
    const { activity } = this.app.scene;
    const { line } = this;
    const width = line.clientWidth;
    const height = line.clientHeight;
    const ratio = window.devicePixelRatio || 1;
    line.width = width * ratio;
    line.height = height * ratio;
    const context = line.getContext("2d");
    context.scale(ratio, ratio);
    const { clock } = this.app;
    const trace = (values, color, filled) => {
      const most = values.reduce((top, value) => Math.max(top, value), 0);
      if (!(most > 0)) return;
      context.beginPath();
      context.moveTo(clock.share(activity.time[0]) * width, height);
      values.forEach((value, i) =>
        context.lineTo(
          clock.share(activity.time[i]) * width,
          height - 1 - (value / most) * (height - 3),
        ),
      );
      if (filled) {
        context.lineTo(clock.share(activity.time[activity.time.length - 1]) * width, height);
        context.fillStyle = color;
        context.fill();
      } else {
        context.strokeStyle = color;
        context.stroke();
      }
    };
    trace(activity.moving, "#cfe3e5", true);
    trace(activity.waiting, "rgba(123,63,152,.6)", false);
  }
}
