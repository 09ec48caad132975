// Bundles what runs. Nothing in this repository is executed from TypeScript directly.
//   node build.mjs component             dist/index.js, the published bundle, with the assets beside it
//   node build.mjs --start FILE [ARGS]   bundles FILE into .build/ and runs it in this process
// Both can be given at once. BUNDLE_STUBS=0 replaces nothing in the libraries.
import { copyFile, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { importOnce, replaceInLibraries } from "./build/plugins.mjs";
import { REPLACED_FILES, REPLACED_PIECES } from "./build/replacements.mjs";

const root = path.dirname(fileURLToPath(import.meta.url));

const modules = path.join(root, "node_modules");

/** docs/decisions/0002-bundle.md says why and how much it saves. */
const libraryPlugins = () => [
  replaceInLibraries(modules, { files: REPLACED_FILES, pieces: REPLACED_PIECES }),
  importOnce("@prismatic-io/spectral", path.join(modules, "@prismatic-io/spectral/dist/index.js")),
];

const COMPONENT = {
  absWorkingDir: root,
  entryPoints: ["src/index.ts"],
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  // Spectral requires axios and src imports it: without this, the bundle would hold it twice.
  alias: { axios: path.join(modules, "axios/index.js") },
  legalComments: "none",
  logLevel: "warning",
};

/** Builds the published bundle into `outdir` and returns esbuild's metafile. */
export async function buildComponent(outdir = path.join(root, "dist")) {
  const { metafile, outputFiles } = await build({
    ...COMPONENT,
    outfile: path.join(outdir, "index.js"),
    write: false,
    minify: true,
    keepNames: true,
    metafile: true,
    plugins: process.env.BUNDLE_STUBS === "0" ? [] : libraryPlugins(),
  });
  for (const { path: file, text } of outputFiles) {
    await replaceFile({ path: file, contents: escapeNonAscii(text) });
  }
  await copyFile(path.join(root, "assets/icon.png"), path.join(outdir, "icon.png"));
  return metafile;
}

/**
 * Bundles the component and the local Zoho for the tests, not minified and with source maps;
 * returns the file of the component.
 */
export async function buildForTests() {
  const shared = { sourcemap: "inline", sourcesContent: false, write: false };
  const component = await build({
    ...COMPONENT,
    ...shared,
    outfile: path.join(root, ".build/test/index.js"),
    plugins: [...libraryPlugins(), withoutSourceMapsOfPackages()],
  });
  const sandbox = await build({
    ...PROGRAM,
    ...shared,
    entryPoints: ["sandbox/server.ts"],
    outfile: path.join(root, ".build/test/sandbox.js"),
  });
  for (const file of [...component.outputFiles, ...sandbox.outputFiles]) await replaceFile(file);
  return component.outputFiles[0].path;
}

/**
 * Escapes the characters that esbuild leaves in regular expressions. Node reads a file of ASCII
 * alone faster, and V8 keeps it in half the memory.
 */
const escapeNonAscii = (code) =>
  code.replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Replaces a file atomically: other processes may be loading the old one. */
async function replaceFile({ path: file, contents }) {
  const draft = `${file}.${process.pid}`;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(draft, contents);
  await rename(draft, file);
}

/** Keeps the source map small: stack traces through packages show the bundle. */
function withoutSourceMapsOfPackages() {
  const map = { version: 3, sources: [""], mappings: "A" };
  const comment = `\n//# sourceMappingURL=data:application/json;base64,${btoa(JSON.stringify(map))}`;
  return {
    name: "without-source-maps-of-packages",
    setup(bundler) {
      bundler.onLoad({ filter: /node_modules[\\/].*\.c?js$/ }, async ({ path: file }) => ({
        contents: (await readFile(file, "utf8")) + comment,
      }));
    },
  };
}

const PROGRAM = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  logLevel: "warning",
};

/** Bundles one of the project's own programs into .build/ and returns the file to run. */
async function buildProgram(entry) {
  const outfile = path.join(root, ".build", entry.replace(/\.ts$/, ".cjs"));
  await build({ ...PROGRAM, entryPoints: [entry], outfile, sourcemap: "inline" });
  return outfile;
}

async function main([...args]) {
  if (args[0] === "component") {
    args.shift();
    await buildComponent();
  }
  if (args[0] === "--start") {
    const file = await buildProgram(args[1]);
    process.setSourceMapsEnabled(true);
    process.argv = [process.argv[0], file, ...args.slice(2)];
    await import(pathToFileURL(file).href);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
