// Places on the map: Web Mercator between 0 and 1, ways along links, and the camera.

export const WORLD_M = 2 * Math.PI * 6378137;

export const mercatorX = (lon) => (180 + lon) / 360;
export const mercatorY = (lat) =>
  (180 - (180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))) / 360;
export const longitude = (x) => x * 360 - 180;
export const latitude = (y) =>
  (360 / Math.PI) * Math.atan(Math.exp(((180 - y * 360) * Math.PI) / 180)) - 90;

/** Metres of the ground in one whole width of the map, at this height of it. */
export const groundMetres = (y) => WORLD_M * Math.cos((latitude(y) * Math.PI) / 180);

/** What is seen: the middle in map units, pixels in the width of the whole map, size in pixels. */
export class Camera {
  constructor(x, y, scale, width, height) {
    Object.assign(this, { x, y, scale, width, height });
  }
  pixelX(x) {
    return (x - this.x) * this.scale + this.width / 2;
  }
  pixelY(y) {
    return (y - this.y) * this.scale + this.height / 2;
  }
  mapX(px) {
    return (px - this.width / 2) / this.scale + this.x;
  }
  mapY(py) {
    return (py - this.height / 2) / this.scale + this.y;
  }
  /** Metres of the ground in a pixel. */
  get metres() {
    return groundMetres(this.y) / this.scale;
  }
}

/** Ways of all links, one after the other: places, and how far along the link each is, from 0 to 1. */
export class Ways {
  constructor(paths) {
    const count = paths.length;
    this.start = new Uint32Array(count + 1);
    for (let l = 0; l < count; l++) this.start[l + 1] = this.start[l] + paths[l].length / 2;
    const points = this.start[count];
    this.x = new Float64Array(points);
    this.y = new Float64Array(points);
    this.share = new Float64Array(points);
    for (let l = 0; l < count; l++) this.place(paths[l], this.start[l]);
  }
  place(path, at) {
    const points = path.length / 2;
    let length = 0;
    for (let i = 0; i < points; i++) {
      this.x[at + i] = path[2 * i];
      this.y[at + i] = path[2 * i + 1];
      if (i) length += Math.hypot(path[2 * i] - path[2 * i - 2], path[2 * i + 1] - path[2 * i - 1]);
      this.share[at + i] = length;
    }
    for (let i = 0; i < points; i++)
      this.share[at + i] = length > 0 ? this.share[at + i] / length : i / Math.max(1, points - 1);
  }
  /** Put the place at `share` of link `l` and the direction there into `out`: x, y, dx, dy. */
  at(l, share, out) {
    let i = this.start[l];
    const last = this.start[l + 1] - 2;
    while (i < last && this.share[i + 1] < share) i++;
    const wide = this.share[i + 1] - this.share[i];
    const f = wide > 0 ? (share - this.share[i]) / wide : 0;
    const dx = this.x[i + 1] - this.x[i];
    const dy = this.y[i + 1] - this.y[i];
    const length = Math.hypot(dx, dy) || 1;
    out[0] = this.x[i] + f * dx;
    out[1] = this.y[i] + f * dy;
    out[2] = dx / length;
    out[3] = dy / length;
  }
}

/** Least box round places: [x0, y0, x1, y1]; null without places. */
export function boxOf(xs, ys) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < xs.length; i++) {
    if (!(xs[i] >= 0 && ys[i] > -1)) continue;
    box[0] = Math.min(box[0], xs[i]);
    box[1] = Math.min(box[1], ys[i]);
    box[2] = Math.max(box[2], xs[i]);
    box[3] = Math.max(box[3], ys[i]);
  }
  return box[0] <= box[2] ? box : null;
}

/** Square of the distance of a point from a straight piece, all in pixels. */
export function distanceSquare(px, py, ax, ay, bx, by) {
  const dx = bx - ax;
  const dy = by - ay;
  const square = dx * dx + dy * dy;
  const f = square ? Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / square)) : 0;
  return (px - ax - f * dx) ** 2 + (py - ay - f * dy) ** 2;
}

/** Number of values not greater than `value` in a sorted array. */
export function upperBound(array, value, low = 0, high = array.length) {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (array[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
