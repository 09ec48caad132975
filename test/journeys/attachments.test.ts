import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { root } from "../support/bundle";
import { idOf, LocalZoho, type Row } from "../support/localZoho";

const zoho = new LocalZoho();
beforeAll(() => zoho.start());
afterAll(() => zoho.stop());

let record: { recordType: string; recordId: string };
beforeEach(async () => {
  await zoho.reset({ records: { Leads: 0 } });
  const [recordId = ""] = await zoho.seed("Leads", 1);
  record = { recordType: "Leads", recordId };
});

const add = async (values: Row): Promise<string> => {
  const [result] = (await zoho.act("crmAddAttachment", { ...record, ...values })) as Row[];
  expect(result).toMatchObject({ code: "SUCCESS", message: "attachment uploaded successfully" });
  return idOf(result);
};
const list = async (): Promise<Row[]> => (await zoho.act("crmListAttachments", record)) as Row[];
const download = async (attachmentId: string): Promise<Row> =>
  (await zoho.act("crmDownloadAttachment", { ...record, attachmentId })) as Row;

describe("a file", () => {
  it.each<[string, unknown, Buffer]>([
    ["text", "Ünïcode text", Buffer.from("Ünïcode text")],
    [
      "bytes",
      { data: Buffer.from([0, 255, 13, 10, 45, 45]), contentType: "image/png" },
      Buffer.from([0, 255, 13, 10, 45, 45]),
    ],
    ["no bytes at all", { data: Buffer.alloc(0), contentType: "text/plain" }, Buffer.alloc(0)],
  ])("of %s comes back byte by byte", async (_, file, bytes) => {
    const found = await download(await add({ file, fileName: "a.bin" }));
    const { data } = found.file as { data: Buffer };
    expect(data.equals(bytes)).toBe(true);
    expect(found).toMatchObject({ fileName: "a.bin", size: bytes.length });
    expect(found.contentType).toEqual(expect.stringMatching(/./));
  });

  it.each(["offer.pdf", "Angebot für Ráo 饒.pdf", "a b (1), final.txt", 'with "quotes".txt'])(
    "keeps the name %s",
    async (fileName) => {
      const id = await add({ file: "x", fileName });
      const [attachment] = await list();
      const name = String(attachment?.File_Name).replaceAll("%22", '"');
      expect(name).toBe(fileName);
      expect(String((await download(id)).fileName).replaceAll("%22", '"')).toBe(fileName);
    },
  );

  it("needs a name, and a record that exists", async () => {
    const { result: error, calls } = await zoho.counting(() =>
      zoho.failure("crmAddAttachment", { ...record, file: "x" }),
    );
    expect(error.message).toContain("File Name");
    expect(calls).toBe(0);
    const unknown = { ...record, recordId: "4876876000009999999", file: "x", fileName: "a.txt" };
    expect(await zoho.failure("crmAddAttachment", unknown)).toMatchObject({
      name: expect.stringMatching(/R(ecord|ejected)Error/),
    });
  });

  it("of over 100 MB is refused without a call", async () => {
    const file = { data: Buffer.alloc(100 * 1024 * 1024 + 1), contentType: "text/plain" };
    const { result: error, calls } = await zoho.counting(() =>
      zoho.failure("crmAddAttachment", { ...record, file, fileName: "big.bin" }),
    );
    expect(error.message).toContain("100 MB");
    expect(calls).toBe(0);
  });

  it("attached to a record of a menu label or custom module goes to its API name", async () => {
    for (const [values, module] of [
      [{ recordType: "Price Books" }, "Price_Books"],
      [{ recordType: "Calls" }, "Calls"],
      [{ recordType: "Custom", moduleApiName: "Subscriptions" }, "Subscriptions"],
    ] as const) {
      const [recordId = ""] = await zoho.seed(module, 1);
      await zoho.act("crmAddAttachment", { ...values, recordId, file: "x", fileName: "a.txt" });
      expect((await zoho.calls()).at(-1)?.url).toBe(`/crm/v8/${module}/${recordId}/Attachments`);
    }
  });

  it("is attached to a lead when a saved flow names no record type", async () => {
    const values = { recordId: record.recordId, file: "x", fileName: "a.txt" };
    await zoho.act("crmAddAttachment", values, { fillDefaults: false });
    expect(await list()).toHaveLength(1);
  });

  it("may be chosen from the menu's labels in the pick-list of records as well", async () => {
    await zoho.seed("Price_Books", [{ Price_Book_Name: "2026" }]);
    const choices = (await zoho.choices("selectCrmRecord", { recordType: "Price Books" })) as Row[];
    expect(choices.map(({ label }) => label)).toContain("2026");
  });
});

