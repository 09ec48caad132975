import { craftedConnection } from "../../../test/support/craftedZoho";
import type { Attempt } from "../response";
import { booksErrorFromReply, interpretBooks } from "./booksErrors";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const MINUTE = 60_000;

interface Given {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  sent?: unknown;
  hints?: string[];
}

function read({ status, body, headers = {} }: Given): Attempt {
  const attempt = { outcome: { kind: "reply", status } as const, status, body, headers };
  return interpretBooks(attempt, NOW, MINUTE);
}

function errorFor(given: Given): Error | undefined {
  return booksErrorFromReply(craftedConnection, read(given), {
    isRead: false,
    tried: "POST /books/v3/invoices",
    sent: { payload: { kind: "json", value: given.sent ?? {} } },
    neededScope: "ZohoBooks.invoices.CREATE",
    tries: 1,
    outcomeUnknown: false,
    facts: ["In doubt."],
    hints: given.hints ?? [],
  });
}

const says = (code: number, message: string) => ({ code, message });

describe("booksRefusalOf", () => {
  it("takes code 0 for done, and a body without a code too", () => {
    expect(errorFor({ status: 200, body: says(0, "success") })).toBeUndefined();
    expect(errorFor({ status: 200, body: { invoices: [] } })).toBeUndefined();
    expect(errorFor({ status: 201, body: Buffer.from("%PDF") })).toBeUndefined();
  });

  it.each([
    [401, 57, "ZOHO_TOKEN_OR_SCOPE", "ZohoConnectionError", "stop"],
    [200, 57, "ZOHO_TOKEN_OR_SCOPE", "ZohoConnectionError", "stop"],
    [401, 14, "ZOHO_TOKEN_REJECTED", "ZohoConnectionError", "stop"],
    [400, 2, "ZOHO_FIELD_INVALID", "RejectedError", "skip"],
    [400, 3062, "ZOHO_DUPLICATE", "RejectedError", "skip"],
    [404, 1002, "ZOHO_RECORD_NOT_FOUND", "RejectedError", "skip"],
    [400, 1002, "ZOHO_RECORD_NOT_FOUND", "RejectedError", "skip"],
    [400, 6024, "ZOHO_ORGANIZATION_MISSING", "RejectedError", "stop"],
    [400, 6041, "ZOHO_ORGANIZATION_UNKNOWN", "RejectedError", "stop"],
    [404, 5, "ZOHO_URL_UNKNOWN", "RejectedError", "stop"],
    [429, 44, "ZOHO_RATE_LIMITED", "RateLimitedError", "retry"],
    [429, 1070, "ZOHO_RATE_LIMITED", "RateLimitedError", "retry"],
    [429, 45, "ZOHO_QUOTA_EXHAUSTED", "CreditsExhaustedError", "stop"],
    [500, 1000, "ZOHO_UNAVAILABLE", "UnavailableError", "retry"],
    [400, 9_999, "ZOHO_REJECTED", "RejectedError", "stop"],
    [200, 9_999, "ZOHO_REJECTED", "RejectedError", "stop"],
  ])("reads %i with code %i as %s", (status, zohoCode, code, name, consequence) => {
    const error = errorFor({ status, body: says(zohoCode, "No.") });
    expect(error?.constructor.name).toBe(name);
    expect(error).toMatchObject({ code, consequence, status, zohoCode: String(zohoCode) });
  });

  it("takes a code written as text, and a bare status, as well", () => {
    expect(errorFor({ status: 200, body: { code: "57", message: "" } })).toMatchObject({
      code: "ZOHO_TOKEN_OR_SCOPE",
    });
    expect(errorFor({ status: 404 })).toMatchObject({ code: "ZOHO_URL_UNKNOWN" });
    expect(errorFor({ status: 503 })).toMatchObject({ code: "ZOHO_UNAVAILABLE" });
  });

  it("names token and scope for code 57", () => {
    const text = errorFor({ status: 401, body: says(57, "You are not authorized") })?.message;
    expect(text).toContain("access token");
    expect(text).toContain("Needed scope: ZohoBooks.invoices.CREATE.");
  });

  it("says when the count of the day's calls starts over", () => {
    const headers = {
      "x-rate-limit-limit": "1,000",
      "x-rate-limit-remaining": "0",
      "x-rate-limit-reset": "7200",
    };
    const error = errorFor({ status: 429, headers, body: says(45, "exceeded") });
    expect(error?.message).toContain("1000 calls a day starts over at 2026-03-01 14:00 UTC.");
  });

  it("names the field, and leaves out a message that repeats what was sent", () => {
    const field = errorFor({ status: 400, body: says(2, "Invalid value passed for due_date") });
    expect(field).toMatchObject({ field: "due_date" });
    const taken = errorFor({
      status: 400,
      body: says(3062, 'The customer "Harbor Supply" already exists.'),
      sent: { contact_name: "Harbor Supply" },
    });
    expect(taken?.message).not.toContain("Harbor");
    expect(taken?.message).toContain("[ZOHO_DUPLICATE]");
  });

  it.each([
    `The customer "Harbor Supply" (ada@example.com) has transactions.`,
    `The customer 'Harbor Supply' has transactions.`,
    `The customer “Harbor Supply” has transactions.`,
    `The item 19" Harbor "Pro Supply" is in use.`,
    "Invalid value passed for Harbor Supply",
  ])("shows nothing of a record that was not sent: %s", (message) => {
    const error = errorFor({ status: 400, body: says(1_040, message) });
    expect(error?.message).not.toMatch(/Harbor|Supply|ada@/);
    expect(error).toMatchObject({ field: undefined });
  });

  it("closes for a minute at most, whatever Retry-After says", () => {
    const headers = { "retry-after": "86400" };
    const attempt = { outcome: { kind: "reply", status: 429, retryAfterMs: 86_400_000 } as const };
    const body = says(44, "blocked");
    expect(interpretBooks({ ...attempt, status: 429, body, headers }, NOW, MINUTE)).toMatchObject({
      closedForMs: MINUTE,
      outcome: { retryAfterMs: 86_400_000 },
    });
  });

  it("gives hints for a refused content only, and doubt for a broken write only", () => {
    const hints = ["Zoho asks for: customer_id."];
    const refused = errorFor({ status: 400, body: says(1_038, "No."), hints });
    expect(refused?.message).toContain("customer_id");
    expect(refused?.message).not.toContain("In doubt.");
    const broken = errorFor({ status: 500, body: says(1_000, "No."), hints });
    expect(broken?.message).toContain("In doubt.");
    expect(broken?.message).not.toContain("customer_id");
  });
});

