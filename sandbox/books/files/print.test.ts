import { BooksSandbox } from "../../testSupport/books";
import { RECORD_TYPES } from "../schema/recordTypes";

const RECORDS = Object.fromEntries([...RECORD_TYPES.keys()].map((value) => [value, 2]));

function first(value: string, variants: Record<string, string> = {}) {
  const zoho = new BooksSandbox(RECORDS, variants);
  return { zoho, id: String(zoho.organization.store(value).find(() => true)?.id) };
}

/** Checks that the cross-reference table has the offsets of the objects. */
function isSound(pdf: string): boolean {
  const offsets = [...pdf.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
  const start = Number(/startxref\n(\d+)/.exec(pdf)?.[1]);
  const objects = offsets.every((offset, index) => pdf.startsWith(`${index + 1} 0 obj\n`, offset));
  return objects && offsets.length === 5 && pdf.startsWith("xref\n", start);
}

describe("PDF of a record (facts 8)", () => {
  test.each([
    "invoices",
    "estimates",
    "salesorders",
    "purchaseorders",
    "creditnotes",
    "vendorcredits",
    "customerpayments",
  ])("%s?accept=pdf", (value) => {
    const { zoho, id } = first(value);
    const reply = zoho.call("GET", `/${value}/${id}?accept=pdf`);
    expect(reply.headers).toMatchObject({ "content-type": "application/pdf" });
    const text = reply.bytes?.toString("latin1") ?? "";
    expect(text.slice(0, 8)).toBe("%PDF-1.4");
    expect(text.trimEnd().endsWith("%%EOF")).toBe(true);
    expect(isSound(text)).toBe(true);
  });

  test("shows its record; print and html; other values are refused", () => {
    const { zoho, id } = first("invoices");
    const call = (query: string) => zoho.call("GET", `/invoices/${id}${query}`);
    expect(call("?accept=pdf").bytes?.toString()).toContain("Invoice INV-000001");
    expect(call("?print=true").bytes?.subarray(0, 8).toString()).toBe("%PDF-1.4");
    expect(call("?accept=html")).toMatchObject({
      headers: { "content-type": "text/html;charset=UTF-8" },
      text: expect.stringContaining("<p>Invoice INV-000001</p>"),
    });
    expect(call("?accept=json").json).toMatchObject({ invoice: { invoice_id: id } });
    expect(call("?accept=doc").status).toBe(400);
  });

  test("an Accept header is enough, except in the variant", () => {
    const headers = { accept: "application/pdf" };
    const usual = first("invoices");
    expect(usual.zoho.call("GET", `/invoices/${usual.id}`, { headers }).bytes).toBeDefined();
    const strict = first("invoices", { booksPdfByHeader: "ignored" });
    expect(strict.zoho.call("GET", `/invoices/${strict.id}`, { headers }).json).toBeDefined();
  });

  test("other types reply with JSON", () => {
    const { zoho, id } = first("bills");
    expect(zoho.get(`/bills/${id}?accept=pdf`)).toMatchObject({ bill: { bill_id: id } });
  });

  test.each(["/invoices/pdf", "/invoices/print"])("%s accepts up to 25 ids", (path) => {
    const { zoho } = first("invoices");
    const ids = [...zoho.organization.store("invoices").all()].map((one) => one.id);
    const reply = zoho.call("GET", `${path}?invoice_ids=${ids.join(",")}`);
    expect(reply.bytes?.toString()).toContain("Invoice INV-000002");
    const many = Array.from({ length: 26 }, () => ids[0]).join(",");
    expect(zoho.call("GET", `${path}?invoice_ids=${many}`).status).toBe(400);
    expect(zoho.call("GET", `${path}?invoice_ids=1`).status).toBe(404);
    expect(zoho.call("GET", path).status).toBe(400);
  });
});
