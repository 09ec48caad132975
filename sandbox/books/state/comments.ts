/** A comment on a record or an entry in its history. */
export interface Comment {
  id: string;
  description: string;
  kind: "user" | "system";
  operation: string;
  userId: string;
  at: number;
}

const toKey = (type: string, recordId: string): string => `${type} ${recordId}`;

/** The comments of every record of an organization, oldest first. */
export class Comments {
  private readonly byRecord = new Map<string, Comment[]>();

  of(type: string, recordId: string): Comment[] {
    return this.byRecord.get(toKey(type, recordId)) ?? [];
  }

  add(type: string, recordId: string, comment: Comment): void {
    this.byRecord.set(toKey(type, recordId), [...this.of(type, recordId), comment]);
  }

  remove(type: string, recordId: string, id: string): boolean {
    const all = this.of(type, recordId);
    const others = all.filter((comment) => comment.id !== id);
    this.byRecord.set(toKey(type, recordId), others);
    return others.length < all.length;
  }

  removeAll(type: string, recordId: string): void {
    this.byRecord.delete(toKey(type, recordId));
  }
}
