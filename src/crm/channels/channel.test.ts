import type { Connection } from "@prismatic-io/spectral";
import fc from "fast-check";
import { channelIdFor, parseStoredFlow, randomToken, tokenFromSecret } from "./channel";

const connection = (clientSecret?: unknown): Connection => ({
  key: "oauth2",
  configVarKey: "Zoho",
  fields: { ...(clientSecret !== undefined && { clientSecret }) },
});

describe("the id of a channel", () => {
  it("is a number that JavaScript holds exactly, and the same each time", () => {
    const owner = fc.record({ instance: fc.string(), flow: fc.string() });
    fc.assert(
      fc.property(owner, fc.nat(20), (one, index) => {
        const id = channelIdFor(one, index);
        expect(id).toMatch(/^[1-9]\d*$/);
        expect(String(Number(id))).toBe(id);
        expect(Number(id)).toBeLessThan(2 ** 53);
        expect(channelIdFor({ ...one }, index)).toBe(id);
      }),
    );
  });

  it("is another one for each instance, flow and index", () => {
    const owners = ["a", "b", "", 'a","b', "ab"].flatMap((instance) =>
      ["a", "b", "", 'b","a', "ab"].map((flow) => ({ instance, flow })),
    );
    const ids = owners.flatMap((owner) => [0, 1, 10].map((index) => channelIdFor(owner, index)));
    expect(new Set(ids).size).toBe(ids.length);
    expect(channelIdFor({ instance: "a", flow: "b" })).toBe(
      channelIdFor({ instance: "a", flow: "b" }, 0),
    );
  });

  it("stays what it is in instances that are deployed", () => {
    expect(channelIdFor({ instance: "instance-1", flow: "flow-1-stable" })).toBe(
      "4332290520569741",
    );
  });
});

describe("the token made from the secret", () => {
  it("is the same for the same secret and channel, and fits into Zoho's 50 characters", () => {
    const token = tokenFromSecret(connection("secret"), "42");
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(tokenFromSecret(connection("secret"), "42")).toBe(token);
    expect(tokenFromSecret(connection("secret"), "43")).not.toBe(token);
    expect(tokenFromSecret(connection("other"), "42")).not.toBe(token);
  });

  it.each([undefined, "", 7, null])("is none for the secret %j", (secret) => {
    expect(tokenFromSecret(connection(secret), "42")).toBeUndefined();
  });
});

it("a random token is another one each time, of the same form", () => {
  const tokens = Array.from({ length: 100 }, randomToken);
  expect(new Set(tokens).size).toBe(100);
  for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/);
});

const CHANNEL = {
  id: "42",
  events: ["Leads.all"],
  notifyUrl: "https://hooks.example.com/trigger/one",
  token: "tok",
  returnAffectedFieldValues: true,
  notifyOnRelatedAction: false,
  connection: "Zoho",
  condition: [{ type: "field_selection" }],
  grantedAt: 1,
  expiresAt: 2,
};
const FLOW = {
  version: 1,
  channels: [CHANNEL],
  unnotified: ["Notes"],
  requestedAt: 3,
  fields: { Leads: ["City"] },
};

describe("what a flow stores", () => {
  it("is read as it was written", () => {
    expect(parseStoredFlow(JSON.parse(JSON.stringify(FLOW)))).toEqual(FLOW);
    const { condition: _c, connection: _k, ...least } = CHANNEL;
    expect(parseStoredFlow({ version: 1, channels: [least] })).toEqual({
      version: 1,
      channels: [least],
    });
  });

  it.each([undefined, null, "", 7, [], {}, { version: 2, channels: [] }, { version: 1 }])(
    "is nothing in %j",
    (value) => {
      expect(parseStoredFlow(value)).toBeUndefined();
    },
  );

  it.each([
    { id: 42 },
    { id: "4 2" },
    { id: "1".repeat(20) },
    { events: "Leads.all" },
    { events: [1] },
    { notifyUrl: undefined },
    { token: "" },
    { token: 7 },
    { grantedAt: "1" },
    { expiresAt: -1 },
    { expiresAt: 1.5 },
  ])("lacks a channel with %j", (values) => {
    const other = { ...CHANNEL, id: "43" };
    const channels = [{ ...CHANNEL, ...values }, other, null, "42"];
    expect(parseStoredFlow({ ...FLOW, channels })).toEqual({ ...FLOW, channels: [other] });
  });

  it("takes the usual for switches that are not there, and leaves out what it does not understand", () => {
    const { returnAffectedFieldValues: _r, notifyOnRelatedAction: _n, ...rest } = CHANNEL;
    const odd = { unnotified: [1], requestedAt: "3", fields: { Leads: "City" }, other: 1 };
    expect(
      parseStoredFlow({
        version: 1,
        channels: [{ ...rest, connection: 7, condition: null }],
        ...odd,
      }),
    ).toEqual({
      version: 1,
      channels: [
        {
          ...{ id: "42", events: ["Leads.all"], notifyUrl: CHANNEL.notifyUrl, token: "tok" },
          ...{ grantedAt: 1, expiresAt: 2 },
          ...{ returnAffectedFieldValues: false, notifyOnRelatedAction: true },
        },
      ],
    });
  });

  it("is read from anything without an error", () => {
    fc.assert(
      fc.property(fc.anything(), fc.array(fc.anything()), (rest, channels) => {
        parseStoredFlow(rest);
        parseStoredFlow({ ...Object(rest), version: 1, channels });
      }),
    );
  });
});
