import { Listener } from "../../testSupport/listener";
import { ListeningSandbox } from "../../testSupport/server";

let zoho: ListeningSandbox;
let listener: Listener;

beforeEach(async () => {
  zoho = await ListeningSandbox.start();
  listener = await Listener.start(503);
});
afterEach(async () => {
  await zoho.close();
  await listener.close();
});

const readLeads = (url: string, method = "post") =>
  zoho.call("POST", "/crm/bulk/v8/read", {
    callback: { url, method },
    query: { module: { api_name: "Leads" }, fields: ["Last_Name"] },
  });

describe("callbacks of bulk jobs (facts 9.1)", () => {
  test("the end of a job is posted, in the shape of its details", async () => {
    await zoho.control("POST", "bulk", { queueMs: 5, runMs: 5 });
    const created = await readLeads(listener.url);
    const { id } = JSON.parse(created.text).data[0].details;
    const { json, headers } = await listener.next();
    expect(headers["content-type"]).toContain("application/json");
    expect(json).toMatchObject({
      data: [{ id, operation: "read", state: "COMPLETED", result: { count: 3 } }],
    });
    const details = await zoho.call("GET", `/crm/bulk/v8/read/${id}`);
    expect(json).toEqual(JSON.parse(details.text));
  });

  test("setting the clock forward ends jobs; failures are posted as well", async () => {
    await zoho.control("POST", "bulk", { queueMs: 60_000, runMs: 60_000, failNext: 1 });
    await readLeads(listener.url);
    await zoho.control("POST", "clock", { advanceMs: 120_000 });
    expect((await listener.next()).json).toMatchObject({ data: [{ state: "FAILURE" }] });
  });

  test("callbacks shows what was sent, and the outcomes", async () => {
    await zoho.control("POST", "bulk", { queueMs: 0, runMs: 0 });
    await readLeads(listener.url);
    await listener.next();
    await readLeads("https://example.com/hook");
    const { callbacks } = await zoho.control("GET", "callbacks");
    expect(callbacks).toMatchObject([
      { url: listener.url, body: { data: [{ operation: "read" }] }, status: 503 },
      { url: "https://example.com/hook", error: expect.stringContaining("not sent") },
    ]);
  });

  test("unknown and invalid settings are refused", async () => {
    expect((await zoho.call("POST", "/_sandbox/bulk", { nope: 1 })).status).toBe(400);
    expect((await zoho.call("POST", "/_sandbox/bulk", { rowsPerJob: 0 })).status).toBe(400);
    expect(await zoho.control("POST", "bulk", { rowsPerJob: 2 })).toMatchObject({ rowsPerJob: 2 });
  });
});
