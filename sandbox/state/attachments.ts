/** A file or a link that is attached to a record. */
export interface StoredAttachment {
  id: string;
  moduleName: string;
  parentId: string;
  /** Of a link its title. */
  fileName: string;
  /** The bytes of a file. */
  content?: Buffer;
  /** The address of a link. */
  linkUrl?: string;
  /** Epoch milliseconds, whole seconds. */
  createdAt: number;
  createdBy: string;
}

/** The attachments of every record. */
export class Attachments {
  private readonly byParent = new Map<string, StoredAttachment[]>();

  /** `onChange` is told of every attachment that came or went, but not with its record. */
  constructor(private readonly onChange: (attachment: StoredAttachment) => void) {}

  /** The attachments of a record, oldest first. */
  of(moduleName: string, parentId: string): readonly StoredAttachment[] {
    return this.byParent.get(keyOf(moduleName, parentId)) ?? [];
  }

  add(attachment: StoredAttachment): void {
    const { moduleName, parentId } = attachment;
    const siblings = this.of(moduleName, parentId);
    this.byParent.set(keyOf(moduleName, parentId), [...siblings, attachment]);
    this.onChange(attachment);
  }

  remove(attachment: StoredAttachment): void {
    const { moduleName, parentId } = attachment;
    const others = this.of(moduleName, parentId).filter(({ id }) => id !== attachment.id);
    this.byParent.set(keyOf(moduleName, parentId), others);
    this.onChange(attachment);
  }

  /** The attachments of one record become those of another one of its module. */
  move(moduleName: string, fromId: string, toId: string): void {
    const moved = this.of(moduleName, fromId).map((one) => ({ ...one, parentId: toId }));
    this.byParent.delete(keyOf(moduleName, fromId));
    this.byParent.set(keyOf(moduleName, toId), [...this.of(moduleName, toId), ...moved]);
  }

  /** Hands all attachments of one record to another. */
  moveAll(from: Pick<StoredAttachment, "moduleName" | "parentId">, to: typeof from): void {
    const moved = this.of(from.moduleName, from.parentId).map((one) => ({ ...one, ...to }));
    this.removeAll(from.moduleName, from.parentId);
    for (const attachment of moved) this.add(attachment);
  }

  /** What happens when the record itself is deleted. */
  removeAll(moduleName: string, parentId: string): void {
    this.byParent.delete(keyOf(moduleName, parentId));
  }
}

const keyOf = (moduleName: string, parentId: string): string => `${moduleName} ${parentId}`;
