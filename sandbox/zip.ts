import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

/** A file in a ZIP archive. */
export interface ZipEntry {
  name: string;
  content: Buffer;
}

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_RECORD = 0x06054b50;
const END_RECORD_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
/** Maximum unpacked size of all files, because kilobytes can unpack to gigabytes. */
const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
const DEFLATE = 8;
const FASTEST = 1;
/** 1 January 1980, so that archives of the same files are the same. */
const FIRST_DAY = 0x0021;

/** The fields that the local and the central header of an entry share. */
function commonHeader(name: Buffer, content: Buffer, packed: Buffer): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(VERSION, 0);
  header.writeUInt16LE(UTF8_NAMES, 2);
  header.writeUInt16LE(DEFLATE, 4);
  header.writeUInt16LE(FIRST_DAY, 8);
  header.writeUInt32LE(crc32(content), 10);
  header.writeUInt32LE(packed.length, 14);
  header.writeUInt32LE(content.length, 18);
  header.writeUInt16LE(name.length, 22);
  return header;
}

const signature = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

function centralHeader(common: Buffer, name: Buffer, offset: number): Buffer {
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(offset, 10);
  const madeBy = Buffer.from([VERSION, 0]);
  return Buffer.concat([signature(CENTRAL_HEADER), madeBy, common, tail, name]);
}

/** A ZIP archive of the files, compressed for speed. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name, "utf8");
    const packed = deflateRawSync(entry.content, { level: FASTEST });
    const common = commonHeader(name, entry.content, packed);
    const file = Buffer.concat([signature(LOCAL_HEADER), common, name, packed]);
    files.push(file);
    directory.push(centralHeader(common, name, offset));
    offset += file.length;
  }
  const end = Buffer.alloc(END_RECORD_BYTES);
  end.writeUInt32LE(END_RECORD, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

function endRecordAt(archive: Buffer): number {
  const last = archive.length - END_RECORD_BYTES;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT_BYTES); at -= 1) {
    if (archive.readUInt32LE(at) === END_RECORD) return at;
  }
  throw new Error("no end record");
}

/** The entry at a central header, of at most `maxBytes`, and the offset of the next header. */
function readEntry(
  archive: Buffer,
  at: number,
  maxBytes: number,
): { entry: ZipEntry; next: number } {
  if (archive.readUInt32LE(at) !== CENTRAL_HEADER) throw new Error("no central header");
  const method = archive.readUInt16LE(at + 10);
  const packedBytes = archive.readUInt32LE(at + 20);
  const nameBytes = archive.readUInt16LE(at + 28);
  const local = archive.readUInt32LE(at + 42);
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(start, start + packedBytes);
  if (packed.length !== packedBytes) throw new Error("cut off");
  if (method !== DEFLATE && method !== 0) throw new Error("unknown method");
  const content =
    method === DEFLATE
      ? inflateRawSync(packed, { maxOutputLength: Math.max(1, maxBytes) })
      : packed;
  if (crc32(content) !== archive.readUInt32LE(at + 16)) throw new Error("wrong checksum");
  const name = archive.toString("utf8", at + 46, at + 46 + nameBytes);
  const extras = archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  return { entry: { name, content }, next: at + 46 + nameBytes + extras };
}

/**
 * The files of a ZIP archive, without directories; undefined if it is invalid, damaged or unpacks to
 * more than the maximum.
 */
export function readZip(archive: Buffer, maxBytes = MAX_UNPACKED_BYTES): ZipEntry[] | undefined {
  try {
    const end = endRecordAt(archive);
    let at = archive.readUInt32LE(end + 16);
    let bytesLeft = maxBytes;
    const entries: ZipEntry[] = [];
    for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
      const { entry, next } = readEntry(archive, at, bytesLeft);
      bytesLeft -= entry.content.length;
      if (bytesLeft < 0) throw new Error("too large");
      if (!entry.name.endsWith("/")) entries.push(entry);
      at = next;
    }
    return entries;
  } catch {
    return undefined;
  }
}