describe("interpretBooks", () => {
  it("reads what the code means whatever the status says", () => {
    expect(read({ status: 200, body: says(44, "blocked") }).outcome).toEqual({
      kind: "reply",
      status: 429,
      retryAfterMs: MINUTE,
      isExhausted: false,
    });
    expect(read({ status: 429, body: says(45, "exceeded") }).outcome).toMatchObject({
      status: 429,
      isExhausted: true,
    });
    expect(read({ status: 200, body: says(1_038, "no") }).outcome).toMatchObject({ status: 400 });
  });

  it("keeps the day's figures, and leaves nonsense alone", () => {
    const headers = {
      "x-rate-limit-limit": "5000",
      "x-rate-limit-remaining": "4,321",
      "x-rate-limit-reset": "60",
    };
    const { quota } = read({ status: 200, body: says(0, "success"), headers });
    expect(quota).toEqual({ limit: 5_000, remaining: 4_321, resetsAtMs: NOW + MINUTE });
    const odd = { ...headers, "x-rate-limit-reset": "soon" };
    expect(read({ status: 200, headers: odd }).quota).toBeUndefined();
  });

  it("sees a refusal in place of a file, and never takes a JSON file for one", () => {
    const bytes = Buffer.from(JSON.stringify(says(57, "no")));
    const json = { "content-type": "application/json" };
    expect(read({ status: 200, body: bytes, headers: json }).outcome).toMatchObject({
      status: 401,
    });
    const file = { ...json, "content-disposition": 'attachment; filename="a.json"' };
    expect(read({ status: 200, body: bytes, headers: file }).outcome).toMatchObject({
      status: 200,
    });
  });
});
