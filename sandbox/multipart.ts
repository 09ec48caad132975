/** A part of a multipart body. `content` is a view of the body, not a copy. */
export interface Part {
  /** The part's raw header lines. */
  head: string;
  name: string;
  /** Only files have a file name; it may be empty. */
  fileName?: string;
  content: Buffer;
}

const CRLF = Buffer.from("\r\n");
const HEAD_END = Buffer.from("\r\n\r\n");

/** The boundary of a multipart/form-data content type. */
export function getBoundary(contentType: string | undefined): string | undefined {
  const [, quoted, bare] =
    /^multipart\/form-data\b.*;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType ?? "") ?? [];
  return quoted ?? bare;
}

/** Browsers escape quotes in file names as `%22`, other clients with a backslash. */
const unescapeName = (text: string): string =>
  text.replace(/\\(["\\])/g, "$1").replace(/%22/g, '"');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `filename*=UTF-8''…` (RFC 5987) takes precedence over `filename="…"`. */
function parseFileName(disposition: string): string | undefined {
  const extended = /;\s*filename\*=UTF-8'[^']*'([^;\s]+)/i.exec(disposition)?.[1];
  if (extended !== undefined) return decoded(extended);
  const [, quoted, bare] =
    /;\s*filename=(?:"((?:\\.|[^"\\])*)"|([^;\s]*))/i.exec(disposition) ?? [];
  return quoted === undefined ? bare : unescapeName(quoted);
}

function parsePart(head: string, content: Buffer): Part | undefined {
  const disposition = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? "";
  const [, quoted, bare] = /;\s*name=(?:"([^"]*)"|([^;\s]*))/i.exec(disposition) ?? [];
  const name = quoted ?? bare;
  if (name === undefined) return undefined;
  const fileName = parseFileName(disposition);
  return { head, name, fileName, content };
}

/** Index of the next delimiter, which is followed by a line end or `--`. */
function nextDelimiter(body: Buffer, delimiter: Buffer, from: number): number | undefined {
  let at = body.indexOf(delimiter, from);
  while (at >= 0) {
    const after = body.toString("latin1", at + delimiter.length, at + delimiter.length + 2);
    if (after === "\r\n" || after === "--") return at;
    at = body.indexOf(delimiter, at + 1);
  }
  return undefined;
}

/** The parts of a multipart/form-data body; undefined if malformed or truncated. */
export function parseMultipart(body: Buffer, boundary: string): Part[] | undefined {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const parts: Part[] = [];
  const first = delimiter.subarray(CRLF.length);
  const isAtStart = body.subarray(0, first.length).equals(first);
  let at = isAtStart ? -CRLF.length : nextDelimiter(body, delimiter, 0);
  while (at !== undefined) {
    const after = at + delimiter.length;
    if (body.toString("latin1", after, after + 2) === "--") return parts;
    const headEnd = body.indexOf(HEAD_END, after);
    if (headEnd < 0) return undefined;
    const start = headEnd + HEAD_END.length;
    const end = nextDelimiter(body, delimiter, start);
    if (end === undefined) return undefined;
    const head = body.toString("utf8", after + CRLF.length, headEnd);
    const part = parsePart(head, body.subarray(start, end));
    if (!part) return undefined;
    parts.push(part);
    at = end;
  }
  return undefined;
}
