import { ok, type Reply } from "../../http";
import { getBoundary, parseMultipart } from "../../multipart";
import type { SandboxState } from "../../state/sandboxState";
import { invalidParameter, RequestError } from "../errors";
import type { CrmRequest } from "../request";

const MAX_FILES = 10;
const MAX_BYTES = 20 * 1024 * 1024;

/** The files in the form field `file`. */
function requireFiles({ headers, body }: CrmRequest) {
  const boundary = getBoundary(headers["content-type"]);
  const parts = boundary === undefined ? [] : (parseMultipart(body, boundary) ?? []);
  const files = parts.filter(({ name, fileName }) => name === "file" && fileName);
  if (files.length === 0) throw invalidParameter("file");
  if (files.length > MAX_FILES) throw invalidParameter("file", { limit: MAX_FILES });
  return files;
}

/** `POST /files` (facts 5): up to 10 files of 20 MB for file fields. */
export function uploadFiles(state: SandboxState, request: CrmRequest): Reply {
  const type = request.query.get("type");
  if (type !== null && type !== "inline") throw invalidParameter("type");
  const parts = requireFiles(request);
  if (parts.some(({ content }) => content.length > MAX_BYTES)) {
    const message = "The size of the file exceeds the limit";
    throw new RequestError(413, "FILE_SIZE_MORE_THAN_ALLOWED_SIZE", message);
  }
  const files = parts.map(({ fileName = "", content }) =>
    state.files.add(fileName, Buffer.from(content)),
  );
  return ok({
    data: files.map(({ id, name }) => ({
      code: "SUCCESS",
      details: { name, id },
      // The misspelling is Zoho's.
      message: `${name} uploaded Succeessfully`,
      status: "success",
    })),
  });
}
