// What was clicked on: a capsule's journey, a train, a junction's log, a link.

import { fill, h } from "./dom.js";
import { capsulePanel, trainPanel } from "./inspect_capsule.js";
import { linkPanel, nodePanel } from "./inspect_place.js";
import { clockTime, nameOf, t, word } from "./text.js";

export class Inspector {
  constructor(app) {
    this.app = app;
    this.root = h("div.inspector", { hidden: true, "aria-live": "polite" });
  }

  build() {
    const { selected } = this.app;
    this.root.hidden = !selected;
    this.app.root && this.app.root.classList.toggle("inspecting", Boolean(selected));
    if (!selected) return;
    const parts =
      selected.node !== undefined
        ? nodePanel(this, selected.node)
        : selected.link !== undefined
          ? linkPanel(this, selected.link)
          : selected.capsule >= 0
            ? capsulePanel(this, selected.capsule)
            : trainPanel(this, selected.piece);
    this.shown = this.stamp();
    fill(
      this.root,
      h(
        "button.close",
        {
          type: "button",
          "aria-label": t("page.close"),
          title: t("page.close"),
          onclick: () => this.app.select(null),
        },
        "×",
      ),
      parts,
    );
  }

  /** What the panel depends on besides the selection: the row of the log, the train of a capsule … */
  stamp() {
    const { selected, scene, clock } = this.app;
    if (!selected) return "";
    if (selected.node !== undefined || selected.link !== undefined)
      return Math.floor(clock.now / Math.max(1, clock.pace / 4));
    if (selected.capsule < 0) return "";
    return (
      scene.movement.passageOf(selected.capsule, clock.now) +
      ":" +
      scene.journeys.at(selected.capsule, clock.now)
    );
  }

  tick() {
    if (this.app.selected && this.stamp() !== this.shown) {
      const top = this.root.querySelector(".log");
      const at = top ? top.scrollTop : 0;
      this.build();
      const log = this.root.querySelector(".log");
      if (log) log.scrollTop = at;
    }
  }

  time(seconds) {
    return clockTime(seconds, this.app.clock.end);
  }

  /** A moment that the clock jumps to. */
  moment(seconds) {
    if (!Number.isFinite(seconds)) return "–";
    return h(
      "button.moment",
      { type: "button", onclick: () => this.app.clock.set(seconds) },
      this.time(seconds),
    );
  }

  placeName(row) {
    const { guideway, nodes } = this.app.scene;
    const node = nodes[guideway.firstNode + row];
    if (!node || row < 0) return "–";
    const city = guideway.cities[guideway.node.city[row]];
    const name = this.app.describe(node).name;
    const cityName = city ? nameOf(city) : "";
    return cityName && cityName !== name ? `${name} (${cityName})` : name;
  }

  placeButton(row) {
    const { guideway } = this.app.scene;
    return h(
      "button.moment",
      { type: "button", onclick: () => this.app.select({ node: guideway.firstNode + row }) },
      this.placeName(row),
    );
  }

  className(row) {
    const each = this.app.scene.classes[row];
    return each ? word("class.", each.name) : "–";
  }
}
