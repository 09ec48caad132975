import { BooksSandbox, getBody, rowsUnder } from "../../testSupport/books";
import { RECORD_TYPES } from "../schema/recordTypes";

const RECORDS = Object.fromEntries([...RECORD_TYPES.keys()].map((value) => [value, 2]));

function first(value: string, variants: Record<string, string> = {}) {
  const zoho = new BooksSandbox(RECORDS, variants);
  const record = zoho.organization.store(value).find(({ values }) => values.status !== "sent");
  if (!record) throw new Error(`no ${value}`);
  return { zoho, record, url: `/${value}/${record.id}` };
}

describe("comments (facts 8)", () => {
  test.each(["invoices", "contacts", "bills", "estimates", "projects", "tasks", "vendorcredits"])(
    "%s: history and comments in one list, newest first",
    (value) => {
      const { zoho, url } = first(value);
      const body = { description: "Call back" };
      expect(zoho.call("POST", `${url}/comments`, { body }).status).toBe(201);
      const comments = rowsUnder(zoho.get(`${url}/comments`), "comments");
      expect(comments).toMatchObject([
        { description: "Call back", comment_type: "user", commented_by: "Ana" },
        { comment_type: "system" },
      ]);
      const id = String(comments[0]?.comment_id);
      expect(zoho.call("DELETE", `${url}/comments/${id}`).status).toBe(200);
      expect(zoho.call("DELETE", `${url}/comments/${id}`).status).toBe(404);
      expect(rowsUnder(zoho.get(`${url}/comments`), "comments")).toHaveLength(1);
    },
  );

  test("some types only read, some only write", () => {
    const body = { description: "x" };
    for (const value of ["expenses", "recurringbills"]) {
      const { zoho, url } = first(value);
      expect(zoho.call("GET", `${url}/comments`).status).toBe(200);
      expect(zoho.call("POST", `${url}/comments`, { body }).status).toBe(405);
    }
    const journals = first("journals");
    expect(journals.zoho.call("POST", `${journals.url}/comments`, { body }).status).toBe(201);
    expect(journals.zoho.call("GET", `${journals.url}/comments`).status).toBe(405);
  });

  test("can be changed on invoices; a comment needs a text", () => {
    const { zoho, url } = first("invoices");
    zoho.call("POST", `${url}/comments`, { body: { description: "One" } });
    const [comment] = rowsUnder(zoho.get(`${url}/comments`), "comments");
    const one = `${url}/comments/${String(comment?.comment_id)}`;
    expect(zoho.call("PUT", one, { body: { description: "Two" } }).status).toBe(200);
    expect(zoho.get(`${url}/comments`).comments).toMatchObject([{ description: "Two" }, {}]);
    expect(zoho.call("POST", `${url}/comments`, { body: {} }).status).toBe(400);
  });

  test("change last_modified_time only in a variant", () => {
    for (const [variant, moves] of [
      ["no", false],
      ["yes", true],
    ] as const) {
      const { zoho, record, url } = first("invoices", { booksCommentsModify: variant });
      zoho.clock.advance(2000);
      zoho.call("POST", `${url}/comments`, { body: { description: "x" } });
      expect(record.modifiedAt === zoho.clock.nowSecond()).toBe(moves);
    }
  });
});

describe("mail (facts 7, 8)", () => {
  test("an invoice: preview, first mail, second mail", () => {
    const { zoho, record, url } = first("invoices");
    expect(zoho.get(`${url}/email`)).toMatchObject({
      data: { subject: `Invoice ${String(record.values.invoice_number)} from Northwind Test` },
    });
    const send = () =>
      getBody(zoho.call("POST", `${url}/email`, { body: { to_mail_ids: ["a@example.test"] } }));
    const sent = { code: 0, message: "Your invoice has been sent." };
    expect(send()).toEqual({ ...sent, is_first_email: true });
    expect(send()).toEqual({ ...sent, is_first_email: false });
    expect(zoho.get(url).invoice).toMatchObject({ status: "sent", is_emailed: true });
    expect(zoho.call("POST", `${url}/email`, { body: {} }).status).toBe(400);
  });

  test.each(["estimates", "salesorders", "purchaseorders", "contacts", "vendorpayments"])(
    "%s have it",
    (value) => {
      const zoho = new BooksSandbox(RECORDS);
      const id = zoho.organization.store(value).find(() => true)?.id;
      const body = { to_mail_ids: ["a@example.test"] };
      expect(zoho.call("POST", `/${value}/${id}/email`, { body }).status).toBe(200);
      expect(zoho.call("GET", `/${value}/${id}/email`).status).toBe(200);
    },
  );
});

test("a project lists its users", () => {
  const { zoho, url } = first("projects");
  expect(zoho.get(`${url}/users`).users).toMatchObject([{ user_name: "Ana" }]);
});
