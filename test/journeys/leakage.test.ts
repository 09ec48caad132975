import { inspect } from "node:util";
import { sandboxConnection } from "../../runner/connections";
import type { LogLine } from "../../runner/context";
import type { LiveFlow } from "../../runner/liveFlow";
import { Platform } from "../../runner/platform";
import { MAIN } from "../support/booksOrganizations";
import { liveFlow, settled } from "../support/live";
import { LocalZoho, type Row } from "../support/localZoho";

const zoho = new LocalZoho();
beforeAll(() => zoho.start());
afterAll(() => zoho.stop());
beforeEach(() => zoho.reset());

/** Planted in every value; none may show in a log or an error. */
const CANARY = "c4n4ry";
const SECRETS = ["1000.t0ken.c4n4ry", "s3cret-c4n4ry", "r3fresh-c4n4ry"];

const connection = () =>
  sandboxConnection({
    token: "sandbox",
    tokenFields: { refresh_token: SECRETS[2] },
    fields: { clientSecret: SECRETS[1] },
  });

const record: Row = {
  Last_Name: `Name ${CANARY}`,
  Company: `Company ${CANARY}`,
  Email: `${CANARY}@example.com`,
  Phone: `+1 555 ${CANARY}`,
  Description: `Text ${CANARY} text`,
};

const everything = (error?: unknown, logs = zoho.logs): string =>
  [
    inspect(logs, { depth: 20 }),
    inspect(error, { depth: 20 }),
    JSON.stringify(error),
    String(error),
  ].join("\n");

describe("the debug log", () => {
  it("tells of every call: method, path, status, time, retries, sizes and keys", async () => {
    await zoho.seed("Leads", 3);
    await zoho.scenario({ name: "rate-limited", match: { path: "/crm/v8/Leads" } });
    await zoho.control("POST", "credits", { allowance: 1_000, used: 700 });
    await zoho.act(
      "crmGetRecords",
      { recordType: "Leads", fields: ["City"], sort_by: "id" },
      { debug: true },
    );
    const lines = zoho.logs.filter(({ level }) => level === "debug").map(({ text }) => text);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /GET \/crm\/v8\/Leads\?fields=City.*sort_by=id, 429, \d+ ms, retries 0/,
    );
    expect(lines[1]).toMatch(
      /, 200, \d+ ms, retries 1, credits left \d+, received \d+ bytes \{data, info\}/,
    );
  });

  it("is silent unless debugging is on", async () => {
    await zoho.act("crmGetRecords", { recordType: "Leads", fields: ["City"] });
    expect(zoho.logs).toEqual([]);
  });

  it("holds no value of a record, no filter and no token", async () => {
    const options = { debug: true, connection: connection() };
    const created = (await zoho.act(
      "crmCreateRecord",
      { recordType: "Leads", fieldValues: record },
      options,
    )) as { details: { id: string } }[];
    let logged = everything();
    const recordId = created[0]?.details.id;
    const steps: [string, Row][] = [
      ["crmUpdateRecord", { recordType: "Leads", recordId, dynamicValues: record }],
      ["crmGetRecord", { recordType: "Leads", recordId }],
      ["crmGetRecords", { recordType: "Leads", fields: ["Last_Name", "Email"] }],
      ["validateConnection", {}],
    ];
    for (const [key, values] of steps) {
      await zoho.act(key, values, options);
      logged += everything();
    }
    await zoho.failure(
      "crmGetRecords",
      { recordType: "Leads", page_token: `token-${CANARY}` },
      options,
    );
    logged += everything();
    expect(logged).toContain("sent ");
    expect(logged).toContain("page_token=(hidden)");
    expect(logged).not.toContain(CANARY);
    expect(logged).not.toContain("Zoho-oauthtoken");
  });
});

