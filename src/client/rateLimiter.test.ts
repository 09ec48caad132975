import { CRM_CALLS_IN_FLIGHT, HTTP } from "../limits";
import { grantKeyFor, limiterFor, RateLimiter } from "./rateLimiter";

const after = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

describe("Traffic", () => {
  it("runs no more calls at once than its limit, and all of them in the end", async () => {
    const limiter = new RateLimiter();
    let inFlight = 0;
    let most = 0;
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        limiter.run(async () => {
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
    const limiter = new RateLimiter();
    await expect(limiter.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await expect(limiter.run(async () => "yes")).resolves.toBe("yes");
  });

  it("halves on a 429 down to one, and grows back one by one up to five", () => {
    const limiter = new RateLimiter();
    limiter.observe({ status: 429 });
    expect(limiter.limit).toBe(1);
    limiter.observe({ status: 429 });
    expect(limiter.limit).toBe(1);
    const limits = Array.from({ length: 60 }, () => {
      limiter.observe({ status: 200 });
      return limiter.limit;
    });
    expect(limits.slice(8, 11)).toEqual([1, 2, 2]);
    expect(limits.at(-1)).toBe(5);
  });

  it("keeps the credits that the last reply told, until a reply no longer tells them", () => {
    const limiter = new RateLimiter();
    limiter.observe({ status: 200, creditsRemaining: 1_200 });
    limiter.observe({ status: 500 });
    expect(limiter.creditsRemaining).toBe(1_200);
    limiter.observe({});
    expect(limiter.creditsRemaining).toBe(1_200);
    limiter.observe({ status: 429, creditsRemaining: 0 });
    expect(limiter.creditsRemaining).toBe(0);
    limiter.observe({ status: 200 });
    expect(limiter.creditsRemaining).toBeUndefined();
  });
});

describe("a limit of calls a minute", () => {
  const limits = {
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
    const timing = {
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
    return { waits, pass, setBack, timing, turn: { timing, deadlineAt } };
  }

  it("lets a hundred calls through and the next when the first is a minute old", async () => {
    const limiter = new RateLimiter(limits);
    const { turn, waits, pass } = virtualTime();
    for (let call = 0; call < 100; call += 1) {
      await limiter.run(async () => pass(100), turn);
    }
    expect(waits).toEqual([]);
    await limiter.run(async () => undefined, turn);
    expect(waits).toEqual([61_000 - 100 * 100]);
    await limiter.run(async () => undefined, turn);
    expect(waits.slice(1)).toEqual([100]);
  });

  it("never lets more than a hundred calls begin within any minute", async () => {
    const limiter = new RateLimiter(limits);
    const { turn, timing, pass } = virtualTime();
    const started: number[] = [];
    await Promise.all(
      Array.from({ length: 450 }, () =>
        limiter.run(async () => {
          started.push(timing.ticks());
          pass(7);
        }, turn),
      ),
    );
    expect(started).toHaveLength(450);
    const most = Math.max(
      ...started.map((from) => started.filter((at) => at >= from && at < from + 60_000).length),
    );
    expect(most).toBe(100);
  });

  it("waits no longer when the clock of the machine is set back", async () => {
    const limiter = new RateLimiter(limits);
    const { turn, waits, setBack } = virtualTime();
    for (let call = 0; call < 100; call += 1) await limiter.run(async () => undefined, turn);
    setBack(3_600_000);
    await limiter.run(async () => undefined, turn);
    expect(waits).toEqual([61_000]);
  });

  it("does not run what would come too late, and takes no place for it", async () => {
    const limiter = new RateLimiter(limits);
    const time = virtualTime();
    for (let call = 0; call < 100; call += 1) await limiter.run(async () => undefined, time.turn);
    const soon = { timing: time.timing, deadlineAt: time.timing.now() + 8_000 };
    const late = await Promise.all(
      Array.from({ length: 20 }, () => limiter.run(async () => "ran", soon)),
    );
    expect(new Set(late)).toEqual(new Set([undefined]));
    expect(time.waits).toEqual([]);
    await expect(limiter.run(async () => "ran", time.turn)).resolves.toBe("ran");
    expect(time.waits).toEqual([61_000]);
  });

  it("closes for all calls when Zoho says that the minute is used up", async () => {
    const limiter = new RateLimiter(limits);
    const { turn, timing, waits } = virtualTime();
    limiter.closeFor(60_000, timing);
    await limiter.run(async () => undefined, turn);
    await limiter.run(async () => undefined, turn);
    expect(waits).toEqual([60_000]);
  });

  it("looks again after a wait, should Zoho have closed in between", async () => {
    const limiter = new RateLimiter(limits);
    const { turn, timing, waits } = virtualTime();
    const closing = {
      ...turn,
      timing: {
        ...timing,
        sleep: async (milliseconds: number) => {
          if (waits.length === 0) limiter.closeFor(90_000, timing);
          await timing.sleep(milliseconds);
        },
      },
    };
    limiter.closeFor(30_000, timing);
    await limiter.run(async () => undefined, closing);
    expect(waits).toEqual([30_000, 60_000]);
  });

  it("waits once even where waiting is shortened beside a local Zoho", async () => {
    const limiter = new RateLimiter(limits);
    const sleeps: number[] = [];
    const timing = { now: () => 5, ticks: () => 5, sleep: async () => void sleeps.push(1) };
    const turn = { timing, deadlineAt: Number.POSITIVE_INFINITY };
    await Promise.all(Array.from({ length: 120 }, () => limiter.run(async () => 1, turn)));
    expect(sleeps).toHaveLength(20);
  });
});

describe("trafficOf", () => {
  it("is one for an organization, and forgets the one used longest ago beyond fifty", () => {
    const limiter = limiterFor("a");
    expect(limiterFor("a")).toBe(limiter);
    for (let index = 1; index < HTTP.maxOrganizationsRemembered; index += 1)
      limiterFor(`o${index}`);
    expect(limiterFor("a")).toBe(limiter);
    for (let index = 1; index <= HTTP.maxOrganizationsRemembered; index += 1)
      limiterFor(`p${index}`);
    expect(limiterFor("a")).not.toBe(limiter);
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
    expect(grantKeyFor(one, "www.zohoapis.com")).toBe(grantKeyFor(two, "www.zohoapis.com"));
  });

  it("tells grants, hosts and Self Client organizations apart", () => {
    const keys = [
      grantKeyFor(connection({ refresh_token: "r" }), "www.zohoapis.com"),
      grantKeyFor(connection({ refresh_token: "s" }), "www.zohoapis.com"),
      grantKeyFor(connection({ refresh_token: "r" }), "sandbox.zohoapis.com"),
      grantKeyFor(connection({ access_token: "a" }, { organizationId: "1" }), "www.zohoapis.com"),
      grantKeyFor(connection({ access_token: "a" }, { organizationId: "2" }), "www.zohoapis.com"),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("does not hold the token", () => {
    expect(grantKeyFor(connection({ access_token: "secret" }), "h")).toMatch(/^[0-9a-f]{64}$/);
  });
});
