// What the published bundle replaces in libraries, and by what. docs/decisions/0002-bundle.md says
// why, docs/performance.md what it saves. Paths are below node_modules.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

/** Loaded by spectral's entry point, never run by a component. */
const UNUSED_SPECTRAL = [
  "@prismatic-io/spectral/dist/testing.js",
  "@prismatic-io/spectral/dist/serverTypes/convertIntegration.js",
  "@prismatic-io/spectral/dist/conditionalLogic/index.js",
];

/** axios is only asked for its http adapter, over HTTP/1.1. Loading fetch makes Node load undici. */
const UNUSED_AXIOS = {
  "axios/lib/adapters/xhr.js": "export default null;",
  "axios/lib/adapters/fetch.js": "export const getFetch = () => null;",
  "axios/lib/helpers/Http2Sessions.js": "export default class {}",
};

/** Redirects are not followed, and no proxy is used: `send` in src/client/transport.ts. */
const UNUSED_TRANSPORTS = {
  "follow-redirects/index.js": `
    exports.http = require("node:http");
    exports.https = require("node:https");`,
  "https-proxy-agent/dist/index.js": `
    module.exports = class {
      constructor() {
        throw new Error("This bundle was built without support for proxies.");
      }
    };`,
};

const LODASH = fileURLToPath(new URL("lodash.ts", import.meta.url));
const LODASH_FUNCTIONS = ["camelCase", "merge", "omit", "omitBy", "snakeCase", "uniq"];

/** Shorter ways to the same result. Spectral calls `omit` for every input while a component loads. */
const SHORTER = {
  ...Object.fromEntries(
    LODASH_FUNCTIONS.map((name) => [
      `lodash/${name}.js`,
      `module.exports = require(${JSON.stringify(LODASH)}).${name};`,
    ]),
  ),
  "es-set-tostringtag/index.js": `
    module.exports = (object, value) => {
      Object.defineProperty(object, Symbol.toStringTag, { value, configurable: true });
    };`,
};

/** mime-types without what form-data never asks it: the type of every extension, as one text. */
function mimeTypesByExtension() {
  const { types } = createRequire(require.resolve("form-data"))("mime-types");
  const extensions = {};
  for (const [extension, type] of Object.entries(types)) {
    extensions[type] = [...(extensions[type] ?? []), extension];
  }
  const lines = Object.entries(extensions).map(([type, names]) => [type, ...names].join(" "));
  return `
    const { extname } = require("node:path");
    let types;
    exports.lookup = (path) => {
      types ??= new Map(
        ${JSON.stringify(lines.join("\n"))}.split("\\n").flatMap((line) => {
          const [type, ...extensions] = line.split(" ");
          return extensions.map((extension) => [extension, type]);
        }),
      );
      return types.get(extname("x." + path).slice(1).toLowerCase()) ?? false;
    };`;
}

/** Whole files: their path below node_modules and what stands in their place. */
export const REPLACED_FILES = {
  ...Object.fromEntries(UNUSED_SPECTRAL.map((file) => [file, "module.exports = {};"])),
  ...UNUSED_AXIOS,
  ...UNUSED_TRANSPORTS,
  ...SHORTER,
  "mime-types/index.js": mimeTypesByExtension(),
};

/** Pieces of files, each of which has to occur exactly once: both load parts of Node for nothing. */
export const REPLACED_PIECES = [
  {
    file: "axios/lib/utils.js",
    from: "typeof G.FormData !== 'undefined' ? G.FormData : undefined",
    to: "undefined",
  },
  {
    file: "axios/lib/adapters/http.js",
    from: "import http2 from 'http2';",
    to: "const http2 = {};",
  },
];
