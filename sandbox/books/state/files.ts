/** A file attached to a record. */
export interface StoredFile {
  documentId: string;
  fileName: string;
  contentType: string;
  content: Buffer;
}

const toKey = (type: string, recordId: string): string => `${type} ${recordId}`;

/** The files of every record of an organization. */
export class Files {
  private readonly byRecord = new Map<string, StoredFile[]>();

  /** Oldest first. */
  of(type: string, recordId: string): readonly StoredFile[] {
    return this.byRecord.get(toKey(type, recordId)) ?? [];
  }

  add(type: string, recordId: string, file: StoredFile): void {
    this.byRecord.set(toKey(type, recordId), [...this.of(type, recordId), file]);
  }

  remove(type: string, recordId: string, documentId: string): void {
    const others = this.of(type, recordId).filter((file) => file.documentId !== documentId);
    this.byRecord.set(toKey(type, recordId), others);
  }

  removeAll(type: string, recordId: string): void {
    this.byRecord.delete(toKey(type, recordId));
  }
}
