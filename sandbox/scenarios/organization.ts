import { writeAwkwardValues } from "../state/awkwardValues";
import { renameField } from "../state/schemaChanges";
import type { CallScenario } from "./scenario";

function requireTexts(parameters: Record<string, unknown>, ...names: string[]): void {
  for (const name of names) {
    if (typeof parameters[name] !== "string") throw new Error(`${name} must be a text`);
  }
}

/** Permanent changes that an administrator makes between calls. */
export const ORGANIZATION: Record<string, CallScenario> = {
  "field-renamed": {
    about: "A field is renamed before the call; parameters module, from, to.",
    check: (parameters) => requireTexts(parameters, "module", "from", "to"),
    fault: ({ request, parameters, state }) => ({
      intercept: (serve) => {
        const module = state.modules.get(String(parameters.module));
        const from = String(parameters.from);
        if (module?.byName.has(from)) renameField(state, module, from, String(parameters.to));
        return serve(request);
      },
    }),
  },
  "module-unreadable": {
    about: "The user loses access to a module before the call; parameter module.",
    check: (parameters) => requireTexts(parameters, "module"),
    fault: ({ request, parameters, state }) => ({
      intercept: (serve) => {
        const module = state.modules.get(String(parameters.module));
        if (module) module.readable = false;
        return serve(request);
      },
    }),
  },
  "awkward-values": {
    about:
      "A record gets texts with quotes, line ends, formulas and emoji before the call; parameters module, id (first record).",
    check: (parameters) => requireTexts(parameters, "module"),
    fault: ({ request, parameters, state }) => ({
      intercept: (serve) => {
        const module = state.modules.get(String(parameters.module));
        const store = module && state.store(module);
        const [first] = store?.sorted("id").walk(false) ?? [];
        const record = parameters.id === undefined ? first : store?.get(String(parameters.id));
        if (module && record) writeAwkwardValues(state, module, record);
        return serve(request);
      },
    }),
  },
};
