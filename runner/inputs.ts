import type { Connection } from "@prismatic-io/spectral";
import { type InputDefinition, suggestion } from "./component";

/** Raw input values by key, as a builder saved them, without the connection. */
export type InputValues = Record<string, unknown>;

export interface FillOptions {
  /** The value of inputs of type connection. */
  connection?: Connection;
  /** False: inputs absent from the saved flow stay absent. */
  fillDefaults: boolean;
}

/**
 * The parameters that the platform passes to a perform function: saved values, defaults for the
 * others, the connection. Throws on unknown keys and on required inputs that are empty.
 */
export function fillInputs(
  owner: string,
  inputs: readonly InputDefinition[],
  values: InputValues,
  options: FillOptions,
): Record<string, unknown> {
  rejectUnknown(owner, inputs, values);
  const params: Record<string, unknown> = {};
  for (const input of inputs) {
    const value = resolveParam(input, values[input.key], options);
    if (value !== undefined) params[input.key] = value;
    if (input.required && isEmpty(value) && !isOptional(input, options)) {
      throw new Error(`Input "${input.label}" is required (${owner}, ${input.key}).`);
    }
  }
  return params;
}

function rejectUnknown(
  owner: string,
  inputs: readonly InputDefinition[],
  values: InputValues,
): void {
  const known = inputs.filter(({ type }) => type !== "connection").map(({ key }) => key);
  for (const key of Object.keys(values)) {
    if (known.includes(key)) continue;
    const isConnection = inputs.some((input) => input.key === key);
    const advice = isConnection
      ? "The connection is not one of the values."
      : suggestion(key, known);
    throw new Error(`${owner} has no input "${key}" to set. ${advice}`);
  }
}

function resolveParam(input: InputDefinition, saved: unknown, options: FillOptions): unknown {
  if (input.type === "connection") return options.connection;
  if (saved !== undefined) return toCollection(input, saved);
  return options.fillDefaults ? getDefault(input) : undefined;
}

/** Turns an object into the list of pairs that the platform stores for a key-value list. */
function toCollection(input: InputDefinition, value: unknown): unknown {
  const isPlain = typeof value === "object" && value !== null && !Array.isArray(value);
  if (input.collection !== "keyvaluelist" || !isPlain) return value;
  return Object.entries(value).map(([key, one]) => ({ key, value: one }));
}

/** Lists start empty, other inputs with their declared default. */
function getDefault(input: InputDefinition): unknown {
  if (input.collection === undefined || Array.isArray(input.default)) return input.default;
  return [];
}

/** A flow saved before a required input existed still runs if the input has a default. */
const isOptional = (input: InputDefinition, { fillDefaults }: FillOptions): boolean =>
  !fillDefaults && !isEmpty(input.default);

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  (Array.isArray(value) && value.length === 0);
