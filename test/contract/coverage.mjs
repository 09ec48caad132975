// Checks recorded exchanges against coverage.json, which lists the operations that the connector
// calls and the HTTP statuses that each can return. Injected faults count, because most errors can
// only be injected. Status 0 is a connection that broke without a reply.
//   node test/contract/coverage.mjs RECORDING [TABLE]
import { createReadStream, readFileSync } from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const [recording, tableFile = path.join(here, "coverage.json")] = process.argv.slice(2);
const { placeholders, servers } = JSON.parse(readFileSync(tableFile, "utf8"));

/** The regular expression for a template such as `GET /crm/v8/{module}`. */
function toPattern(template) {
  const source = template.replace(/\{(\w+)\}/g, (_, name) => `(?:${placeholders[name]})`);
  return new RegExp(`^${source}$`);
}

/**
 * The operations of a server, with the statuses that tests must meet and those that none can meet.
 */
function parseOperations({ everywhere, caller, operations, others = [] }) {
  const from = new RegExp(caller);
  const rows = Object.entries(operations).map(([template, { statuses = [], reasons = {} }]) => {
    const excused = { ...everywhere.reasons, ...reasons };
    for (const status of statuses) delete excused[status];
    const listed = [...everywhere.statuses, ...statuses].map(String);
    const due = new Set(listed.filter((status) => !(status in excused)));
    return { template, excused, due };
  });
  return [...rows, ...others.map((template) => ({ template, isOther: true }))].map((row) => ({
    ...row,
    from,
    pattern: toPattern(row.template),
    met: new Set(),
  }));
}

const operations = servers.flatMap(parseOperations);
const callers = servers.map(({ caller, root }) => ({ from: new RegExp(caller), root }));
const problems = new Set();

/** Operations by caller, method and path; `null` for calls that are not the connector's. */
const found = new Map();

function find(agent, call) {
  const key = `${agent} ${call}`;
  if (!found.has(key)) found.set(key, lookUp(agent, call));
  return found.get(key);
}

function lookUp(agent, call) {
  const [, pathname] = call.split(" ");
  const isOurs = callers.some(({ from, root }) => from.test(agent) && pathname.startsWith(root));
  if (!isOurs) return null;
  return operations.find(({ from, pattern }) => from.test(agent) && pattern.test(call));
}

for await (const line of readline.createInterface({ input: createReadStream(recording) })) {
  const { method, url, headers, status } = JSON.parse(line);
  const call = `${method} ${url.replace(/\?.*$/s, "")}`;
  const operation = find(headers["user-agent"] ?? "", call);
  if (operation === null) continue;
  if (operation === undefined) {
    problems.add(`not in the table: ${call.replace(/\d{5,}/g, "{id}")} (${status})`);
    continue;
  }
  const { template, met, due, isOther } = operation;
  met.add(String(status));
  if (isOther || due.has(String(status))) continue;
  const excuse = operation.excused[status];
  problems.add(
    `not in the table: ${template} ${status}${excuse ? `, with the reason: ${excuse}` : ""}`,
  );
}

for (const { template, due, met } of operations) {
  if (met.size === 0) problems.add(`never called: ${template}`);
  const missing = [...(due ?? [])].filter((status) => !met.has(status));
  if (met.size > 0 && missing.length > 0) {
    problems.add(`not met: ${template} ${missing.join(" ")}`);
  }
}

const own = operations.filter(({ isOther }) => !isOther);
const met = own.flatMap(({ due, met }) => [...due].filter((status) => met.has(status)));
const excused = own.flatMap(({ excused }) => Object.keys(excused));
for (const problem of [...problems].sort()) console.log(problem);
console.log(
  `Coverage: ${own.length} operations, ${met.length} pairs met, ${excused.length} with a reason`,
);
if (own.length === 0 || problems.size > 0) process.exitCode = 1;
