import { inspect } from "node:util";
import { sandboxConnection } from "../../runner/connections";
import type { LogLine } from "../../runner/context";
import { watches } from "../support/live";
import { endings, NotificationScene } from "../support/notifications";

/** What Zoho sends with every notification of CRM Notifications, so that nobody else can. */

const scene = new NotificationScene();
const { zoho } = scene;

const texts = (logs: readonly LogLine[], level: string): string =>
  logs
    .filter((line) => line.level === level)
    .map(({ text }) => text)
    .join("\n");

describe("the token", () => {
  const withSecret = (clientSecret: string) => sandboxConnection({ fields: { clientSecret } });
  const token = async () => Object.values(await scene.tokens())[0];

  it("is the builder's, also a new one", async () => {
    const flow = scene.flow({ token: "x".repeat(50) });
    await flow.deploy();
    expect(await token()).toBe("x".repeat(50));
    await flow.redeploy({ events: '["Leads.all"]', token: "other" });
    expect(await token()).toBe("other");
    await scene.lead();
    await scene.settled(flow);
    expect(endings(flow)).toEqual(["completed"]);
  });

  it("stays when the client secret changes", async () => {
    const connection = withSecret("before");
    const flow = scene.flow({}, { connection });
    await flow.deploy();
    const before = await token();
    Object.assign(connection, withSecret("after"));
    await flow.redeploy();
    expect(await token()).toBe(before);
    expect(String(before)).toMatch(/^[\w-]{43}$/);
    await scene.lead();
    await scene.settled(flow);
    expect(endings(flow)).toEqual(["completed"]);
  });

  it("is known by the client secret when the state gets lost", async () => {
    const flow = scene.flow();
    await flow.deploy();
    const before = await token();
    await scene.lead();
    await scene.settled(flow);
    scene.loseState();
    await scene.lead();
    await scene.settled(flow);
    expect(endings(flow)).toEqual(["completed", "completed"]);
    expect(await token()).toBe(before);
    await scene.flow({}, { connection: withSecret("another") }).deploy();
    expect(new Set(Object.values(await scene.tokens())).size).toBe(2);
  });

  it("is random without a secret, and a new one when the state gets lost", async () => {
    const connection = sandboxConnection();
    delete connection.fields.clientSecret;
    const flow = scene.flow({}, { connection });
    await flow.deploy();
    const before = await token();
    await flow.redeploy();
    expect(await token()).toBe(before);
    scene.loseState();
    await scene.lead();
    await scene.settled(flow);
    await flow.redeploy();
    expect(await watches(zoho)).toHaveLength(1);
    expect(await token()).not.toBe(before);
    await scene.lead();
    await scene.settled(flow);
    expect(endings(flow)).toEqual(["ZOHO_NOTIFICATION_REFUSED", "completed"]);
  });

  it.each(["builder's own secret word", ""])(
    "%j is never told, in debugging neither",
    async (given) => {
      const logs: LogLine[] = [];
      const flow = scene.flow({ token: given }, { debug: true, logs });
      await flow.deploy();
      const secret = String(await token());
      await scene.lead();
      await scene.settled(flow);
      const text = await scene.lastText();
      expect(text).toContain(secret);
      await flow.post(text);
      await flow.post(text.replace(secret, `${secret}x`));
      await flow.post(text.replace("channel_id", "chanel_id"));
      await zoho.scenario({ name: "partial-failure", count: 0, match: { path: "actions/watch" } });
      const refused = await flow.redeploy().catch((error: unknown) => error);
      await zoho.clearScenarios();
      const long = await flow
        .redeploy({ events: '["Leads.all"]', token: `${secret}${"y".repeat(50)}` })
        .catch((error: unknown) => error);
      await zoho.act(
        "crmRenewNotification",
        {},
        { state: scene.platform.state, debug: true, logs },
      );
      await flow.delete();
      await flow.waitUntilIdle();
      expect(long).toMatchObject({ message: expect.stringContaining("longer than 50 characters") });
      expect(texts(logs, "debug")).toContain("Zoho POST /crm/v8/actions/watch");
      const all = inspect([logs, refused, long, flow.executions], { depth: 10 });
      for (const word of [secret, "sandbox-secret"]) expect(all).not.toContain(word);
    },
  );
});
