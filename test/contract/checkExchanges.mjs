// Holds recorded exchanges against Zoho's own OpenAPI files, by a validator that is not part of this
// repository. Exchanges under an injected fault and those of other servers than the CRM API are left out.
//   node test/contract/checkExchanges.mjs RECORDING VALIDATOR
import { createReadStream, readFileSync } from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Which operation of the files each address has to be matched with. The first fitting line counts. */
const OPERATIONS = [
  ["GET", "/org", "Get Organization"],
  ["GET", "/users", "Get Users"],
  ["GET", "/users/{id}", "Get User"],
  ["GET", "/settings/modules", "Get Modules"],
  ["GET", "/settings/modules/{name}", "Get Module By API Name"],
  ["GET", "/settings/fields", "Get Fields"],
  ["GET", "/settings/layouts", "Get Layouts"],
  ["GET", "/settings/custom_views", "Get Custom Views"],
  ["POST", "/coql", "Query Records"],
  ["GET", "/Notes", "Get Notes"],
  ["GET", "/Notes/{id}", "Get Note"],
  ["DELETE", "/Notes/{id}", "Delete Note"],
  ["GET", "/{name}", "Get Records"],
  ["POST", "/{name}", "Create Records"],
  ["PUT", "/{name}", "Update Records"],
  ["DELETE", "/{name}", "Delete Records"],
  ["GET", "/{name}/{id}", "Get Record"],
  ["PUT", "/{name}/{id}", "Update Record"],
  ["DELETE", "/{name}/{id}", "Delete Record"],
].map(([method, template, operation]) => {
  const source = template.replace("{name}", "\\w+").replace("{id}", "\\d+");
  return { method, operation, pattern: new RegExp(`^/crm/v8${source}$`) };
});

const here = path.dirname(fileURLToPath(import.meta.url));
const exceptions = JSON.parse(readFileSync(path.join(here, "exceptions.json"), "utf8"));

const [recording, validatorFile] = process.argv.slice(2);
const { makeValidator } = await import(pathToFileURL(path.resolve(validatorFile)).href);
const validator = makeValidator();

function operationFor({ method, url }) {
  const { pathname } = new URL(url, "http://zoho");
  return OPERATIONS.find((one) => one.method === method && one.pattern.test(pathname))?.operation;
}

const excepted = ({ op, status }, error) =>
  exceptions.some(
    (one) =>
      (one.operation === undefined || one.operation === op) &&
      (one.status === undefined || new RegExp(one.status).test(String(status))) &&
      new RegExp(one.error).test(error),
  );

let checked = 0;
const problems = new Map();
const note = (problem, url) => problems.set(problem, problems.get(problem) ?? url.slice(0, 200));

for await (const line of readline.createInterface({ input: createReadStream(recording) })) {
  const exchange = JSON.parse(line);
  if (exchange.fault || !exchange.url.startsWith("/crm/")) continue;
  checked += 1;
  const result = validator.check(exchange);
  const wanted = operationFor(exchange);
  if (exchange.status < 400 && wanted !== result.op) {
    note(`matched ${result.op}, expected ${wanted}`, exchange.url);
  }
  for (const error of result.errors) {
    if (!excepted(result, error)) note(`${result.op} ${exchange.status}: ${error}`, exchange.url);
  }
}

for (const [problem, url] of problems) console.log(`${problem}\n    ${url}`);
console.log(`Contract: ${checked} exchanges checked, ${problems.size} kinds of deviation`);
if (checked === 0 || problems.size > 0) process.exitCode = 1;
