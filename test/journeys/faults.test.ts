import { loadComponent } from "../../runner/component";
import { sandboxConnection } from "../../runner/connections";
import { skippingTimeouts } from "../support/clock";
import {
  CRM_ACTIONS,
  CRM_EFFECTS,
  type CrmCase,
  crmHoldings,
  prepareCrm,
} from "../support/crmActions";
import {
  BOOKS_FAULTS,
  expectedFor,
  CRM_FAULTS as FAULTS,
  faultCases,
  OTHER_FAULTS,
  representativeCases,
} from "../support/faultTable";
import { LocalZoho, type Row } from "../support/localZoho";

const zoho = new LocalZoho();
beforeAll(() => zoho.start());
afterAll(() => zoho.stop());

/** One action of each kind meets every fault; the others go the same ways through the client. */
const THOROUGH = [
  "crmGetRecords",
  "crmDownloadAttachment",
  "crmCreateRecord",
  "crmUpdateRecord",
  "crmRawRequest",
];
const lead = { recordType: "Leads" };
const FIELDS = ["Last_Name"];

describe("the table", () => {
  it("knows every fault of the local Zoho", async () => {
    const { scenarios } = (await zoho.control("GET", "scenarios")) as { scenarios: Row[] };
    const known = new Set([...Object.keys(FAULTS), ...Object.keys(BOOKS_FAULTS), ...OTHER_FAULTS]);
    expect(scenarios.map(({ name }) => name).sort()).toEqual([...known].sort());
  });
});

describe("the actions", () => {
  it("with every fault are one of each kind", () => {
    const kinds = CRM_ACTIONS.filter(({ key }) => THOROUGH.includes(key)).map(({ kind }) => kind);
    expect(kinds).toEqual([...new Set(CRM_ACTIONS.map(({ kind }) => kind))]);
  });

  it("are all of the bundle's, but for the one that reports instead of failing", () => {
    const keys = [...CRM_ACTIONS.map(({ key }) => key), "validateConnection"];
    const all = Object.keys(loadComponent().actions).filter((key) => !key.startsWith("books"));
    expect(keys.sort()).toEqual(all.sort());
  });
});

function casesOf({ key, kind, answers = [] }: CrmCase) {
  const cases = (THOROUGH.includes(key) ? faultCases : representativeCases)(FAULTS, kind);
  return cases.map((fault) =>
    answers.includes(fault.name) ? { ...fault, expected: { calls: 1 } } : fault,
  );
}

describe.each(CRM_ACTIONS)("$key", (action) => {
  const { key, values, furtherCalls = 0 } = action;

  it.each(casesOf(action))("under $name $times", async ({ name, count, expected }) => {
    const { before, ...ids } = await prepareCrm(zoho, action);
    const scenario = { name, count, match: { path: "/crm/" } };
    const { outcome, calls } = await zoho.underFault(scenario, () => zoho.act(key, values(ids)));
    expect(outcome).toBe(expected.error ?? "success");
    expect(calls).toBe(expected.calls + (expected.error ? 0 : furtherCalls));

    const after = await crmHoldings(zoho, ids.recordId);
    if (outcome === "success") {
      expect({ key, ...after }).toEqual({ key, ...before, ...CRM_EFFECTS[key]?.(before) });
    }
    // Whatever happened, nothing was created twice.
    expect(after.leads - before.leads).toBeLessThanOrEqual(1);
    expect(after.attachments - before.attachments).toBeLessThanOrEqual(1);
  });
});

describe("crmRenewNotification, at the renewal of a channel", () => {
  const TOLD = ["ZOHO_FIELD_INVALID", "ZOHO_NO_PERMISSION"];

  const cases = representativeCases(FAULTS, "byId");

  it.each(cases)("under $name $times", async ({ name, count, expected }) => {
    await prepareCrm(zoho, { needs: "channel" });
    const scenario = { name, count, match: { method: "PATCH", path: "/crm/" } };
    let report: Row = {};
    const { outcome, calls } = await zoho.underFault(scenario, async () => {
      report = (await zoho.act("crmRenewNotification", { channelId: "42" })) as Row;
    });
    const { error = "success" } = expected;
    // What Zoho refuses for this channel need not hold for the next one.
    const isTold = TOLD.includes(error);
    expect(outcome).toBe(isTold ? "success" : error);
    expect(calls).toBe(1 + expected.calls);
    if (outcome !== "success") return;
    expect(report).toMatchObject({
      channels: [
        {
          outcome: isTold ? "failed" : "renewed",
          error: isTold ? expect.stringContaining(`[${error}]`) : null,
        },
      ],
    });
  });
});

