import type { LogLine } from "./context";
import { deferred } from "./deferred";
import { bundleFixture, feedFlow } from "./feedFlow";

const bundle = bundleFixture();

describe("a fresh process", () => {
  const freshProcess = { bundle };

  it("shares no memory with the previous page, unlike this process", async () => {
    const batch = { batchSize: 2 };
    const fresh = feedFlow({}, { batch, freshProcess });
    await fresh.poll();
    expect(fresh.state).toMatchObject({ position: 5, previous: 4, calls: 1 });
    expect(Object(fresh.state).pid).not.toBe(process.pid);
    const same = feedFlow({}, { batch });
    await same.poll();
    expect(Object(same.state).calls).toBeGreaterThan(1);
    expect(same.state).toMatchObject({ pid: process.pid });
  });

  it("gets the environment that says where the local Zoho is", async () => {
    process.env.ZOHO_SANDBOX_ORIGIN = "http://127.0.0.1:1";
    try {
      const flow = feedFlow({}, { freshProcess });
      await flow.poll();
      expect(flow.state).toMatchObject({ origin: "http://127.0.0.1:1" });
    } finally {
      delete process.env.ZOHO_SANDBOX_ORIGIN;
    }
  });

  it("can have a wrong clock", async () => {
    const year = 365 * 86_400_000;
    const flow = feedFlow({}, { freshProcess: { bundle, dateOffsetMs: year } });
    const ahead = async (options: { dateOffsetMs?: number }) => {
      const before = Date.now();
      await flow.poll(options);
      const { at, createdAt } = Object(flow.state);
      expect(Math.abs(Date.parse(createdAt) - at)).toBeLessThan(year / 2);
      return { least: at - Date.now(), most: at - before };
    };
    const { least, most } = await ahead({});
    expect(least).toBeLessThanOrEqual(year);
    expect(most).toBeGreaterThanOrEqual(year);
    const behind = await ahead({ dateOffsetMs: -year });
    expect(behind.least).toBeLessThanOrEqual(-year);
    expect(behind.most).toBeGreaterThanOrEqual(-year);
  });

  it("has ended after a kill", async () => {
    const { promise: kill, resolve: endExecution } = deferred();
    let pid = 0;
    const onLog = ({ text }: LogLine) => {
      pid = Number(/process (\d+)/.exec(text)?.[1] ?? 0);
      if (pid) endExecution();
    };
    const flow = feedFlow({ fault: "hang" }, { freshProcess, onLog });
    expect(await flow.tryPoll({ kill })).toMatchObject({ killed: true });
    expect(pid).toBeGreaterThan(0);
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  });

  it("fails the poll if it exits by itself, with its output", async () => {
    const { error } = await feedFlow({ fault: "exit" }, { freshProcess }).tryPoll();
    expect(String(error)).toContain("The process ended with 3: unexpected");
  });

  it("loads the built component by default", async () => {
    const { error } = await feedFlow({}, { freshProcess: true }).tryPoll();
    // dist/index.js has no such trigger.
    expect(String(error)).toContain("undefined");
  });
});
