import { type Clock, formatTime } from "../../../clock";
import { ok, type Reply } from "../../../http";
import { getBoundary, parseMultipart } from "../../../multipart";
import type { SandboxState } from "../../../state/sandboxState";
import { readZip } from "../../../zip";
import { RequestError } from "../../errors";
import type { CrmRequest } from "../../request";
import { writeError } from "../errors";

const MAX_BYTES = 25 * 1024 * 1024;

/** The reply to an upload without its two mandatory headers (facts 9.2). */
class HeadersMissing extends RequestError {
  override toReply(): Reply {
    return {
      status: 400,
      json: {
        "x-error": "check if headers [feature, X-CRM-ORG] are present and valid",
        ERROR_MESSAGE: "Bad Request",
        ERROR_CODE: 400,
      },
    };
  }
}

function checkHeaders({ organization }: SandboxState, { headers }: CrmRequest): void {
  const isFine = headers.feature === "bulk-write" && headers["x-crm-org"] === organization.zgid;
  if (!isFine) throw new HeadersMissing(400, "INVALID_DATA", "headers");
}

const invalidFormat = (): RequestError =>
  writeError("INVALID_FILE_FORMAT", "invalid file format. only zip format is supported");

/** The bytes of the form's `file`. */
function uploaded({ headers, body }: CrmRequest): Buffer {
  const boundary = getBoundary(headers["content-type"]);
  const parts = boundary === undefined ? undefined : parseMultipart(body, boundary);
  const file = parts?.find(({ name, fileName }) => name === "file" && fileName !== undefined);
  if (!file) throw invalidFormat();
  if (file.content.length > MAX_BYTES) {
    throw writeError("FILE_TOO_LARGE", "File size too large to process", {}, 413);
  }
  return file.content;
}

/** `POST /crm/v8/upload` at the upload host (facts 9.2): a ZIP archive with CSV files. */
export function uploadFile(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  checkHeaders(state, request);
  const entries = readZip(Buffer.from(uploaded(request)));
  if (!entries) throw invalidFormat();
  const csvFiles = entries.filter(({ name }) => /\.csv$/i.test(name));
  if (csvFiles.length === 0) {
    throw writeError("FILE_NOT_SUPPORTED", "File not supported for bulk write");
  }
  const id = state.ids.take();
  state.bulkJobs.files.set(id, { id, entries: csvFiles });
  return ok({
    status: "success",
    code: "FILE_UPLOAD_SUCCESS",
    message: "file uploaded.",
    details: {
      file_id: id,
      created_time: formatTime(clock.now(), state.variants.timeOffset),
    },
  });
}
