import { parseCommand, type RunCommand } from "./commandLine";
import { loadComponent } from "./component";
import { fixture } from "./fixture";
import { confirmWrite, mayWrite } from "./writes";

const command = (...args: string[]): RunCommand => {
  const parsed = parseCommand(args);
  if (parsed.kind === "help" || parsed.kind === "list") throw new Error("nothing to run");
  return parsed;
};

describe("mayWrite", () => {
  const component = loadComponent();

  it.each([
    ["crmGetRecords", false],
    ["crmGetRecord", false],
    ["validateConnection", false],
    ["crmCreateRecord", true],
    ["crmUpdateRecord", true],
    ["crmRemoveRecord", true],
  ])("%s counts as a write: %s", (key, expected) => {
    expect(mayWrite(component, command("action", key))).toBe(expected);
    expect(mayWrite(component, command("action", key, "--inline"))).toBe(false);
  });

  it("handlers and webhook triggers count as writes, data sources and polls as reads", () => {
    expect(mayWrite(fixture, command("lifecycle", "hook", "webhookCreate"))).toBe(true);
    expect(mayWrite(fixture, command("trigger", "hook"))).toBe(true);
    expect(mayWrite(fixture, command("trigger", "poll"))).toBe(false);
    expect(mayWrite(fixture, command("dataSource", "good"))).toBe(false);
  });
});

describe("confirmWrite", () => {
  it("rejects a write without a terminal", async () => {
    const { isTTY } = process.stdin;
    process.stdin.isTTY = false;
    await expect(confirmWrite("crmCreateRecord", "Acme")).rejects.toThrow("Add --yes");
    process.stdin.isTTY = isTTY;
  });
});
