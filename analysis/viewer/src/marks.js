// What a frame is made of besides the links: round marks and boxes, in pixels, in growing arrays.

class Grown {
  constructor(width) {
    this.width = width;
    this.count = 0;
    this.reserve(256);
  }
  reserve(rows) {
    const values = new Float32Array(rows * this.width);
    const colors = new Uint8Array(rows * 4);
    if (this.values) {
      values.set(this.values);
      colors.set(this.colors);
    }
    Object.assign(this, { values, colors, rows });
  }
  add(color, alpha) {
    if (this.count === this.rows) this.reserve(this.rows * 2);
    const at = this.count * 4;
    this.colors[at] = color[0];
    this.colors[at + 1] = color[1];
    this.colors[at + 2] = color[2];
    this.colors[at + 3] = alpha === undefined ? color[3] : alpha;
    return this.count++ * this.width;
  }
}

/** Round marks: x, y, radius, width of the ring (0: filled). */
export class Rounds extends Grown {
  constructor() {
    super(4);
  }
  put(x, y, radius, color, alpha, ring = 0) {
    const at = this.add(color, alpha);
    this.values[at] = x;
    this.values[at + 1] = y;
    this.values[at + 2] = radius;
    this.values[at + 3] = ring;
  }
}

/** Boxes: middle x, y; half the length as a vector; half the width. */
export class Boxes extends Grown {
  constructor() {
    super(5);
  }
  put(x, y, dx, dy, half, color, alpha) {
    const at = this.add(color, alpha);
    this.values[at] = x;
    this.values[at + 1] = y;
    this.values[at + 2] = dx;
    this.values[at + 3] = dy;
    this.values[at + 4] = half;
  }
}

/** What can be clicked on: where it was drawn, its passage and its capsule (-1: the whole train). */
export class Picks {
  constructor() {
    this.count = 0;
    this.reserve(256);
  }
  reserve(rows) {
    const grow = (old, Kind, width) => {
      const array = new Kind(rows * width);
      if (old) array.set(old);
      return array;
    };
    this.places = grow(this.places, Float32Array, 2);
    this.what = grow(this.what, Int32Array, 2);
    this.rows = rows;
  }
  put(x, y, passage, capsule) {
    if (this.count === this.rows) this.reserve(this.rows * 2);
    const at = 2 * this.count++;
    this.places[at] = x;
    this.places[at + 1] = y;
    this.what[at] = passage;
    this.what[at + 1] = capsule;
  }
  /** What is nearest to a place, within `reach` pixels: {passage, capsule}, or null. */
  nearest(x, y, reach) {
    let best = reach * reach;
    let row = -1;
    for (let i = 0; i < this.count; i++) {
      const square = (this.places[2 * i] - x) ** 2 + (this.places[2 * i + 1] - y) ** 2;
      if (square <= best) {
        best = square;
        row = i;
      }
    }
    return row < 0 ? null : { passage: this.what[2 * row], capsule: this.what[2 * row + 1] };
  }
}
