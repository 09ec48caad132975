import type { Delivery } from "./delivery";

const MOST_WAITING = 10_000;

/** Deliveries to one address, sent one after the other; beyond 10,000 the oldest are dropped. */
export class Line {
  private readonly deliveries: Delivery[] = [];
  /** Who waits until so many deliveries have passed. */
  private waiters: { until: number; resolve: () => void }[] = [];
  private arrived = 0;
  private passed = 0;
  private isMoving = false;

  /** `send` tries one delivery and never rejects. */
  constructor(private readonly send: (delivery: Delivery) => Promise<void>) {}

  add(delivery: Delivery): void {
    this.arrived += 1;
    this.deliveries.push(delivery);
    const dropped = this.deliveries.length > MOST_WAITING ? this.deliveries.shift() : undefined;
    if (dropped) {
      dropped.status = "dropped";
      this.passOne();
    }
    if (!this.isMoving) void this.move();
  }

  /** Resolves when everything that stands in line now has been tried. */
  untilPassed(): Promise<void> {
    if (this.passed === this.arrived) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push({ until: this.arrived, resolve }));
  }

  private async move(): Promise<void> {
    this.isMoving = true;
    for (let next = this.deliveries.shift(); next; next = this.deliveries.shift()) {
      await this.send(next);
      this.passOne();
    }
    this.isMoving = false;
  }

  private passOne(): void {
    this.passed += 1;
    const waiters = this.waiters;
    this.waiters = waiters.filter(({ until }) => until > this.passed);
    for (const { until, resolve } of waiters) if (until <= this.passed) resolve();
  }
}
