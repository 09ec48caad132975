import { formatId, type IdSequence } from "./ids";

/** A named value in the organization's settings. */
export interface Variable {
  id: string;
  apiName: string;
  name: string;
  description: string | null;
  type: string;
  value: string | null;
  group: VariableGroup;
}

export interface VariableGroup {
  id: string;
  apiName: string;
}

/** The organization's CRM variables. */
export class Variables {
  readonly groups: readonly VariableGroup[] = [
    { id: formatId(30_001), apiName: "General" },
    { id: formatId(30_002), apiName: "Billing" },
  ];
  private readonly byId = new Map<string, Variable>();

  constructor(private readonly ids: IdSequence) {}

  all(): Variable[] {
    return [...this.byId.values()];
  }

  get(id: string): Variable | undefined {
    return this.byId.get(id);
  }

  byName(apiName: string): Variable | undefined {
    return this.all().find((one) => one.apiName === apiName);
  }

  add(variable: Omit<Variable, "id">): Variable {
    const added = { ...variable, id: this.ids.take() };
    this.byId.set(added.id, added);
    return added;
  }

  /** False if there is none with this id. */
  remove(id: string): boolean {
    return this.byId.delete(id);
  }
}
