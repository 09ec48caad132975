// Memory that sending a file needs beyond the file itself, in a new process, against a local Zoho.
//   npm run build && node bench/attachment.mjs [--megabytes 100]
import { execFileSync } from "node:child_process";
import { root, withLocalZoho } from "./localZoho.mjs";

const megabytes = Number(process.argv[process.argv.indexOf("--megabytes") + 1]) || 100;

const script = `
  const { actions } = require("./dist/index.js").default;
  const size = ${megabytes} * 1024 * 1024;
  const file = { data: Buffer.alloc(size, 1), contentType: "application/octet-stream" };
  const token = { access_token: "sandbox", api_domain: "https://www.zohoapis.com" };
  const connection = { key: "k", configVarKey: "Zoho", fields: {}, token };
  const before = process.resourceUsage().maxRSS * 1024;
  const values = { connection, recordType: "Leads", recordId: process.argv[1], file, fileName: "a.bin" };
  actions.crmAddAttachment.perform({ logger: console }, values).then(() => {
    const grown = process.resourceUsage().maxRSS * 1024 - before;
    console.log("| ${megabytes} | " + Math.round(grown / 1024 / 1024) + " | " + (1 + grown / size).toFixed(2) + " |");
  });`;

await withLocalZoho("Leads=1", async (origin) => {
  const reply = await fetch(`${origin}/_sandbox/records?module=Leads`);
  const [{ id }] = (await reply.json()).records;
  console.log("| file, MB | memory beyond it, MB | total, as a multiple of the file |");
  console.log("| --- | --- | --- |");
  const env = { ...process.env, ZOHO_SANDBOX_ORIGIN: origin };
  process.stdout.write(execFileSync(process.execPath, ["-e", script, id], { cwd: root, env }));
});
