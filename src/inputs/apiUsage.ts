import { input } from "@prismatic-io/spectral";
import { InputError } from "../client/errors/errors";
import { CREDITS_TOLD_FROM_SHARE } from "../limits";
import { toText } from "./cleaners";

const DEFAULT_SHARE = "0.8";

export const backoffAtCreditPercentage = input({
  label: "Back Off at Credit Percentage",
  placeholder: "Enter a share from 0.5 to 1",
  type: "string",
  required: false,
  default: DEFAULT_SHARE,
  comments: `The share of the daily API credits at which to pause: 0.8 means 80 %. At least ${CREDITS_TOLD_FROM_SHARE}, because Zoho reports usage only once half is used.`,
  example: "0.8",
  clean: (value: unknown): number => {
    const text = toText("Back Off at Credit Percentage")(value) || DEFAULT_SHARE;
    const share = Number(text);
    if (/^[\d.]+$/.test(text) && share >= CREDITS_TOLD_FROM_SHARE && share <= 1) return share;
    throw new InputError(
      "Back Off at Credit Percentage",
      `must be a number from ${CREDITS_TOLD_FROM_SHARE} to 1, such as 0.8 for 80 %.`,
    );
  },
});

export const dailyCreditAllowance = input({
  label: "Daily Credit Allowance",
  placeholder: "Enter a number",
  type: "string",
  required: false,
  comments:
    "The organization's API credits per 24 hours. When empty, calculated from its edition and user licenses. Required for editions that Zoho does not document, or without the scope ZohoCRM.org.READ.",
  example: "60000",
  clean: (value: unknown): number | undefined => {
    const text = toText("Daily Credit Allowance")(value);
    if (text === "") return undefined;
    if (/^[1-9]\d{0,11}$/.test(text)) return Number(text);
    throw new InputError("Daily Credit Allowance", "must be a whole number of 1 or more.");
  },
});
