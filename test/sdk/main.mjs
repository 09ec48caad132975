// Runs Zoho's own Node SDK, unmodified, against the local Zoho: npm run sdk. See README.md.
import { rmSync } from "node:fs";
import { inspect } from "node:util";
import { withLocalZoho } from "../../bench/localZoho.mjs";
import { attachments } from "./chapters/attachments.mjs";
import { bulkRead } from "./chapters/bulkRead.mjs";
import { notifications } from "./chapters/notifications.mjs";
import { queries } from "./chapters/queries.mjs";
import { records } from "./chapters/records.mjs";
import { relations } from "./chapters/relations.mjs";
import { signIn } from "./chapters/signIn.mjs";
import { loadSdk } from "./install.mjs";
import { stayOnThisMachine } from "./loopbackOnly.mjs";
import { Session } from "./session.mjs";

const CHAPTERS = { signIn, records, queries, attachments, notifications, bulkRead, relations };
const RECORDS = "*=3,Leads=450";

/** Prints a line per step. Once a step fails, skips the rest of its chapter. */
async function runChapter(steps) {
  let failed = 0;
  for (const [name, step] of steps) {
    if (failed > 0) {
      failed += 1;
      console.log(`-     ${name}: skipped`);
      continue;
    }
    try {
      const detail = await step();
      console.log(`ok    ${name}${detail ? `: ${detail}` : ""}`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL  ${name}`);
      console.log(inspect(error, { depth: 6 }).replace(/^/gm, "      "));
    }
  }
  return failed;
}

async function run(sdk, origin) {
  const session = new Session(sdk, origin);
  let failed = 0;
  try {
    for (const chapter of Object.values(CHAPTERS)) failed += await runChapter(chapter(session));
    const { calls } = await session.control("GET", "stats");
    console.log(
      failed ? `${failed} steps failed or were skipped` : `all steps passed, in ${calls} calls`,
    );
  } finally {
    rmSync(session.folder, { recursive: true });
  }
  return failed;
}

const { title, sdk } = await loadSdk();
stayOnThisMachine();
console.log(`${title} against the local Zoho`);
await withLocalZoho(RECORDS, async (origin) => {
  process.exitCode = (await run(sdk, origin)) === 0 ? 0 : 1;
});
