// Levels over time, for results that have no map: a chart for each tank or silo.

import { fill, h } from "./dom.js";
import { levelAt } from "./scene.js";
import { nameOf, number, significant, t } from "./text.js";

const WIDTH = 300;
const HEIGHT = 84;
const MOST_POINTS = 600;

export class Levels {
  constructor(app) {
    this.app = app;
    this.root = h("div.levels");
  }

  build() {
    const { vessels } = this.app.scene;
    this.rows = vessels.map((vessel) => {
      const value = h("b");
      const { svg, line } = this.chart(vessel);
      return {
        vessel,
        value,
        line,
        box: h(
          "figure",
          null,
          h(
            "figcaption",
            null,
            nameOf(vessel),
            vessel.holds ? h("small", null, " " + vessel.holds) : null,
            value,
          ),
          svg,
        ),
      };
    });
    fill(
      this.root,
      vessels.length ? this.rows.map((row) => row.box) : h("p.note", null, t("panel.nothing")),
    );
    this.tick();
  }

  chart(vessel) {
    const make = (kind, attributes) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", kind);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      return element;
    };
    const { clock } = this.app;
    const x = (time) => (clock.share(time) * WIDTH).toFixed(1);
    const y = (level) =>
      (HEIGHT - 1 - ((level - vessel.low) / (vessel.high - vessel.low)) * (HEIGHT - 2)).toFixed(1);
    const step = Math.max(1, Math.floor(vessel.time.length / MOST_POINTS));
    const points = [];
    for (let i = 0; i < vessel.time.length; i += step)
      points.push(`${x(vessel.time[i])},${y(vessel.level[i])}`);
    const svg = make("svg", {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: "img",
      preserveAspectRatio: "none",
    });
    const line = make("line", { y1: 0, y2: HEIGHT });
    svg.append(
      make("polygon", { points: `0,${HEIGHT} ${points.join(" ")} ${WIDTH},${HEIGHT}` }),
      make("polyline", { points: points.join(" ") }),
      line,
    );
    svg.addEventListener("click", (event) => {
      const box = svg.getBoundingClientRect();
      clock.set(clock.begin + ((event.clientX - box.left) / box.width) * (clock.end - clock.begin));
    });
    return { svg, line };
  }

  tick() {
    for (const { vessel, value, line } of this.rows || []) {
      const at = this.app.clock.share(this.app.clock.now) * WIDTH;
      line.setAttribute("x1", at);
      line.setAttribute("x2", at);
      const level = levelAt(vessel, this.app.clock.now);
      value.textContent = `${vessel.unit === "kg" ? number(level) : significant(level, 3)} / ${significant(vessel.high, 3)} ${vessel.unit}`;
    }
  }
}
