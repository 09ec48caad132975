/** One end of a relation. */
export interface RelationEnd {
  moduleName: string;
  id: string;
}

/** The values of a relation; only campaign members have a status. */
export interface RelationValues {
  memberStatus: string | null;
}

/** Many-to-many relations between records. */
export class Relations {
  /** Values by the other end's id, by one end and the other end's module. */
  private readonly links = new Map<string, Map<string, RelationValues>>();

  /** `onChange` gets both ends of every added or removed relation. */
  constructor(private readonly onChange: (one: RelationEnd, other: RelationEnd) => void) {}

  /** The related records of a module: the values of each relation by id. */
  of(end: RelationEnd, otherModule: string): ReadonlyMap<string, RelationValues> {
    return this.links.get(toKey(end, otherModule)) ?? new Map();
  }

  add(one: RelationEnd, other: RelationEnd, values: RelationValues): void {
    this.halfAdd(one, other, values);
    this.halfAdd(other, one, values);
    this.onChange(one, other);
  }

  /** False if the records were not related. */
  remove(one: RelationEnd, other: RelationEnd): boolean {
    this.links.get(toKey(other, one.moduleName))?.delete(one.id);
    const wereRelated = this.links.get(toKey(one, other.moduleName))?.delete(other.id) ?? false;
    if (wereRelated) this.onChange(one, other);
    return wereRelated;
  }

  /** Moves all relations of a record to another one of its module. */
  move(from: RelationEnd, to: RelationEnd): void {
    for (const [key, links] of this.links) {
      if (!key.startsWith(`${from.moduleName} ${from.id} `)) continue;
      const moduleName = key.slice(key.lastIndexOf(" ") + 1);
      for (const [id, values] of [...links]) {
        this.remove(from, { moduleName, id });
        this.add(to, { moduleName, id }, values);
      }
    }
  }

  private halfAdd(from: RelationEnd, to: RelationEnd, values: RelationValues): void {
    const key = toKey(from, to.moduleName);
    const links = this.links.get(key) ?? new Map<string, RelationValues>();
    this.links.set(key, links.set(to.id, values));
  }
}

const toKey = ({ moduleName, id }: RelationEnd, otherModule: string): string =>
  `${moduleName} ${id} ${otherModule}`;
