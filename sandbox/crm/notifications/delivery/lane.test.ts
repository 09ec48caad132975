import type { Delivery } from "./delivery";
import { DeliveryLane, type Pacing } from "./lane";

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
const nextTick = () => new Promise(setImmediate);

/** A lane whose deliveries wait until they are released. */
function heldLane(pacing: Partial<Pacing> = {}) {
  const sent: Delivery[] = [];
  const dropped: Delivery[] = [];
  const release: (() => void)[] = [];
  const lane = new DeliveryLane(
    { maxInFlight: 1, perSecond: Number.POSITIVE_INFINITY, ...pacing },
    (one) => {
      sent.push(one);
      return new Promise<void>((resolve) => release.push(resolve));
    },
    (one) => dropped.push(one),
  );
  return { lane, sent, dropped, release };
}

/** A lane with manual timers that records when each delivery starts. */
function timedLane(pacing: Pacing) {
  const sentAt: number[] = [];
  let now = 0;
  let due: { at: number; run: () => void } | undefined;
  const lane = new DeliveryLane(
    pacing,
    async () => void sentAt.push(now),
    () => undefined,
    {
      now: () => now,
      schedule: (run, delayMs) => {
        due = { at: now + delayMs, run };
        return () => {
          due = undefined;
        };
      },
    },
  );
  /** Moves the time to the next timer until there is none. */
  const runTimers = async () => {
    for (await nextTick(); due; await nextTick()) {
      const { at, run } = due;
      due = undefined;
      now = at;
      run();
    }
  };
  return { lane, sentAt, runTimers };
}

describe("a lane", () => {
  test("sends one after the other; drains what was added before", async () => {
    const { lane, sent, release } = heldLane();
    for (const number of [1, 2]) lane.add(delivery(number));
    const drained = lane.whenDrained();
    lane.add(delivery(3));
    expect(numbers(sent)).toEqual([1]);
    release[0]?.();
    await nextTick();
    expect(numbers(sent)).toEqual([1, 2]);
    release[1]?.();
    await drained;
    await nextTick();
    expect(numbers(sent)).toEqual([1, 2, 3]);
    release[2]?.();
    await lane.whenDrained();
    await lane.whenDrained();
  });

  test("sends up to its limit in order, and drains in any order", async () => {
    const { lane, sent, release } = heldLane({ maxInFlight: 3 });
    for (const one of numbered(4)) lane.add(one);
    const drained = jest.fn();
    const allDrained = lane.whenDrained().then(drained);
    lane.add(delivery(4));
    expect(numbers(sent)).toEqual([0, 1, 2]);
    release[2]?.();
    release[1]?.();
    await nextTick();
    expect(numbers(sent)).toEqual([0, 1, 2, 3, 4]);
    for (const index of [4, 3]) release[index]?.();
    await nextTick();
    expect(drained).not.toHaveBeenCalled();
    release[0]?.();
    await allDrained;
  });

  test("holds 20,000 deliveries, then drops the oldest waiting one", () => {
    const { lane, dropped } = heldLane();
    for (const one of numbered(20_003)) lane.add(one);
    expect(numbers(dropped)).toEqual([1, 2]);
  });

  test("keeps its pace until another one is set", async () => {
    const pacing = { maxInFlight: 1, perSecond: 50 };
    const { lane, sentAt, runTimers } = timedLane(pacing);
    for (const one of numbered(4)) lane.add(one);
    await runTimers();
    expect(sentAt).toEqual([0, 20, 40, 60]);
    pacing.perSecond = 1;
    lane.add(delivery(4));
    lane.add(delivery(5));
    expect(sentAt).toHaveLength(4);
    pacing.perSecond = Number.POSITIVE_INFINITY;
    lane.paceChanged();
    await lane.whenDrained();
    expect(sentAt).toEqual([0, 20, 40, 60, 60, 60]);
  });

  test("once stopped, sends nothing more and drains at once", async () => {
    const { lane, sent, release } = heldLane();
    for (const one of numbered(3)) lane.add(one);
    lane.stop();
    release[0]?.();
    await lane.whenDrained();
    expect(numbers(sent)).toEqual([0]);
  });
});
