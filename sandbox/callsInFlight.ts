/** Calls of one app that may be in flight at once; 0 = no limit. */
export interface ConcurrencyLimits {
  all: number;
  /** Limit for the calls that also count towards sub-concurrency (facts 12). */
  heavy: number;
}

interface Counts {
  all: number;
  heavy: number;
}

const isFull = (count: number, limit: number): boolean => limit > 0 && count >= limit;

/** The API calls in flight by app, since Zoho limits them per organization and app (facts 12). */
export class CallsInFlight {
  private readonly byApp = new Map<string, Counts>();

  /** Counts a call; returns a function that ends it, or undefined if the app is at its limit. */
  acquire(app: string, isHeavy: boolean, limits: ConcurrencyLimits): (() => void) | undefined {
    const counts = this.byApp.get(app) ?? { all: 0, heavy: 0 };
    this.byApp.set(app, counts);
    if (isFull(counts.all, limits.all)) return undefined;
    if (isHeavy && isFull(counts.heavy, limits.heavy)) return undefined;
    counts.all += 1;
    if (isHeavy) counts.heavy += 1;
    return () => {
      counts.all -= 1;
      if (isHeavy) counts.heavy -= 1;
    };
  }
}
