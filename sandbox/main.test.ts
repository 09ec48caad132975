import { spawn } from "node:child_process";
import path from "node:path";

const ROOT = path.join(__dirname, "..");

/** Runs the program as `npm run sandbox` does; resolves with its first line. */
function run(...flags: string[]) {
  const args = ["build.mjs", "--start", "sandbox/main.ts", ...flags];
  const program = spawn(process.execPath, args, { cwd: ROOT });
  const firstLine = new Promise<string>((resolve) => {
    program.stdout.once("data", (data: Buffer) => resolve(data.toString("utf8")));
  });
  const errors = new Promise<string>((resolve) => {
    program.stderr.once("data", (data: Buffer) => resolve(data.toString("utf8")));
  });
  const exitCode = new Promise((resolve) => program.once("exit", resolve));
  return { program, firstLine, errors, exitCode };
}

test("prints its origin, accepts counts of records, and exits with 0 on SIGTERM", async () => {
  const { program, firstLine, exitCode } = run("--records", "Leads=2,Contacts=1", "--users", "2");
  const line = await firstLine;
  expect(line).toMatch(/^Zoho sandbox listening on http:\/\/127\.0\.0\.1:\d+\n$/);
  const origin = line.trim().split(" ").at(-1);
  const reply = await fetch(`${origin}/_sandbox/records?module=Leads`);
  expect(await reply.json()).toMatchObject({ count: 2 });
  const limits = await fetch(`${origin}/_sandbox/credits`, { method: "POST" });
  expect(await limits.json()).toMatchObject({ allowance: 52_000, users: 2 });
  program.kill("SIGTERM");
  expect(await exitCode).toBe(0);
});

test("reports an invalid flag and does not start", async () => {
  const { errors, exitCode } = run("--records", "Leads");
  expect(await errors).toContain("Leads is not Module=count");
  expect(await exitCode).toBe(1);
  const gold = run("--edition", "gold");
  expect(await gold.errors).toContain("--edition must be one of free");
  expect(await gold.exitCode).toBe(1);
});
