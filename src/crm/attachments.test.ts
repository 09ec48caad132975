import nock from "nock";
import { collectingLogger, craftedConnection } from "../../test/support/craftedZoho";
import { downloadAttachment, listAttachments } from "./attachments";
import { crmClient } from "./client";

const lines: string[] = [];
const logger = collectingLogger(lines);
const client = () => crmClient(craftedConnection, { logger });
const zoho = () => nock("https://www.zohoapis.com");

beforeEach(() => {
  lines.length = 0;
});
afterEach(() => nock.cleanAll());

/** A record with so many attachments, told of in pages of a size of Zoho's choice. */
function attachments(count: number, perPage: number, withTokens: boolean): void {
  zoho()
    .persist()
    .get("/crm/v8/Leads/1/Attachments")
    .query(true)
    .reply((uri) => {
      const query = new URL(uri, "https://zoho").searchParams;
      const page = Number(query.get("page_token") ?? query.get("page"));
      const start = (page - 1) * perPage;
      const size = Math.max(0, Math.min(perPage, count - start));
      const data = Array.from({ length: size }, (_, index) => ({ id: String(start + index) }));
      const next_page_token = withTokens ? String(page + 1) : null;
      return [200, { data, info: { more_records: start + size < count, next_page_token } }];
    });
}

describe("listAttachments", () => {
  it.each([
    [300, 150, true],
    [300, 150, false],
    [2_000, 200, false],
    [2_400, 200, true],
  ])("returns all of %i in pages of %i, tokens %s", async (count, perPage, withTokens) => {
    attachments(count, perPage, withTokens);
    const found = await listAttachments(client(), "Leads", "1");
    expect(new Set(found.map(({ id }) => id)).size).toBe(count);
    expect(found).toHaveLength(count);
    expect(lines).toEqual([]);
  });

  it("warns where Zoho pages no further", async () => {
    attachments(2_400, 200, false);
    expect(await listAttachments(client(), "Leads", "1")).toHaveLength(2_000);
    expect(lines.join()).toContain("2000 attachments");
  });
});

describe("downloadAttachment", () => {
  it.each([
    ['attachment; filename="a.txt"', "a.txt"],
    ["attachment; filename=a.txt", "a.txt"],
    ["attachment; filename=\"x.txt\"; filename*=UTF-8''%C3%A4.txt", "ä.txt"],
    ["attachment; filename*=utf-8'en'a%20b.pdf", "a b.pdf"],
    ['attachment; filename="../../etc/passwd"', "passwd"],
    ['attachment; filename="x/"', "2"],
    ["attachment", "2"],
    ["attachment; filename*=UTF-8''%E4%ZZ", "2"],
  ])("reads the name of %s", async (header, fileName) => {
    zoho()
      .get("/crm/v8/Leads/1/Attachments/2")
      .reply(200, "x", { "content-disposition": header, "content-type": "text/plain" });
    const found = await downloadAttachment(client(), "Leads", "1", "2");
    expect(found).toMatchObject({ fileName, contentType: "text/plain" });
  });
});
