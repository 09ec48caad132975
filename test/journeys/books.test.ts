import { sandboxConnection } from "../../runner/connections";
import { booksRefs, MAIN, OTHER } from "../support/booksOrganizations";
import type { Refs } from "../support/booksSamples";
import { LocalZoho, type Row } from "../support/localZoho";

const zoho = new LocalZoho();
let refs: Refs;
beforeAll(() => zoho.start());
afterAll(() => zoho.stop());
beforeEach(async () => {
  await zoho.reset();
  refs = await booksRefs(zoho);
});

const inMain = { organizationId: MAIN };
const invoices = { recordType: "invoices", ...inMain };
const act = (key: string, values: Row) => zoho.act(key, values) as Promise<Row>;
const warnings = () => zoho.logs.filter(({ level }) => level === "warn").map(({ text }) => text);
const lastCall = async () => (await zoho.calls()).at(-1);

/** An invoice over two lines. */
async function newInvoice(): Promise<Row> {
  const line_items = [
    { item_id: refs.item, rate: 10, quantity: 1 },
    { item_id: refs.item, rate: 20, quantity: 2 },
  ];
  const values = { ...invoices, dynamicValues: { customer_id: refs.customer, line_items } };
  return (await act("booksCreateRecord", values)).invoice as Row;
}

/** An id as a step passes it on that reads it as a number. */
const LOST = Number("4600000000260490017");

/** A sign-in of its own, since what is known of a user outlives a call. */
let users = 0;
function newUser(region = "us") {
  users += 1;
  return sandboxConnection({ region, tokenFields: { refresh_token: `books-user-${users}` } });
}

describe("two organizations", () => {
  const contact = { recordType: "contacts", fieldValues: { contact_name: "Quay" } };

  it("each have their own records", async () => {
    await zoho.act("booksCreateRecord", { ...contact, organizationId: OTHER });
    const found = async (organizationId: string) => {
      const searchFields = { contact_name: "Quay" };
      const values = { recordType: "contacts", searchFields, organizationId };
      return ((await act("booksGetRecords", values)).contacts as Row[]).length;
    };
    expect([await found(MAIN), await found(OTHER)]).toEqual([0, 1]);
  });

  it("without a choice: reading takes the default one and says so", async () => {
    const connection = newUser();
    const body = (await zoho.act(
      "booksGetRecords",
      { recordType: "invoices" },
      { connection },
    )) as Row;
    const own = await act("booksGetRecords", invoices);
    expect(body.invoices).toEqual(own.invoices);
    expect((body.invoices as Row[]).length).toBeGreaterThan(0);
    await zoho.act("booksGetRecords", { recordType: "items" }, { connection });
    expect(warnings()).toEqual([expect.stringContaining(`Northwind Test (${MAIN})`)]);
  });

  it("without a choice: writing stops, names both and changes nothing", async () => {
    const before = (await zoho.booksHeld("contacts")).length;
    const error = await zoho.failure("booksCreateRecord", contact, { connection: newUser() });
    expect(error).toMatchObject({ name: "RejectedError", code: "ZOHO_ORGANIZATION_MISSING" });
    expect(error.message).toContain(`(${MAIN}, the default one)`);
    expect(error.message).toContain(`(${OTHER})`);
    expect(await zoho.booksHeld("contacts")).toHaveLength(before);
    expect(await zoho.booksHeld("contacts", OTHER)).not.toContainEqual(
      expect.objectContaining({ contact_name: "Quay" }),
    );
  });

  it("and a wrong choice: an error with the ids that would work", async () => {
    const values = { recordType: "invoices", organizationId: "42" };
    const error = await zoho.failure("booksGetRecords", values);
    expect(error.code).toBe("ZOHO_ORGANIZATION_UNKNOWN");
    expect(error.message).toContain(MAIN);
    expect(error.message).toContain(OTHER);
  });

  it("are no question for a user of one", async () => {
    await zoho.reset({ variants: { booksOrganizations: "one" } });
    const body = await act("booksCreateRecord", contact);
    expect((body.contact as Row).contact_name).toBe("Quay");
    expect((await zoho.calls()).map(({ url }) => url)).toEqual(["/books/v3/contacts"]);
    expect(warnings()).toEqual([]);
  });

  it("are listed, also as a pick-list, the default one first", async () => {
    const { organizations } = await act("booksListOrganizations", {});
    expect((organizations as Row[]).map(({ organization_id }) => organization_id)).toEqual([
      MAIN,
      OTHER,
    ]);
    expect(await zoho.choices("selectBooksOrganization", {})).toEqual([
      { key: MAIN, label: "Northwind Test (default)" },
      { key: OTHER, label: "Harbor Lights Test" },
    ]);
  });
});

