// How far a record travels: the files of src/ that one execution enters, the functions, the calls,
// and how often the next function lies in another file. Bundles the component with a probe in every
// function of src/, then runs bench/walks.ts on it.
//   node bench/walks.mjs
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import ts from "typescript";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const src = path.join(root, "src") + path.sep;

/** Puts a call of the probe at the start of every function of a file. */
function withProbes(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const name = path.relative(src, file);
  const inserts = [];
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body) {
      const probe = `globalThis.__walk?.(${JSON.stringify(name)}, ${node.getStart(source)});`;
      if (ts.isBlock(node.body)) inserts.push([node.body.getStart(source) + 1, ` ${probe} `]);
      else {
        inserts.push([node.body.getStart(source), `{ ${probe} return (`]);
        inserts.push([node.body.getEnd(), "); }"]);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  let out = text;
  for (const [at, insert] of inserts.sort((a, b) => b[0] - a[0])) {
    out = out.slice(0, at) + insert + out.slice(at);
  }
  return out;
}

const probes = {
  name: "probes",
  setup(bundler) {
    bundler.onLoad({ filter: /\.ts$/ }, async ({ path: file }) =>
      file.startsWith(src)
        ? { contents: withProbes(file, await readFile(file, "utf8")), loader: "ts" }
        : undefined,
    );
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  logLevel: "warning",
};
const component = path.join(root, ".build/walks/component.cjs");
await build({
  ...common,
  entryPoints: ["src/index.ts"],
  outfile: component,
  alias: { axios: path.join(root, "node_modules/axios/dist/node/axios.cjs") },
  plugins: [probes],
});
const program = path.join(root, ".build/walks/walks.cjs");
await build({ ...common, entryPoints: ["bench/walks.ts"], outfile: program });
process.argv = [process.argv[0], program, component];
await import(pathToFileURL(program).href);
