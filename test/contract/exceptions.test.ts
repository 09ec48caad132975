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

/** An exception as the README shows it. */
const rowOf = ({ operation = "all", status = "all", error, reason, source }: Exception): string =>
  `| ${cell(operation)} | ${cell(status)} | \`${cell(error)}\` | ${cell(reason)} | ${cell(source)} |`;

/** The rows of the table under a heading, without its head. */
function rowsBelow(heading: string, markdown: string): string[] {
  const [, section = ""] = markdown.split(`\n## ${heading}\n`);
  const [own = ""] = section.split("\n## ");
  return own
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2);
}

const exceptions: Exception[] = JSON.parse(read("test/contract/exceptions.json"));

describe("the exceptions of the contract", () => {
  it("each have a reason and a source in the facts", () => {
    expect(exceptions.length).toBeGreaterThan(0);
    for (const { reason, source } of exceptions) {
      expect(reason).toMatch(/^[A-Z].*\.$/);
      expect(source).toMatch(/facts \d/);
    }
  });

  it("all stand in the README of the local Zoho, and no others", () => {
    const shown = rowsBelow(
      "Where it differs from Zoho's OpenAPI files",
      read("sandbox/README.md"),
    );
    expect(shown).toEqual(exceptions.map(rowOf));
  });
});
