// One result, ready to be drawn: networks laid into one list of nodes and links, and what moves.

import { Carriers } from "./carriers.js";
import { boxOf, mercatorX, mercatorY, upperBound, Ways } from "./geometry.js";
import { Movement } from "./movement.js";

/** A network with where its nodes and links stand in the scene's lists. */
function layIn(network, scene) {
  network.firstNode = scene.nodes.length;
  network.firstLink = scene.links.length;
  const { node, link } = network;
  for (let n = 0; n < node.id.length; n++)
    scene.nodes.push({
      network,
      row: n,
      x: mercatorX(node.lon[n]),
      y: mercatorY(node.lat[n]),
      kind: node.kind[n],
      people: node.people ? node.people[n] : 0,
    });
  let at = 0;
  const paths = [];
  for (let l = 0; l < link.id.length; l++) {
    const from = network.firstNode + link.from[l];
    const to = network.firstNode + link.to[l];
    const bends = network.shape.count[l] || 0;
    const path = [];
    for (let k = 0; k < bends; k++, at++)
      path.push(mercatorX(network.shape.lon[at]), mercatorY(network.shape.lat[at]));
    if (network.kind !== "guideway") withEnds(path, scene.nodes[from], scene.nodes[to]);
    else if (bends < 2) {
      path.length = 0;
      withEnds(path, scene.nodes[from], scene.nodes[to]);
    }
    paths.push(path);
    scene.links.push({ network, row: l, from, to, length: link.length[l] });
  }
  return paths;
}

function withEnds(path, from, to) {
  path.unshift(from.x, from.y);
  path.push(to.x, to.y);
}

/** Value of a series of a network at time `t` for each of its rows, as an array over the axis. */
export function seriesRow(series, t) {
  return Math.max(0, upperBound(series.time, t) - 1);
}

/** Pairs of links that run both ways between the same nodes are drawn beside each other. */
function markTwins(scene) {
  const ends = new Set(scene.links.map((link) => link.from + ">" + link.to));
  for (const link of scene.links) link.twin = ends.has(link.to + ">" + link.from);
}

export function makeScene(data) {
  const scene = {
    meta: data.meta,
    begin: data.begin_s,
    end: data.end_s,
    runEnd: data.run_s,
    every: data.every,
    classes: data.classes,
    networks: data.networks,
    vessels: data.vessels,
    activity: data.activity,
    nodes: [],
    links: [],
  };
  const paths = data.networks.flatMap((network) => layIn(network, scene));
  scene.ways = new Ways(paths);
  markTwins(scene);
  scene.box = boxOf(
    scene.nodes.map((n) => n.x),
    scene.nodes.map((n) => n.y),
  );
  scene.guideway = data.networks.find((network) => network.kind === "guideway") || null;
  scene.plan = data.networks.every((network) => network.plan);
  scene.journeys = new Journeys(data.journeys);
  scene.capsuleClass = data.capsule_class;
  scene.formations = data.formations;
  scene.junctions = data.junctions;
  scene.movement = null;
  if (scene.guideway && data.movement) {
    const { length, speed } = scene.guideway.link;
    scene.undelayed = length.map((metres, l) => metres / speed[l]);
    scene.movement = new Movement(data.movement, scene.undelayed);
  }
  const tubes = data.networks.find((network) => network.kind === "tubes");
  scene.carriers =
    tubes && data.carriers ? new Carriers(data.carriers, scene.nodes, tubes.firstNode) : null;
  for (const network of data.networks)
    if (network.waiting) network.queues = new Waiting(network.waiting, network.node.id.length);
  scene.queued = data.networks.filter((network) => network.queues);
  return scene;
}

/** Trips by capsule. */
class Journeys {
  constructor(raw) {
    Object.assign(this, raw);
    this.left = raw.left.map((span, i) => raw.asked[i] + span);
    this.arrived = raw.arrived.map((span, i) => this.left[i] + span);
  }
  /** Rows of the trips of a capsule: [first, past the last]. */
  of(capsule) {
    return [upperBound(this.capsule, capsule - 1), upperBound(this.capsule, capsule)];
  }
  /** Row of the trip that a capsule is on at time `t`, or -1: empty, or idle. */
  at(capsule, t) {
    const [from, to] = this.of(capsule);
    const row = upperBound(this.left, t, from, to) - 1;
    return row >= from && !(this.arrived[row] <= t) ? row : -1;
  }
}

/** Requests that wait at the nodes of a network. */
class Waiting {
  constructor(raw, nodes) {
    Object.assign(this, raw);
    this.start = new Uint32Array(nodes + 1);
    for (const node of raw.node) this.start[node + 1]++;
    for (let n = 0; n < nodes; n++) this.start[n + 1] += this.start[n];
    this.most = raw.count.reduce((most, count) => Math.max(most, count), 0);
    this.busy = [];
    for (let n = 0; n < nodes; n++) if (this.start[n + 1] > this.start[n]) this.busy.push(n);
  }
  at(node, t) {
    const row = upperBound(this.time, t, this.start[node], this.start[node + 1]) - 1;
    return row >= this.start[node] ? this.count[row] : 0;
  }
}

/** Level of a vessel at time `t`, straight between the rows. */
export function levelAt(vessel, t) {
  const { time, level } = vessel;
  if (!time.length) return NaN;
  const row = upperBound(time, t) - 1;
  if (row < 0) return level[0];
  if (row + 1 >= time.length || !(time[row + 1] > time[row])) return level[row];
  const f = (t - time[row]) / (time[row + 1] - time[row]);
  return level[row] + f * (level[row + 1] - level[row]);
}
