import { isJsonObject } from "./http";
import { csvEntry } from "./testSupport/bulkWrite";
import { ListeningSandbox } from "./testSupport/server";
import { writeZip } from "./zip";

/**
 * Calls endpoints that the component does not use yet over real sockets. Recordings of these calls
 * are also checked against Zoho's OpenAPI files.
 */
let zoho: ListeningSandbox;
beforeAll(async () => {
  zoho = await ListeningSandbox.start();
});
afterAll(() => zoho.close());

const FILES = "content.zohoapis.eu";

/** The value at a path of keys and indexes in a JSON text. */
function valueAt(text: string, ...path: (string | number)[]): string {
  let value: unknown = JSON.parse(text);
  for (const key of path) {
    const holder: unknown = value;
    value = Array.isArray(holder)
      ? holder[Number(key)]
      : isJsonObject(holder)
        ? holder[key]
        : undefined;
  }
  if (typeof value !== "string") throw new Error(`no ${path.join(".")} in ${text}`);
  return value;
}

/** Makes a call, expects the status and returns the body's text. */
async function expectStatus(
  status: number,
  method: string,
  url: string,
  body?: unknown,
  host?: string,
  headers?: Record<string, string>,
): Promise<string> {
  const reply = await zoho.call(method, url, body, host, headers);
  expect({ url, status: reply.status, text: reply.text }).toMatchObject({ url, status });
  return reply.text;
}

const api = (status: number, method: string, url: string, body?: unknown): Promise<string> =>
  expectStatus(status, method, `/crm/v8${url}`, body);
const bulk = (status: number, method: string, url: string, body?: unknown): Promise<string> =>
  expectStatus(status, method, `/crm/bulk/v8${url}`, body);

const newLead = async (): Promise<string> =>
  valueAt(
    await api(200, "POST", "/Leads/upsert", {
      data: [{ Last_Name: "Rao", Company: "Acme", Email: "new@example.test" }],
      duplicate_check_fields: ["Email"],
    }),
    ...["data", 0, "details", "id"],
  );

test("upsert, tags, notes and conversion of a lead", async () => {
  const lead = await newLead();
  await api(200, "POST", "/Leads/upsert", { data: [{ Email: "new@example.test", Phone: "1" }] });
  await api(400, "POST", "/Leads/upsert", { data: [{ Email: "nope" }] });
  const tags = [{ name: "Hot", color_code: "#F17574" }];
  const settings = "/settings/tags?module=Leads";
  const made = await api(201, "POST", settings, { tags });
  const tag = valueAt(made, "tags", 0, "details", "id");
  await api(400, "POST", settings, { tags });
  await api(200, "PUT", settings, { tags: [{ id: tag, name: "Warm" }] });
  await api(200, "PUT", `/settings/tags/${tag}?module=Leads`, { tags: [{ name: "Hot" }] });
  await api(200, "GET", settings);
  await api(200, "POST", "/Leads/actions/add_tags", { tags, ids: [lead], over_write: false });
  await api(200, "POST", `/Leads/${lead}/actions/add_tags`, { tags, ids: [lead] });
  await api(200, "GET", `/settings/tags/${tag}/actions/records_count?module=Leads`);
  await api(200, "POST", "/Leads/actions/remove_tags", {
    tags: [{ name: "Hot", id: tag }],
    ids: [lead],
  });
  await api(200, "POST", `/Leads/${lead}/actions/remove_tags`, { tags, ids: [lead] });
  await api(200, "DELETE", `/settings/tags/${tag}`);
  const deal = { Deal_Name: "D", Closing_Date: "2026-03-01", Stage: "Nope" };
  const convert = `/Leads/${lead}/actions/convert`;
  await api(400, "POST", convert, { data: [{ Deals: deal }] });
  await api(200, "POST", convert, { data: [{ Deals: { ...deal, Stage: "Qualification" } }] });
  await api(400, "POST", convert, { data: [{}] });
});

