import { getRows, TestSandbox } from "../testSupport/calls";
import { mergeRecords } from "./merge";

function merged(variants: Record<string, unknown> = {}) {
  const zoho = new TestSandbox({}, variants);
  const { state } = zoho;
  const master = zoho.create("Contacts", { Last_Name: "Rao", External_Key: "" });
  const loser = zoho.create("Contacts", { Last_Name: "Roa", Phone: "5", External_Key: "K1" });
  const subscription = zoho.create("Subscriptions", { Name: "S", Subscriber: { id: loser } });
  const note = zoho.create("Notes", {
    Note_Content: "n",
    Parent_Id: { id: loser },
    se_module: "Contacts",
  });
  const campaign = zoho.create("Campaigns", { Campaign_Name: "C" });
  zoho.crm("PUT", `/Campaigns/${campaign}/Contacts/${loser}`);
  state.attachments.add({
    id: "1",
    moduleName: "Contacts",
    parentId: loser,
    fileName: "f",
    createdAt: 0,
    createdBy: "",
  });
  zoho.clock.advance(60_000);
  mergeRecords({
    state,
    module: zoho.module("Contacts"),
    master: zoho.stored("Contacts", master),
    loser: zoho.stored("Contacts", loser),
    at: zoho.clock.nowSecond(),
    by: state.users[0]?.id ?? "",
  });
  const get = (path: string) => getRows(zoho.crm("GET", path))[0];
  return { zoho, master, loser, subscription, note, campaign, get };
}

describe("merging two records (facts 13.16)", () => {
  test("the loser vanishes, the master takes its values", () => {
    const { zoho, master, loser, get } = merged();
    expect(zoho.crm("GET", `/Contacts/${loser}`).status).toBe(204);
    expect(get(`/Contacts/${master}`)).toMatchObject({
      Last_Name: "Rao",
      Phone: "5",
      External_Key: "K1",
      Modified_Time: "2026-01-01T10:01:00+05:30",
    });
    const kinds = [master, loser].map((id) => zoho.state.history.of("Contacts", id).at(-1)?.kind);
    expect(kinds).toEqual(["merge", "merge"]);
  });

  test("related records move to the master and keep their Modified_Time", () => {
    const { zoho, master, loser, subscription, note, campaign, get } = merged();
    expect(get(`/Subscriptions/${subscription}`)).toMatchObject({
      Subscriber: { id: master },
      Modified_Time: "2026-01-01T10:00:00+05:30",
    });
    expect(get(`/Notes/${note}`)).toMatchObject({ Parent_Id: { id: master } });
    expect(get(`/Campaigns/${campaign}/Contacts?fields=Last_Name`)).toMatchObject({ id: master });
    expect(zoho.state.attachments.of("Contacts", master)).toHaveLength(1);
    expect(zoho.state.attachments.of("Contacts", loser)).toHaveLength(0);
  });

  test.each([
    ["recycle", ["recycle"]],
    ["permanent", ["permanent"]],
    ["unlisted", []],
  ])("the loser is listed as deleted: %s", (mergedRecords, types) => {
    const { zoho } = merged({ mergedRecords });
    const reply = zoho.crm("GET", "/Contacts/deleted");
    expect(reply.status === 204 ? [] : getRows(reply).map(({ type }) => type)).toEqual(types);
  });
});
