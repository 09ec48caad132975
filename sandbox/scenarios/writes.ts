import { type WireError, wireError } from "../crm/errors";
import { isJsonObject, parseJson, type Reply, type SandboxRequest } from "../http";
import {
  type CallScenario,
  type Fault,
  type FaultContext,
  isCrmWrite,
  type Serve,
} from "./scenario";

/** The rows of a write, in the body or as ids in the query. */
interface WriteRows {
  /** The key of the results in the reply. */
  key: "data" | "watch" | "tags" | "variables";
  count: number;
  only: (isSelected: (index: number) => boolean) => SandboxRequest;
}

/** `listed` is the key of the rows in the body. */
function getBodyRows(
  request: SandboxRequest,
  key: WriteRows["key"],
  listed: string,
): WriteRows | undefined {
  const body = parseJson(request.body);
  const rows: unknown = isJsonObject(body) ? body[listed] : undefined;
  if (!isJsonObject(body) || !Array.isArray(rows)) return undefined;
  return {
    key,
    count: rows.length,
    only: (isSelected) => {
      const selected = rows.filter((_row, index) => isSelected(index));
      return { ...request, body: Buffer.from(JSON.stringify({ ...body, [listed]: selected })) };
    },
  };
}

function getQueryRows(request: SandboxRequest, key: WriteRows["key"]): WriteRows {
  const name = key === "watch" ? "channel_ids" : "ids";
  const ids = request.query.get(name)?.split(",") ?? [""];
  return {
    key,
    count: ids.length,
    only: (isSelected) => {
      const query = new URLSearchParams(request.query);
      query.set(name, ids.filter((_id, index) => isSelected(index)).join(","));
      return { ...request, query };
    },
  };
}

function getResultKey(path: string): WriteRows["key"] {
  if (path.endsWith("/actions/watch")) return "watch";
  const [, settings] = /\/settings\/(tags|variables)(?:\/|$)/.exec(path) ?? [];
  return settings === "tags" || settings === "variables" ? settings : "data";
}

/** Calls that tag records have `ids` in the body (facts 6). */
function getRows(request: SandboxRequest): WriteRows {
  const key = getResultKey(request.path);
  const isTagging = /\/actions\/(add|remove)_tags$/.test(request.path);
  return getBodyRows(request, key, isTagging ? "ids" : key) ?? getQueryRows(request, key);
}

const refused = (key: string, index: number, code = "INVALID_DATA"): WireError =>
  wireError(code, "invalid data", { json_path: `$.${key}[${index}]` });

/** Refuses every record or channel of the write; nothing is written. */
function partialFailure({ request }: FaultContext): Fault {
  const { key, count } = getRows(request);
  const element = wireError("INVALID_DATA", "invalid data", {});
  return { reply: { status: 202, json: { [key]: Array.from({ length: count }, () => element) } } };
}

/** Writes the other rows and inserts errors at the positions of the refused ones. */
function someRefused({ request, parameters, state }: FaultContext, serve: Serve): Reply {
  const { key, count, only } = getRows(request);
  const refusedRows: unknown[] = Array.isArray(parameters.rows) ? parameters.rows : [0];
  const isRefused = (index: number): boolean => refusedRows.includes(index);
  const indices = Array.from({ length: count }, (_, index) => index);
  const code = typeof parameters.code === "string" ? parameters.code : undefined;
  if (indices.every(isRefused)) {
    const json = { [key]: indices.map((index) => refused(key, index, code)) };
    return { status: Number(state.variants.allFailedStatus), json };
  }
  const reply = serve(only((index) => !isRefused(index)));
  const answered = isJsonObject(reply.json) ? reply.json : {};
  const { [key]: outcomes } = answered;
  if (!Array.isArray(outcomes) || !indices.some(isRefused)) return reply;
  const left = [...outcomes];
  const json = {
    ...answered,
    [key]: indices.map((index) => (isRefused(index) ? refused(key, index, code) : left.shift())),
  };
  return { ...reply, status: Number(state.variants.partialStatus), json };
}

/** Faults that refuse rows of writes (facts 2.2). */
export const WRITES: Record<string, CallScenario> = {
  "partial-failure": {
    about: "Writes: 202 with every record refused, nothing written. Reads pass.",
    applies: isCrmWrite,
    fault: partialFailure,
  },
  "rows-refused": {
    about:
      "Writes: 207, some rows refused, the others written; parameters rows (indices, [0]), code (INVALID_DATA).",
    applies: isCrmWrite,
    check: ({ rows = [] }) => {
      const isList = Array.isArray(rows) && rows.every((row) => Number.isInteger(row) && row >= 0);
      if (!isList) throw new Error("rows must be a list of whole numbers");
    },
    fault: (context) => ({ intercept: (serve) => someRefused(context, serve) }),
  },
};
