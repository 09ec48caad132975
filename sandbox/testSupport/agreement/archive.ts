import { inflateRawSync } from "node:zlib";

/**
 * The only file of a ZIP archive, read from its local header, deliberately without the sandbox's
 * own code.
 */
export function onlyFile(archive: Buffer): { name: string; text: string } {
  if (archive.toString("latin1", 0, 4) !== "PK\x03\x04") throw new Error("no local header");
  const nameEnd = 30 + archive.readUInt16LE(26);
  const start = nameEnd + archive.readUInt16LE(28);
  const end = start + archive.readUInt32LE(18);
  if (archive.toString("latin1", end, end + 4) !== "PK\x01\x02") throw new Error("not one file");
  const packed = archive.subarray(start, end);
  const content = archive.readUInt16LE(8) === 0 ? packed : inflateRawSync(packed);
  if (content.length !== archive.readUInt32LE(22)) throw new Error("wrong length");
  return { name: archive.toString("utf8", 30, nameEnd), text: content.toString("utf8") };
}

/**
 * The cells of a CSV text (RFC 4180); throws on invalid CSV.
 */
export function toCells(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = "";
    if (text[at] === '"') {
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
        if (at >= text.length) throw new Error("a quote is not closed");
        if (text[at] === '"') at += 1;
        cell += text[at];
      }
      at += 1;
    } else {
      for (; at < text.length && text[at] !== "," && text[at] !== "\r"; at += 1) {
        if (text[at] === '"' || text[at] === "\n") throw new Error("should stand in quotes");
        cell += text[at];
      }
    }
    row.push(cell);
    if (text[at] === ",") {
      at += 1;
      continue;
    }
    if (text.slice(at, at + 2) !== "\r\n") throw new Error("no line end");
    at += 2;
    rows.push(row);
    row = [];
  }
  if (row.length > 0) throw new Error("the last line has no end");
  return rows;
}
