// Makes a frame: what is to be seen at a moment through a camera. Knows nothing of how it is drawn.

import * as C from "./colors.js";
import { upperBound } from "./geometry.js";
import { Boxes, Picks, Rounds } from "./marks.js";
import { levelAt, seriesRow } from "./scene.js";

const MARGIN = 40;
const CAPSULE_PIXELS = 3.5;
const GAP_M = 0.4;
const PATH = [240, 178, 40, 255];

export class Painter {
  constructor(scene) {
    this.scene = scene;
    this.options = {
      color: "class",
      links: "delay",
      flows: true,
      trains: true,
      waiting: true,
      events: true,
      nodes: true,
    };
    this.classColors = C.classColors(scene.classes);
    const sent = scene.carriers ? scene.carriers.classes : [];
    this.carrierColors = C.classColors(sent.map((name) => ({ name, color: "" })));
    const links = scene.links.length;
    this.links = {
      width: new Float32Array(links),
      color: new Uint8Array(links * 4),
      side: new Float32Array(links),
      version: 0,
    };
    this.below = new Rounds();
    this.above = new Rounds();
    this.boxes = new Boxes();
    this.place = new Float64Array(4);
    this.limits = scene.networks.map((network) => greatest(network));
    this.capsuleClass = scene.capsuleClass.length
      ? scene.capsuleClass
      : capsuleClasses(scene.journeys);
    this.picks = new Picks();
  }

  /** Everything to be drawn at time `t`. `pace`: simulated seconds in a second of watching. */
  frame(t, camera, pace, selected) {
    this.paintLinks(t, camera);
    for (const marks of [this.below, this.above, this.boxes]) marks.count = 0;
    this.picks.count = 0;
    if (this.options.nodes) this.paintNodes(camera);
    if (this.options.waiting)
      for (const network of this.scene.queued) this.paintWaiting(network, t, camera);
    this.paintPath(selected, camera);
    if (this.options.trains && this.scene.movement) this.paintTrains(t, camera);
    if (this.options.trains && this.scene.carriers) this.paintCarriers(t, camera);
    if (this.options.events) this.paintEvents(t, camera, pace);
    this.paintVessels(t, camera);
    this.paintSelected(t, camera, selected);
    return this;
  }

  /** Widths and colours of links; made anew only when the bin or what is shown changes. */
  paintLinks(t, camera) {
    const near = Math.max(0.55, Math.min(1.5, Math.log2(1 + camera.scale / 60000) / 4));
    const key = this.scene.networks
      .map((network) => (network.series.time ? seriesRow(network.series, t) : 0))
      .concat(
        this.options.links,
        this.options.flows,
        this.options.trains,
        camera.metres < 4,
        near.toFixed(2),
      )
      .join();
    if (key === this.linkKey) return;
    this.linkKey = key;
    this.links.version++;
    this.linkAlpha =
      !this.options.trains || !this.scene.movement ? 255 : camera.metres < 4 ? 80 : 165;
    this.scene.networks.forEach((network, i) =>
      this.paintNetwork(network, this.limits[i], t, near),
    );
  }

  paintNetwork(network, limit, t, near) {
    const { width, color, side } = this.links;
    const count = network.link.id.length;
    const first = network.firstLink;
    const { series } = network;
    for (let l = 0; l < count; l++) {
      const trunk = network.link.trunk && network.link.trunk[l];
      width[first + l] = (trunk ? 1.6 : 1) * near;
      color.set(C.UNUSED, 4 * (first + l));
    }
    if (this.options.flows && series.time && series.time.length) {
      const row = seriesRow(series, t) * series.axis.length;
      for (let a = 0; a < series.axis.length; a++) {
        const l = first + series.axis[a];
        const flow = Math.abs(series.flow[row + a]);
        if (!(flow > 0)) continue;
        width[l] = (1 + 6 * Math.sqrt(flow / limit.flow)) * near;
        color.set(this.linkColor(series, row + a, flow, limit), 4 * l);
        if (network.kind === "guideway") color[4 * l + 3] = this.linkAlpha;
      }
    }
    for (let l = first; l < first + count; l++)
      side[l] = this.scene.links[l].twin ? width[l] / 2 + 0.6 : 0;
  }

