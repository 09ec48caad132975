import { ERRORS, type ErrorEntry } from "../../src/client/errorTable";
import { DATA_CENTRES } from "../../src/connections/regions";
import { SCOPE_USE } from "../../src/crm/scopeUse";
import type { PublishedDefinition, PublishedInput, PublishedPart } from "./definition";

/** The generated parts of the documentation, by the name of their place in documentation.md. */
export function renderParts(definition: PublishedDefinition): Record<string, string> {
  return {
    regions: renderRegions(),
    scopes: renderScopes(definition),
    connections: definition.connections
      .map(({ key, label, comments = "", inputs }) =>
        section(key, { key, display: { label, description: comments }, inputs }),
      )
      .join("\n"),
    triggers: renderSections(definition.triggers, "No triggers yet."),
    actions: renderSections(definition.actions, "No actions yet."),
    dataSources: renderSections(definition.dataSources, "No data sources yet."),
  };
}

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->` by the rendered part of that name. */
export function fillParts(document: string, parts: Record<string, string>): string {
  let filled = document;
  for (const [name, part] of Object.entries(parts)) {
    const place = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
    if (!place.test(filled)) throw new Error(`documentation.md has no place for ${name}`);
    filled = filled.replace(place, (_, start: string, end: string) => `${start}\n${part}\n${end}`);
  }
  return filled;
}

/** docs/errors.md as a whole. */
export function renderErrors(): string {
  const rows = Object.entries(ERRORS).map(([code, entry]: [string, ErrorEntry]) => {
    const zoho = entry.zoho.map((name) => `\`${name}\``).join(", ") || "–";
    const kind = KINDS[entry.kind];
    return `| \`${code}\` | ${kind} | ${entry.consequence} | ${zoho} | ${entry.meaning} | ${entry.remedy} |`;
  });
  return [
    "# Errors",
    "",
    "Generated from `src/client/errorTable.ts` by `npm run docs`.",
    "",
    "Every message ends with its code in square brackets. *Consequence*: **retry**, the same call may work later; **stop**, it will not until somebody changes something; **skip**, only the record concerned is refused.",
    "",
    "| Code | Error | Consequence | Zoho's codes | Meaning | What to do |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

const KINDS: Record<ErrorEntry["kind"], string> = {
  connection: "ZohoConnectionError (marks the connection)",
  rateLimited: "RateLimitedError",
  creditsExhausted: "CreditsExhaustedError",
  rejected: "RejectedError, RecordError",
  unavailable: "UnavailableError",
  input: "InputError",
};

function renderRegions(): string {
  const rows = DATA_CENTRES.map(({ label, accounts, api, unconfirmed }) => {
    const open = unconfirmed.length > 0 ? unconfirmed.join(", ") : "–";
    return `| ${label} | \`https://${accounts}\` | \`https://${api}\` | ${open} |`;
  });
  return [
    "| Data center | Region URL | API host | Hosts not named in any document of Zoho's |",
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function renderScopes({ actions, dataSources, triggers }: PublishedDefinition): string {
  const labels = { ...labelsOf(actions), ...labelsOf(dataSources), ...labelsOf(triggers) };
  const rows = SCOPE_USE.map(({ scope, purpose, usedBy, optional }) => {
    const users = usedBy.map((key) => labels[key] ?? key).join(", ");
    return `| \`${scope}\` | ${purpose} | ${users} | ${optional ? "no" : "yes"} |`;
  });
  return ["| Scope | Needed to | By | Required |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

const labelsOf = (parts: Record<string, PublishedPart>): Record<string, string> =>
  Object.fromEntries(Object.values(parts).map(({ key, display }) => [key, display.label]));

function renderSections(parts: Record<string, PublishedPart>, none: string): string {
  const sorted = Object.values(parts).sort((a, b) =>
    a.display.label.localeCompare(b.display.label),
  );
  return sorted.length > 0 ? sorted.map((part) => section(part.key, part)).join("\n") : none;
}

function section(key: string, { display, inputs, examplePayload }: PublishedPart): string {
  return [
    `### ${display.label}`,
    "",
    `${display.description} (key \`${key}\`)`,
    "",
    "| Input | Key | Type | Required | Default | Comments |",
    "| --- | --- | --- | --- | --- | --- |",
    ...inputs.map(inputRow),
    ...payloadBlock(examplePayload),
    "",
  ].join("\n");
}

function inputRow(input: PublishedInput): string {
  const type = input.collection ? `${input.type} (${input.collection})` : input.type;
  const preset = (input.default ?? "") === "" ? "" : `\`${String(input.default)}\``;
  const comments = (input.comments ?? "").replaceAll("|", "\\|");
  const required = input.required ? "yes" : "";
  return `| ${input.label} | \`${input.key}\` | ${type} | ${required} | ${preset} | ${comments} |`;
}

function payloadBlock(examplePayload: unknown): string[] {
  if (examplePayload === undefined) return [];
  const example = JSON.stringify(examplePayload, null, 2);
  return [
    "",
    "<details>",
    "<summary>Example</summary>",
    "",
    "```json",
    example,
    "```",
    "",
    "</details>",
  ];
}
