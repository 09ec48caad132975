import { bulk } from "../../../testSupport/bulk";
import {
  CSV,
  createWrite,
  csvEntry,
  MAPPINGS,
  uploadBytes,
  uploadCsv,
  withFile,
} from "../../../testSupport/bulkWrite";
import { TestSandbox } from "../../../testSupport/calls";
import { tokenFor } from "../../../testSupport/signIn";
import { writeZip } from "../../../zip";

describe("POST /crm/bulk/v8/write (facts 9.2)", () => {
  test("replies 201 with the job's id, flat, for 500 credits", async () => {
    const { zoho, fileId } = await withFile();
    const before = zoho.state.credits.total;
    expect(createWrite(zoho, "insert", fileId, { field_mappings: MAPPINGS })).toEqual({
      status: 201,
      json: {
        status: "success",
        code: "SUCCESS",
        message: "success",
        details: {
          id: expect.stringMatching(/^\d{19}$/),
          created_by: { id: zoho.state.users[0]?.id, name: "Ana" },
        },
      },
    });
    expect(zoho.state.credits.total - before).toBe(500);
  });

  test.each([
    ["no operation", { operation: undefined }, "MANDATORY_NOT_FOUND", "$.operation"],
    ["an unknown operation", { operation: "delete" }, "INVALID_DATA", "$.operation"],
    ["no resource", { resource: [] }, "MANDATORY_NOT_FOUND", "$.resource"],
  ])("%s", async (_name, change, code, path) => {
    const { zoho } = await withFile();
    const body = { operation: "insert", resource: [{}], ...change };
    expect(bulk(zoho, "POST", "/write", body)).toMatchObject({
      status: 400,
      json: { code, details: { json_path: path } },
    });
  });

  test.each([
    ["upsert", {}, "MANDATORY_NOT_FOUND"],
    ["update", {}, "MANDATORY_NOT_FOUND"],
    ["upsert", { find_by: "Phone" }, "INVALID_FIELD"],
    ["upsert", { find_by: "External_Key" }, "MANDATORY_FIELDS_NOT_MAPPED"],
    ["insert", { field_mappings: [MAPPINGS[1]] }, "MANDATORY_FIELDS_NOT_MAPPED"],
    ["insert", { field_mappings: [{ api_name: "Nope", index: 0 }] }, "INVALID_FIELD"],
    ["insert", { field_mappings: [{ api_name: "Full_Name", index: 0 }] }, "INVALID_FIELD"],
    ["insert", { field_mappings: [{ api_name: "Addresses", index: 0 }] }, "INVALID_FIELD"],
    ["insert", { field_mappings: [{ api_name: "Last_Name", index: 3 }] }, "COLUMN_INDEX_NOT_FOUND"],
    ["insert", { field_mappings: [{ api_name: "Last_Name" }] }, "MANDATORY_NOT_FOUND"],
    [
      "insert",
      { field_mappings: [{ api_name: "Last_Name", index: 0, format: "dd" }] },
      "INVALID_FORMAT",
    ],
    [
      "insert",
      { field_mappings: [{ api_name: "Next_Visit", index: 0, format: "dd" }] },
      "INVALID_FORMAT",
    ],
    [
      "insert",
      { field_mappings: [{ api_name: "Referred_By", index: 0, find_by: "Fax" }] },
      "INVALID_FIELD",
    ],
    ["insert", {}, "INVALID_FIELD"],
    ["insert", { module: { api_name: "Notes" } }, "MODULE_NOT_AVAILABLE"],
    ["insert", { module: { api_name: "Events" } }, "MODULE_NOT_AVAILABLE"],
    ["insert", { file_id: "1" }, "INVALID_FILE_ID"],
  ])("%s with %j is %s", async (operation, resource, code) => {
    const { zoho, fileId } = await withFile();
    const refused = { ...(operation !== "insert" && { field_mappings: MAPPINGS }), ...resource };
    expect(createWrite(zoho, operation, fileId, refused)).toMatchObject({
      status: 400,
      json: { code, status: "error" },
    });
    expect(zoho.state.bulkJobs.writes.size).toBe(0);
  });

  test("an update requires find_by", async () => {
    const { zoho, fileId } = await withFile();
    expect(createWrite(zoho, "update", fileId, { field_mappings: MAPPINGS }).json).toEqual({
      code: "MANDATORY_NOT_FOUND",
      details: { api_name: "find_by", json_path: "$.resource[0].find_by" },
      message: "Required key find_by is not available",
      status: "error",
    });
  });

  test("the callback is validated", async () => {
    const { zoho, fileId } = await withFile();
    const reply = (callback: unknown) =>
      createWrite(zoho, "insert", fileId, { field_mappings: MAPPINGS }, { callback }).json;
    expect(reply({ url: "x", method: "post" })).toMatchObject({ code: "INVALID_CALLBACK_URL" });
    expect(reply({ url: "https://x.test/cb", method: "put" })).toMatchObject({
      code: "INVALID_CALLBACK_METHOD",
      details: { supported_callback_methods: ["post"] },
    });
  });

  test("accepts 200 columns and rows up to the limit", async () => {
    const zoho = new TestSandbox({}, { bulkWriteRows: "100" });
    const reply = async (columns: number, rows: number) => {
      const header = Array.from({ length: columns }, (_, index) => `c${index}`).join(",");
      const id = await uploadCsv(zoho, `${header}\n${"x,\n".repeat(rows)}`);
      return createWrite(zoho, "insert", id, { field_mappings: [MAPPINGS[0]] });
    };
    expect((await reply(200, 100)).status).toBe(201);
    expect((await reply(201, 1)).json).toMatchObject({ code: "HEADER_LIMIT_EXCEEDED" });
    expect((await reply(2, 101)).json).toMatchObject({
      code: "LIMIT_EXCEEDED",
      details: { limit: 100 },
    });
  });

  test("several resources or files, for subforms, are 501", async () => {
    const { zoho, fileId } = await withFile();
    const resource = { type: "data", module: { api_name: "Leads" }, file_id: fileId };
    const body = { operation: "insert", resource: [resource, resource] };
    expect(bulk(zoho, "POST", "/write", body).status).toBe(501);
    const two = await uploadBytes(zoho, writeZip([csvEntry(CSV), csvEntry(CSV, "b.csv")]));
    const id = (two.json as { details: { file_id: string } }).details.file_id;
    expect(createWrite(zoho, "insert", id).status).toBe(501);
  });

  test("needs bulk.CREATE and the module's scopes for the operation", async () => {
    const { zoho, fileId } = await withFile();
    const status = (scope: string) =>
      zoho.call("POST", "/crm/bulk/v8/write", {
        token: tokenFor(zoho, scope),
        body: {
          operation: "upsert",
          resource: [
            {
              type: "data",
              module: { api_name: "Leads" },
              file_id: fileId,
              find_by: "Email",
              field_mappings: MAPPINGS,
            },
          ],
        },
      }).status;
    expect(status("ZohoCRM.bulk.READ,ZohoCRM.modules.ALL")).toBe(401);
    expect(status("ZohoCRM.bulk.CREATE,ZohoCRM.modules.leads.CREATE")).toBe(401);
    expect(status("ZohoCRM.bulk.CREATE,ZohoCRM.modules.leads.WRITE")).toBe(201);
  });
});
