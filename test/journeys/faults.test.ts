import { type Exchange, LocalZoho, type Row } from "../support/localZoho";

const zoho = new LocalZoho();
beforeAll(() => zoho.start());
afterAll(() => zoho.stop());

/** How a call of an action behaves when repeated: a read, a write by id, or the creation of a record. */
type Kind = "read" | "byId" | "create";

interface Case {
  key: string;
  kind: Kind;
  values: (recordId: string) => Row;
}

const FIELDS = ["Last_Name"];
const lead = { recordType: "Leads" };
/** Every action, with values that cost exactly one call. A test below sees that none is missing. */
const ACTIONS: Case[] = [
  {
    key: "crmGetRecord",
    kind: "read",
    values: (recordId) => ({ ...lead, recordId, fields: FIELDS }),
  },
  { key: "crmGetRecords", kind: "read", values: () => ({ ...lead, fields: FIELDS }) },
  {
    key: "crmCreateRecord",
    kind: "create",
    values: () => ({ ...lead, dynamicValues: { Last_Name: "New", Company: "Acme" } }),
  },
  {
    key: "crmUpdateRecord",
    kind: "byId",
    values: (recordId) => ({ ...lead, recordId, dynamicValues: { City: "Changed" } }),
  },
  { key: "crmRemoveRecord", kind: "byId", values: (recordId) => ({ ...lead, recordId }) },
];

/** What a fault leads to: success after so many calls, or an error after so many. */
interface Outcome {
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
  create: fails(1, error),
});
const alwaysDoubtful = (error: string): Record<Kind, Outcome> => ({
  read: fails(5, error),
  byId: fails(5, error),
  create: fails(1, error),
});

/** Every fault of the local Zoho, once and without end. */
const FAULTS: Record<string, { once: Expected; always: Expected; parameters?: Row }> = {
  "rate-limited": { once: recovers, always: fails(5, "ZOHO_RATE_LIMITED") },
  "rate-limited-retry-after": { once: recovers, always: fails(5, "ZOHO_RATE_LIMITED") },
  "credits-exhausted": {
    once: fails(1, "ZOHO_CREDITS_EXHAUSTED"),
    always: fails(1, "ZOHO_CREDITS_EXHAUSTED"),
  },
  "server-error": {
    once: doubtful("ZOHO_UNAVAILABLE"),
    always: alwaysDoubtful("ZOHO_UNAVAILABLE"),
  },
  "html-502": { once: doubtful("ZOHO_HTML_PAGE"), always: alwaysDoubtful("ZOHO_HTML_PAGE") },
  slow: {
    once: doubtful("ZOHO_TIMEOUT"),
    always: alwaysDoubtful("ZOHO_TIMEOUT"),
    parameters: { delayMs: 600 },
  },
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
    once: doubtful("ZOHO_REPLY_CUT_SHORT"),
    always: alwaysDoubtful("ZOHO_REPLY_CUT_SHORT"),
  },
  "expired-token": {
    once: fails(1, "ZOHO_TOKEN_REJECTED"),
    always: fails(1, "ZOHO_TOKEN_REJECTED"),
  },
  "revoked-token": {
    once: fails(1, "ZOHO_TOKEN_REJECTED"),
    always: fails(1, "ZOHO_TOKEN_REJECTED"),
  },
  "missing-scope": {
    once: fails(1, "ZOHO_SCOPE_MISSING"),
    always: fails(1, "ZOHO_SCOPE_MISSING"),
  },
  "no-permission": {
    once: fails(1, "ZOHO_NO_PERMISSION"),
    always: fails(1, "ZOHO_NO_PERMISSION"),
  },
  "empty-object": {
    once: fails(1, "ZOHO_REPLY_UNEXPECTED"),
    always: fails(1, "ZOHO_REPLY_UNEXPECTED"),
  },
  "partial-failure": {
    once: {
      read: { calls: 1 },
      byId: fails(1, "ZOHO_FIELD_INVALID"),
      create: fails(1, "ZOHO_FIELD_INVALID"),
    },
    always: {
      read: { calls: 1 },
      byId: fails(1, "ZOHO_FIELD_INVALID"),
      create: fails(1, "ZOHO_FIELD_INVALID"),
    },
  },
};

const expectedFor = (expected: Expected, kind: Kind): Outcome =>
  "calls" in expected ? expected : expected[kind];

const crmCalls = async (): Promise<Exchange[]> =>
  (await zoho.calls()).filter(({ url }) => url.startsWith("/crm/"));

