import { parseCsv } from "../../../csv";
import type { JsonObject } from "../../../http";
import type { SandboxState } from "../../../state/sandboxState";
import { notImplemented } from "../../errors";
import type { CrmRequest } from "../../request";
import { writeError } from "../errors";
import { missingKey } from "./mapping";

/** A file's header and its rows. */
interface Table {
  fileName: string;
  header: readonly string[];
  rows: readonly (readonly string[])[];
}

function decoded(content: Buffer, encoding: unknown): string {
  try {
    return new TextDecoder(String(encoding ?? "UTF-8")).decode(content);
  } catch {
    throw writeError("INVALID_DATA", "invalid data", {
      api_name: "character_encoding",
      json_path: "$.character_encoding",
    });
  }
}

/** The table in an uploaded archive; several files in an archive are not implemented. */
export function uploadedTable(
  state: SandboxState,
  request: CrmRequest,
  fileId: unknown,
  body: JsonObject,
): Table {
  if (fileId === undefined || fileId === null) throw missingKey("file_id", "$.resource[0]");
  const file = state.bulkJobs.files.get(String(fileId));
  const [entry, ...others] = file?.entries ?? [];
  if (!entry) throw writeError("INVALID_FILE_ID", "improper file id");
  if (others.length > 0) throw notImplemented(request.method, `${request.path} with several files`);
  const [header, ...rows] = parseCsv(decoded(entry.content, body.character_encoding));
  if (!header) throw writeError("INVALID_FILE_FORMAT", "The file has no header line.");
  const limit = Number(state.variants.bulkWriteRows);
  if (rows.length > limit) throw writeError("LIMIT_EXCEEDED", "Row limit exceeded", { limit });
  return { fileName: entry.name, header, rows };
}