  linkColor(series, at, flow, limit) {
    if (this.options.links === "delay" && series.delay)
      return C.DELAY_COLORS[C.stepOf(series.delay[at], C.DELAY_LIMITS)];
    if (series.trains) return C.FLOW_COLORS[C.stepOf(series.trains[at], limit.trainSteps)];
    return C.FLOW_COLORS[C.stepOf(flow, limit.steps)];
  }

  paintCarriers(t, camera) {
    const { carriers } = this.scene;
    const radius = camera.metres < 1 ? 5 : 3.4;
    carriers.each(t, (x, y, row) => {
      const px = camera.pixelX(x);
      const py = camera.pixelY(y);
      if (!this.inside(px, py, camera)) return;
      this.above.put(px, py, radius + 1, C.INK, 200);
      this.above.put(px, py, radius, this.carrierColors[carriers.class[row]] || C.INK);
    });
  }

  inside(x, y, camera) {
    return x > -MARGIN && y > -MARGIN && x < camera.width + MARGIN && y < camera.height + MARGIN;
  }

  paintNodes(camera) {
    const metres = camera.metres;
    const small = this.scene.nodes.length < 800;
    for (let n = 0; n < this.scene.nodes.length; n++) {
      const node = this.scene.nodes[n];
      const main =
        node.kind === "yard" ||
        node.kind === "reservoir" ||
        node.kind === "tank" ||
        node.kind === "blower";
      if (!small && !main && metres > (node.kind === "portal" ? 120 : 250)) continue;
      const x = camera.pixelX(node.x);
      const y = camera.pixelY(node.y);
      if (!this.inside(x, y, camera)) continue;
      const radius = (main ? 3.6 : 2.4) * (metres < 60 ? 1.4 : 1);
      this.below.put(
        x,
        y,
        radius + 1.1,
        C.INK,
        node.kind === "portal" || node.kind === "station" ? 190 : 255,
      );
      this.below.put(
        x,
        y,
        radius - 0.2,
        node.kind === "portal" || node.kind === "station"
          ? [255, 255, 255, 255]
          : main
            ? C.ACCENT
            : [170, 182, 192, 255],
      );
    }
  }

  paintWaiting({ queues, firstNode }, t, camera) {
    const scale = (camera.metres > 700 ? 12 : 26) / Math.sqrt(Math.max(20, queues.most));
    for (const row of queues.busy) {
      const count = queues.at(row, t);
      if (!count) continue;
      const node = this.scene.nodes[firstNode + row];
      const x = camera.pixelX(node.x);
      const y = camera.pixelY(node.y);
      if (!this.inside(x, y, camera)) continue;
      const radius = 2 + scale * Math.sqrt(count);
      this.below.put(x, y, radius, C.WAITING, 60);
      this.below.put(x, y, radius, C.WAITING, 215, 1.3);
    }
  }

  paintTrains(t, camera) {
    const { movement, ways, links, classes } = this.scene;
    const usual = classes.length ? classes[0].length : 6;
    const asBoxes = usual / camera.metres >= CAPSULE_PIXELS;
    const at = this.place;
    movement.active(t, (i) => {
      const link = movement.link[i];
      const share = movement.share(i, t);
      if (asBoxes) {
        this.paintCapsules(i, link, share * links[link].length, camera);
        return;
      }
      ways.at(link, share, at);
      const side = this.links.side[link];
      const x = camera.pixelX(at[0]) - at[3] * side;
      const y = camera.pixelY(at[1]) + at[2] * side;
      if (!this.inside(x, y, camera)) return;
      const size = movement.size[movement.piece[i]];
      this.above.put(x, y, Math.min(6.5, (camera.metres < 60 ? 3 : 2.1) + 0.65 * Math.sqrt(size - 1)), this.trainColor(i));
      this.picks.put(x, y, i, -1);
    });
  }

