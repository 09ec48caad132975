import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { root } from "../support/bundle";

/**
 * The build turns arrow functions into functions that read `this` from a variable `_this`. In the
 * initializer of a class field, esbuild 0.28 does not declare that variable.
 */
function findUndeclaredThis(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node, isDeclared: boolean, isInField: boolean): void => {
    const inField = isInField || ts.isPropertyDeclaration(node);
    const declares =
      inField && ts.isFunctionLike(node) && /\b_this\d* = this\b/.test(node.getText(source));
    if (inField && !isDeclared && ts.isIdentifier(node) && /^_this\d*$/.test(node.text)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push(`line ${line + 1}: ${source.text.split("\n")[line]?.trim()}`);
    }
    ts.forEachChild(node, (child) => visit(child, isDeclared || declares, inField));
  };
  visit(source, false, false);
  return found;
}

const parse = (code: string): ts.SourceFile =>
  ts.createSourceFile("index.js", code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);

describe("arrow functions in class fields", () => {
  it("do not use this, which the build would break", () => {
    const code = readFileSync(path.join(root, ".build/test/index.js"), "utf8");
    expect(findUndeclaredThis(parse(code))).toEqual([]);
  });

  it("are found if they do", () => {
    const code = "class A {\n  read = function() { return _this.page; };\n}";
    expect(findUndeclaredThis(parse(code))).toEqual([
      "line 2: read = function() { return _this.page; };",
    ]);
  });
});
