import { createHash } from "node:crypto";
import fc from "fast-check";
import { NotificationError } from "../../client/errors/errors";
import { checkSender, dedupeIdOf, digestOfCall, notificationIn } from "./notification";

const BODY = {
  server_time: 1767250000123,
  query_params: {},
  module: "Leads",
  resource_uri: "https://www.zohoapis.com/crm/v8/Leads",
  ids: ["4876876000001234001"],
  affected_fields: [],
  operation: "insert",
  channel_id: "1000000068001",
  token: "tok",
};
const READ = {
  channelId: "1000000068001",
  module: "Leads",
  operation: "insert",
  ids: ["4876876000001234001"],
  serverTimeMs: 1767250000123,
  token: "tok",
};
const text = JSON.stringify(BODY);
const called = (values: object) => ({ rawBody: { data: JSON.stringify({ ...BODY, ...values }) } });

describe("a call", () => {
  it.each([
    ["text and object", { rawBody: { data: text }, body: { data: BODY } }],
    ["text alone", { rawBody: { data: text } }],
    ["bytes alone", { rawBody: { data: Buffer.from(text) } }],
    ["text that was not read", { rawBody: { data: text }, body: { data: text } }],
    ["an object alone", { body: { data: BODY } }],
    ["an object and no text", { rawBody: { data: null }, body: { data: BODY } }],
    ["an object and an empty text", { rawBody: { data: "" }, body: { data: BODY } }],
    ["a text for a body alone", { body: { data: text } }],
  ])("is read from %s", (_name, call) => {
    expect(notificationIn(call)).toEqual(READ);
  });

  it("is read with every digit of numbers, from the text", () => {
    const long = text.replace('"1000000068001"', "9223372036854775807");
    expect(notificationIn({ rawBody: { data: long }, body: { data: BODY } })).toEqual({
      ...READ,
      channelId: "9223372036854775807",
    });
    expect(() => notificationIn({ body: { data: JSON.parse(long) } })).toThrow(NotificationError);
  });

  it.each([
    [{ channel_id: undefined }, "It names no channel_id."],
    [{ channel_id: "12a" }, "It names no channel_id."],
    [{ channel_id: 1.5 }, "It names no channel_id."],
    [{ channel_id: ["1"] }, "It names no channel_id."],
    [{ module: "" }, "It names no module."],
    [{ module: "Leads/x" }, "It names no module."],
    [{ module: "Leads\n" }, "It names no module."],
    [{ module: "x".repeat(101) }, "It names no module."],
    [{ operation: null }, "It names no operation."],
    [{ operation: "in sert" }, "It names no operation."],
    [{ ids: {} }, "Its ids are no list of at most 1000."],
    [{ ids: Array.from({ length: 1_001 }, () => "1") }, "Its ids are no list of at most 1000."],
    [{ ids: ["1", null] }, "Its ids are no record ids."],
    [{ ids: ["-1"] }, "Its ids are no record ids."],
    [{ server_time: undefined }, "It names no server_time."],
    [{ server_time: -1 }, "It names no server_time."],
    [{ server_time: 1.5 }, "It names no server_time."],
    [{ server_time: 1e300 }, "It names no server_time."],
  ])("with %j is refused", (values, message) => {
    expect(() => notificationIn(called(values))).toThrow(message);
  });

  it.each(["", "[]", "null", "7", '"text"', "{", `[${text}]`])("%j is refused", (data) => {
    expect(() => notificationIn({ rawBody: { data }, body: { data } })).toThrow("no JSON object");
  });

  it("of more than two megabytes is refused before it is read", () => {
    const data = " ".repeat(2 * 1024 * 1024) + text;
    expect(() => notificationIn({ rawBody: { data } })).toThrow("more than 2097152 bytes");
  });

  it("of any content is read or refused, and nothing else", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), fc.anything(), (data, parsed) => {
        try {
          notificationIn({ rawBody: { data }, body: { data: parsed } });
        } catch (error) {
          expect(error).toBeInstanceOf(NotificationError);
        }
      }),
    );
  });

  it("holds in its refusal nothing of what was sent", () => {
    for (const values of [{ channel_id: "SENT" }, { module: "SENT!" }, { ids: ["SENT"] }]) {
      expect(() => notificationIn(called(values))).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining("SENT") }),
      );
    }
  });
});

