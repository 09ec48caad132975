import { bulk, END_MS, jobId, readAll } from "../../../testSupport/bulk";
import { getFirst, TestSandbox } from "../../../testSupport/calls";

const leads = { module: { api_name: "Leads" }, fields: ["Last_Name"] };
const create = (zoho: TestSandbox, query: unknown): string =>
  jobId(bulk(zoho, "POST", "/read", { query }));
const details = (zoho: TestSandbox, id: string) => getFirst(bulk(zoho, "GET", `/read/${id}`));
const result = (zoho: TestSandbox, id: string) => bulk(zoho, "GET", `/read/${id}/result`);

describe("GET /crm/bulk/v8/read/{id} (facts 9.1)", () => {
  test("goes through ADDED, QUEUED and IN PROGRESS to COMPLETED by the sandbox clock", () => {
    const states = (variants = {}) => {
      const zoho = new TestSandbox({}, variants);
      Object.assign(zoho.state.bulkJobs.settings, { queueMs: 2000, runMs: 1000 });
      const id = create(zoho, leads);
      return [0, 1000, 1000, 1000].map((ms) => {
        zoho.clock.advance(ms);
        const { state, result } = details(zoho, id);
        return result === undefined ? state : `${state} with a result`;
      });
    };
    expect(states()).toEqual(["ADDED", "QUEUED", "IN PROGRESS", "COMPLETED with a result"]);
    expect(states({ bulkReadQueued: "omitted" })[1]).toBe("ADDED");
  });

  test("shows the query with the module's id, and finally the result", () => {
    const zoho = new TestSandbox({ Leads: 3 });
    const id = create(zoho, leads);
    zoho.clock.advance(END_MS);
    const module = { api_name: "Leads", id: zoho.state.modules.get("Leads")?.id };
    expect(bulk(zoho, "GET", `/read/${id}`)).toEqual({
      status: 200,
      json: {
        data: [
          {
            id,
            operation: "read",
            state: "COMPLETED",
            result: {
              page: 1,
              per_page: 200_000,
              count: 3,
              download_url: `/crm/bulk/v8/read/${id}/result`,
              more_records: false,
              next_page_token: null,
            },
            query: { module, fields: ["Last_Name"], page: 1 },
            created_by: { id: zoho.state.users[0]?.id, name: "Ana" },
            created_time: "2026-01-01T10:00:00+05:30",
            file_type: "csv",
          },
        ],
      },
    });
  });

  test("an unknown job is 404 RESOURCE_NOT_FOUND", () => {
    expect(bulk(new TestSandbox(), "GET", "/read/1")).toMatchObject({
      status: 404,
      json: { code: "RESOURCE_NOT_FOUND", details: { resource: "1" } },
    });
  });

  test("a failed job has a reason and no file", () => {
    const fail = (variants = {}) => {
      const zoho = new TestSandbox({}, variants);
      zoho.state.bulkJobs.settings.failNext = 1;
      const id = create(zoho, leads);
      zoho.clock.advance(END_MS);
      return { zoho, id, job: details(zoho, id) };
    };
    const { zoho, id, job } = fail();
    expect(job).toMatchObject({
      state: "FAILURE",
      result: { error_message: { status: "error", code: expect.any(String), details: {} } },
    });
    expect(result(zoho, id).status).toBe(400);
    expect(fail({ bulkReadFailure: "FAILED" }).job.state).toBe("FAILED");
    expect(readAll(zoho, leads)).toEqual([]);
  });
});
