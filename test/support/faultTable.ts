/**
 * How a call of an action behaves when repeated: a read, the read of a file, a write by id, the creation of
 * a record, or a raw request, which is only repeated when told.
 */
export type Kind = "read" | "bytes" | "byId" | "create" | "raw";

/** What a fault leads to: success after so many calls, or an error after so many. */
export interface Outcome {
  calls: number;
  error?: string;
}
type Expected = Outcome | Record<Kind, Outcome>;

const recovers: Outcome = { calls: 2 };
const fails = (calls: number, error: string): Outcome => ({ calls, error });
/** Reads and writes by id are repeated; a creation is not, since it may have happened. */
const doubtful = (error: string): Record<Kind, Outcome> => ({
  read: recovers,
  byId: recovers,
  bytes: recovers,
  create: fails(1, error),
  raw: fails(1, error),
});
const alwaysDoubtful = (error: string): Record<Kind, Outcome> => ({
  read: fails(5, error),
  byId: fails(5, error),
  bytes: fails(5, error),
  create: fails(1, error),
  raw: fails(1, error),
});
/** A raw request meets the error at once, the others after so many calls. */
const unlessRaw = (outcome: Outcome, error: string): Record<Kind, Outcome> => ({
  read: outcome,
  bytes: outcome,
  byId: outcome,
  create: outcome,
  raw: fails(1, error),
});
/** Bytes cannot be told from a shortened file of the announced length. */
const exceptBytes = (expected: Record<Kind, Outcome>): Record<Kind, Outcome> => ({
  ...expected,
  bytes: { calls: 1 },
});
/** What a file or a raw request holds is not for the connector to judge. */
const openEnded = (error: string): Record<Kind, Outcome> => ({
  read: fails(1, error),
  byId: fails(1, error),
  create: fails(1, error),
  bytes: { calls: 1 },
  raw: { calls: 1 },
});
const inWrites = (error: string): Record<Kind, Outcome> => ({
  read: { calls: 1 },
  bytes: { calls: 1 },
  byId: fails(1, error),
  create: fails(1, error),
  raw: { calls: 1 },
});

/** Faults of one class differ for no action once its kind of call has met all of them. */
type FaultClass =
  | "rate limit"
  | "used-up quota"
  | "error of Zoho's"
  | "error page"
  | "unavailable"
  | "late reply"
  | "broken connection"
  | "shortened reply"
  | "rejected token"
  | "missing scope"
  | "no permission"
  | "unexpected reply"
  | "refused rows"
  | "every row refused, with 202"
  | "harmless";

export interface Fault {
  class: FaultClass;
  once: Expected;
  always: Expected;
}

const alike = (faultClass: FaultClass, expected: Expected): Fault => ({
  class: faultClass,
  once: expected,
  always: expected,
});
const uncertain = (faultClass: FaultClass, error: string): Fault => ({
  class: faultClass,
  once: doubtful(error),
  always: alwaysDoubtful(error),
});
const limited = (calls: number): Fault => ({
  class: "rate limit",
  once: unlessRaw(recovers, "ZOHO_RATE_LIMITED"),
  always: unlessRaw(fails(calls, "ZOHO_RATE_LIMITED"), "ZOHO_RATE_LIMITED"),
});

const late = uncertain("late reply", "ZOHO_TIMEOUT");
const broken = uncertain("broken connection", "ZOHO_REPLY_CUT_SHORT");
const harmless = alike("harmless", { calls: 1 });

/** What breaks on the way, whatever the product. */
const BROKEN: Record<string, Fault> = {
  "server-error": uncertain("error of Zoho's", "ZOHO_UNAVAILABLE"),
  "html-502": uncertain("error page", "ZOHO_HTML_PAGE"),
  slow: late,
  "slow-first-byte": late,
  "slow-drip": late,
  // What a body is called is not what decides.
  "wrong-content-type": harmless,
  "reset-before": broken,
  "reset-after": broken,
  "cut-short": broken,
  "cut-short-clean": {
    class: "shortened reply",
    once: exceptBytes(doubtful("ZOHO_REPLY_CUT_SHORT")),
    always: exceptBytes(alwaysDoubtful("ZOHO_REPLY_CUT_SHORT")),
  },
};

const rejected = alike("rejected token", fails(1, "ZOHO_TOKEN_REJECTED"));
const refused = alike("refused rows", inWrites("ZOHO_FIELD_INVALID"));

