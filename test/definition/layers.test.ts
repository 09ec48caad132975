import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../support/bundle";

/** Which parts of src a part may import. Arrows run one way; crm and books do not know each other. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  "index.ts": ["actions", "triggers", "dataSources", "connections", "client"],
  actions: ["actions", "inputs", "crm", "books", "sync", "client", "shared", "limits.ts"],
  triggers: ["triggers", "inputs", "crm", "books", "sync", "client", "shared", "limits.ts"],
  dataSources: ["dataSources", "inputs", "crm", "books", "client", "shared", "limits.ts"],
  inputs: ["inputs", "crm", "books", "client", "shared", "limits.ts"],
  crm: ["crm", "sync", "client", "shared", "limits.ts"],
  books: ["books", "sync", "client", "shared", "limits.ts"],
  sync: ["sync", "shared", "limits.ts"],
  client: ["client", "connections", "shared", "limits.ts"],
  connections: ["connections", "shared", "limits.ts"],
  shared: ["shared"],
  "limits.ts": [],
};

const FROM_OUTSIDE: Record<string, readonly string[]> = {
  src: ["src"],
  sandbox: ["sandbox"],
  runner: ["runner", "sandbox"],
};

interface Import {
  file: string;
  target: string;
}

function importsOf(folder: string): Import[] {
  const files = readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => path.join(folder, file));
  return files.flatMap((file) => {
    const text = readFileSync(path.join(root, file), "utf8");
    const specifiers = [...text.matchAll(/(?:from|import|require)\s*\(?\s*"(\.[^"]+)"/g)];
    return specifiers.map(([, specifier = ""]) => ({
      file,
      target: path.join(path.dirname(file), specifier),
    }));
  });
}

function partOf(file: string): string {
  const [, first = ""] = file.split(path.sep);
  return first.endsWith(".ts") || file.split(path.sep).length > 2 ? first : `${first}.ts`;
}

/** "src/connections" is the folder's index, "src/limits" a file. */
function partOfTarget(target: string): string {
  const part = partOf(target);
  return part.endsWith(".ts") && part.slice(0, -3) in MAY_IMPORT ? part.slice(0, -3) : part;
}

describe("layers", () => {
  const imports = importsOf("src");

  it("finds the imports of src", () => {
    expect(imports.length).toBeGreaterThan(50);
  });

  it("lets imports run in one direction only", () => {
    const wrong = imports.filter(({ file, target }) => {
      const allowed = MAY_IMPORT[partOf(file)];
      return !allowed?.includes(partOfTarget(target));
    });
    expect(wrong).toEqual([]);
  });

  it("lets only regions and scopes of the connections be imported by the client", () => {
    const used = imports.filter(
      ({ file, target }) => partOf(file) === "client" && partOfTarget(target) === "connections",
    );
    expect(new Set(used.map(({ target }) => target))).toEqual(
      new Set([path.join("src", "connections", "regions")]),
    );
  });

  it("keeps sync free of HTTP and of spectral", () => {
    const files = imports.filter(({ file }) => partOf(file) === "sync").map(({ file }) => file);
    for (const file of new Set(files)) {
      expect(readFileSync(path.join(root, file), "utf8")).not.toMatch(/"(axios|@prismatic-io)/);
    }
  });

  it.each(Object.keys(FROM_OUTSIDE))("keeps %s within its own folders", (folder) => {
    const outside = importsOf(folder).filter(({ target }) => {
      const [top = ""] = target.split(path.sep);
      return !FROM_OUTSIDE[folder]?.includes(top);
    });
    expect(outside).toEqual([]);
  });
});
