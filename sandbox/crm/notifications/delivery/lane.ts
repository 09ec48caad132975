import type { Delivery } from "./delivery";

const MAX_WAITING = 20_000;
/** How much delay a lane makes up for by sending faster. */
const MAX_CATCH_UP_MS = 100;

/** Limits of the deliveries to one address. */
export interface Pacing {
  /** Deliveries in flight. */
  maxInFlight: number;
  /** Deliveries started per second of real time. */
  perSecond: number;
}

interface QueuedDelivery {
  delivery: Delivery;
  /** Call it once the delivery has been tried or dropped. */
  finish: () => void;
}

/** Time and timers of a lane. */
export interface Timers {
  /** Milliseconds. */
  now: () => number;
  /** Runs a function once after a delay; returns a function that cancels it. */
  schedule: (run: () => void, delayMs: number) => () => void;
}

/** Real time; does not keep the process alive. */
const REAL_TIMERS: Timers = {
  now: () => performance.now(),
  schedule: (run, delayMs) => {
    const timer = setTimeout(run, delayMs).unref();
    return () => clearTimeout(timer);
  },
};

/** The deliveries to one address, in order; beyond 20,000 it drops the oldest. */
export class DeliveryLane {
  private readonly waiting: QueuedDelivery[] = [];
  /** A promise per delivery that resolves when it is done. */
  private readonly pending = new Set<Promise<void>>();
  private inFlight = 0;
  /** When the next delivery may start. */
  private nextAt = 0;
  private cancelTimer = (): void => {};

  /** `send` tries a delivery and must not reject; `drop` gets the dropped ones. */
  constructor(
    private readonly pacing: Readonly<Pacing>,
    private readonly send: (delivery: Delivery) => Promise<void>,
    private readonly drop: (delivery: Delivery) => void,
    private readonly timers: Timers = REAL_TIMERS,
  ) {}

  add(delivery: Delivery): void {
    if (this.waiting.length === 0) this.nextAt = Math.max(this.nextAt, this.timers.now());
    const finished = new Promise<void>((finish) => this.waiting.push({ delivery, finish }));
    this.pending.add(finished);
    void finished.then(() => this.pending.delete(finished));
    const dropped = this.waiting.length > MAX_WAITING ? this.waiting.shift() : undefined;
    if (dropped) {
      this.drop(dropped.delivery);
      dropped.finish();
    }
    this.startDue();
  }

  /** Resolves when all deliveries that are now in the lane have been tried. */
  async whenDrained(): Promise<void> {
    await Promise.all(this.pending);
  }

  /** Applies a new pace, starting now. */
  paceChanged(): void {
    this.nextAt = this.timers.now();
    this.startDue();
  }

  /** Discards waiting deliveries and resolves their promises. */
  stop(): void {
    this.cancelTimer();
    for (const { finish } of this.waiting.splice(0)) finish();
  }

  /** Starts the deliveries that may start now; a timer starts the others. */
  private startDue(): void {
    this.cancelTimer();
    while (this.waiting.length > 0 && this.inFlight < this.pacing.maxInFlight) {
      const now = this.timers.now();
      if (this.nextAt > now) {
        this.cancelTimer = this.timers.schedule(() => this.startDue(), this.nextAt - now);
        return;
      }
      this.nextAt = Math.max(this.nextAt, now - MAX_CATCH_UP_MS) + 1000 / this.pacing.perSecond;
      const next = this.waiting.shift();
      if (next) void this.sendOne(next);
    }
  }

  private async sendOne({ delivery, finish }: QueuedDelivery): Promise<void> {
    this.inFlight += 1;
    await this.send(delivery);
    this.inFlight -= 1;
    finish();
    this.startDue();
  }
}
