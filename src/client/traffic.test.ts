import { CRM_CALLS_IN_FLIGHT, HTTP } from "../limits";
import { organizationKey, Traffic, trafficOf } from "./traffic";

const after = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

describe("Traffic", () => {
  it("runs no more calls at once than its limit, and all of them in the end", async () => {
    const traffic = new Traffic();
    let inFlight = 0;
    let most = 0;
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        traffic.run(async () => {
          inFlight += 1;
          most = Math.max(most, inFlight);
          await after(1);
          inFlight -= 1;
          return index;
        }),
      ),
    );
    expect(most).toBe(CRM_CALLS_IN_FLIGHT.start);
    expect(results).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it("passes errors on and goes on with the next call", async () => {
    const traffic = new Traffic();
    await expect(traffic.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await expect(traffic.run(async () => "yes")).resolves.toBe("yes");
  });

  it("halves on a 429 down to one, and grows back one by one up to five", () => {
    const traffic = new Traffic();
    traffic.note({ status: 429 });
    expect(traffic.limit).toBe(1);
    traffic.note({ status: 429 });
    expect(traffic.limit).toBe(1);
    const limits = Array.from({ length: 60 }, () => {
      traffic.note({ status: 200 });
      return traffic.limit;
    });
    expect(limits.slice(8, 11)).toEqual([1, 2, 2]);
    expect(limits.at(-1)).toBe(5);
  });

  it("keeps the credits that the last reply told, until a reply no longer tells them", () => {
    const traffic = new Traffic();
    traffic.note({ status: 200, creditsRemaining: 1_200 });
    traffic.note({ status: 500 });
    expect(traffic.creditsRemaining).toBe(1_200);
    traffic.note({});
    expect(traffic.creditsRemaining).toBe(1_200);
    traffic.note({ status: 429, creditsRemaining: 0 });
    expect(traffic.creditsRemaining).toBe(0);
    traffic.note({ status: 200 });
    expect(traffic.creditsRemaining).toBeUndefined();
  });
});

describe("a limit of calls a minute", () => {
  const rules = {
    start: 5,
    max: 5,
    min: 1,
    repliesToGrow: 10,
    perMinute: 100,
    minuteMs: 61_000,
  };

  function virtualTime(deadlineAt = Number.POSITIVE_INFINITY) {
    const waits: number[] = [];
    let ticks = 0;
    let setBackMs = 0;
    const pass = (milliseconds: number) => {
      ticks += milliseconds;
    };
    const pace = {
      ticks: () => ticks,
      now: () => 1_000_000 + ticks - setBackMs,
      sleep: async (milliseconds: number) => {
        waits.push(milliseconds);
        pass(milliseconds);
      },
    };
    const setBack = (milliseconds: number) => {
      setBackMs = milliseconds;
    };
    return { waits, pass, setBack, pace, turn: { pace, deadlineAt } };
  }

  it("lets a hundred calls through and the next when the first is a minute old", async () => {
    const traffic = new Traffic(rules);
    const { turn, waits, pass } = virtualTime();
    for (let call = 0; call < 100; call += 1) {
      await traffic.run(async () => pass(100), turn);
    }
    expect(waits).toEqual([]);
    await traffic.run(async () => undefined, turn);
    expect(waits).toEqual([61_000 - 100 * 100]);
    await traffic.run(async () => undefined, turn);
    expect(waits.slice(1)).toEqual([100]);
  });

  it("never lets more than a hundred calls begin within any minute", async () => {
    const traffic = new Traffic(rules);
    const { turn, pace, pass } = virtualTime();
    const begun: number[] = [];
    await Promise.all(
      Array.from({ length: 450 }, () =>
        traffic.run(async () => {
          begun.push(pace.ticks());
          pass(7);
        }, turn),
      ),
    );
    expect(begun).toHaveLength(450);
    const most = Math.max(
      ...begun.map((from) => begun.filter((at) => at >= from && at < from + 60_000).length),
    );
    expect(most).toBe(100);
  });

  it("waits no longer when the clock of the machine is set back", async () => {
    const traffic = new Traffic(rules);
    const { turn, waits, setBack } = virtualTime();
    for (let call = 0; call < 100; call += 1) await traffic.run(async () => undefined, turn);
    setBack(3_600_000);
    await traffic.run(async () => undefined, turn);
    expect(waits).toEqual([61_000]);
  });

  it("does not run what would come too late, and takes no place for it", async () => {
    const traffic = new Traffic(rules);
    const time = virtualTime();
    for (let call = 0; call < 100; call += 1) await traffic.run(async () => undefined, time.turn);
    const soon = { pace: time.pace, deadlineAt: time.pace.now() + 8_000 };
    const late = await Promise.all(
      Array.from({ length: 20 }, () => traffic.run(async () => "ran", soon)),
    );
    expect(new Set(late)).toEqual(new Set([undefined]));
    expect(time.waits).toEqual([]);
    await expect(traffic.run(async () => "ran", time.turn)).resolves.toBe("ran");
    expect(time.waits).toEqual([61_000]);
  });

  it("closes for all calls when Zoho says that the minute is used up", async () => {
    const traffic = new Traffic(rules);
    const { turn, pace, waits } = virtualTime();
    traffic.closeFor(60_000, pace);
    await traffic.run(async () => undefined, turn);
    await traffic.run(async () => undefined, turn);
    expect(waits).toEqual([60_000]);
  });

  it("looks again after a wait, should Zoho have closed in between", async () => {
    const traffic = new Traffic(rules);
    const { turn, pace, waits } = virtualTime();
    const closing = {
      ...turn,
      pace: {
        ...pace,
        sleep: async (milliseconds: number) => {
          if (waits.length === 0) traffic.closeFor(90_000, pace);
          await pace.sleep(milliseconds);
        },
      },
    };
    traffic.closeFor(30_000, pace);
    await traffic.run(async () => undefined, closing);
    expect(waits).toEqual([30_000, 60_000]);
  });

  it("waits once even where waiting is shortened beside a local Zoho", async () => {
    const traffic = new Traffic(rules);
    const sleeps: number[] = [];
    const pace = { now: () => 5, ticks: () => 5, sleep: async () => void sleeps.push(1) };
    const turn = { pace, deadlineAt: Number.POSITIVE_INFINITY };
    await Promise.all(Array.from({ length: 120 }, () => traffic.run(async () => 1, turn)));
    expect(sleeps).toHaveLength(20);
  });
});

describe("trafficOf", () => {
  it("is one for an organization, and forgets the one used longest ago beyond fifty", () => {
    const traffic = trafficOf("a");
    expect(trafficOf("a")).toBe(traffic);
    for (let index = 1; index < HTTP.maxOrganizationsRemembered; index += 1) trafficOf(`o${index}`);
    expect(trafficOf("a")).toBe(traffic);
    for (let index = 1; index <= HTTP.maxOrganizationsRemembered; index += 1)
      trafficOf(`p${index}`);
    expect(trafficOf("a")).not.toBe(traffic);
  });
});

describe("organizationKey", () => {
  const connection = (token: Record<string, unknown>, fields: Record<string, unknown> = {}) => ({
    key: "k",
    configVarKey: "Zoho",
    fields,
    token,
  });

  it("stays the same when the access token is renewed", () => {
    const one = connection({ access_token: "a", refresh_token: "r" });
    const two = connection({ access_token: "b", refresh_token: "r" });
    expect(organizationKey(one, "www.zohoapis.com")).toBe(organizationKey(two, "www.zohoapis.com"));
  });

  it("tells grants, hosts and Self Client organizations apart", () => {
    const keys = [
      organizationKey(connection({ refresh_token: "r" }), "www.zohoapis.com"),
      organizationKey(connection({ refresh_token: "s" }), "www.zohoapis.com"),
      organizationKey(connection({ refresh_token: "r" }), "sandbox.zohoapis.com"),
      organizationKey(
        connection({ access_token: "a" }, { organizationId: "1" }),
        "www.zohoapis.com",
      ),
      organizationKey(
        connection({ access_token: "a" }, { organizationId: "2" }),
        "www.zohoapis.com",
      ),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("does not hold the token", () => {
    expect(organizationKey(connection({ access_token: "secret" }), "h")).toMatch(/^[0-9a-f]{64}$/);
  });
});
