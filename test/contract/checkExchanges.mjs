// Checks recorded exchanges against Zoho's own OpenAPI files, with a validator that is not part of
// this repository. Skips injected faults and calls to other servers than the CRM API.
//   node test/contract/checkExchanges.mjs RECORDING VALIDATOR
import { createReadStream, readFileSync } from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The operation that each address must match. The first match counts. */
const OPERATIONS = [
  ["GET", "/org", "Get Organization"],
  ["GET", "/users", "Get Users"],
  ["GET", "/users/{id}", "Get User"],
  ["GET", "/settings/modules", "Get Modules"],
  ["GET", "/settings/modules/{name}", "Get Module By API Name"],
  ["GET", "/settings/fields", "Get Fields"],
  ["GET", "/settings/layouts", "Get Layouts"],
  ["GET", "/settings/custom_views", "Get Custom Views"],
  ["GET", "/settings/related_lists", "Get Related Lists"],
  ["GET", "/settings/fields/{id}/pick_list_values", "Get Pick List Values"],
  ["GET", "/settings/profiles", "Get Profiles"],
  ["GET", "/settings/tags", "Get Tags"],
  ["POST", "/settings/tags", "Create Tags"],
  ["PUT", "/settings/tags", "Update Tags"],
  ["PUT", "/settings/tags/{id}", "Update Tag"],
  ["DELETE", "/settings/tags/{id}", "Delete Tag"],
  ["GET", "/settings/tags/{id}/actions/records_count", "Get Record Count For Tag"],
  ["POST", "/files", "Upload Files"],
  ["GET", "/files", "Get File"],
  ["POST", "/upload", "Upload File"],
  // The files use the same operation name for COQL and for the list.
  ["POST", "/coql", "Get Records"],
  ["POST", "/actions/watch", "Enable Notifications"],
  ["PUT", "/actions/watch", "Update Notifications"],
  ["PATCH", "/actions/watch", "Disable Notification"],
  ["GET", "/actions/watch", "Get Notifications"],
  ["DELETE", "/actions/watch", "Delete Notification"],
  ["GET", "/Notes", "Get Notes"],
  ["GET", "/Notes/{id}", "Get Note"],
  ["DELETE", "/Notes/{id}", "Delete Note"],
  ["POST", "/Leads/{id}/actions/convert", "Convert Lead"],
  ["POST", "/{name}/upsert", "Upsert Records"],
  ["POST", "/{name}/actions/add_tags", "Add Tags To Multiple Records"],
  ["POST", "/{name}/actions/remove_tags", "Remove Tags From Multiple Records"],
  ["POST", "/{name}/{id}/actions/add_tags", "Add Tags"],
  ["POST", "/{name}/{id}/actions/remove_tags", "Remove Tags"],
  ["GET", "/{name}/deleted", "Get Deleted Records"],
  ["GET", "/{name}/search", "Search Records"],
  ["GET", "/{name}/actions/count", "Get Record Count"],
  ["GET", "/{name}/{id}/Attachments", "Get Attachments"],
  ["POST", "/{name}/{id}/Attachments", "Upload Url Attachments"],
  ["GET", "/{name}/{id}/Attachments/{id}", "Get Attachment"],
  ["DELETE", "/{name}/{id}/Attachments/{id}", "Delete Attachment"],
  ["GET", "/{name}/{id}/{name}", "Get Related Records"],
  ["GET", "/{name}", "Get Records"],
  ["POST", "/{name}", "Create Records"],
  ["PUT", "/{name}", "Update Records"],
  ["DELETE", "/{name}", "Delete Records"],
  ["GET", "/{name}/{id}", "Get Record"],
  ["PUT", "/{name}/{id}", "Update Record"],
  ["DELETE", "/{name}/{id}", "Delete Record"],
  ["POST", "/read", "Create Bulk Read Job", "/crm/bulk/v8"],
  ["GET", "/read/{id}", "Get Bulk Read Job Details", "/crm/bulk/v8"],
  ["GET", "/read/{id}/result", "Download Result", "/crm/bulk/v8"],
  ["POST", "/write", "Create Bulk Write Job", "/crm/bulk/v8"],
  ["GET", "/write/{id}", "Get Bulk Write Job Details", "/crm/bulk/v8"],
].map(([method, template, operation, root = "/crm/v8"]) => {
  const source = template.replaceAll("{name}", "\\w+").replaceAll("{id}", "\\d+");
  return { method, operation, pattern: new RegExp(`^${root}${source}$`) };
});

const here = path.dirname(fileURLToPath(import.meta.url));
const exceptions = JSON.parse(readFileSync(path.join(here, "exceptions.json"), "utf8"));

const [recording, validatorFile] = process.argv.slice(2);
const { makeValidator } = await import(pathToFileURL(path.resolve(validatorFile)).href);
const validator = makeValidator();

function findOperation({ method, url }) {
  const { pathname } = new URL(url, "http://zoho");
  return OPERATIONS.find((one) => one.method === method && one.pattern.test(pathname))?.operation;
}

const used = new Set();

function findException({ op, status }, error) {
  const exception = exceptions.find(
    (one) =>
      (one.operation === undefined || new RegExp(`^(${one.operation})$`).test(op)) &&
      (one.status === undefined || new RegExp(one.status).test(String(status))) &&
      new RegExp(one.error).test(error),
  );
  if (exception) used.add(exception);
  return exception;
}

let checked = 0;
const problems = new Map();
const report = (problem, url) => problems.set(problem, problems.get(problem) ?? url.slice(0, 200));

for await (const line of readline.createInterface({ input: createReadStream(recording) })) {
  const exchange = JSON.parse(line);
  if (exchange.fault || !exchange.url.startsWith("/crm/")) continue;
  checked += 1;
  const result = validator.check(exchange);
  const expected = findOperation(exchange);
  const isOtherVersion = /^\/crm\/v[2-7]\//.test(exchange.url);
  if (exchange.status < 400 && expected !== result.op && !isOtherVersion) {
    report(`matched ${result.op}, expected ${expected}`, exchange.url);
  }
  for (const error of result.errors) {
    if (!findException(result, error))
      report(`${result.op} ${exchange.status}: ${error}`, exchange.url);
  }
}

for (const exception of exceptions) {
  if (!used.has(exception)) report(`an unused exception: ${exception.error}`, "");
}
for (const [problem, url] of problems) console.log(`${problem}\n    ${url}`);
console.log(`Contract: ${checked} exchanges checked, ${problems.size} kinds of deviation`);
if (checked === 0 || problems.size > 0) process.exitCode = 1;
