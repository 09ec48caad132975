import { getRows, TestSandbox } from "../../testSupport/calls";

const lists = (zoho: TestSandbox, module: string) =>
  getRows(zoho.crm("GET", `/settings/related_lists?module=${module}`), "related_lists");

describe("GET /settings/related_lists?module= (facts 7)", () => {
  test("lists have path, module and position", () => {
    const zoho = new TestSandbox();
    const leads = lists(zoho, "Leads");
    expect(leads.find(({ api_name }) => api_name === "Notes")).toMatchObject({
      api_name: "Notes",
      display_label: "Notes",
      name: "Notes",
      href: "Leads/{ENTITYID}/Notes",
      module: { api_name: "Notes", id: zoho.state.modules.get("Notes")?.id },
      type: "default",
      id: expect.stringMatching(/^\d{19}$/),
      status: "visible",
      sequence_number: expect.stringMatching(/^\d+$/),
      action: null,
    });
    expect(leads.map(({ api_name }) => api_name)).toEqual(
      expect.arrayContaining(["Attachments", "Notes", "Tasks", "Events", "Calls", "Campaigns"]),
    );
  });

  test("every path works", () => {
    const zoho = new TestSandbox({ "*": 1 });
    for (const [name, module] of zoho.state.modules) {
      const [record] = zoho.state.store(module).all();
      for (const { href } of lists(zoho, name)) {
        const url = String(href).replace("{ENTITYID}", record?.id ?? "");
        expect([200, 204]).toContain(zoho.crm("GET", `/${url}?fields=id`).status);
      }
    }
  });

  test("ids differ between lists; another layout has none; a module is mandatory", () => {
    const zoho = new TestSandbox();
    const ids = [...zoho.state.modules.keys()].flatMap((name) =>
      lists(zoho, name).map(({ id }) => id),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(zoho.crm("GET", "/settings/related_lists?module=Leads&layout_id=1").status).toBe(204);
    expect(zoho.crm("GET", "/settings/related_lists")).toMatchObject({
      status: 400,
      json: { code: "REQUIRED_PARAM_MISSING" },
    });
    expect(zoho.crm("GET", "/settings/related_lists?module=Nope").status).toBe(400);
  });
});
