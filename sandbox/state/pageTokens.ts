import { createHash } from "node:crypto";
import type { Position } from "./sortedRecords";

const LIFETIME_MS = 24 * 60 * 60 * 1000;
/** Enough for any client; older tokens become unknown. */
const MAX_STORED = 50_000;

/** The start of a page in a list. */
export interface PageStart {
  /** The last record of the previous page; undefined at the start of the list. */
  after?: Position;
  /** Matching records to skip from there. */
  skip: number;
  /** Records on all previous pages. */
  served: number;
  /** The previous page. */
  previous?: PageStart;
}

export interface IssuedPageToken {
  start: PageStart;
  userId: string;
  /** The other parameters of the list, which must stay the same. */
  parameters: string;
  expiresAt: number;
}

/** Page tokens: opaque texts for a position in a list of one user (facts 3.1). */
export class PageTokens {
  private readonly issued = new Map<string, IssuedPageToken>();
  private count = 0;

  issue(token: Omit<IssuedPageToken, "expiresAt">, now: number): string {
    const text = createHash("sha256").update(`page token ${this.count}`).digest("hex");
    this.count += 1;
    this.issued.set(text, { ...token, expiresAt: now + LIFETIME_MS });
    const [oldest] = this.issued.keys();
    if (oldest !== undefined && this.issued.size > MAX_STORED) this.issued.delete(oldest);
    return text;
  }

  find(text: string): IssuedPageToken | undefined {
    return this.issued.get(text);
  }

  /** When a token issued now expires. */
  expiry(now: number): number {
    return now + LIFETIME_MS;
  }
}
