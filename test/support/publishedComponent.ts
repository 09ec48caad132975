// Imported first by tests of the published bundle: what they import next loads it in place of the test build.
process.env.ZOHO_COMPONENT = "dist/index.js";