describe("errors", () => {
  const attempts: [string, Row][] = [
    [
      "crmCreateRecord",
      { recordType: "Leads", dynamicValues: { ...record, No_of_Employees: `n ${CANARY}` } },
    ],
    [
      "crmCreateRecord",
      { recordType: "Leads", dynamicValues: { ...record, Last_Name: undefined } },
    ],
    [
      "crmCreateRecord",
      { recordType: "Leads", dynamicValues: { ...record, Last_Name: CANARY.repeat(60) } },
    ],
    [
      "crmCreateRecord",
      { recordType: "Leads", fieldValues: { ...record, Owner: `who ${CANARY}` } },
    ],
    ["crmUpdateRecord", { recordType: "Leads", recordId: "1", dynamicValues: record }],
  ];

  it.each(attempts)("of %s hold no value of the record: %j", async (key, values) => {
    const error = await zoho.failure(key, values, { debug: true, connection: connection() });
    expect(error.message).toMatch(/\[ZOHO_\w+\]$/);
    expect(everything(error)).not.toContain(CANARY);
  });

  it.each(["expired-token", "server-error", "html-502", "cut-short", "partial-failure"])(
    "under %s hold no value of the record",
    async (name) => {
      await zoho.scenario({ name, count: 0, match: { path: "/crm/v8/Leads" } });
      const values = { recordType: "Leads", dynamicValues: record };
      const error = await zoho.failure("crmCreateRecord", values, {
        debug: true,
        connection: connection(),
      });
      expect(everything(error)).not.toContain(CANARY);
    },
  );

  it("hold no token, whatever the token is", async () => {
    const rejected = sandboxConnection({ token: SECRETS[0], fields: { clientSecret: SECRETS[1] } });
    for (const key of ["crmGetRecords", "validateConnection"]) {
      const values = key === "crmGetRecords" ? { recordType: "Leads", fields: ["City"] } : {};
      const outcome = await zoho
        .act(key, values, { debug: true, connection: rejected })
        .catch((error: unknown) => error);
      expect(everything(outcome)).not.toContain(CANARY);
      expect(everything(outcome)).toMatch(/ZOHO_TOKEN_REJECTED/);
    }
  });

  it("of inputs do not repeat the value", async () => {
    const error = await zoho.failure("crmGetRecord", {
      recordType: "Leads",
      recordId: `../${CANARY}`,
    });
    expect(everything(error)).not.toContain(CANARY);
  });
});

describe("Zoho Books", () => {
  const contact: Row = {
    contact_name: `Trade ${CANARY}`,
    company_name: `Company ${CANARY}`,
    notes: `Text ${CANARY} text`,
  };
  const inMain = { recordType: "contacts", organizationId: MAIN };
  const options = () => ({ debug: true, connection: connection() });

  it("leaves no value in the log of what went well", async () => {
    const created = await zoho.act(
      "booksCreateRecord",
      { ...inMain, fieldValues: contact },
      options(),
    );
    let logged = everything();
    const recordId = ((created as Row).contact as Row).contact_id;
    const searchFields = { contact_name_contains: CANARY };
    const steps: [string, Row][] = [
      ["booksUpdateRecord", { ...inMain, recordId, dynamicValues: contact }],
      ["booksGetRecord", { ...inMain, recordId }],
      ["booksGetRecords", { ...inMain, searchFields }],
      ["booksRawRequest", { url: `/contacts?email=${CANARY}`, method: "GET" }],
    ];
    for (const [key, values] of steps) {
      await zoho.act(key, values, options());
      logged += everything();
    }
    expect(logged).toContain("contact_name_contains=(hidden)");
    expect(logged).not.toContain(CANARY);
    expect(logged).not.toContain("Zoho-oauthtoken");
  });

  const attempts: [string, Row][] = [
    ["booksCreateRecord", { ...inMain, fieldValues: contact }],
    ["booksCreateRecord", { ...inMain, fieldValues: { notes: `${CANARY} notes` } }],
    [
      "booksCreateRecord",
      { ...inMain, fieldValues: { contact_name: CANARY.repeat(80), notes: CANARY } },
    ],
    [
      "booksCreateRecord",
      {
        ...inMain,
        recordType: "invoices",
        dynamicValues: { customer_id: CANARY, date: CANARY, line_items: [{ rate: CANARY }] },
      },
    ],
    ["booksUpdateRecord", { ...inMain, recordId: "1", fieldValues: contact }],
    ["booksGetRecords", { ...inMain, searchFields: { filter_by: `Status.${CANARY}` } }],
    ["booksRunAction", { ...inMain, recordId: "1", recordAction: "active", reason: CANARY }],
  ];

  it.each(attempts)("leaves no value in the error of %s %j", async (key, values) => {
    const taken = { ...inMain, fieldValues: contact };
    await zoho.act("booksCreateRecord", taken, { connection: connection() });
    const error = await zoho.failure(key, values, options());
    expect(error.message).toMatch(/\[ZOHO_\w+\]$/);
    expect(everything(error)).not.toContain(CANARY);
  });

  it.each(["expired-token", "server-error", "books-html-503", "books-error-in-200", "cut-short"])(
    "leaves no value in an error under %s",
    async (name) => {
      await zoho.scenario({ name, count: 0, match: { path: "/books/" } });
      const values = { ...inMain, fieldValues: contact };
      const error = await zoho.failure("booksCreateRecord", values, options());
      expect(everything(error)).not.toContain(CANARY);
    },
  );
});

