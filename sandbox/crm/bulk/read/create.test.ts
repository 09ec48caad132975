import { bulk, END_MS, jobId } from "../../../testSupport/bulk";
import { getFirst, TestSandbox } from "../../../testSupport/calls";
import { tokenFor } from "../../../testSupport/signIn";

const contacts = { module: { api_name: "Contacts" }, fields: ["Last_Name"] };
const create = (zoho: TestSandbox, query: unknown, more = {}) =>
  bulk(zoho, "POST", "/read", { query, ...more });

describe("POST /crm/bulk/v8/read (facts 9.1)", () => {
  test("replies 201 ADDED_SUCCESSFULLY with the job", () => {
    const zoho = new TestSandbox();
    expect(create(zoho, contacts)).toEqual({
      status: 201,
      json: {
        data: [
          {
            status: "success",
            code: "ADDED_SUCCESSFULLY",
            message: "Added successfully.",
            details: {
              id: expect.stringMatching(/^\d{19}$/),
              operation: "read",
              state: "ADDED",
              created_by: { id: zoho.state.users[0]?.id, name: "Ana" },
              created_time: "2026-01-01T10:00:00+05:30",
            },
          },
        ],
        info: {},
      },
    });
  });

  test("costs 50 credits; its details cost 1", () => {
    const zoho = new TestSandbox();
    const id = jobId(create(zoho, contacts));
    expect(zoho.state.credits.total).toBe(50);
    bulk(zoho, "GET", `/read/${id}`);
    expect(zoho.state.credits.total).toBe(51);
  });

  test("needs the scopes of bulk and of the module", () => {
    const zoho = new TestSandbox();
    const status = (scope: string) =>
      zoho.call("POST", "/crm/bulk/v8/read", {
        headers: { "content-type": "application/json" },
        body: { query: contacts },
        token: tokenFor(zoho, scope),
      }).status;
    expect(status("ZohoCRM.bulk.READ")).toBe(401);
    expect(status("ZohoCRM.modules.ALL")).toBe(401);
    expect(status("ZohoCRM.bulk.READ,ZohoCRM.modules.contacts.READ")).toBe(201);
    expect(status("ZohoCRM.bulk.ALL,ZohoCRM.modules.ALL")).toBe(201);
  });

  test("a body of another media type is 415 MEDIA_TYPE_NOT_SUPPORTED", () => {
    const reply = new TestSandbox().call("POST", "/crm/bulk/v8/read", {
      body: { query: contacts },
    });
    expect([reply.status, getFirst(reply).code]).toEqual([415, "MEDIA_TYPE_NOT_SUPPORTED"]);
  });

  test.each([
    ["", "REQUEST_BODY_IS_EMPTY"],
    ["{", "REQUEST_BODY_NOT_READABLE"],
    [{}, "MODULE_NOT_AVAILABLE"],
    [{ query: { module: { api_name: "Nope" } } }, "MODULE_NOT_AVAILABLE"],
    [{ query: { ...contacts, fields: ["Nope"] } }, "FIELD_NOT_AVAILABLE"],
    [{ query: { ...contacts, fields: ["Last_Name.Nope"] } }, "FIELD_NOT_AVAILABLE"],
    [{ query: { ...contacts, fields: ["Tag.a.b.c"] } }, "JOIN_LIMIT_EXCEEDED"],
    [
      { query: { module: { api_name: "Quotes" }, fields: ["Quoted_Items"] } },
      "FIELD_NOT_SUPPORTED",
    ],
  ])("%j is %s inside data", (body, code) => {
    const reply = bulk(new TestSandbox(), "POST", "/read", body);
    expect([reply.status, getFirst(reply).code]).toEqual([400, code]);
  });

  test.each([
    [{ query: { module: { api_name: "Notes" } } }, "MODULE_NOT_SUPPORTED"],
    [{ query: { module: { api_name: "Attachments" } } }, "MODULE_NOT_SUPPORTED"],
    [{ query: { ...contacts, cvid: "1" } }, "CVID_NOT_SUPPORTED"],
    [{ query: contacts, callback: { url: "nope", method: "post" } }, "INVALID_CALLBACK_URL"],
    [
      { query: contacts, callback: { url: "http://example.com", method: "post" } },
      "INVALID_CALLBACK_URL",
    ],
    [
      { query: contacts, callback: { url: "https://example.com", method: "get" } },
      "INVALID_CALLBACK_METHOD",
    ],
    [{ query: contacts, file_type: "xml" }, "REQUEST_BODY_NOT_SUPPORTED"],
    [{ query: contacts, file_type: "ics" }, "MODULE_NOT_SUPPORTED"],
    [{ query: { page_token: "nope" } }, "INVALID_DATA"],
    [{ query: { page_token: "nope", module: {} } }, "QUERY_NOT_SUPPORTED"],
  ])("%j is a flat %s", (body, code) => {
    expect(bulk(new TestSandbox(), "POST", "/read", body)).toMatchObject({
      status: 400,
      json: { code },
    });
  });

  test("pages up to 50, in the variant 500, else PAGE_RANGE_EXCEEDED", () => {
    const reply = (page: unknown, variants = {}) =>
      create(new TestSandbox({}, variants), { ...contacts, page });
    expect(reply(50).status).toBe(201);
    for (const page of [51, 0, 1.5, "1"]) {
      expect(reply(page).json).toMatchObject({
        code: "PAGE_RANGE_EXCEEDED",
        details: { max_limit: 50 },
      });
    }
    expect(reply(500, { bulkReadPages: "500" }).status).toBe(201);
  });

  test("TOO_MANY_REQUESTS inside data if too many jobs are running", () => {
    const zoho = new TestSandbox();
    zoho.state.bulkJobs.settings.activeJobs = 1;
    expect(create(zoho, contacts).status).toBe(201);
    const refused = create(zoho, contacts);
    expect([refused.status, getFirst(refused).code]).toEqual([400, "TOO_MANY_REQUESTS"]);
    zoho.clock.advance(END_MS);
    expect(create(zoho, contacts).status).toBe(201);
  });

  test("which is 429 in the variant", () => {
    const zoho = new TestSandbox({}, { bulkBusyStatus: "429" });
    zoho.state.bulkJobs.settings.activeJobs = 1;
    create(zoho, contacts);
    expect(create(zoho, contacts).status).toBe(429);
  });
});