describe("the sender", () => {
  const channels = [
    { id: "1", tokens: ["one", "another"] },
    { id: "2", tokens: ["", "two"] },
    { id: "3", tokens: [] },
  ];
  const sender = (channelId: string, token: unknown) => () =>
    checkSender({ ...READ, channelId, token }, channels);

  it.each([
    ["1", "one"],
    ["1", "another"],
    ["2", "two"],
  ])("of the channel %s is known by %j", (channelId, token) => {
    expect(sender(channelId, token)).not.toThrow();
  });

  it.each([
    ["1", "two"],
    ["1", "One"],
    ["1", "one "],
    ["1", "on"],
    ["1", ["one"]],
    ["1", undefined],
    ["2", ""],
    ["2", null],
    ["3", ""],
    ["3", undefined],
  ])("of the channel %s is not known by %j", (channelId, token) => {
    expect(sender(channelId, token)).toThrow("Its token is not the one of the channel.");
  });

  it("of another channel is none", () => {
    expect(sender("4", "one")).toThrow("Its channel is none of this flow.");
    expect(sender("", "one")).toThrow(NotificationError);
  });

  it("is looked for in digests of one length, all of them, whatever the token is", () => {
    const crypto = jest.requireActual<typeof import("node:crypto")>("node:crypto");
    const compared = jest.spyOn(crypto, "timingSafeEqual");
    const digest = (word: string) => createHash("sha256").update(word).digest();
    for (const token of ["one", "another", "anothe", "x".repeat(1e5), "", undefined, 7]) {
      compared.mockClear();
      try {
        sender("1", token)();
      } catch {
        // Refused or not, the work is the same.
      }
      const given = digest(typeof token === "string" ? token : "");
      expect(compared.mock.calls).toEqual([
        [given, digest("one")],
        [given, digest("another")],
      ]);
    }
    compared.mockRestore();
  });
});

describe("the dedupeId", () => {
  it("follows from channel, module, operation, ids and server time, and from nothing else", () => {
    const id = dedupeIdOf(READ);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(dedupeIdOf({ ...READ, token: "other" })).toBe(id);
    const others = [
      { channelId: "2" },
      { module: "Deals" },
      { operation: "update" },
      { ids: [] },
      { serverTimeMs: 1 },
    ];
    const ids = others.map((values) => dedupeIdOf({ ...READ, ...values }));
    expect(new Set([id, ...ids]).size).toBe(6);
  });

  it("does not depend on the order of the ids, which it leaves as it is", () => {
    const ids = ["3", "1", "2"];
    expect(dedupeIdOf({ ...READ, ids })).toBe(dedupeIdOf({ ...READ, ids: ["1", "2", "3"] }));
    expect(ids).toEqual(["3", "1", "2"]);
    expect(dedupeIdOf({ ...READ, ids: ["12"] })).not.toBe(dedupeIdOf({ ...READ, ids: ["1", "2"] }));
  });
});

it("the digest of a call is that of its text, or of what was read where there is none", () => {
  const digest = digestOfCall({ rawBody: { data: text }, body: { data: "any" } });
  expect(digest).toMatch(/^[0-9a-f]{16}$/);
  expect(digestOfCall({ rawBody: { data: Buffer.from(text) } })).toBe(digest);
  expect(digestOfCall({ body: { data: BODY } })).toBe(digest);
  expect(digestOfCall({ rawBody: { data: `${text} ` } })).not.toBe(digest);
  expect(digestOfCall({})).toMatch(/^[0-9a-f]{16}$/);
});
