import type { Connection } from "@prismatic-io/spectral";
import type { LoadedComponent } from "../component";
import type { LogLine } from "../context";
import type { RunOptions } from "../execution";
import type { InputValues } from "../inputs";
import type { LiveFlow, LiveFlowOptions } from "../liveFlow";
import type { Platform } from "../platform";
import { PollingFlow, type PollingFlowOptions } from "../pollingFlow";
import { type ActionOptions, runAction, runDataSource } from "../run";
import type { Control } from "./control";
import type { Reporter } from "./reporter";

/** A fault that is active while one line of the tour runs. */
export interface FaultInjection {
  scenario: string;
  /** The first line whose title contains this text. */
  at: string;
}

const BREAK_TIMEOUT_MS = 500;

/**
 * Runs the parts of the bundle for the tour, prints a line for each step and tracks what was run.
 */
export class Journey {
  /** Set by the sign-in at the start of the tour. */
  connection: Connection | undefined;
  readonly logs: LogLine[] = [];
  /** What was run, such as "action crmGetRecord". */
  readonly covered = new Set<string>();
  private readonly used = new Set<Connection>();
  private broken = false;

  constructor(
    readonly component: LoadedComponent,
    readonly control: Control,
    readonly origin: string,
    private readonly reporter: Reporter,
    private readonly fault?: FaultInjection,
  ) {}

  section(title: string): void {
    this.reporter.section(title);
  }

  /** Prints a text in full, below its line. */
  quote(text: string): void {
    this.reporter.quote(text);
  }

  /** One line: shows what `step` returns; fails if it throws. */
  async line(title: string, step: () => Promise<string | undefined>): Promise<void> {
    const armed = !this.broken && this.fault !== undefined && title.includes(this.fault.at);
    const callsBefore = await this.control.calls();
    const startedAt = performance.now();
    let detail: string | undefined;
    let error: unknown;
    try {
      detail = armed ? await this.underFault(this.fault?.scenario ?? "", step) : await step();
    } catch (thrown) {
      error = thrown ?? new Error("nothing was thrown");
    }
    const milliseconds = performance.now() - startedAt;
    const calls = (await this.control.calls()) - callsBefore;
    this.reporter.line({ title, detail, error, calls, milliseconds });
  }

  /** Runs a step with the fault on every call; throws if the step succeeds all the same. */
  private async underFault(
    scenario: string,
    step: () => Promise<string | undefined>,
  ): Promise<never> {
    this.broken = true;
    const match = { path: "/" };
    await this.control.arm({ name: scenario, count: 0, match, delayMs: 2 * BREAK_TIMEOUT_MS });
    const timeout = process.env.ZOHO_SANDBOX_TIMEOUT_MS;
    process.env.ZOHO_SANDBOX_TIMEOUT_MS = String(BREAK_TIMEOUT_MS);
    try {
      await step();
    } finally {
      if (timeout === undefined) delete process.env.ZOHO_SANDBOX_TIMEOUT_MS;
      else process.env.ZOHO_SANDBOX_TIMEOUT_MS = timeout;
      await this.control.disarm();
    }
    throw new Error(`This line succeeded although the fault ${scenario} applied to every call.`);
  }

  /** The text of --at if no line contained it. */
  get missedBreak(): string | undefined {
    return this.broken ? undefined : this.fault?.at;
  }

  /** Runs an action and returns its data. */
  async action(key: string, values: InputValues, options: ActionOptions = {}): Promise<unknown> {
    if (!options.inline) this.covered.add(`action ${key}`);
    const run = await runAction(this.component, key, values, this.withDefaults(options));
    return run.result.data;
  }

  /** Runs a data source and returns its elements. */
  async dataSource(key: string, values: InputValues): Promise<unknown> {
    this.covered.add(`data source ${key}`);
    const run = await runDataSource(this.component, key, values, this.withDefaults({}));
    return run.result.result;
  }

  /** A deployed flow on a polling trigger. */
  polling(key: string, values: InputValues, options: PollingFlowOptions = {}): PollingFlow {
    this.covered.add(`trigger ${key}`);
    return new PollingFlow(this.component, key, values, this.withDefaults(options));
  }

  /** A flow on a trigger started by Zoho's notifications, not deployed yet. */
  live(
    platform: Platform,
    key: string,
    values: InputValues,
    options: LiveFlowOptions = {},
  ): LiveFlow {
    this.covered.add(`trigger ${key}`);
    return platform.flow(this.component, key, values, this.withDefaults(options));
  }

  private withDefaults<Options extends RunOptions>(options: Options): Options {
    const connection = options.connection ?? this.connection;
    if (connection) this.used.add(connection);
    return { logs: this.logs, ...options, connection };
  }

  /** The tokens and client secrets of every connection used. */
  getSecrets(): string[] {
    const texts = [...this.used].flatMap(({ token, fields }) => [
      token?.access_token,
      token?.refresh_token,
      fields.clientSecret,
    ]);
    return texts.filter((one) => typeof one === "string");
  }

  /** Everything in the bundle, such as "action crmGetRecord". */
  getAll(): string[] {
    const { actions, dataSources, triggers } = this.component;
    return [
      ...Object.keys(actions).map((key) => `action ${key}`),
      ...Object.keys(dataSources).map((key) => `data source ${key}`),
      ...Object.keys(triggers).map((key) => `trigger ${key}`),
    ];
  }
}
