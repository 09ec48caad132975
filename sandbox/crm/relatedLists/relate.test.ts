import { getRows, TestSandbox } from "../../testSupport/calls";

function withCampaign() {
  const zoho = new TestSandbox();
  const campaign = zoho.create("Campaigns", { Campaign_Name: "Spring" });
  const leads = ["A", "B", "C"].map((Last_Name) => zoho.create("Leads", { Last_Name }));
  const members = () => {
    const reply = zoho.crm("GET", `/Campaigns/${campaign}/Leads?fields=Last_Name,Member_Status`);
    return reply.status === 204
      ? []
      : getRows(reply).map(({ Last_Name, Member_Status }) => [Last_Name, Member_Status]);
  };
  return { zoho, campaign, leads, members };
}

describe("PUT and DELETE /{module}/{id}/{related_list} (facts 3.10)", () => {
  test("PUT adds campaign members with their status; again it changes the status", () => {
    const { zoho, campaign, leads, members } = withCampaign();
    const data = [{ id: leads[0], Member_Status: "Active" }, { id: leads[1] }];
    expect(zoho.crm("PUT", `/Campaigns/${campaign}/Leads`, { body: { data } })).toEqual({
      status: 200,
      json: {
        data: [leads[0], leads[1]].map((id) => ({
          code: "SUCCESS",
          details: { id },
          message: "relation added",
          status: "success",
        })),
      },
    });
    expect(members()).toEqual([
      ["B", null],
      ["A", "Active"],
    ]);
    const body = { data: [{ Member_Status: "Planned" }] };
    zoho.crm("PUT", `/Campaigns/${campaign}/Leads/${leads[1]}`, { body });
    expect(members()[0]).toEqual(["B", "Planned"]);
    const ofLead = zoho.crm(
      "GET",
      `/Leads/${leads[1]}/Campaigns?fields=Campaign_Name,Member_Status`,
    );
    expect(getRows(ofLead)).toEqual([
      { Campaign_Name: "Spring", id: campaign, Member_Status: "Planned" },
    ]);
  });

  test("products are related to leads, accounts, contacts, deals and price books, from either end", () => {
    const zoho = new TestSandbox({ Price_Books: 1, Deals: 1 });
    const product = zoho.create("Products", { Product_Name: "P (1)" });
    for (const name of ["Price_Books", "Deals"]) {
      const [record] = zoho.state.records.get(name)?.all() ?? [];
      expect(zoho.crm("PUT", `/${name}/${record?.id}/Products/${product}`).status).toBe(200);
      const back = zoho.crm("GET", `/Products/${product}/${name}?fields=id`);
      expect(getRows(back)).toEqual([{ id: record?.id }]);
    }
  });

  test("DELETE by path and by ids; the records stay", () => {
    const { zoho, campaign, leads, members } = withCampaign();
    const data = leads.map((id) => ({ id }));
    zoho.crm("PUT", `/Campaigns/${campaign}/Leads`, { body: { data } });
    const url = `/Campaigns/${campaign}/Leads`;
    expect(zoho.crm("DELETE", `${url}/${leads[0]}`)).toMatchObject({
      status: 200,
      json: { data: [{ details: { id: leads[0] }, message: "relation removed" }] },
    });
    const mixed = zoho.crm("DELETE", `${url}?ids=${leads[0]},${leads[1]}`);
    expect(mixed.status).toBe(207);
    expect(members()).toEqual([["C", null]]);
    expect(zoho.crm("GET", `/Leads/${leads[0]}`).status).toBe(200);
    zoho.crm("DELETE", `/Leads/${leads[2]}`);
    expect(members()).toEqual([]);
  });

  test("refusals: unknown record, no id, wrong type, too many, no ids", () => {
    const { zoho, campaign, leads } = withCampaign();
    const url = `/Campaigns/${campaign}/Leads`;
    const put = (data: unknown) => zoho.crm("PUT", url, { body: { data } });
    expect(put([{ id: "123" }, { id: leads[0] }]).status).toBe(207);
    expect(put([{}])).toMatchObject({
      status: 400,
      json: { data: [{ code: "MANDATORY_NOT_FOUND", details: { json_path: "$.data[0].id" } }] },
    });
    expect(put([{ id: leads[0], Member_Status: 1 }]).status).toBe(400);
    expect(put(Array.from({ length: 101 }, () => ({ id: leads[0] })))).toMatchObject({
      json: { code: "LIMIT_EXCEEDED" },
    });
    expect(zoho.crm("DELETE", url)).toMatchObject({ json: { code: "REQUIRED_PARAM_MISSING" } });
    const ids = Array.from({ length: 101 }, (_, index) => index + 1).join(",");
    expect(zoho.crm("DELETE", `${url}?ids=${ids}`)).toMatchObject({
      json: { code: "LIMIT_EXCEEDED" },
    });
    expect(zoho.crm("PUT", `/Campaigns/1/Leads/${leads[0]}`)).toMatchObject({
      status: 400,
      json: { message: "the related id given seems to be invalid" },
    });
  });

  test("lists by lookup cannot be changed", () => {
    const zoho = new TestSandbox();
    const account = zoho.create("Accounts", { Account_Name: "Acme" });
    const contact = zoho.create("Contacts", { Last_Name: "Rao" });
    expect(zoho.crm("PUT", `/Accounts/${account}/Contacts/${contact}`)).toMatchObject({
      status: 400,
      json: { code: "INVALID_DATA", details: { resource_path_index: 2 } },
    });
  });
});