  /** Capsules of one train as boxes, front first, on its link and the one behind. */
  paintCapsules(i, link, front, camera) {
    const { movement, ways, links, classes } = this.scene;
    const piece = movement.piece[i];
    const capsules = movement.capsules(piece);
    const behind = movement.linkBehind(i);
    let back = front;
    for (let c = 0; c < movement.size[piece]; c++) {
      const kind = capsules.length ? this.classOf(capsules[c]) : 0;
      const length = classes[kind] ? classes[kind].length : 6;
      const middle = back - length / 2;
      back -= length + GAP_M;
      let on = link;
      let metres = middle;
      if (middle < 0) {
        if (behind < 0) return;
        on = behind;
        metres += links[behind].length;
      }
      const at = this.place;
      ways.at(on, Math.max(0, metres / links[on].length), at);
      const side = this.links.side[on] + 1;
      const x = camera.pixelX(at[0]) - at[3] * side;
      const y = camera.pixelY(at[1]) + at[2] * side;
      if (!this.inside(x, y, camera)) continue;
      const half = length / 2 / camera.metres;
      const color =
        this.options.color === "class" && this.classColors[kind]
          ? this.classColors[kind]
          : this.trainColor(i);
      this.boxes.put(x, y, at[2] * half, at[3] * half, Math.max(1.6, 1.4 / camera.metres), color);
      this.picks.put(x, y, i, capsules.length ? capsules[c] : -1);
    }
  }

  classOf(capsule) {
    return this.capsuleClass[capsule] || 0;
  }

  trainColor(i) {
    const { movement, undelayed } = this.scene;
    if (this.options.color === "delay") {
      return C.DELAY_COLORS[C.stepOf(movement.late(i, undelayed), C.DELAY_LIMITS)];
    }
    const first = movement.members[movement.memberStart[movement.piece[i]]];
    return this.classColors[first >= 0 ? this.classOf(first) : 0] || C.ACCENT;
  }

  /** Rings that open where trains couple, are cut or are formed. */
  paintEvents(t, camera, pace) {
    const { formations, guideway, nodes } = this.scene;
    if (!guideway) return;
    const lasts = Math.max(4, Math.min(600, 0.5 * pace));
    const far = camera.metres > 700 ? 0.55 : 1;
    const to = upperBound(formations.time, t);
    for (let e = upperBound(formations.time, t - lasts); e < to; e++) {
      const node = nodes[guideway.firstNode + formations.node[e]];
      if (!node) continue;
      const x = camera.pixelX(node.x);
      const y = camera.pixelY(node.y);
      if (!this.inside(x, y, camera)) continue;
      const age = (t - formations.time[e]) / lasts;
      const color = [C.COUPLED, C.CUT, C.FORMED][formations.kind[e]] || C.FORMED;
      this.above.put(x, y, (3 + 9 * age) * far, color, 230 * (1 - age) * far, 2 * far);
    }
  }

  /** Tanks on the map: a bar that fills. */
  paintVessels(t, camera) {
    for (const vessel of this.scene.vessels) {
      const network = this.scene.networks.find((each) => each.kind === vessel.network);
      if (!network || vessel.node < 0) continue;
      const node = this.scene.nodes[network.firstNode + vessel.node];
      const x = camera.pixelX(node.x) + 12;
      const y = camera.pixelY(node.y);
      const full = Math.max(
        0,
        Math.min(1, (levelAt(vessel, t) - vessel.low) / (vessel.high - vessel.low)),
      );
      this.boxes.put(x, y, 0, 15, 5.5, C.INK);
      this.boxes.put(x, y, 0, 14, 4.5, [255, 255, 255, 255]);
      this.boxes.put(x, y + 14 * (1 - full), 0, 14 * full, 4.5, C.ACCENT);
    }
  }

