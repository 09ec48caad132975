import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { BOOKS_CHOICES } from "../../sandbox/state/booksVariants";
import { CHOICES } from "../../sandbox/state/variants";
import { root } from "../support/bundle";

const textOf = (file: string): string => readFileSync(path.join(root, file), "utf8");

const assumptions = textOf("docs/assumptions.md");
const points = assumptions
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (point|---)/.test(line));
const variants = Object.keys({ ...CHOICES, ...BOOKS_CHOICES });

/** The texts of all tests below a folder. */
function testsBelow(folder: string): string {
  const files = readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" });
  const tests = files.filter((file) => file.endsWith(".test.ts"));
  return tests.map((file) => textOf(path.join(folder, file))).join("\n");
}

describe("docs/assumptions.md", () => {
  it.each(variants)("lists the switch %s, as the README of the local Zoho does", (name) => {
    expect(assumptions).toContain(`\`${name}\``);
    expect(textOf("sandbox/README.md")).toContain(`\`${name}\``);
  });

  it("has a test for every switch", () => {
    const tests = testsBelow("sandbox") + testsBelow("test/journeys");
    const untested = variants.filter((name) => !new RegExp(`\\b${name}\\b`).test(tests));
    expect(untested).toEqual([]);
  });

  it("names tests that exist and play the switch", () => {
    const named = points.flatMap((line) => {
      const [, file] = /`([^`]+\.test\.ts)`/.exec(line) ?? [];
      return file === undefined ? [] : [{ file, line }];
    });
    expect(named.length).toBeGreaterThan(30);
    for (const { file, line } of named) {
      expect([file, existsSync(path.join(root, file))]).toEqual([file, true]);
      const switches = [...line.matchAll(/`(\w+)` = /g)].map(([, name]) => name);
      for (const name of switches)
        expect([name, textOf(file)]).toEqual([name, expect.stringContaining(String(name))]);
    }
  });

  it("is counted right in the README", () => {
    expect(textOf("README.md")).toContain(`${points.length} points`);
  });
});
