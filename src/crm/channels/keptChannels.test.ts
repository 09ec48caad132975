import fc from "fast-check";
import { parseStoredFlow } from "./channel";

const CHANNEL = {
  id: "42",
  events: ["Leads.all"],
  notifyUrl: "https://hooks.example.com/trigger/one",
  token: "tok",
  returnAffectedFieldValues: true,
  notifyOnRelatedAction: false,
  connection: "Zoho",
  condition: [{ type: "field_selection" }],
  openedAt: 1,
  until: 2,
};
const FLOW = {
  version: 1,
  channels: [CHANNEL],
  without: ["Notes"],
  askedAt: 3,
  fields: { Leads: ["City"] },
};

describe("what is kept of a flow", () => {
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
    { openedAt: "1" },
    { until: -1 },
    { until: 1.5 },
  ])("lacks a channel with %j", (values) => {
    const other = { ...CHANNEL, id: "43" };
    const channels = [{ ...CHANNEL, ...values }, other, null, "42"];
    expect(parseStoredFlow({ ...FLOW, channels })).toEqual({ ...FLOW, channels: [other] });
  });

  it("takes the usual for switches that are not there, and leaves out what it does not understand", () => {
    const { returnAffectedFieldValues: _r, notifyOnRelatedAction: _n, ...rest } = CHANNEL;
    const odd = { without: [1], askedAt: "3", fields: { Leads: "City" }, baseline: 7, other: 1 };
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
          ...{ openedAt: 1, until: 2 },
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
