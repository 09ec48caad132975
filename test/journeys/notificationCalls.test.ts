import { deferred } from "../../runner/deferred";
import type { LiveFlow } from "../../runner/liveFlow";
import { BEHAVIOURS } from "../../runner/platformBehaviour";
import type { Row } from "../support/localZoho";
import { endings, HOUR, NotificationScene } from "../support/notifications";

/** What a flow on CRM Notifications makes of the calls to its address, Zoho's and others'. */

const scene = new NotificationScene();
const { zoho } = scene;

const REFUSED = "ZOHO_NOTIFICATION_REFUSED";
const LONG_ID = "9223372036854775807";
const dataOf = (flow: LiveFlow): Row[] => flow.handedOver.map(({ data }) => data as Row);
const dedupeIds = (flow: LiveFlow): unknown[] => dataOf(flow).map(({ dedupeId }) => dedupeId);
/** Lets a change of a record be notified, and returns what Zoho sent. */
async function notify(flow: LiveFlow): Promise<string> {
  await scene.lead();
  await scene.settled(flow);
  return scene.lastText();
}
async function postAll(flow: LiveFlow, ...bodies: readonly string[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const body of bodies) {
    statuses.push((await flow.post(body)).status);
    await flow.waitUntilIdle();
  }
  return statuses;
}
/** A genuine notification with another value of a key, or without it. */
const changed = (text: string, values: Row): string =>
  JSON.stringify({ ...JSON.parse(text), ...values });

/** What strangers send, made of a genuine notification. */
const STRANGE: Record<string, (genuine: string) => string> = {
  "another token": (text) => changed(text, { token: "guessed" }),
  "no token": (text) => changed(text, { token: undefined }),
  "the token null": (text) => changed(text, { token: null }),
  "an empty token": (text) => changed(text, { token: "" }),
  "the token in a list": (text) => changed(text, { token: [JSON.parse(text).token] }),
  "another channel": (text) => changed(text, { channel_id: "42" }),
  "no channel": (text) => changed(text, { channel_id: undefined }),
  "a channel that is no number": (text) => changed(text, { channel_id: { toString: "1" } }),
  nothing: () => "",
  "no JSON": (text) => `${text.slice(0, -1)},`,
  "a list": (text) => `[${text}]`,
  "a text": () => '"text"',
  null: () => "null",
  "deep nesting": (text) => text.replace('"token"', `"a":${"[".repeat(9e4)}${"]".repeat(9e4)},"b"`),
  "a forged prototype": (text) => `{"__proto__":${text},"constructor":${text}}`,
  "a forged prototype and a long number": (text) =>
    `{"a":12345678901234567890,"__proto__":${text}}`,
  "more than 2 MB": (text) => changed(text, { a: "x".repeat(3e6) }),
  "1,001 ids": (text) => changed(text, { ids: Array.from({ length: 1_001 }, (_, id) => `${id}`) }),
  "ids that are no digits": (text) => changed(text, { ids: ["1", "../2"] }),
  "ids that lost digits": (text) => changed(text, { ids: [1e21] }),
  "ids that are no list": (text) => changed(text, { ids: "1" }),
  "no server time": (text) => changed(text, { server_time: undefined }),
  "a senseless server time": (text) => changed(text, { server_time: "soon" }),
  "a module that is a path": (text) => changed(text, { module: "Leads/../users" }),
  "no module": (text) => changed(text, { module: undefined }),
  "an operation that is none": (text) => changed(text, { operation: "in sert" }),
};

