import { ListeningSandbox } from "../testSupport/server";
import { writeZip } from "../zip";

let zoho: ListeningSandbox;

afterEach(() => zoho.close());

const query = { module: { api_name: "Leads" }, fields: ["Last_Name"] };
const read = (body: object = { query }) => zoho.call("POST", "/crm/bulk/v8/read", body);

async function getState(created: { text: string }): Promise<string> {
  const { id } = JSON.parse(created.text).data[0].details;
  await zoho.control("POST", "clock", { advanceMs: 1_000 });
  const { text } = await zoho.call("GET", `/crm/bulk/v8/read/${id}`);
  return JSON.parse(text).data[0].state;
}

/** Uploads a file with one lead and writes it; returns the final status of the job. */
async function written(): Promise<string> {
  const archive = writeZip([{ name: "leads.csv", content: Buffer.from("Last_Name\r\nRao\r\n") }]);
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(archive)]), "leads.zip");
  const host = "content.zohoapis.eu";
  const headers = { feature: "bulk-write", "x-crm-org": "708850000" };
  const uploaded = await zoho.call("POST", "/crm/v8/upload", form, host, headers);
  const { file_id } = JSON.parse(uploaded.text).details;
  const module = { api_name: "Leads" };
  const created = await zoho.call("POST", "/crm/bulk/v8/write", {
    operation: "insert",
    resource: [{ type: "data", module, file_id }],
  });
  await zoho.control("POST", "clock", { advanceMs: 1_000 });
  const { id } = JSON.parse(created.text).details;
  return JSON.parse((await zoho.call("GET", `/crm/bulk/v8/write/${id}`)).text).status;
}

describe("bulk-job-failed (facts 9.1, 9.2)", () => {
  test("the next read job fails and has no file, the one after it completes", async () => {
    zoho = await ListeningSandbox.start();
    await zoho.scenario("bulk-job-failed");
    expect((await zoho.call("GET", "/crm/v8/Leads?fields=id")).status).toBe(200);
    const failed = await read();
    expect([failed.status, await getState(failed)]).toEqual([201, "FAILURE"]);
    const { id } = JSON.parse(failed.text).data[0].details;
    expect((await zoho.call("GET", `/crm/bulk/v8/read/${id}/result`)).status).toBe(400);
    expect(await getState(await read())).toBe("COMPLETED");
  });

  test("the next write job writes nothing", async () => {
    zoho = await ListeningSandbox.start();
    await zoho.scenario("bulk-job-failed");
    expect([await written(), await zoho.leadCount()]).toEqual(["FAILED", 3]);
    expect([await written(), await zoho.leadCount()]).toEqual(["COMPLETED", 4]);
  });

  test("a refused call has no effect; failNext still counts", async () => {
    zoho = await ListeningSandbox.start();
    await zoho.control("POST", "bulk", { failNext: 1 });
    await zoho.scenario("bulk-job-failed", { count: 2 });
    expect((await read({ query: {} })).status).toBe(400);
    const states = [];
    for (let job = 0; job < 3; job += 1) states.push(await getState(await read()));
    expect(states).toEqual(["FAILURE", "FAILURE", "COMPLETED"]);
  });
});