describe("what the official connector gets wrong", () => {
  it("4: a code other than 0 in an accepted reply is an error", async () => {
    await zoho.scenario({ name: "books-error-in-200", match: { path: "/books/" } });
    const error = await zoho.failure("booksGetRecords", invoices);
    expect(error).toMatchObject({ name: "ZohoConnectionError", code: "ZOHO_TOKEN_OR_SCOPE" });
    expect(error.message).toContain("ZohoBooks.invoices.READ or ZohoBooks.fullaccess.all");
  });

  it("6: the organization is sent with every call", async () => {
    await act("booksGetRecords", invoices);
    expect((await lastCall())?.url).toContain(`organization_id=${MAIN}`);
  });

  it("7: Fetch All keeps every page where the list key is not the record type", async () => {
    await zoho.seedBooks("vendorcredits", 450);
    const values = { recordType: "vendorcredits", fetchAll: true, ...inMain };
    const body = await act("booksGetRecords", values);
    const rows = body.vendor_credits as Row[];
    expect(rows.length).toBeGreaterThanOrEqual(450);
    expect(body.vendorcredits).toEqual(rows);
    expect(body.page_context).toMatchObject({
      page: 1,
      per_page: rows.length,
      has_more_page: false,
    });
  });

  it("8: a pick-list has the ids of its own records, the newest first", async () => {
    await zoho.control("POST", "clock", { advanceMs: 60_000 });
    const { invoice_id, invoice_number } = await newInvoice();
    const elements = (await zoho.choices("selectBooksRecord", invoices)) as Row[];
    expect(elements[0]).toEqual({ key: invoice_id, label: `${invoice_number} (Harbor Supply)` });
  });

  it("and the output of single records is kept under data", async () => {
    const { invoice_id } = await newInvoice();
    const body = await act("booksGetRecord", { ...invoices, recordId: invoice_id });
    expect(Object.keys(body)).toEqual(["code", "message", "invoice"]);
  });
});

describe("Canada", () => {
  it("is reached at its own host by every action", async () => {
    const connection = newUser("ca");
    await zoho.act("booksGetRecords", invoices, { connection });
    expect((await lastCall())?.host).toBe("www.zohoapis.ca");
    await zoho.act("booksRawRequest", { url: "/items", method: "GET", ...inMain }, { connection });
    expect((await lastCall())?.host).toBe("www.zohoapis.ca");
  });
});

