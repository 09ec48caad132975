// Runs a local Zoho in its own process for a benchmark.
import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Runs a benchmark against a local Zoho with records such as "Leads=1000". */
export async function withLocalZoho(records, benchmark) {
  const args = ["build.mjs", "--start", "sandbox/main.ts", "--records", records];
  const sandbox = spawn(process.execPath, args, { cwd: root });
  try {
    const origin = await new Promise((resolve, reject) => {
      sandbox.stdout.on("data", (text) => resolve(/http:\S+/.exec(String(text))?.[0]));
      sandbox.on("exit", () => reject(new Error("the local Zoho did not start")));
    });
    await benchmark(origin);
  } finally {
    sandbox.kill();
  }
}
