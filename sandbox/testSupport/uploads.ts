import type { Reply } from "../http";
import { getFirst, type TestSandbox } from "./calls";

/** Encodes a form: its content type and bytes. */
export async function encodeForm(
  form: FormData,
): Promise<{ headers: Record<string, string>; body: Buffer }> {
  const encoded = new Response(form);
  const body = Buffer.from(await encoded.arrayBuffer());
  return { headers: { "content-type": encoded.headers.get("content-type") ?? "" }, body };
}

/** A form with one file. */
export function fileForm(content: Uint8Array<ArrayBuffer> | string, fileName: string): FormData {
  const form = new FormData();
  form.set("file", new Blob([content]), fileName);
  return form;
}

/** Posts a form; `url` follows `/crm/v8`. */
export const upload = async (zoho: TestSandbox, url: string, form: FormData): Promise<Reply> =>
  zoho.crm("POST", url, await encodeForm(form));

/** The id in the reply to an upload. */
export function uploadedId(reply: Reply): string {
  const { details } = getFirst(reply);
  return details && typeof details === "object" && "id" in details ? String(details.id) : "";
}
