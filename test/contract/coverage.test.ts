import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const folder = mkdtempSync(path.join(tmpdir(), "coverage-"));
afterAll(() => rmSync(folder, { recursive: true }));

const AGENT = "axios/1.0.0";
const TABLE = {
  placeholders: { module: "\\w+", id: "\\d+" },
  servers: [
    {
      name: "Zoho CRM",
      root: "/crm/",
      caller: "^axios/",
      everywhere: { statuses: [429], reasons: { 404: "The address exists." } },
      operations: {
        "GET /crm/v8/{module}": { statuses: [200], reasons: { 304: "No call asks for it." } },
        "GET /crm/v8/{module}/{id}": { statuses: [0] },
      },
      others: ["GET /crm/v7/{module}"],
    },
  ],
};

interface Call {
  url: string;
  status: number;
  agent?: string;
}
const list = (status: number): Call => ({ url: "/crm/v8/Leads?fields=City&page=1", status });
const one = (status: number): Call => ({ url: "/crm/v8/Leads/4876", status });
const other: Call = { url: "/crm/v7/Leads", status: 500 };
/** Every pair of the table, once. */
const ALL = [list(200), list(429), one(0), one(429), other];

/** Runs the check on these calls. */
function check(calls: readonly Call[]): { passed: boolean; lines: string[] } {
  const [recording, table] = ["recording.jsonl", "table.json"].map((name) =>
    path.join(folder, name),
  ) as [string, string];
  const lines = calls.map(({ url, status, agent = AGENT }) =>
    JSON.stringify({ method: "GET", url, status, headers: { "user-agent": agent } }),
  );
  writeFileSync(recording, `${lines.join("\n")}\n`);
  writeFileSync(table, JSON.stringify(TABLE));
  const script = path.join(__dirname, "coverage.mjs");
  const { status, stdout } = spawnSync(process.execPath, [script, recording, table]);
  return { passed: status === 0, lines: stdout.toString().trim().split("\n") };
}

const SUMMARY = /^Coverage: 2 operations, \d pairs met, 3 with a reason$/;

describe("the coverage check", () => {
  it("passes if every pair without a reason was met", () => {
    expect(check(ALL)).toEqual({
      passed: true,
      lines: ["Coverage: 2 operations, 4 pairs met, 3 with a reason"],
    });
  });

  it.each([
    ["a pair was not met", ALL.slice(1), "not met: GET /crm/v8/{module} 200"],
    [
      "an operation was never called",
      [list(200), list(429), other],
      "never called: GET /crm/v8/{module}/{id}",
    ],
    [
      "a status is not in the table",
      [...ALL, list(418)],
      "not in the table: GET /crm/v8/{module} 418",
    ],
    [
      "an operation is not in the table",
      [...ALL, { url: "/crm/v8/Leads/48768/Notes", status: 200 }],
      "not in the table: GET /crm/v8/Leads/{id}/Notes (200)",
    ],
    [
      "a pair with a reason was met",
      [...ALL, list(304)],
      "not in the table: GET /crm/v8/{module} 304, with the reason: No call asks for it.",
    ],
    [
      "one of the other operations was never called",
      ALL.slice(0, 4),
      "never called: GET /crm/v7/{module}",
    ],
  ])("fails if %s", (_, calls, problem) => {
    const { passed, lines } = check(calls);
    expect(passed).toBe(false);
    expect(lines).toEqual([problem, expect.stringMatching(SUMMARY)]);
  });

  it("counts only the connector's calls", () => {
    const foreign = [
      { ...list(418), agent: "node" },
      { ...list(418), agent: "" },
      { url: "/oauth/v2/token", status: 418 },
    ];
    expect(check([...ALL, ...foreign]).passed).toBe(true);
    expect(check(ALL.map((call) => ({ ...call, agent: "node" }))).passed).toBe(false);
  });
});