describe("the table", () => {
  it("knows every fault of the local Zoho", async () => {
    const { scenarios } = (await zoho.control("GET", "scenarios")) as { scenarios: Row[] };
    expect(scenarios.map(({ name }) => name).sort()).toEqual(Object.keys(FAULTS).sort());
  });
});

describe.each(ACTIONS)("$key", ({ key, kind, values }) => {
  const cases = Object.entries(FAULTS).flatMap(([name, fault]) => [
    { name, count: 1, times: "once", expected: expectedFor(fault.once, kind), fault },
    { name, count: 0, times: "always", expected: expectedFor(fault.always, kind), fault },
  ]);

  it.each(cases)("under $name $times", async ({ name, count, expected, fault }) => {
    await zoho.reset({ records: { Leads: 1 } });
    const [recordId = ""] = await zoho.seed("Leads", 1);
    const before = await zoho.count("Leads");
    await zoho.scenario({ name, count, match: { path: "/crm/" }, ...fault.parameters });

    const outcome = await zoho.act(key, values(recordId)).then(
      () => "success",
      (error: Row) => error.code,
    );
    expect(outcome).toBe(expected.error ?? "success");
    await zoho.clearScenarios();
    if (name === "slow") await new Promise((resolve) => setTimeout(resolve, 700));
    expect((await crmCalls()).length).toBe(expected.calls);

    if (outcome === "success") {
      const change = { crmCreateRecord: 1, crmRemoveRecord: -1 }[key] ?? 0;
      expect((await zoho.count("Leads")) - before).toBe(change);
      if (key === "crmUpdateRecord") {
        expect(await zoho.held("Leads", recordId)).toMatchObject({ City: "Changed" });
      }
    }
    // Whatever happened, a creation never happened twice.
    expect((await zoho.count("Leads")) - before).toBeLessThanOrEqual(1);
  });
});

describe("validateConnection", () => {
  it.each(Object.keys(FAULTS))(
    "answers under %s without end, and says what is wrong",
    async (name) => {
      await zoho.reset();
      await zoho.scenario({ name, count: 0, ...FAULTS[name]?.parameters });
      const report = (await zoho.act("validateConnection", {})) as {
        ok: boolean;
        organization: Row;
        user: Row;
        problems: string[];
      };
      await zoho.clearScenarios();
      const code = expectedFor(FAULTS[name]?.always ?? { calls: 1 }, "read").error;
      expect(report.ok).toBe(code === undefined);
      if (code === undefined) return;
      expect(report.organization.error).toContain(`[${code}]`);
      expect(report.user.error).toContain(`[${code}]`);
      expect(report.problems).toHaveLength(2);
    },
  );
});

describe("pick-lists", () => {
  const sources = [
    ["selectCrmRecord", lead],
    ["selectCrmModule", {}],
    ["selectCrmField", { recordType: "Tasks" }],
  ] as const;

  it.each(
    sources.flatMap(([key, values]) =>
      Object.keys(FAULTS).map((name) => [key, name, values] as const),
    ),
  )("%s under %s without end", async (key, name, values) => {
    await zoho.reset();
    await zoho.scenario({ name, count: 0, ...FAULTS[name]?.parameters });
    const code = expectedFor(FAULTS[name]?.always ?? { calls: 1 }, "read").error;
    const outcome = await zoho.choices(key, values).then(
      () => undefined,
      (error: Row) => error.code,
    );
    await zoho.clearScenarios();
    expect(outcome).toBe(code);
  });
});

describe("rate limits", () => {
  it("are waited out as long as Zoho asks", async () => {
    process.env.ZOHO_SANDBOX_PACE = "1";
    try {
      await zoho.reset();
      await zoho.scenario({ name: "rate-limited-retry-after", seconds: 1 });
      const startedAt = performance.now();
      await zoho.act("crmGetRecords", { ...lead, fields: FIELDS });
      expect(performance.now() - startedAt).toBeGreaterThanOrEqual(990);
    } finally {
      process.env.ZOHO_SANDBOX_PACE = "0";
    }
  });

  it("of credits are reported by what is left", async () => {
    await zoho.reset();
    await zoho.control("POST", "credits", { allowance: 1_000, used: 600 });
    const report = (await zoho.act("validateConnection", {})) as Row;
    expect(report.creditsRemaining).toBeLessThanOrEqual(400);
    expect(report.creditsRemaining).toBeGreaterThan(390);
    await zoho.control("POST", "credits", { allowance: 1_000, used: 1_000 });
    const error = await zoho.failure("crmGetRecords", { ...lead, fields: FIELDS });
    expect(error).toMatchObject({ name: "CreditsExhaustedError", consequence: "stop" });
  });
});
