import { A_TO_I } from "./firstHalf";
import { I_TO_Z } from "./secondHalf";

/**
 * First part of the path → method → rests of paths, separated by blanks. `{}` stands for an id, "."
 * for the first part alone.
 */
export type AbsentOperations = Readonly<Record<string, Readonly<Record<string, string>>>>;

function patternOf(first: string, rest: string): string {
  let ids = 0;
  const named = rest.replace(/\{\}/g, () => {
    ids += 1;
    return `{id${ids}}`;
  });
  return rest === "." ? `/${first}` : `/${first}/${named}`;
}

/** Every operation that Zoho has and the sandbox does not play. */
export const ABSENT: readonly { method: string; pattern: string }[] = Object.entries({
  ...A_TO_I,
  ...I_TO_Z,
}).flatMap(([first, methods]) =>
  Object.entries(methods).flatMap(([method, rests]) =>
    rests
      .split(/\s+/)
      .filter(Boolean)
      .map((rest) => ({ method, pattern: patternOf(first, rest) })),
  ),
);
