// Draws the same frames with Canvas2D, for browsers without WebGL2.

import { css } from "./colors.js";

export class CanvasRenderer {
  constructor(context, scene) {
    this.context = context;
    this.scene = scene;
  }

  draw(frame, camera) {
    this.drawLinks(frame.links, camera);
    this.drawRounds(frame.below);
    this.drawBoxes(frame.boxes);
    this.drawRounds(frame.above);
  }

  drawLinks(links, camera) {
    const { context, scene } = this;
    const { ways } = scene;
    context.lineCap = "butt";
    for (let l = 0; l < scene.links.length; l++) {
      const from = ways.start[l];
      const to = ways.start[l + 1];
      if (!this.near(ways, from, to, camera)) continue;
      const a = [camera.pixelX(ways.x[from]), camera.pixelY(ways.y[from])];
      const b = [camera.pixelX(ways.x[to - 1]), camera.pixelY(ways.y[to - 1])];
      const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
      const dx = (-(b[1] - a[1]) / length) * links.side[l];
      const dy = ((b[0] - a[0]) / length) * links.side[l];
      context.beginPath();
      for (let k = from; k < to; k++) {
        const x = camera.pixelX(ways.x[k]) + dx;
        const y = camera.pixelY(ways.y[k]) + dy;
        if (k === from) context.moveTo(x, y);
        else context.lineTo(x, y);
      }
      context.lineWidth = links.width[l];
      context.strokeStyle = css(links.color.subarray(4 * l, 4 * l + 4));
      context.stroke();
    }
  }

  near(ways, from, to, camera) {
    let left = Infinity;
    let right = -Infinity;
    let top = Infinity;
    let bottom = -Infinity;
    for (let k = from; k < to; k++) {
      left = Math.min(left, ways.x[k]);
      right = Math.max(right, ways.x[k]);
      top = Math.min(top, ways.y[k]);
      bottom = Math.max(bottom, ways.y[k]);
    }
    return (
      camera.pixelX(right) > -9 &&
      camera.pixelX(left) < camera.width + 9 &&
      camera.pixelY(bottom) > -9 &&
      camera.pixelY(top) < camera.height + 9
    );
  }

  /** Marks one after the other; small ones as squares, many at a time in one colour. */
  drawRounds(marks) {
    const { context } = this;
    let last = -1;
    for (let i = 0; i < marks.count; i++) {
      const [x, y, radius, ring] = marks.values.subarray(4 * i, 4 * i + 4);
      const color = marks.colors.subarray(4 * i, 4 * i + 4);
      const key = ((color[0] * 256 + color[1]) * 256 + color[2]) * 256 + color[3];
      if (key !== last) {
        last = key;
        context.fillStyle = context.strokeStyle = css(color);
      }
      if (!ring && radius < 3) {
        context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
        continue;
      }
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      if (ring) {
        context.lineWidth = ring;
        context.stroke();
      } else context.fill();
    }
  }

  drawBoxes(marks) {
    const { context } = this;
    for (let i = 0; i < marks.count; i++) {
      const [x, y, dx, dy, half] = marks.values.subarray(5 * i, 5 * i + 5);
      const length = Math.hypot(dx, dy) || 1;
      const sx = (-dy / length) * half;
      const sy = (dx / length) * half;
      context.fillStyle = css(marks.colors.subarray(4 * i, 4 * i + 4));
      context.beginPath();
      context.moveTo(x - dx - sx, y - dy - sy);
      context.lineTo(x + dx - sx, y + dy - sy);
      context.lineTo(x + dx + sx, y + dy + sy);
      context.lineTo(x - dx + sx, y - dy + sy);
      context.fill();
    }
  }
}
