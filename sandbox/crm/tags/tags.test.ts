import { tokenFor } from "../../accounts/testSignIn";
import { isJsonObject, type JsonObject } from "../../http";
import { firstOf, infoOf, rowsOf, TestSandbox } from "../../testCalls";

const SETTINGS = "/settings/tags?module=Leads";
const AT = "2026-01-01T10:00:00+05:30";

const tagIt = (zoho: TestSandbox, action: string, body: unknown, id = "") =>
  zoho.crm("POST", `/Leads${id && `/${id}`}/actions/${action}`, { body });
const namesOf = (row: JsonObject) =>
  Array.isArray(row.Tag) ? row.Tag.map((tag) => (isJsonObject(tag) ? tag.name : tag)) : row.Tag;
const leadTags = (zoho: TestSandbox, id: string) =>
  namesOf(firstOf(zoho.crm("GET", `/Leads/${id}`)));
const lead = (zoho: TestSandbox, ...tags: string[]) =>
  zoho.create("Leads", { Last_Name: "L", Tag: tags.map((name) => ({ name })) });
const createTag = (zoho: TestSandbox, tag: unknown) =>
  zoho.crm("POST", SETTINGS, { body: { tags: [tag] } });
const madeId = (zoho: TestSandbox, tag: unknown) => {
  const { details } = firstOf(createTag(zoho, tag), "tags");
  return isJsonObject(details) ? String(details.id) : "";
};

