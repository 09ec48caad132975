import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";

const NAME = "note of Lise.bin";

/** A file uploaded, listed, downloaded byte for byte, and deleted. */
export function attachments(session) {
  const { Attachments, StreamWrapper } = session.sdk;
  const operations = new Attachments.AttachmentsOperations();
  const content = randomBytes(100_000);
  let lead = 0n;
  let id = 0n;

  const stored = async () =>
    (await session.control("GET", `attachments?module=Leads&id=${lead}`)).attachments;

  return [
    [
      "attaches a file",
      async () => {
        const { records } = await session.control("GET", "records?module=Leads");
        lead = BigInt(records[0].id);
        const file = path.join(session.folder, NAME);
        writeFileSync(file, content);
        const wrapper = new Attachments.FileBodyWrapper();
        wrapper.setFile(new StreamWrapper(null, null, file));
        const response = await operations.uploadAttachments(lead, "Leads", wrapper);
        const [row] = (await response.getObject()).getData();
        assert.ok(row instanceof Attachments.SuccessResponse);
        id = row.getDetails().get("id");
        assert.deepEqual(
          (await stored()).map(({ bytes }) => bytes),
          [content.length],
        );
      },
    ],
    [
      "lists it",
      async () => {
        const fields = [Attachments.GetAttachmentsParam.FIELDS, "id,File_Name,Size"];
        const parameters = await session.parameters(fields);
        const response = await operations.getAttachments(lead, "Leads", parameters);
        const [row] = (await response.getObject()).getData();
        const actual = [row.getId(), row.getFileName(), row.getSize()];
        assert.deepEqual(actual, [id, NAME, String(content.length)]);
      },
    ],
    [
      "downloads it, byte for byte",
      async () => {
        const response = await operations.getAttachment(id, lead, "Leads");
        // The SDK returns a promise here: README.md, "Defects of the SDK".
        const file = (await response.getObject()).getFile();
        assert.equal(file.getName(), NAME);
        assert.ok(content.equals(file.getStream()));
      },
    ],
    [
      "deletes it",
      async () => {
        assert.equal((await operations.deleteAttachment(id, lead, "Leads")).getStatusCode(), 200);
        assert.deepEqual(await stored(), []);
      },
    ],
  ];
}
