/** How many calls of one app may be in flight at once; 0 = any number. */
export interface ConcurrencyLimits {
  all: number;
  /** Of the calls that Zoho counts apart as well (facts 12: sub-concurrency). */
  heavy: number;
}

interface Counts {
  all: number;
  heavy: number;
}

const isFull = (count: number, limit: number): boolean => limit > 0 && count >= limit;

/** The API calls in flight, by app: Zoho limits them per organization and app (facts 12). */
export class CallsInFlight {
  private readonly byApp = new Map<string, Counts>();

  /** Lets a call in and returns how it leaves; undefined when the app has too many in flight. */
  enter(app: string, isHeavy: boolean, limits: ConcurrencyLimits): (() => void) | undefined {
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
