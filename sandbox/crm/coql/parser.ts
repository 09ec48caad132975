import { invalidAlias, missingClause, syntaxError } from "../errors";
import {
  AGGREGATES,
  type Column,
  type ColumnPath,
  type Expression,
  type Literal,
  type Operator,
  type Order,
  type Query,
  type Term,
} from "./ast";
import { Lexer, type Token } from "./lexer";

const DEFAULT_LIMIT = 200;
const ALIAS = /^[A-Za-z_]\w*$/;

/**
 * Recursive descent over this grammar (keywords in any case):
 *
 *     query      = select operand [as alias], … from [!] module [# cvid] where expression
 *                  [group by path, …] [order by operand [asc|desc], …] [limit n [, n]] [offset n]
 *     operand    = path | (SUM|MIN|MAX|AVG|COUNT) "(" path ")"
 *     expression = term [(and|or) term]
 *     term       = "(" expression ")" | condition
 *     condition  = path comparator [literal | "(" literals ")" | literal and literal]
 *
 * A third condition at one level is a syntax error; it needs parentheses (facts 4).
 */
class Parser {
  private readonly tokens: Token[];
  private position = 0;

  constructor(text: string) {
    this.tokens = new Lexer(text).tokens();
  }

  private get token(): Token {
    const token = this.tokens[this.position] ?? this.tokens.at(-1);
    if (!token) throw syntaxError("", 1, 1);
    return token;
  }

  private fail(): never {
    throw syntaxError(this.token.text, this.token.line, this.token.column);
  }

  private isWord(...words: string[]): boolean {
    return words.every((word, ahead) => {
      const token = this.tokens[this.position + ahead];
      return token?.kind === "word" && token.text.toLowerCase() === word;
    });
  }

  /** Consumes the words if they come next. */
  private acceptWords(...words: string[]): boolean {
    if (!this.isWord(...words)) return false;
    this.position += words.length;
    return true;
  }

  private acceptSymbol(symbol: string): boolean {
    if (this.token.kind !== "symbol" || this.token.text !== symbol) return false;
    this.position += 1;
    return true;
  }

  private expectSymbol(symbol: string): void {
    if (!this.acceptSymbol(symbol)) this.fail();
  }

  private take(...kinds: Token["kind"][]): string {
    if (!kinds.includes(this.token.kind)) this.fail();
    const { text } = this.token;
    this.position += 1;
    return text;
  }

  query(): Query {
    if (!this.acceptWords("select")) this.fail();
    const columns = this.list(() => this.column());
    if (!this.acceptWords("from")) {
      if (this.token.kind === "end") throw missingClause("from");
      this.fail();
    }
    this.acceptSymbol("!");
    const module = this.take("word");
    const customView = this.acceptSymbol("#") ? this.take("number") : undefined;
    if (!this.acceptWords("where")) this.failWithoutWhere();
    const where = this.expression();
    const groupBy = this.acceptWords("group", "by") ? this.list(() => this.path()) : [];
    const orderBy = this.acceptWords("order", "by") ? this.list(() => this.order()) : [];
    const window = this.window();
    if (this.token.kind !== "end") this.fail();
    return {
      columns,
      module,
      customView,
      where,
      groupBy,
      orderBy,
      ...window,
    };
  }

  /** WHERE is mandatory; reports it as missing if another clause or the end follows. */
  private failWithoutWhere(): never {
    const another = this.isWord("order") || this.isWord("limit") || this.isWord("group");
    if (this.token.kind === "end" || another || this.isWord("offset")) throw missingClause("where");
    this.fail();
  }

  private list<T>(one: () => T): T[] {
    const all = [one()];
    while (this.acceptSymbol(",")) all.push(one());
    return all;
  }

  private column(): Column {
    const operand = this.operand();
    if (!this.acceptWords("as")) return operand;
    const alias = this.take("word", "string");
    if (!ALIAS.test(alias)) throw invalidAlias(alias);
    return { ...operand, alias };
  }

  /** Aggregates are in upper case (facts 4). */
  private operand(): Term {
    const next = this.tokens[this.position + 1];
    if (next?.kind !== "symbol" || next.text !== "(") return { path: this.path() };
    const aggregate = AGGREGATES.find((name) => name === this.token.text);
    if (!aggregate || this.token.kind !== "word") this.fail();
    this.position += 2;
    const path = this.path();
    this.expectSymbol(")");
    return { path, aggregate };
  }

  private path(): ColumnPath {
    const text = this.take("word", "string");
    const [head = "", rest] = text.split("->");
    if (rest === undefined) return { text, names: text.split(".") };
    const [through = "", ...names] = rest.split(".");
    return { text, names: [head, ...names], through };
  }

  private order(): Order {
    const operand = this.operand();
    const descending = this.acceptWords("desc");
    if (!descending) this.acceptWords("asc");
    return { ...operand, descending };
  }

  /** `limit n`, `limit offset, n`, `limit n offset m`. */
  private window(): { limit: number; offset: number } {
    let limit = DEFAULT_LIMIT;
    let offset = 0;
    if (this.acceptWords("limit")) {
      limit = this.wholeNumber();
      if (this.acceptSymbol(",")) {
        offset = limit;
        limit = this.wholeNumber();
      }
    }
    if (this.acceptWords("offset")) offset = this.wholeNumber();
    return { limit, offset };
  }

  private wholeNumber(): number {
    if (!/^\d+$/.test(this.token.text)) this.fail();
    return Number(this.take("number"));
  }

  private expression(): Expression {
    const left = this.term();
    const kind = this.acceptWords("and") ? "and" : this.acceptWords("or") ? "or" : undefined;
    if (!kind) return left;
    const right = this.term();
    if (this.isWord("and") || this.isWord("or")) this.fail();
    return { kind, left, right };
  }

  private term(): Expression {
    if (!this.acceptSymbol("(")) return this.condition();
    const inner = this.expression();
    this.expectSymbol(")");
    return inner;
  }

  private condition(): Expression {
    const path = this.path();
    const operator = this.operator();
    return { kind: "condition", path, operator, values: this.values(operator) };
  }

  private operator(): Operator {
    if (this.acceptWords("is", "not", "null")) return "is not null";
    if (this.acceptWords("is", "null")) return "is null";
    const negated = this.acceptWords("not");
    for (const name of ["like", "in", "between"] as const) {
      if (this.acceptWords(name)) return negated ? `not ${name}` : name;
    }
    if (negated) this.fail();
    for (const symbol of ["=", "!=", ">=", "<=", ">", "<"] as const) {
      if (this.acceptSymbol(symbol)) return symbol;
    }
    return this.fail();
  }

  private values(operator: Operator): Literal[] {
    switch (operator) {
      case "is null":
      case "is not null":
        return [];
      case "in":
      case "not in": {
        this.expectSymbol("(");
        const values = this.list(() => this.literal());
        this.expectSymbol(")");
        return values;
      }
      case "between":
      case "not between": {
        const low = this.literal();
        if (!this.acceptWords("and")) this.fail();
        return [low, this.literal()];
      }
      default:
        return [this.literal()];
    }
  }

  private literal(): Literal {
    const quoted = this.token.kind === "string";
    const isBoolean = this.isWord("true") || this.isWord("false");
    if (!quoted && !isBoolean && this.token.kind !== "number") this.fail();
    return { text: this.take("string", "word", "number"), quoted };
  }
}

/** Parses a COQL query; throws SYNTAX_ERROR with the position of the error. */
export const parseQuery = (text: string): Query => new Parser(text).query();
