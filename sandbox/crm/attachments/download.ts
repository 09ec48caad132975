import { noContent, type Reply } from "../../http";
import { isIdShaped } from "../../state/ids";
import type { SandboxState } from "../../state/sandboxState";
import { invalidPathId, RequestError } from "../errors";
import type { CrmRequest } from "../request";
import { requireParent } from "./parent";

const OCTET_STREAM = "application/octet-stream";

const CONTENT_TYPES: Record<string, string> = {
  csv: "text/csv",
  gif: "image/gif",
  html: "text/html",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  json: "application/json",
  pdf: "application/pdf",
  png: "image/png",
  txt: "text/plain",
  xml: "application/xml",
  zip: "application/zip",
};

function contentType(state: SandboxState, fileName: string): string {
  if (state.variants.downloadType === "octet-stream") return OCTET_STREAM;
  const ending = fileName.slice(fileName.lastIndexOf(".") + 1).toLowerCase();
  return CONTENT_TYPES[ending] ?? OCTET_STREAM;
}

/** RFC 5987: also encodes what `encodeURIComponent` leaves and a header value may not contain. */
const percentEncoded = (text: string): string =>
  encodeURIComponent(text).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** An ASCII name, and the Unicode name if that differs. */
function disposition(fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]/g, "_");
  const quoted = plain.replace(/["\\]/g, "\\$&");
  const extended = plain === fileName ? "" : `; filename*=UTF-8''${percentEncoded(fileName)}`;
  return `attachment; filename="${quoted}"${extended}`;
}

/** The bytes of a file, with type and name. */
export const fileReply = (state: SandboxState, fileName: string, content: Buffer): Reply => ({
  status: 200,
  headers: {
    "content-type": contentType(state, fileName),
    "content-disposition": disposition(fileName),
  },
  bytes: content,
});

/** `GET /{module}/{id}/Attachments/{attachmentId}` (facts 5); links cannot be downloaded. */
export function downloadAttachment(state: SandboxState, request: CrmRequest): Reply {
  const { module, id } = requireParent(state, request);
  const attachmentId = request.params.attachmentId ?? "";
  if (!isIdShaped(attachmentId)) throw invalidPathId(3);
  const found = state.attachments.of(module.apiName, id).find((one) => one.id === attachmentId);
  if (!found) {
    if (state.variants.unknownAttachment === "204") return noContent();
    throw invalidPathId(3);
  }
  if (!found.content) {
    const message = "Link attachments can not be downloaded";
    throw new RequestError(400, "DOWNLOAD_NOT_ALLOWED", message);
  }
  return fileReply(state, found.fileName, found.content);
}
