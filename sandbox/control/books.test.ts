import { ListeningSandbox } from "../testSupport/server";

let zoho: ListeningSandbox;

beforeEach(async () => {
  zoho = await ListeningSandbox.start({ booksRecords: { "*": 0, contacts: 2, items: 1 } });
});
afterEach(() => zoho.close());

const OTHER = "700100300";
const books = (method: string, url: string, body?: unknown, organization = "700100200") =>
  zoho.call(method, `/books/v3/${url}?organization_id=${organization}`, body);

const shown = (type: string, more = "") =>
  zoho.control("GET", `records?product=books&type=${type}${more}`);

describe("control of Books", () => {
  test("records shows stored records, of either organization", async () => {
    const { text } = await books("POST", "contacts", { contact_name: "Moss" });
    const { contact } = JSON.parse(text);
    expect(await shown("contacts")).toMatchObject({ count: 3 });
    expect(await shown("contacts", `&organization_id=${OTHER}`)).toMatchObject({ count: 2 });
    expect(await shown("contacts", `&id=${contact.contact_id}`)).toEqual({ record: contact });
    expect(await shown("contacts", "&id=1")).toEqual({ record: null });
    expect(await shown("shoes")).toHaveProperty("error");
    expect(await shown("contacts", "&organization_id=1")).toHaveProperty("error");
    expect(await zoho.control("GET", "records?product=desk&type=x")).toHaveProperty("error");
  });

  test("seed adds a number of records, spaced in time", async () => {
    await zoho.control("POST", "clock", { now: "2026-02-01T11:00:00+05:30" });
    const order = { product: "books", type: "invoices", count: 3, spacingMs: 60_000 };
    expect(await zoho.control("POST", "seed", order)).toMatchObject({ count: 3 });
    const { records } = await shown("invoices");
    const times = Array.isArray(records) ? records.map((one) => one.created_time) : [];
    expect(times.map((time) => time.slice(11, 16))).toEqual(["10:58", "10:59", "11:00"]);
  });

  test("seed accepts records with ids, times and computed values", async () => {
    const record = {
      id: "260815000000999001",
      contact_name: "Given",
      outstanding_receivable_amount: 12.5,
      created_time: "2026-01-05T10:00:00+0530",
      last_modified_time: "2026-02-01T04:00:00Z",
      custom_fields: [{ api_name: "cf_region", value: "North" }],
    };
    const seed = (records: unknown[], type = "contacts") =>
      zoho.control("POST", "seed", { product: "books", type, records });
    expect(await seed([record])).toEqual({ count: 1, ids: [record.id] });
    expect(await shown("contacts", `&id=${record.id}`)).toMatchObject({
      record: {
        contact_id: record.id,
        contact_name: "Given",
        currency_code: "INR",
        outstanding_receivable_amount: 12.5,
        created_time: "2026-01-05T10:00:00+0530",
        last_modified_time: "2026-02-01T09:30:00+0530",
        custom_field_hash: { cf_region: "North" },
      },
    });
    expect(await seed([record])).toHaveProperty("error");
    expect(await seed([{ shoe_size: 4 }])).toEqual({ error: "contacts has no field shoe_size" });
    const invoice = { customer_id: record.id, status: "sent", total: 40, balance: 40 };
    const { ids } = await seed([invoice], "invoices");
    const id = Array.isArray(ids) ? String(ids[0]) : "";
    expect(await shown("invoices", `&id=${id}`)).toMatchObject({
      record: { customer_name: "Given", status: "sent", total: 40, balance: 40 },
    });
  });

  test("books-quota sets the day's calls; stats shows them", async () => {
    expect(await zoho.control("POST", "books-quota", { limit: 10, used: 9 })).toMatchObject({
      organization_id: "700100200",
      limit: 10,
      used: 9,
      remaining: 1,
    });
    const first = await books("GET", "contacts");
    expect(first.headers["x-rate-limit-remaining"]).toBe("0");
    expect((await books("GET", "contacts")).status).toBe(429);
    expect((await books("GET", "contacts", undefined, OTHER)).status).toBe(200);
    expect(await zoho.control("GET", "stats")).toMatchObject({
      calls: 3,
      callsByPath: { "GET /books/v3/contacts": 3 },
      books: [
        { organization_id: "700100200", used: 10 },
        { organization_id: OTHER, used: 1 },
      ],
    });
  });

  test("reset refills Books and sets its limits", async () => {
    await books("POST", "contacts", { contact_name: "Moss" });
    await zoho.control("POST", "reset", {
      booksRecords: { contacts: 5 },
      booksPerMinute: 1,
      variants: { booksNotFoundStatus: "400" },
    });
    expect(await shown("contacts")).toMatchObject({ count: 5 });
    expect((await books("GET", "contacts/1")).status).toBe(400);
    expect((await books("GET", "contacts")).status).toBe(429);
    const wrong = await zoho.control("POST", "reset", { booksRecords: { shoes: 1 } });
    expect(wrong.error).toContain("no type shoes");
  });

  test("attachments shows the files of a record with checksums", async () => {
    const { records } = await shown("contacts");
    const id = Array.isArray(records) ? String(records[0].contact_id) : "";
    const form = new FormData();
    form.set("attachment", new Blob(["abc"]), "note.txt");
    const url = `/books/v3/contacts/${id}/attachment?organization_id=700100200`;
    const headers = { authorization: "Zoho-oauthtoken sandbox" };
    const upload = { method: "POST", body: form, headers };
    expect((await fetch(`${zoho.sandbox.origin}${url}`, upload)).status).toBe(200);
    const query = `attachments?product=books&type=contacts&id=${id}`;
    const sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    expect(await zoho.control("GET", query)).toMatchObject({
      attachments: [{ fileName: "note.txt", contentType: "text/plain", bytes: 3, sha256 }],
    });
  });
});
