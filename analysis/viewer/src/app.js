// One result on the page: map, clock, side panel and what was clicked on.

import { CanvasView } from "./canvasview.js";
import { Clock } from "./clock.js";
import { ClockBar } from "./clockbar.js";
import { fill, h } from "./dom.js";
import { distanceSquare, latitude, longitude } from "./geometry.js";
import { Inspector } from "./inspect.js";
import { Levels } from "./levels.js";
import { MapView } from "./mapview.js";
import { Painter } from "./paint.js";
import { SidePanel } from "./panel.js";
import { clockTime, language, metres, nameOf, number, t } from "./text.js";

function hasWebGl() {
  if (/[?&#]draw=canvas/.test(location.search + location.hash)) return false;
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

export class App {
  constructor(stage, scene) {
    this.scene = scene;
    this.painter = new Painter(scene);
    this.clock = new Clock(scene.begin, scene.end);
    if (scene.carriers) this.clock.pace = 20; // their journeys take half a minute
    this.selected = null;
    this.following = false;
    this.box = h("div.map-box", { id: "map" });
    this.scale = h("div.scale");
    this.head = h("div.head");
    this.side = new SidePanel(this);
    this.bar = new ClockBar(this);
    this.inspector = new Inspector(this);
    this.levels = scene.nodes.length ? null : new Levels(this);
    this.root = h(
      "div.app",
      null,
      this.box,
      this.head,
      this.zoomButtons(),
      this.scale,
      this.side.root,
      this.inspector.root,
      this.levels && this.levels.root,
      this.bar.root,
    );
    this.root.classList.toggle("no-map", Boolean(this.levels));
    stage.replaceChildren(this.root);
    this.ready = this.startMap();
    this.onLanguage = () => this.inLanguage();
    language.listeners.push(this.onLanguage);
    this.onResize = () => this.view && this.view.resize();
    window.addEventListener("resize", this.onResize);
    this.onKey = (event) => this.key(event);
    window.addEventListener("keydown", this.onKey);
    this.inLanguage();
  }

  async startMap() {
    const draw = (camera) => {
      const start = performance.now();
      const frame = this.painter.frame(this.clock.now, camera, this.clock.pace, this.selected);
      this.paintMs = performance.now() - start;
      this.frames = (this.frames || 0) + 1;
      return frame;
    };
    if (hasWebGl() && !this.levels) {
      try {
        this.view = new MapView(this.box, this.scene, this.names(), draw);
        this.drawnBy = "webgl2";
      } catch (error) {
        console.warn("no WebGL2 map, drawing with Canvas2D:", error);
        this.box.replaceChildren();
      }
    }
    if (!this.view) {
      this.view = new CanvasView(this.box, this.scene, this.names(), draw);
      this.drawnBy = "canvas2d";
    }
    document.documentElement.dataset.drawn = this.drawnBy;
    this.view.onClick((x, y) => this.click(x, y));
    this.view.onHover((x, y) =>
      this.view.pointer(this.painter.picks.nearest(x, y, 8) || this.nodeAt(x, y, 8) >= 0),
    );
    this.view.onMove(() => this.showScale());
    this.view.onDrag(() => this.follow(false));
    await this.view.ready;
    this.clock.onChange(() => this.tick());
    this.clock.set(this.firstMoment());
    this.showScale();
  }

  /** Where the clock starts: when something moves. */
  firstMoment() {
    const { time, moving } = this.scene.activity;
    const most = moving.reduce((top, value) => Math.max(top, value), 0);
    const row = moving.findIndex((value) => value >= most / 2);
    return most > 0 && row > 0 ? time[row] : 0;
  }

  tick() {
    this.bar.show();
    this.side.tick();
    if (this.levels) this.levels.tick();
    this.inspector.tick();
    if (this.following && this.selected) {
      const place = this.painter.placeOf(this.selected, this.clock.now);
      if (place) this.view.moveTo(place[0], place[1]);
    }
    this.view.repaint();
  }

  inLanguage() {
    const { meta } = this.scene;
    const title =
      (language.now === "zh" && meta.title_zh) || meta.title || meta.scenario || "dimai";
    document.title = title + " · dimai";
    fill(
      this.head,
      h("h1", null, title),
      meta.complete
        ? null
        : h("p.warning", null, t("page.incomplete", { why: meta.end_reason || "?" })),
      this.excerpt(),
    );
    this.side.build();
    if (this.levels) this.levels.build();
    this.bar.build();
    this.inspector.build();
    if (this.view) this.view.setNames(this.names());
    this.showScale();
  }

  /** What was left out of the run to keep the page small, or null. */
  excerpt() {
    const { begin, end, runEnd, every } = this.scene;
    const parts = [
      every > 1 && t("page.every", { n: number(every) }),
      (begin > 0 || end < runEnd) &&
        t("page.span", {
          from: clockTime(begin, runEnd),
          until: clockTime(end, runEnd),
          end: clockTime(runEnd, runEnd),
        }),
    ].filter(Boolean);
    return parts.length ? h("p.excerpt", null, [...parts, t("page.whole")].join(" ")) : null;
  }

  zoomButtons() {
    const button = (sign, key, act) =>
      h("button", { type: "button", title: t(key), "aria-label": t(key), onclick: act }, sign);
    return h(
      "div.zoom",
      null,
      button("+", "map.zoom_in", () => this.view.zoomBy(1)),
      button("−", "map.zoom_out", () => this.view.zoomBy(-1)),
      button("⤢", "map.zoom_all", () => this.view.showAll()),
    );
  }

  showScale() {
    if (!this.view) return;
    const perPixel = this.view.camera().metres;
    if (this.scene.plan || !(perPixel > 0)) return;
    const power = 10 ** Math.floor(Math.log10(perPixel * 110));
    const length = [5, 2, 1].map((f) => f * power).find((each) => each <= perPixel * 110);
    fill(this.scale, h("i", { style: { width: length / perPixel + "px" } }), metres(length));
  }

  /** Names of places for the map, most important first. */
  names() {
    const features = [];
    const point = (x, y, properties) =>
      features.push({
        type: "Feature",
        properties,
        geometry: { type: "Point", coordinates: [longitude(x), latitude(y)] },
      });
    const { guideway, nodes } = this.scene;
    for (const city of guideway ? this.cities() : [])
      point(city.x, city.y, { name: nameOf(city), city: true, order: -city.people });
    const rank = (node) => (node.kind === "yard" ? -1e9 : 0) - node.people;
    for (const node of [...nodes].sort((a, b) => rank(a) - rank(b))) {
      if (node.kind === "junction" && nodes.length > 400) continue;
      const { name } = this.describe(node);
      point(node.x, node.y, { name, city: false, order: rank(node) });
    }
    return { type: "FeatureCollection", features };
  }

  cities() {
    const { guideway, nodes } = this.scene;
    const found = guideway.cities.map((city) => ({ ...city, people: 0, n: 0, sx: 0, sy: 0 }));
    for (let row = 0; row < guideway.node.id.length; row++) {
      const city = found[guideway.node.city[row]];
      if (!city) continue;
      const node = nodes[guideway.firstNode + row];
      city.n++;
      city.people += node.people;
      city.sx += node.x;
      city.sy += node.y;
      if (node.kind === "yard") Object.assign(city, { x: node.x, y: node.y });
    }
    return found
      .filter((city) => city.n)
      .map((city) => ({ x: city.sx / city.n, y: city.sy / city.n, ...city }));
  }

  /** Name and kind of a node of the scene. */
  describe(node) {
    const { node: table } = node.network;
    return {
      name: nameOf({ id: table.id[node.row], name: table.name[node.row], zh: table.zh[node.row] }),
      kind: node.kind,
    };
  }

  nodeAt(x, y, reach) {
    const camera = this.view.camera();
    let best = reach * reach;
    let found = -1;
    this.scene.nodes.forEach((node, n) => {
      const square = (camera.pixelX(node.x) - x) ** 2 + (camera.pixelY(node.y) - y) ** 2;
      if (square <= best) {
        best = square;
        found = n;
      }
    });
    return found;
  }

  linkAt(x, y, reach) {
    const camera = this.view.camera();
    const { ways, links } = this.scene;
    let best = reach * reach;
    let found = -1;
    for (let l = 0; l < links.length; l++)
      for (let k = ways.start[l]; k + 1 < ways.start[l + 1]; k++) {
        const ax = camera.pixelX(ways.x[k]);
        const ay = camera.pixelY(ways.y[k]);
        const bx = camera.pixelX(ways.x[k + 1]);
        const by = camera.pixelY(ways.y[k + 1]);
        const length = Math.hypot(bx - ax, by - ay) || 1;
        const sx = (-(by - ay) / length) * this.painter.links.side[l];
        const sy = ((bx - ax) / length) * this.painter.links.side[l];
        const square = distanceSquare(x, y, ax + sx, ay + sy, bx + sx, by + sy);
        if (square < best) {
          best = square;
          found = l;
        }
      }
    return found;
  }

  /** What was clicked on: a capsule or train, else a node, else a link. */
  click(x, y) {
    const pick =
      this.scene.movement && this.options().trains ? this.painter.picks.nearest(x, y, 9) : null;
    const node = this.nodeAt(x, y, 9);
    if (pick) {
      const piece = this.scene.movement.piece[pick.passage];
      const own = this.scene.movement.capsules(piece);
      const capsule = pick.capsule >= 0 ? pick.capsule : own.length === 1 ? own[0] : -1;
      this.select({ capsule, piece, node: undefined, link: undefined });
    } else if (node >= 0) this.select({ node });
    else {
      const link = this.linkAt(x, y, 7);
      this.select(link >= 0 ? { link } : null);
    }
  }

  select(what) {
    this.selected = what;
    if (!what || what.node !== undefined || what.link !== undefined) this.following = false;
    this.inspector.build();
    if (this.view) this.view.repaint();
  }

  follow(on) {
    if (this.following === on) return;
    this.following = on;
    this.inspector.build();
    if (on) this.tick();
  }

  options() {
    return this.painter.options;
  }

  setOption(name, value) {
    this.painter.options[name] = value;
    this.painter.linkKey = "";
    this.side.build();
    this.view.repaint();
  }

  key(event) {
    if (/^(INPUT|SELECT|TEXTAREA|BUTTON)$/.test(event.target.tagName) && event.key !== "Escape")
      return;
    const acts = {
      " ": () => this.clock.play(!this.clock.playing),
      ArrowRight: () => this.clock.set(this.clock.now + this.clock.pace),
      ArrowLeft: () => this.clock.set(this.clock.now - this.clock.pace),
      "+": () => this.view.zoomBy(1),
      "-": () => this.view.zoomBy(-1),
      Escape: () => this.select(null),
    };
    if (!acts[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    acts[event.key]();
  }

  /** Take the page down, for another result. */
  close() {
    this.clock.playing = false;
    language.listeners.splice(language.listeners.indexOf(this.onLanguage), 1);
    window.removeEventListener("resize", this.onResize);
    window.removeEventListener("keydown", this.onKey);
    if (this.view && this.view.map) this.view.map.remove();
    this.root.remove();
  }
}