describe("lines of an update", () => {
  const change = (recordId: unknown, line_items: Row[], options: Row = {}) =>
    act("booksUpdateRecord", { ...invoices, recordId, dynamicValues: { line_items }, ...options });
  const linesOf = (body: Row) => (body.invoice as Row).line_items as Row[];

  it("that are not named are removed, as Zoho does", async () => {
    const { invoice_id, line_items } = await newInvoice();
    const [first] = line_items as Row[];
    const { line_item_id, item_id, rate } = first ?? {};
    const after = linesOf(await change(invoice_id, [{ line_item_id, item_id, rate, quantity: 5 }]));
    expect(after.map((line) => line.line_item_id)).toEqual([line_item_id]);
  });

  it("that are not named stay with Keep Other Lines", async () => {
    const { invoice_id, line_items } = await newInvoice();
    const [first, second] = line_items as Row[];
    const changed = { line_item_id: first?.line_item_id, quantity: 5 };
    const added = { item_id: refs.item, rate: 1, quantity: 1 };
    const body = await change(invoice_id, [changed, added], { keepLineItems: true });
    const after = linesOf(body);
    expect(after).toHaveLength(3);
    expect(after[0]).toMatchObject({ line_item_id: first?.line_item_id, quantity: 5, rate: 10 });
    expect(after[1]).toMatchObject({ line_item_id: second?.line_item_id, quantity: 2, rate: 20 });
    expect((body.invoice as Row).total).toBe(50 + 40 + 1);
  });

  it("of a journal are told apart by their own id", async () => {
    const line_items = [
      { account_id: refs.account, debit_or_credit: "debit", amount: 10 },
      { account_id: refs.bank, debit_or_credit: "credit", amount: 10 },
    ];
    const journal = { recordType: "journals", ...inMain };
    const dynamicValues = { journal_date: "2026-02-01", line_items };
    const created = (await act("booksCreateRecord", { ...journal, dynamicValues })).journal as Row;
    const [first] = created.line_items as Row[];
    const changed = [{ line_id: first?.line_id, description: "Changed" }];
    const recordId = created.journal_id;
    const values = { ...journal, recordId, keepLineItems: true };
    const body = await act("booksUpdateRecord", {
      ...values,
      dynamicValues: { journal_date: "2026-02-01", line_items: changed },
    });
    const after = (body.journal as Row).line_items as Row[];
    expect(after.map(({ line_id }) => line_id)).toEqual(
      (created.line_items as Row[]).map(({ line_id }) => line_id),
    );
    expect(after[0]).toMatchObject({ description: "Changed", amount: 10 });
  });

  it("cannot be kept where there are none", async () => {
    const values = { recordType: "contacts", recordId: refs.customer, keepLineItems: true };
    const error = await zoho.failure("booksUpdateRecord", {
      ...values,
      ...inMain,
      fieldValues: { notes: "x" },
    });
    expect(error.message).toContain("Contacts have no line_items");
  });
});

describe("values", () => {
  it("go out as what their fields hold; ids and numbers of documents stay texts", async () => {
    const fieldValues = {
      customer_id: refs.customer,
      date: "2026-02-01T10:00:00Z",
      is_inclusive_tax: "true",
      exchange_rate: "1",
      reference_number: "0012",
      line_items: `[{"item_id": ${refs.item}, "rate": 12.5, "quantity": 2}]`,
      cf_region: "North",
    };
    await act("booksCreateRecord", { ...invoices, fieldValues });
    expect(JSON.parse((await lastCall())?.body ?? "")).toEqual({
      customer_id: refs.customer,
      date: "2026-02-01",
      is_inclusive_tax: true,
      exchange_rate: 1,
      reference_number: "0012",
      line_items: [{ item_id: refs.item, rate: 12.5, quantity: 2 }],
      custom_fields: [{ api_name: "cf_region", value: "North" }],
    });
  });

  it("that belong into the address go there", async () => {
    const fieldValues = {
      customer_id: refs.customer,
      invoice_number: "OWN-1",
      ignore_auto_number_generation: "true",
      send: "true",
      line_items: JSON.stringify([{ item_id: refs.item, rate: 1, quantity: 1 }]),
    };
    const { invoice } = await act("booksCreateRecord", { ...invoices, fieldValues });
    expect(invoice).toMatchObject({ invoice_number: "OWN-1", status: "sent" });
    expect(JSON.parse((await lastCall())?.body ?? "")).not.toHaveProperty("send");
  });

  it("that are missing are named when Zoho refuses", async () => {
    const error = await zoho.failure("booksCreateRecord", {
      ...invoices,
      fieldValues: { notes: "x" },
    });
    expect(error.name).toBe("RejectedError");
    expect(error.message).toContain(
      "Zoho asks for these fields of a new invoice: customer_id, line_items.",
    );
  });

  it("that are taken already are a duplicate, and never shown", async () => {
    const error = await zoho.failure("booksCreateRecord", {
      recordType: "contacts",
      ...inMain,
      fieldValues: { contact_name: "Harbor Supply" },
    });
    expect(error).toMatchObject({ code: "ZOHO_DUPLICATE", zohoCode: "3062" });
    expect(error.message).not.toContain("Harbor");
  });

  it.each<[string, Row]>([
    ["booksCreateRecord", { dynamicValues: { customer_id: LOST } }],
    ["booksCreateRecord", { dynamicValues: { line_items: [{ item_id: LOST }] } }],
    ["booksGetRecords", { searchFields: { customer_id: LOST } }],
  ])("whose ids have lost digits as numbers are refused: %s %j", async (key, values) => {
    const { calls } = await zoho.counting(() =>
      expect(zoho.act(key, { ...invoices, ...values })).rejects.toThrow("lost digits as a number"),
    );
    expect(calls).toBe(0);
  });

  it("that are empty make no call", async () => {
    const { calls } = await zoho.counting(() =>
      expect(zoho.act("booksCreateRecord", invoices)).rejects.toThrow("Values: are empty"),
    );
    expect(calls).toBe(0);
  });
});

