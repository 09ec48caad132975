import { getRows, TestSandbox } from "../../testSupport/calls";

function withChannels(...ids: string[]): TestSandbox {
  const zoho = new TestSandbox();
  const watch = ids.map((channel_id) => ({
    channel_id,
    events: ["Leads.all", "Deals.edit"],
    notify_url: "https://hooks.example.test",
  }));
  zoho.crm("POST", "/actions/watch", { body: { watch } });
  return zoho;
}

describe("DELETE /actions/watch?channel_ids= (facts 8)", () => {
  test("replies 200 with a result per channel and module, and removes the channels", () => {
    const zoho = withChannels("1", "9007199254740993", "3");
    const reply = zoho.crm("DELETE", "/actions/watch?channel_ids=1,9007199254740993");
    const outcome = (id: string, name: string) => ({
      code: "SUCCESS",
      details: {
        resource_uri: `https://127.0.0.1/crm/v8/${name}`,
        resource_id: zoho.state.modules.get(name)?.id,
        channel_id: id,
      },
      message: "Successfully un-subscribed from actions-watch",
      status: "success",
    });
    expect(reply).toEqual({
      status: 200,
      json: {
        watch: [
          outcome("1", "Leads"),
          outcome("1", "Deals"),
          outcome("9007199254740993", "Leads"),
          outcome("9007199254740993", "Deals"),
        ],
      },
    });
    const left = getRows(zoho.crm("GET", "/actions/watch"), "watch");
    expect(left.map(({ channel_id }) => channel_id)).toEqual(["3", "3"]);
  });

  test("unknown channels are NOT_SUBSCRIBED with 202, mixed with known ones 207", () => {
    const zoho = withChannels("1");
    expect(zoho.crm("DELETE", "/actions/watch?channel_ids=2")).toMatchObject({
      status: 202,
      json: { watch: [{ code: "NOT_SUBSCRIBED", status: "error", details: { channel_id: "2" } }] },
    });
    expect(zoho.crm("DELETE", "/actions/watch?channel_ids=1,2").status).toBe(207);
    expect(zoho.crm("DELETE", "/actions/watch?channel_ids=1").status).toBe(202);
  });

  test("an expired channel is unknown", () => {
    const zoho = withChannels("1");
    zoho.clock.advance(3_600_000);
    expect(zoho.crm("DELETE", "/actions/watch?channel_ids=1").status).toBe(202);
  });

  test("without ids REQUIRED_PARAM_MISSING; malformed ids are INVALID_DATA", () => {
    const zoho = withChannels();
    expect(zoho.crm("DELETE", "/actions/watch")).toMatchObject({
      status: 400,
      json: { code: "REQUIRED_PARAM_MISSING", details: { param_name: "channel_ids" } },
    });
    expect(zoho.crm("DELETE", "/actions/watch?channel_ids=1,x")).toMatchObject({
      status: 400,
      json: { code: "INVALID_DATA" },
    });
  });
});
