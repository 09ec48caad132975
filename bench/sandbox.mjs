// The local Zoho's performance: its start, seeding 100,000 leads, reading pages of them, and single
// records over persistent connections.
//   node bench/sandbox.mjs [--seconds 5]
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { root } from "./localZoho.mjs";

const seconds = Number(process.argv[process.argv.indexOf("--seconds") + 1]) || 5;
const RECORDS = 100_000;
const PAGES = 50;
const STARTS = 5;
const CONNECTIONS = 4;

const TEN =
  "Last_Name,First_Name,Email,Company,Phone,Owner,Modified_Time,Created_Time,Lead_Status,Score";
const THIRTY = `${TEN},Full_Name,Website,Industry,Rating,No_of_Employees,Annual_Revenue,City,Interests,Discount,Legacy_Number,Next_Visit,Last_Contact_At,Newsletter,Referred_By,Account_Manager,Lead_Number,Revenue_per_Employee,Created_By,Modified_By,Description`;

const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });

/** Makes one call and parses its JSON. Any failure ends the benchmark. */
function call(origin, method, url, body) {
  const headers = { authorization: "Zoho-oauthtoken sandbox" };
  return new Promise((resolve, reject) => {
    const outgoing = http.request(origin + url, { method, headers, agent }, (incoming) => {
      let text = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (chunk) => {
        text += chunk;
      });
      incoming.on("end", () => {
        if (incoming.statusCode < 300) resolve(text && JSON.parse(text));
        else reject(new Error(`${method} ${url}: ${incoming.statusCode} ${text.slice(0, 300)}`));
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body && JSON.stringify(body));
  });
}

/** Starts the bundled program; measures the milliseconds until the API's first reply. */
async function start(file) {
  const startedAt = performance.now();
  const program = spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "inherit"] });
  const origin = await new Promise((resolve, reject) => {
    program.stdout.on("data", (text) => resolve(/http:\S+/.exec(String(text))?.[0]));
    program.on("exit", () => reject(new Error("the local Zoho did not start")));
  });
  await call(origin, "GET", "/crm/v8/org");
  return { program, origin, ms: performance.now() - startedAt };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Current and peak resident memory, on Linux. */
function memory({ pid }) {
  if (process.platform !== "linux") return "unknown on this system";
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const [now, peak] = ["VmRSS", "VmHWM"].map((name) =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024),
  );
  return `${now} MB, ${peak} at its peak`;
}

/** The median of the local Zoho's own time for pages of one kind, from its log. */
async function ownMs(origin, readPages) {
  await readPages();
  const { requests } = await call(origin, "GET", `/_sandbox/requests?limit=${PAGES}`);
  return `${median(requests.map(({ durationMs }) => durationMs)).toFixed(1)} ms`;
}

const listPages = (origin, fields) => async () => {
  let token = "";
  for (let page = 0; page < 2 * PAGES; page += 1) {
    const url = `/crm/v8/Leads?fields=${fields}&per_page=200${token && `&page_token=${token}`}`;
    const { data, info } = await call(origin, "GET", url);
    if (data.length !== 200) throw new Error(`a page of ${data.length}`);
    token = info.next_page_token;
  }
};

/** Continues after the last Modified_Time and id, and starts over at the end. */
const queryPages = (origin) => async () => {
  const first = { Modified_Time: "2000-01-01T00:00:00+00:00", id: "0" };
  let last = first;
  for (let page = 0; page < 2 * PAGES; page += 1) {
    const tie = `(Modified_Time > '${last.Modified_Time}' or id > '${last.id}')`;
    const where = `(Modified_Time >= '${last.Modified_Time}' and ${tie})`;
    const select_query = `select Last_Name, Email, Company, Modified_Time from Leads where ${where} order by Modified_Time, id limit 2000`;
    const { data, info } = await call(origin, "POST", "/crm/v8/coql", { select_query });
    if (info.more_records && data.length !== 2000) throw new Error(`a page of ${data.length}`);
    last = info.more_records ? data.at(-1) : first;
  }
};

/** The number of calls per second over four connections. */
async function sustained(make) {
  const startedAt = performance.now();
  const end = startedAt + seconds * 1000;
  let count = 0;
  const one = async () => {
    while (performance.now() < end) {
      count += 1;
      await make(count);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  return `${Math.round((count / (performance.now() - startedAt)) * 1000)} a second`;
}

const bundle = path.join(root, ".build/bench-sandbox.cjs");
const common = { bundle: true, platform: "node", format: "cjs", target: "node20" };
await build({ ...common, entryPoints: [path.join(root, "sandbox/main.ts")], outfile: bundle });

const starts = [];
for (let run = 1; run < STARTS; run += 1) {
  const { program, ms } = await start(bundle);
  starts.push(ms);
  program.kill();
}
const { program, origin, ms } = await start(bundle);
starts.push(ms);
try {
  const control = (name, body) => call(origin, "POST", `/_sandbox/${name}`, body);
  await control("credits", { allowance: 1e9, concurrency: 0 });
  const seedStart = performance.now();
  const { ids } = await control("seed", { module: "Leads", count: RECORDS });
  const seedSeconds = (performance.now() - seedStart) / 1000;
  const row = (measured, target, figure) => console.log(`| ${measured} | ${target} | ${figure} |`);
  console.log(`Node ${process.version}, ${os.cpus().length} cores\n`);
  row("measured", "target", "figure");
  row("---", "---", "---");
  row(
    "start of the process to the first answer, median",
    "1 s",
    `${(median(starts) / 1000).toFixed(2)} s`,
  );
  row("seeding 100,000 leads", "3 s", `${seedSeconds.toFixed(1)} s`);
  row("resident memory after it", "300 MB", memory(program));
  const list = async (fields) => ownMs(origin, listPages(origin, fields));
  row("own time of a list page, 200 leads, 10 fields, median", "5 ms", await list(TEN));
  row("own time of a list page, 200 leads, 30 fields, median", "5 ms", await list(THIRTY));
  const query = await ownMs(origin, queryPages(origin));
  row("own time of a COQL keyset page, 2,000 leads, median", "25 ms", query);
  const url = (count) => `/crm/v8/Leads/${ids[count % ids.length]}`;
  const read = await sustained((count) => call(origin, "GET", url(count)));
  row(`reads of single records, ${CONNECTIONS} connections`, "500 a second", read);
  const change = (count) => ({ data: [{ Company: `Company ${count}` }] });
  const write = await sustained((count) => call(origin, "PUT", url(count), change(count)));
  row(`writes of single records, ${CONNECTIONS} connections`, "500 a second", write);
} finally {
  program.kill();
  agent.destroy();
}
