import type { Delivery } from "./delivery";
import { Line } from "./line";

const delivery = (number: number): Delivery => ({
  number,
  to: "http://127.0.0.1:9",
  channelId: "1",
  userId: "1",
  body: {},
  text: "{}",
  status: "waiting",
  tries: 0,
  dueAt: 0,
});

/** A line whose deliveries wait until they are let go. */
function heldLine() {
  const sent: number[] = [];
  const letGo: (() => void)[] = [];
  const line = new Line(({ number }) => {
    sent.push(number);
    return new Promise((resolve) => letGo.push(resolve));
  });
  return { line, sent, letGo };
}

describe("the line to one address", () => {
  test("sends one after the other, and tells when those of a moment have passed", async () => {
    const { line, sent, letGo } = heldLine();
    for (const number of [1, 2]) line.add(delivery(number));
    const passed = line.untilPassed();
    line.add(delivery(3));
    expect(sent).toEqual([1]);
    letGo[0]?.();
    await new Promise(setImmediate);
    expect(sent).toEqual([1, 2]);
    letGo[1]?.();
    await passed;
    await new Promise(setImmediate);
    expect(sent).toEqual([1, 2, 3]);
    letGo[2]?.();
    await line.untilPassed();
    await line.untilPassed();
  });

  test("holds 10,000, then drops the oldest that waits", async () => {
    const { line } = heldLine();
    const all = Array.from({ length: 10_003 }, (_, number) => delivery(number));
    for (const one of all) line.add(one);
    const dropped = all.filter(({ status }) => status === "dropped").map(({ number }) => number);
    expect(dropped).toEqual([1, 2]);
  });
});
