import type { Clock } from "../clock";
import type { Variants } from "../state/variants";
import type { Delivery } from "./delivery";
import { Line } from "./line";
import { isLoopback, postJson } from "./receiver";

const MOST_NOT_DUE = 10_000;
const MOST_TRIES = 5;
const FIRST_RETRY_MS = 5_000;
const LONGEST_TIMER_MS = 60_000;

/** Sends deliveries when they are due by the sandbox's clock; to one address one after the other. */
export class DeliveryQueue {
  private waiting: Delivery[] = [];
  private held: Delivery[] = [];
  private readonly lines = new Map<string, Line>();
  private timer: NodeJS.Timeout | undefined;
  private readonly end = new AbortController();

  /** `onFailure` is told when a delivery has failed for good. */
  constructor(
    private readonly clock: Clock,
    private readonly variants: Variants,
    private readonly onFailure: (delivery: Delivery) => void,
  ) {}

  /** Queues a delivery; those that were held go out behind it. */
  add(delivery: Delivery): void {
    const all = [delivery, ...this.held.splice(0)];
    for (const one of all) {
      if (!isLoopback(one.to)) one.status = "not sent";
      else this.waiting.push(one);
    }
    this.pump();
    const tooMany = this.waiting.length - MOST_NOT_DUE;
    for (const one of this.waiting.splice(0, Math.max(0, tooMany))) one.status = "dropped";
  }

  /** Keeps a delivery back until the next one; when that one is to be held too, the two change places. */
  hold(delivery: Delivery): void {
    if (this.held.length > 0) this.add(delivery);
    else this.held.push(delivery);
  }

  /** Sends what is due by now; to be called when the clock was set. */
  pump(): void {
    clearTimeout(this.timer);
    if (this.end.signal.aborted) return;
    const now = this.clock.now();
    const due = this.waiting.filter(({ dueAt }) => dueAt <= now);
    this.waiting = this.waiting.filter(({ dueAt }) => dueAt > now);
    for (const delivery of due) this.lineTo(delivery.to).add(delivery);
    if (this.waiting.length === 0) return;
    const next = Math.min(...this.waiting.map(({ dueAt }) => dueAt));
    const waitMs = Math.min(Math.max(next - now, 1), LONGEST_TIMER_MS);
    this.timer = setTimeout(() => this.pump(), waitMs).unref();
  }

  /**
   * Resolves when everything that was due has been tried. Held deliveries are let go; with `all`, those
   * that are not due yet are sent as well.
   */
  async flush(all: boolean): Promise<void> {
    this.waiting.push(...this.held.splice(0));
    if (all) for (const delivery of this.waiting) delivery.dueAt = 0;
    this.pump();
    await Promise.all([...this.lines.values()].map((line) => line.untilPassed()));
  }

  /** Ends it: what waits is never sent, what is being sent breaks off. */
  stop(): void {
    this.end.abort();
    clearTimeout(this.timer);
    this.waiting = [];
    this.held = [];
  }

  private lineTo(address: string): Line {
    const line = this.lines.get(address) ?? new Line((delivery) => this.send(delivery));
    this.lines.set(address, line);
    return line;
  }

  private async send(delivery: Delivery): Promise<void> {
    if (this.end.signal.aborted) return;
    delivery.tries += 1;
    delete delivery.error;
    delete delivery.httpStatus;
    try {
      delivery.httpStatus = await postJson(delivery.to, delivery.text, this.end.signal);
    } catch (error) {
      delivery.error = error instanceof Error ? error.message : String(error);
    }
    const { httpStatus = 0, error } = delivery;
    if (error === undefined && httpStatus >= 200 && httpStatus < 300) delivery.status = "sent";
    else this.fail(delivery);
  }

  private fail(delivery: Delivery): void {
    if (this.variants.failedNotification === "retry" && delivery.tries < MOST_TRIES) {
      delivery.dueAt = this.clock.now() + FIRST_RETRY_MS * 2 ** (delivery.tries - 1);
      this.waiting.push(delivery);
      this.pump();
      return;
    }
    delivery.status = "failed";
    this.onFailure(delivery);
  }
}
