import { BooksSandbox, getBody, rowsUnder } from "../../testSupport/books";
import { RECORD_TYPES } from "../schema/recordTypes";
import { TRANSITIONS } from "./transitions";

const RECORDS = Object.fromEntries([...RECORD_TYPES.keys()].map((value) => [value, 2]));

/** A record in a status that allows the action. */
function prepared(value: string, status: string | undefined) {
  const zoho = new BooksSandbox(RECORDS);
  const record = [...zoho.organization.store(value).all()].at(-1);
  if (!record) throw new Error(`no ${value}`);
  if (status !== undefined) record.values = { ...record.values, status };
  zoho.clock.advance(7000);
  return { zoho, record };
}

const ACTIONS = Object.entries(TRANSITIONS).flatMap(([value, transitions]) =>
  transitions.map((transition) => [value, transition.path, transition] as const),
);

describe("status actions (facts 5c, 7)", () => {
  test.each(ACTIONS)("%s %s", (value, path, { from, sets, message }) => {
    const { zoho, record } = prepared(value, from?.[0]);
    const reply = zoho.call("POST", `/${value}/${record.id}/${path}`);
    expect(reply).toMatchObject({ status: 200 });
    expect(reply.json).toEqual({ code: 0, message });
    expect(record.modifiedAt).toBe(zoho.clock.nowSecond());
    const type = RECORD_TYPES.get(value);
    const names = Object.keys(sets).filter((name) => type?.full.has(name));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(record.values[name]).toBe(sets[name]);
    expect(zoho.call("POST", `/${value}/1/${path}`).status).toBe(404);
  });

  const REFUSED = ACTIONS.filter(([, , { from }]) => from !== undefined);
  test.each(REFUSED)("%s %s is refused where it makes no sense", (value, path, { sets }) => {
    const { zoho, record } = prepared(value, String(sets.status));
    const before = record.modifiedAt;
    const reply = zoho.call("POST", `/${value}/${record.id}/${path}`);
    expect(reply.status).toBe(400);
    expect(Number(getBody(reply).code)).toBeGreaterThanOrEqual(1000);
    expect(record.modifiedAt).toBe(before);
  });

  test("have the messages of live replies", () => {
    const { zoho, record } = prepared("invoices", "draft");
    const post = (path: string) =>
      getBody(zoho.call("POST", `/invoices/${record.id}/status/${path}`)).message;
    expect(post("sent")).toBe("Invoice status has been changed to Sent.");
    expect(post("void")).toBe("Invoice status has been changed to Void.");
  });

  test("a void invoice is no longer owed; a late one is overdue when sent", () => {
    const zoho = new BooksSandbox();
    const { contact_id } = zoho.create("/contacts", { contact_name: "Moss" });
    const line_items = [{ name: "Work", rate: 80 }];
    const dates = { date: "2026-01-01", due_date: "2026-01-15" };
    const body = { customer_id: contact_id, line_items, ...dates };
    const { invoice_id } = zoho.create("/invoices", body);
    const owed = () => Object.assign({}, zoho.get(`/contacts/${String(contact_id)}`).contact);
    const url = `/invoices/${String(invoice_id)}`;
    expect(owed()).toMatchObject({ outstanding_receivable_amount: 0 });
    zoho.call("POST", `${url}/status/sent`);
    expect(zoho.get(url).invoice).toMatchObject({ status: "overdue" });
    expect(owed()).toMatchObject({ outstanding_receivable_amount: 80 });
    zoho.call("POST", `${url}/status/void`);
    expect(owed()).toMatchObject({ outstanding_receivable_amount: 0 });
  });

  test("tasks have a percentage", () => {
    const { zoho, record } = prepared("tasks", undefined);
    const url = `/tasks/${record.id}/percentage`;
    expect(zoho.call("POST", url, { body: { percentage: 40 } }).status).toBe(200);
    expect(rowsUnder(zoho.get("/tasks"), "tasks")).toContainEqual(
      expect.objectContaining({ task_id: record.id, completion_percentage: 40 }),
    );
    expect(zoho.call("POST", url, { body: { percentage: 140 } }).status).toBe(400);
  });
});
