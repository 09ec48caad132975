import { createHash } from "node:crypto";
import fc from "fast-check";
import { NotificationError } from "../../client/errors/errors";
import { checkSender, digestCall, parseNotification, toDedupeId } from "./notification";

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
    expect(parseNotification(call)).toEqual(READ);
  });

  it("is read with every digit of numbers, from the text", () => {
    const long = text.replace('"1000000068001"', "9223372036854775807");
    expect(parseNotification({ rawBody: { data: long }, body: { data: BODY } })).toEqual({
      ...READ,
      channelId: "9223372036854775807",
    });
    expect(() => parseNotification({ body: { data: JSON.parse(long) } })).toThrow(
      NotificationError,
    );
  });

  it.each([
    [{ channel_id: undefined }, "It has no valid channel_id."],
    [{ channel_id: "12a" }, "It has no valid channel_id."],
    [{ channel_id: 1.5 }, "It has no valid channel_id."],
    [{ channel_id: ["1"] }, "It has no valid channel_id."],
    [{ module: "" }, "It has no valid module."],
    [{ module: "Leads/x" }, "It has no valid module."],
    [{ module: "Leads\n" }, "It has no valid module."],
    [{ module: "x".repeat(101) }, "It has no valid module."],
    [{ operation: null }, "It has no valid operation."],
    [{ operation: "in sert" }, "It has no valid operation."],
    [{ ids: {} }, "Its ids are not a list of at most 1000."],
    [{ ids: Array.from({ length: 1_001 }, () => "1") }, "Its ids are not a list of at most 1000."],
    [{ ids: ["1", null] }, "Its ids are not record ids."],
    [{ ids: ["-1"] }, "Its ids are not record ids."],
    [{ server_time: undefined }, "It has no valid server_time."],
    [{ server_time: -1 }, "It has no valid server_time."],
    [{ server_time: 1.5 }, "It has no valid server_time."],
    [{ server_time: 1e300 }, "It has no valid server_time."],
  ])("with %j is refused", (values, message) => {
    expect(() => parseNotification(called(values))).toThrow(message);
  });

  it.each(["", "[]", "null", "7", '"text"', "{", `[${text}]`])("%j is refused", (data) => {
    expect(() => parseNotification({ rawBody: { data }, body: { data } })).toThrow(
      "not a JSON object",
    );
  });

  it("of more than two megabytes is refused before it is read", () => {
    const data = " ".repeat(2 * 1024 * 1024) + text;
    expect(() => parseNotification({ rawBody: { data } })).toThrow("more than 2097152 bytes");
  });

  it("of any content is read or refused, and nothing else", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), fc.anything(), (data, parsed) => {
        try {
          parseNotification({ rawBody: { data }, body: { data: parsed } });
        } catch (error) {
          expect(error).toBeInstanceOf(NotificationError);
        }
      }),
    );
  });

  it("holds in its refusal nothing of what was sent", () => {
    for (const values of [{ channel_id: "SENT" }, { module: "SENT!" }, { ids: ["SENT"] }]) {
      expect(() => parseNotification(called(values))).toThrow(
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
    expect(sender(channelId, token)).toThrow("Its token is not the channel's.");
  });

  it("of another channel is none", () => {
    expect(sender("4", "one")).toThrow("Its channel does not belong to this flow.");
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
    const id = toDedupeId(READ);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(toDedupeId({ ...READ, token: "other" })).toBe(id);
    const others = [
      { channelId: "2" },
      { module: "Deals" },
      { operation: "update" },
      { ids: [] },
      { serverTimeMs: 1 },
    ];
    const ids = others.map((values) => toDedupeId({ ...READ, ...values }));
    expect(new Set([id, ...ids]).size).toBe(6);
  });

  it("does not depend on the order of the ids, which it leaves as it is", () => {
    const ids = ["3", "1", "2"];
    expect(toDedupeId({ ...READ, ids })).toBe(toDedupeId({ ...READ, ids: ["1", "2", "3"] }));
    expect(ids).toEqual(["3", "1", "2"]);
    expect(toDedupeId({ ...READ, ids: ["12"] })).not.toBe(toDedupeId({ ...READ, ids: ["1", "2"] }));
  });
});

it("the digest of a call is that of its text, or of what was read where there is none", () => {
  const digest = digestCall({ rawBody: { data: text }, body: { data: "any" } });
  expect(digest).toMatch(/^[0-9a-f]{16}$/);
  expect(digestCall({ rawBody: { data: Buffer.from(text) } })).toBe(digest);
  expect(digestCall({ body: { data: BODY } })).toBe(digest);
  expect(digestCall({ rawBody: { data: `${text} ` } })).not.toBe(digest);
  expect(digestCall({})).toMatch(/^[0-9a-f]{16}$/);
});
