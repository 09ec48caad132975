import type { Delivery } from "./delivery";

const MOST_WAITING = 20_000;
/** What a line that fell behind its pace makes up for, at most. */
const MOST_CATCH_UP_MS = 100;

/** How deliveries go out, to each address. */
export interface Traffic {
  /** How many may be on their way at once. */
  atOnce: number;
  /** How many may set out in a second of real time. */
  perSecond: number;
}

interface Place {
  delivery: Delivery;
  /** To be called when it has been tried, or never will be. */
  leave: () => void;
}

/** Deliveries to one address, sent in the order in which they came; beyond 20,000 the oldest are dropped. */
export class Line {
  private readonly waiting: Place[] = [];
  /** Resolves for each delivery, waiting or on its way, when it has left the line. */
  private readonly departures = new Set<Promise<void>>();
  private onTheirWay = 0;
  /** When the next one may set out. */
  private nextAt = 0;
  private timer: NodeJS.Timeout | undefined;

  /** `send` tries one delivery and never rejects; `drop` is told of those that lost their place. */
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

  /** Resolves when everything that stands in line now has been tried. */
  async untilPassed(): Promise<void> {
    await Promise.all(this.departures);
  }

  /** Goes on at another pace, without regard to the one before. */
  paceWasSet(): void {
    this.nextAt = performance.now();
    this.move();
  }

  /** What waits is never sent, and nobody waits for it any longer. */
  stop(): void {
    clearTimeout(this.timer);
    for (const { leave } of this.waiting.splice(0)) leave();
  }

  /** Sends what may set out now; the rest follows by itself. */
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
