export class Desk {
  constructor() {
    this.ready = Promise.resolve();
  }
}
