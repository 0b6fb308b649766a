// The map without WebGL2: own gestures over a Canvas2D, the same frames.

import { feature } from "topojson-client";
import land from "world-atlas/land-50m.json";

import { CanvasRenderer } from "./canvas2d.js";
import { Camera, mercatorX, mercatorY } from "./geometry.js";

export class CanvasView {
  constructor(box, scene, names, draw) {
    Object.assign(this, {
      box,
      scene,
      names,
      draw,
      acts: { click: [], hover: [], move: [], drag: [] },
    });
    this.canvas = document.createElement("canvas");
    this.canvas.className = "plain-map";
    box.append(this.canvas);
    this.context = this.canvas.getContext("2d");
    this.renderer = new CanvasRenderer(this.context, scene);
    this.coast = scene.plan ? [] : rings(feature(land, land.objects.land));
    this.resize();
    this.showAll();
    this.listen();
    this.ready = Promise.resolve();
  }

  camera() {
    return this.seen;
  }

  resize() {
    const ratio = window.devicePixelRatio || 1;
    const width = this.box.clientWidth;
    const height = this.box.clientHeight;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    this.ratio = ratio;
    const old = this.seen || new Camera(0.5, 0.5, 512, width, height);
    this.seen = new Camera(old.x, old.y, old.scale, width, height);
    this.repaint();
  }

  repaint() {
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame(() => {
      this.asked = false;
      this.paint();
    });
  }

  paint() {
    const { context, seen } = this;
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.fillStyle = this.scene.plan ? "#fafbfb" : "#e4ebf0";
    context.fillRect(0, 0, seen.width, seen.height);
    this.paintLand();
    this.renderer.draw(this.draw(seen), seen);
    this.paintNames();
  }

  paintLand() {
    const { context, seen } = this;
    context.fillStyle = "#fafbfb";
    for (const ring of this.coast) {
      if (seen.pixelX(ring.box[2]) < 0 || seen.pixelX(ring.box[0]) > seen.width) continue;
      if (seen.pixelY(ring.box[3]) < 0 || seen.pixelY(ring.box[1]) > seen.height) continue;
      context.beginPath();
      for (let i = 0; i < ring.xs.length; i++)
        context.lineTo(seen.pixelX(ring.xs[i]), seen.pixelY(ring.ys[i]));
      context.fill();
    }
  }

  paintNames() {
    const { context, seen } = this;
    const taken = [];
    const near = seen.metres < 90 || this.scene.nodes.length < 800;
    context.textBaseline = "middle";
    context.lineWidth = 3;
    context.strokeStyle = "#fff";
    for (const { properties, geometry } of this.names.features) {
      if (properties.city ? seen.metres < 40 : !near) continue;
      const x = seen.pixelX(mercatorX(geometry.coordinates[0])) + 8;
      const y = seen.pixelY(mercatorY(geometry.coordinates[1]));
      if (x < 0 || y < 0 || x > seen.width || y > seen.height) continue;
      context.font = properties.city ? "600 13px sans-serif" : "11px sans-serif";
      const box = [x, y - 9, x + context.measureText(properties.name).width, y + 9];
      if (taken.some((t) => box[0] < t[2] && t[0] < box[2] && box[1] < t[3] && t[1] < box[3]))
        continue;
      taken.push(box);
      context.strokeText(properties.name, x, y);
      context.fillStyle = properties.city ? "#1b2733" : "#4a5763";
      context.fillText(properties.name, x, y);
      if (taken.length > 120) return;
    }
  }

  listen() {
    const held = new Map();
    let moved = 0;
    this.canvas.addEventListener("pointerdown", (event) => {
      this.canvas.setPointerCapture(event.pointerId);
      held.set(event.pointerId, [event.offsetX, event.offsetY]);
      moved = 0;
    });
    this.canvas.addEventListener("pointermove", (event) => {
      const last = held.get(event.pointerId);
      if (!last) {
        this.acts.hover.forEach((act) => act(event.offsetX, event.offsetY));
        return;
      }
      const dx = event.offsetX - last[0];
      const dy = event.offsetY - last[1];
      moved += Math.abs(dx) + Math.abs(dy);
      if (held.size === 1) {
        this.look(
          this.seen.x - dx / this.seen.scale,
          this.seen.y - dy / this.seen.scale,
          this.seen.scale,
        );
        if (moved > 6) this.acts.drag.forEach((act) => act());
      } else {
        const other = [...held].find(([id]) => id !== event.pointerId)[1];
        const before = Math.hypot(last[0] - other[0], last[1] - other[1]);
        const after = Math.hypot(event.offsetX - other[0], event.offsetY - other[1]);
        if (before > 0) this.zoomAt(other[0], other[1], after / before);
      }
      held.set(event.pointerId, [event.offsetX, event.offsetY]);
    });
    const up = (event) => {
      if (held.delete(event.pointerId) && moved < 6 && event.type === "pointerup")
        this.acts.click.forEach((act) => act(event.offsetX, event.offsetY));
    };
    this.canvas.addEventListener("pointerup", up);
    this.canvas.addEventListener("pointercancel", up);
    this.canvas.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        this.zoomAt(event.offsetX, event.offsetY, Math.exp(-event.deltaY / 400));
      },
      { passive: false },
    );
  }

  zoomAt(px, py, factor) {
    const { seen } = this;
    const x = seen.mapX(px);
    const y = seen.mapY(py);
    const scale = Math.max(300, Math.min(3.5e8, seen.scale * factor));
    this.look(x - (px - seen.width / 2) / scale, y - (py - seen.height / 2) / scale, scale);
  }

  look(x, y, scale) {
    this.seen = new Camera(x, y, scale, this.seen.width, this.seen.height);
    this.acts.move.forEach((act) => act());
    this.repaint();
  }

  onClick(act) {
    this.acts.click.push(act);
  }
  onHover(act) {
    this.acts.hover.push(act);
  }
  onMove(act) {
    this.acts.move.push(act);
  }
  onDrag(act) {
    this.acts.drag.push(act);
  }
  setNames(names) {
    this.names = names;
    this.repaint();
  }
  pointer(on) {
    this.canvas.style.cursor = on ? "pointer" : "";
  }
  zoomBy(steps) {
    this.zoomAt(this.seen.width / 2, this.seen.height / 2, 2 ** steps);
  }
  showAll() {
    const b = this.scene.box || [0.4, 0.3, 0.6, 0.5];
    const wide = Math.max(b[2] - b[0], 1e-7);
    const tall = Math.max(b[3] - b[1], 1e-7);
    const scale = Math.min(1.3e8, 0.8 * Math.min(this.seen.width / wide, this.seen.height / tall));
    this.look((b[0] + b[2]) / 2, (b[1] + b[3]) / 2, scale);
  }
  moveTo(x, y, zoom) {
    this.look(
      x,
      y,
      zoom === undefined ? this.seen.scale : Math.max(this.seen.scale, 512 * 2 ** zoom),
    );
  }
}

/** Outer rings of the land, in map units, each with its box. */
function rings(collection) {
  const features = collection.features || [collection];
  return features.flatMap(({ geometry }) => {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    return polygons.map(([outer]) => {
      const xs = outer.map((place) => mercatorX(place[0]));
      const ys = outer.map((place) => mercatorY(Math.max(-85, Math.min(85, place[1]))));
      return { xs, ys, box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] };
    });
  });
}
