import { buildForTests } from "../../build.mjs";

/** Builds the component that the tests run, and names it to the runner. */
export default async function setUp() {
  process.env.ZOHO_COMPONENT = await buildForTests();
}
