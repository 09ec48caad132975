import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { builtDefinition, root } from "../support/bundle";

const read = (file: string): string => readFileSync(path.join(root, file), "utf8");

const { actions, triggers, dataSources, connections } = builtDefinition();
const parts = [actions, triggers, dataSources].flatMap((group) => Object.values(group));

describe("README's table", () => {
  /** The label for a name in a row of the table, by the first word of the row's title. */
  const LABELS: Record<string, (name: string) => string> = {
    Connections: (name) => name,
    CRM: (name) => `CRM - ${name}`,
    Books: (name) => `Books - ${name}`,
    Live: (name) => name,
    Polling: (name) => `New and Updated ${name}`,
    Anything: (name) => name.replace(/^(CRM|Books) /, "$1 - "),
    "Pick-lists,": (name) => `Select ${name}`,
  };

  /** The labels that the table names; what is in italics is a remark. */
  function readLabels(): string[] {
    const [, section = ""] = read("README.md").split("\n## What is in it\n");
    const [table = ""] = section.split("\n## ");
    return [...table.matchAll(/^\| ([A-Z]\S+)[^|]*\| ([^|]+) \|$/gm)].flatMap(
      ([, row = "", names]) =>
        String(names)
          .replace(/\*[^*]*\*/g, "")
          .split("·")
          .map((name) => LABELS[row]?.(name.trim()) ?? `${row}: ${name}`),
    );
  }

  it("names every connection, action, trigger and data source, and nothing else", () => {
    const displays = [...connections, ...parts.map(({ display }) => display)];
    expect(readLabels().sort()).toEqual(displays.map(({ label }) => label).sort());
  });
});

describe("documentation.md", () => {
  it("describes every connection, action, trigger and data source, and nothing else", () => {
    const described = [...read("documentation.md").matchAll(/\(key `(\w+)`\)/g)];
    const keys = [...connections, ...parts].map(({ key }) => key);
    expect(described.map(([, key]) => key).sort()).toEqual(keys.sort());
  });
});

/** Folders that are not part of the repository. */
const IGNORED = ["node_modules", "dist", "coverage", ".git", ".build", ".sdk"];

/** All files and folders of the repository, relative to its root; folders end with a slash. */
const existing = readdirSync(root, { withFileTypes: true })
  .filter(({ name }) => !IGNORED.includes(name))
  .flatMap((entry) => {
    if (!entry.isDirectory()) return [entry.name];
    const below = readdirSync(path.join(root, entry.name), {
      recursive: true,
      withFileTypes: true,
    });
    const paths = below.map(
      (one) =>
        path.relative(root, path.join(one.parentPath, one.name)) + (one.isDirectory() ? "/" : ""),
    );
    return [`${entry.name}/`, ...paths];
  });

/** Paths in documents that name something outside the repository. */
const OUTSIDE = [
  /^(dist|\.sdk|\.build)\//,
  // The project's collection of facts about Zoho's API.
  /^zoho-(crm-v8|books-v3)\.md$/,
  // Zoho's SDK.
  /^(lib\/utils|resources)\//,
];

const EXTENSION = /\.(ts|mjs|cjs|js|json|md)$/;

/** The paths that a document names in `code` and in blocks without a language, such as trees. */
function findPaths(text: string): string[] {
  const blocks = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
  const trees = blocks.filter(([, language]) => language === "").map(([, , block = ""]) => block);
  const spans = [...text.replace(/^```[\s\S]*?^```$/gm, "").matchAll(/`([^`\n]+)`/g)];
  return [...spans.map(([, span = ""]) => span), ...trees.flatMap((tree) => tree.split(/\s+/))]
    .filter((word) => /^[\w.@-]+(\/[\w.*@-]+)*\/?$/.test(word))
    .filter((word) => EXTENSION.test(word) || (word.includes("/") && isInTopFolder(word)))
    .filter((word) => !OUTSIDE.some((pattern) => pattern.test(word)));
}

const topFolders = existing.filter((file) => /^[^/]+\/$/.test(file));

const isInTopFolder = (word: string): boolean =>
  word.endsWith("/") || topFolders.some((folder) => word.startsWith(folder));

/** Paths are relative to the root, the document or src/; names without a folder can be anywhere. */
function exists(named: string, document: string): boolean {
  const isBare = !/\/./.test(named);
  const source = named.replace(/\/$/, "").replace(/[.]/g, "\\.").replace(/\*/g, "[^/]*");
  const pattern = new RegExp(`^${source}/?$`);
  const bases = ["", `${path.dirname(document)}/`, "src/"];
  return existing.some(
    (file) =>
      bases.some((base) => file.startsWith(base) && pattern.test(file.slice(base.length))) ||
      (isBare && pattern.test(path.basename(file))),
  );
}

const documents = ["README.md", "documentation.md", "changelog.md"].concat(
  existing.filter((file) => /^(docs|sandbox|test)\/.*\.md$/.test(file)),
);

describe.each(documents)("%s", (document) => {
  const text = read(document);

  it("links only to what exists", () => {
    const links = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)/g)];
    const targets = links.map(([, target = ""]) => target);
    const folder = path.join(root, path.dirname(document));
    expect(targets.filter((target) => !existsSync(path.join(folder, target)))).toEqual([]);
  });

  it("names only files and folders that exist", () => {
    expect(findPaths(text).filter((named) => !exists(named, document))).toEqual([]);
  });
});