describe("tags on records (facts 6)", () => {
  test("add_tags answers each record with all its tags and two counts that are texts", () => {
    const zoho = new TestSandbox();
    const id = lead(zoho, "Old");
    const tags = [{ name: "Hot", id: null, color_code: null }];
    const someId = expect.stringMatching(/^\d{19}$/);
    expect(tagIt(zoho, "add_tags", { tags, ids: [id], over_write: false })).toEqual({
      status: 200,
      json: {
        data: [
          {
            code: "SUCCESS",
            details: {
              id,
              tags: [
                { name: "Old", id: someId, color_code: "#658BA8" },
                { name: "Hot", id: someId, color_code: "#658BA8" },
              ],
            },
            message: "tags updated successfully",
            status: "success",
          },
        ],
        success_count: "1",
        locked_count: "0",
      },
    });
    expect(leadTags(zoho, id)).toEqual(["Old", "Hot"]);
  });

  test("over_write replaces; a tag that is there is not added twice", () => {
    const zoho = new TestSandbox();
    const id = lead(zoho, "Old");
    tagIt(zoho, "add_tags", { tags: [{ name: "OLD" }, { name: "New" }] }, id);
    expect(leadTags(zoho, id)).toEqual(["Old", "New"]);
    tagIt(zoho, "add_tags", { tags: [{ name: "Only" }], ids: [id], over_write: true });
    expect(leadTags(zoho, id)).toEqual(["Only"]);
  });

  test("remove_tags takes names off, known or not", () => {
    const zoho = new TestSandbox();
    const ids = [lead(zoho, "A", "B"), lead(zoho, "B")];
    const reply = tagIt(zoho, "remove_tags", { tags: [{ name: "b" }, { name: "Z" }], ids });
    expect(reply).toMatchObject({ status: 200, json: { success_count: "2" } });
    expect(ids.map((id) => leadTags(zoho, id))).toEqual([["A"], []]);
    tagIt(zoho, "remove_tags", { tags: [{ name: "A" }] }, ids[0]);
    expect(leadTags(zoho, String(ids[0]))).toEqual([]);
  });

  test("ids and over_write may stand in the query, as the OpenAPI file has it", () => {
    const zoho = new TestSandbox();
    const id = lead(zoho, "Old");
    const body = { tags: [{ name: "New" }] };
    zoho.crm("POST", `/Leads/actions/add_tags?ids=${id}&over_write=true`, { body });
    expect(leadTags(zoho, id)).toEqual(["New"]);
  });

  test("unknown records fail alone; ten tags a record are taken", () => {
    const zoho = new TestSandbox();
    const id = lead(zoho);
    const ten = Array.from({ length: 10 }, (_, index) => ({ name: `t${index}` }));
    const mixed = tagIt(zoho, "add_tags", { tags: ten, ids: [id, "1"] });
    expect(mixed).toMatchObject({ status: 207, json: { success_count: "1" } });
    expect(rowsOf(mixed)[1]).toMatchObject({ code: "INVALID_DATA", details: { id: "1" } });
    const eleventh = tagIt(zoho, "add_tags", { tags: [{ name: "t10" }] }, id);
    expect([eleventh.status, firstOf(eleventh).code]).toEqual([400, "LIMIT_EXCEEDED"]);
    const generous = new TestSandbox({}, { tagsPerRecord: "100" });
    const tags = [...ten, { name: "t10" }];
    expect(tagIt(generous, "add_tags", { tags }, lead(generous)).status).toBe(200);
  });

  test.each([
    [{ ids: ["1"] }, "MANDATORY_NOT_FOUND", "$.tags"],
    [{ tags: [], ids: ["1"] }, "MANDATORY_NOT_FOUND", "$.tags"],
    [{ tags: [{ name: "A" }] }, "MANDATORY_NOT_FOUND", "$.ids"],
    [{ tags: [{}], ids: ["1"] }, "MANDATORY_NOT_FOUND", "$.tags[0].name"],
    [{ tags: "A", ids: ["1"] }, "INVALID_DATA", "$.tags"],
    [{ tags: [{ name: "A" }], ids: "1" }, "INVALID_DATA", "$.ids"],
    [{ tags: [{ name: "x".repeat(26) }], ids: ["1"] }, "INVALID_DATA", "$.tags[0].name"],
    [
      { tags: [{ name: "A", color_code: "red" }], ids: ["1"] },
      "INVALID_DATA",
      "$.tags[0].color_code",
    ],
  ])("%j is refused as a whole", (body, code, path) => {
    expect(tagIt(new TestSandbox(), "add_tags", body)).toMatchObject({
      status: 400,
      json: { code, details: { json_path: path } },
    });
  });

  test("500 records a call, for one credit each 50", () => {
    const zoho = new TestSandbox({ Leads: 51 });
    const ids = [...(zoho.state.records.get("Leads")?.all() ?? [])].map((record) => record.id);
    const before = zoho.state.credits.total;
    expect(tagIt(zoho, "add_tags", { tags: [{ name: "A" }], ids })).toMatchObject({
      json: { success_count: "51" },
    });
    expect(zoho.state.credits.total - before).toBe(2);
    const many = Array.from({ length: 501 }, String);
    expect(tagIt(zoho, "add_tags", { tags: [{ name: "A" }], ids: many })).toMatchObject({
      json: { code: "LIMIT_EXCEEDED", details: { limit: 500 } },
    });
  });

  test("Modified_Time moves, or is kept in the variant", () => {
    const modified = (variants: JsonObject) => {
      const zoho = new TestSandbox({}, variants);
      const id = lead(zoho);
      zoho.clock.advance(60_000);
      tagIt(zoho, "add_tags", { tags: [{ name: "A" }] }, id);
      return firstOf(zoho.crm("GET", `/Leads/${id}`)).Modified_Time;
    };
    expect(modified({})).toBe("2026-01-01T10:01:00+05:30");
    expect(modified({ tagTimes: "kept" })).toBe(AT);
  });

  test("the scope of the module or that of tags will do (facts 1.8)", () => {
    const zoho = new TestSandbox();
    const id = lead(zoho);
    const status = (scope: string) =>
      zoho.crm("POST", `/Leads/${id}/actions/add_tags`, {
        body: { tags: [{ name: "A" }] },
        token: tokenFor(zoho, scope),
      }).status;
    expect(status("ZohoCRM.modules.leads.READ")).toBe(401);
    expect(status("ZohoCRM.modules.leads.CREATE")).toBe(200);
    expect(status("ZohoCRM.settings.tags.ALL")).toBe(200);
  });
});

