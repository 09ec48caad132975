import { parseTime } from "../clock";
import type { SandboxState } from "../state/sandboxState";

/**
 * Epoch milliseconds of a date-time in a JSON body or a header; undefined for anything else. Zoho's
 * own SDK writes them in UTC with a `Z`; whether COQL and search accept that is unknown (facts 4,
 * 13.3).
 */
export const parseBodyTime = ({ variants }: SandboxState, text: string): number | undefined =>
  parseTime(text, variants.zuluTimes !== "rejected");
