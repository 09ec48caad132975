import { Console } from "node:console";
import type { Connection } from "@prismatic-io/spectral";
import { startSandbox } from "../sandbox/server";
import { parseCommand, type RunCommand, USAGE } from "./commandLine";
import { type LoadedComponent, loadComponent } from "./component";
import { sandboxConnection } from "./connections";
import type { RunOptions } from "./execution";
import { describeComponent } from "./listing";
import { PollingFlow } from "./pollingFlow";
import { connectReal, identify, readConnectionFile } from "./realOrganization";
import { runAction, runDataSource, runLifecycle, runTrigger } from "./run";
import { fileState } from "./state";
import { confirmWrite, mayWrite } from "./writes";

/** The Zoho that a run talks to. */
interface Target {
  connection: Connection;
  close(): Promise<void>;
}

async function main(args: readonly string[]): Promise<void> {
  // Keeps stdout for the result, whatever the component or a library prints.
  globalThis.console = new Console(process.stderr);
  const command = parseCommand(args);
  if (command.kind === "help") return print(USAGE);
  const component = loadComponent();
  if (command.kind === "list") return print(describeComponent(component));
  const writes = mayWrite(component, command);
  const target = await openTarget(component, command, writes);
  try {
    const { result, milliseconds } = await run(component, command, target.connection);
    print(JSON.stringify(result ?? null, null, 2));
    log(`${command.key}: ${Math.round(milliseconds)} ms`);
  } finally {
    await target.close();
  }
}

async function openTarget(
  component: LoadedComponent,
  command: RunCommand,
  writes: boolean,
): Promise<Target> {
  if (command.connectionFile !== undefined) {
    const connection = await realConnection(component, command, command.connectionFile, writes);
    return { connection, close: async () => undefined };
  }
  const origin = process.env.ZOHO_SANDBOX_ORIGIN;
  const connection = sandboxConnection({ component });
  if (origin) {
    log(`Local Zoho at ${origin}`);
    return { connection, close: async () => undefined };
  }
  const sandbox = await startSandbox();
  process.env.ZOHO_SANDBOX_ORIGIN = sandbox.origin;
  log(`Local Zoho at ${sandbox.origin}, started for this run`);
  return { connection, close: () => sandbox.close() };
}

/** Signs in to a real organization, names it, and asks before a write unless --yes is set. */
async function realConnection(
  component: LoadedComponent,
  command: RunCommand,
  file: string,
  writes: boolean,
): Promise<Connection> {
  if (process.env.ZOHO_SANDBOX_ORIGIN) {
    throw new Error("ZOHO_SANDBOX_ORIGIN is set: --connection would not reach Zoho. Unset it.");
  }
  const connection = await connectReal(component, readConnectionFile(file));
  const { text, isSandbox } = await identify(component, connection);
  log(`Zoho organization: ${text}`);
  if (writes && !isSandbox && !command.yes) await confirmWrite(command.key, text);
  return connection;
}

function run(component: LoadedComponent, command: RunCommand, connection: Connection) {
  const { key, values, payload, batchSize, inline, debug, fillDefaults, stateFile } = command;
  const options: RunOptions = {
    connection,
    debug,
    fillDefaults,
    onLog: ({ level, text }) => log(`[${level}] ${text}`),
    state: stateFile === undefined ? undefined : fileState(stateFile),
  };
  switch (command.kind) {
    case "action":
      return runAction(component, key, values, { ...options, inline });
    case "dataSource":
      return runDataSource(component, key, values, options);
    case "trigger":
      return batchSize === undefined
        ? runTrigger(component, key, values, { ...options, payload })
        : runBatched(component, command, { ...options, batch: { batchSize } });
    case "lifecycle":
      return runLifecycle(component, key, command.handler ?? "onInstanceDeploy", values, options);
  }
}

/** Polls a flow once, with batching on and without steps. */
async function runBatched(
  component: LoadedComponent,
  { key, values }: RunCommand,
  options: ConstructorParameters<typeof PollingFlow>[3],
) {
  const flow = new PollingFlow(component, key, values, options);
  const { handedOver, milliseconds } = await flow.poll();
  return { result: handedOver, milliseconds };
}

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const log = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

main(process.argv.slice(2)).catch((error: unknown) => {
  log(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
