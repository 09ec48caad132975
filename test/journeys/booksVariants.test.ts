import { sandboxConnection } from "../../runner/connections";
import { booksRefs, MAIN } from "../support/booksOrganizations";
import { type Refs, SAMPLES } from "../support/booksSamples";
import { LocalZoho, type Row } from "../support/localZoho";

/** Where the documents of Zoho Books leave a point open, the component works under either reading. */
const zoho = new LocalZoho();
let refs: Refs;
beforeAll(() => zoho.start());
afterAll(() => zoho.stop());

async function play(variants: Row): Promise<void> {
  await zoho.reset({ variants });
  refs = await booksRefs(zoho);
}

const act = (key: string, values: Row) =>
  zoho.act(key, { organizationId: MAIN, ...values }) as Promise<Row>;

/** Creates, reads, changes, lists and deletes a record, and returns how it was read. */
async function live(recordType: string, key: string, idField: string, listKey: string) {
  const sample = SAMPLES[recordType];
  const place = { recordType, ...sample?.parent?.(refs) };
  const created = await act("booksCreateRecord", {
    ...place,
    fieldValues: sample?.create(refs, 1) ?? {},
  });
  const recordId = (created[key] as Row)[idField];
  await act("booksUpdateRecord", { ...place, recordId, fieldValues: sample?.update ?? {} });
  const read = (await act("booksGetRecord", { ...place, recordId }))[key] as Row;
  expect(read).toMatchObject({ ...sample?.update, [idField]: recordId });
  const listed = (await act("booksGetRecords", { ...place, fetchAll: true }))[listKey] as Row[];
  expect(listed.map((row) => row[idField])).toContain(recordId);
  await act("booksRemoveRecord", { ...place, recordId });
  const gone = await zoho.failure("booksGetRecord", { ...place, recordId, organizationId: MAIN });
  expect(gone.code).toBe("ZOHO_RECORD_NOT_FOUND");
}

it.each([
  ["booksRecurringBillsKey", "recurring_bills"],
  ["booksRecurringBillsKey", "recurringbills"],
  ["booksRecurringBillPath", "both"],
  ["booksRecurringBillPath", "recurringbills"],
  ["booksRecurringBillPath", "recurring_bills"],
])("recurring bills work with %s = %s", async (name, value) => {
  await play({ [name]: value });
  await live("recurringbills", "recurring_bill", "recurring_bill_id", "recurring_bills");
});

it.each(["vendor_credits", "vendorcredits"])("vendor credits work under %s", async (key) => {
  await play({ booksVendorCreditsKey: key });
  await live("vendorcredits", "vendor_credit", "vendor_credit_id", "vendor_credits");
});

it.each(["task", "tasks"])("tasks of a project work under %s", async (key) => {
  await play({ booksProjectTasksKey: key });
  const parent = { parentRecordType: "projects", parentRecordId: refs.project };
  const { tasks } = await act("booksGetRecords", { recordType: "tasks", ...parent });
  expect((tasks as Row[]).map(({ task_id }) => task_id)).toContain(refs.task);
});

it.each(["wrapped", "unwrapped"])("one bank rule works %s", async (value) => {
  await play({ booksBankRule: value });
  await live("bankaccounts/rules", "rule", "rule_id", "rules");
});

it.each(["object", "array"])("a contact person comes as one from an %s", async (value) => {
  await play({ booksContactPerson: value });
  await live("contactpersons", "contact_person", "contact_person_id", "contact_persons");
});

it.each(["paged", "whole"])(
  "every contact person is read from a list that is %s",
  async (value) => {
    await play({ booksContactPersonPages: value });
    const persons = Array.from({ length: 401 }, (_, index) => ({
      contact_id: refs.customer,
      first_name: `Row ${index}`,
    }));
    await zoho.seedBooks("contactpersons", persons);
    const parent = { parentRecordType: "contacts", parentRecordId: refs.customer };
    const place = { recordType: "contactpersons", ...parent, fetchAll: true };
    const { contact_persons } = await act("booksGetRecords", place);
    expect((contact_persons as Row[]).length).toBeGreaterThanOrEqual(401);
  },
);

it.each(["201", "200"])("an expense is created with status %s", async (value) => {
  await play({ booksExpenseStatus: value });
  await live("expenses", "expense", "expense_id", "expenses");
});

it.each(["404", "400"])("an unknown id is one with status %s", async (value) => {
  await play({ booksNotFoundStatus: value });
  await live("items", "item", "item_id", "items");
});

it.each(["400", "200"])("a missing organization is one with status %s", async (value) => {
  await play({ booksNoOrganizationStatus: value });
  const tokenFields = { refresh_token: `organization-${value}` };
  const connection = sandboxConnection({ tokenFields });
  const body = (await zoho.act("booksGetRecords", { recordType: "items" }, { connection })) as Row;
  expect((body.items as Row[]).length).toBeGreaterThan(0);
  const fieldValues = { name: "Rope", rate: "1" };
  const values = { recordType: "items", fieldValues };
  const error = await zoho.failure("booksCreateRecord", values, { connection });
  expect(error.code).toBe("ZOHO_ORGANIZATION_MISSING");
});

it.each(["accepted", "rejected"])("numbers fit where texts for them are %s", async (value) => {
  await play({ booksNumbersAsText: value });
  await live("expenses", "expense", "expense_id", "expenses");
});

it.each([
  ["descending", 1],
  ["honoured", 0],
])("an order of purchase orders that is %s is warned of %i times", async (value, times) => {
  await play({ booksPurchaseOrderSort: value });
  await act("booksGetRecords", {
    recordType: "purchaseorders",
    sortColumn: "date",
    sortOrder: "A",
  });
  expect(zoho.logs.filter(({ level }) => level === "warn")).toHaveLength(times);
});

it.each(["honoured", "ignored"])("a PDF comes where its header is %s", async (value) => {
  await play({ booksPdfByHeader: value });
  const file = await act("booksGetDocument", { recordType: "invoices", recordId: refs.invoice });
  expect(file).toMatchObject({ size: expect.any(Number), fileName: expect.stringMatching(/pdf$/) });
});

it.each(["10", "1"])("a file over the %s MB of Zoho is its error", async (megabytes) => {
  await play({ booksAttachmentMegabytes: megabytes });
  const file = { data: Buffer.alloc(2 * 1024 * 1024), contentType: "application/pdf" };
  const values = { recordType: "invoices", recordId: refs.invoice, file, fileName: "a.pdf" };
  const added = act("booksAddAttachment", values).then(
    () => "added",
    (error: Error) => error.name,
  );
  expect(await added).toBe(megabytes === "10" ? "added" : "RejectedError");
});
