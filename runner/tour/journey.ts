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

/** A fault that is armed while one line of the tour runs. */
export interface FaultInjection {
  scenario: string;
  /** The first line whose title contains this text. */
  at: string;
}

const BREAK_TIMEOUT_MS = 500;

/** The tour as it goes: runs what the bundle offers, keeps count of it, shows a line for each stop. */
export class Journey {
  /** Signed in at the beginning of the tour. */
  connection: Connection | undefined;
  readonly logs: LogLine[] = [];
  /** Keys of what was run, as "action crmGetRecord". */
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

  /** A text as somebody would read it, below its line. */
  quote(text: string): void {
    this.reporter.quote(text);
  }

  /** One line: what `stop` returns is shown beside it; what it throws turns it red. */
  async line(title: string, stop: () => Promise<string | undefined>): Promise<void> {
    const armed = !this.broken && this.fault !== undefined && title.includes(this.fault.at);
    const callsBefore = await this.control.calls();
    const startedAt = performance.now();
    let detail: string | undefined;
    let error: unknown;
    try {
      detail = armed ? await this.underFault(this.fault?.scenario ?? "", stop) : await stop();
    } catch (thrown) {
      error = thrown ?? new Error("nothing was thrown");
    }
    const milliseconds = performance.now() - startedAt;
    const calls = (await this.control.calls()) - callsBefore;
    this.reporter.line({ title, detail, error, calls, milliseconds });
  }

  /** Runs a stop while every call meets the fault; throws when nothing notices it. */
  private async underFault(
    scenario: string,
    stop: () => Promise<string | undefined>,
  ): Promise<never> {
    this.broken = true;
    const match = { path: "/" };
    await this.control.arm({ name: scenario, count: 0, match, delayMs: 2 * BREAK_TIMEOUT_MS });
    const timeout = process.env.ZOHO_SANDBOX_TIMEOUT_MS;
    process.env.ZOHO_SANDBOX_TIMEOUT_MS = String(BREAK_TIMEOUT_MS);
    try {
      await stop();
    } finally {
      if (timeout === undefined) delete process.env.ZOHO_SANDBOX_TIMEOUT_MS;
      else process.env.ZOHO_SANDBOX_TIMEOUT_MS = timeout;
      await this.control.disarm();
    }
    throw new Error(`The fault ${scenario} met every call of this line, and nothing noticed it.`);
  }

  /** The text that no line contained, where one was to be broken. */
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

  /** A flow of an instance on a trigger that Zoho's notifications start, not deployed yet. */
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
    return { logs: this.logs, ...options, ...(connection && { connection }) };
  }

  /** Tokens and client secrets of every connection that was used. */
  getSecrets(): string[] {
    const texts = [...this.used].flatMap(({ token, fields }) => [
      token?.access_token,
      token?.refresh_token,
      fields.clientSecret,
    ]);
    return texts.filter((one) => typeof one === "string");
  }

  /** Everything that the bundle offers. */
  getOffered(): string[] {
    const { actions, dataSources, triggers } = this.component;
    return [
      ...Object.keys(actions).map((key) => `action ${key}`),
      ...Object.keys(dataSources).map((key) => `data source ${key}`),
      ...Object.keys(triggers).map((key) => `trigger ${key}`),
    ];
  }
}
