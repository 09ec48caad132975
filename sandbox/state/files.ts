import { createHash } from "node:crypto";

/** A file uploaded for a field. */
export interface StoredFile {
  /** An opaque text, longer than record ids. */
  id: string;
  name: string;
  content: Buffer;
}

/** Zoho's store for files of fields. */
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
