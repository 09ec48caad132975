import { loadComponent } from "../../runner/component";
import { sandboxConnection } from "../../runner/connections";
import {
  BOOKS_FAULTS,
  expectedFor,
  CRM_FAULTS as FAULTS,
  faultCases,
  type Kind,
  OTHER_FAULTS,
} from "../support/faultTable";
import { idOf, LocalZoho, type Row } from "../support/localZoho";

const zoho = new LocalZoho();
beforeAll(() => zoho.start({ timeoutMs: 400 }));
afterAll(() => zoho.stop());

interface Case {
  key: string;
  kind: Kind;
  values: (ids: { recordId: string; attachmentId: string }) => Row;
  /** Faults that the action takes for an answer. */
  answers?: readonly string[];
  /** Calls after the one that meets the fault, once that brought something. */
  furtherCalls?: number;
}

const FIELDS = ["Last_Name"];
const lead = { recordType: "Leads" };
const channel = { channelId: "42", events: '["Leads.create"]' };
/** Every action, with values that cost exactly one call if it can. A test below sees that none is missing. */
const ACTIONS: Case[] = [
  {
    key: "crmGetRecord",
    kind: "read",
    values: ({ recordId }) => ({ ...lead, recordId, fields: FIELDS }),
  },
  { key: "crmGetRecords", kind: "read", values: () => ({ ...lead, fields: FIELDS }) },
  {
    key: "crmGetRelatedRecords",
    kind: "read",
    values: ({ recordId }) => ({ ...lead, recordId, relatedList: "Notes", fields: ["Note_Title"] }),
  },
  { key: "crmGetApiUsage", kind: "read", values: () => ({}), answers: ["credits-exhausted"] },
  { key: "crmGetDeletedRecords", kind: "read", values: () => lead },
  {
    key: "crmSearchRecords",
    kind: "read",
    values: () => ({ ...lead, word: "anything", fields: FIELDS }),
  },
  {
    key: "crmRunQuery",
    kind: "read",
    values: () => ({ query: "select City from Leads where id is not null" }),
  },
  { key: "crmListAttachments", kind: "read", values: ({ recordId }) => ({ ...lead, recordId }) },
  { key: "crmGetNotificationDetails", kind: "read", values: () => ({ channelId: "42" }) },
  { key: "crmDownloadAttachment", kind: "bytes", values: (ids) => ({ ...lead, ...ids }) },
  {
    key: "crmCreateRecord",
    kind: "create",
    values: () => ({ ...lead, dynamicValues: { Last_Name: "New", Company: "Acme" } }),
  },
  {
    key: "crmAddAttachment",
    kind: "create",
    values: ({ recordId }) => ({ ...lead, recordId, file: "text", fileName: "a.txt" }),
  },
  {
    key: "crmUpdateRecord",
    kind: "byId",
    values: ({ recordId }) => ({ ...lead, recordId, dynamicValues: { City: "Changed" } }),
  },
  { key: "crmRemoveRecord", kind: "byId", values: ({ recordId }) => ({ ...lead, recordId }) },
  { key: "crmDeleteAttachment", kind: "byId", values: (ids) => ({ ...lead, ...ids }) },
  {
    key: "crmEnableNotification",
    kind: "byId",
    values: () => ({ ...channel, notifyUrl: "https://hooks.example.com/zoho" }),
  },
  { key: "crmUpdateNotification", kind: "byId", values: () => channel },
  { key: "crmDisableSpecificNotification", kind: "byId", values: () => channel },
  { key: "crmDisableNotification", kind: "byId", values: () => ({ channelIds: "42" }) },
  // Lists the channel, then renews it.
  {
    key: "crmRenewNotification",
    kind: "read",
    values: () => ({ channelId: "42" }),
    furtherCalls: 1,
  },
  {
    key: "crmRawRequest",
    kind: "raw",
    values: () => ({ url: "/Leads?fields=City", method: "GET", responseType: "json" }),
  },
];

