import { failOn, feedFlow } from "./feedFlow";
import { BEHAVIOURS } from "./platformBehaviour";

describe("undocumented behaviour of the platform", () => {
  const batch = { batchSize: 1 };

  it.each([
    [true, "each", 4],
    [true, "last", 4],
    [false, "each", undefined],
    [false, "last", undefined],
  ] as const)(
    "a page sees the state of the previous one: %s (saved: %s)",
    async (nextPageSeesState, savesStateOfPages, saw) => {
      const flow = feedFlow({}, { batch, behaviour: { nextPageSeesState, savesStateOfPages } });
      await flow.poll();
      expect(flow.state).toMatchObject({ position: 5 });
      expect(Object(flow.state).previous).toBe(saw);
    },
  );

  it.each([
    ["each", { position: 2 }],
    ["last", undefined],
  ] as const)("a run with a failing page saves the state: %s", async (savesStateOfPages, saved) => {
    const flow = feedFlow({ fault: "throw", at: 2 }, { batch, behaviour: { savesStateOfPages } });
    expect(await flow.tryPoll()).toMatchObject({ handedOver: [0, 1], error: { code: "FORCED" } });
    if (saved) expect(flow.state).toMatchObject(saved);
    else expect(flow.state).toBeUndefined();
  });

  it.each([
    [true, undefined],
    [true, batch],
    [false, undefined],
    [false, batch],
  ])(
    "a poll without changes saves its state: %s (batch %j)",
    async (savesWithoutChanges, chosen) => {
      const options = { batch: chosen, behaviour: { savesWithoutChanges } };
      const flow = feedFlow({ total: 0 }, options);
      expect(await flow.poll()).toMatchObject({ resultType: "polled_no_changes" });
      expect(flow.state !== undefined).toBe(savesWithoutChanges);
    },
  );

  it.each([
    // others run, state saved, what the steps processed, where the next poll starts
    [true, true, [0, 2, 3, 4], 5],
    [true, false, [0], 0],
    [false, true, [0], 2],
    [false, false, [0], 0],
  ])(
    "after a failed batch others run: %s, and the state is saved: %s",
    async (continuesAfterFailedBatch, savesStateOnFailedBatch, handedOver, position) => {
      for (const savesStateOfPages of ["each", "last"] as const) {
        const behaviour = { continuesAfterFailedBatch, savesStateOnFailedBatch, savesStateOfPages };
        const flow = feedFlow({}, { batch, behaviour });
        const outcome = await flow.tryPoll({ steps: failOn(1) });
        expect(outcome).toMatchObject({ handedOver, error: { message: "the step failed" } });
        expect(Number(Object(flow.state).position ?? 0)).toBe(position);
      }
    },
  );

  it("runs the other batches of a page whose state is lost, if the platform continues", async () => {
    for (const [continuesAfterFailedBatch, handedOver] of [
      [true, [1, 2]],
      [false, []],
    ] as const) {
      const behaviour = { continuesAfterFailedBatch, savesStateOnFailedBatch: false };
      const flow = feedFlow({ size: 3 }, { batch, behaviour });
      expect(await flow.tryPoll({ steps: failOn(0) })).toMatchObject({ handedOver, pages: 1 });
    }
  });

  it("has at most four combinations, in which every option occurs with both values", () => {
    expect(BEHAVIOURS.length).toBeLessThanOrEqual(4);
    const options = new Map<string, Set<unknown>>();
    for (const [option, value] of BEHAVIOURS.flatMap(({ behaviour }) =>
      Object.entries(behaviour),
    )) {
      options.set(option, (options.get(option) ?? new Set()).add(value));
    }
    expect(options.size).toBe(6);
    expect([...options.values()].map(({ size }) => size)).toEqual([2, 2, 2, 2, 2, 2]);
  });
});
