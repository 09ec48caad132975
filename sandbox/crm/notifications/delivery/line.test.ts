import type { Delivery } from "./delivery";
import { Line, type Traffic } from "./line";

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
const numbered = (count: number) => Array.from({ length: count }, (_, number) => delivery(number));
const numbers = (deliveries: readonly Delivery[]) => deliveries.map(({ number }) => number);
const nextTurn = () => new Promise(setImmediate);

/** A line whose deliveries wait until they are let go. */
function heldLine(traffic: Partial<Traffic> = {}) {
  const sent: Delivery[] = [];
  const dropped: Delivery[] = [];
  const letGo: (() => void)[] = [];
  const line = new Line(
    { atOnce: 1, perSecond: Number.POSITIVE_INFINITY, ...traffic },
    (one) => {
      sent.push(one);
      return new Promise<void>((resolve) => letGo.push(resolve));
    },
    (one) => dropped.push(one),
  );
  return { line, sent, dropped, letGo };
}

/** A line that notes when, from now on, each delivery sets out; all arrive at once. */
function timedLine(traffic: Traffic) {
  const sentAt: number[] = [];
  const start = performance.now();
  const line = new Line(
    traffic,
    async () => void sentAt.push(performance.now() - start),
    () => undefined,
  );
  return { line, sentAt };
}

describe("the line to one address", () => {
  test("sends one after the other, and tells when those of a moment have passed", async () => {
    const { line, sent, letGo } = heldLine();
    for (const number of [1, 2]) line.add(delivery(number));
    const passed = line.untilPassed();
    line.add(delivery(3));
    expect(numbers(sent)).toEqual([1]);
    letGo[0]?.();
    await nextTurn();
    expect(numbers(sent)).toEqual([1, 2]);
    letGo[1]?.();
    await passed;
    await nextTurn();
    expect(numbers(sent)).toEqual([1, 2, 3]);
    letGo[2]?.();
    await line.untilPassed();
    await line.untilPassed();
  });

  test("sends as many at once as it may, in order; those of a moment pass in any order", async () => {
    const { line, sent, letGo } = heldLine({ atOnce: 3 });
    for (const one of numbered(4)) line.add(one);
    const passed = jest.fn();
    const allPassed = line.untilPassed().then(passed);
    line.add(delivery(4));
    expect(numbers(sent)).toEqual([0, 1, 2]);
    letGo[2]?.();
    letGo[1]?.();
    await nextTurn();
    expect(numbers(sent)).toEqual([0, 1, 2, 3, 4]);
    for (const index of [4, 3]) letGo[index]?.();
    await nextTurn();
    expect(passed).not.toHaveBeenCalled();
    letGo[0]?.();
    await allPassed;
  });

  test("holds 20,000, then drops the oldest that waits", () => {
    const { line, dropped } = heldLine();
    for (const one of numbered(20_003)) line.add(one);
    expect(numbers(dropped)).toEqual([1, 2]);
  });

  test("keeps its pace, and starts anew when another one is set", async () => {
    const traffic = { atOnce: 1, perSecond: 50 };
    const { line, sentAt } = timedLine(traffic);
    for (const one of numbered(4)) line.add(one);
    await line.untilPassed();
    for (const [index, at] of sentAt.entries()) expect(at).toBeGreaterThanOrEqual(index * 20);
    traffic.perSecond = 1;
    line.add(delivery(4));
    line.add(delivery(5));
    traffic.perSecond = Number.POSITIVE_INFINITY;
    line.paceWasSet();
    await line.untilPassed();
    expect(sentAt).toHaveLength(6);
  });

  test("a stopped line sends no more and keeps nobody waiting", async () => {
    const { line, sent, letGo } = heldLine();
    for (const one of numbered(3)) line.add(one);
    line.stop();
    letGo[0]?.();
    await line.untilPassed();
    expect(numbers(sent)).toEqual([0]);
  });
});
