// The clock: simulated time, playing at a pace, jumping.

export const PACES = [1, 5, 20, 60, 180, 600, 1800, 3600];

export class Clock {
  constructor(begin, end) {
    this.begin = begin;
    this.end = end;
    this.now = begin;
    this.pace = PACES.find((pace) => (end - begin) / pace <= 120) || 3600;
    this.playing = false;
    this.listeners = [];
    this.last = 0;
  }
  onChange(act) {
    this.listeners.push(act);
  }
  /** Where a time lies between the clock's ends, 0 to 1. */
  share(time) {
    return (time - this.begin) / Math.max(1e-9, this.end - this.begin);
  }
  tell() {
    this.listeners.forEach((act) => act(this));
  }
  set(now) {
    this.now = Math.max(this.begin, Math.min(this.end, now));
    this.tell();
  }
  play(on) {
    if (on && this.now >= this.end) this.now = this.begin;
    this.playing = on;
    this.last = 0;
    this.tell();
    if (on) requestAnimationFrame((stamp) => this.tick(stamp));
  }
  tick(stamp) {
    if (!this.playing) return;
    const passed = this.last ? Math.min(0.5, (stamp - this.last) / 1000) : 0;
    this.last = stamp;
    this.now = Math.min(this.end, this.now + passed * this.pace);
    if (this.now >= this.end) this.playing = false;
    this.tell();
    if (this.playing) requestAnimationFrame((next) => this.tick(next));
  }
}