test("files, and the settings around fields", async () => {
  const form = new FormData();
  form.append("file", new Blob(["hello"]), "a.txt");
  const id = valueAt(await api(200, "POST", "/files", form), "data", 0, "details", "id");
  expect(await api(200, "GET", `/files?id=${id}`)).toBe("hello");
  const data = [{ Name: "P", Phase: "Draft", Contracts: [{ File_Id__s: id }] }];
  const added = await api(201, "POST", "/Projects", { data });
  await api(200, "GET", `/Projects/${valueAt(added, "data", 0, "details", "id")}`);
  await api(200, "GET", "/settings/modules");
  await api(200, "GET", "/settings/modules/Partners_X");
  await api(204, "GET", "/settings/fields?module=Email_Sentiment");
  const fields: unknown = JSON.parse(await api(200, "GET", "/settings/fields?module=Deals"));
  const list = isJsonObject(fields) && Array.isArray(fields.fields) ? fields.fields : [];
  const stage = list.find((field) => isJsonObject(field) && field.api_name === "Stage");
  await api(200, "GET", `/settings/fields/${stage?.id}/pick_list_values?module=Deals`);
  await api(200, "GET", "/settings/profiles");
});

const SLOW = { queueMs: 3_600_000, runMs: 3_600_000 };
const HALF_AN_HOUR = { advanceMs: 1_900_000 };

test("bulk read", async () => {
  await zoho.control("POST", "bulk", { ...SLOW, rowsPerJob: 1 });
  const query = {
    module: { api_name: "Leads" },
    fields: ["Last_Name", "Owner"],
    page: 1,
    criteria: {
      field: { api_name: "Modified_Time" },
      comparator: "greater_equal",
      value: "2020-01-01T00:00:00+00:00",
    },
  };
  const callback = { url: "https://x.test/cb", method: "post" };
  const created = await bulk(201, "POST", "/read", { query, file_type: "csv", callback });
  const url = `/read/${valueAt(created, "data", 0, "details", "id")}`;
  await bulk(400, "GET", `${url}/result`);
  const states = [];
  for (let step = 0; step < 5; step += 1) {
    states.push(valueAt(await bulk(200, "GET", url), "data", 0, "state"));
    await zoho.control("POST", "clock", HALF_AN_HOUR);
  }
  expect(states).toEqual(["ADDED", "QUEUED", "IN PROGRESS", "IN PROGRESS", "COMPLETED"]);
  const token = valueAt(await bulk(200, "GET", url), "data", 0, "result", "next_page_token");
  await bulk(200, "GET", `${url}/result`);
  await bulk(201, "POST", "/read", { query: { page_token: token } });
  await bulk(404, "GET", "/read/1");
  await bulk(400, "POST", "/read", { query: { module: { api_name: "Notes" } } });
  await bulk(400, "POST", "/read", { query: { module: { api_name: "Nope" } } });
});

test("bulk write", async () => {
  await zoho.control("POST", "bulk", SLOW);
  const archive = writeZip([csvEntry("Last_Name,Email\nRao,b@example.test\nNg,nope\n")]);
  const form = new FormData();
  form.append("file", new Blob([new Uint8Array(archive)]), "leads.zip");
  const headers = { feature: "bulk-write", "X-CRM-ORG": "708850000" };
  await expectStatus(400, "POST", "/crm/v8/upload", form, FILES);
  const uploaded = await expectStatus(200, "POST", "/crm/v8/upload", form, FILES, headers);
  const resource = {
    type: "data",
    module: { api_name: "Leads" },
    file_id: valueAt(uploaded, "details", "file_id"),
    find_by: "Email",
    field_mappings: [
      { api_name: "Last_Name", index: 0 },
      { api_name: "Email", index: 1 },
    ],
  };
  const body = { operation: "upsert", character_encoding: "UTF-8", resource: [resource] };
  const created = await bulk(201, "POST", "/write", body);
  await bulk(400, "POST", "/write", { ...body, resource: [{ ...resource, find_by: undefined }] });
  const url = `/write/${valueAt(created, "details", "id")}`;
  const states = [];
  for (let step = 0; step < 5; step += 1) {
    states.push(valueAt(await bulk(200, "GET", url), "status"));
    await zoho.control("POST", "clock", HALF_AN_HOUR);
  }
  expect(states).toEqual(["ADDED", "ADDED", "INPROGRESS", "INPROGRESS", "COMPLETED"]);
  const download = valueAt(await bulk(200, "GET", url), "result", "download_url");
  await expectStatus(200, "GET", download, undefined, FILES);
  await bulk(404, "GET", "/write/1");
});
