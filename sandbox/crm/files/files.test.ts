import { isJsonObject, type JsonObject } from "../../http";
import { getFirst, getRows, TestSandbox } from "../../testSupport/calls";
import { tokenFor } from "../../testSupport/signIn";
import { fileForm, upload, uploadedId } from "../../testSupport/uploads";

const MEGABYTE = 1024 * 1024;

describe("/files (facts 5)", () => {
  test("an upload returns a name, an opaque id and Zoho's misspelling", async () => {
    const reply = await upload(new TestSandbox(), "/files", fileForm("hello", "x.txt"));
    expect(reply).toEqual({
      status: 200,
      json: {
        data: [
          {
            code: "SUCCESS",
            details: { name: "x.txt", id: expect.stringMatching(/^[0-9a-f]{64}$/) },
            message: "x.txt uploaded Succeessfully",
            status: "success",
          },
        ],
      },
    });
  });

  test("returns the bytes; 204 for an unknown id", async () => {
    const zoho = new TestSandbox();
    const bytes = Uint8Array.from({ length: 500 }, (_, index) => index % 256);
    const id = uploadedId(await upload(zoho, "/files?type=inline", fileForm(bytes, "a b.png")));
    const reply = zoho.crm("GET", `/files?id=${id}`);
    expect(reply).toMatchObject({
      status: 200,
      headers: { "content-type": "image/png", "content-disposition": /a b\.png/ },
      bytes: Buffer.from(bytes),
    });
    expect(zoho.crm("GET", "/files?id=nope").status).toBe(204);
    expect(zoho.crm("GET", "/files").json).toMatchObject({ code: "REQUIRED_PARAM_MISSING" });
  });

  test("up to ten files of 20 MB", async () => {
    const zoho = new TestSandbox();
    const form = fileForm("0", "0.txt");
    for (let index = 1; index < 10; index += 1)
      form.append("file", new Blob(["x"]), `${index}.txt`);
    expect(getRows(await upload(zoho, "/files", form))).toHaveLength(10);
    form.append("file", new Blob(["x"]), "10.txt");
    expect(await upload(zoho, "/files", form)).toMatchObject({
      status: 400,
      json: { code: "INVALID_DATA", details: { limit: 10 } },
    });
    const large = await upload(zoho, "/files", fileForm(new Uint8Array(20 * MEGABYTE + 1), "a"));
    expect(large).toMatchObject({
      status: 413,
      json: { code: "FILE_SIZE_MORE_THAN_ALLOWED_SIZE" },
    });
    const largest = await upload(zoho, "/files", fileForm(new Uint8Array(20 * MEGABYTE), "a"));
    expect(largest.status).toBe(200);
  });

  test.each([
    ["no file", "/files", new FormData()],
    ["another type", "/files?type=other", fileForm("x", "x.txt")],
  ])("%s is INVALID_DATA", async (_name, url, form) => {
    expect(await upload(new TestSandbox(), url, form)).toMatchObject({
      status: 400,
      json: { code: "INVALID_DATA" },
    });
  });

  test("need the scopes of files (facts 1.8)", () => {
    const zoho = new TestSandbox();
    const status = (scope: string) =>
      zoho.crm("GET", "/files?id=x", { token: tokenFor(zoho, scope) }).status;
    expect(status("ZohoCRM.modules.ALL")).toBe(401);
    expect(status("ZohoCRM.Files.READ")).toBe(204);
  });
});

describe("file fields (facts 5)", () => {
  const project = (zoho: TestSandbox, id: string) =>
    getFirst(zoho.crm("GET", `/Projects/${id}`)).Contracts;
  const firstRow = (value: unknown): JsonObject => {
    const [first] = Array.isArray(value) ? value : [];
    if (!isJsonObject(first)) throw new Error(JSON.stringify(value));
    return first;
  };

  test("accept ids of uploads, and remove them with _delete", async () => {
    const zoho = new TestSandbox();
    const file = async (name: string) =>
      uploadedId(await upload(zoho, "/files", fileForm("hello", name)));
    const Contracts = [{ File_Id__s: await file("a.pdf") }];
    const id = zoho.create("Projects", { Name: "P", Contracts });
    const stored = firstRow(project(zoho, id));
    expect(stored).toEqual({
      id: expect.stringMatching(/^\d{19}$/),
      File_Id__s: Contracts[0]?.File_Id__s,
      File_Name__s: "a.pdf",
      Size__s: "5",
    });
    const url = `/Projects/${id}/actions/download_fields_attachment`;
    const download = zoho.crm("GET", `${url}?fields_attachment_id=${stored.id}`);
    expect(download.bytes?.toString()).toBe("hello");
    expect(zoho.crm("GET", `${url}?fields_attachment_id=1`).status).toBe(204);
    expect(zoho.crm("GET", url).status).toBe(400);
    const more = [{ id: stored.id, _delete: null }, { File_Id__s: await file("b.pdf") }];
    zoho.crm("PUT", `/Projects/${id}`, { body: { data: [{ Contracts: more }] } });
    expect(project(zoho, id)).toMatchObject([{ File_Name__s: "b.pdf" }]);
  });

  test("refuse unknown ids", () => {
    const data = [{ Name: "P", Contracts: [{ File_Id__s: "2cce" }] }];
    const reply = new TestSandbox().crm("POST", "/Projects", { body: { data } });
    expect(getFirst(reply)).toMatchObject({
      code: "INVALID_DATA",
      details: { api_name: "Contracts", json_path: "$.data[0].Contracts[0].File_Id__s" },
    });
  });
});
