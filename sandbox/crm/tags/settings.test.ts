import { isJsonObject } from "../../http";
import { getFirst, getInfo, getRows, TestSandbox } from "../../testSupport/calls";
import { AT, lead, leadTags } from "../../testSupport/tags";

const SETTINGS = "/settings/tags?module=Leads";

const createTag = (zoho: TestSandbox, tag: unknown) =>
  zoho.crm("POST", SETTINGS, { body: { tags: [tag] } });
const madeId = (zoho: TestSandbox, tag: unknown) => {
  const { details } = getFirst(createTag(zoho, tag), "tags");
  return isJsonObject(details) ? String(details.id) : "";
};

describe("/settings/tags (facts 6)", () => {
  test("tags are created with a colour and listed, including those of records", () => {
    const zoho = new TestSandbox();
    const user = { name: "Ana", id: zoho.state.users[0]?.id };
    const history = { created_time: AT, modified_time: AT, created_by: user, modified_by: user };
    expect(createTag(zoho, { name: "Hot", color_code: "#F17574" })).toEqual({
      status: 201,
      json: {
        tags: [
          {
            code: "SUCCESS",
            details: {
              ...history,
              color_code: "#F17574",
              id: expect.stringMatching(/^\d{19}$/),
            },
            message: "tags created successfully",
            status: "success",
          },
        ],
      },
    });
    lead(zoho, "hot", "From a record");
    const list = zoho.crm("GET", SETTINGS);
    expect(getRows(list, "tags")).toMatchObject([
      { name: "Hot", color_code: "#F17574", ...history },
      { name: "From a record", ...history },
    ]);
    expect(getInfo(list)).toMatchObject({ count: 2 });
    expect(zoho.crm("GET", "/settings/tags?module=Contacts").status).toBe(204);
    expect(zoho.crm("GET", "/settings/tags").json).toMatchObject({
      code: "REQUIRED_PARAM_MISSING",
    });
  });

  test("an existing name is DUPLICATE_DATA", () => {
    const zoho = new TestSandbox();
    const id = madeId(zoho, { name: "Hot" });
    const reply = createTag(zoho, { name: "HOT" });
    expect(reply.status).toBe(400);
    expect(getFirst(reply, "tags")).toMatchObject({
      code: "DUPLICATE_DATA",
      details: { id, api_name: "name" },
    });
  });

  test("a change appears on the records", () => {
    const zoho = new TestSandbox();
    const record = lead(zoho, "Hot");
    const id = String(getFirst(zoho.crm("GET", SETTINGS), "tags").id);
    const body = { tags: [{ id, name: "Warm", color_code: "#E7A826" }] };
    expect(getFirst(zoho.crm("PUT", SETTINGS, { body }), "tags")).toMatchObject({
      message: "tags updated successfully",
      details: { id, color_code: "#E7A826" },
    });
    const shown = { name: "Warm", id, color_code: "#E7A826" };
    expect(getFirst(zoho.crm("GET", `/Leads/${record}`)).Tag).toEqual([shown]);
    zoho.crm("PUT", `/settings/tags/${id}?module=Leads`, { body: { tags: [{ name: "Cold" }] } });
    expect(leadTags(zoho, record)).toEqual(["Cold"]);
  });

  test.each([
    [[{ name: "X" }], "MANDATORY_NOT_FOUND"],
    [[{ id: "1", name: "X" }], "INVALID_DATA"],
  ])("a change of %j is %s", (tags, code) => {
    const reply = new TestSandbox().crm("PUT", SETTINGS, { body: { tags } });
    expect([reply.status, getFirst(reply, "tags").code]).toEqual([400, code]);
  });

  test("the name of another tag is refused", () => {
    const zoho = new TestSandbox();
    const first = madeId(zoho, { name: "A" });
    const id = madeId(zoho, { name: "B" });
    const reply = zoho.crm("PUT", SETTINGS, { body: { tags: [{ id, name: "a" }] } });
    expect(getFirst(reply, "tags")).toMatchObject({
      code: "DUPLICATE_DATA",
      details: { id: first },
    });
  });

  test("a deleted tag is removed from records; `tags` in the reply is an object", () => {
    const zoho = new TestSandbox();
    const record = lead(zoho, "Hot", "VIP");
    const id = String(getFirst(zoho.crm("GET", SETTINGS), "tags").id);
    expect(zoho.crm("DELETE", `/settings/tags/${id}`)).toEqual({
      status: 200,
      json: {
        tags: {
          code: "SUCCESS",
          details: { id },
          message: "tags deleted successfully",
          status: "success",
        },
      },
    });
    expect(leadTags(zoho, record)).toEqual(["VIP"]);
    expect(getRows(zoho.crm("GET", SETTINGS), "tags")).toHaveLength(1);
    expect(zoho.crm("DELETE", `/settings/tags/${id}`).status).toBe(400);
  });

  test("records_count is a text", () => {
    const zoho = new TestSandbox();
    for (const tags of [["Hot"], ["Hot", "VIP"], ["VIP"], ["hot"]]) lead(zoho, ...tags);
    const id = getFirst(zoho.crm("GET", SETTINGS), "tags").id;
    const url = `/settings/tags/${id}/actions/records_count`;
    expect(zoho.crm("GET", `${url}?module=Leads`)).toEqual({ status: 200, json: { count: "3" } });
    expect(zoho.crm("GET", url).json).toMatchObject({ code: "REQUIRED_PARAM_MISSING" });
  });
});
