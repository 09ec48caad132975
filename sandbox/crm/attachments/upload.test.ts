import { getFirst, TestSandbox } from "../../testSupport/calls";
import { tokenFor } from "../../testSupport/signIn";
import { encodeForm, fileForm, upload, uploadedId } from "../../testSupport/uploads";

const UNKNOWN = "4876876000009999999";

function withLead(variants: Record<string, unknown> = {}) {
  const zoho = new TestSandbox({}, variants);
  const id = zoho.create("Leads", { Last_Name: "Rao" });
  return { zoho, id, url: `/Leads/${id}/Attachments` };
}
const sizeIn = ({ state }: TestSandbox, id: string) => state.attachments.of("Leads", id);

function linkForm(attachmentUrl: string, title?: string): FormData {
  const form = new FormData();
  form.set("attachmentUrl", attachmentUrl);
  if (title !== undefined) form.set("title", title);
  return form;
}

describe("POST /{module}/{id}/Attachments (facts 5)", () => {
  test("replies 200 'attachment uploaded successfully' with the details of an insert", async () => {
    const { zoho, id, url } = withLead();
    const reply = await upload(zoho, url, fileForm("hello", "a.txt"));
    const user = { name: "Ana", id: zoho.state.users[0]?.id };
    expect(reply).toEqual({
      status: 200,
      json: {
        data: [
          {
            code: "SUCCESS",
            details: {
              Modified_Time: "2026-01-01T10:00:00+05:30",
              Modified_By: user,
              Created_Time: "2026-01-01T10:00:00+05:30",
              id: expect.stringMatching(/^\d{19}$/),
              Created_By: user,
            },
            message: "attachment uploaded successfully",
            status: "success",
          },
        ],
      },
    });
    expect(sizeIn(zoho, id)).toMatchObject([{ fileName: "a.txt", content: Buffer.from("hello") }]);
  });

  test("keeps every byte, even of an empty file, with any name", async () => {
    const { zoho, id, url } = withLead();
    const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 256);
    await upload(zoho, url, fileForm(bytes, 'Angebot (Entwurf) "Müller", 佐藤\'s.bin'));
    await upload(zoho, url, fileForm("", "empty.txt"));
    expect(sizeIn(zoho, id)).toMatchObject([
      { fileName: 'Angebot (Entwurf) "Müller", 佐藤\'s.bin', content: Buffer.from(bytes) },
      { fileName: "empty.txt", content: Buffer.alloc(0) },
    ]);
  });

  test.each(["Calls", "Notes", "Price_Books", "Subscriptions"])(
    "%s take attachments",
    async (name) => {
      const zoho = new TestSandbox({ Leads: 1, Contacts: 1, Accounts: 1, Products: 1, [name]: 1 });
      const [record] = zoho.state.records.get(name)?.all() ?? [];
      const reply = await upload(
        zoho,
        `/${name}/${record?.id}/Attachments`,
        fileForm("x", "x.txt"),
      );
      expect(reply.status).toBe(200);
    },
  );

  test("a link is in the form or the query, with or without a title", async () => {
    const { zoho, id, url } = withLead();
    const link = "https://example.test/a?b=(c)";
    await upload(zoho, url, linkForm(link, "Price list"));
    const query = new URLSearchParams({ attachmentUrl: link, title: "From the query" });
    expect(zoho.crm("POST", `${url}?${query}`).status).toBe(200);
    await upload(zoho, url, linkForm(link));
    expect(sizeIn(zoho, id).map(({ fileName, linkUrl }) => [fileName, linkUrl])).toEqual([
      ["Price list", link],
      ["From the query", link],
      [link, link],
    ]);
  });

  test("links have at most 3000 characters, titles 255", async () => {
    const { zoho, url } = withLead();
    const status = async (form: FormData) => (await upload(zoho, url, form)).status;
    const long = (length: number) => "https://example.test/".padEnd(length, "x");
    expect(await status(linkForm(long(3000), "t".repeat(255)))).toBe(200);
    expect(await status(linkForm(long(3001)))).toBe(400);
    expect(await status(linkForm(long(30), "t".repeat(256)))).toBe(400);
    expect(await status(linkForm(""))).toBe(400);
  });

  test.each([
    ["neither file nor link", () => new FormData(), "REQUIRED_PARAM_MISSING"],
    [
      "a file in another field",
      () => {
        const form = new FormData();
        form.set("attachment", new Blob(["x"]), "x.txt");
        return form;
      },
      "REQUIRED_PARAM_MISSING",
    ],
    [
      "both",
      () => {
        const form = fileForm("x", "x.txt");
        form.set("attachmentUrl", "https://example.test");
        return form;
      },
      "AMBIGUITY_DURING_PROCESSING",
    ],
    [
      "two files",
      () => {
        const form = fileForm("x", "x.txt");
        form.append("file", new Blob(["y"]), "y.txt");
        return form;
      },
      "INVALID_DATA",
    ],
  ])("%s is 400", async (_name, form, code) => {
    const { zoho, id, url } = withLead();
    expect(await upload(zoho, url, form())).toMatchObject({ status: 400, json: { code } });
    expect(sizeIn(zoho, id)).toEqual([]);
  });

  test("a body that is not a valid form is INVALID_REQUEST", async () => {
    const { zoho, url } = withLead();
    const { headers, body } = await encodeForm(fileForm("x", "x.txt"));
    const cut = { headers, body: body.subarray(0, body.length - 8) };
    for (const call of [{ body: "{}" }, cut]) {
      expect(zoho.crm("POST", url, call)).toMatchObject({
        status: 400,
        json: { code: "INVALID_REQUEST", details: { expected_type: "multipart/form-data" } },
      });
    }
  });

  test("more than the limit is 413 BODY_SIZE_REACHED", async () => {
    const { zoho, id, url } = withLead({ attachmentMegabytes: "1" });
    const megabyte = 1024 * 1024;
    const tooLarge = await upload(zoho, url, fileForm(new Uint8Array(megabyte + 1), "a.bin"));
    expect(tooLarge).toMatchObject({ status: 413, json: { code: "BODY_SIZE_REACHED" } });
    expect(sizeIn(zoho, id)).toEqual([]);
    const accepted = await upload(zoho, url, fileForm(new Uint8Array(megabyte), "a.bin"));
    expect(accepted.status).toBe(200);
  });

  test("an unknown record is INVALID_DATA 'the related id given seems to be invalid'", async () => {
    const { zoho } = withLead();
    const reply = await upload(zoho, `/Leads/${UNKNOWN}/Attachments`, fileForm("x", "x.txt"));
    expect(reply).toEqual({
      status: 400,
      headers: {},
      json: {
        code: "INVALID_DATA",
        details: { related_status: "invalid", resource_path_index: 1 },
        message: "the related id given seems to be invalid",
        status: "error",
      },
    });
    const words = await upload(zoho, "/Leads/abc/Attachments", fileForm("x", "x.txt"));
    expect(words.json).toMatchObject({ code: "INVALID_DATA", details: { resource_path_index: 1 } });
    const nowhere = await upload(zoho, `/Nope/${UNKNOWN}/Attachments`, fileForm("x", "x.txt"));
    expect(nowhere.json).toMatchObject({ code: "INVALID_MODULE" });
  });

  test("needs the module's scope and that of attachments (facts 1.8)", () => {
    const { zoho, url } = withLead();
    const list = (scope: string) =>
      zoho.crm("GET", `${url}?fields=id`, { token: tokenFor(zoho, scope) }).status;
    expect(list("ZohoCRM.modules.leads.READ")).toBe(401);
    expect(list("ZohoCRM.modules.attachments.READ")).toBe(401);
    expect(list("ZohoCRM.modules.leads.READ,ZohoCRM.modules.attachments.READ")).toBe(204);
    expect(list("ZohoCRM.modules.ALL")).toBe(204);
  });

  test("attachments move to the recycle bin with their record", async () => {
    const { zoho, id, url } = withLead();
    const attachment = uploadedId(await upload(zoho, url, fileForm("x", "x.txt")));
    zoho.crm("DELETE", `/Leads/${id}`);
    expect(zoho.crm("GET", `${url}/${attachment}`).status).toBe(400);
    expect(getFirst(zoho.crm("GET", "/Leads/deleted")).id).toBe(id);
  });
});
