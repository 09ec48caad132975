import { getInfo, getRows, TestSandbox } from "../../testSupport/calls";
import { fileForm, upload, uploadedId } from "../../testSupport/uploads";

const UNKNOWN = "4876876000009999999";
const FIELDS = "fields=id,Owner,File_Name,Created_Time,Parent_Id,Size";

async function withFiles(count: number, variants: Record<string, unknown> = {}) {
  const zoho = new TestSandbox({}, variants);
  const id = zoho.create("Accounts", { Account_Name: 'Acme (EU), "Ltd"' });
  const url = `/Accounts/${id}/Attachments`;
  const ids: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    ids.push(uploadedId(await upload(zoho, url, fileForm("12345", `${number}.txt`))));
  }
  return { zoho, id, url, ids };
}

describe("GET /{module}/{id}/Attachments (facts 5)", () => {
  test("a row has the requested fields and the $ keys", async () => {
    const { zoho, id, url, ids } = await withFiles(1);
    expect(zoho.crm("GET", `${url}?${FIELDS}`)).toEqual({
      status: 200,
      json: {
        data: [
          {
            id: ids[0],
            Owner: { name: "Ana", id: zoho.state.users[0]?.id, email: "ana@example.test" },
            File_Name: "1.txt",
            Created_Time: "2026-01-01T10:00:00+05:30",
            Parent_Id: { name: 'Acme (EU), "Ltd"', id },
            Size: "5",
            $file_id: expect.stringMatching(/^[0-9a-f]{64}$/),
            $se_module: "Accounts",
            $type: "Attachment",
            $link_url: null,
            $editable: true,
            $state: "save",
            $attachment_type: 0,
            $sharing_permission: "full_access",
          },
        ],
        info: {
          per_page: 200,
          next_page_token: null,
          count: 1,
          page: 1,
          previous_page_token: null,
          page_token_expiry: null,
          more_records: false,
        },
      },
    });
  });

  test("a link is of type 'Link URL' with its address", async () => {
    const { zoho, url } = await withFiles(0);
    zoho.crm("POST", `${url}?attachmentUrl=https://example.test/a&title=Here`);
    expect(getRows(zoho.crm("GET", `${url}?${FIELDS}`))).toMatchObject([
      { File_Name: "Here", $type: "Link URL", $link_url: "https://example.test/a" },
    ]);
  });

  test("Size is a number in the variant", async () => {
    const { zoho, url } = await withFiles(1, { attachmentSize: "number" });
    expect(getRows(zoho.crm("GET", `${url}?${FIELDS}`))[0]?.Size).toBe(5);
  });

  test("pages by number and by token, newest first", async () => {
    const { zoho, url, ids } = await withFiles(5);
    const getIds = (query: string) => {
      const reply = zoho.crm("GET", `${url}?fields=id&per_page=2${query}`);
      return { ids: getRows(reply).map(({ id }) => id), info: getInfo(reply) };
    };
    const newestFirst = [...ids].reverse();
    const first = getIds("");
    const second = getIds(`&page_token=${first.info.next_page_token}`);
    const third = getIds(`&page_token=${second.info.next_page_token}`);
    expect([...first.ids, ...second.ids, ...third.ids]).toEqual(newestFirst);
    expect([first, second, third].map(({ info }) => info.more_records)).toEqual([
      true,
      true,
      false,
    ]);
    expect(third.info).toMatchObject({ page: 3, count: 1, next_page_token: null });
    expect(getIds("&page=2").ids).toEqual(second.ids);
    expect(getIds(`&page_token=${second.info.previous_page_token}`).ids).toEqual(first.ids);
    const other = `/Leads/1/Attachments?fields=id&page_token=${first.info.next_page_token}`;
    expect(zoho.crm("GET", other).status).toBe(400);
    expect(zoho.crm("GET", `${url}?fields=id&page_token=nope`).status).toBe(400);
  });

  test("an empty list is 204; fields are mandatory; per_page is at most 200", async () => {
    const { zoho, url } = await withFiles(0);
    expect(zoho.crm("GET", `${url}?${FIELDS}`)).toEqual({ status: 204 });
    expect(zoho.crm("GET", url)).toMatchObject({
      status: 400,
      json: { code: "REQUIRED_PARAM_MISSING", details: { param_name: "fields" } },
    });
    expect(zoho.crm("GET", `${url}?fields=id&per_page=201`).status).toBe(400);
  });

  test("an unknown record is 400", () => {
    const zoho = new TestSandbox();
    expect(zoho.crm("GET", `/Leads/${UNKNOWN}/Attachments?fields=id`)).toMatchObject({
      status: 400,
      json: { code: "INVALID_DATA", details: { related_status: "invalid" } },
    });
  });
});
