import type { IdSequence } from "./ids";
import type { StoredRecord } from "./recordStore";

/** A tag of a module. Records refer to it by name. */
export interface Tag {
  id: string;
  moduleName: string;
  name: string;
  colorCode: string;
  createdAt: number;
  createdBy: string;
  modifiedAt: number;
  modifiedBy: string;
}

/** The colours of tags; the first is the default. */
export const TAG_COLOURS = [
  "#658BA8",
  "#57B1FD",
  "#879BFC",
  "#FD87BD",
  "#969696",
  "#F48435",
  "#1DB9B4",
  "#E7A826",
  "#63C57E",
  "#F17574",
  "#D297EE",
  "#A8C026",
  "#B88562",
] as const;

/** The tags of every module. Names in records become tags when first read. */
export class Tags {
  private readonly byModule = new Map<string, Map<string, Tag>>();

  constructor(private readonly ids: IdSequence) {}

  /** The tags of a module, oldest first. */
  of(moduleName: string): Tag[] {
    return [...(this.byModule.get(moduleName)?.values() ?? [])];
  }

  find(moduleName: string, name: string): Tag | undefined {
    return this.byModule.get(moduleName)?.get(name.toLowerCase());
  }

  byId(id: string): Tag | undefined {
    for (const tags of this.byModule.values()) {
      for (const tag of tags.values()) if (tag.id === id) return tag;
    }
    return undefined;
  }

  add(moduleName: string, name: string, at: number, by: string, colorCode?: string): Tag {
    const tag: Tag = {
      id: this.ids.take(),
      moduleName,
      name,
      colorCode: colorCode ?? TAG_COLOURS[0],
      createdAt: at,
      createdBy: by,
      modifiedAt: at,
      modifiedBy: by,
    };
    const tags = this.byModule.get(moduleName) ?? new Map<string, Tag>();
    this.byModule.set(moduleName, tags.set(name.toLowerCase(), tag));
    return tag;
  }

  /** The tags of a record. */
  ofRecord(moduleName: string, { tags, modifiedAt, modifiedBy }: StoredRecord): Tag[] {
    return tags.map(
      (name) => this.find(moduleName, name) ?? this.add(moduleName, name, modifiedAt, modifiedBy),
    );
  }

  rename(tag: Tag, name: string): void {
    const tags = this.byModule.get(tag.moduleName);
    tags?.delete(tag.name.toLowerCase());
    tag.name = name;
    tags?.set(name.toLowerCase(), tag);
  }

  remove(tag: Tag): void {
    this.byModule.get(tag.moduleName)?.delete(tag.name.toLowerCase());
  }
}
