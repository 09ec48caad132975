import { type Parent, RECORD_TYPES, type RecordType } from "../../src/books/recordTypes";
import { BOOKS_SCOPE_USE } from "../../src/books/scopeUse";
import { type ChangeDetection, describeChangeDetection } from "../../src/books/stream/readStrategy";
import { ERRORS, type ErrorEntry } from "../../src/client/errors/errorTable";
import { DATA_CENTRES } from "../../src/connections/regions";
import { CRM_SCOPE_USE } from "../../src/crm/scopeUse";
import type { PublishedDefinition, PublishedInput, PublishedPart } from "./definition";

/** The generated parts of documentation.md, by the name of their marker. */
export function renderParts(definition: PublishedDefinition): Record<string, string> {
  return {
    regions: renderRegions(),
    scopes: renderScopes(definition),
    recordTypes: renderRecordTypes(),
    connections: definition.connections
      .map(({ key, label, comments = "", inputs }) =>
        section(key, { key, display: { label, description: comments }, inputs }),
      )
      .join("\n"),
    bookChanges: renderBookChanges(),
    triggers: renderSections(definition.triggers, "No triggers yet."),
    actions: renderSections(definition.actions, "No actions yet."),
    dataSources: renderSections(definition.dataSources, "No data sources yet."),
  };
}

/** Replaces the text between `<!-- name -->` and `<!-- /name -->` by the part of that name. */
export function fillParts(document: string, parts: Record<string, string>): string {
  let filled = document;
  for (const [name, part] of Object.entries(parts)) {
    const section = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
    if (!section.test(filled)) throw new Error(`documentation.md has no marker for ${name}`);
    filled = filled.replace(
      section,
      (_, start: string, end: string) => `${start}\n${part}\n${end}`,
    );
  }
  return filled;
}

/** The content of docs/errors.md. */
export function renderErrors(): string {
  const rows = Object.entries(ERRORS).map(([code, entry]: [string, ErrorEntry]) => {
    const zoho = entry.zoho.map((name) => `\`${name}\``).join(", ") || "–";
    const kind = KINDS[entry.kind];
    return `| \`${code}\` | ${kind} | ${entry.consequence} | ${zoho} | ${entry.meaning} | ${entry.remedy} |`;
  });
  return [
    "# Errors",
    "",
    "Generated from `src/client/errors/errorTable.ts` by `npm run docs`.",
    "",
    "Every message ends with its code in square brackets. *Consequence*: **retry**, the same call may work later; **stop**, it will fail until somebody changes something; **skip**, only the affected record is rejected.",
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
    "| Data center | Region URL | API host | Hosts not named in Zoho's documentation |",
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function renderScopes({ actions, dataSources, triggers }: PublishedDefinition): string {
  const labels = { ...getLabels(actions), ...getLabels(dataSources), ...getLabels(triggers) };
  const rows = [...CRM_SCOPE_USE, ...BOOKS_SCOPE_USE].map(
    ({ scope, purpose, usedBy, optional }) => {
      const users = usedBy.map((key) => labels[key] ?? key).join(", ");
      return `| \`${scope}\` | ${purpose} | ${users} | ${optional ? "no" : "yes"} |`;
    },
  );
  return ["| Scope | Needed to | By | Required |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

const code = (names: readonly string[]): string =>
  names.map((name) => `\`${name}\``).join(", ") || "–";

function renderRecordTypes(): string {
  const rows = RECORD_TYPES.map((type) => {
    const { label, value, pluralKeys, singularKeys, methods, requiredOnCreate, parents } = type;
    const missing = ["list", "get", "create", "update", "delete"].filter(
      (name) => !methods.some((method) => method === name),
    );
    return `| ${[
      label,
      code([value]),
      code([singularKeys[0], pluralKeys[0]]),
      missing.join(", ") || "–",
      code(requiredOnCreate),
      parents.map(renderParent).join(", ") || "–",
    ].join(" | ")} |`;
  });
  const lists = RECORD_TYPES.map((type) => {
    const { label, filtersByModifiedTime, sortColumns, filters, filterBy } = type;
    return `| ${[
      label,
      filtersByModifiedTime ? "yes" : "no",
      code(sortColumns),
      code(filters),
      code(filterBy),
    ].join(" | ")} |`;
  });
  const more = RECORD_TYPES.filter(hasMore).map(
    ({ label, actions, files, hasPdf }) =>
      `| ${label} | ${code(actions)} | ${hasPdf ? "yes" : "–"} | ${renderFiles(files)} |`,
  );
  return [
    "| Record type | Value | Keys of one and of several | Zoho has no | Zoho asks for at creation | Parents |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
    "Filters and sorting of lists. A filter can have a suffix: `_startswith` and `_contains` for texts, `_start`, `_end`, `_before` and `_after` for dates, `_less_than`, `_less_equals`, `_greater_than` and `_greater_equals` for numbers.",
    "",
    "| Record type | Modified Since | Sort Column | Search Fields | Values of filter_by |",
    "| --- | --- | --- | --- | --- |",
    ...lists,
    "",
    "| Record type | Actions | PDF | Files |",
    "| --- | --- | --- | --- |",
    ...more,
  ].join("\n");
}

function renderBookChanges(): string {
  const rows = RECORD_TYPES.map(({ label, value }) => {
    const { strategy, callsWhenIdle, ...finds } = describeChangeDetection(value);
    const cells = [finds.findsCreations, finds.findsUpdates, finds.findsDeletions].map((found) =>
      found ? "yes" : "no",
    );
    return `| ${[label, STRATEGIES[strategy], CALLS[callsWhenIdle], ...cells].join(" | ")} |`;
  });
  return [
    "| Record type | How changes are found | Calls without changes | New ones as created | Edits | Deletions |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

const STRATEGIES: Record<ChangeDetection["strategy"], string> = {
  filter: "Zoho filters by modification time",
  newestFirst: "Zoho lists the latest first",
  scan: "every row is read and its modification time checked",
  compare: "every row is compared with the previous poll",
  none: "not possible: Zoho lists them for one parent record at a time only",
};

const CALLS: Record<ChangeDetection["callsWhenIdle"], string> = {
  one: "1",
  everyPage: "1 for each page",
  none: "–",
};

/** A parent type, with the supported methods if not all are. */
function renderParent({ type, nested, field }: Parent): string {
  const supportsAll = field !== undefined || nested.length === 5;
  return supportsAll ? code([type]) : `${code([type])} (${nested.join(", ")})`;
}

const hasMore = ({ actions, files, hasPdf }: RecordType): boolean =>
  actions.length > 0 || files !== undefined || hasPdf;

function renderFiles(files: RecordType["files"]): string {
  if (!files) return "–";
  const single = files.hasDocuments ? "single documents" : "";
  const all = files.canDownload ? `add, download the ${files.path}` : "add";
  return [all, single].filter((text) => text !== "").join(", ");
}

const getLabels = (parts: Record<string, PublishedPart>): Record<string, string> =>
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
