import assert from "node:assert/strict";
import { inspect } from "node:util";

const EMAIL = "curie@example.test";

/** Create, get, update, upsert and delete of records, with values of several types. */
export function records(session) {
  const { Choice, Record } = session.sdk;
  const leads = new Record.RecordOperations("Leads");
  let id = "";

  const makeRecord = (values) => {
    const record = new Record.Record();
    for (const [name, value] of Object.entries(values)) record.addKeyValue(name, value);
    return record;
  };

  const body = (...rows) => {
    const wrapper = new Record.BodyWrapper();
    wrapper.setData(rows);
    return wrapper;
  };

  /** The outcome of the first row, which must be a success. */
  const outcome = async (response, status) => {
    const [row] = (await response.getObject()).getData();
    assert.ok(row instanceof Record.SuccessResponse, inspect(row));
    assert.equal(response.getStatusCode(), status);
    return row;
  };

  return [
    [
      "creates a record",
      async () => {
        const lead = makeRecord({
          Email: EMAIL,
          Annual_Revenue: 12.5,
          No_of_Employees: 7,
          Newsletter: true,
          Lead_Source: new Choice("Advertisement"),
          Interests: [new Choice("Billing"), new Choice("Mobile")],
          Last_Contact_At: new Date("2026-01-31T10:15:00Z"),
        });
        await lead.addFieldValue(Record.Field.Leads.LAST_NAME, "Curie");
        const row = await outcome(await leads.createRecords(body(lead)), 201);
        id = row.getDetails().get("id");
        const stored = await session.stored("Leads", id);
        const { Last_Name, Annual_Revenue, No_of_Employees, Interests, Last_Contact_At } = stored;
        assert.deepEqual(
          { Last_Name, Annual_Revenue, No_of_Employees, Interests },
          {
            Last_Name: "Curie",
            Annual_Revenue: 12.5,
            No_of_Employees: 7,
            Interests: ["Billing", "Mobile"],
          },
        );
        assert.equal(Date.parse(Last_Contact_At), Date.parse("2026-01-31T10:15:00Z"));
        return row.getMessage().getValue();
      },
    ],
    [
      "sends JSON without a Content-Type",
      async () => {
        const calls = await session.exchanges("/crm/v8/Leads");
        const { headers, status } = calls.find(({ method }) => method === "POST");
        assert.equal(headers["content-type"], undefined);
        assert.equal(status, 201);
        assert.match(headers["x-zoho-sdk"], /nodejs-8\.0/);
      },
    ],
    [
      "gets it, typed by the fields of its module",
      async () => {
        const response = await leads.getRecord(BigInt(id));
        const [lead] = (await response.getObject()).getData();
        assert.equal(lead.getId(), BigInt(id));
        assert.equal(lead.getKeyValue("Annual_Revenue"), 12.5);
        assert.equal(lead.getKeyValue("Lead_Source").getValue(), "Advertisement");
        assert.deepEqual(
          lead.getKeyValue("Last_Contact_At").getTime(),
          Date.parse("2026-01-31T10:15:00Z"),
        );
        assert.match(lead.getKeyValue("Owner").getEmail(), /@example\.test$/);
        assert.ok(lead.getCreatedTime() instanceof Date);
      },
    ],
    [
      "updates it, by its URL and in a list by its id",
      async () => {
        await outcome(
          await leads.updateRecord(BigInt(id), body(makeRecord({ City: "Paris" }))),
          200,
        );
        const company = makeRecord({ Company: "Sorbonne" });
        company.setId(BigInt(id));
        await outcome(await leads.updateRecords(body(company)), 200);
        const { City, Company } = await session.stored("Leads", id);
        assert.deepEqual({ City, Company }, { City: "Paris", Company: "Sorbonne" });
      },
    ],
    [
      "upserts: one found by its e-mail address, one new",
      async () => {
        const rows = [
          makeRecord({ Last_Name: "Curie", Email: EMAIL, City: "Warsaw" }),
          makeRecord({ Last_Name: "Meitner", Email: "meitner@example.test" }),
        ];
        const wrapper = body(...rows);
        wrapper.setDuplicateCheckFields(["Email"]);
        const outcomes = (await (await leads.upsertRecords(wrapper)).getObject()).getData();
        const actions = outcomes.map((row) => row.getAction().getValue());
        assert.deepEqual(actions, ["update", "insert"]);
        assert.equal(outcomes[0].getDetails().get("id"), id);
        assert.equal((await session.stored("Leads", id)).City, "Warsaw");
      },
    ],
    [
      "reports what is wrong with a record",
      async () => {
        const wrong = body(makeRecord({ Last_Name: "Hahn", Email: "nobody" }));
        const response = await leads.createRecords(wrong);
        assert.equal(response.getStatusCode(), 400);
        const [row] = (await response.getObject()).getData();
        assert.ok(row instanceof Record.APIException);
        assert.equal(row.getCode().getValue(), "INVALID_DATA");
        assert.equal(row.getDetails().get("api_name"), "Email");
      },
    ],
    [
      "deletes it; then it cannot be read",
      async () => {
        await outcome(await leads.deleteRecord(BigInt(id)), 200);
        assert.equal(await session.stored("Leads", id), null);
        assert.equal((await leads.getRecord(BigInt(id))).getStatusCode(), 204);
      },
    ],
  ];
}