describe("live events", () => {
  let platform: Platform;
  const logs: LogLine[] = [];
  beforeEach(async () => {
    logs.length = 0;
    platform = await Platform.start();
  });
  afterEach(() => platform.stop());

  /** One trigger with a token of the builder's, one with a token made from the client secret, one with any. */
  const FLOWS: { key: string; values: Row; clientSecret: string | undefined }[] = [
    {
      key: "notificationsTrigger",
      values: { events: '["Leads.all"]', token: `t0ken-${CANARY}`, fetchRecords: "true" },
      clientSecret: SECRETS[1],
    },
    { key: "crmRecordEvents", values: { modules: ["Leads"] }, clientSecret: SECRETS[1] },
    { key: "crmRecordEvents", values: { modules: ["Leads"] }, clientSecret: "" },
  ];

  const flowOf = ({ key, values, clientSecret }: (typeof FLOWS)[number]): LiveFlow => {
    const signedIn = connection();
    const secretless = { ...signedIn, fields: { ...signedIn.fields, clientSecret } };
    return liveFlow(platform, key, values, { connection: secretless, debug: true, logs });
  };

  /** The last notification, its token with it. */
  async function lastBody(): Promise<Row> {
    const { notifications } = await zoho.control("GET", "notifications?limit=1");
    return (notifications as { body: Row }[])[0]?.body ?? {};
  }

  const renew = () => {
    const options = { debug: true, connection: connection(), state: platform.state };
    return zoho.act("crmRenewNotification", {}, options).finally(() => logs.push(...zoho.logs));
  };

  /** Ends well or not: what it says counts. */
  const makeError = (run: Promise<unknown>) => run.then(() => undefined).catch((error) => error);

  it.each(FLOWS)("of $key show no token and no value, whatever happens", async (given) => {
    const flow = flowOf(given);
    const errors: unknown[] = [];
    await flow.deploy();
    await zoho.act("crmCreateRecord", { recordType: "Leads", fieldValues: record });
    await settled(zoho, flow);
    expect(flow.handedOver).toHaveLength(1);
    const genuine = await lastBody();
    await flow.post({ ...genuine, token: `guess-${CANARY}` });
    await flow.post({ ...genuine, channel_id: "1" });
    await flow.post(`no JSON ${CANARY}`);
    await flow.waitUntilIdle();
    await renew();
    for (const name of [
      "partial-failure",
      "server-error",
      "html-502",
      "cut-short",
      "expired-token",
    ]) {
      await zoho.scenario({ name, count: 0, match: { path: "/crm/v8/actions/watch" } });
      errors.push(await makeError(flow.redeploy()), await makeError(renew()));
      await zoho.clearScenarios();
    }
    if (given.key === "crmRecordEvents") errors.push((await flow.runScheduled()).error);
    await flow.delete();
    errors.push(...flow.executions.map(({ error }) => error));
    const said = errors.map((error) => everything(error, logs)).join("\n");
    expect(said).toContain("ZOHO_NOTIFICATION_REFUSED");
    expect(said).toMatch(/POST .crm.v8.actions.watch, 201.*sent \d+ bytes {watch}/);
    expect(String(genuine.token).length).toBeGreaterThan(10);
    expect(said).not.toContain(String(genuine.token));
    expect(said).not.toContain(CANARY);
  });

  it("keep a token that is too long to themselves", async () => {
    const values = { events: '["Leads.all"]', token: CANARY.repeat(9) };
    const flow = flowOf({ key: "notificationsTrigger", values, clientSecret: "" });
    const error = await makeError(flow.deploy());
    expect(everything(error, logs)).toContain("Token");
    expect(everything(error, logs)).not.toContain(CANARY);
  });
});