describe("a list", () => {
  it("can be filtered, sorted and cut", async () => {
    const values = {
      ...invoices,
      searchFields: { customer_id: refs.customer },
      sortColumn: "total",
      sortOrder: "A",
      maxRecords: "1",
    };
    await newInvoice();
    const body = await act("booksGetRecords", values);
    expect((body.invoices as Row[]).map(({ total }) => total)).toEqual([50]);
    expect(body.page_context).toMatchObject({ has_more_page: true, sort_column: "total" });
    expect(warnings()).toEqual([]);
  });

  it("holds what changed since a moment", async () => {
    const { now } = (await zoho.control("GET", "clock")) as { now: string };
    await zoho.control("POST", "clock", { advanceMs: 3_600_000 });
    const { invoice_id } = await newInvoice();
    const since = new Date(Date.parse(now) + 1_800_000).toISOString();
    const body = await act("booksGetRecords", { ...invoices, modifiedSince: since });
    expect((body.invoices as Row[]).map((row) => row.invoice_id)).toEqual([invoice_id]);
  });

  it("pages by its own inputs, whatever Search Fields say, and takes too large pages for 200", async () => {
    await zoho.seedBooks("invoices", 250);
    const searchFields = { page: "7", per_page: "1" };
    const whole = await act("booksGetRecords", { ...invoices, searchFields, fetchAll: true });
    expect((whole.invoices as Row[]).length).toBeGreaterThan(250);
    const page = await act("booksGetRecords", { ...invoices, per_page: "500" });
    expect(page.invoices).toHaveLength(200);
  });

  it("below a parent takes no filter of the type", async () => {
    const parent = { parentRecordType: "projects", parentRecordId: refs.project };
    const values = { ...invoices, ...parent, modifiedSince: "2026-01-01" };
    await expect(act("booksGetRecords", values)).rejects.toThrow(
      "does not filter Invoices of a parent",
    );
  });

  it("whose order Zoho ignores says so", async () => {
    const values = { recordType: "purchaseorders", sortColumn: "date", sortOrder: "A", ...inMain };
    await act("booksGetRecords", values);
    expect(warnings()).toEqual(["Zoho Books sorted by date D, not as asked."]);
  });

  it("with a filter that Zoho does not know warns", async () => {
    await act("booksGetRecords", { ...invoices, searchFields: { costumer_name: "Harbor" } });
    expect(warnings().join()).toContain("no filter costumer_name for Invoices");
  });

  it("with a wrong value of a filter is an error that names it", async () => {
    const values = { ...invoices, searchFields: { filter_by: "Status.Nonsense" } };
    const error = await zoho.failure("booksGetRecords", values);
    expect(error).toMatchObject({ code: "ZOHO_FIELD_INVALID", field: "filter_by" });
  });
});

