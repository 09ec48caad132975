import { csvEntry, uploadBytes } from "../../../testSupport/bulkWrite";
import { TestSandbox } from "../../../testSupport/calls";
import { tokenFor } from "../../../testSupport/signIn";
import { writeZip } from "../../../zip";

const archive = writeZip([csvEntry("Last_Name\r\nRao\r\n")]);

describe("POST /crm/v8/upload (facts 9.2)", () => {
  test("replies 200 FILE_UPLOAD_SUCCESS with a file id as text", async () => {
    expect(await uploadBytes(new TestSandbox(), archive)).toEqual({
      status: 200,
      json: {
        status: "success",
        code: "FILE_UPLOAD_SUCCESS",
        message: "file uploaded.",
        details: {
          file_id: expect.stringMatching(/^\d{19}$/),
          created_time: "2026-01-01T10:00:00+05:30",
        },
      },
    });
  });

  test("is at the upload host, not at the API host", async () => {
    const reply = (host: string) => uploadBytes(new TestSandbox(), archive, { host });
    for (const host of ["content.zohoapis.eu", "upload.zohocloud.ca", "files.zoho.sa"]) {
      expect((await reply(host)).status).toBe(200);
    }
    expect((await reply("www.zohoapis.eu")).json).toMatchObject({ code: "INVALID_MODULE" });
    const { status } = new TestSandbox().crm("GET", "/Leads", { host: "content.zohoapis.eu" });
    expect(status).toBe(404);
  });

  test.each([
    [{}],
    [{ feature: "bulk-write" }],
    [{ feature: "other", "x-crm-org": "708850000" }],
    [{ feature: "bulk-write", "x-crm-org": "1" }],
  ])("with the headers %j it replies x-error", async (headers) => {
    expect(await uploadBytes(new TestSandbox(), archive, { headers })).toEqual({
      status: 400,
      json: {
        "x-error": "check if headers [feature, X-CRM-ORG] are present and valid",
        ERROR_MESSAGE: "Bad Request",
        ERROR_CODE: 400,
      },
    });
  });

  test("accepts ZIP archives with a CSV file of up to 25 MB", async () => {
    const zoho = new TestSandbox();
    const getCode = async (bytes: Buffer) => {
      const { status, json } = await uploadBytes(zoho, bytes);
      return [status, json];
    };
    expect(await getCode(Buffer.from("Last_Name\r\n"))).toMatchObject([
      400,
      {
        code: "INVALID_FILE_FORMAT",
        message: "invalid file format. only zip format is supported",
      },
    ]);
    const noCsv = writeZip([{ name: "a.xlsx", content: Buffer.from("x") }]);
    expect(await getCode(noCsv)).toMatchObject([400, { code: "FILE_NOT_SUPPORTED" }]);
    const large = Buffer.alloc(25 * 1024 * 1024 + 1);
    expect(await getCode(large)).toMatchObject([413, { code: "FILE_TOO_LARGE" }]);
  });

  test("needs the scope ZohoFiles.files.ALL and a token of the data center", async () => {
    const zoho = new TestSandbox();
    const status = async (scope: string, host?: string) => {
      const token = tokenFor(zoho, scope);
      return (await uploadBytes(zoho, archive, { token, host })).status;
    };
    expect(await status("ZohoCRM.bulk.ALL")).toBe(401);
    expect(await status("ZohoFiles.files.ALL")).toBe(200);
    expect(await status("ZohoFiles.files.ALL", "content.zohoapis.eu")).toBe(401);
  });
});
