import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import component from "../../src/index";
import { publishedDefinition } from "./definition";
import { fillParts, renderErrors, renderParts } from "./render";

// Rewrites the generated parts of documentation.md, and docs/errors.md.
const root = process.cwd();
const documentation = path.join(root, "documentation.md");
const parts = renderParts(publishedDefinition(component));
writeFileSync(documentation, fillParts(readFileSync(documentation, "utf8"), parts));
writeFileSync(path.join(root, "docs/errors.md"), renderErrors());
console.log("Wrote documentation.md and docs/errors.md");