describe("a link", () => {
  it("is attached with its title, and cannot be downloaded", async () => {
    const linkUrl = "https://www.example.com/a?b=c&d=ü";
    const id = await add({ linkUrl, linkTitle: "Offer" });
    const [attachment] = await list();
    expect(attachment).toMatchObject({ id, $link_url: linkUrl });
    const error = await zoho.failure("crmDownloadAttachment", { ...record, attachmentId: id });
    expect(error).toMatchObject({ code: "ZOHO_FILE_REFUSED", zohoCode: "DOWNLOAD_NOT_ALLOWED" });
  });

  it.each<[Row, string]>([
    [{ linkUrl: "https://a.example", file: "x", fileName: "a" }, "together with File"],
    [{ linkUrl: "javascript:alert(1)" }, "complete address"],
    [{ linkUrl: "no address" }, "complete address"],
    [{ linkUrl: `https://a.example/${"x".repeat(3_000)}` }, "3000"],
    [{ linkUrl: "https://a.example", linkTitle: "x".repeat(256) }, "255"],
    [{}, "Link URL"],
  ])("that is wrong is refused without a call: %j", async (values, message) => {
    const { result: error, calls } = await zoho.counting(() =>
      zoho.failure("crmAddAttachment", { ...record, ...values }),
    );
    expect(error.message).toContain(message);
    expect(calls).toBe(0);
  });
});

describe("attachments", () => {
  it("are listed over all pages, and are none at first", async () => {
    expect(await list()).toEqual([]);
    for (let index = 0; index < 201; index += 1)
      await add({ linkUrl: `https://a.example/${index}` });
    expect(new Set((await list()).map(({ id }) => id)).size).toBe(201);
  });

  it("are deleted, once", async () => {
    const attachmentId = await add({ file: "x", fileName: "a.txt" });
    const deleted = await zoho.act("crmDeleteAttachment", { ...record, attachmentId });
    expect(deleted).toMatchObject([{ code: "SUCCESS", details: { id: attachmentId } }]);
    expect(await list()).toEqual([]);
    for (const key of ["crmDeleteAttachment", "crmDownloadAttachment"]) {
      const error = await zoho.failure(key, { ...record, attachmentId });
      expect(error).toMatchObject({ code: "ZOHO_RECORD_NOT_FOUND" });
    }
  });

  it.each(["../../settings", "1/2", "1?x=y", ""])(
    "with the id %j are refused without a call",
    async (attachmentId) => {
      for (const key of ["crmDeleteAttachment", "crmDownloadAttachment"]) {
        const { result: error, calls } = await zoho.counting(() =>
          zoho.failure(key, { ...record, attachmentId }, { fillDefaults: false }),
        );
        expect(error.message).toMatch(/Attachment ID/);
        expect(calls).toBe(0);
      }
    },
  );

  it("show neither names nor contents in the log", async () => {
    const values = { ...record, file: "canary content", fileName: "canary.txt" };
    await zoho.act("crmAddAttachment", values, { debug: true });
    const logged = JSON.stringify(zoho.logs);
    expect(logged).toContain("{file}");
    expect(logged).not.toContain("canary");
  });
});

describe("a file of 100 MB", () => {
  // In a process of its own, where nothing but the component and the file take memory.
  const script = `
    const { actions } = require(${JSON.stringify(path.join(root, "dist/index.js"))}).default;
    const size = 100 * 1024 * 1024;
    const file = { data: Buffer.alloc(size, 1), contentType: "application/octet-stream" };
    const token = { access_token: "sandbox", api_domain: "https://www.zohoapis.com" };
    const connection = { key: "k", configVarKey: "Zoho", fields: {}, token };
    const before = process.resourceUsage().maxRSS * 1024;
    const values = { connection, recordType: "Leads", recordId: process.argv[1], file, fileName: "big.bin" };
    actions.crmAddAttachment.perform({ logger: console }, values).then(({ data }) => {
      const grown = process.resourceUsage().maxRSS * 1024 - before;
      console.log(JSON.stringify({ code: data[0].code, share: grown / size }));
    });`;

  it("is sent with less memory than the file takes once more", async () => {
    const env = { ...process.env, ZOHO_SANDBOX_TIMEOUT_MS: "" };
    const child = await promisify(execFile)(process.execPath, ["-e", script, record.recordId], {
      env,
    });
    const { code, share } = JSON.parse(child.stdout) as { code: string; share: number };
    expect(code).toBe("SUCCESS");
    expect(share).toBeLessThan(1);
  });
});
