import { createHash } from "node:crypto";

/** A file that was uploaded for the fields of records. */
export interface StoredFile {
  /** An opaque text, longer than any record's id. */
  id: string;
  name: string;
  content: Buffer;
}

/** Zoho's file store for fields. */
export class Files {
  private readonly byId = new Map<string, StoredFile>();

  add(name: string, content: Buffer): StoredFile {
    const id = createHash("sha256").update(`stored file ${this.byId.size}`).digest("hex");
    const file = { id, name, content };
    this.byId.set(id, file);
    return file;
  }

  get(id: string): StoredFile | undefined {
    return this.byId.get(id);
  }
}