describe("actions", () => {
  it("of a type are listed for it alone", async () => {
    const actions = (await zoho.choices("selectBooksAction", { recordType: "invoices" })) as Row[];
    expect(actions).toContainEqual({ key: "status/sent", label: "Mark as Sent" });
    expect(await zoho.choices("selectBooksAction", { recordType: "items" })).toEqual([
      { key: "active", label: "Mark as Active" },
      { key: "inactive", label: "Mark as Inactive" },
      { key: "addtoportal", label: "Add to Customer Portal" },
      { key: "removefromportal", label: "Remove from Customer Portal" },
    ]);
  });

  it("change the record", async () => {
    const { invoice_id: recordId } = await newInvoice();
    const run = (recordAction: string) =>
      act("booksRunAction", { ...invoices, recordId, recordAction });
    expect(await run("status/sent")).toEqual({
      code: 0,
      message: "Invoice status has been changed to Sent.",
    });
    await run("status/void");
    const { invoice } = await act("booksGetRecord", { ...invoices, recordId });
    expect(invoice).toMatchObject({ status: "void" });
  });

  it.each([
    ["invoices", "status/accepted", "is none of the actions of Invoices"],
    ["invoices", "../contacts", "is none of the actions of Invoices"],
    ["invoices", "  ", "Action: is empty"],
    ["settings/taxes", "active", "Taxes have no actions"],
  ])("of %s: %j is refused before any call", async (recordType, recordAction, text) => {
    const values = { recordType, recordId: "1", recordAction, ...inMain };
    const { calls } = await zoho.counting(() =>
      expect(zoho.act("booksRunAction", values)).rejects.toThrow(text),
    );
    expect(calls).toBe(0);
  });
});

describe("files", () => {
  it("come back byte for byte, with their name", async () => {
    const { invoice_id: recordId } = await newInvoice();
    const data = Buffer.from(Array.from({ length: 5_000 }, (_, index) => index % 256));
    const file = { data, contentType: "image/png" };
    await act("booksAddAttachment", { ...invoices, recordId, file, fileName: "Größe ✓.png" });
    const back = await act("booksDownloadAttachment", { ...invoices, recordId });
    expect(back).toMatchObject({ fileName: "Größe ✓.png", contentType: "image/png", size: 5_000 });
    expect(data.equals((back.file as { data: Buffer }).data)).toBe(true);
  });

  it("of an expense are its receipt", async () => {
    const [expense] = await zoho.booksHeld("expenses");
    const of = { recordType: "expenses", recordId: expense?.expense_id, ...inMain };
    await act("booksAddAttachment", { ...of, file: "taxi", fileName: "taxi.pdf" });
    expect((await lastCall())?.url).toMatch(/\/receipt\?/);
    expect(await act("booksDownloadAttachment", of)).toMatchObject({ fileName: "taxi.pdf" });
  });

  it("of a contact are read by their document id", async () => {
    const of = { recordType: "contacts", recordId: refs.customer, ...inMain };
    await act("booksAddAttachment", { ...of, file: "deal", fileName: "deal.pdf" });
    const { contact } = await act("booksGetRecord", of);
    const [document] = (contact as Row).documents as Row[];
    const documentId = document?.document_id;
    const back = await act("booksDownloadAttachment", { ...of, documentId });
    expect((back.file as { data: Buffer }).data.toString()).toBe("deal");
    await expect(zoho.act("booksDownloadAttachment", of)).rejects.toThrow("Document ID: is empty");
  });

  it("that are not there are an error", async () => {
    const { invoice_id: recordId } = await newInvoice();
    const error = await zoho.failure("booksDownloadAttachment", { ...invoices, recordId });
    expect(error.code).toBe("ZOHO_RECORD_NOT_FOUND");
  });

  it.each([
    ["settings/taxes", { file: "x", fileName: "a.pdf" }, "Taxes take no files"],
    ["invoices", { file: "x", fileName: "  " }, "File Name: is empty"],
  ])("for %s %j are refused before any call", async (recordType, values, text) => {
    const failed = zoho.act("booksAddAttachment", { recordType, recordId: "1", ...values });
    await expect(failed).rejects.toThrow(text);
  });

  it("may be the document itself", async () => {
    const { invoice_id: recordId } = await newInvoice();
    const document = await act("booksGetDocument", { ...invoices, recordId });
    expect(document).toMatchObject({ contentType: expect.stringMatching(/^application\/pdf/) });
    expect(document.fileName).toMatch(/\.pdf$/);
    const { data } = document.file as { data: Buffer };
    expect(data.subarray(0, 5).toString()).toBe("%PDF-");
    const taxes = { recordType: "settings/taxes", recordId: "1" };
    await expect(zoho.act("booksGetDocument", taxes)).rejects.toThrow("cannot be had as PDF");
  });
});

