import type { Connection } from "@prismatic-io/spectral";
import { loadComponent } from "../../runner/component";
import { sandboxConnection } from "../../runner/connections";
import type { LogLine } from "../../runner/context";
import { type ActionOptions, runAction, runDataSource } from "../../runner/run";
import { type Sandbox, startSandbox } from "../../sandbox/server";
import { Timeouts } from "./timeouts";

export type Row = Record<string, unknown>;

/** The id that the result of a write names. */
export const idOf = (result: Row | undefined): string =>
  String((result?.details as Row | undefined)?.id);

export interface Exchange {
  method: string;
  url: string;
  host: string;
  headers: Record<string, string>;
  body: string;
  status: number;
  fault?: string;
}

export interface Scenario {
  name: string;
  match?: { method?: string; path?: string; nth?: number };
  /** 0 = until cleared; default 1. */
  count?: number;
  [parameter: string]: unknown;
}

const component = loadComponent();

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What the local Zoho counts: calls since the last reset, and those of the moment. */
export interface Stats {
  calls: number;
  inFlight: number;
  maxInFlight: number;
  /** Replies that are held back. */
  held: number;
}

/** Longer than any test takes. */
const FOREVER_MS = 3_600_000;

/**
 * A local Zoho and the component on top of it, for one test file. Waits between tries are skipped, and no
 * call times out before a test says so.
 */
export class LocalZoho {
  #sandbox: Sandbox | undefined;
  readonly timeouts = new Timeouts();
  /** Lines logged by the last run. */
  logs: LogLine[] = [];

  async start(): Promise<void> {
    this.#sandbox = await startSandbox({ recordFile: process.env.ZOHO_SANDBOX_RECORD });
    this.timeouts.start();
    process.env.ZOHO_SANDBOX_ORIGIN = this.#sandbox.origin;
    process.env.ZOHO_SANDBOX_PACE = "0";
  }

  get origin(): string {
    return this.#sandbox?.origin ?? "";
  }

  async stop(): Promise<void> {
    this.timeouts.stop();
    await this.#sandbox?.close();
    for (const name of ["ORIGIN", "PACE"]) delete process.env[`ZOHO_SANDBOX_${name}`];
  }

  /** Runs an action and returns what a later step sees. */
  async act(
    key: string,
    values: Row,
    options: Partial<ActionOptions> & { connection?: Connection } = {},
  ): Promise<unknown> {
    this.logs = [];
    const { connection = sandboxConnection(), ...rest } = options;
    const run = await runAction(component, key, values, { connection, logs: this.logs, ...rest });
    return run.result.data;
  }

  /** The same for an action that has to fail: its error. */
  async failure(...call: Parameters<LocalZoho["act"]>): Promise<Error & Row> {
    try {
      await this.act(...call);
    } catch (error) {
      if (error instanceof Error || (typeof error === "object" && error !== null)) {
        return error as Error & Row;
      }
      throw error;
    }
    throw new Error(`${call[0]} did not fail`);
  }

  /** Asks a data source and returns its entries. */
  async choices(key: string, values: Row, connection = sandboxConnection()): Promise<unknown> {
    this.logs = [];
    const run = await runDataSource(component, key, values, { connection, logs: this.logs });
    return run.result.result;
  }

  reset(options: Row = {}): Promise<Row> {
    return this.control("POST", "reset", options);
  }

  async seed(module: string, records: readonly Row[] | number): Promise<string[]> {
    const given = typeof records === "number" ? { count: records } : { records };
    return (await this.control("POST", "seed", { module, ...given })).ids as string[];
  }

  /** The same for Zoho Books, in its default organization. */
  async seedBooks(
    type: string,
    records: readonly Row[] | number,
    organization?: string,
  ): Promise<string[]> {
    const given = typeof records === "number" ? { count: records } : { records };
    const where = {
      product: "books",
      type,
      ...(organization && { organization_id: organization }),
    };
    return (await this.control("POST", "seed", { ...where, ...given })).ids as string[];
  }

