import { getFirst, getRows, TestSandbox } from "../../testSupport/calls";

const create = (zoho: TestSandbox, data: unknown[], more = {}, module = "Leads") =>
  zoho.crm("POST", `/${module}`, { body: { data, ...more } });

describe("POST /{module} (facts 3.3)", () => {
  test("replies 201 with the documented element", () => {
    const zoho = new TestSandbox();
    const ana = { name: "Ana", id: "4876876000000327001" };
    const body = [{ Last_Name: "Rao", Company: "Acme", Email: "rao@example.test" }];
    expect(create(zoho, body, { trigger: [] })).toEqual({
      status: 201,
      json: {
        data: [
          {
            code: "SUCCESS",
            details: {
              Modified_Time: "2026-01-01T10:00:00+05:30",
              Modified_By: ana,
              Created_Time: "2026-01-01T10:00:00+05:30",
              id: "4876876000001000001",
              Created_By: ana,
              $approval_state: "approved",
            },
            message: "record added",
            status: "success",
          },
        ],
      },
    });
  });

  test("a missing mandatory field (facts 2.3) is 400, among others 207, in input order", () => {
    const zoho = new TestSandbox();
    const error = {
      code: "MANDATORY_NOT_FOUND",
      details: { api_name: "Last_Name", json_path: "$.data[0].Last_Name" },
      message: "required field not found",
      status: "error",
    };
    expect(create(zoho, [{ Company: "A" }])).toEqual({ status: 400, json: { data: [error] } });
    const mixed = create(zoho, [{ Company: "A" }, { Last_Name: "B" }]);
    expect(mixed.status).toBe(207);
    expect(getRows(mixed).map((row) => row.status)).toEqual(["error", "success"]);
  });

  test("in the variants 202 for some and for all", () => {
    const zoho = new TestSandbox({}, { partialStatus: "202", allFailedStatus: "202" });
    expect(create(zoho, [{}]).status).toBe(202);
    expect(create(zoho, [{}, { Last_Name: "B" }]).status).toBe(202);
  });

  test.each([
    ["No_of_Employees", "12", "integer"],
    ["No_of_Employees", 1.5, "integer"],
    ["Newsletter", "true", "boolean"],
    ["Annual_Revenue", "1.5", "double"],
    ["Last_Name", 12, "text"],
    ["Email", "nobody", "email"],
    ["Next_Visit", "31.01.2026", "date"],
    ["Next_Visit", "2026-02-30", "date"],
    ["Last_Contact_At", "2026-01-31T10:00:00", "datetime"],
    ["Last_Contact_At", "2026-01-31T10:00:00.000+05:30", "datetime"],
    ["Interests", "Billing", "jsonarray"],
    ["Referred_By", 5, "jsonobject"],
    ["Addresses", {}, "jsonarray"],
  ])("%s as %p is INVALID_DATA, expected %s (facts 2.3, 13.24)", (name, value, expected) => {
    const reply = create(new TestSandbox(), [{ Last_Name: "Rao", [name]: value }]);
    expect(reply.status).toBe(400);
    expect(getFirst(reply)).toEqual({
      code: "INVALID_DATA",
      details: {
        expected_data_type: expected,
        api_name: name,
        json_path: `$.data[0].${name}`,
      },
      message: "invalid data",
      status: "error",
    });
  });

  test("values are returned as written", () => {
    const zoho = new TestSandbox();
    const written = {
      Last_Name: "Núñez, 'Jr.'",
      No_of_Employees: 12,
      Annual_Revenue: 1.5,
      Newsletter: true,
      Interests: ["Billing", "Mobile"],
      Next_Visit: "2026-02-28",
      Last_Contact_At: "2026-01-31T10:00:00+05:30",
      Legacy_Number: "123456789012345678",
    };
    const id = zoho.create("Leads", written);
    expect(getFirst(zoho.crm("GET", `/Leads/${id}`))).toMatchObject(written);
  });

  test("date-times are returned in the user's offset (facts 13.3)", () => {
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", {
      Last_Name: "Rao",
      Last_Contact_At: "2026-01-31T10:00:00+00:00",
    });
    expect(getFirst(zoho.crm("GET", `/Leads/${id}`)).Last_Contact_At).toBe(
      "2026-01-31T15:30:00+05:30",
    );
  });

  test("the error for a too long text has the maximum (facts 2.3)", () => {
    const reply = create(new TestSandbox(), [{ Last_Name: "x".repeat(81) }]);
    expect(getFirst(reply)).toMatchObject({
      code: "INVALID_DATA",
      details: { api_name: "Last_Name", json_path: "$.data[0].Last_Name", maximum_length: "80" },
    });
  });

  test("a duplicate unique value is DUPLICATE_DATA with the other's id, also within a request", () => {
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", { Last_Name: "Rao", External_Key: "K1" });
    const leads = zoho.state.modules.get("Leads");
    expect(getFirst(create(zoho, [{ Last_Name: "B", External_Key: "k1" }]))).toEqual({
      code: "DUPLICATE_DATA",
      details: {
        api_name: "External_Key",
        json_path: "$.data[0].External_Key",
        duplicate_record: { id, module: { api_name: "Leads", id: leads?.id } },
      },
      message: "duplicate data",
      status: "error",
    });
    const twins = [
      { Last_Name: "C", External_Key: "K2" },
      { Last_Name: "D", External_Key: "K2" },
    ];
    expect(create(zoho, twins).status).toBe(207);
  });

  test("lookups accept {id} or a bare id; an unknown one is INVALID_DATA (facts 13.5)", () => {
    const zoho = new TestSandbox();
    const contact = zoho.create("Contacts", { Last_Name: "C" });
    for (const value of [{ id: contact }, contact]) {
      expect(create(zoho, [{ Last_Name: "L", Referred_By: value }]).status).toBe(201);
    }
    expect(getFirst(create(zoho, [{ Last_Name: "L", Referred_By: { id: "123" } }]))).toMatchObject({
      code: "INVALID_DATA",
      details: { api_name: "Referred_By" },
    });
  });

  test("unknown names and read-only fields are ignored; rejected in the variant", () => {
    const record = { Last_Name: "L", No_Such_Field: 1, Created_Time: "x", Full_Name: "y" };
    expect(create(new TestSandbox(), [record]).status).toBe(201);
    const strict = new TestSandbox({}, { unknownFields: "rejected" });
    expect(getFirst(create(strict, [record]))).toMatchObject({
      code: "INVALID_DATA",
      details: { api_name: "No_Such_Field" },
    });
  });

  test("picklists refuse unlisted values in the variant", () => {
    const lead = { Last_Name: "Moss", Company: "Moss", Lead_Source: "Nowhere" };
    const statusUnder = (unlistedPicklistValues: "accepted" | "rejected") =>
      new TestSandbox({}, { unlistedPicklistValues }).call("POST", "/crm/v8/Leads", {
        body: { data: [lead] },
      }).status;
    expect([statusUnder("accepted"), statusUnder("rejected")]).toEqual([201, 400]);
  });

  test("picklists accept unlisted values, except an unknown Stage (facts 13.7)", () => {
    const zoho = new TestSandbox();
    expect(create(zoho, [{ Last_Name: "L", Lead_Status: "Brand New" }]).status).toBe(201);
    const deal = (stage: string) => [{ Deal_Name: "D", Stage: stage }];
    expect(create(zoho, deal("Closed Won"), {}, "Deals").status).toBe(201);
    expect(getFirst(create(zoho, deal("Nowhere"), {}, "Deals"))).toMatchObject({
      code: "INVALID_DATA",
      details: { api_name: "Stage", json_path: "$.data[0].Stage" },
    });
  });

  test("more than 100 records are LIMIT_EXCEEDED", () => {
    const zoho = new TestSandbox();
    const records = Array.from({ length: 101 }, () => ({ Last_Name: "L" }));
    expect(create(zoho, records)).toMatchObject({
      status: 400,
      json: { code: "LIMIT_EXCEEDED", details: { limit: 100, api_name: "data" } },
    });
    expect(zoho.crm("GET", "/Leads?fields=Last_Name").status).toBe(204);
  });

  test("trigger accepts only documented names; Layout a layout of the module", () => {
    const zoho = new TestSandbox();
    const lead = [{ Last_Name: "L" }];
    expect(create(zoho, lead, { trigger: ["workflow", "orchestration"] }).status).toBe(201);
    expect(create(zoho, lead, { trigger: ["all"] })).toMatchObject({
      status: 400,
      json: { code: "INVALID_DATA", details: { json_path: "$.trigger[0]" } },
    });
    expect(create(zoho, lead, { trigger: "workflow" }).status).toBe(400);
    const layout = zoho.state.modules.get("Leads")?.layouts[0]?.id;
    expect(create(zoho, [{ Last_Name: "L", Layout: { id: layout } }]).status).toBe(201);
    expect(getFirst(create(zoho, [{ Last_Name: "L", Layout: { id: "1" } }]))).toMatchObject({
      code: "INVALID_DATA",
      details: { api_name: "Layout" },
    });
  });

  test.each([
    ["not json", { code: "INVALID_DATA" }],
    [{}, { code: "MANDATORY_NOT_FOUND", details: { api_name: "data", json_path: "$.data" } }],
    [{ data: {} }, { code: "INVALID_DATA", details: { expected_data_type: "jsonarray" } }],
    [{ data: [] }, { code: "MANDATORY_NOT_FOUND" }],
  ])("the body %j is refused", (body, error) => {
    expect(new TestSandbox().crm("POST", "/Leads", { body })).toMatchObject({
      status: 400,
      json: error,
    });
  });

  test.each([
    ["Accounts", ["Account_Name"]],
    ["Deals", ["Deal_Name", "Stage"]],
    ["Tasks", ["Subject"]],
    ["Calls", ["Subject", "Call_Type", "Call_Start_Time", "Call_Duration"]],
    ["Events", ["Event_Title", "Start_DateTime", "End_DateTime"]],
    ["Products", ["Product_Name"]],
    ["Quotes", ["Subject", "Quoted_Items"]],
    ["Invoices", ["Subject", "Invoiced_Items"]],
    ["Sales_Orders", ["Subject", "Ordered_Items"]],
    ["Purchase_Orders", ["Subject", "Vendor_Name", "Purchased_Items"]],
    ["Campaigns", ["Campaign_Name"]],
    ["Vendors", ["Vendor_Name"]],
    ["Price_Books", ["Price_Book_Name", "Pricing_Details"]],
    ["Cases", ["Subject", "Case_Origin", "Status"]],
    ["Solutions", ["Solution_Title"]],
    ["Subscriptions", ["Name"]],
    ["Leads", ["Last_Name"]],
    ["Contacts", ["Last_Name"]],
    ["Notes", ["Note_Content", "Parent_Id"]],
  ])("%s needs %j", (module, names) => {
    const { state } = new TestSandbox();
    const mandatory = [...(state.modules.get(module)?.fields ?? [])]
      .filter((field) => field.mandatory)
      .map((field) => field.apiName);
    expect(mandatory).toEqual(names);
  });

  test("Notes name their parent module inside or next to the lookup (facts 6)", () => {
    const zoho = new TestSandbox();
    const lead = zoho.create("Leads", { Last_Name: "Rao" });
    const inside = { Note_Content: "c", Parent_Id: { module: { api_name: "Leads" }, id: lead } };
    const beside = { Note_Content: "c", Parent_Id: lead, se_module: "Leads" };
    for (const note of [inside, beside]) {
      const id = zoho.create("Notes", note);
      expect(getFirst(zoho.crm("GET", `/Notes/${id}`))).toMatchObject({
        Parent_Id: { id: lead, name: "Rao" },
        $se_module: "Leads",
      });
    }
    const without = create(zoho, [{ Note_Content: "c", Parent_Id: { id: lead } }], {}, "Notes");
    expect(getFirst(without).code).toBe("INVALID_DATA");
  });
});
