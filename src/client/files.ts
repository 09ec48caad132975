import { OCTETS } from "./payload";
import type { ZohoReply } from "./request";

/** A file as the platform passes it on. */
export interface File {
  data: Buffer;
  contentType?: string;
}

/** The bytes of a file with its name. */
export interface DownloadedFile {
  fileName: string;
  contentType: string;
  bytes: Buffer;
}

/** A file as later steps take it. */
export const fileOutput = ({ fileName, contentType, bytes }: DownloadedFile) => ({
  fileName,
  contentType,
  size: bytes.length,
  file: { data: bytes, contentType },
});

/** The file that a reply consists of, under its own name where Zoho says one. */
export function downloadedFile(reply: ZohoReply, usualName: string): DownloadedFile {
  return {
    fileName: fileNameOf(reply) || usualName,
    contentType: reply.headers["content-type"] ?? OCTETS,
    bytes: Buffer.isBuffer(reply.body) ? reply.body : Buffer.alloc(0),
  };
}

/** Whether a reply is a file, whatever its type: nothing that Zoho says about a call bears a file name. */
export const hasFileName = (headers: Record<string, string>): boolean =>
  /filename/i.test(headers["content-disposition"] ?? "");

/** The name in Content-Disposition: the encoded form where Zoho sends it, else the plain one. */
function fileNameOf({ headers }: ZohoReply): string | undefined {
  const header = headers["content-disposition"] ?? "";
  const encoded = /filename\*\s*=\s*"?UTF-8'[^']*'([^;"]+)/i.exec(header)?.[1];
  if (encoded) {
    try {
      return baseName(decodeURIComponent(encoded.trim().replace(/^"|"$/g, "")));
    } catch {
      // Not what it claims to be: the plain form may serve.
    }
  }
  const plain = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]+))/i.exec(header);
  const name = plain?.[1]?.replace(/\\(.)/g, "$1") ?? plain?.[2]?.trim();
  // Header bytes arrive as Latin-1; names in UTF-8 are put right.
  return name ? baseName(asUtf8(name)) : undefined;
}

/** A name without folders, so that it is safe to store under. */
const baseName = (name: string): string => name.split(/[/\\]/).pop() ?? name;

function asUtf8(text: string): string {
  const decoded = Buffer.from(text, "latin1").toString("utf8");
  return decoded.includes("\uFFFD") ? text : decoded;
}
