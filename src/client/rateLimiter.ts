import type { Connection } from "@prismatic-io/spectral";
import fastq from "fastq";
import { CRM_CALLS_IN_FLIGHT, HTTP } from "../limits";
import { LruMap } from "../shared/collections";
import { hexDigest } from "../shared/digest";
import type { Timing } from "./timing";

/** How many calls a product takes from one organization. */
export interface RateLimits {
  /** Calls in flight: at first, at most, and at least however often Zoho refuses. */
  start: number;
  max: number;
  min: number;
  /** Replies without a refusal after which one more call may be in flight. */
  repliesToGrow: number;
  /** Calls that may begin within any minuteMs; absent = no such limit. */
  perMinute?: number;
  minuteMs?: number;
}

/** The calls that an organization has for a day, as the last reply told. */
export interface Quota {
  limit: number;
  remaining: number;
  /** When the count begins anew, in milliseconds since 1970. */
  resetsAtMs: number;
}

/**
 * What the process knows of its traffic with one organization. Shared by every step, so that all of them
 * together stay within the organization's limits.
 */
export class RateLimiter {
  /** API credits left by the last reply that told them; undefined while under half are used. */
  creditsRemaining: number | undefined;
  /** The day's calls as of the last reply; undefined for a product that does not tell. */
  quota: Quota | undefined;
  readonly #limits: RateLimits;
  readonly #queue;
  #repliesSinceChange = 0;
  /** When the calls of the last minute began or will, in ticks, in the order in which they came. */
  readonly #started: { at: number }[] = [];
  /** Nothing begins before, in ticks: Zoho has let the organization in again by then. */
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
   * Runs the job as soon as a place is free, first come first served; its result or error is passed on.
   * Undefined, and the job not run, when its turn would come after the deadline.
   */
  run<T>(job: () => Promise<T>, turn?: AcquireOptions): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      void this.#queue.push(async () => {
        if (turn && !(await this.#acquire(turn))) resolve(undefined);
        else await job().then(resolve, reject);
      });
    });
  }

  /** Counts the call, and waits until the minute and Zoho allow it; false when that would be too late. */
  async #acquire(turn: AcquireOptions): Promise<boolean> {
    const { ticks, now } = turn.timing;
    if (now() >= turn.deadlineAt) return false;
    const { perMinute = Number.POSITIVE_INFINITY, minuteMs = 0 } = this.#limits;
    const oldest = this.#started.length >= perMinute ? this.#started[0] : undefined;
    const free = oldest === undefined ? ticks() : oldest.at + minuteMs;
    if (isTooLate(Math.max(free, this.#closedUntil) - ticks(), turn)) return false;
    if (oldest !== undefined) this.#started.shift();
    // The place is taken before the wait, so that calls that wait together do not wait for the same one.
    const place = { at: free };
    if (perMinute < Number.POSITIVE_INFINITY) this.#started.push(place);
    await pause(free - ticks(), turn);
    // Zoho may close, or close anew, while a call waits.
    for (let look = 0; look < MAX_REOPEN_CHECKS && this.isClosed(turn.timing); look += 1) {
      if (isTooLate(this.#closedUntil - ticks(), turn)) return false;
      await pause(this.#closedUntil - ticks(), turn);
    }
    place.at = Math.max(place.at, ticks());
    return true;
  }

  /** Whether Zoho would refuse every call at present. */
  isClosed({ ticks }: Pick<Timing, "ticks">): boolean {
    return this.#closedUntil > ticks();
  }

  /** Lets nothing begin for so long, since Zoho would refuse it. */
  closeFor(milliseconds: number, { ticks }: Pick<Timing, "ticks">): void {
    this.#closedUntil = Math.max(this.#closedUntil, ticks() + milliseconds);
  }

  /** Takes note of what a reply says about the limits. */
  observe({ status, creditsRemaining, quota }: ReportedLimits): void {
    if (status === undefined) return;
    if (quota) this.quota = quota;
    // Zoho sends the figure only once half of the day's credits are used.
    if (creditsRemaining !== undefined || status < 400) this.creditsRemaining = creditsRemaining;
    if (status === 429) this.#slowDown();
    else this.#speedUp();
  }

  /** Half as many calls at once from now on. */
  #slowDown(): void {
    this.#repliesSinceChange = 0;
    const half = Math.floor(this.limit / 2);
    this.#queue.concurrency = Math.max(this.#limits.min, half);
  }

  /** One call more at once after ten replies without a refusal, up to what the smallest edition allows. */
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
  /** By the clock of `now`; Infinity = never too late. */
  deadlineAt: number;
}

const MAX_REOPEN_CHECKS = 3;

const isTooLate = (
  waitMs: number,
  { timing: { now, scale = 1 }, deadlineAt }: AcquireOptions,
): boolean => waitMs > 0 && now() + waitMs * scale >= deadlineAt;

async function pause(waitMs: number, { timing }: AcquireOptions): Promise<void> {
  if (waitMs > 0) await timing.sleep(waitMs);
}

/** What a reply tells of the limits. */
interface ReportedLimits {
  /** 429 for every reply that means it, whatever its HTTP status. */
  status?: number;
  creditsRemaining?: number;
  quota?: Quota;
}

const known = new LruMap<RateLimiter>(HTTP.maxOrganizationsRemembered);

/** Lets two names stand for one organization from now on, unless the second is known already. */
export function aliasLimiter(organization: string, other: string): void {
  const limiter = known.get(organization);
  if (limiter && !known.has(other)) known.set(other, limiter);
}

/** The traffic with the organization behind a connection. At most 50 organizations are remembered. */
export function limiterFor(organization: string, limits?: RateLimits): RateLimiter {
  const limiter = known.get(organization) ?? new RateLimiter(limits);
  known.set(organization, limiter);
  return limiter;
}

/**
 * A name for the organization behind a connection that needs no call: host, client and the grant that the
 * tokens come from. Hashed, so that it can be kept and compared without holding a token.
 */
export function grantKeyFor(connection: Connection, apiHost: string): string {
  const { fields = {}, token = {} } = connection;
  const grant = fields.organizationId ?? token.refresh_token ?? token.access_token;
  const parts = [apiHost, fields.clientId, grant].map((part) => String(part ?? ""));
  return hexDigest(JSON.stringify(parts));
}
