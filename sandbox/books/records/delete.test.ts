import { BooksSandbox, getBody, rowsUnder } from "../../testSupport/books";

describe("deletions (facts 7)", () => {
  test("a contact with transactions and an item in use cannot be deleted", () => {
    const zoho = new BooksSandbox({ contacts: 4, items: 2, invoices: 1 });
    const [invoice] = rowsUnder(zoho.get("/invoices"), "invoices");
    const contact = `/contacts/${String(invoice?.customer_id)}`;
    const full = zoho.get(`/invoices/${String(invoice?.invoice_id)}`).invoice;
    const [line] = rowsUnder(Object.assign({}, full), "line_items");
    const item = `/items/${String(line?.item_id)}`;
    for (const url of [contact, item]) {
      const reply = zoho.call("DELETE", url);
      expect(reply.status).toBe(400);
      expect(Number(getBody(reply).code)).toBeGreaterThanOrEqual(1000);
      expect(zoho.call("GET", url).status).toBe(200);
    }
    expect(zoho.call("DELETE", `/invoices/${String(invoice?.invoice_id)}`).status).toBe(200);
    expect(zoho.call("DELETE", contact).status).toBe(200);
    expect(zoho.call("DELETE", item).status).toBe(200);
  });

  test("contact persons are deleted with their contact, tasks with their project", () => {
    const zoho = new BooksSandbox({ contacts: 1, contactpersons: 1, projects: 1 });
    const [project] = rowsUnder(zoho.get("/projects"), "projects");
    const id = String(project?.project_id);
    zoho.create(`/projects/${id}/tasks`, { task_name: "Survey" });
    expect(zoho.call("DELETE", `/projects/${id}`).status).toBe(200);
    const [contact] = rowsUnder(zoho.get("/contacts"), "contacts");
    expect(zoho.call("DELETE", `/contacts/${String(contact?.contact_id)}`).status).toBe(200);
    expect(zoho.organization.store("contactpersons").size).toBe(0);
    expect(zoho.organization.store("projects/tasks").size).toBe(0);
  });

  test("the base currency, system accounts and the current user cannot be deleted", () => {
    const zoho = new BooksSandbox();
    const id = (value: string) => String(zoho.organization.store(value).find(() => true)?.id);
    for (const value of ["settings/currencies", "chartofaccounts", "users"]) {
      expect(zoho.call("DELETE", `/${value}/${id(value)}`).status).toBe(400);
    }
  });

  test.each([
    ["/contacts?contact_ids=", "contacts"],
    ["/invoices?invoice_ids=", "invoices"],
    ["/customerpayments?bulk_delete=true&payment_ids=", "customerpayments"],
    ["/vendorpayments?bulk_delete=true&vendorpayment_id=", "vendorpayments"],
    ["/projects/timeentries?time_entry_ids=", "projects/timeentries"],
    ["/journals/bulkdelete?journal_ids=", "journals"],
    ["/chartofaccounts/bulkdelete?account_ids=", "chartofaccounts"],
    ["/basecurrencyadjustment/bulkdelete?base_currency_adjustment_ids=", "basecurrencyadjustment"],
    ["/bankaccounts/rules?rule_ids=", "bankaccounts/rules"],
    ["/tasks?task_ids=", "tasks"],
  ])("DELETE %s accepts several ids (facts 5)", (url, value) => {
    const people = { contacts: 4, items: 1, projects: 1, "projects/tasks": 1 };
    const zoho = new BooksSandbox({ ...people, [value]: 4 });
    const store = zoho.organization.store(value);
    const before = store.size;
    // The last ones, because the first contact and account are in use.
    const ids = [...store.all()].slice(-2).map(({ id }) => id);
    expect(zoho.call("DELETE", `${url}${ids[0]},1`).status).toBe(404);
    expect(store.size).toBe(before);
    expect(zoho.call("DELETE", url)).toMatchObject({ status: 400 });
    expect(zoho.call("DELETE", `${url}${ids.join(",")}`)).toMatchObject({
      status: 200,
      json: { code: 0 },
    });
    expect(store.size).toBe(before - 2);
  });
});
