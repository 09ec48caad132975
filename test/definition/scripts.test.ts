import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../support/bundle";

const read = (file: string): string => readFileSync(path.join(root, file), "utf8");

const scripts: Record<string, string> = JSON.parse(read("package.json")).scripts;
/** The commands of a shell script, without comments and messages. */
const readCommands = (file: string): string => read(file).replace(/#.*$|"[^"]*"/gm, "");

const ci = readCommands(".ci/run") + readCommands(".ci/weekly");

/** Scripts that CI does not run, with the reason. */
const NOT_IN_CI: Record<string, string> = {
  format: "writes the working tree; npm run check fails where it would",
  publish: "publishes",
  sandbox: "runs until it is stopped; the tests start the local Zoho themselves",
};

/** The scripts that a command line calls, directly or through other scripts. */
function findCalled(commands: string, found = new Set<string>()): Set<string> {
  for (const [, name = ""] of commands.matchAll(/\bnpm (?:(?:run|-s) )*([a-z]\w*)/g)) {
    const script = scripts[name];
    if (script === undefined || found.has(name)) continue;
    found.add(name);
    findCalled(script, found);
  }
  return found;
}

describe("package.json", () => {
  const inCi = findCalled(ci);

  it.each(Object.keys(scripts))("%s is run by CI, or there is a reason not to", (name) => {
    expect(inCi.has(name)).toBe(!(name in NOT_IN_CI));
  });

  it("has every script that is not in CI", () => {
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(Object.keys(NOT_IN_CI)));
  });
});

describe("bench", () => {
  const files = readdirSync(path.join(root, "bench"));

  /** Whether another benchmark imports or runs a file. */
  const isPartOfAnother = (file: string): boolean => {
    const name = file.endsWith(".ts") ? `${file.slice(0, -3)}(\\.ts)?` : file;
    const mention = new RegExp(`"(\\./|bench/)${name}"`);
    return files.some((other) => other !== file && mention.test(read(`bench/${other}`)));
  };

  it.each(files.filter((file) => !isPartOfAnother(file)))("%s is run by .ci/weekly", (file) => {
    expect(ci).toContain(`bench/${file}`);
  });
});