/** Every fault of the local Zoho that meets calls of Zoho CRM, once and without end. */
export const CRM_FAULTS: Record<string, Fault> = {
  "rate-limited": limited(5),
  "rate-limited-retry-after": limited(5),
  "credits-exhausted": alike("used-up quota", fails(1, "ZOHO_CREDITS_EXHAUSTED")),
  ...BROKEN,
  "service-unavailable": uncertain("unavailable", "ZOHO_UNAVAILABLE"),
  "expired-token": rejected,
  "revoked-token": rejected,
  "wrong-region-token": rejected,
  // No call of the table goes on from a page token.
  "page-token-expired": harmless,
  "missing-scope": alike("missing scope", fails(1, "ZOHO_SCOPE_MISSING")),
  "no-permission": alike("no permission", fails(1, "ZOHO_NO_PERMISSION")),
  "empty-object": alike("unexpected reply", openEnded("ZOHO_REPLY_UNEXPECTED")),
  "rows-refused": refused,
  "partial-failure": { ...refused, class: "every row refused, with 202" },
};

/** Zoho Books says the same of a token, a scope and a permission. */
const dead = alike("rejected token", fails(1, "ZOHO_TOKEN_OR_SCOPE"));

/** The same for Zoho Books, which says some things in its own way. */
export const BOOKS_FAULTS: Record<string, Fault> = {
  ...BROKEN,
  // A used-up minute is waited out, two minutes at most.
  "rate-limited": limited(3),
  "rate-limited-retry-after": limited(5),
  "books-in-process": limited(5),
  "credits-exhausted": alike("used-up quota", fails(1, "ZOHO_QUOTA_EXHAUSTED")),
  "service-unavailable": uncertain("unavailable", "ZOHO_HTML_PAGE"),
  "books-html-503": uncertain("unavailable", "ZOHO_HTML_PAGE"),
  "books-error-in-200": { ...dead, class: "unexpected reply" },
  "expired-token": dead,
  "revoked-token": dead,
  "wrong-region-token": dead,
  "page-token-expired": harmless,
  "rows-refused": harmless,
  "missing-scope": { ...dead, class: "missing scope" },
  "no-permission": { ...dead, class: "no permission" },
  "empty-object": alike("unexpected reply", {
    ...openEnded("ZOHO_REPLY_UNEXPECTED"),
    bytes: fails(1, "ZOHO_REPLY_UNEXPECTED"),
  }),
  "partial-failure": harmless,
};

/** Faults of notifications and of bulk jobs, and changes of the organization, which no call meets as such. */
export const OTHER_FAULTS = [
  "awkward-values",
  "bulk-job-failed",
  "field-renamed",
  "module-unreadable",
  "notifications-duplicated",
  "notifications-late",
  "notifications-lost",
  "notifications-out-of-order",
];

export const expectedFor = (expected: Expected, kind: Kind): Outcome =>
  "calls" in expected ? expected : expected[kind];

export interface FaultCase {
  name: string;
  /** Calls that the local Zoho lets meet it; 0 = all. */
  count: number;
  times: "once" | "always";
  expected: Outcome;
}

/** A table's faults, each met once and each met without end, with what that leads to for a kind of call. */
export const faultCases = (faults: Record<string, Fault>, kind: Kind): FaultCase[] =>
  Object.entries(faults).flatMap(([name, { once, always }]): FaultCase[] => [
    { name, count: 1, times: "once", expected: expectedFor(once, kind) },
    { name, count: 0, times: "always", expected: expectedFor(always, kind) },
  ]);

/**
 * The same for what goes a way through the client that meets every fault elsewhere: one fault of each class,
 * without end only where that makes a difference. ZOHO_ALL_FAULTS=1 plays all of them.
 */
export function representativeCases(faults: Record<string, Fault>, kind: Kind): FaultCase[] {
  const cases = faultCases(faults, kind);
  if (process.env.ZOHO_ALL_FAULTS === "1") return cases;
  const firstOfClass = new Map<FaultClass, string>();
  for (const [name, fault] of Object.entries(faults)) {
    if (!firstOfClass.has(fault.class)) firstOfClass.set(fault.class, name);
  }
  const chosen = new Set(firstOfClass.values());
  return cases.filter(({ name, times }) => {
    const { once, always } = faults[name] as Fault;
    return chosen.has(name) && (times === "once" || once !== always);
  });
}
