/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/src", "<rootDir>/sandbox", "<rootDir>/runner", "<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  transform: {
    "^.+\\.ts$": [
      "ts-jest",
      { tsconfig: { module: "commonjs", moduleResolution: "bundler" }, diagnostics: false },
    ],
  },
  // Many tests wait for a timeout, so that a worker a core keeps the cores busy.
  maxWorkers: "100%",
  testTimeout: 30_000,
};
