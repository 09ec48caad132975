export interface Line {
  title: string;
  detail: string | undefined;
  error: unknown;
  calls: number;
  milliseconds: number;
}

const TITLE_WIDTH = 52;
const ERROR_WIDTH = 100;
const COLOURS = { ok: "\u001b[32m", failed: "\u001b[31m", plain: "\u001b[0m" };

/** Prints and counts the lines of the tour. */
export class Reporter {
  ok = 0;
  failed = 0;
  private calls = 0;
  private readonly startedAt = performance.now();

  constructor(private readonly output: { isTTY?: boolean; write(text: string): unknown }) {}

  section(title: string): void {
    this.write(`\n${title}`);
  }

  line({ title, detail, error, calls, milliseconds }: Line): void {
    this.calls += calls;
    if (error === undefined) this.ok += 1;
    else this.failed += 1;
    const columns = [
      error === undefined ? this.coloured("ok", "✓") : this.coloured("failed", "✗"),
      title.padEnd(TITLE_WIDTH),
      `${calls} ${calls === 1 ? "call " : "calls"}`.padStart(10),
      `${Math.round(milliseconds)} ms`.padStart(8),
      ...(detail && error === undefined ? [`  ${detail}`] : []),
    ];
    this.write(columns.join(" "));
    if (error !== undefined) this.quote(formatError(error));
  }

  quote(text: string): void {
    for (const part of wrap(text)) this.write(`    ${part}`.trimEnd());
  }

  totals(): void {
    const seconds = ((performance.now() - this.startedAt) / 1000).toFixed(1);
    const lines = `${this.ok + this.failed} lines: ${this.ok} ok, ${this.failed} failed`;
    this.write(`\n${lines}; ${this.calls} calls; ${seconds} s`);
  }

  private coloured(colour: "ok" | "failed", text: string): string {
    return this.output.isTTY ? `${COLOURS[colour]}${text}${COLOURS.plain}` : text;
  }

  private write(line: string): void {
    this.output.write(`${line}\n`);
  }
}

/** The name and message of an error. */
export const formatError = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

/** Breaks a text into lines that fit a terminal. */
function wrap(text: string): string[] {
  return text.split("\n").flatMap((paragraph) => {
    const lines = [""];
    for (const word of paragraph.split(" ")) {
      const last = lines.at(-1) ?? "";
      if (last !== "" && last.length + word.length >= ERROR_WIDTH) lines.push(word);
      else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
    }
    return lines;
  });
}