describe.each(BEHAVIOURS)("on $name", ({ behaviour }) => {
  const deployed = async (values: Row = {}, steps?: () => void): Promise<LiveFlow> => {
    const flow = scene.flow(values, { behaviour, ...(steps && { steps }) });
    await flow.deploy();
    return flow;
  };

  it("a notification goes through as it came, with its dedupeId", async () => {
    const flow = await deployed({ returnAffectedFieldValues: "true" });
    const id = await scene.lead();
    await scene.update("Leads", id, { City: "Oslo" });
    await scene.settled(flow);
    const came = await scene.sent();
    expect(came.map(({ httpStatus }) => httpStatus)).toEqual([200, 200]);
    expect(came[1]?.body).toMatchObject({ ids: [id], affected_fields: [{ [id]: ["City"] }] });
    const dedupeId = expect.stringMatching(/^[0-9a-f]{32}$/);
    expect(dataOf(flow)).toEqual(came.map(({ body }) => ({ ...body, dedupeId })));
    expect(new Set(dedupeIds(flow)).size).toBe(2);
    expect(scene.platform.state.load().flows["flow-1-stable"]).toEqual({
      zohoNotificationDigests: expect.stringMatching(/^[0-9a-f]{16} [0-9a-f]{16}$/),
    });
  });

  it("what is no notification of the channel runs no step and changes nothing", async () => {
    const flow = await deployed();
    const genuine = await notify(flow);
    const before = scene.platform.state.load();
    const bodies = Object.values(STRANGE).map((made) => made(genuine));
    const statuses = await postAll(flow, ...bodies);
    const refusal = behaviour.answersAfterTrigger ? 500 : 200;
    expect(statuses).toEqual(bodies.map(() => refusal));
    const outcomes = Object.keys(STRANGE).map((name, at) => [name, endings(flow)[at + 1]]);
    expect(outcomes).toEqual(Object.keys(STRANGE).map((name) => [name, REFUSED]));
    expect(flow.handedOver).toHaveLength(1);
    expect(scene.platform.state.load()).toEqual(before);
    await notify(flow);
    expect(endings(flow).at(-1)).toBe("completed");
  });

  it("one that comes again is refused", async () => {
    const flow = await deployed();
    const first = await notify(flow);
    const second = await notify(flow);
    await postAll(flow, first, second, first);
    expect(endings(flow)).toEqual(["completed", "completed", REFUSED, REFUSED, REFUSED]);
    expect(String(flow.executions[2]?.error)).toContain(String(dedupeIds(flow)[0]));
  });

  it("one that comes again runs again where that is wanted, with the same dedupeId", async () => {
    const flow = await deployed({ refuseRepeats: "false" });
    await postAll(flow, await notify(flow));
    expect(endings(flow)).toEqual(["completed", "completed"]);
    expect(new Set(dedupeIds(flow)).size).toBe(1);
    expect(dataOf(flow)[1]).toEqual(dataOf(flow)[0]);
    expect(scene.platform.state.load().flows["flow-1-stable"] ?? {}).toEqual({});
  });

  it("one whose steps failed goes through when it comes again", async () => {
    let fails = true;
    const flow = await deployed({}, () => {
      if (fails) throw new Error("the step failed");
    });
    const text = await notify(flow);
    fails = false;
    await postAll(flow, text, text);
    expect(endings(flow)).toEqual([expect.stringContaining("step failed"), "completed", REFUSED]);
  });
});

describe("a notification", () => {
  const deployed = async (values: Row = {}): Promise<LiveFlow> => {
    const flow = scene.flow(values, { behaviour: { answersAfterTrigger: true } });
    await flow.deploy();
    return flow;
  };

  it("is answered with 200 and JSON", async () => {
    const flow = await deployed({ refuseRepeats: "false" });
    const body = await notify(flow);
    const headers = { "content-type": "application/json" };
    const reply = await fetch(flow.url, { method: "POST", body, headers });
    expect([reply.status, reply.headers.get("content-type")]).toEqual([200, "application/json"]);
    await flow.waitUntilIdle();
  });

  it("of the same record in the same millisecond is another one", async () => {
    const flow = await deployed();
    const text = await notify(flow);
    const ids = JSON.parse(text).ids;
    const edits = ["City", "Phone"].map((field) =>
      changed(text, { operation: "update", affected_fields: [{ [ids[0]]: [field] }] }),
    );
    await postAll(flow, ...edits);
    expect(endings(flow)).toEqual(["completed", "completed", "completed"]);
    const [, city, phone] = dedupeIds(flow);
    expect(city).toBe(phone);
  });

  it("is told from all others of its kind by its dedupeId", async () => {
    const flow = await deployed();
    const text = await notify(flow);
    const { ids, server_time } = JSON.parse(text);
    const others: Row[] = [
      { module: "Contacts" },
      { operation: "delete" },
      { ids: [...ids, "1"] },
      { server_time: server_time + 1 },
    ];
    await postAll(flow, ...others.map((values) => changed(text, values)));
    await postAll(flow, changed(text, { ids: ["1", ...ids], affected_fields: [] }));
    const found = dedupeIds(flow);
    expect(found).toHaveLength(6);
    expect(new Set(found).size).toBe(5);
    expect(found[5]).toBe(found[3]);
  });

  it("may be of any type of content", async () => {
    const flow = await deployed();
    const text = await notify(flow);
    const types = ["text/plain", "application/x-www-form-urlencoded", "application/json; a=b"];
    for (const [at, type] of types.entries()) {
      await flow.post(changed(text, { server_time: at + 1 }), { "Content-Type": type });
      await flow.waitUntilIdle();
    }
    expect(endings(flow)).toEqual(["completed", ...types.map(() => "completed")]);
    expect(dataOf(flow)[1]).toMatchObject({ ...JSON.parse(text), server_time: 1 });
    expect(dataOf(flow)[1]).toHaveProperty("dedupeId");
  });

  it("names its channel with every digit, also as a number", async () => {
    await zoho.reset({ variants: { channelIds: "number" } });
    const flow = await deployed({ channelId: LONG_ID, refuseRepeats: "false" });
    const text = await notify(flow);
    expect(text).toContain(`"channel_id":${LONG_ID}`);
    const neighbour = text.replace(LONG_ID, `${LONG_ID.slice(0, -1)}6`);
    await postAll(flow, neighbour, text.replace(LONG_ID, `"${LONG_ID}"`));
    expect(endings(flow)).toEqual(["completed", REFUSED, "completed"]);
    expect(new Set(dedupeIds(flow)).size).toBe(1);
  });

  it("is remembered for 500 others", async () => {
    const flow = await deployed();
    const text = await notify(flow);
    const other = (at: number) => changed(text, { server_time: at });
    await postAll(flow, ...Array.from({ length: 499 }, (_, at) => other(at + 1)), text);
    expect(endings(flow).at(-1)).toBe(REFUSED);
    await postAll(flow, other(500), text);
    expect(endings(flow).slice(-2)).toEqual(["completed", "completed"]);
  });
});

