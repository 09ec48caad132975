import { loadComponent } from "../../runner/component";
import { sandboxConnection } from "../../runner/connections";
import { MAIN } from "../support/booksOrganizations";
import { BOOKS_FAULTS, faultCases, type Kind } from "../support/faultTable";
import { LocalZoho, type Row } from "../support/localZoho";

const zoho = new LocalZoho();
beforeAll(() => zoho.start({ timeoutMs: 400 }));
afterAll(() => zoho.stop());

interface Case {
  key: string;
  kind: Kind;
  values: (recordId: string) => Row;
}

const inMain = { organizationId: MAIN };
const invoice = (recordId: string): Row => ({ recordType: "invoices", recordId, ...inMain });
/** Every Books action, with values that cost exactly one call. */
const ACTIONS: Case[] = [
  { key: "booksGetRecord", kind: "read", values: invoice },
  { key: "booksGetRecords", kind: "read", values: () => ({ recordType: "invoices", ...inMain }) },
  { key: "booksListOrganizations", kind: "read", values: () => ({}) },
  { key: "booksGetDocument", kind: "bytes", values: invoice },
  { key: "booksDownloadAttachment", kind: "bytes", values: invoice },
  {
    key: "booksCreateRecord",
    kind: "create",
    values: () => ({ recordType: "contacts", fieldValues: { contact_name: "New" }, ...inMain }),
  },
  {
    key: "booksAddAttachment",
    kind: "create",
    values: (id) => ({ ...invoice(id), file: "text", fileName: "a.pdf" }),
  },
  {
    key: "booksRunAction",
    kind: "create",
    values: (id) => ({ ...invoice(id), recordAction: "status/void" }),
  },
  {
    key: "booksUpdateRecord",
    kind: "byId",
    values: (id) => ({ ...invoice(id), fieldValues: { notes: "Changed" } }),
  },
  { key: "booksRemoveRecord", kind: "byId", values: invoice },
  {
    key: "booksRawRequest",
    kind: "raw",
    values: () => ({ url: "/invoices", method: "GET", responseType: "json", ...inMain }),
  },
];

interface Holdings {
  invoices: number;
  contacts: number;
  notes: unknown;
  status: unknown;
}

/** An invoice with an attachment, and how many records there are. */
async function prepare(): Promise<string> {
  await zoho.reset();
  const [row] = await zoho.booksHeld("invoices");
  const recordId = String(row?.invoice_id);
  await zoho.act("booksAddAttachment", {
    recordType: "invoices",
    recordId,
    organizationId: MAIN,
    file: "first",
    fileName: "first.pdf",
  });
  return recordId;
}

async function holdings(recordId: string): Promise<Holdings> {
  const invoices = await zoho.booksHeld("invoices");
  const held = invoices.find(({ invoice_id }) => invoice_id === recordId);
  return {
    invoices: invoices.length,
    contacts: (await zoho.booksHeld("contacts")).length,
    notes: held?.notes ?? "",
    status: held?.status,
  };
}

/** What the success of an action changes; the others change nothing of this. */
const EFFECTS: Record<string, (before: Holdings) => Partial<Holdings>> = {
  booksCreateRecord: ({ contacts }) => ({ contacts: contacts + 1 }),
  booksUpdateRecord: () => ({ notes: "Changed" }),
  booksRunAction: () => ({ status: "void" }),
  booksRemoveRecord: ({ invoices }) => ({ invoices: invoices - 1, status: undefined, notes: "" }),
};

describe("the table", () => {
  it("has every Books action of the bundle", () => {
    const all = Object.keys(loadComponent().actions).filter((key) => key.startsWith("books"));
    expect(ACTIONS.map(({ key }) => key).sort()).toEqual(all.sort());
  });
});

describe.each(ACTIONS)("$key", ({ key, kind, values }) => {
  const cases = faultCases(BOOKS_FAULTS, kind);

  it.each(cases)("under $name $times", async ({ name, count, expected }) => {
    const recordId = await prepare();
    const before = await holdings(recordId);
    const scenario = { name, count, match: { path: "/books/" } };
    const { outcome, calls } = await zoho.underFault(scenario, () =>
      zoho.act(key, values(recordId)),
    );
    expect(outcome).toBe(expected.error ?? "success");
    expect(calls).toBe(expected.calls);

    const after = await holdings(recordId);
    if (outcome === "success") {
      expect({ key, ...after }).toEqual({ key, ...before, ...EFFECTS[key]?.(before) });
    }
    // Whatever happened, nothing was created twice.
    expect(after.contacts - before.contacts).toBeLessThanOrEqual(1);
  });
});

describe("pick-lists", () => {
  const sources = [
    ["selectBooksRecord", { recordType: "invoices", organizationId: MAIN }],
    ["selectBooksOrganization", {}],
  ] as const;
  const cases = sources.flatMap(([key, values]) =>
    faultCases(BOOKS_FAULTS, "read").map((fault) => ({ key, values, ...fault })),
  );

  it.each(cases)("$key under $name $times", async ({ key, values, name, count, expected }) => {
    await zoho.reset();
    const scenario = { name, count, match: { path: "/books/" } };
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
