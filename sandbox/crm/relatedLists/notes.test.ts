import { getFirst, getRows, TestSandbox } from "../../testSupport/calls";
import { tokenFor } from "../../testSupport/signIn";

function start() {
  const zoho = new TestSandbox();
  const id = zoho.create("Leads", { Last_Name: "Rao" });
  return { zoho, id, url: `/Leads/${id}/Notes` };
}

describe("POST /{module}/{id}/Notes (facts 6)", () => {
  test("creates notes of the record, whatever parent they name", () => {
    const { zoho, id, url } = start();
    const data = [
      { Note_Title: "t", Note_Content: "c" },
      { Note_Content: "d", Parent_Id: "1" },
    ];
    const reply = zoho.crm("POST", url, { body: { data } });
    expect(reply.status).toBe(201);
    expect(getRows(reply)).toMatchObject([
      { code: "SUCCESS", message: "record added", details: { id: expect.any(String) } },
      { code: "SUCCESS" },
    ]);
    const notes = getRows(zoho.crm("GET", `${url}?fields=Note_Title,Note_Content,Parent_Id`));
    expect(notes).toMatchObject([
      { Note_Content: "d", Parent_Id: { id, name: "Rao" } },
      { Note_Title: "t", Note_Content: "c" },
    ]);
  });

  test("each needs content; the record must exist", () => {
    const { zoho, url } = start();
    const empty = zoho.crm("POST", url, { body: { data: [{ Note_Title: "t" }] } });
    expect([empty.status, getFirst(empty).code]).toEqual([400, "MANDATORY_NOT_FOUND"]);
    const nobody = { body: { data: [{ Note_Content: "c" }] } };
    expect(zoho.crm("POST", "/Leads/4876876000009999999/Notes", nobody)).toMatchObject({
      status: 400,
      json: { code: "INVALID_DATA", details: { resource_path_index: 1 } },
    });
    expect(zoho.crm("POST", url.replace("Notes", "Nope"), nobody).json).toMatchObject({
      details: { resource_path_index: 2 },
    });
  });

  test("needs the scope of notes", () => {
    const { zoho, url } = start();
    const status = (scope: string) =>
      zoho.crm("POST", url, {
        body: { data: [{ Note_Content: "c" }] },
        token: tokenFor(zoho, scope),
      }).status;
    expect(status("ZohoCRM.modules.leads.ALL")).toBe(401);
    expect(status("ZohoCRM.modules.notes.CREATE")).toBe(201);
  });

  test("notes are changed and deleted by their own module", () => {
    const { zoho, url } = start();
    zoho.crm("POST", url, { body: { data: [{ Note_Content: "c" }] } });
    const { id } = getFirst(zoho.crm("GET", `${url}?fields=id`));
    const changed = zoho.crm("PUT", `/Notes/${id}`, { body: { data: [{ Note_Content: "d" }] } });
    expect(getFirst(changed).message).toBe("record updated");
    expect(getFirst(zoho.crm("DELETE", `/Notes/${id}`)).message).toBe("record deleted");
    expect(zoho.crm("GET", `${url}?fields=id`).status).toBe(204);
  });
});

describe("GET /{module}/{id}/{related_list}/{relatedId} (facts 3.10)", () => {
  test("is a record of the list, in full or with the named fields", () => {
    const { zoho, url } = start();
    zoho.crm("POST", url, { body: { data: [{ Note_Title: "t", Note_Content: "c" }] } });
    const { id } = getFirst(zoho.crm("GET", `${url}?fields=id`));
    expect(getFirst(zoho.crm("GET", `${url}/${id}`))).toMatchObject({
      id,
      Note_Title: "t",
      Note_Content: "c",
    });
    expect(getFirst(zoho.crm("GET", `${url}/${id}?fields=Note_Title`))).toEqual({
      id,
      Note_Title: "t",
    });
  });

  test("204 for a record of another list, or an unknown one", () => {
    const { zoho, url } = start();
    const other = zoho.create("Leads", { Last_Name: "Ng" });
    zoho.crm("POST", `/Leads/${other}/Notes`, { body: { data: [{ Note_Content: "c" }] } });
    const { id } = getFirst(zoho.crm("GET", `/Leads/${other}/Notes?fields=id`));
    expect(zoho.crm("GET", `${url}/${id}`).status).toBe(204);
    expect(zoho.crm("GET", `${url}/1`).status).toBe(204);
    expect(zoho.crm("GET", `/Leads/1/Notes/${id}`).status).toBe(204);
  });
});
