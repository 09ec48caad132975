import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../support/bundle";

const dist = path.join(root, "dist");

describe("the bundle", () => {
  let alone: string;

  beforeAll(() => {
    alone = mkdtempSync(path.join(tmpdir(), "zoho-bundle-"));
    copyFileSync(path.join(dist, "index.js"), path.join(alone, "index.js"));
  });

  afterAll(() => rmSync(alone, { recursive: true }));

  /** Runs a script in a fresh process beside a bundle that has nothing else around it. */
  const run = (script: string): string =>
    execFileSync(process.execPath, ["-e", script], { cwd: alone, encoding: "utf8" });

  it("loads on its own and offers the component", () => {
    const keys = run(`console.log(Object.keys(require("./index.js").default.actions).length)`);
    expect(Number(keys)).toBeGreaterThanOrEqual(6);
  });

  it("keeps the names of errors", () => {
    const names = run(`
      const { actions } = require("./index.js").default;
      const logger = { debug() {}, warn() {} };
      const attempt = (connection, params) => actions.crmGetRecord
        .perform({ logger }, { connection, recordType: "Leads", recordId: "1", ...params })
        .catch((error) => error.name + " " + error.constructor.name + " " + error.code);
      const token = { access_token: "x", api_domain: "https://www.zohoapis.com" };
      Promise.all([
        attempt({ key: "k", fields: {} }),
        attempt({ key: "k", fields: {}, token }, { recordId: "../org" }),
      ]).then((lines) => console.log(lines.join("\\n")));
    `);
    expect(names.trim().split("\n")).toEqual([
      "ZohoConnectionError ZohoConnectionError ZOHO_REGION_UNKNOWN",
      "InputError InputError ZOHO_INPUT_INVALID",
    ]);
  });

  // In a process of its own: under jest, Node's own agent keeps no connection.
  it("keeps connections for reads, and opens one of its own for a creation", () => {
    const seen = run(`
      const { createServer } = require("node:http");
      const { actions } = require("./index.js").default;
      const token = { access_token: "x", api_domain: "https://www.zohoapis.com" };
      const connection = { key: "k", fields: {}, token };
      const lead = { connection, recordType: "Leads" };
      const seen = [];
      const server = createServer((request, reply) => {
        seen.push(request.method + " " + request.headers.connection);
        reply.end(JSON.stringify({ data: [{ code: "SUCCESS", status: "success", details: {} }] }));
      }).listen(0, "127.0.0.1", async () => {
        process.env.ZOHO_SANDBOX_ORIGIN = "http://127.0.0.1:" + server.address().port;
        const context = { logger: console };
        await actions.crmGetRecords.perform(context, { ...lead, fields: ["City"] });
        await actions.crmCreateRecord.perform(context, { ...lead, dynamicValues: { City: "A" } });
        console.log(seen.join("\\n"));
        process.exit();
      });
    `);
    expect(seen.trim().split("\n")).toEqual(["GET keep-alive", "POST close"]);
  });

  it("stays under 750 KB", () => {
    expect(statSync(path.join(dist, "index.js")).size).toBeLessThan(750_000);
  });

  it("carries the icon, a square PNG of 512 pixels", () => {
    const icon = readFileSync(path.join(dist, "icon.png"));
    expect(icon.subarray(1, 4).toString()).toBe("PNG");
    expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([512, 512]);
  });
});
