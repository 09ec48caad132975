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
  ])("takes %s for a write: %s", (key, expected) => {
    expect(mayWrite(component, command("action", key))).toBe(expected);
    expect(mayWrite(component, command("action", key, "--inline"))).toBe(false);
  });

  it("takes handlers and webhook triggers for writes, data sources and polls for reads", () => {
    expect(mayWrite(fixture, command("lifecycle", "hook", "webhookCreate"))).toBe(true);
    expect(mayWrite(fixture, command("trigger", "hook"))).toBe(true);
    expect(mayWrite(fixture, command("trigger", "poll"))).toBe(false);
    expect(mayWrite(fixture, command("dataSource", "good"))).toBe(false);
  });
});

describe("confirmWrite", () => {
  it("refuses where nobody can be asked", async () => {
    const { isTTY } = process.stdin;
    process.stdin.isTTY = false;
    await expect(confirmWrite("crmCreateRecord", "Acme")).rejects.toThrow("Add --yes");
    process.stdin.isTTY = isTTY;
  });
});
