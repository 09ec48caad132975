import type { JsonObject } from "../../http";
import { getFirst, getRows, TestSandbox } from "../../testSupport/calls";
import { tokenFor } from "../../testSupport/signIn";
import { AT, lead, leadTags } from "../../testSupport/tags";

const tagIt = (zoho: TestSandbox, action: string, body: unknown, id = "") =>
  zoho.crm("POST", `/Leads${id && `/${id}`}/actions/${action}`, { body });

describe("tags on records (facts 6)", () => {
  test("add_tags returns all tags of each record, and two counts as texts", () => {
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

  test("over_write replaces; an existing tag is not added twice", () => {
    const zoho = new TestSandbox();
    const id = lead(zoho, "Old");
    tagIt(zoho, "add_tags", { tags: [{ name: "OLD" }, { name: "New" }] }, id);
    expect(leadTags(zoho, id)).toEqual(["Old", "New"]);
    tagIt(zoho, "add_tags", { tags: [{ name: "Only" }], ids: [id], over_write: true });
    expect(leadTags(zoho, id)).toEqual(["Only"]);
  });

  test("remove_tags removes names, known or not", () => {
    const zoho = new TestSandbox();
    const ids = [lead(zoho, "A", "B"), lead(zoho, "B")];
    const reply = tagIt(zoho, "remove_tags", { tags: [{ name: "b" }, { name: "Z" }], ids });
    expect(reply).toMatchObject({ status: 200, json: { success_count: "2" } });
    expect(ids.map((id) => leadTags(zoho, id))).toEqual([["A"], []]);
    tagIt(zoho, "remove_tags", { tags: [{ name: "A" }] }, ids[0]);
    expect(leadTags(zoho, String(ids[0]))).toEqual([]);
  });

  test("ids and over_write may be in the query, as in the OpenAPI file", () => {
    const zoho = new TestSandbox();
    const id = lead(zoho, "Old");
    const body = { tags: [{ name: "New" }] };
    zoho.crm("POST", `/Leads/actions/add_tags?ids=${id}&over_write=true`, { body });
    expect(leadTags(zoho, id)).toEqual(["New"]);
  });

  test("unknown records fail alone; at most ten tags per record", () => {
    const zoho = new TestSandbox();
    const id = lead(zoho);
    const ten = Array.from({ length: 10 }, (_, index) => ({ name: `t${index}` }));
    const mixed = tagIt(zoho, "add_tags", { tags: ten, ids: [id, "1"] });
    expect(mixed).toMatchObject({ status: 207, json: { success_count: "1" } });
    expect(getRows(mixed)[1]).toMatchObject({ code: "INVALID_DATA", details: { id: "1" } });
    const eleventh = tagIt(zoho, "add_tags", { tags: [{ name: "t10" }] }, id);
    expect([eleventh.status, getFirst(eleventh).code]).toEqual([400, "LIMIT_EXCEEDED"]);
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
  ])("%j is refused", (body, code, path) => {
    expect(tagIt(new TestSandbox(), "add_tags", body)).toMatchObject({
      status: 400,
      json: { code, details: { json_path: path } },
    });
  });

  test("500 records per call, one credit per 50", () => {
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

  test("Modified_Time changes, except in the variant", () => {
    const modified = (variants: JsonObject) => {
      const zoho = new TestSandbox({}, variants);
      const id = lead(zoho);
      zoho.clock.advance(60_000);
      tagIt(zoho, "add_tags", { tags: [{ name: "A" }] }, id);
      return getFirst(zoho.crm("GET", `/Leads/${id}`)).Modified_Time;
    };
    expect(modified({})).toBe("2026-01-01T10:01:00+05:30");
    expect(modified({ tagTimes: "kept" })).toBe(AT);
  });

  test("history has the time of the change even if Modified_Time stays", () => {
    const zoho = new TestSandbox({}, { tagTimes: "kept" });
    const id = lead(zoho);
    zoho.clock.advance(60_000);
    tagIt(zoho, "add_tags", { tags: [{ name: "A" }] }, id);
    const [, version] = zoho.state.history.of("Leads", id);
    expect(version).toMatchObject({ fields: ["Tag"], at: zoho.clock.nowSecond() });
  });

  test("the scope of the module or that of tags is enough (facts 1.8)", () => {
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
