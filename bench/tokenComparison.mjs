// What an attacker could learn from the time of a rejection: calls CRM Notifications of the built
// bundle with tokens that differ from the right one in the first or last character, or in length.
//   npm run build && node bench/tokenComparison.mjs [--rounds 4000]
import { createRequire } from "node:module";
import path from "node:path";
import { root, withLocalZoho } from "./localZoho.mjs";

const rounds = Number(process.argv[process.argv.indexOf("--rounds") + 1]) || 4_000;
const { triggers } = createRequire(import.meta.url)(path.join(root, "dist/index.js")).default;
const { perform, webhookCreate } = triggers.notificationsTrigger;

const RIGHT = "kD3vM9sQ0aXbN7yTqLrWzE2uHc5fJgVtP1oIiUyRe4w";
const other = (character) => (character === "a" ? "b" : "a");
const TOKENS = {
  "first character differs": other(RIGHT[0]) + RIGHT.slice(1),
  "character 22 of 43 differs": RIGHT.slice(0, 21) + other(RIGHT[21]) + RIGHT.slice(22),
  "last character differs": RIGHT.slice(0, -1) + other(RIGHT.at(-1)),
  "all but the last character": RIGHT.slice(0, -1),
  "one character": RIGHT.slice(0, 1),
  "50 characters": RIGHT + RIGHT.slice(0, 7),
};

const now = Date.now();
const CHANNEL = "42";
const ignore = () => undefined;
const context = {
  logger: {
    metric: ignore,
    trace: ignore,
    debug: ignore,
    info: ignore,
    log: ignore,
    warn: ignore,
    error: ignore,
  },
  crossFlowState: {},
  instanceState: {},
  flow: { id: "flow", name: "Flow", stableId: "stable" },
  instance: { id: "instance", name: "Instance" },
  webhookUrls: { Flow: "https://hooks.example.com/one" },
};
const connection = {
  key: "k",
  configVarKey: "Zoho",
  fields: {},
  token: { access_token: "sandbox", api_domain: "https://www.zohoapis.com" },
};
const params = { connection, events: '["Leads.all"]', channelId: CHANNEL, token: RIGHT };

function makePayload(token) {
  const data = {
    server_time: now,
    query_params: {},
    module: "Leads",
    ids: ["4876876000001234001"],
    operation: "update",
    affected_fields: [],
    channel_id: CHANNEL,
    token,
  };
  const contentType = "application/json";
  return {
    headers: {},
    rawBody: { data: JSON.stringify(data), contentType },
    body: { data, contentType },
  };
}

/** Microseconds until the call is rejected. */
async function measureRejectionUs(payload) {
  const startedAt = process.hrtime.bigint();
  const isRejected = await perform(context, payload, params).then(
    () => false,
    () => true,
  );
  const tookNs = Number(process.hrtime.bigint() - startedAt);
  if (!isRejected) throw new Error("a wrong token was accepted");
  return tookNs / 1_000;
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)];
}

await withLocalZoho("Leads=1", async (origin) => {
  process.env.ZOHO_SANDBOX_ORIGIN = origin;
  Object.assign(context.crossFlowState, (await webhookCreate(context, params)).crossFlowState);
});
await perform({ ...context, instanceState: {} }, makePayload(RIGHT), params);
const cases = Object.entries(TOKENS).map(([name, token]) => ({
  name,
  payload: makePayload(token),
  times: [],
}));
for (let round = -rounds / 4; round < rounds; round += 1) {
  // A random order in each round, so no case always comes first.
  const order = cases.map((one) => ({ one, at: Math.random() })).sort((a, b) => a.at - b.at);
  for (const { one } of order) {
    const took = await measureRejectionUs(one.payload);
    if (round >= 0) one.times.push(took);
  }
}
const [first] = cases;
console.log(`Node ${process.version}, ${rounds} interleaved calls each\n`);
console.log("| token | rejected after, median µs | 10 to 90 % | ratio to the first |");
console.log("| --- | --- | --- | --- |");
for (const { name, times } of cases) {
  const [low, middle, high] = [0.1, 0.5, 0.9].map((share) => quantile(times, share).toFixed(1));
  const ratio = (quantile(times, 0.5) / quantile(first.times, 0.5)).toFixed(3);
  console.log(`| ${name} | ${middle} | ${low}-${high} | ${ratio} |`);
}
