import { getRows, TestSandbox } from "../../testSupport/calls";
import { fileForm, upload, uploadedId } from "../../testSupport/uploads";

async function withFiles(...names: string[]) {
  const zoho = new TestSandbox();
  const url = `/Leads/${zoho.create("Leads", { Last_Name: "Rao" })}/Attachments`;
  const ids: string[] = [];
  for (const name of names) ids.push(uploadedId(await upload(zoho, url, fileForm("x", name))));
  const left = () => {
    const reply = zoho.crm("GET", `${url}?fields=File_Name`);
    return reply.status === 204 ? [] : getRows(reply).map(({ File_Name }) => File_Name);
  };
  return { zoho, url, ids, left };
}

describe("DELETE /{module}/{id}/Attachments (facts 5)", () => {
  test("one: 200 'record deleted'; again it is INVALID_DATA", async () => {
    const { zoho, url, ids, left } = await withFiles("a", "b");
    const [id] = ids;
    expect(zoho.crm("DELETE", `${url}/${id}`)).toEqual({
      status: 200,
      json: {
        data: [{ code: "SUCCESS", details: { id }, message: "record deleted", status: "success" }],
      },
    });
    expect(left()).toEqual(["b"]);
    expect(zoho.crm("DELETE", `${url}/${id}`)).toMatchObject({
      status: 400,
      json: { data: [{ code: "INVALID_DATA", details: { id } }] },
    });
  });

  test("?ids= deletes several (O25); mixed results are 207", async () => {
    const { zoho, url, ids, left } = await withFiles("a", "b", "c");
    const reply = zoho.crm("DELETE", `${url}?ids=${ids[0]},123,${ids[2]}`);
    expect(reply.status).toBe(207);
    expect(getRows(reply).map(({ status }) => status)).toEqual(["success", "error", "success"]);
    expect(left()).toEqual(["b"]);
    expect(zoho.crm("DELETE", url)).toMatchObject({
      status: 400,
      json: { code: "REQUIRED_PARAM_MISSING", details: { param_name: "ids" } },
    });
  });

  test("an attachment of another record stays", async () => {
    const { zoho, ids, left } = await withFiles("a");
    const other = zoho.create("Leads", { Last_Name: "Ng" });
    expect(zoho.crm("DELETE", `/Leads/${other}/Attachments/${ids[0]}`).status).toBe(400);
    expect(left()).toEqual(["a"]);
  });
});