describe("validateConnection", () => {
  const cases = representativeCases(FAULTS, "read").map(({ name }) => name);

  it.each([...new Set(cases)])(
    "answers under %s without end, and says what is wrong",
    async (name) => {
      await zoho.reset({ records: { "*": 0 }, booksRecords: { "*": 0 } });
      let result = { ok: false, organization: {} as Row, user: {} as Row, problems: [""] };
      const scenario = { name, count: 0 };
      const { calls } = await zoho.underFault(scenario, async () => {
        result = (await zoho.act("validateConnection", {})) as typeof result;
      });
      const expected = expectedFor(FAULTS[name]?.always ?? { calls: 1 }, "read");
      expect(calls).toBe(2 * expected.calls);
      expect(result.ok).toBe(expected.error === undefined);
      if (expected.error === undefined) return;
      expect(result.organization.error).toContain(`[${expected.error}]`);
      expect(result.user.error).toContain(`[${expected.error}]`);
      expect(result.problems).toHaveLength(2);
    },
  );
});

describe("an administrator changes the organization", () => {
  it("and a field goes by another name: the error names it", async () => {
    await zoho.reset();
    const [recordId = ""] = await zoho.seed("Leads", [{ Last_Name: "Rao", City: "Pune" }]);
    const names = { module: "Leads", from: "City", to: "Town" };
    await zoho.scenario({ name: "field-renamed", ...names });
    const query = "select City from Leads where id is not null";
    const error = await zoho.failure("crmRunQuery", { query });
    expect(error).toMatchObject({ name: "RejectedError", field: "City" });
    const [record] = (await zoho.act("crmGetRecord", { ...lead, recordId })) as Row[];
    expect(record).toMatchObject({ Town: "Pune" });
  });

  it("and the user may no longer see a module: that is the error", async () => {
    await zoho.reset();
    await zoho.scenario({ name: "module-unreadable", module: "Leads" });
    const error = await zoho.failure("crmGetRecords", { ...lead, fields: FIELDS });
    expect(error).toMatchObject({ code: "ZOHO_NO_PERMISSION", consequence: "stop" });
  });

  it("and a page token is too old: the error says to start again", async () => {
    await zoho.reset({ records: { Leads: 401 } });
    await zoho.scenario({ name: "page-token-expired" });
    const values = { ...lead, fields: FIELDS, fetchAll: true };
    const error = await zoho.failure("crmGetRecords", values);
    expect(error).toMatchObject({ code: "ZOHO_PAGE_TOKEN_INVALID" });
  });
});

describe("pick-lists", () => {
  const sources = [
    ["selectCrmRecord", lead],
    ["selectCrmModule", {}],
    ["selectCrmField", lead],
    ["selectNotificationChannel", {}],
  ] as const;
  const cases = sources.flatMap(([key, values]) =>
    representativeCases(FAULTS, "read").map((fault) => ({ key, values, ...fault })),
  );

  it.each(cases)("$key under $name $times", async ({ key, values, name, count, expected }) => {
    await zoho.reset({ records: { "*": 0 }, booksRecords: { "*": 0 } });
    const scenario = { name, count };
    // A sign-in of its own, so that nothing is known from earlier.
    const connection = sandboxConnection({
      tokenFields: { refresh_token: `${key} ${name} ${count}` },
    });
    const { outcome, calls } = await zoho.underFault(scenario, () =>
      zoho.choices(key, values, connection),
    );
    expect(outcome).toBe(expected.error ?? "success");
    expect(calls).toBe(expected.calls);
  });
});

describe("rate limits", () => {
  it("are waited out as long as Zoho asks", async () => {
    await zoho.reset();
    process.env.ZOHO_SANDBOX_PACE = "1";
    try {
      await zoho.scenario({ name: "rate-limited-retry-after", seconds: 7 });
      const waits = await skippingTimeouts(() =>
        zoho.act("crmGetRecords", { ...lead, fields: FIELDS }),
      );
      expect(waits).toContain(7_000);
      expect(await zoho.calls()).toHaveLength(2);
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