/** A lead with an attachment and a channel, as every action needs one of them. */
async function prepare(): Promise<{ recordId: string; attachmentId: string }> {
  await zoho.reset({ records: { Leads: 1 } });
  const [recordId = ""] = await zoho.seed("Leads", 1);
  const attachment = { ...lead, recordId, linkUrl: "", file: "x", fileName: "a.txt" };
  const [attached] = (await zoho.act("crmAddAttachment", attachment)) as Row[];
  const notifyUrl = "https://hooks.example.com/zoho";
  await zoho.act("crmEnableNotification", { ...channel, notifyUrl });
  return { recordId, attachmentId: idOf(attached) };
}

interface Holdings {
  leads: number;
  attachments: number;
  channels: number;
  city: unknown;
}

/** What Zoho holds that an action could change. */
async function holdings(recordId: string): Promise<Holdings> {
  const held = await zoho.held("Leads", recordId);
  const attached = await zoho.control("GET", `attachments?module=Leads&id=${recordId}`);
  const { watch } = (await zoho.act("crmGetNotificationDetails", { channelId: "42" })) as {
    watch: unknown[];
  };
  return {
    leads: await zoho.count("Leads"),
    attachments: (attached.attachments as unknown[]).length,
    channels: watch.length,
    city: held?.City,
  };
}

/** What the success of an action changes; the others change nothing. */
const EFFECTS: Record<string, (before: Holdings) => Partial<Holdings>> = {
  crmCreateRecord: ({ leads }) => ({ leads: leads + 1 }),
  crmUpdateRecord: () => ({ city: "Changed" }),
  crmRemoveRecord: ({ leads }) => ({ leads: leads - 1, attachments: 0, city: undefined }),
  crmAddAttachment: ({ attachments }) => ({ attachments: attachments + 1 }),
  crmDeleteAttachment: () => ({ attachments: 0 }),
  crmDisableNotification: () => ({ channels: 0 }),
  crmDisableSpecificNotification: () => ({ channels: 0 }),
};

describe("the table", () => {
  it("knows every fault of the local Zoho", async () => {
    const { scenarios } = (await zoho.control("GET", "scenarios")) as { scenarios: Row[] };
    const known = new Set([...Object.keys(FAULTS), ...Object.keys(BOOKS_FAULTS), ...OTHER_FAULTS]);
    expect(scenarios.map(({ name }) => name).sort()).toEqual([...known].sort());
  });
});

describe("the actions", () => {
  it("are all of the bundle's, but for the one that reports instead of failing", () => {
    const keys = [...ACTIONS.map(({ key }) => key), "validateConnection"];
    const all = Object.keys(loadComponent().actions).filter((key) => !key.startsWith("books"));
    expect(keys.sort()).toEqual(all.sort());
  });
});

describe.each(ACTIONS)("$key", ({ key, kind, values, answers = [], furtherCalls = 0 }) => {
  const cases = faultCases(FAULTS, kind).map((fault) =>
    answers.includes(fault.name) ? { ...fault, expected: { calls: 1 } } : fault,
  );

  it.each(cases)("under $name $times", async ({ name, count, expected }) => {
    const ids = await prepare();
    const before = await holdings(ids.recordId);
    const scenario = { name, count, match: { path: "/crm/" } };
    const { outcome, calls } = await zoho.underFault(scenario, () => zoho.act(key, values(ids)));
    expect(outcome).toBe(expected.error ?? "success");
    expect(calls).toBe(expected.calls + (expected.error ? 0 : furtherCalls));

    const after = await holdings(ids.recordId);
    if (outcome === "success") {
      expect({ key, ...after }).toEqual({ key, ...before, ...EFFECTS[key]?.(before) });
    }
    // Whatever happened, nothing was created twice.
    expect(after.leads - before.leads).toBeLessThanOrEqual(1);
    expect(after.attachments - before.attachments).toBeLessThanOrEqual(1);
  });
});

describe("crmRenewNotification, at the renewal of a channel", () => {
  const TOLD = ["ZOHO_FIELD_INVALID", "ZOHO_NO_PERMISSION"];

  it.each(faultCases(FAULTS, "byId"))("under $name $times", async ({ name, count, expected }) => {
    await prepare();
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
  it.each(Object.keys(FAULTS))(
    "answers under %s without end, and says what is wrong",
    async (name) => {
      await zoho.reset();
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
    faultCases(FAULTS, "read").map((fault) => ({ key, values, ...fault })),
  );

  it.each(cases)("$key under $name $times", async ({ key, values, name, count, expected }) => {
    await zoho.reset();
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
