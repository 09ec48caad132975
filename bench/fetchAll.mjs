// Calls, time and peak memory of Fetch All over 100,000 leads, against a local Zoho. Each run has a
// new process with a heap of 768 MB, which fits into the 1 GB of an execution.
//   npm run build && node bench/fetchAll.mjs
import { execFileSync } from "node:child_process";
import { root, withLocalZoho } from "./localZoho.mjs";

const script = `
  const { actions } = require("./dist/index.js").default;
  const token = { access_token: "sandbox", api_domain: "https://www.zohoapis.com" };
  const connection = { key: "k", configVarKey: "Zoho", fields: {}, token };
  const fields = process.argv[1] ? process.argv[1].split(",") : [];
  const values = { connection, recordType: "Leads", fields, fetchAll: "true" };
  const startedAt = performance.now();
  actions.crmGetRecords.perform({ logger: console }, values).then(({ data: { data } }) => {
    const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log([data.length, Object.keys(data[0]).length, megabytes, seconds].join(" "));
  });`;

await withLocalZoho("Leads=100000", async (origin) => {
  const calls = async () => (await (await fetch(`${origin}/_sandbox/stats`)).json()).calls;
  console.log(
    "| records | fields | calls | peak memory, MB | seconds, including the local Zoho's |",
  );
  console.log("| --- | --- | --- | --- | --- |");
  for (const fields of ["Last_Name,Email,Company,City", ""]) {
    const before = await calls();
    const env = { ...process.env, ZOHO_SANDBOX_ORIGIN: origin };
    const output = execFileSync(
      process.execPath,
      ["--max-old-space-size=768", "-e", script, fields],
      { cwd: root, env },
    );
    const [records, width, megabytes, seconds] = String(output).trim().split(" ");
    const spent = (await calls()) - before;
    console.log(`| ${records} | ${width} | ${spent} | ${megabytes} | ${seconds} |`);
  }
});