  /** Calls Zoho Books past the component. */
  async books(
    method: string,
    path: string,
    { organization, body }: { organization: string; body?: Row },
  ): Promise<Row> {
    const mark = path.includes("?") ? "&" : "?";
    const url = `/books/v3${path}${mark}organization_id=${organization}`;
    const answer = (await this.#call(method, url, body)).body;
    if (answer.code !== 0) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Calls Zoho CRM past the component, by another version of its API, which no fault meets. */
  async crm(method: string, path: string, body?: Row, token?: string): Promise<Row> {
    const { status, body: answer } = await this.#call(method, `/crm/v7${path}`, body, token);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  }

  /** What Zoho Books holds of a type: the first 200 records. */
  async booksHeld(type: string, organization?: string): Promise<Row[]> {
    const where = organization ? `&organization_id=${organization}` : "";
    const answer = await this.control("GET", `records?product=books&type=${type}${where}`);
    return answer.records as Row[];
  }

  scenario(scenario: Scenario): Promise<Row> {
    return this.control("POST", "scenario", scenario);
  }

  /** Holds back the reply to the calls that match, until the scenarios are cleared. */
  holdReplies(options: Partial<Scenario> = {}): Promise<Row> {
    return this.scenario({ name: "slow", delayMs: FOREVER_MS, ...options });
  }

  async stats(): Promise<Stats> {
    return (await this.control("GET", "stats")) as unknown as Stats;
  }

  /** Waits until the statistics are as a test wants them, however long that takes. */
  async until(isMet: (stats: Stats) => boolean): Promise<Stats> {
    for (;;) {
      const changed = this.#sandbox?.changed();
      const stats = await this.stats();
      if (isMet(stats)) return stats;
      await changed;
    }
  }

  /** The same for what may never come: after `stop` the promise stays open. */
  when(isMet: (stats: Stats) => boolean): { promise: Promise<void>; stop: () => void } {
    let isStopped = false;
    const promise = this.until((stats) => isStopped || isMet(stats)).then(() =>
      isStopped ? new Promise<void>(() => undefined) : undefined,
    );
    const stop = (): void => {
      isStopped = true;
    };
    return { promise, stop };
  }

  /** The code of the error that something ends with under a fault, "success" without one, and its calls. */
  async underFault(
    scenario: Scenario,
    run: () => Promise<unknown>,
  ): Promise<{ outcome: unknown; calls: number }> {
    const isLate = scenario.name.startsWith("slow");
    await this.scenario({ ...(isLate && { delayMs: FOREVER_MS }), ...scenario });
    const { calls: before } = await this.stats();
    const stopExpiring = isLate ? this.#expireHeldCalls() : undefined;
    const outcome = await run().then(
      () => "success",
      (error: Row) => error.code,
    );
    stopExpiring?.();
    await this.clearScenarios();
    // Calls that were given up on are counted when they have been handled.
    const { calls } = await this.until(({ inFlight }) => inFlight === 0);
    return { outcome, calls: calls - before };
  }

  /** Lets every call time out whose reply is held back. Returns what ends that. */
  #expireHeldCalls(): () => void {
    let isOver = false;
    void (async () => {
      let expired = 0;
      for (;;) {
        const { held } = await this.until((stats) => isOver || stats.held > expired);
        if (isOver) return;
        // A call that is still on its way to the local Zoho, or back, is not late.
        if (this.timeouts.running > held - expired) await nextTurn();
        else {
          this.timeouts.expire();
          expired = held;
        }
      }
    })();
    return () => {
      isOver = true;
    };
  }

  clearScenarios(): Promise<Row> {
    return this.control("DELETE", "scenario");
  }

  /** What Zoho holds of a record: null when there is none. */
  async held(module: string, id: string): Promise<Row | null> {
    return (await this.control("GET", `records?module=${module}&id=${id}`)).record as Row | null;
  }

  async count(module: string): Promise<number> {
    return Number((await this.control("GET", `records?module=${module}`)).count);
  }

  /** The calls that Zoho received since the last reset, oldest first. */
  async calls(): Promise<Exchange[]> {
    return (await this.control("GET", "requests?limit=1000")).requests as Exchange[];
  }

  /** The calls received while something ran, with its result. */
  async counting<Result>(run: () => Promise<Result>): Promise<{ result: Result; calls: number }> {
    const { calls: before } = await this.stats();
    const result = await run();
    const { calls: after } = await this.stats();
    return { result, calls: after - before };
  }

  async control(method: string, path: string, body?: unknown): Promise<Row> {
    const { status, body: answer } = await this.#call(method, `/_sandbox/${path}`, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Calls the local Zoho within the process. */
  async #call(
    method: string,
    url: string,
    body?: unknown,
    token = "sandbox",
  ): Promise<{ status: number; body: Row }> {
    if (!this.#sandbox) throw new Error("the local Zoho is not started");
    const headers = {
      authorization: `Zoho-oauthtoken ${token}`,
      "content-type": "application/json",
    };
    const text = body === undefined ? undefined : JSON.stringify(body);
    const reply = await this.#sandbox.call({ method, url, headers, body: text });
    return { status: reply.status, body: reply.body === "" ? {} : JSON.parse(reply.body) };
  }
}
