import type { JsonObject } from "../../../http";

/**
 * `waiting`: not tried yet, or to be retried · `sent`: answered 2xx · `failed`: given up · `lost`:
 * by a fault · `not sent`: the receiver is not on this machine · `dropped`: too many were waiting.
 */
export type DeliveryStatus = "waiting" | "sent" | "failed" | "lost" | "not sent" | "dropped";

/** A notification to one address. */
export interface Delivery {
  number: number;
  to: string;
  channelId: string;
  userId: string;
  body: JsonObject;
  /** The exact body that is sent. */
  text: string;
  /** Changed only by the log, which counts statuses. */
  status: DeliveryStatus;
  tries: number;
  /** When to send it, by the sandbox clock. */
  dueAt: number;
  /** The receiver's status, or the error. */
  httpStatus?: number;
  error?: string;
  fault?: string;
}

const LOG_SIZE = 1_000;

/** The last deliveries, oldest first, and the counts of all by status. */
export class DeliveryLog {
  private readonly ring: Delivery[] = [];
  private lastNumber = 0;
  private readonly countsByStatus: Record<DeliveryStatus, number> = {
    waiting: 0,
    sent: 0,
    failed: 0,
    lost: 0,
    "not sent": 0,
    dropped: 0,
  };

  nextNumber(): number {
    this.lastNumber += 1;
    return this.lastNumber;
  }

  add(delivery: Delivery): void {
    this.countsByStatus[delivery.status] += 1;
    this.ring.push(delivery);
    if (this.ring.length > LOG_SIZE) this.ring.shift();
  }

  /** Changes the status of a delivery. */
  settle(delivery: Delivery, status: DeliveryStatus): void {
    this.countsByStatus[delivery.status] -= 1;
    this.countsByStatus[status] += 1;
    delivery.status = status;
  }

  counts(): Record<DeliveryStatus, number> {
    return { ...this.countsByStatus };
  }

  last(limit: number): Delivery[] {
    return limit > 0 ? this.ring.slice(-limit) : [];
  }
}