describe("a raw request", () => {
  const raw = (values: Row) => zoho.act("booksRawRequest", { method: "GET", ...values });

  it.each([
    ["/items?per_page=1", `/books/v3/items?per_page=1&organization_id=${MAIN}`],
    ["items", `/books/v3/items?organization_id=${MAIN}`],
    ["/books/v3/items", `/books/v3/items?organization_id=${MAIN}`],
    ["/organizations", "/books/v3/organizations"],
    [`/items?organization_id=${OTHER}`, `/books/v3/items?organization_id=${OTHER}`],
  ])("to %s goes to %s", async (url, target) => {
    await raw({ url, ...inMain });
    const found = new URL((await lastCall())?.url ?? "", "http://zoho");
    const wanted = new URL(target, "http://zoho");
    expect(found.pathname).toBe(wanted.pathname);
    expect(Object.fromEntries(found.searchParams)).toEqual(Object.fromEntries(wanted.searchParams));
  });

  it("takes the organization of Query Parameter", async () => {
    await raw({ url: "/items", queryParams: { organization_id: OTHER }, ...inMain });
    expect((await lastCall())?.url).toBe(`/books/v3/items?organization_id=${OTHER}`);
  });

  it("without an organization reads in the default one", async () => {
    const connection = newUser();
    const values = { url: "/items", method: "GET" };
    expect(await zoho.act("booksRawRequest", values, { connection })).toMatchObject({ code: 0 });
    expect((await lastCall())?.url).toContain(`organization_id=${MAIN}`);
  });

  it("sends a body as JSON, and an error inside 200 is one", async () => {
    const data = '{"contact_name": "Raw Trade"}';
    const body = await raw({ url: "/contacts", method: "POST", data, ...inMain });
    expect(body).toMatchObject({ contact: { contact_name: "Raw Trade" } });
    await zoho.scenario({ name: "books-error-in-200", match: { path: "/books/" } });
    await expect(raw({ url: "/items", ...inMain })).rejects.toMatchObject({
      code: "ZOHO_TOKEN_OR_SCOPE",
    });
  });

  it.each(["https://evil.example/books/v3/items", "/books/../crm/v8/org", "//evil.example/x"])(
    "to %s makes no call",
    async (url) => {
      const { calls } = await zoho.counting(() =>
        expect(raw({ url, ...inMain })).rejects.toMatchObject({ code: "ZOHO_INPUT_INVALID" }),
      );
      expect(calls).toBe(0);
    },
  );
});

