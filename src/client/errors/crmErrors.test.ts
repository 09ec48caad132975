import { errorFromReply } from "./crmErrors";
import { RecordError, ZohoError } from "./errors";
import { ERRORS } from "./errorTable";

const connection = {
  key: "zohoTemplatedConnection",
  configVarKey: "Zoho",
  fields: { clientSecret: "hidden-secret" },
  token: { access_token: "hidden-token" },
};

interface Given {
  status: number;
  body?: unknown;
  creditsRemaining?: number;
  method?: string;
  sent?: unknown;
}

function errorFor({ status, body, creditsRemaining, method = "GET", sent }: Given) {
  return errorFromReply(
    connection,
    { outcome: { kind: "reply", status }, status, body, creditsRemaining },
    {
      isRead: method === "GET",
      tried: `${method} /crm/v8/Leads`,
      sent: { payload: { kind: "json", value: sent } },
      neededScope: "ZohoCRM.modules.READ",
      tries: 1,
      outcomeUnknown: false,
      facts: [],
      hints: [],
    },
  );
}

const flat = (code: string, details: object = {}, message = "what Zoho says") => ({
  code,
  details,
  message,
  status: "error",
});

const records = (...elements: unknown[]) => ({ data: elements });
const success = {
  code: "SUCCESS",
  details: { id: "1" },
  message: "record added",
  status: "success",
};

