import { input } from "@prismatic-io/spectral";
import { InputError } from "../client/errors/errors";
import { ALL_MODULES } from "../crm/modules";
import { toTextList } from "./cleaners";
import { lookBackDate, modules } from "./polling";

/** What can happen to a record, in the words of Zoho's events. */
const OPERATIONS = ["create", "edit", "delete"] as const;

export const watchedModules = input({
  ...modules,
  comments: `API names of the modules to watch, custom ones included. ${ALL_MODULES} stands for every module that the API can read. Zoho notifies of changes in all of them but notes and attachments; sweeps cover all, at the price of at least one call a sweep and module.`,
});

export const operations = input({
  label: "Operations",
  placeholder: "Enter create, edit or delete",
  type: "string",
  collection: "valuelist",
  required: false,
  comments:
    "What to be told of: create, edit, delete. With delete, restored records and converted leads come as such. When empty, all three.",
  example: "create",
  clean: (value: unknown): string[] => {
    const names = [...new Set(toTextList("Operations")(value).map((name) => name.toLowerCase()))];
    const unknown = names.filter((name) => !OPERATIONS.some((one) => one === name));
    if (unknown.length > 0) {
      throw new InputError(
        "Operations",
        `may hold ${OPERATIONS.join(", ")}. ${unknown.length} of ${names.length} are none of these.`,
      );
    }
    return names.length > 0 ? names : [...OPERATIONS];
  },
});

export const syncedSince = input({
  ...lookBackDate,
  comments:
    "The date, in UTC, from which on the initial sync of the first deployment returns what was created or modified, each record once and as created. When empty, nothing older than the deployment is returned.",
});
