import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findRepository, readConnectionFile } from "./realOrganization";

const folder = mkdtempSync(path.join(tmpdir(), "runner-connection-"));
const repository = path.join(folder, "repository");
const outside = path.join(folder, "zoho.json");
const inside = path.join(repository, "..zoho.json");
const content = { region: "eu", clientId: "1000.A", clientSecret: "hush", refreshToken: "1000.r" };

beforeAll(() => {
  mkdirSync(path.join(repository, "deep"), { recursive: true });
  writeFileSync(path.join(repository, "package.json"), "{}");
  for (const file of [outside, inside]) writeFileSync(file, JSON.stringify(content));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("readConnectionFile", () => {
  it("reads a file outside the repository", () => {
    expect(readConnectionFile(outside, repository)).toEqual(content);
  });

  it("rejects one inside it, even through a link from outside", () => {
    const link = path.join(folder, "link.json");
    symlinkSync(inside, link);
    for (const file of [inside, link]) {
      expect(() => readConnectionFile(file, repository)).toThrow("inside the repository");
    }
  });

  it("rejects one inside this repository", () => {
    expect(() => readConnectionFile("package.json")).toThrow("inside the repository");
  });

  it.each([
    [{ ...content, clientSecret: "" }, "lacks clientSecret"],
    [{ ...content, password: "hush" }, 'unknown key "password"'],
    [{ ...content, region: "mars" }, 'no region "mars"'],
    [{ ...content, clientId: 7 }, '"clientId" must be a string'],
    ["hush", "must contain a JSON object"],
  ])("says what is wrong with %j without its secrets", (wrong, message) => {
    const file = path.join(folder, "wrong.json");
    writeFileSync(file, JSON.stringify(wrong));
    const read = () => readConnectionFile(file, repository);
    expect(read).toThrow(message);
    expect(read).not.toThrow(/hush/);
  });
});

describe("findRepository", () => {
  it("finds the root of the repository", () => {
    expect(findRepository(path.join(repository, "deep"))).toBe(repository);
  });
});
