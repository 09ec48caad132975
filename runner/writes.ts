import { createInterface } from "node:readline/promises";
import type { RunCommand } from "./commandLine";
import { findAction, findDataSource, findTrigger, type LoadedComponent } from "./component";

/** Reading verbs as action keys begin with them, after the product. */
const READS =
  /^((crm|books)(Get|List|Query|Search|Count|Download)|get|list|query|search|count|download)(?=[A-Z]|$)/;

/**
 * Whether a run may change something at Zoho. What is not known to read counts as writing. Throws when the
 * component does not offer what is to be run.
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

/**
 * Asks on the terminal before a write; throws when the answer is not yes, and where nobody can be asked.
 */
export async function confirmWrite(what: string, organization: string): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new Error(
      `${what} may change data of ${organization}, which is no sandbox. Add --yes to run it.`,
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(
      `${what} may change data of ${organization}, which is no sandbox. Run it? [y/N] `,
    );
    if (!/^y(es)?$/i.test(answer.trim())) throw new Error("Not run.");
  } finally {
    terminal.close();
  }
}
