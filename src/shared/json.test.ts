import { parseJson, parseReply } from "./json";

describe("parseReply", () => {
  it("keeps every digit of integers that a number cannot hold", () => {
    expect(
      parseReply('{"channel_id":10000000680019999,"list":[9223372036854775807],"n":12}'),
    ).toEqual({ channel_id: "10000000680019999", list: ["9223372036854775807"], n: 12 });
  });

  it("leaves everything else as JSON.parse gives it", () => {
    const text =
      '{"a":1.5,"b":1e3,"c":null,"d":"4876876000001234001","e":[true,-0.25],"f":1234567890123456}';
    expect(parseReply(text)).toEqual(JSON.parse(text));
  });

  it("is not misled by digits inside texts", () => {
    const text = '{"note":"paid: 12345678901234567, thanks","n":7}';
    expect(parseReply(text)).toEqual({ note: "paid: 12345678901234567, thanks", n: 7 });
  });

  it.each(["", "<html>", '{"data":[{"id":"1"', '{"a":12345678901234567'])("refuses %j", (text) => {
    expect(() => parseReply(text)).toThrow(SyntaxError);
  });
});

describe("parseJson", () => {
  it.each([
    ['["a","b"]', ["a", "b"]],
    [' {"id":"1"}', { id: "1" }],
    ["12", undefined],
    ["[broken", undefined],
    ["text", undefined],
  ])("reads %j", (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });
});
