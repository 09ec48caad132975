import type { JsonObject } from "../http";

/**
 * `waiting` for its time or its turn · `sent` and answered 2xx · `failed` for good · `lost` by a fault ·
 * `not sent` because its receiver is not on this machine · `dropped` because too many were waiting.
 */
type DeliveryStatus = "waiting" | "sent" | "failed" | "lost" | "not sent" | "dropped";

/** One notification on its way to one address. */
export interface Delivery {
  number: number;
  to: string;
  channelId: string;
  userId: string;
  body: JsonObject;
  /** The body as it goes out. */
  text: string;
  status: DeliveryStatus;
  tries: number;
  /** When it is to be sent, by the sandbox's clock. */
  dueAt: number;
  /** The answer of the receiver, or why there was none. */
  httpStatus?: number;
  error?: string;
  fault?: string;
}

const KEPT = 1_000;

/** The last deliveries, oldest first, and how many there were of each status. */
export class DeliveryLog {
  private readonly ring: Delivery[] = [];
  private taken = 0;

  nextNumber(): number {
    this.taken += 1;
    return this.taken;
  }

  add(delivery: Delivery): void {
    this.ring.push(delivery);
    if (this.ring.length > KEPT) this.ring.shift();
  }

  last(limit: number): Delivery[] {
    return limit > 0 ? this.ring.slice(-limit) : [];
  }
}
