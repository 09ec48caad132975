import { isJsonObject, type JsonObject, parseJson, type SandboxRequest } from "../http";

/** An invalid control request; becomes a 400 with this message. */
export class ControlError extends Error {}

/** The JSON object in the body; {} if the body is empty. */
export function controlBody(request: SandboxRequest): JsonObject {
  if (request.body.length === 0) return {};
  const body = parseJson(request.body);
  if (!isJsonObject(body)) throw new ControlError("the body must be a JSON object");
  return body;
}

/** An optional number of the body. */
export function optionalNumber(body: JsonObject, name: string): number | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new ControlError(`${name} must be a number`);
  }
  return value;
}

/** A required text of the body. */
export function requiredText(body: JsonObject, name: string): string {
  const value = body[name];
  if (typeof value !== "string" || value === "") throw new ControlError(`${name} must be a text`);
  return value;
}

/** An optional object of the body. */
export function optionalObject(body: JsonObject, name: string): JsonObject | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  if (!isJsonObject(value)) throw new ControlError(`${name} must be an object`);
  return value;
}
