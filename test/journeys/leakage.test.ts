import { inspect } from "node:util";
import { sandboxConnection } from "../../runner/connections";
import { MAIN } from "../support/booksOrganizations";
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

const everything = (error?: unknown): string =>
  [
    inspect(zoho.logs, { depth: 20 }),
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
