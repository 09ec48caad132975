// Size and load time of the published bundle beside a minimal component (one action, one HTTP
// client), built with the settings of the platform's two project templates. Needs the npm registry,
// because the templates' bundlers are no dependencies of this project.
//   node bench/bundle.mjs [--runs 15]
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { buildComponent } from "../build.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const runs = Number(process.argv[process.argv.indexOf("--runs") + 1]) || 15;
const spectral = JSON.parse(
  readFileSync(path.join(root, "node_modules/@prismatic-io/spectral/package.json"), "utf8"),
).version;

const TEMPLATES = {
  legacy: "minimal, template legacy (webpack)",
  modern: "minimal, template modern (tsdown)",
};

const MINIMAL = `
import { action, component, input } from "@prismatic-io/spectral";
import { createClient } from "@prismatic-io/spectral/dist/clients/http";
const hello = action({
  display: { label: "Hello", description: "Fetches a page." },
  inputs: { url: input({ label: "URL", type: "string", required: true }) },
  perform: async (_context, { url }) => {
    const client = createClient({ baseUrl: String(url), timeout: 1000 });
    return { data: (await client.get("/")).data };
  },
});
export default component({
  key: "minimal",
  public: false,
  display: { label: "Minimal", description: "One action", iconPath: "icon.png" },
  actions: { hello },
});`;

const WEBPACK = `module.exports = {
  mode: "production",
  target: "node",
  entry: "./src/index.ts",
  module: { rules: [{ test: /\\.ts$/, loader: "ts-loader", options: { transpileOnly: true } }] },
  resolve: { extensions: [".ts", ".js"] },
  output: { path: __dirname + "/webpack", filename: "index.js", libraryTarget: "commonjs2" },
};`;

const TSCONFIG = {
  compilerOptions: {
    target: "es6",
    module: "esnext",
    moduleResolution: "node",
    strict: true,
    skipLibCheck: true,
    types: [],
  },
  include: ["src"],
};

/** Builds the minimal component by both templates and returns the bundles. */
function buildMinimal(folder) {
  const npx = (...command) => execFileSync("npx", command, { cwd: folder, stdio: "pipe" });
  mkdirSync(path.join(folder, "src"));
  writeFileSync(path.join(folder, "src/index.ts"), MINIMAL);
  writeFileSync(path.join(folder, "package.json"), '{"name":"minimal","private":true}');
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(TSCONFIG));
  writeFileSync(path.join(folder, "webpack.config.js"), WEBPACK);
  const tools = ["webpack@5", "webpack-cli@6", "ts-loader@9", "typescript@5.8", "tsdown@0.22.3"];
  const packages = [`@prismatic-io/spectral@${spectral}`, ...tools];
  execFileSync("npm", ["install", "--save-dev", ...packages], { cwd: folder, stdio: "pipe" });
  npx("webpack");
  npx(
    "tsdown",
    "src/index.ts",
    "--format",
    "cjs",
    "--platform",
    "node",
    "--no-dts",
    "--out-dir",
    "tsdown",
  );
  return {
    webpack: path.join(folder, "webpack/index.js"),
    tsdown: path.join(folder, "tsdown/index.cjs"),
  };
}

/** Milliseconds that a fresh process needs to load a bundle. */
const loadMs = (file) =>
  Number(
    execFileSync(process.execPath, [
      "-e",
      `const t = process.hrtime.bigint(); require(${JSON.stringify(file)}); console.log(Number(process.hrtime.bigint() - t) / 1e6);`,
    ]),
  );

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

const folder = mkdtempSync(path.join(tmpdir(), "zoho-bench-"));
try {
  const { webpack, tsdown } = buildMinimal(folder);
  await buildComponent(path.join(folder, "ours"));
  process.env.BUNDLE_STUBS = "0";
  await buildComponent(path.join(folder, "whole"));
  const bundles = {
    "this component": path.join(folder, "ours/index.js"),
    "this component, nothing replaced": path.join(folder, "whole/index.js"),
    [TEMPLATES.legacy]: webpack,
    [TEMPLATES.modern]: tsdown,
  };
  const times = Object.fromEntries(Object.keys(bundles).map((name) => [name, []]));
  for (const file of Object.values(bundles)) loadMs(file);
  for (let run = 0; run < runs; run += 1) {
    for (const [name, file] of Object.entries(bundles)) times[name].push(loadMs(file));
  }
  const fastest = [TEMPLATES.legacy, TEMPLATES.modern].sort(
    (one, other) => median(times[one]) - median(times[other]),
  )[0];
  console.log(
    `Node ${process.version}, spectral ${spectral}, ${runs} interleaved fresh processes each\n`,
  );
  console.log(
    "| bundle | bytes | gzip | load, median ms (min-max) | ratio to the faster template |",
  );
  console.log("| --- | --- | --- | --- | --- |");
  for (const [name, file] of Object.entries(bundles)) {
    const found = times[name];
    const ratio = median(found.map((time, run) => time / times[fastest][run])).toFixed(2);
    const range = `${Math.min(...found).toFixed(0)}-${Math.max(...found).toFixed(0)}`;
    const gzip = gzipSync(readFileSync(file)).length;
    console.log(
      `| ${name} | ${statSync(file).size} | ${gzip} | ${median(found).toFixed(0)} (${range}) | ${ratio} |`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
