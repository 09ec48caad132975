/** A file or link attached to a record. */
export interface StoredAttachment {
  id: string;
  moduleName: string;
  parentId: string;
  /** The title if it is a link. */
  fileName: string;
  /** Only files have content. */
  content?: Buffer;
  /** Only links have a URL. */
  linkUrl?: string;
  /** Epoch milliseconds, whole seconds. */
  createdAt: number;
  createdBy: string;
}

/** The attachments of every record. */
export class Attachments {
  private readonly byParent = new Map<string, StoredAttachment[]>();

  /** `onChange` gets every added or removed attachment, unless its record was deleted. */
  constructor(private readonly onChange: (attachment: StoredAttachment) => void) {}

  /** The attachments of a record, oldest first. */
  of(moduleName: string, parentId: string): readonly StoredAttachment[] {
    return this.byParent.get(toKey(moduleName, parentId)) ?? [];
  }

  add(attachment: StoredAttachment): void {
    const { moduleName, parentId } = attachment;
    const siblings = this.of(moduleName, parentId);
    this.byParent.set(toKey(moduleName, parentId), [...siblings, attachment]);
    this.onChange(attachment);
  }

  remove(attachment: StoredAttachment): void {
    const { moduleName, parentId } = attachment;
    const others = this.of(moduleName, parentId).filter(({ id }) => id !== attachment.id);
    this.byParent.set(toKey(moduleName, parentId), others);
    this.onChange(attachment);
  }

  /** Moves all attachments to another record of the module, without notifying. */
  move(moduleName: string, fromId: string, toId: string): void {
    const moved = this.of(moduleName, fromId).map((one) => ({ ...one, parentId: toId }));
    this.byParent.delete(toKey(moduleName, fromId));
    this.byParent.set(toKey(moduleName, toId), [...this.of(moduleName, toId), ...moved]);
  }

  /** Moves all attachments to another record. */
  moveAll(from: Pick<StoredAttachment, "moduleName" | "parentId">, to: typeof from): void {
    const moved = this.of(from.moduleName, from.parentId).map((one) => ({ ...one, ...to }));
    this.removeAll(from.moduleName, from.parentId);
    for (const attachment of moved) this.add(attachment);
  }

  /** Removes the attachments of a deleted record. */
  removeAll(moduleName: string, parentId: string): void {
    this.byParent.delete(toKey(moduleName, parentId));
  }
}

const toKey = (moduleName: string, parentId: string): string => `${moduleName} ${parentId}`;
