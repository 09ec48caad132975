import { type Clock, formatTime } from "../../clock";
import { ok, type Reply } from "../../http";
import { getBoundary, type Part, parseMultipart } from "../../multipart";
import type { StoredAttachment } from "../../state/attachments";
import type { SandboxState } from "../../state/sandboxState";
import { ambiguous, invalidParameter, missingParameter, RequestError } from "../errors";
import { shortUser } from "../records/results";
import type { CrmRequest } from "../request";
import { requireParent } from "./parent";

const MEGABYTE = 1024 * 1024;
const MAX_URL = 3000;
const MAX_TITLE = 255;

type Upload = Pick<StoredAttachment, "fileName" | "content" | "linkUrl">;

const noUpload = (): RequestError =>
  new RequestError(400, "INVALID_REQUEST", "The request does not contain any file", {
    expected_type: "multipart/form-data",
  });

const tooLarge = (): RequestError =>
  new RequestError(413, "BODY_SIZE_REACHED", "The size of the request body exceeds the limit");

/** The parts of the body; a link needs no body (facts 5). */
function parseParts(request: CrmRequest): Part[] {
  const boundary = getBoundary(request.headers["content-type"]);
  if (boundary === undefined) {
    if (request.query.has("attachmentUrl")) return [];
    throw noUpload();
  }
  const parts = parseMultipart(request.body, boundary);
  if (!parts) throw noUpload();
  return parts;
}

function linkUpload(linkUrl: string, title: string | undefined): Upload {
  if (linkUrl === "") throw missingParameter("attachmentUrl");
  if (linkUrl.length > MAX_URL) throw invalidParameter("attachmentUrl", { limit: MAX_URL });
  if (title !== undefined && title.length > MAX_TITLE) {
    throw invalidParameter("title", { limit: MAX_TITLE });
  }
  return { fileName: title || linkUrl, linkUrl };
}

function fileUpload(state: SandboxState, files: readonly Part[]): Upload {
  const [file] = files;
  if (!file) throw missingParameter("file");
  if (files.length > 1) throw invalidParameter("file", { limit: 1 });
  const maximum = Number(state.variants.attachmentMegabytes) * MEGABYTE;
  if (file.content.length > maximum) throw tooLarge();
  if (!file.fileName) throw invalidParameter("file");
  return { fileName: file.fileName, content: file.content };
}

/**
 * A file in `file`, or a link in `attachmentUrl` with an optional `title`; in the form or the
 * query.
 */
function readUpload(state: SandboxState, request: CrmRequest): Upload {
  const parts = parseParts(request);
  const files = parts.filter(({ name, fileName }) => name === "file" && fileName !== undefined);
  const text = (name: string): string | undefined =>
    parts.find((part) => part.name === name)?.content.toString("utf8") ??
    request.query.get(name) ??
    undefined;
  const linkUrl = text("attachmentUrl");
  if (linkUrl !== undefined && files.length > 0) throw ambiguous("file", "attachmentUrl");
  return linkUrl === undefined ? fileUpload(state, files) : linkUpload(linkUrl, text("title"));
}

/** `POST /{module}/{id}/Attachments` (facts 5). */
export function uploadAttachment(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const { module, id: parentId } = requireParent(state, request);
  const upload = readUpload(state, request);
  const id = state.ids.take();
  const { userId } = request.caller;
  const createdAt = clock.nowSecond();
  const parent = { moduleName: module.apiName, parentId };
  state.attachments.add({ id, ...parent, ...upload, createdAt, createdBy: userId });
  const time = formatTime(createdAt, state.variants.timeOffset);
  const user = shortUser(state, userId);
  const details = { Modified_Time: time, Modified_By: user, Created_Time: time, id };
  return ok({
    data: [
      {
        code: "SUCCESS",
        details: { ...details, Created_By: user },
        message: "attachment uploaded successfully",
        status: "success",
      },
    ],
  });
}
