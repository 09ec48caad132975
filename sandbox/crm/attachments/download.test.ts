import { TestSandbox } from "../../testSupport/calls";
import { fileForm, upload, uploadedId } from "../../testSupport/uploads";

const UNKNOWN = "4876876000009999999";

async function withFile(
  fileName: string,
  content: Uint8Array<ArrayBuffer> | string = "hello",
  variants: Record<string, unknown> = {},
) {
  const zoho = new TestSandbox({}, variants);
  const url = `/Leads/${zoho.create("Leads", { Last_Name: "Rao" })}/Attachments`;
  const id = uploadedId(await upload(zoho, url, fileForm(content, fileName)));
  return { zoho, url, reply: zoho.crm("GET", `${url}/${id}`) };
}

describe("GET /{module}/{id}/Attachments/{attachmentId} (facts 5)", () => {
  test("returns the uploaded bytes", async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const { reply } = await withFile("scan.png", bytes);
    expect(reply).toEqual({
      status: 200,
      headers: {
        "content-type": "image/png",
        "content-disposition": 'attachment; filename="scan.png"',
      },
      bytes: Buffer.from(bytes),
    });
  });

  test("an empty file is 200 without bytes", async () => {
    const { reply } = await withFile("empty.bin", "");
    expect(reply.status).toBe(200);
    expect(reply.bytes).toHaveLength(0);
  });

  test.each([
    ["a.txt", "text/plain", 'attachment; filename="a.txt"'],
    ["A.PDF", "application/pdf", 'attachment; filename="A.PDF"'],
    ["unknown.xyz", "application/octet-stream", 'attachment; filename="unknown.xyz"'],
    ["no ending", "application/octet-stream", 'attachment; filename="no ending"'],
    ['say "hi".csv', "text/csv", String.raw`attachment; filename="say \"hi\".csv"`],
    [
      "Müller's (2).zip",
      "application/zip",
      "attachment; filename=\"M_ller's (2).zip\"; filename*=UTF-8''M%C3%BCller%27s%20%282%29.zip",
    ],
    [
      "佐藤.json",
      "application/json",
      "attachment; filename=\"__.json\"; filename*=UTF-8''%E4%BD%90%E8%97%A4.json",
    ],
  ])("%s", async (fileName, contentType, disposition) => {
    const { reply } = await withFile(fileName);
    expect(reply.headers).toEqual({
      "content-type": contentType,
      "content-disposition": disposition,
    });
  });

  test("the content type in the docs is octet-stream for every file", async () => {
    const { reply } = await withFile("a.txt", "x", { downloadType: "octet-stream" });
    expect(reply.headers?.["content-type"]).toBe("application/octet-stream");
  });

  test("a link is 400 DOWNLOAD_NOT_ALLOWED", async () => {
    const { zoho, url } = await withFile("a.txt");
    const link = uploadedId(zoho.crm("POST", `${url}?attachmentUrl=https://example.test`));
    expect(zoho.crm("GET", `${url}/${link}`)).toMatchObject({
      status: 400,
      json: { code: "DOWNLOAD_NOT_ALLOWED", status: "error" },
    });
  });

  test("an unknown id is 204, in the variant 400; a malformed one is 400", async () => {
    const { zoho, url } = await withFile("a.txt");
    expect(zoho.crm("GET", `${url}/${UNKNOWN}`)).toEqual({ status: 204 });
    expect(zoho.crm("GET", `${url}/abc`).status).toBe(400);
    const strict = await withFile("a.txt", "x", { unknownAttachment: "400" });
    expect(strict.zoho.crm("GET", `${strict.url}/${UNKNOWN}`)).toMatchObject({
      status: 400,
      json: { code: "INVALID_DATA" },
    });
  });
});
