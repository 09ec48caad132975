import { input } from "@prismatic-io/spectral";
import { InputError } from "../client/errors/errors";
import { ALL_MODULES } from "../crm/modules";
import { toTextList } from "./cleaners";
import { lookBackDate, modules } from "./polling";

/** Zoho's names for what can happen to a record. */
const OPERATIONS = ["create", "edit", "delete"] as const;

export const watchedModules = input({
  ...modules,
  comments: `API names of the modules to watch, custom ones included. ${ALL_MODULES} means every module that the API can read. Zoho sends notifications about all of them except notes and attachments; scheduled runs cover all, with at least one call for each module.`,
});

export const operations = input({
  label: "Operations",
  placeholder: "Enter create, edit or delete",
  type: "string",
  collection: "valuelist",
  required: false,
  comments:
    "Which changes to return: create, edit, delete. With delete, restored records and converted leads are returned as such. When empty, all three.",
  example: "create",
  clean: (value: unknown): string[] => {
    const names = [...new Set(toTextList("Operations")(value).map((name) => name.toLowerCase()))];
    const unknown = names.filter((name) => !OPERATIONS.some((one) => one === name));
    if (unknown.length > 0) {
      throw new InputError(
        "Operations",
        `may hold ${OPERATIONS.join(", ")}. ${unknown.length} of ${names.length} values are different.`,
      );
    }
    return names.length > 0 ? names : [...OPERATIONS];
  },
});

export const syncedSince = input({
  ...lookBackDate,
  comments:
    "The initial sync of the first deployment returns records created or modified since this date (UTC), each once and as created. When empty, nothing older than the deployment is returned.",
});