  /** The way of the capsule that is looked at. */
  paintPath(selected, camera) {
    if (!selected || !selected.path) return;
    const { ways } = this.scene;
    for (const link of selected.path) {
      const side = this.links.side[link];
      for (let k = ways.start[link]; k + 1 < ways.start[link + 1]; k++) {
        const ax = camera.pixelX(ways.x[k]);
        const ay = camera.pixelY(ways.y[k]);
        const bx = camera.pixelX(ways.x[k + 1]);
        const by = camera.pixelY(ways.y[k + 1]);
        const length = Math.hypot(bx - ax, by - ay) || 1;
        const x = (ax + bx) / 2 - ((by - ay) / length) * side;
        const y = (ay + by) / 2 + ((bx - ax) / length) * side;
        this.boxes.put(x, y, (bx - ax) / 2, (by - ay) / 2, Math.max(2.2, side * 0.7), PATH, 170);
      }
    }
  }

  paintSelected(t, camera, selected) {
    if (!selected) return;
    const place = this.placeOf(selected, t);
    if (!place) return;
    const side = place.length > 2 ? this.links.side[place[2]] + 1 : 0;
    this.above.put(
      camera.pixelX(place[0]) - this.place[3] * side,
      camera.pixelY(place[1]) + this.place[2] * side,
      11,
      C.INK,
      255,
      2.2,
    );
  }

  /** Map place of what is selected: a capsule, a train, a node; null if it is nowhere now. */
  /** For trains the link is the third; `this.place` holds the direction. */
  placeOf(selected, t) {
    const { movement, ways, nodes, links } = this.scene;
    if (selected.node !== undefined) return [nodes[selected.node].x, nodes[selected.node].y];
    if (selected.link !== undefined) {
      ways.at(selected.link, 0.5, this.place);
      return [this.place[0], this.place[1]];
    }
    if (!movement) return null;
    const i =
      selected.capsule >= 0
        ? movement.passageOf(selected.capsule, t)
        : passageOfPiece(movement, selected.piece, t);
    if (i < 0) return null;
    const behind =
      selected.capsule >= 0 ? this.behindFront(movement.piece[i], selected.capsule) : 0;
    const link = links[movement.link[i]];
    let metres = movement.share(i, t) * link.length - behind;
    let on = movement.link[i];
    if (metres < 0 && movement.linkBehind(i) >= 0) {
      on = movement.linkBehind(i);
      metres += links[on].length;
    }
    ways.at(on, Math.max(0, metres / links[on].length), this.place);
    return [this.place[0], this.place[1], on];
  }

  /** Metres from the front of a train to the middle of one of its capsules. */
  behindFront(piece, capsule) {
    let metres = 0;
    for (const each of this.scene.movement.capsules(piece)) {
      const kind = this.scene.classes[this.classOf(each)];
      const length = kind ? kind.length : 6;
      if (each === capsule) return metres + length / 2;
      metres += length + GAP_M;
    }
    return 0;
  }
}

function passageOfPiece(movement, piece, t) {
  const from = movement.passageStart[piece];
  const to = movement.passageStart[piece + 1];
  const i = upperBound(movement.entry, t, from, to) - 1;
  return i >= from && movement.exit[i] > t ? i : -1;
}

/** What the widest and the darkest link of a network stand for. */
function greatest(network) {
  const { series } = network;
  const top = (values) => (values ? values.reduce((most, v) => Math.max(most, Math.abs(v)), 0) : 0);
  const flow = top(series.flow) || 1;
  return { flow, steps: C.limitsFor(flow), trainSteps: C.limitsFor(top(series.trains)) };
}

/** Class of each capsule, from its trips, for results that do not tell. */
function capsuleClasses(journeys) {
  const most = journeys.capsule.length ? journeys.capsule[journeys.capsule.length - 1] : -1;
  const classes = new Uint8Array(most + 1);
  for (let row = 0; row < journeys.capsule.length; row++)
    classes[journeys.capsule[row]] = journeys.class[row];
  return classes;
}
