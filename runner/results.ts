import type { LoadedAction, LoadedDataSource, LoadedTrigger } from "./component";
import type { State } from "./state";

/** The states that a perform function may return besides its data. */
export interface ReturnedStates {
  instanceState?: State;
  crossFlowState?: State;
  integrationState?: State;
  executionState?: State;
}

export interface ActionResult extends ReturnedStates {
  data: unknown;
  contentType?: string;
  branch?: string;
}

/** The HTTP response that a trigger wants its caller to get. */
export interface TriggerResponse {
  statusCode: number;
  contentType: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface TriggerResult extends ReturnedStates {
  payload: Record<string, unknown>;
  response?: TriggerResponse;
  branch?: string;
  resultType?: "completed" | "polled_no_changes";
}

export interface DataSourceResult {
  result: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Throws if the next step could not run: without `data`, or without a valid branch. */
export function checkActionResult(action: LoadedAction, result: unknown): ActionResult {
  if (!isObject(result) || !("data" in result)) {
    throw new Error(`${action.key} returned no "data" for the next step.`);
  }
  checkBranch(action, result);
  return { ...result, data: result.data };
}

export function checkTriggerResult(trigger: LoadedTrigger, result: unknown): TriggerResult {
  if (!isObject(result) || !isObject(result.payload)) {
    throw new Error(`${trigger.key} returned no "payload".`);
  }
  checkBranch(trigger, result);
  return { ...result, payload: result.payload };
}

function checkBranch(owner: LoadedAction | LoadedTrigger, { branch }: Record<string, unknown>) {
  if (!owner.allowsBranching) return;
  const names = owner.staticBranchNames ?? [];
  if (typeof branch === "string" && (names.length === 0 || names.includes(branch))) return;
  throw new Error(`${owner.key} returned the branch ${branch}; it has ${names.join(", ")}.`);
}

/** An entry of a pick-list, which has a `key` and never a `value`. */
const isElement = (value: unknown): boolean =>
  typeof value === "string" ||
  (isObject(value) &&
    typeof value.key === "string" &&
    (value.label === undefined || typeof value.label === "string") &&
    Object.keys(value).every((key) => key === "key" || key === "label"));

const isString = (value: unknown): boolean => typeof value === "string";

const VALIDATORS: Record<string, (result: unknown) => boolean> = {
  string: isString,
  code: isString,
  date: isString,
  timestamp: isString,
  boolean: (result) => typeof result === "boolean",
  number: (result) => typeof result === "number",
  picklist: (result) => Array.isArray(result) && result.every(isElement),
  objectSelection: (result) =>
    Array.isArray(result) && result.every((one) => isObject(one) && isElement(one.object)),
  objectFieldMap: (result) => isObject(result) && Array.isArray(result.fields),
  jsonForm: (result) => isObject(result) && isObject(result.schema) && isObject(result.uiSchema),
};

/** Throws if the designer could not show the data source's result. */
export function checkDataSourceResult(source: LoadedDataSource, result: unknown): DataSourceResult {
  if (!isObject(result) || !("result" in result)) {
    throw new Error(`${source.key} returned no "result".`);
  }
  const isValid = VALIDATORS[source.dataSourceType];
  if (isValid && !isValid(result.result)) {
    throw new Error(`${source.key} did not return a ${source.dataSourceType}.`);
  }
  return { ...result, result: result.result };
}
