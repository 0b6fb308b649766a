// The side panel: what is drawn and what its colours mean; levels of tanks and silos.

import * as C from "./colors.js";
import { choices, fill, h } from "./dom.js";
import { levelAt } from "./scene.js";
import { duration, nameOf, number, significant, t, word } from "./text.js";

export class SidePanel {
  constructor(app) {
    this.app = app;
    this.root = h("aside.side", { "aria-label": t("panel.title") });
    this.open = window.innerWidth >= 720;
  }

  build() {
    const { scene } = this.app;
    this.root.setAttribute("aria-label", t("panel.title"));
    const parts = [
      h(
        "button.fold",
        { type: "button", "aria-expanded": String(this.open), onclick: () => this.fold() },
        t("panel.title"),
      ),
    ];
    this.gauges = [];
    if (this.open) {
      parts.push(h("div.parts", null, this.trains(), this.links(), this.others(), this.vessels()));
      if (!scene.networks.length && !scene.vessels.length)
        parts.push(h("p.note", null, t("panel.nothing")));
    }
    this.root.classList.toggle("open", this.open);
    fill(this.root, parts);
    this.tick();
  }

  fold() {
    this.open = !this.open;
    this.build();
  }

  legend(items) {
    return h(
      "ul.legend",
      null,
      items.map(([color, label, kind]) =>
        h(
          "li",
          null,
          h("i" + (kind ? "." + kind : ""), { style: { "--tint": C.css(color) } }),
          h("span", null, label),
        ),
      ),
    );
  }

  steps(colors, limits, write) {
    return this.legend(
      colors.map((color, i) => [
        color,
        i === 0
          ? t("legend.below", { n: write(limits[0]) })
          : i === limits.length
            ? t("legend.above", { n: write(limits[i - 1]) })
            : `${write(limits[i - 1])} – ${write(limits[i])}`,
      ]),
    );
  }

  trains() {
    const { scene } = this.app;
    const options = this.app.options();
    if (scene.carriers) return this.carriers();
    if (!scene.guideway) return null;
    if (!scene.movement)
      return h(
        "section",
        null,
        h("h2", null, t("panel.trains")),
        h("p.note", null, t("panel.no_movement")),
      );
    return h(
      "section",
      null,
      this.check("trains", "panel.trains"),
      choices(
        [
          ["class", t("panel.by_class")],
          ["delay", t("panel.by_delay")],
        ],
        options.color,
        (value) => this.app.setOption("color", value),
        t("panel.color"),
      ),
      options.color === "class"
        ? this.legend(
            scene.classes.map((each, i) => [
              this.app.painter.classColors[i],
              word("class.", each.name),
              "dot",
            ]),
          )
        : this.steps(C.DELAY_COLORS, C.DELAY_LIMITS, duration),
      options.color === "delay" ? h("p.note", null, t("panel.delay_note")) : null,
    );
  }

  carriers() {
    const { scene, painter } = this.app;
    return h(
      "section",
      null,
      this.check("trains", "panel.carriers"),
      this.legend(
        scene.carriers.classes.map((name, i) => [
          painter.carrierColors[i],
          word("class.", name),
          "dot",
        ]),
      ),
      h("p.note", null, t("panel.carriers_note")),
    );
  }

  links() {
    const { scene } = this.app;
    const options = this.app.options();
    return scene.networks.map((network, i) => {
      const { series } = network;
      if (!series.time || !series.time.length) return null;
      const limit = this.app.painter.limits[i];
      const unit = t("unit." + series.flow_unit);
      const delay = options.links === "delay" && series.delay;
      return h(
        "section",
        null,
        this.check("flows", "panel.flows_" + network.kind),
        series.delay
          ? choices(
              [
                ["delay", t("panel.by_delay")],
                ["flow", t("panel.by_trains")],
              ],
              options.links,
              (value) => this.app.setOption("links", value),
              t("panel.color"),
            )
          : null,
        delay
          ? this.steps(C.DELAY_COLORS, C.DELAY_LIMITS, duration)
          : this.steps(C.FLOW_COLORS, series.trains ? limit.trainSteps : limit.steps, (v) =>
              significant(v, 2),
            ),
        h(
          "p.note",
          null,
          delay
            ? t("panel.link_delay")
            : t(series.trains ? "panel.link_trains" : "panel.link_flow", { unit }),
          " ",
          t("panel.width", { unit }),
        ),
      );
    });
  }

  others() {
    const { guideway, queued } = this.app.scene;
    if (!queued.length) return null;
    return h(
      "section",
      null,
      this.check("waiting", "panel.waiting"),
      guideway ? this.check("events", "panel.events") : null,
      guideway && this.app.options().events
        ? this.legend([
            [C.COUPLED, t("event.0"), "ring"],
            [C.CUT, t("event.1"), "ring"],
            [C.FORMED, t("event.2"), "ring"],
          ])
        : null,
      guideway ? this.check("nodes", "panel.nodes") : null,
    );
  }

  check(option, key) {
    return h(
      "label.check",
      null,
      h("input", {
        type: "checkbox",
        checked: this.app.options()[option],
        onchange: (event) => this.app.setOption(option, event.target.checked),
      }),
      h("span", null, t(key)),
    );
  }

  vessels() {
    const { vessels } = this.app.scene;
    if (!vessels.length) return null;
    const rows = vessels.map((vessel) => {
      const bar = h("i");
      const value = h("span.value");
      this.gauges.push({ vessel, bar, value });
      const name = nameOf(vessel);
      return h(
        "li",
        { onclick: () => this.goTo(vessel) },
        h("span.name", null, name, vessel.holds ? h("small", null, " " + vessel.holds) : null),
        h("span.gauge", null, bar),
        value,
      );
    });
    return h("section", null, h("h2", null, t("panel.levels")), h("ul.vessels", null, rows));
  }

  goTo(vessel) {
    const network = this.app.scene.networks.find((each) => each.kind === vessel.network);
    if (network && vessel.node >= 0) this.app.select({ node: network.firstNode + vessel.node });
  }

  tick() {
    for (const { vessel, bar, value } of this.gauges || []) {
      const level = levelAt(vessel, this.app.clock.now);
      const share = Math.max(0, Math.min(1, (level - vessel.low) / (vessel.high - vessel.low)));
      bar.style.width = 100 * share + "%";
      const text =
        vessel.unit === "kg" ? number(level) + " kg" : significant(level, 3) + " " + vessel.unit;
      if (value.textContent !== text) value.textContent = text;
    }
  }
}
