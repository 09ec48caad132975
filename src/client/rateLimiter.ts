import type { Connection } from "@prismatic-io/spectral";
import fastq from "fastq";
import { CRM_CALLS_IN_FLIGHT, HTTP } from "../limits";
import { LruMap } from "../shared/collections";
import { hexDigest } from "../shared/digest";
import type { Timing } from "./timing";

/** How many calls a product accepts from one organization. */
export interface RateLimits {
  /** Calls in flight: at first, at most, and at least, however often Zoho answers 429. */
  start: number;
  max: number;
  min: number;
  /** Replies without a 429 after which one more call may be in flight. */
  repliesToGrow: number;
  /** Calls that may start within any minuteMs. Default: no limit. */
  perMinute?: number;
  minuteMs?: number;
}

/** The calls that an organization has for a day, as of the last reply. */
export interface Quota {
  limit: number;
  remaining: number;
  /** When the count starts over, in milliseconds since 1970. */
  resetsAtMs: number;
}

/**
 * Keeps the calls to one organization within its limits. All steps in the process share it, so that together
 * they stay within them.
 */
export class RateLimiter {
  /** API credits left as of the last reply; undefined while less than half are used. */
  creditsRemaining: number | undefined;
  /** The day's calls as of the last reply; undefined if the product does not report them. */
  quota: Quota | undefined;
  readonly #limits: RateLimits;
  readonly #queue;
  #repliesSinceChange = 0;
  /** When the calls of the last minute started or will start, in ticks, in the order of arrival. */
  readonly #started: { at: number }[] = [];
  /** No call starts earlier, in ticks: Zoho would still refuse the organization. */
  #closedUntil = Number.NEGATIVE_INFINITY;

  constructor(limits: RateLimits = CRM_CALLS_IN_FLIGHT) {
    this.#limits = limits;
    this.#queue = fastq.promise((job: () => Promise<void>) => job(), limits.start);
  }

  /** Most calls in flight at present. */
  get limit(): number {
    return this.#queue.concurrency;
  }

  /**
   * Runs the job when a slot is free, first come first served, and settles as the job does. Returns undefined
   * without running it if its turn would come after the deadline.
   */
  run<T>(job: () => Promise<T>, turn?: AcquireOptions): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      void this.#queue.push(async () => {
        if (turn && !(await this.#acquire(turn))) resolve(undefined);
        else await job().then(resolve, reject);
      });
    });
  }

  /** Reserves a slot and waits for it. False if it would come after the deadline. */
  async #acquire({ timing, deadlineAt }: AcquireOptions): Promise<boolean> {
    const { ticks, now, sleep, scale = 1 } = timing;
    if (now() >= deadlineAt) return false;
    let tick = ticks();
    const isTooLate = (at: number): boolean =>
      at > tick && now() + (at - tick) * scale >= deadlineAt;
    const sleepUntil = async (at: number): Promise<void> => {
      if (at <= tick) return;
      await sleep(at - tick);
      tick = ticks();
    };
    const { perMinute = Number.POSITIVE_INFINITY, minuteMs = 0 } = this.#limits;
    const oldest = this.#started.length >= perMinute ? this.#started[0] : undefined;
    const free = oldest === undefined ? tick : oldest.at + minuteMs;
    if (isTooLate(Math.max(free, this.#closedUntil))) return false;
    if (oldest !== undefined) this.#started.shift();
    // Reserved before the wait, or calls that wait together would wait for the same slot.
    const slot = { at: free };
    if (perMinute < Number.POSITIVE_INFINITY) this.#started.push(slot);
    await sleepUntil(free);
    // Zoho may close, or close again, while a call waits.
    for (let check = 0; check < MAX_REOPEN_CHECKS && this.#closedUntil > tick; check += 1) {
      if (isTooLate(this.#closedUntil)) return false;
      await sleepUntil(this.#closedUntil);
    }
    slot.at = Math.max(slot.at, tick);
    return true;
  }

  /** Whether Zoho would refuse every call now. */
  isClosed({ ticks }: Pick<Timing, "ticks">): boolean {
    return this.#closedUntil > ticks();
  }

  /** Starts no call for so long, since Zoho would refuse it. */
  closeFor(milliseconds: number, { ticks }: Pick<Timing, "ticks">): void {
    this.#closedUntil = Math.max(this.#closedUntil, ticks() + milliseconds);
  }

  /** Learns from a reply. */
  observe({ status, creditsRemaining, quota }: ReportedLimits): void {
    if (status === undefined) return;
    if (quota) this.quota = quota;
    // Zoho sends the figure only once half of the day's credits are used.
    if (creditsRemaining !== undefined || status < 400) this.creditsRemaining = creditsRemaining;
    if (status === 429) this.#slowDown();
    else this.#speedUp();
  }

  /** Halves the calls in flight. */
  #slowDown(): void {
    this.#repliesSinceChange = 0;
    const half = Math.floor(this.limit / 2);
    this.#queue.concurrency = Math.max(this.#limits.min, half);
  }

  /** One more call in flight after `repliesToGrow` replies without a 429. */
  #speedUp(): void {
    this.#repliesSinceChange += 1;
    if (this.#repliesSinceChange < this.#limits.repliesToGrow) return;
    this.#repliesSinceChange = 0;
    if (this.limit < this.#limits.max) this.#queue.concurrency += 1;
  }
}

/** How a call waits for its turn. */
interface AcquireOptions {
  timing: Pick<Timing, "now" | "sleep" | "ticks" | "scale">;
  /** By the clock of `now`; Infinity for no deadline. */
  deadlineAt: number;
}

const MAX_REOPEN_CHECKS = 3;

/** What a reply says about the limits. */
interface ReportedLimits {
  /** 429 for every reply that means it, whatever its HTTP status; undefined without a reply. */
  status?: number;
  creditsRemaining?: number;
  quota?: Quota;
}

const known = new LruMap<RateLimiter>(HTTP.maxOrganizationsRemembered);

/** Lets `other` share the limiter of an organization, unless it has one already. */
export function aliasLimiter(organization: string, other: string): void {
  const limiter = known.get(organization);
  if (limiter && !known.has(other)) known.set(other, limiter);
}

/** The limiter of an organization, kept for the organizations used last. */
export function limiterFor(organization: string, limits?: RateLimits): RateLimiter {
  const limiter = known.get(organization) ?? new RateLimiter(limits);
  known.set(organization, limiter);
  return limiter;
}

/**
 * Identifies the organization behind a connection without a call: by host, client and the grant that its tokens
 * come from. A digest, so it can be stored without holding a token.
 */
export function grantKeyFor(connection: Connection, apiHost: string): string {
  const { fields = {}, token = {} } = connection;
  const grant = fields.organizationId ?? token.refresh_token ?? token.access_token;
  const parts = [apiHost, fields.clientId, grant].map((part) => String(part ?? ""));
  return hexDigest(JSON.stringify(parts));
}