it.each([undefined, "", "text", "[1]", { any: 1 }, { channel_id: "42", token: "x" }])(
  "a test run of the designer passes with the body %j",
  async (body) => {
    const flow = scene.flow();
    const { error, handedOver } = await flow.simulate(body);
    expect(error).toBeUndefined();
    if (typeof body === "object") expect(handedOver).toEqual([body]);
    expect(endings(flow)).toEqual(["completed"]);
  },
);

it("a test run of the designer with an example of a notification adds the dedupeId", async () => {
  const flow = scene.flow();
  await flow.deploy();
  const text = changed(await notify(flow), { token: "any" });
  const { handedOver } = await flow.simulate(text);
  expect(handedOver).toEqual([{ ...JSON.parse(text), dedupeId: dedupeIds(flow)[0] }]);
});

describe("notifications on their way", () => {
  const under = async (scenario: Row & { name: string }): Promise<LiveFlow> => {
    const flow = scene.flow();
    await flow.deploy();
    await zoho.scenario(scenario);
    return flow;
  };
  const idsOf = (flow: LiveFlow) => dataOf(flow).map(({ ids }) => (ids as string[])[0]);

  it("that are sent twice run once", async () => {
    const flow = await under({ name: "notifications-duplicated", count: 0, copies: 3 });
    await notify(flow);
    expect(endings(flow).sort()).toEqual([REFUSED, REFUSED, "completed"]);
    expect(flow.handedOver).toHaveLength(1);
  });

  it("that are late or out of order run all the same", async () => {
    const flow = await under({ name: "notifications-late", delayMs: 2 * HOUR });
    const late = await scene.lead();
    await zoho.scenario({ name: "notifications-out-of-order" });
    const second = await scene.lead();
    const first = await scene.lead();
    await scene.settled(flow);
    expect(idsOf(flow)).toEqual([first, second]);
    await zoho.control("POST", "clock", { advanceMs: 2 * HOUR });
    await scene.settled(flow);
    expect(idsOf(flow)).toEqual([first, second, late]);
  });

  it("that get lost, or find the address down, never come again", async () => {
    const flow = await under({ name: "notifications-lost" });
    await notify(flow);
    flow.isReachable = false;
    await notify(flow);
    flow.isReachable = true;
    const id = await scene.lead();
    await zoho.control("POST", "clock", { advanceMs: 24 * HOUR });
    await scene.settled(flow);
    expect(idsOf(flow)).toEqual([id]);
    expect((await scene.sent()).map(({ status }) => status)).toEqual(["lost", "failed", "sent"]);
  });

  it("that find the platform busy never come again", async () => {
    await scene.restartPlatform({ maxExecutions: 1 });
    const { promise, resolve } = deferred();
    const flow = scene.flow({}, { steps: () => promise });
    await flow.deploy();
    const first = await scene.lead();
    await zoho.control("POST", "notifications/flush", {});
    await scene.lead();
    await zoho.control("POST", "notifications/flush", {});
    resolve();
    await flow.waitUntilIdle();
    expect(idsOf(flow)).toEqual([first]);
    expect((await scene.sent()).map(({ httpStatus }) => httpStatus)).toEqual([200, 429]);
  });

  it("come again where Zoho tries more than once", async () => {
    await zoho.reset({ variants: { failedNotification: "retry" } });
    const flow = scene.flow();
    await flow.deploy();
    flow.isReachable = false;
    await notify(flow);
    flow.isReachable = true;
    await zoho.control("POST", "clock", { advanceMs: 5_000 });
    await scene.settled(flow);
    expect(endings(flow)).toEqual(["completed"]);
  });
});
