import { readFileSync } from "node:fs";
import path from "node:path";
import { fillParts, renderErrors, renderParts } from "../../docs/generate/render";
import { builtDefinition, root } from "../support/bundle";

/** The keys that the publishing service accepts; it refuses a definition with any other. */
const ACCEPTED = {
  component: [
    "key",
    "public",
    "display",
    "documentationUrl",
    "actions",
    "triggers",
    "dataSources",
    "connections",
  ],
  componentDisplay: ["label", "description", "category", "iconPath"],
  display: ["label", "description", "directions", "important", "category"],
  action: [
    "key",
    "display",
    "inputs",
    "allowsBranching",
    "staticBranchNames",
    "dynamicBranchInput",
    "breakLoop",
    "terminateExecution",
    "examplePayload",
    "outputSchema",
    "examplePerformSafety",
    "performSafety",
    "authorization",
    "canCallComponentFunctions",
  ],
  trigger: [
    "key",
    "display",
    "inputs",
    "allowsBranching",
    "staticBranchNames",
    "examplePayload",
    "scheduleSupport",
    "synchronousResponseSupport",
    "isPollingTrigger",
    "isCommonTrigger",
    "hasOnInstanceDeploy",
    "hasOnInstanceDelete",
    "hasWebhookCreateFunction",
    "hasWebhookDeleteFunction",
    "hasResolveTriggerItems",
    "hasGetNextDiscoveryState",
    "hasOnDeployPerform",
    "hasResolveOnDeployItems",
    "hasGetOnDeployNextDiscoveryState",
    "triggerResolverSupport",
    "triggerResolverDefaultBatchSize",
    "triggerResolverDefaultConcurrentBatchLimit",
  ],
  dataSource: ["key", "display", "inputs", "dataSourceType", "detailDataSource", "examplePayload"],
  input: [
    "key",
    "label",
    "keyLabel",
    "type",
    "collection",
    "placeholder",
    "default",
    "comments",
    "example",
    "required",
    "model",
    "language",
    "dataSource",
    "inputs",
    "scope",
  ],
  connectionInput: ["shown", "onPremiseControlled"],
  connection: [
    "key",
    "label",
    "comments",
    "inputs",
    "oauth2Type",
    "oauth2PkceMethod",
    "oauth2Config",
    "iconPath",
    "avatarIconPath",
  ],
};

const definition = builtDefinition();

const strangers = (value: object, accepted: readonly string[]): string[] =>
  Object.keys(value).filter((key) => !accepted.includes(key));

describe("the published definition", () => {
  it("holds only keys that the publishing service accepts", () => {
    expect(strangers(definition, ACCEPTED.component)).toEqual([]);
    expect(strangers(definition.display, ACCEPTED.componentDisplay)).toEqual([]);
    for (const part of Object.values(definition.actions)) {
      expect(strangers(part, ACCEPTED.action)).toEqual([]);
      expect(strangers(part.display, ACCEPTED.display)).toEqual([]);
    }
    for (const part of Object.values(definition.dataSources)) {
      expect(strangers(part, ACCEPTED.dataSource)).toEqual([]);
      expect(strangers(part.display, ACCEPTED.display)).toEqual([]);
    }
    for (const part of Object.values(definition.triggers)) {
      expect(strangers(part, ACCEPTED.trigger)).toEqual([]);
      expect(strangers(part.display, ACCEPTED.display)).toEqual([]);
    }
    for (const { inputs } of [
      ...Object.values(definition.actions),
      ...Object.values(definition.triggers),
      ...Object.values(definition.dataSources),
    ]) {
      for (const input of inputs) expect(strangers(input, ACCEPTED.input)).toEqual([]);
    }
    for (const connection of definition.connections) {
      expect(strangers(connection, ACCEPTED.connection)).toEqual([]);
      for (const input of connection.inputs) {
        const accepted = [...ACCEPTED.input, ...ACCEPTED.connectionInput];
        expect(strangers(input, accepted)).toEqual([]);
      }
    }
  });

  it("is the one of the snapshot; `npm run snapshot` rewrites it", () => {
    const snapshot: unknown = JSON.parse(
      readFileSync(path.join(root, ".spectral/component.json"), "utf8"),
    );
    expect(definition).toEqual(snapshot);
  });

  it("is documented as it is; `npm run docs` rewrites the tables", () => {
    const documentation = readFileSync(path.join(root, "documentation.md"), "utf8");
    expect(fillParts(documentation, renderParts(definition))).toBe(documentation);
    expect(readFileSync(path.join(root, "docs/errors.md"), "utf8")).toBe(renderErrors());
  });
});
