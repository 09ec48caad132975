import { isJsonObject, type JsonObject, type Reply } from "../http";
import { writeZip, type ZipEntry } from "../zip";
import { bulk, END_MS, getArchiveRows, jobId } from "./bulk";
import { TestSandbox } from "./calls";
import { encodeForm } from "./uploads";

const HEADERS = { feature: "bulk-write", "x-crm-org": "708850000" };

/** Sends bytes to `/crm/v8/upload` as the form's file. */
export async function uploadBytes(
  zoho: TestSandbox,
  bytes: Buffer,
  {
    host = "content.zohoapis.com",
    headers = HEADERS as Record<string, string>,
    token = "sandbox",
  } = {},
): Promise<Reply> {
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(bytes)]), "file.zip");
  const encoded = await encodeForm(form);
  return zoho.call("POST", "/crm/v8/upload", {
    host,
    token,
    body: encoded.body,
    headers: { ...encoded.headers, ...headers },
  });
}

export const csvEntry = (text: string | Buffer, name = "leads.csv"): ZipEntry => ({
  name,
  content: typeof text === "string" ? Buffer.from(text) : text,
});

/** Uploads a CSV text in an archive; returns the file id. */
export async function uploadCsv(zoho: TestSandbox, text: string | Buffer): Promise<string> {
  const { json } = await uploadBytes(zoho, writeZip([csvEntry(text)]));
  const details = isJsonObject(json) ? json.details : undefined;
  if (!isJsonObject(details)) throw new Error(JSON.stringify(json));
  return String(details.file_id);
}

/** Creates a job for a file. */
export const createWrite = (
  zoho: TestSandbox,
  operation: string,
  fileId: string,
  resource: JsonObject = {},
  more: JsonObject = {},
): Reply =>
  bulk(zoho, "POST", "/write", {
    operation,
    resource: [{ type: "data", module: { api_name: "Leads" }, file_id: fileId, ...resource }],
    ...more,
  });

/** The result file of a finished job. */
export const downloadWrite = (zoho: TestSandbox, id: string): Reply =>
  zoho.call("GET", `/v8/crm/org708850000/bulk-write/${id}/${id}.zip`, {
    host: "content.zohoapis.com",
  });

/** Writes a CSV text; returns the job's details and the result of every row. */
export async function writeCsvFile(
  zoho: TestSandbox,
  operation: string,
  text: string | Buffer,
  resource: JsonObject = {},
  more: JsonObject = {},
): Promise<{ job: unknown; rows: JsonObject[] }> {
  const fileId = await uploadCsv(zoho, text);
  const id = jobId(createWrite(zoho, operation, fileId, resource, more));
  zoho.clock.advance(END_MS);
  const job = bulk(zoho, "GET", `/write/${id}`).json;
  return { job, rows: getArchiveRows(downloadWrite(zoho, id)).rows };
}

export const CSV = "Last_Name,Email,Note\r\nRao,rao@example.test,x\r\n";

/** Mappings for the file of `withFile`. */
export const MAPPINGS = [
  { api_name: "Last_Name", index: 0 },
  { api_name: "Email", index: 1 },
];

/** A sandbox with an uploaded file of one row. */
export async function withFile(variants: JsonObject = {}) {
  const zoho = new TestSandbox({}, variants);
  return { zoho, fileId: await uploadCsv(zoho, CSV) };
}
