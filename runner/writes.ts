import { createInterface } from "node:readline/promises";
import type { RunCommand } from "./commandLine";
import { findAction, findDataSource, findTrigger, type LoadedComponent } from "./component";

/** Verbs of actions that only read, which follow the product in an action's key. */
const READS =
  /^((crm|books)(Get|List|Query|Search|Count|Download)|get|list|query|search|count|download)(?=[A-Z]|$)/;

/**
 * Whether a run may change data at Zoho; true unless it is known to only read. Throws if the
 * component has no such action, data source or trigger.
 */
export function mayWrite(component: LoadedComponent, { kind, key, inline }: RunCommand): boolean {
  if (kind === "dataSource") {
    findDataSource(component, key);
    return false;
  }
  if (kind === "action") {
    const { performSafety } = findAction(component, key);
    return !inline && performSafety !== "SAFE" && !READS.test(key);
  }
  const { isPollingTrigger } = findTrigger(component, key);
  return kind === "lifecycle" || isPollingTrigger !== true;
}

/** Asks on the terminal before a write. Throws unless the answer is yes, or without a terminal. */
export async function confirmWrite(what: string, organization: string): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new Error(
      `${what} may change data of ${organization}, which is not a sandbox. Add --yes to run it.`,
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(
      `${what} may change data of ${organization}, which is not a sandbox. Run it? [y/N] `,
    );
    if (!/^y(es)?$/i.test(answer.trim())) throw new Error("Not run.");
  } finally {
    terminal.close();
  }
}
