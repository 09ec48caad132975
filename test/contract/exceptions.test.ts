import { readFileSync } from "node:fs";
import path from "node:path";

interface Exception {
  operation?: string;
  status?: string;
  error: string;
  reason: string;
  source: string;
}

const root = path.join(__dirname, "../..");
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");
const cell = (text: string): string => text.replaceAll("|", "\\|");

/** The row of an exception in the README. */
const toRow = ({ operation = "all", status = "all", error, reason, source }: Exception): string =>
  `| ${cell(operation)} | ${cell(status)} | \`${cell(error)}\` | ${cell(reason)} | ${cell(source)} |`;

/** The rows of the table under a heading, without its header. */
function readRows(heading: string, markdown: string): string[] {
  const [, section = ""] = markdown.split(`\n## ${heading}\n`);
  const [own = ""] = section.split("\n## ");
  return own
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2);
}

const exceptions: Exception[] = JSON.parse(read("test/contract/exceptions.json"));

describe("the exceptions from the contract", () => {
  it("each have a reason and a source in the facts", () => {
    expect(exceptions.length).toBeGreaterThan(0);
    for (const { reason, source } of exceptions) {
      expect(reason).toMatch(/^[A-Z].*\.$/);
      expect(source).toMatch(/facts \d/);
    }
  });

  it("are the ones listed in the README of the local Zoho", () => {
    const shown = readRows("Where it differs from Zoho's OpenAPI files", read("sandbox/README.md"));
    expect(shown).toEqual(exceptions.map(toRow));
  });
});
