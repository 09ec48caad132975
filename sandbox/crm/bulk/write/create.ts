import { moduleScopes, type Operation } from "../../../accounts/scopes";
import type { Clock } from "../../../clock";
import { isJsonObject, type JsonObject, parseJson, type Reply } from "../../../http";
import type { WriteJob } from "../../../state/bulkJobs";
import type { SandboxState } from "../../../state/sandboxState";
import type { Module } from "../../../state/schema/modules";
import { requireScopes } from "../../caller";
import { notImplemented } from "../../errors";
import { shortUser } from "../../records/results";
import { type CrmRequest, requireReadable } from "../../request";
import { callbackUrl } from "../callback";
import { writeError } from "../errors";
import { renderWriteJob } from "./details";
import { uploadedTable } from "./file";
import { isFindable, type Mapping, missingKey, readMappings } from "./mapping";
import { runWrite, type WriteRun } from "./run";

/** Standard modules that bulk write supports (facts 9.2), besides custom ones. */
const MODULES = new Set([
  "Leads",
  "Accounts",
  "Contacts",
  "Deals",
  "Campaigns",
  "Cases",
  "Solutions",
  "Products",
  "Vendors",
  "Price_Books",
  "Tasks",
]);

const OPERATIONS: Record<WriteJob["operation"], readonly Operation[]> = {
  insert: ["CREATE"],
  update: ["UPDATE"],
  upsert: ["CREATE", "UPDATE"],
};

function readOperation(raw: unknown): WriteJob["operation"] {
  if (raw === "insert" || raw === "update" || raw === "upsert") return raw;
  if (raw === undefined || raw === null) throw missingKey("operation", "$");
  throw writeError("INVALID_DATA", "invalid data", {
    api_name: "operation",
    json_path: "$.operation",
  });
}

function readModule(state: SandboxState, raw: unknown): Module {
  const name = isJsonObject(raw) ? raw.api_name : undefined;
  if (typeof name !== "string") throw missingKey("module", "$.resource[0]");
  const module = state.modules.get(name);
  if (module && (MODULES.has(name) || module.custom)) return module;
  throw writeError("MODULE_NOT_AVAILABLE", `Requested module '${name}' is not available.`);
}

/** The field that finds existing records; optional only for inserts (facts 9.2). */
function readFindBy(module: Module, operation: string, raw: unknown): string | undefined {
  if (raw === undefined || raw === null) {
    if (operation === "insert") return undefined;
    throw missingKey("find_by", "$.resource[0]");
  }
  if (typeof raw === "string" && isFindable(module, raw)) return raw;
  throw writeError("INVALID_FIELD", `invalid find_by ${raw}.`, {
    api_name: "find_by",
    json_path: "$.resource[0].find_by",
  });
}

/** The columns must include mandatory fields of new records and the field of `find_by`. */
function checkMapped(
  module: Module,
  operation: string,
  findBy: string | undefined,
  mappings: readonly Mapping[],
): void {
  const mapped = new Set(mappings.map(({ apiName }) => apiName));
  const mandatory = operation === "update" ? [] : module.fields.filter((one) => one.mandatory);
  const needed = [...mandatory.map(({ apiName }) => apiName), ...(findBy ? [findBy] : [])];
  const missing = needed.filter((name) => !mapped.has(name));
  if (missing.length === 0) return;
  const message = "All mandatory fields are not mapped for the layout";
  throw writeError("MANDATORY_FIELDS_NOT_MAPPED", message, { fields: missing });
}

/** The only resource of the body; several (subforms and parents) are not implemented. */
function onlyResource(request: CrmRequest, body: JsonObject): JsonObject {
  const { resource } = body;
  const [only, ...others] = Array.isArray(resource) ? resource : [];
  if (!isJsonObject(only)) throw missingKey("resource", "$");
  if (others.length > 0) throw notImplemented(request.method, `${request.path} with subforms`);
  return only;
}

function readRun(state: SandboxState, request: CrmRequest, body: JsonObject): WriteRun {
  const operation = readOperation(body.operation);
  const resource = onlyResource(request, body);
  const module = readModule(state, resource.module);
  const scopes = OPERATIONS[operation].map((one) => moduleScopes(module.scopeName, one));
  requireScopes(request.caller, scopes);
  requireReadable(state, module);
  const findBy = readFindBy(module, operation, resource.find_by);
  const { fileName, header, rows } = uploadedTable(state, request, resource.file_id, body);
  const mappings = readMappings(state, module, header, resource.field_mappings);
  checkMapped(module, operation, findBy, mappings);
  return {
    module,
    userId: request.caller.userId,
    operation,
    mappings,
    findBy,
    ignoreEmpty: (resource.ignore_empty ?? body.ignore_empty) === true,
    fileName,
    rows,
  };
}

/** The resource as replies repeat it. */
function renderResource({ module, mappings, findBy }: WriteRun, body: JsonObject): JsonObject {
  const [resource] = Array.isArray(body.resource) ? body.resource : [];
  const fieldMappings = isJsonObject(resource) ? resource.field_mappings : undefined;
  return {
    type: "data",
    module: { api_name: module.apiName, id: module.id },
    find_by: findBy,
    field_mappings:
      fieldMappings ??
      mappings.map(({ apiName, column }) => ({ api_name: apiName, index: column?.index })),
  };
}

/** `POST /crm/bulk/v8/write` (facts 9.2). */
export function createWriteJob(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const body = parseJson(request.body);
  if (!isJsonObject(body)) {
    throw writeError("INVALID_DATA", "invalid data", { expected_data_type: "jsonobject" });
  }
  const url = callbackUrl(body.callback);
  const run = readRun(state, request, body);
  const { bulkJobs, dueWork, callbacks } = state;
  const failure = bulkJobs.takeFailure();
  const id = state.ids.take();
  const job: WriteJob = {
    id,
    ...bulkJobs.times(clock.now()),
    createdBy: run.userId,
    operation: run.operation,
    characterEncoding: String(body.character_encoding ?? "UTF-8"),
    resource: renderResource(run, body),
    fileName: run.fileName,
    callbackUrl: url,
    failure,
  };
  bulkJobs.writes.set(id, job);
  dueWork.schedule(job.startsAt, (at) => {
    Object.assign(job, runWrite(state, job, run, at));
  });
  dueWork.schedule(job.endsAt, (at) => {
    if (url === undefined) return;
    callbacks.add({ url, body: renderWriteJob(state, job, at, request.headers.host ?? "") });
  });
  const details = { id, created_by: shortUser(state, run.userId) };
  return {
    status: 201,
    json: { status: "success", code: "SUCCESS", message: "success", details },
  };
}
