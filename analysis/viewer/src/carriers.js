// Carriers in parcel tubes: where each is at a moment, on its way from station to station.

import { upperBound } from "./geometry.js";

export class Carriers {
  /** `raw` as dimai.view.carriers packs it; `nodes` those of the scene, `first` the first of the tubes. */
  constructor(raw, nodes, first) {
    Object.assign(this, raw);
    this.longest = raw.lasts.reduce((most, lasts) => Math.max(most, lasts), 0);
    this.nodes = nodes;
    this.paths = [];
    let at = 0;
    for (const count of raw.ways.count) {
      const path = Array.from(raw.ways.node.slice(at, at + count), (row) => nodes[first + row]);
      at += count;
      const reach = [0];
      for (let i = 1; i < path.length; i++)
        reach.push(reach[i - 1] + Math.hypot(path[i].x - path[i - 1].x, path[i].y - path[i - 1].y));
      this.paths.push({ path, reach });
    }
  }

  /** Calls act(x, y, row) for each carrier that moves at time `t`. */
  each(t, act) {
    const { start, lasts, way } = this;
    const end = upperBound(start, t);
    for (let i = upperBound(start, t - this.longest - 1); i < end; i++) {
      const share = (t - start[i]) / lasts[i];
      if (!(share < 1)) continue;
      const { path, reach } = this.paths[way[i]];
      const gone = share * reach[reach.length - 1];
      let k = 1;
      while (k < path.length - 1 && reach[k] < gone) k++;
      const [a, b] = [path[k - 1], path[k] || path[k - 1]];
      const f = reach[k] > reach[k - 1] ? (gone - reach[k - 1]) / (reach[k] - reach[k - 1]) : 0;
      act(a.x + f * (b.x - a.x), a.y + f * (b.y - a.y), i);
    }
  }
}
