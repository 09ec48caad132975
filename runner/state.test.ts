import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fixture } from "./fixture";
import { runAction } from "./run";
import { fileState, memoryState } from "./state";

const folder = mkdtempSync(path.join(tmpdir(), "runner-state-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("fileState", () => {
  it("saves state from one run to the next", async () => {
    const file = path.join(folder, "state.json");
    await runAction(fixture, "count", {}, { state: fileState(file) });
    const { result } = await runAction(fixture, "count", {}, { state: fileState(file) });
    expect(result.data).toBe(2);
    expect(readdirSync(folder)).toEqual(["state.json"]);
  });

  it("names a file with other content", () => {
    const file = path.join(folder, "broken.json");
    writeFileSync(file, "[]");
    expect(() => fileState(file).load()).toThrow(`${file} is not a state file`);
  });
});

describe("memoryState", () => {
  it("returns copies", () => {
    const state = memoryState();
    state.load().crossFlow.changed = true;
    expect(state.load().crossFlow).toEqual({});
  });
});