describe("refusalOf", () => {
  it.each<[string, number, unknown, string, string]>([
    ["INVALID_TOKEN", 401, flat("INVALID_TOKEN"), "ZohoConnectionError", "ZOHO_TOKEN_REJECTED"],
    [
      "AUTHENTICATION_FAILURE",
      401,
      flat("AUTHENTICATION_FAILURE"),
      "ZohoConnectionError",
      "ZOHO_TOKEN_REJECTED",
    ],
    ["401 without a body", 401, undefined, "ZohoConnectionError", "ZOHO_TOKEN_REJECTED"],
    [
      "OAUTH_SCOPE_MISMATCH",
      401,
      flat("OAUTH_SCOPE_MISMATCH"),
      "ZohoConnectionError",
      "ZOHO_SCOPE_MISSING",
    ],
    ["NO_PERMISSION", 403, flat("NO_PERMISSION"), "RejectedError", "ZOHO_NO_PERMISSION"],
    ["INVALID_MODULE", 400, flat("INVALID_MODULE"), "RejectedError", "ZOHO_MODULE_UNKNOWN"],
    [
      "LIMIT_EXCEEDED",
      400,
      flat("LIMIT_EXCEEDED", { limit: 50, param_name: "fields" }),
      "RejectedError",
      "ZOHO_LIMIT_EXCEEDED",
    ],
    [
      "DISCRETE_PAGINATION_LIMIT_EXCEEDED",
      400,
      flat("DISCRETE_PAGINATION_LIMIT_EXCEEDED"),
      "RejectedError",
      "ZOHO_PAGE_TOO_DEEP",
    ],
    [
      "an expired page token",
      400,
      flat("EXPIRED_VALUE"),
      "RejectedError",
      "ZOHO_PAGE_TOKEN_INVALID",
    ],
    ["a rate limit", 429, flat("TOO_MANY_REQUESTS"), "RateLimitedError", "ZOHO_RATE_LIMITED"],
    ["its other name", 429, flat("RATE_LIMIT_EXCEEDED"), "RateLimitedError", "ZOHO_RATE_LIMITED"],
    ["429 without a body", 429, undefined, "RateLimitedError", "ZOHO_RATE_LIMITED"],
    ["INTERNAL_ERROR", 500, flat("INTERNAL_ERROR"), "UnavailableError", "ZOHO_UNAVAILABLE"],
    ["503 without a body", 503, undefined, "UnavailableError", "ZOHO_UNAVAILABLE"],
    ["a code nobody knows", 400, flat("SOMETHING_NEW"), "RejectedError", "ZOHO_REJECTED"],
    ["a flat error in a 200", 200, flat("INVALID_MODULE"), "RejectedError", "ZOHO_MODULE_UNKNOWN"],
  ])("makes of %s its error", (_, status, body, name, code) => {
    expect(errorFor({ status, body })).toMatchObject({ name, code });
  });

  it("tells used-up credits from a rate limit by the header", () => {
    const body = flat("TOO_MANY_REQUESTS");
    expect(errorFor({ status: 429, body, creditsRemaining: 0 })).toMatchObject({
      name: "CreditsExhaustedError",
      code: "ZOHO_CREDITS_EXHAUSTED",
      consequence: "stop",
    });
    expect(errorFor({ status: 429, body, creditsRemaining: 1 })).toMatchObject({
      name: "RateLimitedError",
      consequence: "retry",
    });
  });

  it("names the scope that is missing", () => {
    const error = errorFor({ status: 401, body: flat("OAUTH_SCOPE_MISMATCH") });
    expect(String(error)).toContain("Needed scope: ZohoCRM.modules.READ.");
  });

  it("says what can be behind a rejected token", () => {
    const text = String(errorFor({ status: 401, body: flat("INVALID_TOKEN") }));
    for (const reason of [
      "revoked",
      "deactivated",
      "more than 20 times",
      "data center",
      "Multi-DC",
    ]) {
      expect(text).toContain(reason);
    }
  });

  it.each([200, 201, 202, 207, 400])("throws for a record refused inside a %i", (status) => {
    const refused = flat("MANDATORY_NOT_FOUND", { api_name: "Last_Name" });
    const error = errorFor({ status, body: records(refused), method: "POST" });
    expect(error).toBeInstanceOf(RecordError);
    expect(error).toMatchObject({
      name: "RecordError",
      code: "ZOHO_FIELD_MISSING",
      field: "Last_Name",
      refused: [{ index: 0, code: "ZOHO_FIELD_MISSING", zohoCode: "MANDATORY_NOT_FOUND" }],
    });
  });

  it("lets a write through of which at least one record was accepted", () => {
    const body = records(success, flat("INVALID_DATA", { api_name: "Email" }));
    expect(errorFor({ status: 207, body, method: "POST" })).toBeUndefined();
  });

  it("says how many records were refused when all were", () => {
    const body = records(flat("INVALID_DATA"), flat("DUPLICATE_DATA"));
    const error = errorFor({ status: 400, body, method: "POST" });
    expect(String(error)).toContain("All 2 records were refused");
    expect(error).toMatchObject({ refused: [{ index: 0 }, { index: 1 }] });
  });

  it("takes records that happen to look like errors for records when they are read", () => {
    const body = records({ id: "1", code: "X", status: "error" });
    expect(errorFor({ status: 200, body })).toBeUndefined();
  });

  it.each([
    [{ api_name: "Email", id: "4876876000000000009" }],
    [{ api_name: "Email", duplicate_record: { id: "4876876000000000009", module: {} } }],
  ])("names the existing record of a duplicate: %j", (details) => {
    const body = records(flat("DUPLICATE_DATA", details));
    const error = errorFor({ status: 400, body, method: "POST" });
    expect(error).toMatchObject({ code: "ZOHO_DUPLICATE", field: "Email" });
    expect(String(error)).toContain("Existing record: 4876876000000000009.");
    expect(error).toMatchObject({ refused: [{ existingId: "4876876000000000009" }] });
  });

  it("tells an unknown id from a wrong value, which share a code", () => {
    const unknownId = flat("INVALID_DATA", { id: "1" }, "the id given seems to be invalid");
    expect(errorFor({ status: 400, body: unknownId })).toMatchObject({
      code: "ZOHO_RECORD_NOT_FOUND",
    });
    const wrongValue = flat("INVALID_DATA", { api_name: "Age", expected_data_type: "integer" });
    const error = errorFor({ status: 400, body: records(wrongValue), method: "PUT" });
    expect(error).toMatchObject({ code: "ZOHO_FIELD_INVALID", field: "Age" });
    expect(String(error)).toContain("Expected type: integer.");
  });

  it("reads the first of several errors of one record", () => {
    const inner = flat("INVALID_DATA", { api_name: "Age", maximum_length: 9 });
    const body = records(flat("MULTIPLE_OR_MULTI_ERRORS", { errors: [inner] }));
    const error = errorFor({ status: 400, body, method: "POST" });
    expect(error).toMatchObject({ field: "Age" });
    expect(String(error)).toContain("Longest allowed: 9 characters.");
  });

  it("repeats no value that was sent, wherever Zoho puts it", () => {
    const canary = "canary.value@example.com";
    const sent = { data: [{ Email: canary, Nested: [{ Note: "canary in a list" }] }] };
    const details = { api_name: "Email", reason: `bad ${canary}`, Email: canary };
    const message = `${canary} is wrong, so is canary in a list`;
    const body = records(flat("INVALID_DATA", details, message));
    const error = errorFor({ status: 400, body, method: "POST", sent });
    expect(`${error} ${JSON.stringify(error)}`).not.toMatch(/canary/);
    expect(String(error)).toContain("Zoho says INVALID_DATA.");
  });

  it.each([
    ["short", "Rao1", "the value Rao1 is wrong"],
    ["in another case", "canary@example.com", "CANARY@EXAMPLE.COM is wrong"],
    [
      "shortened",
      "a long text about a customer that nobody may see",
      "wrong: a long text about a...",
    ],
    ["a number", 123456, "123456 is too large"],
  ])("repeats no value that Zoho shows %s", (_, value, message) => {
    const sent = { data: [{ Field: value }] };
    const body = records(flat("INVALID_DATA", { api_name: "Field" }, message));
    const error = errorFor({ status: 400, body, method: "POST", sent });
    expect(String(error)).not.toContain(message);
    expect(error).toMatchObject({ field: "Field", zohoCode: "INVALID_DATA" });
  });

  it.each([
    ["select Last_Name from Leads where Last_Name = 'Kowalski", "near 'Kowalski"],
    ["select Last_Name from Leads where Last_Name = 'O\\'Brien'", "O'Brien is wrong"],
    ["select Last_Name from Leads where Phone = 5551234", "5551234 is wrong"],
    ["(Last_Name:equals:Kow(alski)", "unexpected text near '(alski)'"],
    ["name=Kowalski&x=1", "Kowalski is wrong"],
    ["https://hooks.example.com/zoho?key=Sekret99", "Sekret99 is wrong"],
  ])("repeats no value within %s", (text, message) => {
    const body = flat("INVALID_QUERY", { reason: message, near: "Kowalski" }, message);
    const error = errorFor({ status: 400, body, sent: { text } });
    expect(String(error)).not.toMatch(/Kowalski|alski|Brien|5551234|Sekret99/);
  });

  it("shows the place in a query, and what is near it when that is a word of the language", () => {
    const sent = { select_query: "select Last_Name frm Leads where id is not null" };
    const near = (word: string) => flat("SYNTAX_ERROR", { near: word, line: 1, column: 18 });
    expect(String(errorFor({ status: 400, body: near("from"), sent }))).toContain("Near: from.");
    const error = String(errorFor({ status: 400, body: near("frm"), sent }));
    expect(error).toContain("At line 1, column 18.");
    expect(error).not.toContain("Near");
  });

  it("keeps Zoho's own words", () => {
    const sent = { data: [{ Last_Name: "Rao", Company: "Acme", Stage: "Won" }] };
    const body = records(flat("INVALID_DATA", { api_name: "Age" }, "invalid data"));
    expect(String(errorFor({ status: 400, body, method: "POST", sent }))).toContain(
      '"invalid data"',
    );
  });

  it("holds neither token nor secret", () => {
    const error = errorFor({ status: 401, body: flat("INVALID_TOKEN") });
    expect(`${error} ${JSON.stringify(error)}`).not.toMatch(/hidden-(token|secret)/);
    expect(error).toMatchObject({ connection: { key: "zohoTemplatedConnection", fields: {} } });
  });

  it("keeps long and strange details out", () => {
    const details = { api_name: "x".repeat(500), permissions: ["Crm_Implied_Api_Access", 7, {}] };
    const error = errorFor({
      status: 403,
      body: flat("NO_PERMISSION", details, "y".repeat(5_000)),
    });
    expect(String(error).length).toBeLessThan(1_000);
    expect(String(error)).toContain("Missing permission: Crm_Implied_Api_Access.");
  });
});

describe("errors of the table", () => {
  it.each(Object.keys(ERRORS))("%s says what to do and ends with its code", (code) => {
    const { message } = new ZohoError({
      code: code as keyof typeof ERRORS,
      tried: "GET /crm/v8/org",
    });
    expect(message).toContain("GET /crm/v8/org failed: ");
    expect(message.endsWith(`[${code}]`)).toBe(true);
  });
});
