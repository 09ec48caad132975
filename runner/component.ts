import { createRequire } from "node:module";
import path from "node:path";
import { distance } from "fastest-levenshtein";

/** An input as it is published to the platform. */
export interface InputDefinition {
  key: string;
  label: string;
  type: string;
  collection?: string;
  required?: boolean;
  default?: unknown;
  comments?: string;
  model?: { label: string; value: string }[];
  /** "ON_DEPLOY" for inputs of the initial sync only. */
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

/** The bundle to run: the published one, or the one in ZOHO_COMPONENT. */
export const defaultBundle = (): string => process.env.ZOHO_COMPONENT ?? "dist/index.js";

/**
 * The component that a bundle exports. `fresh` evaluates the bundle again, so nothing is left from
 * earlier runs; under jest, which has a module cache of its own, call jest.resetModules() first.
 */
export function loadComponent(file = defaultBundle(), { fresh = false } = {}): LoadedComponent {
  const absolute = path.resolve(file);
  const require = createRequire(absolute);
  const resolved = resolveBundle(require, absolute, file);
  if (fresh) delete require.cache[resolved];
  const exported: unknown = require(resolved);
  if (!isObject(exported) || !isComponent(exported.default)) {
    throw new Error(`The default export of ${file} is not a component.`);
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

/** Throws an error that suggests the closest key and lists all others. */
function lookUp<T>(kind: string, all: Record<string, T>, key: string): T {
  const found = Object.hasOwn(all, key) ? all[key] : undefined;
  if (found !== undefined) return found;
  throw new Error(`There is no ${kind} "${key}". ${suggestion(key, Object.keys(all))}`);
}

/** "Did you mean X? There are: ..." for an unknown name. */
export function suggestion(name: string, known: readonly string[]): string {
  if (known.length === 0) return "There are none.";
  const distanceTo = (candidate: string) => distance(name.toLowerCase(), candidate.toLowerCase());
  const [closest = ""] = [...known].sort((a, b) => distanceTo(a) - distanceTo(b));
  const isClose = distanceTo(closest) <= Math.max(2, name.length / 3);
  const hint = isClose ? `Did you mean ${closest}? ` : "";
  return `${hint}There are: ${known.join(", ")}.`;
}
