import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { PublishedInput } from "../../docs/generate/definition";
import { BOOKS_SCOPE_USE } from "../../src/books/scopeUse";
import { CRM_SCOPE_USE } from "../../src/crm/scopeUse";
import { builtComponent, builtDefinition, root } from "../support/bundle";

/** The interface that integrations rely on. test/contract/README.md says how to read it. */
interface ContractInput {
  label: string;
  type: string;
  required: boolean;
  collection?: string;
  default?: unknown;
  menu?: [value: string, label: string][];
  dataSource?: string;
  language?: string;
  shown?: boolean;
  template?: string;
}
interface ContractPart {
  label: string;
  oauth2Type?: string;
  type?: string;
  scheduleSupport?: string;
  synchronousResponseSupport?: string;
  inputs: Record<string, ContractInput>;
}
type Contract = Record<
  "connections" | "actions" | "triggers" | "dataSources",
  Record<string, ContractPart>
>;

const contract = JSON.parse(
  readFileSync(path.join(root, "test/contract/interface.json"), "utf8"),
) as Contract;

/** Parts of the contract that the component does not have yet. Shrinks to nothing. */
const NOT_BUILT: string[] = [];

/** Need whatever scope the address does that the builder enters, and return whatever Zoho does. */
const RAW_REQUESTS = ["booksRawRequest", "crmRawRequest"];

/** Make no call to Zoho. */
const WITHOUT_CALLS = ["selectBooksAction"];

/** Inputs that were required and now have a meaning when empty. */
const NO_LONGER_REQUIRED = new Set([
  "crmGetRecords.fields",
  "crmAddAttachment.file",
  "crmAddAttachment.fileName",
  "booksGetRecord.recordId",
  "booksUpdateRecord.recordId",
  "booksRemoveRecord.recordId",
]);

/** Empty stands for the default of these inputs, and that is what happened before they were there. */
const DEFAULT_AS_EMPTY = new Set(["showNewRecords", "showUpdatedRecords", "refuseRepeats"]);

const isUnset = (input: PublishedInput): boolean =>
  ["", "false"].includes(String(input.default ?? ""));

const definition = builtDefinition();
const connections = Object.fromEntries(definition.connections.map((part) => [part.key, part]));
const parts = {
  ...definition.actions,
  ...definition.triggers,
  ...definition.dataSources,
};
const contractParts = { ...contract.actions, ...contract.triggers, ...contract.dataSources };

function expectInput(
  owner: string,
  key: string,
  input: PublishedInput,
  wanted: ContractInput,
): void {
  const found = {
    label: input.label,
    type: input.type,
    required: input.required ?? false,
    collection: input.collection,
    default: input.default ?? "",
    shown: input.shown,
    language: input.language,
  };
  const required = wanted.required && !NO_LONGER_REQUIRED.has(`${owner}.${key}`);
  expect({ owner, key, ...found }).toEqual({
    owner,
    key,
    label: wanted.label,
    type: wanted.type,
    required,
    collection: wanted.collection,
    // A template is published as the default of its input.
    default: wanted.template ?? wanted.default ?? "",
    shown: wanted.shown,
    language: wanted.language,
  });
  if (wanted.dataSource) expect(input.dataSource).toBe(wanted.dataSource);
  for (const [value, label] of wanted.menu ?? []) {
    expect(input.model).toContainEqual({ value, label });
  }
}

describe("identity", () => {
  it("is the component that integrations know", () => {
    expect(definition.key).toBe("zoho");
    expect(definition.public).toBe(false);
    expect(definition.documentationUrl).toBe("https://prismatic.io/docs/components/zoho/");
    expect(definition.display).toEqual({
      label: "Zoho",
      description: "Manage records, contacts, and transactions in Zoho CRM and Books",
      iconPath: "icon.png",
      category: "Application Connectors",
    });
  });
});

describe("contract", () => {
  it("is built as far as the list of missing parts says", () => {
    const missing = Object.keys(contractParts).filter((key) => !(key in parts));
    expect(missing.sort()).toEqual([...NOT_BUILT].sort());
  });

  it.each(Object.keys(contract.connections))("keeps the connection %s", (key) => {
    const wanted = contract.connections[key];
    const found = connections[key];
    expect(found?.label).toBe(wanted?.label);
    expect(found?.oauth2Type).toBe(wanted?.oauth2Type);
    for (const [inputKey, wantedInput] of Object.entries(wanted?.inputs ?? {})) {
      const input = found?.inputs.find((candidate) => candidate.key === inputKey);
      if (!input) throw new Error(`${key} lost its input ${inputKey}`);
      expectInput(key, inputKey, input, wantedInput);
    }
  });

  const built = Object.keys(contractParts).filter((key) => key in parts);
  it.each(built)("keeps %s", (key) => {
    const wanted = contractParts[key];
    const found = parts[key];
    expect(found?.display.label).toBe(wanted?.label);
    for (const key of ["scheduleSupport", "synchronousResponseSupport"] as const) {
      if (wanted?.[key]) expect(found?.[key]).toBe(wanted[key]);
    }
    if (wanted?.type) expect(found?.dataSourceType).toBe(wanted.type);
    for (const [inputKey, wantedInput] of Object.entries(wanted?.inputs ?? {})) {
      const input = found?.inputs.find((candidate) => candidate.key === inputKey);
      if (!input) throw new Error(`${key} lost its input ${inputKey}`);
      expectInput(key, inputKey, input, wantedInput);
    }
  });

  it("adds only optional inputs to parts of the contract", () => {
    const added = built.flatMap((key) =>
      (parts[key]?.inputs ?? [])
        .filter((input) => !(input.key in (contractParts[key]?.inputs ?? {})))
        .filter((input) => input.required || !(isUnset(input) || DEFAULT_AS_EMPTY.has(input.key)))
        .map((input) => `${key}.${input.key}`),
    );
    expect(added).toEqual([]);
  });

  it("offers the ten regions as accounts servers", () => {
    const region = connections.zohoTemplatedConnection?.inputs.find(
      ({ key }) => key === "zohoRegion",
    );
    expect(region?.model?.map(({ value }) => value)).toEqual([
      "https://accounts.zoho.com",
      "https://accounts.zoho.eu",
      "https://accounts.zoho.in",
      "https://accounts.zoho.com.au",
      "https://accounts.zoho.jp",
      "https://accounts.zoho.uk",
      "https://accounts.zohocloud.ca",
      "https://accounts.zoho.ae",
      "https://accounts.zoho.sa",
      "https://accounts.zoho.com.cn",
    ]);
  });

  it("puts the organization of a Self Client into its token URL", () => {
    const { inputs = [], oauth2Type } = connections.zohoSelfClient ?? {};
    expect(oauth2Type).toBe("client_credentials");
    expect(inputs.map(({ key }) => key)).toEqual(
      expect.arrayContaining([
        "zohoRegion",
        "organizationId",
        "scopes",
        "clientId",
        "clientSecret",
      ]),
    );
    expect(inputs.find(({ key }) => key === "tokenUrl")?.default).toBe(
      "{{#zohoRegion}}/oauth/v2/token?soid=ZohoCRM.{{#organizationId}}",
    );
  });
});

