import { sandboxConnection } from "../../runner/connections";
import { fakeDate, fakeTimeouts } from "../support/clock";
import { watches } from "../support/live";
import type { Row } from "../support/localZoho";
import { endings, HOUR, NotificationScene } from "../support/notifications";

/** How channels end: at an upgrade from the official connector, and with their flow. */

const scene = new NotificationScene();
const { zoho } = scene;

const ids = async (): Promise<string[]> =>
  (await watches(zoho)).map(({ channelId }) => channelId).sort();

describe("an upgrade from the official connector", () => {
  const official = async (notifyUrl: string): Promise<void> => {
    const watch = [{ channel_id: "1767250000", events: ["Leads.all"], notify_url: notifyUrl }];
    await zoho.crm("POST", "/actions/watch", { watch });
    scene.platform.state.save({
      ...{ flows: {}, integration: {} },
      crossFlow: { zohoChannelId: 1767250000, other: 1 },
    });
  };

  it.each(["optional", "mandatory"])("leaves our channel alone, ids %s in lists", async (value) => {
    await zoho.reset({ variants: { watchChannelId: value } });
    const flow = scene.flow();
    await official(flow.url);
    await flow.deploy();
    expect(await ids()).toEqual([expect.not.stringMatching("1767250000")]);
    expect(Object.keys(scene.platform.state.load().crossFlow)).toEqual(["other", "flow-1-stable"]);
    await scene.lead();
    await scene.settled(flow);
    expect(endings(flow)).toEqual(["completed"]);
  });

  it("takes the channel over where the builder had named its id", async () => {
    const flow = scene.flow({ channelId: "1767250000" });
    await official(flow.url);
    await flow.deploy();
    expect(await scene.tokens()).toEqual({ "1767250000": expect.any(String) });
    expect(scene.platform.state.load().crossFlow).not.toHaveProperty("zohoChannelId");
  });

  it("forgets a channel that has ended in the meantime", async () => {
    const flow = scene.flow();
    await official(flow.url);
    await zoho.control("POST", "clock", { advanceMs: 2 * HOUR });
    await flow.deploy();
    expect(await ids()).toHaveLength(1);
    expect(scene.platform.state.load().crossFlow).not.toHaveProperty("zohoChannelId");
  });

  it("leaves the channel of another flow until that one is deployed", async () => {
    const [flow, other] = [scene.flow(), scene.flow()];
    await official(other.url);
    await flow.deploy();
    expect(await ids()).toContain("1767250000");
    expect(scene.platform.state.load().crossFlow).toHaveProperty("zohoChannelId", 1767250000);
    await other.deploy();
    expect(await ids()).toHaveLength(2);
    expect(await ids()).not.toContain("1767250000");
    expect(scene.platform.state.load().crossFlow).not.toHaveProperty("zohoChannelId");
  });

  it("refuses what the channel of the official connector sends without a token", async () => {
    const flow = scene.flow();
    await flow.deploy();
    await official(flow.url);
    await scene.lead();
    await scene.settled(flow);
    expect(endings(flow).sort()).toEqual(["ZOHO_NOTIFICATION_REFUSED", "completed"]);
  });

  it("that is never deployed closes the channel at deletion", async () => {
    const flow = scene.flow();
    await official(flow.url);
    await flow.delete();
    expect(await ids()).toEqual([]);
    expect(scene.platform.state.load().crossFlow).toEqual({ other: 1 });
  });
});

describe("deletion", () => {
  it("closes the channel, forgets it, and may be repeated", async () => {
    const [flow, other] = [scene.flow(), scene.flow()];
    await flow.deploy();
    await other.deploy();
    const [first] = (scene.kept().channels as Row[]).map(({ id }) => id);
    await flow.delete();
    expect(await ids()).toEqual([expect.not.stringMatching(String(first))]);
    expect(Object.keys(scene.platform.state.load().crossFlow)).toEqual(["flow-2-stable"]);
    await flow.delete();
    await scene.lead();
    await scene.settled(flow, other);
    expect([flow, other].map((one) => endings(one))).toEqual([[], ["completed"]]);
  });

  it.each([
    ["the state is lost", async () => scene.loseState(), 0],
    ["Zoho knows no channel", async () => zoho.control("DELETE", "watches?channel_id=42"), 0],
    ["Zoho is down", async () => zoho.scenario({ name: "reset-before", count: 0 }), 1],
    ["the token is dead", async () => zoho.scenario({ name: "revoked-token", count: 0 }), 1],
    ["the scope is gone", async () => zoho.scenario({ name: "missing-scope", count: 0 }), 1],
  ])("goes through when %s", async (_name, breaks, left) => {
    const flow = scene.flow({ channelId: "42" });
    await flow.deploy();
    await breaks();
    await flow.delete();
    expect(await ids()).toHaveLength(left);
    expect(scene.platform.state.load().crossFlow).toEqual({});
  });

  it("goes through without a token of the connection", async () => {
    const connection = sandboxConnection();
    const flow = scene.flow({}, { connection });
    await flow.deploy();
    Object.assign(connection, { token: undefined });
    await flow.delete();
    expect(scene.platform.state.load().crossFlow).toEqual({});
  });

  it.each([
    { events: "no events", channelExpiry: "tomorrow", token: "x".repeat(51) },
    { events: "[]", channelId: "none", notificationCondition: "{broken", fetchRecords: "maybe" },
  ])("goes through whatever the inputs hold: %j", async (values) => {
    const flow = scene.flow();
    await flow.deploy();
    const broken = scene.flow(values, { name: "Flow 1 again", stableId: "flow-1-stable" });
    await expect(broken.deploy()).rejects.toMatchObject({ code: "ZOHO_INPUT_INVALID" });
    await broken.delete();
    expect([await ids(), scene.platform.state.load().crossFlow]).toEqual([[], {}]);
  });
});

it("deployment and deletion end within 18 seconds of a Zoho that never answers", async () => {
  const flow = scene.flow();
  await flow.deploy();
  await zoho.holdReplies({ count: 0 });
  fakeTimeouts();
  try {
    const deployment = scene.flow().deploy();
    const both = Promise.all([
      expect(deployment).rejects.toMatchObject({ code: "ZOHO_TIMEOUT" }),
      flow.delete(),
    ]);
    await zoho.until(({ held }) => held >= 2);
    await jest.advanceTimersByTimeAsync(18_000);
    await both;
  } finally {
    fakeDate();
  }
});
