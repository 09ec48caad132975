import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../support/bundle";

interface LockedPackage {
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

const { packages } = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")) as {
  packages: Record<string, LockedPackage>;
};

describe("the lock file", () => {
  it("names no registry", () => {
    const named = Object.values(packages).filter(({ resolved }) => resolved?.startsWith("http"));
    expect(named).toEqual([]);
  });

  // A registry that does not serve them lets `npm install` drop them, and then `npm ci` refuses the file.
  it("holds the optional packages of every platform", () => {
    const missing = Object.entries(packages).flatMap(([owner, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !packages[`node_modules/${name}`] && !packages[`${owner}/node_modules/${name}`],
      ),
    );
    expect(missing).toEqual([]);
  });
});
