import { BooksSandbox, getBody } from "../../testSupport/books";
import { encodeForm } from "../../testSupport/uploads";
import { RECORD_TYPES } from "../schema/recordTypes";
import { RECEIPTS } from "./uploads";

const RECORDS = Object.fromEntries([...RECORD_TYPES.keys()].map((value) => [value, 2]));
const BYTES = Buffer.from([0, 1, 2, 250, 255, 13, 10, 45, 45]);

const formWith = (
  field: string,
  name: string,
  bytes: Uint8Array<ArrayBuffer> = Uint8Array.from(BYTES),
) => {
  const form = new FormData();
  form.set(field, new Blob([bytes]), name);
  return encodeForm(form);
};

function first(value: string, variants: Record<string, string> = {}) {
  const zoho = new BooksSandbox(RECORDS, variants);
  const record = zoho.organization.store(value).find(() => true);
  if (!record) throw new Error(`no ${value}`);
  return { zoho, record, url: `/${value}/${record.id}` };
}

describe("attachments (facts 8)", () => {
  test.each(["invoices", "bills", "purchaseorders", "salesorders"])(
    "%s: exact bytes with type and name, until deleted",
    async (value) => {
      const { zoho, record, url } = first(value);
      zoho.clock.advance(3000);
      const form = await formWith("attachment", "scan.png");
      expect(zoho.call("POST", `${url}/attachment`, form)).toMatchObject({ status: 200 });
      expect(record.modifiedAt).toBe(zoho.clock.nowSecond());
      const file = zoho.call("GET", `${url}/attachment`);
      expect(file.headers).toMatchObject({
        "content-type": "image/png",
        "content-disposition": `attachment; filename="scan.png"; filename*=UTF-8''scan.png`,
      });
      expect(file.bytes).toEqual(BYTES);
      expect(zoho.get(`/${value}`)[value]).toContainEqual(
        expect.objectContaining({ has_attachment: true }),
      );
      expect(zoho.get(`/${value}`)[value]).toContainEqual(
        expect.objectContaining({ has_attachment: false }),
      );
      expect(zoho.call("DELETE", `${url}/attachment`).status).toBe(200);
      expect(zoho.call("GET", `${url}/attachment`).status).toBe(404);
    },
  );

  test.each(["contacts", "creditnotes", "invoices", "tasks"])(
    "%s: single documents by their id",
    async (value) => {
      const { zoho, url } = first(value);
      const reply = zoho.call("POST", `${url}/attachment`, await formWith("attachment", "a.pdf"));
      const documents = getBody(reply).documents;
      const id = Array.isArray(documents) ? String(documents[0].document_id) : "";
      expect(zoho.call("GET", `${url}/documents/${id}`).bytes).toEqual(BYTES);
      expect(zoho.call("DELETE", `${url}/documents/${id}`).status).toBe(200);
      expect(zoho.call("GET", `${url}/documents/${id}`).status).toBe(404);
      expect(zoho.call("DELETE", `${url}/documents/${id}`).status).toBe(404);
    },
  );

  test.each(["journals", "expenses", "retainerinvoices"])(
    "%s accept attachments",
    async (value) => {
      const { zoho, record, url } = first(value);
      zoho.call("POST", `${url}/attachment`, await formWith("attachment", "a.pdf"));
      expect(zoho.organization.files.of(value, record.id)).toHaveLength(1);
    },
  );

  test("without a file: success, but nothing is stored", () => {
    const { zoho, record, url } = first("invoices");
    expect(zoho.call("POST", `${url}/attachment?attachment=scan.png`)).toMatchObject({
      status: 200,
      json: { code: 0 },
    });
    expect(zoho.organization.files.of("invoices", record.id)).toEqual([]);
  });

  test("types and records without attachments", async () => {
    const { zoho } = first("items");
    const form = await formWith("attachment", "a.pdf");
    const id = zoho.organization.store("items").find(() => true)?.id;
    expect(zoho.call("POST", `/items/${id}/attachment`, form).status).toBe(404);
    expect(zoho.call("POST", "/invoices/1/attachment", form).status).toBe(404);
  });

  test("files over the limit are refused", async () => {
    const { zoho, url } = first("invoices", { booksAttachmentMegabytes: "1" });
    const large = new Uint8Array(1024 * 1024 + 1);
    const form = await formWith("attachment", "a.pdf", large);
    expect(zoho.call("POST", `${url}/attachment`, form).status).toBe(400);
    const accepted = await formWith("attachment", "a.pdf", large.slice(1));
    expect(zoho.call("POST", `${url}/attachment`, accepted).status).toBe(200);
  });

  test("PUT sets whether mails include it", () => {
    const { zoho, url } = first("invoices");
    expect(zoho.call("PUT", `${url}/attachment?can_send_in_mail=true`).status).toBe(200);
    expect(zoho.get(url).invoice).toMatchObject({ can_send_in_mail: true });
  });
});

describe("receipts of expenses (facts 8)", () => {
  test("a new one replaces the previous one", async () => {
    const { zoho, record, url } = first("expenses");
    expect(zoho.call("GET", `${url}/receipt`).status).toBe(404);
    zoho.call("POST", `${url}/receipt`, await formWith("receipt", "one.jpg"));
    zoho.call("POST", `${url}/receipt`, await formWith("receipt", "two.pdf"));
    expect(zoho.organization.files.of(RECEIPTS, record.id)).toHaveLength(1);
    const reply = zoho.call("GET", `${url}/receipt`);
    expect(reply.headers).toMatchObject({ "content-type": "application/pdf" });
    expect(reply.bytes).toEqual(BYTES);
    expect(zoho.call("DELETE", `${url}/receipt`).status).toBe(200);
    expect(zoho.call("GET", `${url}/receipt`).status).toBe(404);
  });

  test("can be in the form of the expense", async () => {
    const { zoho, url } = first("expenses");
    const form = new FormData();
    form.set("JSONString", JSON.stringify({ description: "Taxi" }));
    form.set("receipt", new Blob([BYTES]), "taxi.jpg");
    expect(zoho.call("PUT", url, await encodeForm(form)).status).toBe(200);
    expect(zoho.get(url).expense).toMatchObject({ description: "Taxi" });
    expect(zoho.call("GET", `${url}/receipt`).bytes).toEqual(BYTES);
  });
});
