// Installs Zoho's own Node SDK into .sdk/, beside the project and never part of it.
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

/** What npm noted of the SDK beside the installed packages; undefined before that. */
function installed() {
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
  const what = ["install", "--ignore-scripts", "--no-audit", "--no-fund", `${NAME}@${VERSION}`];
  const quiet = ["--loglevel", "error", "--prefix", folder];
  execFileSync(command, [...first, ...what, ...quiet], { cwd: folder, stdio: "inherit" });
}

/** The SDK as its authors published it, byte for byte; installed when it is not there yet. */
export async function loadSdk() {
  if (installed()?.version !== VERSION) install();
  const { version, integrity } = installed() ?? {};
  if (version !== VERSION || integrity !== INTEGRITY) {
    throw new Error(`.sdk/ does not hold ${NAME} ${VERSION} as published: delete the folder`);
  }
  const entry = createRequire(inFolder("package.json")).resolve(NAME);
  return { title: `${NAME} ${version}`, sdk: await import(pathToFileURL(entry).href) };
}
