import assert from "node:assert/strict";
import type { Journey } from "./journey";
import { asRow, asRows } from "./rows";

const TEXT = "Ünïcode text of a file";
const BYTES = Buffer.from(Array.from({ length: 1_024 }, (_, index) => index % 256));

/** A file, a text and a link: added, listed, downloaded, deleted. */
export async function attachmentLines(journey: Journey, recordId: string): Promise<void> {
  const record = { recordType: "Leads", recordId };
  const list = async () => asRows(await journey.action("crmListAttachments", record));
  let attachmentId = "";
  journey.section("Attachments");
  await journey.line("crmAddAttachment, a file", async () => {
    const file = { data: BYTES, contentType: "image/png" };
    const values = { ...record, file, fileName: "täst.png" };
    const [result] = asRows(await journey.action("crmAddAttachment", values));
    attachmentId = String(asRow(result?.details).id);
    return `${BYTES.length} bytes`;
  });
  await journey.line("crmAddAttachment, text and a link", async () => {
    await journey.action("crmAddAttachment", { ...record, file: TEXT, fileName: "text.txt" });
    const linkUrl = "https://www.example.com/offer.pdf";
    await journey.action("crmAddAttachment", { ...record, linkUrl, linkTitle: "Offer" });
    return undefined;
  });
  await journey.line("crmListAttachments", async () => {
    const attachments = await list();
    assert.equal(attachments.length, 3);
    assert.ok(attachments.some(({ File_Name }) => File_Name === "täst.png"));
    return `${attachments.length} attachments`;
  });
  await journey.line("crmDownloadAttachment", async () => {
    const values = { ...record, attachmentId };
    const found = asRow(await journey.action("crmDownloadAttachment", values));
    const { data } = asRow(found.file);
    assert.ok(Buffer.isBuffer(data) && data.equals(BYTES), "the bytes differ");
    assert.equal(found.fileName, "täst.png");
    return `${found.fileName}, byte for byte`;
  });
  await journey.line("crmDeleteAttachment", async () => {
    await journey.action("crmDeleteAttachment", { ...record, attachmentId });
    assert.equal((await list()).length, 2);
    return undefined;
  });
}
