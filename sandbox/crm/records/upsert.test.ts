import type { JsonObject } from "../../http";
import { getFirst, getRows, TestSandbox } from "../../testSupport/calls";
import { tokenFor } from "../../testSupport/signIn";

const upsert = (zoho: TestSandbox, data: unknown[], more: JsonObject = {}, module = "Leads") =>
  zoho.crm("POST", `/${module}/upsert`, { body: { data, ...more } });

const lead = (zoho: TestSandbox, id: string) => getFirst(zoho.crm("GET", `/Leads/${id}`));
const leadCount = ({ state }: TestSandbox) => state.records.get("Leads")?.size;

describe("POST /{module}/upsert (facts 3.5)", () => {
  test("updates what the system-defined field finds: 200, action and duplicate_field", () => {
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", { Last_Name: "Rao", Email: "rao@example.test" });
    zoho.clock.advance(60_000);
    const user = { name: "Ana", id: zoho.state.users[0]?.id };
    expect(upsert(zoho, [{ Email: "RAO@example.test", Phone: "1" }])).toEqual({
      status: 200,
      json: {
        data: [
          {
            code: "SUCCESS",
            duplicate_field: "Email",
            action: "update",
            details: {
              Modified_Time: "2026-01-01T10:01:00+05:30",
              Modified_By: user,
              Created_Time: "2026-01-01T10:00:00+05:30",
              id,
              Created_By: user,
              $approval_state: "approved",
            },
            message: "record updated",
            status: "success",
          },
        ],
      },
    });
    expect(lead(zoho, id)).toMatchObject({ Last_Name: "Rao", Phone: "1" });
  });

  test("creates records that are not found: 200 and 'insert', 201 in the variant", () => {
    const data = [{ Last_Name: "Rao", Email: "rao@example.test" }];
    const reply = upsert(new TestSandbox(), data);
    expect(reply.status).toBe(200);
    expect(getFirst(reply)).toMatchObject({
      action: "insert",
      duplicate_field: null,
      message: "record added",
    });
    expect(upsert(new TestSandbox({}, { upsertInsertStatus: "201" }), data).status).toBe(201);
  });

  test("each record has its result, in order; some refused is 207, all refused 400", () => {
    const zoho = new TestSandbox();
    const reply = upsert(zoho, [{ Last_Name: "A", Email: "a@example.test" }, { Email: "nope" }]);
    expect(reply.status).toBe(207);
    expect(getRows(reply)).toMatchObject([
      { status: "success", action: "insert" },
      { code: "MANDATORY_NOT_FOUND", details: { json_path: "$.data[1].Last_Name" } },
    ]);
    expect(upsert(zoho, [{ Email: "nobody@example.test" }]).status).toBe(400);
  });

  test("named fields come first, then the other unique ones; the system-defined only if named", () => {
    const zoho = new TestSandbox();
    const byMail = zoho.create("Leads", { Last_Name: "M", Email: "m@example.test" });
    const byKey = zoho.create("Leads", { Last_Name: "K", External_Key: "k-1" });
    const record = { Last_Name: "New", Email: "m@example.test", External_Key: "k-1" };
    const chosen = (more: JsonObject) => getFirst(upsert(zoho, [record], more));
    expect(chosen({ duplicate_check_fields: ["External_Key"] })).toMatchObject({
      details: { id: byKey },
      duplicate_field: "External_Key",
    });
    zoho.crm("PUT", `/Leads/${byKey}`, { body: { data: [{ Email: null, External_Key: "k-2" }] } });
    expect(chosen({ duplicate_check_fields: ["External_Key"] })).toMatchObject({
      action: "insert",
    });
    const inOrder = { Last_Name: "x", Email: "m@example.test", External_Key: "k-2" };
    expect(getFirst(upsert(zoho, [{ ...inOrder, External_Key: "new" }]))).toMatchObject({
      details: { id: byMail },
      duplicate_field: "Email",
    });
    expect(getFirst(upsert(zoho, [{ External_Key: "k-2", Phone: "2" }]))).toMatchObject({
      details: { id: byKey },
      duplicate_field: "External_Key",
    });
  });

  test("a unique value of another record is DUPLICATE_DATA", () => {
    const zoho = new TestSandbox();
    zoho.create("Leads", { Last_Name: "M", Email: "m@example.test" });
    const holder = zoho.create("Leads", { Last_Name: "K", External_Key: "k-1" });
    const reply = upsert(zoho, [{ Email: "m@example.test", External_Key: "k-1" }]);
    expect(reply.status).toBe(400);
    expect(getFirst(reply)).toMatchObject({
      code: "DUPLICATE_DATA",
      details: { api_name: "External_Key", duplicate_record: { id: holder } },
    });
  });

  test("fields that are neither system-defined nor unique fail the call", () => {
    const zoho = new TestSandbox();
    const refused = (names: unknown) => upsert(zoho, [{}], { duplicate_check_fields: names });
    expect(refused(["Email", "Phone"])).toMatchObject({
      status: 400,
      json: { code: "INVALID_DATA", details: { json_path: "$.duplicate_check_fields[1]" } },
    });
    expect(refused("Email")).toMatchObject({
      json: { details: { expected_data_type: "jsonarray" } },
    });
    expect(refused([1])).toMatchObject({ json: { details: { expected_data_type: "text" } } });
    expect(leadCount(zoho)).toBe(0);
  });

  test("records of one call find each other", () => {
    const zoho = new TestSandbox();
    const email = { Email: "twin@example.test" };
    const reply = upsert(zoho, [
      { Last_Name: "A", ...email },
      { Last_Name: "B", ...email },
    ]);
    expect(getRows(reply).map(({ action }) => action)).toEqual(["insert", "update"]);
    expect(leadCount(zoho)).toBe(1);
  });

  test("of several matches the oldest is updated; in the variant it is an error", () => {
    const start = (variants: JsonObject = {}) => {
      const zoho = new TestSandbox({}, variants);
      const [oldest] = ["A", "B"].map((Last_Name) =>
        zoho.create("Leads", { Last_Name, Email: "same@example.test" }),
      );
      return { zoho, oldest };
    };
    const record = [{ Last_Name: "New", Email: "same@example.test" }];
    const { zoho, oldest } = start();
    expect(getFirst(upsert(zoho, record))).toMatchObject({ details: { id: oldest } });
    const strict = start({ upsertSeveralMatches: "error" });
    expect(getFirst(upsert(strict.zoho, record)).code).toBe("DUPLICATE_DATA");
    expect(lead(strict.zoho, String(strict.oldest)).Last_Name).toBe("A");
  });

  test("an id names the record to update; ignored in the variant", () => {
    const record = { Last_Name: "New", Email: "n@example.test" };
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", { Last_Name: "Old" });
    expect(getFirst(upsert(zoho, [{ ...record, id }]))).toMatchObject({
      action: "update",
      duplicate_field: null,
      details: { id },
    });
    expect(getFirst(upsert(zoho, [{ ...record, id: "1" }])).code).toBe("INVALID_DATA");
    const other = new TestSandbox({}, { upsertId: "ignored" });
    const passed = other.create("Leads", { Last_Name: "Old" });
    expect(getFirst(upsert(other, [{ ...record, id: passed }]))).toMatchObject({
      action: "insert",
    });
  });

  test("changed and deleted values are no longer found", () => {
    const zoho = new TestSandbox({ Leads: 3 });
    const record = { Last_Name: "A", Email: "a@example.test" };
    const id = String((getFirst(upsert(zoho, [record])).details as JsonObject).id);
    zoho.crm("PUT", `/Leads/${id}`, { body: { data: [{ Email: "b@example.test" }] } });
    expect(getFirst(upsert(zoho, [record])).action).toBe("insert");
    zoho.crm("DELETE", `/Leads/${id}`);
    const changed = { ...record, Email: "b@example.test" };
    expect(getFirst(upsert(zoho, [changed])).action).toBe("insert");
    const seeded = upsert(zoho, [{ Email: "person1@example.test" }]);
    expect(getFirst(seeded).action).toBe("update");
  });

  test.each([
    ["Accounts", "Account_Name"],
    ["Deals", "Deal_Name"],
    ["Campaigns", "Campaign_Name"],
    ["Cases", "Subject"],
    ["Solutions", "Solution_Title"],
    ["Products", "Product_Name"],
    ["Vendors", "Vendor_Name"],
    ["Price_Books", "Price_Book_Name"],
    ["Quotes", "Subject"],
    ["Sales_Orders", "Subject"],
    ["Purchase_Orders", "Subject"],
    ["Invoices", "Subject"],
    ["Contacts", "Email"],
    ["Subscriptions", "Name"],
  ])("%s are found by %s", (module, name) => {
    const zoho = new TestSandbox({ Vendors: 1, Products: 1, Accounts: 1, Leads: 1, [module]: 2 });
    const [first] = zoho.state.records.get(module)?.all() ?? [];
    const value = first?.values[name];
    expect(getFirst(upsert(zoho, [{ [name]: value }], {}, module))).toMatchObject({
      duplicate_field: name,
      details: { id: first?.id },
    });
  });

  test.each(["Tasks", "Events", "Calls"])("%s cannot be upserted", (module) => {
    expect(upsert(new TestSandbox(), [{ Subject: "S" }], {}, module)).toMatchObject({
      status: 400,
      json: { code: "NOT_SUPPORTED" },
    });
  });

  test("at most 100 records; triggers and features are validated as in an insert", () => {
    const zoho = new TestSandbox();
    const records = Array.from({ length: 101 }, (_, index) => ({ Last_Name: `L${index}` }));
    expect(upsert(zoho, records)).toMatchObject({
      status: 400,
      json: { code: "LIMIT_EXCEEDED", details: { limit: 100 } },
    });
    const [one] = records;
    expect(upsert(zoho, [one], { trigger: ["nope"] }).status).toBe(400);
    const skip = { skip_feature_execution: [{ name: "cadences", action: "insert" }] };
    expect(upsert(zoho, [one], skip).status).toBe(200);
    expect(upsert(zoho, [one], { skip_feature_execution: [{}] })).toMatchObject({
      status: 400,
      json: { code: "MANDATORY_NOT_FOUND", details: { api_name: "name" } },
    });
    expect(upsert(zoho, [one], { apply_feature_execution: "layout_rules" }).status).toBe(400);
  });

  test("costs a credit per ten records and needs the scopes to create and to update", () => {
    const zoho = new TestSandbox();
    upsert(
      zoho,
      Array.from({ length: 11 }, () => ({ Last_Name: "L" })),
    );
    expect(zoho.state.credits.total).toBe(2);
    const status = (scope: string) =>
      zoho.crm("POST", "/Leads/upsert", {
        body: { data: [{ Last_Name: "L" }] },
        token: tokenFor(zoho, scope),
      }).status;
    expect(status("ZohoCRM.modules.leads.CREATE")).toBe(401);
    expect(status("ZohoCRM.modules.leads.WRITE")).toBe(200);
    expect(status("ZohoCRM.modules.ALL")).toBe(200);
  });
});
