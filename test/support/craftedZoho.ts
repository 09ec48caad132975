import type { ActionLogger } from "@prismatic-io/spectral";

/** For tests that craft single replies: a connection to the host that nock answers for. */
export const craftedConnection = {
  key: "zohoTemplatedConnection",
  configVarKey: "Zoho",
  fields: {},
  token: { access_token: "the-token", api_domain: "https://www.zohoapis.com" },
};

/** A logger that adds the text of every line to a list. */
export function collectingLogger(lines: string[]): ActionLogger {
  const note = (text: unknown): void => void lines.push(String(text));
  return { metric: note, trace: note, debug: note, info: note, log: note, warn: note, error: note };
}
