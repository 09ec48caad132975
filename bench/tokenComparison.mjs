// What a stranger could learn from how long a refusal takes: CRM Notifications of the built bundle called with
// tokens that differ from the right one in their first or last character, or in length, the right one beside them.
//   npm run build && node bench/tokenComparison.mjs [--rounds 4000]
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "./localZoho.mjs";

const rounds = Number(process.argv[process.argv.indexOf("--rounds") + 1]) || 4_000;
const { triggers } = createRequire(import.meta.url)(path.join(root, "dist/index.js")).default;
const { perform } = triggers.notificationsTrigger;

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
const channel = {
  ...{ id: "42", events: ["Leads.all"], notifyUrl: "https://hooks.example.com/one", token: RIGHT },
  ...{ openedAt: now, until: now + 600_000_000 },
};
const quiet = () => undefined;
const context = {
  logger: {
    metric: quiet,
    trace: quiet,
    debug: quiet,
    info: quiet,
    log: quiet,
    warn: quiet,
    error: quiet,
  },
  crossFlowState: { stable: { version: 1, channels: [channel] } },
  instanceState: {},
  flow: { id: "flow", name: "Flow", stableId: "stable" },
  instance: { id: "instance", name: "Instance" },
  webhookUrls: { Flow: channel.notifyUrl },
};
const connection = {
  ...{ key: "k", configVarKey: "Zoho", fields: {} },
  token: { access_token: "sandbox", api_domain: "https://www.zohoapis.com" },
};
const params = { connection, events: '["Leads.all"]' };

function payloadWith(token) {
  const data = {
    ...{ server_time: now, query_params: {}, module: "Leads", ids: ["4876876000001234001"] },
    ...{ operation: "update", affected_fields: [], channel_id: "42", token },
  };
  const contentType = "application/json";
  return {
    headers: {},
    rawBody: { data: JSON.stringify(data), contentType },
    body: { data, contentType },
  };
}

/** Microseconds until the call is refused. */
async function refusalUs(payload) {
  const startedAt = process.hrtime.bigint();
  const refused = await perform(context, payload, params).then(
    () => false,
    () => true,
  );
  const tookNs = Number(process.hrtime.bigint() - startedAt);
  if (!refused) throw new Error("a wrong token was taken");
  return tookNs / 1_000;
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)];
}

await perform({ ...context, instanceState: {} }, payloadWith(RIGHT), params);
const cases = Object.entries(TOKENS).map(([name, token]) => ({
  ...{ name, payload: payloadWith(token), times: [] },
}));
for (let round = -rounds / 4; round < rounds; round += 1) {
  // Each round in another order, so that what comes first is not always the same.
  const order = cases.map((one) => ({ one, at: Math.random() })).sort((a, b) => a.at - b.at);
  for (const { one } of order) {
    const took = await refusalUs(one.payload);
    if (round >= 0) one.times.push(took);
  }
}
const [first] = cases;
console.log(`Node ${process.version}, ${rounds} interleaved calls each\n`);
console.log("| token | refused after, median µs | 10 to 90 % | ratio to the first |");
console.log("| --- | --- | --- | --- |");
for (const { name, times } of cases) {
  const [low, middle, high] = [0.1, 0.5, 0.9].map((share) => quantile(times, share).toFixed(1));
  const ratio = (quantile(times, 0.5) / quantile(first.times, 0.5)).toFixed(3);
  console.log(`| ${name} | ${middle} | ${low}-${high} | ${ratio} |`);
}
