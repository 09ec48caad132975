import { bulk, readAll } from "../testSupport/bulk";
import { getFirst, getRows, TestSandbox } from "../testSupport/calls";

const AT = "2026-01-31T04:30:00Z";

const write = (zoho: TestSandbox) =>
  zoho.crm("POST", "/Leads", { body: { data: [{ Last_Name: "Rao", Last_Contact_At: AT }] } });

const watch = (zoho: TestSandbox) =>
  zoho.crm("POST", "/actions/watch", {
    body: {
      watch: [
        {
          channel_id: "10",
          events: ["Leads.all"],
          notify_url: "https://a.test",
          channel_expiry: "2026-01-02T04:30:00Z",
        },
      ],
    },
  });

const changedSince = (zoho: TestSandbox) =>
  zoho.crm("GET", "/Leads?fields=Last_Name", { headers: { "if-modified-since": AT } });

const byTime = {
  module: { api_name: "Leads" },
  fields: ["Last_Name"],
  criteria: { field: { api_name: "Last_Contact_At" }, comparator: "equal", value: AT },
};

const findByQuery = (zoho: TestSandbox) =>
  zoho.coql(`select Last_Name from Leads where Last_Contact_At = '${AT}'`);

const findByCriteria = (zoho: TestSandbox) =>
  zoho.crm("GET", `/Leads/search?criteria=${encodeURIComponent(`(Last_Contact_At:equals:${AT})`)}`);

/**
 * Zoho's Node SDK 2.0.0 writes every Date in a body or header this way; facts 4 and 13.3 do not
 * say.
 */
describe("times that end in Z", () => {
  test("are accepted in records, channels, criteria of bulk read and headers", () => {
    const zoho = new TestSandbox();
    expect(write(zoho).status).toBe(201);
    expect(getFirst(zoho.crm("GET", "/Leads?fields=Last_Contact_At"))).toMatchObject({
      Last_Contact_At: "2026-01-31T10:00:00+05:30",
    });
    expect(readAll(zoho, byTime)).toMatchObject([{ Last_Name: "Rao" }]);
    expect(watch(zoho).status).toBe(201);
    expect(getFirst(zoho.crm("GET", "/actions/watch"), "watch")).toMatchObject({
      channel_expiry: "2026-01-02T10:00:00+05:30",
    });
    expect(changedSince(zoho).status).toBe(304);
  });

  test("are refused in COQL and search, except in a variant", () => {
    const zoho = new TestSandbox();
    write(zoho);
    expect(findByQuery(zoho)).toMatchObject({ status: 400, json: { code: "INVALID_QUERY" } });
    expect(findByCriteria(zoho)).toMatchObject({ status: 400, json: { code: "INVALID_QUERY" } });
    const lenient = new TestSandbox({}, { zuluTimes: "accepted" });
    write(lenient);
    expect(getRows(findByQuery(lenient))).toHaveLength(1);
    expect(getRows(findByCriteria(lenient))).toHaveLength(1);
  });

  test("are refused everywhere in the other variant", () => {
    const zoho = new TestSandbox({}, { zuluTimes: "rejected" });
    const datetimeExpected = { expected_data_type: "datetime" };
    expect(getFirst(write(zoho))).toMatchObject({
      code: "INVALID_DATA",
      details: { ...datetimeExpected, json_path: "$.data[0].Last_Contact_At" },
    });
    expect(getFirst(watch(zoho), "watch")).toMatchObject({
      code: "INVALID_DATA",
      details: { ...datetimeExpected, json_path: "$.watch[0].channel_expiry" },
    });
    expect(getFirst(bulk(zoho, "POST", "/read", { query: byTime }))).toMatchObject({
      code: "FIELD_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE",
    });
    expect(changedSince(zoho).status).toBe(400);
  });
});
