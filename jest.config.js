/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: "node",
  // nock keeps its interceptors on the global object from one file to the next; jest would warn of that.
  testEnvironmentOptions: { globalsCleanup: "off" },
  roots: ["<rootDir>/src", "<rootDir>/sandbox", "<rootDir>/runner", "<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  transform: { "^.+\\.ts$": "<rootDir>/test/support/transform.cjs" },
  // The local Zoho in one file: a test file loads it in a third of the time.
  moduleNameMapper: { "^(\\.\\./)+sandbox/server$": "<rootDir>/.build/test/sandbox.js" },
  setupFiles: ["<rootDir>/test/support/nodeFlags.cjs"],
  globalSetup: "<rootDir>/test/support/globalSetup.mjs",
  // Many tests wait for a reply, so that a worker a core keeps the cores busy.
  maxWorkers: "100%",
  // Ends endless loops; no test fails because the machine is busy.
  testTimeout: 300_000,
};
