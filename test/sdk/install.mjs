// Installs Zoho's own Node SDK into .sdk/, which is not part of the project.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../../bench/localZoho.mjs";

const NAME = "@zohocrm/nodejs-sdk-8.0";
const VERSION = "2.0.0";
const INTEGRITY =
  "sha512-Vfk/r4gCzbSayHGXcbkb+C4K/SqnRTpoztiNFyN0yHnkUFIYGQ1NzAGfagFRQnuWJKFhY+om+whNU7yuxIYKqQ==";

const folder = path.join(root, ".sdk");
const inFolder = (...parts) => path.join(folder, ...parts);

/** The SDK's entry in npm's lockfile of .sdk/; undefined if it is not installed. */
function readInstalled() {
  try {
    const lock = JSON.parse(readFileSync(inFolder("node_modules/.package-lock.json"), "utf8"));
    return lock.packages[`node_modules/${NAME}`];
  } catch {
    return undefined;
  }
}

function install() {
  mkdirSync(folder, { recursive: true });
  writeFileSync(inFolder("package.json"), '{ "private": true }\n');
  const npm = process.env.npm_execpath;
  const [command, first] = npm ? [process.execPath, [npm]] : ["npm", []];
  const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", `${NAME}@${VERSION}`];
  const quiet = ["--loglevel", "error", "--prefix", folder];
  execFileSync(command, [...first, ...args, ...quiet], { cwd: folder, stdio: "inherit" });
}

/** Loads the SDK as its authors published it; installs it first if necessary. */
export async function loadSdk() {
  if (readInstalled()?.version !== VERSION) install();
  const { version, integrity } = readInstalled() ?? {};
  if (version !== VERSION || integrity !== INTEGRITY) {
    throw new Error(`.sdk/ does not contain ${NAME} ${VERSION} as published: delete the folder`);
  }
  const entry = createRequire(inFolder("package.json")).resolve(NAME);
  return { title: `${NAME} ${version}`, sdk: await import(pathToFileURL(entry).href) };
}