describe("children", () => {
  it("of a parent are listed below it, and parents can be picked", async () => {
    const person = { recordType: "contactpersons", ...inMain };
    const parent = { parentRecordType: "contacts", parentRecordId: refs.customer };
    await act("booksCreateRecord", { ...person, ...parent, fieldValues: { first_name: "Ada" } });
    const body = await act("booksGetRecords", { ...person, ...parent });
    expect((body.contact_persons as Row[]).map(({ first_name }) => first_name)).toContain("Ada");
    for (const parentRecordType of ["contacts", ""]) {
      const parents = await zoho.choices("selectBooksRecord", { ...person, parentRecordType });
      expect(parents).toContainEqual({
        key: refs.customer,
        label: expect.stringMatching(/^Parent contact: Harbor Supply/),
      });
    }
  });

  it("may name their parent among the values", async () => {
    const fieldValues = { contact_id: refs.customer, first_name: "Bo" };
    const values = { recordType: "contactpersons", fieldValues, ...inMain };
    const { contact_person } = await act("booksCreateRecord", values);
    expect(contact_person).toMatchObject({ contact_id: refs.customer, first_name: "Bo" });
  });

  it("never go to another parent than the one named", async () => {
    const person = { recordType: "contactpersons", parentRecordId: refs.customer, ...inMain };
    const fieldValues = { contact_id: refs.vendor, first_name: "Bo" };
    await expect(act("booksCreateRecord", { ...person, fieldValues })).rejects.toThrow(
      "Parent Record ID: differs from contact_id among the values",
    );
  });

  it("below a parent that cannot be written there are never others", async () => {
    const { invoice_id: recordId } = await newInvoice();
    const parent = { parentRecordType: "projects", parentRecordId: refs.project };
    const { calls } = await zoho.counting(() =>
      expect(act("booksRemoveRecord", { ...invoices, ...parent, recordId })).rejects.toThrow(
        "Of Invoices below Projects, Zoho Books can only list.",
      ),
    );
    expect(calls).toBe(0);
  });

  it("of a project are tasks of another kind than those beside it", async () => {
    const parent = { parentRecordType: "projects", parentRecordId: refs.project };
    const task = { recordType: "tasks", ...parent, ...inMain };
    const created = await act("booksCreateRecord", { ...task, fieldValues: { task_name: "Dig" } });
    const { task_id: recordId } = created.task as Row;
    await act("booksUpdateRecord", { ...task, recordId, fieldValues: { description: "Deep" } });
    expect((await act("booksGetRecord", { ...task, recordId })).task).toMatchObject({
      task_name: "Dig",
      description: "Deep",
    });
    const { tasks } = await act("booksGetRecords", task);
    expect((tasks as Row[]).map(({ task_id }) => task_id)).toContain(recordId);
    await act("booksRemoveRecord", { ...task, recordId });
    const gone = await zoho.failure("booksGetRecord", { ...task, recordId });
    expect(gone.code).toBe("ZOHO_RECORD_NOT_FOUND");
  });

  it("of a project are time entries by a field", async () => {
    const parent = { parentRecordType: "projects", parentRecordId: refs.project };
    const entry = { recordType: "projects/timeentries", ...parent, ...inMain };
    const { task, user } = refs;
    const fieldValues = { task_id: task, user_id: user, log_date: "2026-02-01", log_time: "01:30" };
    const created = await act("booksCreateRecord", { ...entry, fieldValues });
    expect(created.time_entry).toMatchObject({ project_id: refs.project });
    await act("booksGetRecords", entry);
    expect((await lastCall())?.url).toContain(`project_id=${refs.project}`);
  });
});

describe("limits", () => {
  it("of calls at once are kept by all steps together", async () => {
    await zoho.reset({ booksConcurrency: 5 });
    const reads = Array.from({ length: 40 }, () => act("booksGetRecords", invoices));
    for (const body of await Promise.all(reads)) expect(body.code).toBe(0);
    expect((await zoho.calls()).map(({ status }) => status)).toEqual(Array(40).fill(200));
    expect((await zoho.stats()).maxInFlight).toBeLessThanOrEqual(5);
  });

  it("of a minute that stay are an error in the end", async () => {
    await zoho.reset({ booksPerMinute: 2 });
    await act("booksGetRecords", invoices);
    await act("booksGetRecords", invoices);
    const { result, calls } = await zoho.counting(() => zoho.failure("booksGetRecords", invoices));
    expect(result).toMatchObject({ code: "ZOHO_RATE_LIMITED", zohoCode: "44", tries: 3 });
    expect(calls).toBe(3);
  });

  it("of a day stop at once and say when it ends", async () => {
    await zoho.control("POST", "books-quota", { organization_id: MAIN, limit: 2_000, used: 2_000 });
    const { result, calls } = await zoho.counting(() => zoho.failure("booksGetRecords", invoices));
    expect(result).toMatchObject({ code: "ZOHO_QUOTA_EXHAUSTED", consequence: "stop" });
    expect(result.message).toMatch(/2000 calls a day starts over at \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
    expect(calls).toBe(1);
  });
});
