import type { Connection } from "@prismatic-io/spectral";
import { loadComponent } from "../../runner/component";
import { sandboxConnection } from "../../runner/connections";
import type { LogLine } from "../../runner/context";
import { type ActionOptions, runAction, runDataSource } from "../../runner/run";
import { type Sandbox, startSandbox } from "../../sandbox/server";

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

/**
 * A local Zoho and the built component on top of it, for one test file. Waits between tries are skipped, so
 * that faults take no time; files that play slow replies let a call time out earlier.
 */
export class LocalZoho {
  #sandbox: Sandbox | undefined;
  /** Lines logged by the last run. */
  logs: LogLine[] = [];

  async start({ timeoutMs = 5_000 } = {}): Promise<void> {
    this.#sandbox = await startSandbox({ recordFile: process.env.ZOHO_SANDBOX_RECORD });
    process.env.ZOHO_SANDBOX_ORIGIN = this.#sandbox.origin;
    process.env.ZOHO_SANDBOX_PACE = "0";
    process.env.ZOHO_SANDBOX_TIMEOUT_MS = String(timeoutMs);
  }

  get origin(): string {
    return this.#sandbox?.origin ?? "";
  }

  async stop(): Promise<void> {
    await this.#sandbox?.close();
    for (const name of ["ORIGIN", "PACE", "TIMEOUT_MS"]) delete process.env[`ZOHO_SANDBOX_${name}`];
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
    const url = `${this.origin}/books/v3${path}${mark}organization_id=${organization}`;
    const reply = await fetch(url, {
      method,
      headers: { Authorization: "Zoho-oauthtoken sandbox", "Content-Type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = (await reply.json()) as Row;
    if (answer.code !== 0) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
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

  /**
   * The code of the error that something ends with under a fault, "success" without one, and its calls.
   * Late replies come after the timeout of a call, and a call that was given up on is counted when its
   * handling ends: that is waited for. Where every reply is late, nothing has to come in time.
   */
  async underFault(
    scenario: Scenario,
    run: () => Promise<unknown>,
  ): Promise<{ outcome: unknown; calls: number }> {
    const isLate = scenario.name.startsWith("slow");
    const usualMs = process.env.ZOHO_SANDBOX_TIMEOUT_MS;
    const delayMs = scenario.count === 0 ? 200 : 600;
    if (isLate && scenario.count === 0) process.env.ZOHO_SANDBOX_TIMEOUT_MS = "100";
    await this.scenario({ ...(isLate && { delayMs }), ...scenario });
    try {
      const { result, calls } = await this.counting(async () => {
        const found = await run().then(
          () => "success",
          (error: Row) => error.code,
        );
        await this.clearScenarios();
        await this.#untilQuiet();
        return found;
      });
      return { outcome: result, calls };
    } finally {
      if (usualMs !== undefined) process.env.ZOHO_SANDBOX_TIMEOUT_MS = usualMs;
    }
  }

  /** Until Zoho has handled every call, also those that were given up on. */
  async #untilQuiet(): Promise<void> {
    for (let look = 0; look < 500; look += 1) {
      if ((await this.control("GET", "stats")).inFlight === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error("the local Zoho does not come to rest");
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
    const before = Number((await this.control("GET", "stats")).calls);
    const result = await run();
    const after = Number((await this.control("GET", "stats")).calls);
    return { result, calls: after - before };
  }

  async control(method: string, path: string, body?: unknown): Promise<Row> {
    const reply = await fetch(`${this.origin}/_sandbox/${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const answer = (await reply.json()) as Row;
    if (!reply.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  }
}