describe("/settings/tags (facts 6)", () => {
  test("tags are created with a colour and listed, those of records among them", () => {
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
    expect(rowsOf(list, "tags")).toMatchObject([
      { name: "Hot", color_code: "#F17574", ...history },
      { name: "From a record", ...history },
    ]);
    expect(infoOf(list)).toMatchObject({ count: 2 });
    expect(zoho.crm("GET", "/settings/tags?module=Contacts").status).toBe(204);
    expect(zoho.crm("GET", "/settings/tags").json).toMatchObject({
      code: "REQUIRED_PARAM_MISSING",
    });
  });

  test("a name that is there is DUPLICATE_DATA", () => {
    const zoho = new TestSandbox();
    const id = madeId(zoho, { name: "Hot" });
    const reply = createTag(zoho, { name: "HOT" });
    expect(reply.status).toBe(400);
    expect(firstOf(reply, "tags")).toMatchObject({
      code: "DUPLICATE_DATA",
      details: { id, api_name: "name" },
    });
  });

  test("a change shows on the records", () => {
    const zoho = new TestSandbox();
    const record = lead(zoho, "Hot");
    const id = String(firstOf(zoho.crm("GET", SETTINGS), "tags").id);
    const body = { tags: [{ id, name: "Warm", color_code: "#E7A826" }] };
    expect(firstOf(zoho.crm("PUT", SETTINGS, { body }), "tags")).toMatchObject({
      message: "tags updated successfully",
      details: { id, color_code: "#E7A826" },
    });
    const shown = { name: "Warm", id, color_code: "#E7A826" };
    expect(firstOf(zoho.crm("GET", `/Leads/${record}`)).Tag).toEqual([shown]);
    zoho.crm("PUT", `/settings/tags/${id}?module=Leads`, { body: { tags: [{ name: "Cold" }] } });
    expect(leadTags(zoho, record)).toEqual(["Cold"]);
  });

  test.each([
    [[{ name: "X" }], "MANDATORY_NOT_FOUND"],
    [[{ id: "1", name: "X" }], "INVALID_DATA"],
  ])("a change of %j is %s", (tags, code) => {
    const reply = new TestSandbox().crm("PUT", SETTINGS, { body: { tags } });
    expect([reply.status, firstOf(reply, "tags").code]).toEqual([400, code]);
  });

  test("a name of another tag cannot be taken", () => {
    const zoho = new TestSandbox();
    const first = madeId(zoho, { name: "A" });
    const id = madeId(zoho, { name: "B" });
    const reply = zoho.crm("PUT", SETTINGS, { body: { tags: [{ id, name: "a" }] } });
    expect(firstOf(reply, "tags")).toMatchObject({
      code: "DUPLICATE_DATA",
      details: { id: first },
    });
  });

  test("a deleted tag is gone from the records; `tags` of the reply is an object", () => {
    const zoho = new TestSandbox();
    const record = lead(zoho, "Hot", "VIP");
    const id = String(firstOf(zoho.crm("GET", SETTINGS), "tags").id);
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
    expect(rowsOf(zoho.crm("GET", SETTINGS), "tags")).toHaveLength(1);
    expect(zoho.crm("DELETE", `/settings/tags/${id}`).status).toBe(400);
  });

  test("records_count is a text", () => {
    const zoho = new TestSandbox();
    for (const tags of [["Hot"], ["Hot", "VIP"], ["VIP"], ["hot"]]) lead(zoho, ...tags);
    const id = firstOf(zoho.crm("GET", SETTINGS), "tags").id;
    const url = `/settings/tags/${id}/actions/records_count`;
    expect(zoho.crm("GET", `${url}?module=Leads`)).toEqual({ status: 200, json: { count: "3" } });
    expect(zoho.crm("GET", url).json).toMatchObject({ code: "REQUIRED_PARAM_MISSING" });
  });
});
