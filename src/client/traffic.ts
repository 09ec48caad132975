import { createHash } from "node:crypto";
import type { Connection } from "@prismatic-io/spectral";
import fastq from "fastq";
import { CRM_CALLS_IN_FLIGHT, HTTP } from "../limits";

/**
 * What the process knows of its traffic with one organization. Shared by every step, so that all of them
 * together stay within the organization's limits.
 */
export class Traffic {
  /** API credits left by the last reply that told them; undefined while under half are used. */
  creditsRemaining: number | undefined;
  readonly #queue = fastq.promise((job: () => Promise<void>) => job(), CRM_CALLS_IN_FLIGHT.start);
  #repliesSinceChange = 0;

  /** Most calls in flight at present. */
  get limit(): number {
    return this.#queue.concurrency;
  }

  /** Runs the job as soon as a place is free, first come first served; its result or error is passed on. */
  run<T>(job: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      void this.#queue.push(() => job().then(resolve, reject));
    });
  }

  /** Takes note of what a reply says about the limits. */
  note({ status, creditsRemaining }: { status?: number; creditsRemaining?: number }): void {
    if (status === undefined) return;
    // Zoho sends the figure only once half of the day's credits are used.
    if (creditsRemaining !== undefined || status < 400) this.creditsRemaining = creditsRemaining;
    if (status === 429) this.#slowDown();
    else this.#speedUp();
  }

  /** Half as many calls at once from now on. */
  #slowDown(): void {
    this.#repliesSinceChange = 0;
    const half = Math.floor(this.limit / 2);
    this.#queue.concurrency = Math.max(CRM_CALLS_IN_FLIGHT.min, half);
  }

  /** One call more at once after ten replies without a refusal, up to what the smallest edition allows. */
  #speedUp(): void {
    this.#repliesSinceChange += 1;
    if (this.#repliesSinceChange < CRM_CALLS_IN_FLIGHT.repliesToGrow) return;
    this.#repliesSinceChange = 0;
    if (this.limit < CRM_CALLS_IN_FLIGHT.max) this.#queue.concurrency += 1;
  }
}

const known = new Map<string, Traffic>();

/** The traffic with the organization behind a connection. At most 50 organizations are remembered. */
export function trafficOf(organization: string): Traffic {
  const traffic = known.get(organization) ?? new Traffic();
  known.delete(organization);
  known.set(organization, traffic);
  if (known.size > HTTP.maxOrganizationsRemembered) {
    const [oldest] = known.keys();
    if (oldest !== undefined) known.delete(oldest);
  }
  return traffic;
}

/**
 * A name for the organization behind a connection that needs no call: host, client and the grant that the
 * tokens come from. Hashed, so that it can be kept and compared without holding a token.
 */
export function organizationKey(connection: Connection, apiHost: string): string {
  const { fields = {}, token = {} } = connection;
  const grant = fields.organizationId ?? token.refresh_token ?? token.access_token;
  const parts = [apiHost, fields.clientId, grant].map((part) => String(part ?? ""));
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
