// Plugins of esbuild for the published bundle.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);

/**
 * Replaces whole files, and pieces of files, of the libraries in `modules`, matched by full path.
 * The build fails when a file is no longer loaded or a piece does not occur exactly once: the library
 * has changed, and what is replaced needs a review.
 */
export function replaceInLibraries(modules, { files, pieces }) {
  const names = new Set([...Object.keys(files), ...pieces.map(({ file }) => file)]);
  const byPath = new Map([...names].map((name) => [path.join(modules, name), name]));
  return {
    name: "replace-in-libraries",
    setup(bundler) {
      const missing = new Set(names);
      bundler.onLoad({ filter: /\.js$/ }, async ({ path: file }) => {
        const name = byPath.get(file);
        if (name === undefined) return undefined;
        missing.delete(name);
        const contents = files[name] ?? replacePieces(name, await readFile(file, "utf8"), pieces);
        return { contents, loader: "js" };
      });
      bundler.onEnd(() => ({
        errors: [...missing].map((name) => ({
          text: `${name} is no longer loaded: review build/replacements.mjs`,
        })),
      }));
    },
  };
}

function replacePieces(name, text, pieces) {
  return pieces.reduce((result, { file, from, to }) => {
    if (file !== name) return result;
    const parts = result.split(from);
    if (parts.length !== 2) {
      throw new Error(
        `${name} has ${parts.length - 1} times ${from}: review build/replacements.mjs`,
      );
    }
    return parts.join(to);
  }, text);
}

/**
 * Lets all modules of ours share one copy of a CommonJS package's members. esbuild makes a copy for
 * every module that imports the package.
 */
export function importOnce(packageName, file) {
  return {
    name: "import-once",
    setup(bundler) {
      const lines = [
        `import * as shared from ${JSON.stringify(file)};`,
        ...Object.keys(require(file)).map((name) => `export const ${name} = shared.${name};`),
      ];
      const namespace = "import-once";
      bundler.onResolve({ filter: /^[^.]/ }, ({ path: name }) =>
        name === packageName ? { path: name, namespace } : undefined,
      );
      bundler.onLoad({ filter: /.*/, namespace }, () => ({
        contents: lines.join("\n"),
        resolveDir: path.dirname(file),
      }));
    },
  };
}
