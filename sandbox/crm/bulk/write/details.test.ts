import type { JsonObject } from "../../../http";
import { bulk, END_MS, jobId } from "../../../testSupport/bulk";
import {
  createWrite,
  downloadWrite,
  MAPPINGS,
  withFile,
  writeCsvFile,
} from "../../../testSupport/bulkWrite";
import { TestSandbox } from "../../../testSupport/calls";

describe("GET /crm/bulk/v8/write/{id} (facts 9.2)", () => {
  test("is a flat object, finally with counts and download_url", async () => {
    const { zoho, fileId } = await withFile();
    const callback = { url: "https://x.test/cb", method: "post" };
    const resource = { find_by: "Email", field_mappings: MAPPINGS };
    const id = jobId(createWrite(zoho, "upsert", fileId, resource, { callback }));
    zoho.clock.advance(END_MS);
    const details = bulk(zoho, "GET", `/write/${id}`);
    expect(details).toEqual({
      status: 200,
      json: {
        status: "COMPLETED",
        character_encoding: "UTF-8",
        resource: [
          {
            status: "COMPLETED",
            code: "SUCCESS",
            type: "data",
            module: { api_name: "Leads", id: zoho.state.modules.get("Leads")?.id },
            find_by: "Email",
            field_mappings: MAPPINGS,
            file: {
              status: "COMPLETED",
              name: "leads.csv",
              added_count: 1,
              skipped_count: 0,
              updated_count: 0,
              total_count: 1,
            },
          },
        ],
        id,
        result: { download_url: `/v8/crm/org708850000/bulk-write/${id}/${id}.zip` },
        created_by: { id: zoho.state.users[0]?.id, name: "Ana" },
        operation: "upsert",
        created_time: "2026-01-01T10:00:00+05:30",
        callback,
      },
    });
    expect(zoho.state.callbacks.take()).toEqual([{ url: callback.url, body: details.json }]);
  });

  test("goes through ADDED and INPROGRESS (in the variant IN PROGRESS) to COMPLETED", async () => {
    const states = async (variants: JsonObject) => {
      const { zoho, fileId } = await withFile(variants);
      Object.assign(zoho.state.bulkJobs.settings, { queueMs: 1000, runMs: 1000 });
      const id = jobId(createWrite(zoho, "insert", fileId, { field_mappings: MAPPINGS }));
      expect(downloadWrite(zoho, id).status).toBe(404);
      return [0, 1000, 1000].map((ms) => {
        zoho.clock.advance(ms);
        return (bulk(zoho, "GET", `/write/${id}`).json as JsonObject).status;
      });
    };
    expect(await states({})).toEqual(["ADDED", "INPROGRESS", "COMPLETED"]);
    expect((await states({ bulkWriteMiddle: "IN PROGRESS" }))[1]).toBe("IN PROGRESS");
  });

  test("in a variant, download_url has the host of the data center", async () => {
    const { zoho, fileId } = await withFile({ bulkWriteDownload: "absolute" });
    const id = jobId(createWrite(zoho, "insert", fileId, { field_mappings: MAPPINGS }));
    zoho.clock.advance(END_MS);
    const reply = zoho.call("GET", `/crm/bulk/v8/write/${id}`, { host: "www.zohoapis.eu" });
    const url = `https://download-accl.zoho.eu/v8/crm/org708850000/bulk-write/${id}/${id}.zip`;
    expect(reply.json).toMatchObject({ result: { download_url: url } });
    const { host, pathname } = new URL(url);
    expect(zoho.call("GET", pathname, { host }).status).toBe(200);
    expect(zoho.call("GET", pathname, { host: "www.zohoapis.eu" }).status).toBe(404);
    expect(zoho.call("GET", pathname.replace("org7", "org8"), { host }).status).toBe(404);
  });

  test("an unknown job is 404 RESOURCE_NOT_FOUND, 400 in the variant", () => {
    const reply = (variants = {}) => bulk(new TestSandbox({}, variants), "GET", "/write/1");
    expect(reply()).toMatchObject({ status: 404, json: { code: "RESOURCE_NOT_FOUND" } });
    expect(reply({ bulkWriteUnknownJob: "400" }).status).toBe(400);
  });

  test("a failed job leaves every row unprocessed", async () => {
    const zoho = new TestSandbox();
    zoho.state.bulkJobs.settings.failNext = 1;
    const { job, rows } = await writeCsvFile(zoho, "insert", "Last_Name\nRao\n");
    expect(job).toMatchObject({ status: "FAILED", resource: [{ file: { added_count: 0 } }] });
    expect(rows).toEqual([{ Last_Name: "Rao", STATUS: "UNPROCESSED", RECORD_ID: "", ERRORS: "" }]);
    expect(zoho.state.records.get("Leads")?.size).toBe(0);
  });
});
