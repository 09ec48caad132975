import type { Delivery } from "./delivery";

const MOST_WAITING = 20_000;
/** How much delay a lane makes up for by sending faster. */
const MOST_CATCH_UP_MS = 100;

/** Limits of the deliveries to one address. */
export interface Traffic {
  /** Deliveries in flight. */
  atOnce: number;
  /** Deliveries started per second of real time. */
  perSecond: number;
}

interface Place {
  delivery: Delivery;
  /** Call it once the delivery has been tried or dropped. */
  leave: () => void;
}

/** The deliveries to one address, in order; beyond 20,000 it drops the oldest. */
export class Line {
  private readonly waiting: Place[] = [];
  /** A promise per delivery that resolves when it is done. */
  private readonly departures = new Set<Promise<void>>();
  private onTheirWay = 0;
  /** When the next delivery may start. */
  private nextAt = 0;
  private timer: NodeJS.Timeout | undefined;

  /** `send` tries a delivery and must not reject; `drop` gets the dropped ones. */
  constructor(
    private readonly traffic: Readonly<Traffic>,
    private readonly send: (delivery: Delivery) => Promise<void>,
    private readonly drop: (delivery: Delivery) => void,
  ) {}

  add(delivery: Delivery): void {
    if (this.waiting.length === 0) this.nextAt = Math.max(this.nextAt, performance.now());
    const departure = new Promise<void>((leave) => this.waiting.push({ delivery, leave }));
    this.departures.add(departure);
    void departure.then(() => this.departures.delete(departure));
    const dropped = this.waiting.length > MOST_WAITING ? this.waiting.shift() : undefined;
    if (dropped) {
      this.drop(dropped.delivery);
      dropped.leave();
    }
    this.move();
  }

  /** Resolves when all deliveries that are now in the lane have been tried. */
  async untilPassed(): Promise<void> {
    await Promise.all(this.departures);
  }

  /** Applies a new pace, starting now. */
  paceWasSet(): void {
    this.nextAt = performance.now();
    this.move();
  }

  /** Discards waiting deliveries and resolves their promises. */
  stop(): void {
    clearTimeout(this.timer);
    for (const { leave } of this.waiting.splice(0)) leave();
  }

  /** Starts the deliveries that may start now; a timer starts the others. */
  private move(): void {
    clearTimeout(this.timer);
    while (this.waiting.length > 0 && this.onTheirWay < this.traffic.atOnce) {
      const now = performance.now();
      if (this.nextAt > now) {
        this.timer = setTimeout(() => this.move(), this.nextAt - now).unref();
        return;
      }
      this.nextAt = Math.max(this.nextAt, now - MOST_CATCH_UP_MS) + 1000 / this.traffic.perSecond;
      const place = this.waiting.shift();
      if (place) void this.sendOne(place);
    }
  }

  private async sendOne({ delivery, leave }: Place): Promise<void> {
    this.onTheirWay += 1;
    await this.send(delivery);
    this.onTheirWay -= 1;
    leave();
    this.move();
  }
}
