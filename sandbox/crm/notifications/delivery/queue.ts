import type { Clock } from "../../../clock";
import { isLoopback } from "../../../loopback";
import type { Variants } from "../../../state/variants";
import type { Delivery, DeliveryStatus } from "./delivery";
import { DeliveryLane, type Pacing } from "./lane";
import { postJson } from "./receiver";

const MAX_NOT_DUE = 20_000;
const MANY_IN_FLIGHT = 50;
const MAX_TRIES = 5;
const FIRST_RETRY_MS = 5_000;
const MAX_TIMER_MS = 60_000;

/** Sends deliveries when they are due by the sandbox clock, through a lane per address. */
export class DeliveryQueue {
  private waiting: Delivery[] = [];
  private held: Delivery[] = [];
  private readonly lanes = new Map<string, DeliveryLane>();
  private readonly pacing: Pacing;
  private timer: NodeJS.Timeout | undefined;
  private readonly stopping = new AbortController();

  /** `settle` gets the outcome of each delivery. */
  constructor(
    private readonly clock: Clock,
    private readonly variants: Variants,
    private readonly settle: (delivery: Delivery, status: DeliveryStatus) => void,
  ) {
    const maxInFlight = variants.notificationsAtOnce === "many" ? MANY_IN_FLIGHT : 1;
    this.pacing = { maxInFlight, perSecond: Number.POSITIVE_INFINITY };
  }

  /** Queues a delivery, followed by any held one. */
  add(delivery: Delivery): void {
    const all = [delivery, ...this.held.splice(0)];
    for (const one of all) {
      if (!isLoopback(one.to)) this.settle(one, "not sent");
      else this.waiting.push(one);
    }
    this.pump();
    const excess = this.waiting.length - MAX_NOT_DUE;
    for (const one of this.waiting.splice(0, Math.max(0, excess))) this.settle(one, "dropped");
  }

  /** Holds a delivery until after the next one. A second held delivery is sent before the first. */
  hold(delivery: Delivery): void {
    if (this.held.length > 0) this.add(delivery);
    else this.held.push(delivery);
  }

  /** Sends what is due; call it after setting the clock. */
  pump(): void {
    clearTimeout(this.timer);
    if (this.stopping.signal.aborted) return;
    const now = this.clock.now();
    const due = this.waiting.filter(({ dueAt }) => dueAt <= now);
    this.waiting = this.waiting.filter(({ dueAt }) => dueAt > now);
    for (const delivery of due) this.laneFor(delivery.to).add(delivery);
    if (this.waiting.length === 0) return;
    const next = Math.min(...this.waiting.map(({ dueAt }) => dueAt));
    const waitMs = Math.min(Math.max(next - now, 1), MAX_TIMER_MS);
    this.timer = setTimeout(() => this.pump(), waitMs).unref();
  }

  /** Limits the deliveries started per address and second of real time. */
  setPace(perSecond: number): void {
    this.pacing.perSecond = perSecond;
    for (const lane of this.lanes.values()) lane.paceChanged();
  }

  /**
   * Resolves when all due deliveries have been tried. Releases held deliveries; with `all` also
   * sends those not yet due.
   */
  async flush(all: boolean): Promise<void> {
    this.waiting.push(...this.held.splice(0));
    if (all) for (const delivery of this.waiting) delivery.dueAt = 0;
    this.pump();
    await Promise.all([...this.lanes.values()].map((lane) => lane.whenDrained()));
  }

  /** Discards waiting deliveries and aborts those in flight. */
  stop(): void {
    this.stopping.abort();
    clearTimeout(this.timer);
    this.waiting = [];
    this.held = [];
    for (const lane of this.lanes.values()) lane.stop();
  }

  private laneFor(address: string): DeliveryLane {
    const existing = this.lanes.get(address);
    if (existing) return existing;
    const lane = new DeliveryLane(
      this.pacing,
      (delivery) => this.send(delivery),
      (delivery) => this.settle(delivery, "dropped"),
    );
    this.lanes.set(address, lane);
    return lane;
  }

  private async send(delivery: Delivery): Promise<void> {
    if (this.stopping.signal.aborted) return;
    delivery.tries += 1;
    delete delivery.error;
    delete delivery.httpStatus;
    try {
      delivery.httpStatus = await postJson(delivery.to, delivery.text, this.stopping.signal);
    } catch (error) {
      delivery.error = error instanceof Error ? error.message : String(error);
    }
    const { httpStatus = 0, error } = delivery;
    const isAccepted = error === undefined && httpStatus >= 200 && httpStatus < 300;
    if (isAccepted) this.settle(delivery, "sent");
    else this.fail(delivery);
  }

  private fail(delivery: Delivery): void {
    if (this.variants.failedNotification === "retry" && delivery.tries < MAX_TRIES) {
      delivery.dueAt = this.clock.now() + FIRST_RETRY_MS * 2 ** (delivery.tries - 1);
      this.waiting.push(delivery);
      this.pump();
      return;
    }
    this.settle(delivery, "failed");
  }
}
