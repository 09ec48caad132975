import { MAIN } from "../support/booksOrganizations";
import { BOOKS_FAULTS, expectedFor, type Kind } from "../support/faultTable";
import { LocalZoho, type Row } from "../support/localZoho";

/**
 * What Zoho Books can answer to each address that the component calls: with booksFaults.test.ts, every status
 * that Zoho's documents give for it. test/contract/coverage.mjs sees that none is missing.
 */
const zoho = new LocalZoho();
beforeAll(() => zoho.start());
afterAll(() => zoho.stop());
beforeEach(() => zoho.reset());

interface Ids {
  contact: string;
  document: string;
  invoice: string;
  project: string;
  task: string;
  balance: string;
}

interface Case {
  operation: string;
  key: string;
  kind: Kind;
  values: (ids: Ids) => Row;
}

const invoice = ({ invoice: recordId }: Ids): Row => ({ recordType: "invoices", recordId });
const tasks = ({ project }: Ids): Row => ({
  recordType: "tasks",
  parentRecordType: "projects",
  parentRecordId: project,
});
const task = (ids: Ids): Row => ({ ...tasks(ids), recordId: ids.task });
const balance = ({ balance: recordId }: Ids): Row => ({
  recordType: "settings/openingbalances",
  recordId,
});
const fieldValues = { date: "2026-02-01" };

/** Addresses that booksFaults.test.ts does not call. */
const BELOW_OTHERS: Case[] = [
  { operation: "list of a parent", key: "booksGetRecords", kind: "read", values: tasks },
  { operation: "record of a parent", key: "booksGetRecord", kind: "read", values: task },
  {
    operation: "creation below a parent",
    key: "booksCreateRecord",
    kind: "create",
    values: (ids) => ({ ...tasks(ids), fieldValues: { task_name: "Survey" } }),
  },
  {
    operation: "update below a parent",
    key: "booksUpdateRecord",
    kind: "byId",
    values: (ids) => ({ ...task(ids), fieldValues: { task_name: "Changed" } }),
  },
  { operation: "deletion below a parent", key: "booksRemoveRecord", kind: "byId", values: task },
  {
    operation: "one of several files",
    key: "booksDownloadAttachment",
    kind: "bytes",
    values: ({ contact: recordId, document: documentId }) => {
      return { recordType: "contacts", recordId, documentId };
    },
  },
];
const ONE_OF_A_KIND: Case[] = [
  { operation: "opening balance", key: "booksGetRecord", kind: "read", values: balance },
  {
    operation: "update of the opening balance",
    key: "booksUpdateRecord",
    kind: "byId",
    values: (ids) => ({ ...balance(ids), fieldValues }),
  },
  {
    operation: "deletion of the opening balance",
    key: "booksRemoveRecord",
    kind: "byId",
    values: balance,
  },
];
const NEW_BALANCE: Case = {
  operation: "new opening balance",
  key: "booksCreateRecord",
  kind: "create",
  values: () => ({ recordType: "settings/openingbalances", fieldValues }),
};
/** The addresses of booksFaults.test.ts that name a record, and those that name none. */
const BY_ID: Case[] = [
  { operation: "record", key: "booksGetRecord", kind: "read", values: invoice },
  {
    operation: "update",
    key: "booksUpdateRecord",
    kind: "byId",
    values: (ids) => ({ ...invoice(ids), fieldValues: { notes: "Changed" } }),
  },
  { operation: "deletion", key: "booksRemoveRecord", kind: "byId", values: invoice },
  { operation: "file", key: "booksDownloadAttachment", kind: "bytes", values: invoice },
  {
    operation: "upload",
    key: "booksAddAttachment",
    kind: "create",
    values: (ids) => ({ ...invoice(ids), file: "text", fileName: "a.pdf" }),
  },
  {
    operation: "action",
    key: "booksRunAction",
    kind: "create",
    values: (ids) => ({ ...invoice(ids), recordAction: "status/void" }),
  },
];
const COLLECTIONS: Case[] = [
  {
    operation: "list",
    key: "booksGetRecords",
    kind: "read",
    values: () => ({ recordType: "items" }),
  },
  {
    operation: "creation",
    key: "booksCreateRecord",
    kind: "create",
    values: () => ({ recordType: "items", fieldValues: { name: "Rope", rate: "3" } }),
  },
];

const UNKNOWN: Ids = {
  contact: "1",
  document: "1",
  invoice: "1",
  project: "1",
  task: "1",
  balance: "1",
};

const firstId = async (type: string, idField: string): Promise<string> =>
  String((await zoho.booksHeld(type))[0]?.[idField]);

/** Records to call for: a contact with a file and an opening balance among them. */
async function prepare(): Promise<Ids> {
  const act = (key: string, values: Row) =>
    zoho.act(key, { organizationId: MAIN, ...values }) as Promise<Row>;
  const contact = await firstId("contacts", "contact_id");
  const of = { recordType: "contacts", recordId: contact };
  await act("booksAddAttachment", { ...of, file: "deal", fileName: "deal.pdf" });
  const [document] = ((await act("booksGetRecord", of)).contact as Row).documents as Row[];
  const made = await act("booksCreateRecord", NEW_BALANCE.values(UNKNOWN));
  const project = await firstId("projects", "project_id");
  const survey = { ...tasks({ ...UNKNOWN, project }), fieldValues: { task_name: "Measure" } };
  return {
    contact,
    project,
    document: String(document?.document_id),
    invoice: await firstId("invoices", "invoice_id"),
    task: String(((await act("booksCreateRecord", survey)).task as Row).task_id),
    balance: String((made.opening_balance as Row).opening_balance_id),
  };
}

const FAULTS = [
  "reset-before",
  "expired-token",
  "rate-limited",
  "server-error",
  "html-502",
  "service-unavailable",
];

describe.each([...BELOW_OTHERS, ...ONE_OF_A_KIND, NEW_BALANCE])("$operation", (call) => {
  it.each(FAULTS)("under %s", async (name) => {
    const values = { organizationId: MAIN, ...call.values(await prepare()) };
    const scenario = { name, match: { path: "/books/" } };
    const { outcome, calls } = await zoho.underFault(scenario, () => zoho.act(call.key, values));
    const expected = expectedFor(BOOKS_FAULTS[name]?.once ?? { calls: 0 }, call.kind);
    expect({ outcome, calls }).toEqual({
      outcome: expected.error ?? "success",
      calls: expected.calls,
    });
  });
});

it.each([...BELOW_OTHERS, ...ONE_OF_A_KIND, NEW_BALANCE, ...BY_ID, ...COLLECTIONS])(
  "$operation in an organization that is not the user's: the error says so",
  async ({ key, values }) => {
    const given = { organizationId: "1", ...values(UNKNOWN) };
    expect(await zoho.failure(key, given)).toMatchObject({
      code: "ZOHO_ORGANIZATION_UNKNOWN",
      status: 400,
      zohoCode: "6041",
    });
  },
);

it.each([...BELOW_OTHERS, ...ONE_OF_A_KIND, ...BY_ID])(
  "$operation of a record that is not there: the error says so",
  async ({ key, values }) => {
    await zoho.reset({ booksRecords: { "*": 0 } });
    const given = { organizationId: MAIN, ...values(UNKNOWN) };
    expect(await zoho.failure(key, given)).toMatchObject({
      code: "ZOHO_RECORD_NOT_FOUND",
      status: 404,
    });
  },
);
