import type { JsonObject } from "../../../http";

/**
 * `waiting` for its time or its turn · `sent` and answered 2xx · `failed` for good · `lost` by a fault ·
 * `not sent` because its receiver is not on this machine · `dropped` because too many were waiting.
 */
export type DeliveryStatus = "waiting" | "sent" | "failed" | "lost" | "not sent" | "dropped";

/** One notification on its way to one address. */
export interface Delivery {
  number: number;
  to: string;
  channelId: string;
  userId: string;
  body: JsonObject;
  /** The body as it goes out. */
  text: string;
  /** Changed by the log alone, which counts. */
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

/** The last deliveries, oldest first, and of all of them how many there are of each status. */
export class DeliveryLog {
  private readonly ring: Delivery[] = [];
  private taken = 0;
  private readonly counted: Record<DeliveryStatus, number> = {
    waiting: 0,
    sent: 0,
    failed: 0,
    lost: 0,
    "not sent": 0,
    dropped: 0,
  };

  nextNumber(): number {
    this.taken += 1;
    return this.taken;
  }

  add(delivery: Delivery): void {
    this.counted[delivery.status] += 1;
    this.ring.push(delivery);
    if (this.ring.length > KEPT) this.ring.shift();
  }

  /** Notes what became of a delivery that was added. */
  settle(delivery: Delivery, status: DeliveryStatus): void {
    this.counted[delivery.status] -= 1;
    this.counted[status] += 1;
    delivery.status = status;
  }

  counts(): Record<DeliveryStatus, number> {
    return { ...this.counted };
  }

  last(limit: number): Delivery[] {
    return limit > 0 ? this.ring.slice(-limit) : [];
  }
}
