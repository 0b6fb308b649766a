// Which trains are under way at a moment and where; built once from the packed passages.

import { upperBound } from "./geometry.js";

const BLOCK = 256;

export class Movement {
  /** `raw` as dimai.view.movement packs it; `undelayed` seconds of each link. */
  constructor(raw, undelayed) {
    this.pieces = raw.train.length;
    this.passages = raw.link.length;
    this.train = Int32Array.from(raw.train);
    this.size = Uint16Array.from(raw.size);
    this.before = Int32Array.from(raw.before);
    this.members = Int32Array.from(raw.members);
    this.memberStart = starts(raw.size);
    this.passageStart = starts(raw.passages);
    this.restore(raw, undelayed);
    this.order();
  }

  /** Times of the passages from the shortened ones. */
  restore(raw, undelayed) {
    const n = this.passages;
    this.link = Uint32Array.from(raw.link);
    this.piece = new Uint32Array(n);
    this.entry = new Float64Array(n);
    this.exit = new Float64Array(n);
    this.begin = Float32Array.from(raw.begin);
    this.span = Float32Array.from(raw.short, (short, i) => 1 - short - raw.begin[i]);
    let first = 0;
    let last = 0;
    for (let p = 0; p < this.pieces; p++) {
      for (let i = this.passageStart[p]; i < this.passageStart[p + 1]; i++) {
        const begins = i === this.passageStart[p];
        const entry = begins ? (first += raw.pause[i]) : last + raw.pause[i];
        last = entry + Math.round(undelayed[this.link[i]] * raw.steps) + raw.more[i];
        this.piece[i] = p;
        this.entry[i] = entry / raw.steps;
        this.exit[i] = last / raw.steps;
      }
    }
  }

  /** Passages by time of entry, and for each block of them the latest exit. */
  order() {
    const n = this.passages;
    this.sorted = sortedBy(this.entry);
    this.sortedEntry = new Float64Array(n);
    this.blockExit = new Float64Array(Math.ceil(n / BLOCK));
    for (let k = 0; k < n; k++) {
      const i = this.sorted[k];
      this.sortedEntry[k] = this.entry[i];
      const block = (k / BLOCK) | 0;
      if (this.exit[i] > this.blockExit[block]) this.blockExit[block] = this.exit[i];
    }
    this.live = new Uint32Array(1024);
    this.liveCount = 0;
    this.liveUpto = -1;
    this.liveAt = Infinity;
  }

  /** Call `visit(passage)` for each train under way at time `t`. */
  active(t, visit) {
    this.bringTo(t);
    for (let k = 0; k < this.liveCount; k++) visit(this.live[k]);
  }

  /** The trains under way at `t`: from those at the time before by who came and left; after a jump anew. */
  bringTo(t) {
    if (t === this.liveAt) return;
    const end = upperBound(this.sortedEntry, t);
    const anew = t < this.liveAt || end - this.liveUpto > 200000;
    let count = 0;
    if (!anew)
      for (let k = 0; k < this.liveCount; k++) {
        const i = this.live[k];
        if (this.exit[i] > t) this.live[count++] = i;
      }
    this.liveCount = count;
    for (let k = anew ? 0 : this.liveUpto; k < end; k++) {
      if (k % BLOCK === 0 && this.blockExit[k / BLOCK] <= t) {
        k += BLOCK - 1;
        continue;
      }
      if (this.exit[this.sorted[k]] > t) this.addLive(this.sorted[k]);
    }
    this.liveAt = t;
    this.liveUpto = end;
  }

  addLive(i) {
    if (this.liveCount === this.live.length) {
      const more = new Uint32Array(2 * this.liveCount);
      more.set(this.live);
      this.live = more;
    }
    this.live[this.liveCount++] = i;
  }

  /** Share of its link that the front of a passage has behind it at time `t`. */
  share(i, t) {
    const span = this.exit[i] - this.entry[i];
    const done = span > 0 ? Math.max(0, Math.min(1, (t - this.entry[i]) / span)) : 1;
    return this.begin[i] + done * this.span[i];
  }

  /** Seconds that a passage took beyond those of an undelayed train. */
  late(i, undelayed) {
    return this.exit[i] - this.entry[i] - undelayed[this.link[i]] * this.span[i];
  }

  /** Link behind that of a passage, -1 if the train came from none. */
  linkBehind(i) {
    const p = this.piece[i];
    return i > this.passageStart[p] ? this.link[i - 1] : this.before[p];
  }

  /** Capsules of a piece, front first; empty if they were not recorded. */
  capsules(piece) {
    const own = this.members.subarray(this.memberStart[piece], this.memberStart[piece + 1]);
    return own.length && own[0] >= 0 ? own : own.subarray(0, 0);
  }

  /** Pieces that a capsule was part of, in order of time. Made at the first question. */
  piecesOf(capsule) {
    if (!this.byCapsule) this.indexCapsules();
    const from = upperBound(this.byCapsule.capsule, capsule - 1);
    const to = upperBound(this.byCapsule.capsule, capsule);
    const time = (p) => this.entry[this.passageStart[p]];
    return Array.from(this.byCapsule.piece.subarray(from, to))
      .filter((p) => this.passageStart[p + 1] > this.passageStart[p])
      .sort((a, b) => time(a) - time(b));
  }

  indexCapsules() {
    const rows = [];
    for (let p = 0; p < this.pieces; p++)
      for (let m = this.memberStart[p]; m < this.memberStart[p + 1]; m++) rows.push(m);
    const pieceOf = new Uint32Array(this.members.length);
    for (let p = 0; p < this.pieces; p++)
      pieceOf.fill(p, this.memberStart[p], this.memberStart[p + 1]);
    const order = Uint32Array.from(rows).sort((a, b) => this.members[a] - this.members[b]);
    this.byCapsule = {
      capsule: Int32Array.from(order, (m) => this.members[m]),
      piece: Uint32Array.from(order, (m) => pieceOf[m]),
    };
  }

  /** Passage of a capsule at time `t`, -1 if it is not under way. */
  passageOf(capsule, t) {
    for (const p of this.piecesOf(capsule)) {
      const from = this.passageStart[p];
      const to = this.passageStart[p + 1];
      if (this.entry[from] > t || this.exit[to - 1] <= t) continue;
      const i = upperBound(this.entry, t, from, to) - 1;
      if (i >= from && this.exit[i] > t) return i;
    }
    return -1;
  }
}

function starts(counts) {
  const out = new Uint32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) out[i + 1] = out[i] + counts[i];
  return out;
}

/** Rows in order of their keys: first spread over many buckets, then sorted within each. */
function sortedBy(keys) {
  const n = keys.length;
  const out = new Uint32Array(n);
  if (!n) return out;
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < n; i++) {
    if (keys[i] < low) low = keys[i];
    if (keys[i] > high) high = keys[i];
  }
  const buckets = Math.max(1, n >> 3);
  const scale = high > low ? (buckets - 1) / (high - low) : 0;
  const start = new Uint32Array(buckets + 1);
  for (let i = 0; i < n; i++) start[Math.floor((keys[i] - low) * scale) + 1]++;
  for (let b = 0; b < buckets; b++) start[b + 1] += start[b];
  const next = start.slice();
  for (let i = 0; i < n; i++) out[next[Math.floor((keys[i] - low) * scale)]++] = i;
  for (let b = 0; b < buckets; b++)
    if (start[b + 1] - start[b] > 1)
      out.subarray(start[b], start[b + 1]).sort((x, y) => keys[x] - keys[y] || x - y);
  return out;
}
