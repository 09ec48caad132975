import { createRequire } from "node:module";
import path from "node:path";

/** An input as it is published: the wire form that the platform reads. */
export interface InputDefinition {
  key: string;
  label: string;
  type: string;
  collection?: string;
  required?: boolean;
  default?: unknown;
  comments?: string;
  model?: { label: string; value: string }[];
  /** "ON_DEPLOY" for inputs that only the initial sync gets. */
  scope?: string;
}

type Params = Record<string, unknown>;

interface Displayed {
  key: string;
  display: { label: string; description: string };
  inputs: InputDefinition[];
}

export interface LoadedAction extends Displayed {
  perform(context: object, params: Params): Promise<unknown>;
  examplePerform?(context: object, params: Params): Promise<unknown>;
  performSafety?: "SAFE" | "NOT_ALLOWED";
  allowsBranching?: boolean;
  staticBranchNames?: string[];
}

export interface LoadedDataSource extends Displayed {
  perform(context: object, params: Params): Promise<unknown>;
  dataSourceType: string;
}

export interface LoadedTrigger extends Displayed {
  perform(context: object, payload: object, params: Params): Promise<unknown>;
  allowsBranching?: boolean;
  staticBranchNames?: string[];
  isPollingTrigger?: boolean;
  onInstanceDeploy?(context: object, params: Params): Promise<unknown>;
  onInstanceDelete?(context: object, params: Params): Promise<unknown>;
  webhookCreate?(context: object, params: Params): Promise<unknown>;
  webhookDelete?(context: object, params: Params): Promise<unknown>;
  scheduleSupport?: "invalid" | "valid" | "required";
  triggerResolverSupport?: "invalid" | "valid" | "required";
  triggerResolverDefaultBatchSize?: number;
  resolveTriggerItems?(context: object, result: object): unknown[];
  getNextPaginationState?(context: object, result: object): object | null;
  onDeployPerform?(context: object, payload: object, params: Params): Promise<unknown>;
  resolveOnDeployItems?(context: object, result: object): unknown[];
  getOnDeployNextPaginationState?(context: object, result: object): object | null;
}

export interface ConnectionDefinition {
  key: string;
  label: string;
  oauth2Type?: string;
  inputs: InputDefinition[];
}

export interface LoadedComponent {
  key: string;
  display: { label: string; description: string };
  connections: ConnectionDefinition[];
  actions: Record<string, LoadedAction>;
  dataSources: Record<string, LoadedDataSource>;
  triggers: Record<string, LoadedTrigger>;
}

/** The bundle to run: the published one, or that named by ZOHO_COMPONENT. */
export const defaultBundle = (): string => process.env.ZOHO_COMPONENT ?? "dist/index.js";

/**
 * The component that a bundle exports, `defaultBundle` unless told otherwise.
 * `fresh` evaluates the bundle anew, with nothing remembered from earlier runs; jest keeps modules to itself,
 * there jest.resetModules() has to come first.
 */
export function loadComponent(file = defaultBundle(), { fresh = false } = {}): LoadedComponent {
  const absolute = path.resolve(file);
  const require = createRequire(absolute);
  const resolved = resolveBundle(require, absolute, file);
  if (fresh) delete require.cache[resolved];
  const exported: unknown = require(resolved);
  if (!isObject(exported) || !isComponent(exported.default)) {
    throw new Error(`${file} does not export a component as its default.`);
  }
  return exported.default;
}

function resolveBundle(require: NodeJS.Require, absolute: string, file: string): string {
  try {
    return require.resolve(absolute);
  } catch {
    throw new Error(`${file} is missing. Run "npm run build" first.`);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const isComponent = (value: unknown): value is LoadedComponent =>
  isObject(value) &&
  Array.isArray(value.connections) &&
  [value.actions, value.dataSources, value.triggers].every(isObject);

export const findAction = (component: LoadedComponent, key: string): LoadedAction =>
  lookUp("action", component.actions, key);

export const findDataSource = (component: LoadedComponent, key: string): LoadedDataSource =>
  lookUp("data source", component.dataSources, key);

export const findTrigger = (component: LoadedComponent, key: string): LoadedTrigger =>
  lookUp("trigger", component.triggers, key);

export const findConnection = (component: LoadedComponent, key: string): ConnectionDefinition =>
  lookUp("connection", Object.fromEntries(component.connections.map((one) => [one.key, one])), key);

/** Throws an error that names the nearest key and all others. */
function lookUp<T>(kind: string, all: Record<string, T>, key: string): T {
  const found = Object.hasOwn(all, key) ? all[key] : undefined;
  if (found !== undefined) return found;
  throw new Error(`There is no ${kind} "${key}". ${suggestion(key, Object.keys(all))}`);
}

/** "Did you mean X? There are: ..." for a name that is not among the known ones. */
export function suggestion(name: string, known: readonly string[]): string {
  if (known.length === 0) return "There are none.";
  const [nearest] = [...known]
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .sort((a, b) => a.distance - b.distance);
  const near = nearest && nearest.distance <= Math.max(2, name.length / 3);
  const hint = near ? `Did you mean ${nearest.candidate}? ` : "";
  return `${hint}There are: ${known.join(", ")}.`;
}

/** How many letters to add, remove or replace to get from one text to the other, in any case. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...from.toLowerCase()].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...to.toLowerCase()].entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      const removed = (previous[column + 1] ?? 0) + 1;
      current.push(Math.min(replaced, removed, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
