import { spawnSync } from "node:child_process";
import path from "node:path";
import { parseCommand, USAGE } from "./commandLine";

describe("parseCommand", () => {
  it("reads an action with its options", () => {
    const args = ["action", "crmGetRecords", "--input", '{"fields":["Last_Name"]}', "--debug"];
    expect(parseCommand([...args, "--state", "s.json", "--no-defaults"])).toEqual({
      kind: "action",
      key: "crmGetRecords",
      values: { fields: ["Last_Name"] },
      payload: {},
      stateFile: "s.json",
      yes: false,
      debug: true,
      fillDefaults: false,
      inline: false,
    });
  });

  it("reads a lifecycle handler", () => {
    expect(parseCommand(["lifecycle", "hook", "webhookCreate"])).toMatchObject({
      kind: "lifecycle",
      key: "hook",
      handler: "webhookCreate",
    });
  });

  it("reads the batch size", () => {
    const command = parseCommand(["trigger", "x", "--batch", "50"]);
    expect(command).toMatchObject({ kind: "trigger", key: "x", batchSize: 50 });
  });

  it.each([[[]], [["--help"]], [["action", "x", "-h"]]])("shows the help for %j", (args) => {
    expect(parseCommand(args)).toEqual({ kind: "help" });
  });

  it.each([
    [["acton", "x"], "Did you mean action?"],
    [["action"], "Which action?"],
    [["action", "x", "y"], "Too many arguments: y"],
    [["action", "x", "--input", "{"], "--input is not valid JSON"],
    [["action", "x", "--input", "[1]"], "--input must be a JSON object"],
    [["action", "x", "--colour"], "--colour"],
    [["trigger", "x", "--batch", "1.5"], '--batch must be a batch size such as 50, not "1.5"'],
    [["trigger", "x", "--batch", "2", "--payload", "{}"], "leave out --payload"],
    [["action", "x", "--batch", "2"], "--batch is for triggers only"],
    [["lifecycle", "x", "onDeploy"], "onInstanceDeploy, onInstanceDelete"],
  ])("rejects %j", (args, message) => {
    expect(() => parseCommand(args)).toThrow(message);
  });
});

describe("npm run -s run", () => {
  it("prints the result as JSON to stdout, and everything else to stderr", () => {
    const { ZOHO_COMPONENT, ZOHO_SANDBOX_ORIGIN, ZOHO_SANDBOX_RECORD, ...env } = process.env;
    const input = JSON.stringify({ recordType: "Leads", fields: ["Last_Name"] });
    const { stdout, stderr, status } = spawnSync(
      "npm",
      ["run", "-s", "run", "--", "action", "crmGetRecords", "--input", input, "--debug"],
      { cwd: path.join(__dirname, ".."), env, encoding: "utf8" },
    );
    expect(JSON.parse(stdout)).toMatchObject({ data: { data: expect.any(Array) } });
    expect(stderr).toMatch(/^Local Zoho at http/);
    expect(stderr).toMatch(/^\[debug\] .*GET \/crm\/v8\/Leads/m);
    expect(stderr).toMatch(/crmGetRecords: \d+ ms\n$/);
    expect(status).toBe(0);
  });

  it("says so in its help", () => {
    expect(USAGE).toContain("stdout gets the result as JSON and nothing else");
  });
});
