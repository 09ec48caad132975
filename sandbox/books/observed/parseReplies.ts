import { isJsonObject, type JsonObject } from "../../http";

/** Keys of one type at one place in a body. */
interface SeenKeys {
  /** `$.bills[].consent_info`: `[]` stands for every element. */
  path: string;
  type: string;
  names: string[];
}

/** What is known of the keys of a live reply. */
export interface SeenReply {
  operation: string;
  status: number;
  message: string;
  pageContext?: JsonObject;
  keys: SeenKeys[];
}

function parseHead(line: string): SeenReply {
  const [, method = "", path = "", status = "", message = ""] =
    /^== (\S+) (\S+) (\d+) (.*)$/.exec(line) ?? [];
  return { operation: `${method} ${path}`, status: Number(status), message, keys: [] };
}

function addLine(reply: SeenReply, line: string): void {
  const context = /^page_context: (.*)$/.exec(line)?.[1];
  if (context !== undefined) {
    const parsed: unknown = JSON.parse(context);
    if (isJsonObject(parsed)) reply.pageContext = parsed;
    return;
  }
  const [, place, type, names] = /^(\S+) (\w+): (.*)$/.exec(line) ?? [];
  if (!place || !type || !names) throw new Error(`cannot read ${line}`);
  reply.keys.push({ path: place, type, names: names.split(" ") });
}

/** Parses replies.txt. */
export function parseReplies(text: string): SeenReply[] {
  const replies: SeenReply[] = [];
  for (const line of text.split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    if (line.startsWith("== ")) replies.push(parseHead(line));
    else {
      const reply = replies.at(-1);
      if (!reply) throw new Error(`${line} does not belong to an operation`);
      addLine(reply, line);
    }
  }
  return replies;
}

function elements(value: unknown, path: readonly string[]): unknown[] {
  const [step, ...rest] = path;
  if (step === undefined) return [value];
  const name = step.replace("[]", "");
  const inner = isJsonObject(value) ? value[name] : undefined;
  if (!step.endsWith("[]")) return elements(inner, rest);
  return Array.isArray(inner) ? inner.flatMap((one) => elements(one, rest)) : [];
}

const TYPE_CHECKS: Record<string, (value: unknown) => boolean> = {
  text: (value) => typeof value === "string",
  number: (value) => typeof value === "number" || value === "",
  flag: (value) => typeof value === "boolean",
  list: Array.isArray,
  object: isJsonObject,
  unknown: (value) => value !== undefined,
};

/**
 * Keys of an observed reply that the body lacks or has as another type; numbers may be "" (facts
 * 7).
 */
export function missingKeys(reply: SeenReply, body: unknown): string[] {
  return reply.keys.flatMap(({ path: place, type, names }) => {
    const found = elements(body, place.split(".").slice(1));
    if (found.length === 0) return [`${place} is empty`];
    const hasType = TYPE_CHECKS[type] ?? (() => false);
    return found.flatMap((one) =>
      names
        .filter((name) => !(isJsonObject(one) && hasType(one[name])))
        .map((name) => `${place}.${name} is not a ${type}`),
    );
  });
}