describe("house rules", () => {
  type Source = Record<string, { inputs: { key: string; clean?: unknown }[] }>;
  const source = builtComponent() as Record<"actions" | "dataSources" | "triggers", Source>;
  const owners = Object.entries(parts);
  const allInputs = owners.flatMap(([owner, { inputs }]) =>
    inputs.map((input) => ({ owner, input })),
  );

  it("gives every input a comment, and all that somebody fills in an example", () => {
    const bare = [
      ...allInputs,
      ...Object.entries(connections).flatMap(([owner, { inputs }]) =>
        inputs.map((input) => ({ owner, input })),
      ),
    ].filter(({ input }) => !input.comments || (!input.example && input.type !== "template"));
    expect(bare.map(({ owner, input }) => `${owner}.${input.key}`)).toEqual([]);
  });

  it("cleans every input but connections", () => {
    const unclean = [source.actions, source.dataSources, source.triggers]
      .flatMap((parts) => Object.entries(parts))
      .flatMap(([owner, { inputs }]) => inputs.map((input) => ({ owner, ...input })))
      .filter(({ key, clean }) => key !== "connection" && typeof clean !== "function");
    expect(unclean.map(({ owner, key }) => `${owner}.${key}`)).toEqual([]);
  });

  it("refers only to data sources that exist and whose required inputs the owner has", () => {
    for (const { owner, input } of allInputs) {
      if (!input.dataSource) continue;
      const target = definition.dataSources[input.dataSource];
      if (!target) throw new Error(`${owner}.${input.key} refers to ${input.dataSource}`);
      const ownKeys = parts[owner]?.inputs.map(({ key }) => key);
      for (const { key } of target.inputs.filter(({ required }) => required))
        expect({ owner, ownKeys }).toEqual({ owner, ownKeys: expect.arrayContaining([key]) });
    }
  });

  it.each(Object.keys(definition.actions))("documents the output of %s", (key) => {
    const { examplePayload, outputSchema } = definition.actions[key] ?? {};
    expect(examplePayload).toHaveProperty("data");
    // What a raw request returns is up to Zoho.
    expect(Boolean(outputSchema)).toBe(!RAW_REQUESTS.includes(key));
  });

  it("lets only single reads run inline; every other action has an example of its result", () => {
    const safe = [
      "booksGetRecord",
      "booksListOrganizations",
      "crmGetApiUsage",
      "crmGetRecord",
      "crmListAttachments",
      "validateConnection",
    ];
    for (const [key, part] of Object.entries(definition.actions)) {
      const expected = safe.includes(key)
        ? ["SAFE", undefined]
        : ["NOT_ALLOWED", RAW_REQUESTS.includes(key) ? undefined : "SAFE"];
      expect([key, part.performSafety, part.examplePerformSafety]).toEqual([key, ...expected]);
    }
    expect(Object.keys(definition.actions)).toEqual(expect.arrayContaining(safe));
  });

  it("names in the table of scopes every part, and no other (G4)", () => {
    const named = new Set([
      ...[...CRM_SCOPE_USE, ...BOOKS_SCOPE_USE].flatMap(({ usedBy }) => usedBy),
      ...RAW_REQUESTS,
      ...WITHOUT_CALLS,
    ]);
    expect([...named].sort()).toEqual(Object.keys(parts).sort());
  });

  it("keys actions, triggers and data sources by the name of their file", () => {
    for (const [folder, keys] of [
      ["actions", Object.keys(definition.actions)],
      ["dataSources", Object.keys(definition.dataSources)],
      ["triggers", Object.keys(definition.triggers)],
    ] as const) {
      const files = readdirSync(path.join(root, "src", folder), {
        recursive: true,
        encoding: "utf8",
      });
      for (const key of keys) {
        const [file = ""] = files.filter((name) => path.basename(name) === `${key}.ts`);
        const text = readFileSync(path.join(root, "src", folder, file), "utf8");
        expect(text).toContain(`export const ${key} =`);
      }
    }
  });
});
