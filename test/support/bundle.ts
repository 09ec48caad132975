import { createRequire } from "node:module";
import path from "node:path";
import { type PublishedDefinition, publishedDefinition } from "../../docs/generate/definition";

export const root = path.resolve(__dirname, "../..");

/** The published component: what `dist/index.js` exports. `npm test` builds it first. */
export function builtComponent(): unknown {
  const bundle = createRequire(path.join(root, "package.json"))("./dist/index.js") as {
    default: unknown;
  };
  return bundle.default;
}

export const builtDefinition = (): PublishedDefinition => publishedDefinition(builtComponent());
