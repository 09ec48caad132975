import { writeAwkwardValues } from "../state/awkwardValues";
import { renameField } from "../state/schemaChanges";
import type { CallScenario } from "./scenario";

function requireTexts(parameters: Record<string, unknown>, ...names: string[]): void {
  for (const name of names) {
    if (typeof parameters[name] !== "string") throw new Error(`${name} has to be a text`);
  }
}

/** Administrators who change their organization while calls are made. The change stays. */
export const ORGANIZATION: Record<string, CallScenario> = {
  "field-renamed": {
    about: "Before the call a field gets another API name; parameters module, from, to.",
    check: (parameters) => requireTexts(parameters, "module", "from", "to"),
    fault: ({ request, parameters, state }) => ({
      through: (serve) => {
        const module = state.modules.get(String(parameters.module));
        const from = String(parameters.from);
        if (module?.byName.has(from)) renameField(state, module, from, String(parameters.to));
        return serve(request);
      },
    }),
  },
  "module-unreadable": {
    about: "Before the call the user loses the right to see a module; parameter module.",
    check: (parameters) => requireTexts(parameters, "module"),
    fault: ({ request, parameters, state }) => ({
      through: (serve) => {
        const module = state.modules.get(String(parameters.module));
        if (module) module.readable = false;
        return serve(request);
      },
    }),
  },
  "awkward-values": {
    about:
      "Before the call a record of module (that of id, or the first) gets texts with quotes, line ends, formulas, emoji.",
    check: (parameters) => requireTexts(parameters, "module"),
    fault: ({ request, parameters, state }) => ({
      through: (serve) => {
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
