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

export interface Fault {
  once: Expected;
  always: Expected;
}

const late: Fault = {
  once: doubtful("ZOHO_TIMEOUT"),
  always: alwaysDoubtful("ZOHO_TIMEOUT"),
};
const harmless: Fault = { once: { calls: 1 }, always: { calls: 1 } };

/** What breaks on the way, whatever the product. */
const BROKEN: Record<string, Fault> = {
  "server-error": {
    once: doubtful("ZOHO_UNAVAILABLE"),
    always: alwaysDoubtful("ZOHO_UNAVAILABLE"),
  },
  "html-502": { once: doubtful("ZOHO_HTML_PAGE"), always: alwaysDoubtful("ZOHO_HTML_PAGE") },
  slow: late,
  "slow-first-byte": late,
  "slow-drip": late,
  // What a body is called is not what decides.
  "wrong-content-type": harmless,
  "reset-before": {
    once: doubtful("ZOHO_REPLY_CUT_SHORT"),
    always: alwaysDoubtful("ZOHO_REPLY_CUT_SHORT"),
  },
  "reset-after": {
    once: doubtful("ZOHO_REPLY_CUT_SHORT"),
    always: alwaysDoubtful("ZOHO_REPLY_CUT_SHORT"),
  },
  "cut-short": {
    once: doubtful("ZOHO_REPLY_CUT_SHORT"),
    always: alwaysDoubtful("ZOHO_REPLY_CUT_SHORT"),
  },
  "cut-short-clean": {
    once: exceptBytes(doubtful("ZOHO_REPLY_CUT_SHORT")),
    always: exceptBytes(alwaysDoubtful("ZOHO_REPLY_CUT_SHORT")),
  },
};

/** Every fault of the local Zoho that meets calls of Zoho CRM, once and without end. */
export const CRM_FAULTS: Record<string, Fault> = {
  "rate-limited": {
    once: unlessRaw(recovers, "ZOHO_RATE_LIMITED"),
    always: unlessRaw(fails(5, "ZOHO_RATE_LIMITED"), "ZOHO_RATE_LIMITED"),
  },
  "rate-limited-retry-after": {
    once: unlessRaw(recovers, "ZOHO_RATE_LIMITED"),
    always: unlessRaw(fails(5, "ZOHO_RATE_LIMITED"), "ZOHO_RATE_LIMITED"),
  },
  "credits-exhausted": {
    once: fails(1, "ZOHO_CREDITS_EXHAUSTED"),
    always: fails(1, "ZOHO_CREDITS_EXHAUSTED"),
  },
  ...BROKEN,
  "service-unavailable": {
    once: doubtful("ZOHO_UNAVAILABLE"),
    always: alwaysDoubtful("ZOHO_UNAVAILABLE"),
  },
  "expired-token": {
    once: fails(1, "ZOHO_TOKEN_REJECTED"),
    always: fails(1, "ZOHO_TOKEN_REJECTED"),
  },
  "revoked-token": {
    once: fails(1, "ZOHO_TOKEN_REJECTED"),
    always: fails(1, "ZOHO_TOKEN_REJECTED"),
  },
  "wrong-region-token": {
    once: fails(1, "ZOHO_TOKEN_REJECTED"),
    always: fails(1, "ZOHO_TOKEN_REJECTED"),
  },
  // No call of the table goes on from a page token.
  "page-token-expired": harmless,
  "missing-scope": {
    once: fails(1, "ZOHO_SCOPE_MISSING"),
    always: fails(1, "ZOHO_SCOPE_MISSING"),
  },
  "no-permission": {
    once: fails(1, "ZOHO_NO_PERMISSION"),
    always: fails(1, "ZOHO_NO_PERMISSION"),
  },
  "empty-object": {
    once: openEnded("ZOHO_REPLY_UNEXPECTED"),
    always: openEnded("ZOHO_REPLY_UNEXPECTED"),
  },
  "rows-refused": {
    once: inWrites("ZOHO_FIELD_INVALID"),
    always: inWrites("ZOHO_FIELD_INVALID"),
  },
  "partial-failure": {
    once: inWrites("ZOHO_FIELD_INVALID"),
    always: inWrites("ZOHO_FIELD_INVALID"),
  },
};

const dead: Fault = {
  once: fails(1, "ZOHO_TOKEN_OR_SCOPE"),
  always: fails(1, "ZOHO_TOKEN_OR_SCOPE"),
};
const unexpected: Fault = {
  once: { ...openEnded("ZOHO_REPLY_UNEXPECTED"), bytes: fails(1, "ZOHO_REPLY_UNEXPECTED") },
  always: { ...openEnded("ZOHO_REPLY_UNEXPECTED"), bytes: fails(1, "ZOHO_REPLY_UNEXPECTED") },
};
const busy: Fault = {
  once: unlessRaw(recovers, "ZOHO_RATE_LIMITED"),
  always: unlessRaw(fails(5, "ZOHO_RATE_LIMITED"), "ZOHO_RATE_LIMITED"),
};

/** The same for Zoho Books, which says some things in its own way. */
export const BOOKS_FAULTS: Record<string, Fault> = {
  ...BROKEN,
  // A used-up minute is waited out, two minutes at most.
  "rate-limited": {
    once: unlessRaw(recovers, "ZOHO_RATE_LIMITED"),
    always: unlessRaw(fails(3, "ZOHO_RATE_LIMITED"), "ZOHO_RATE_LIMITED"),
  },
  "rate-limited-retry-after": busy,
  "books-in-process": busy,
  "credits-exhausted": {
    once: fails(1, "ZOHO_QUOTA_EXHAUSTED"),
    always: fails(1, "ZOHO_QUOTA_EXHAUSTED"),
  },
  "service-unavailable": {
    once: doubtful("ZOHO_HTML_PAGE"),
    always: alwaysDoubtful("ZOHO_HTML_PAGE"),
  },
  "books-html-503": { once: doubtful("ZOHO_HTML_PAGE"), always: alwaysDoubtful("ZOHO_HTML_PAGE") },
  "books-error-in-200": dead,
  "expired-token": dead,
  "revoked-token": dead,
  "wrong-region-token": dead,
  "page-token-expired": harmless,
  "rows-refused": harmless,
  "missing-scope": dead,
  "no-permission": dead,
  "empty-object": unexpected,
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

/** A table's faults, each met once and each met without end, with what that leads to for a kind of call. */
export const faultCases = (
  faults: Record<string, Fault>,
  kind: Kind,
): { name: string; count: number; times: "once" | "always"; expected: Outcome }[] =>
  Object.entries(faults).flatMap(([name, { once, always }]) => [
    { name, count: 1, times: "once", expected: expectedFor(once, kind) },
    { name, count: 0, times: "always", expected: expectedFor(always, kind) },
  ]);
