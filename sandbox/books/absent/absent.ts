import { A_TO_I } from "./firstHalf";
import { I_TO_Z } from "./secondHalf";

/**
 * First path segment → method → the rest of each path, separated by blanks. `{}` is an id, "." the
 * first segment alone.
 */
export type AbsentOperations = Readonly<Record<string, Readonly<Record<string, string>>>>;

function makePattern(first: string, rest: string): string {
  let ids = 0;
  const named = rest.replace(/\{\}/g, () => {
    ids += 1;
    return `{id${ids}}`;
  });
  return rest === "." ? `/${first}` : `/${first}/${named}`;
}

/** Every Zoho operation that the sandbox does not implement. */
export const ABSENT: readonly { method: string; pattern: string }[] = Object.entries({
  ...A_TO_I,
  ...I_TO_Z,
}).flatMap(([first, methods]) =>
  Object.entries(methods).flatMap(([method, rests]) =>
    rests
      .split(/\s+/)
      .filter(Boolean)
      .map((rest) => ({ method, pattern: makePattern(first, rest) })),
  ),
);
