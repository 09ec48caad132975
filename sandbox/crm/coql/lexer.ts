import { syntaxError } from "../errors";

type TokenKind = "word" | "string" | "number" | "symbol" | "end";

export interface Token {
  kind: TokenKind;
  /** The text of the token; of strings, the unescaped content. */
  text: string;
  line: number;
  column: number;
}

const WORD = /[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*/y;
const NUMBER = /-?\d+(?:\.\d+)?/y;
const SYMBOL = /!=|>=|<=|[=<>(),#!]/y;
const SPACE = /\s+/y;

/** Splits a query into tokens. Strings are in single quotes; a backslash escapes any character. */
export class Lexer {
  private position = 0;

  constructor(private readonly text: string) {}

  tokens(): Token[] {
    const tokens: Token[] = [];
    do tokens.push(this.next());
    while (tokens.at(-1)?.kind !== "end");
    return tokens;
  }

  private locate(at: number): { line: number; column: number } {
    const before = this.text.slice(0, at).split("\n");
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.text)?.[0];
    if (match !== undefined) this.position += match.length;
    return match;
  }

  private next(): Token {
    this.take(SPACE);
    const location = this.locate(this.position);
    if (this.position >= this.text.length) return { kind: "end", text: "", ...location };
    if (this.text[this.position] === "'")
      return { kind: "string", text: this.string(), ...location };
    const word = this.take(WORD);
    if (word !== undefined) return { kind: "word", text: word, ...location };
    const number = this.take(NUMBER);
    if (number !== undefined) return { kind: "number", text: number, ...location };
    const symbol = this.take(SYMBOL);
    if (symbol !== undefined) return { kind: "symbol", text: symbol, ...location };
    throw syntaxError(this.text[this.position] ?? "", location.line, location.column);
  }

  private string(): string {
    const start = this.position;
    let content = "";
    for (let index = start + 1; index < this.text.length; index += 1) {
      const letter = this.text[index] ?? "";
      if (letter === "'") {
        this.position = index + 1;
        return content;
      }
      if (letter === "\\") index += 1;
      content += letter === "\\" ? (this.text[index] ?? "") : letter;
    }
    const { line, column } = this.locate(start);
    throw syntaxError(this.text.slice(start), line, column);
  }
}
