"use strict";
// Lets jest load TypeScript: esbuild strips the types of one file and adds a source map.
const { transformSync } = require("esbuild");

module.exports = {
  process: (source, file) =>
    transformSync(source, {
      loader: "ts",
      format: "cjs",
      target: "node20",
      sourcefile: file,
      sourcemap: "inline",
      sourcesContent: false,
      // Jest runs scripts, which cannot import at run time.
      supported: { "dynamic-import": false },
    }),
};
