import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { publishedDefinition } from "./definition";

// Rewrites .spectral/component.json, the published definition, which a test compares with the
// bundle.
const root = process.cwd();
const bundle = createRequire(path.join(root, "package.json"))("./dist/index.js") as {
  default: unknown;
};
const file = path.join(root, ".spectral/component.json");
writeFileSync(file, `${JSON.stringify(publishedDefinition(bundle.default), null, 2)}\n`);
console.log("Wrote .spectral/component.json");
