import type { InputDefinition, LoadedComponent } from "./component";

/** Everything in the component, as text for a terminal. */
export function describeComponent(component: LoadedComponent): string {
  const { display, connections, actions, dataSources, triggers } = component;
  const lines = [`${display.label}: ${display.description}`];
  const section = (title: string, entries: readonly Entry[]): void => {
    lines.push("", `${title} (${entries.length})`);
    for (const entry of entries) lines.push("", ...describeEntry(entry));
  };
  section(
    "Connections",
    connections.map((one) => ({ ...one, detail: one.oauth2Type ?? "" })),
  );
  section(
    "Actions",
    Object.values(actions).map((one) => ({
      ...one,
      label: one.display.label,
      detail: one.performSafety === "SAFE" ? "safe to call inline" : "",
    })),
  );
  section(
    "Data sources",
    Object.values(dataSources).map((one) => ({
      ...one,
      label: one.display.label,
      detail: one.dataSourceType,
    })),
  );
  section(
    "Triggers",
    Object.values(triggers).map((one) => ({
      ...one,
      label: one.display.label,
      detail: one.isPollingTrigger ? "polling" : "",
    })),
  );
  return lines.join("\n");
}

interface Entry {
  key: string;
  label: string;
  detail: string;
  inputs: readonly InputDefinition[];
}

function describeEntry({ key, label, detail, inputs }: Entry): string[] {
  const head = `  ${key}  "${label}"${detail === "" ? "" : `  (${detail})`}`;
  const rows = inputs
    .filter(({ type }) => type !== "connection")
    .map((input) => [
      input.key,
      `"${input.label}"`,
      input.collection ? `${input.type} ${input.collection}` : input.type,
      input.required ? "required" : "",
      defaultText(input.default),
    ]);
  return [head, ...alignColumns(rows).map((row) => `    ${row}`)];
}

const MAX_DEFAULT_LENGTH = 60;

function defaultText(value: unknown): string {
  if (value === undefined || value === "") return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const short = text.length > MAX_DEFAULT_LENGTH ? `${text.slice(0, MAX_DEFAULT_LENGTH)}...` : text;
  return `default ${short}`;
}

/** Pads the cells of each column to the same width. */
function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) {
      widths[index] = Math.max(widths[index] ?? 0, cell.length);
    }
  }
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
