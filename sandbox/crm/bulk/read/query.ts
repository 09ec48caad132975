import { isJsonObject, type JsonObject, parseJson } from "../../../http";
import type { SandboxState } from "../../../state/sandboxState";
import type { CustomView, Module } from "../../../state/schema/modules";
import type { Predicate } from "../../operators";
import type { CrmRequest } from "../../request";
import { readError } from "../errors";
import { type BulkColumn, bulkColumn, readableNames } from "./column";
import { readCriteria } from "./criteria";

/** Modules that the bulk API does not read (facts 9.1, 14). */
const NOT_SUPPORTED = new Set(["Notes", "Attachments", "Emails"]);
const CALENDAR_MODULE = "Events";

/** A validated query. */
export interface BulkQuery {
  module: Module;
  columns: BulkColumn[];
  view?: CustomView;
  test: Predicate;
  /** The page of rows, from 1. */
  page: number;
  fileType: "csv" | "ics";
  /** The query as replies repeat it, with the module's id. */
  rendered: JsonObject;
}

/** The JSON object in the body; checks the media type. */
export function readBody(request: CrmRequest): JsonObject {
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "")) {
    const message = "Specified media type is not supported.";
    throw readError("MEDIA_TYPE_NOT_SUPPORTED", message, {}, 415);
  }
  if (request.body.length === 0) throw readError("REQUEST_BODY_IS_EMPTY", "Body is empty.");
  const body = parseJson(request.body);
  if (!isJsonObject(body)) throw readError("REQUEST_BODY_NOT_READABLE", "Body is not readable.");
  return body;
}

function readModule(state: SandboxState, raw: unknown): Module {
  const { api_name: name, id } = isJsonObject(raw) ? raw : {};
  if (typeof name === "string" && (NOT_SUPPORTED.has(name) || state.otherModules.has(name))) {
    throw readError("MODULE_NOT_SUPPORTED", `The module ${name} is not supported.`);
  }
  const modules = [...state.modules.values()];
  const module = modules.find((one) =>
    name === undefined ? one.id === id : one.apiName === name && (!id || one.id === id),
  );
  if (!module) {
    throw readError("MODULE_NOT_AVAILABLE", "The module is not available.", {
      resource: typeof name === "string" ? name : "",
    });
  }
  return module;
}

function readFileType(raw: unknown, module: Module, fields: unknown): "csv" | "ics" {
  if (raw === undefined || raw === null || raw === "csv") return "csv";
  if (raw !== "ics") {
    throw readError("REQUEST_BODY_NOT_SUPPORTED", "The file type is not supported.");
  }
  if (module.apiName !== CALENDAR_MODULE) {
    throw readError("MODULE_NOT_SUPPORTED", "Only Events can be read as a calendar.");
  }
  if (fields !== undefined) {
    throw readError("FIELD_NOT_SUPPORTED", "A calendar has no fields to choose.");
  }
  return "ics";
}

function readPage({ variants }: SandboxState, raw: unknown): number {
  if (raw === undefined || raw === null) return 1;
  const limit = Number(variants.bulkReadPages);
  if (typeof raw !== "number" || !Number.isInteger(raw) || raw < 1 || raw > limit) {
    throw readError("PAGE_RANGE_EXCEEDED", "The page is out of range.", { max_limit: limit });
  }
  return raw;
}

function readView(module: Module, raw: unknown): CustomView | undefined {
  if (raw === undefined || raw === null) return undefined;
  const view = module.customViews.find(({ id }) => id === raw);
  if (!view) throw readError("CVID_NOT_SUPPORTED", "The custom view is not supported.");
  return view;
}

function readFields(module: Module, raw: unknown): string[] {
  if (raw === undefined || raw === null) return readableNames(module);
  if (!Array.isArray(raw) || raw.some((name) => typeof name !== "string")) {
    throw readError("REQUEST_BODY_NOT_READABLE", "Body is not readable.");
  }
  return raw.length > 0 ? raw.filter((name) => name !== "id") : readableNames(module);
}

/** Validates the query of a bulk read job (facts 9.1). */
export function readQuery(state: SandboxState, raw: unknown, fileType: unknown): BulkQuery {
  const query = isJsonObject(raw) ? raw : {};
  const module = readModule(state, query.module);
  const type = readFileType(fileType ?? query.file_type, module, query.fields);
  const names = readFields(module, query.fields);
  const view = readView(module, query.cvid);
  const { criteria } = query;
  const hasCriteria = criteria !== undefined && criteria !== null;
  const page = readPage(state, query.page);
  return {
    module,
    columns: names.map((name) => bulkColumn(state, module, name)),
    view,
    test: hasCriteria ? readCriteria(state, module, criteria) : () => true,
    page,
    fileType: type,
    rendered: {
      module: { api_name: module.apiName, id: module.id },
      cvid: view?.id,
      fields: query.fields,
      criteria: hasCriteria ? criteria : undefined,
      page,
    },
  };
}
