import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

export type State = Record<string, unknown>;

/** The state of one instance, as the platform stores it between executions. */
export interface StoredState {
  /** `instanceState` of each flow, by the flow's stable id. */
  flows: Record<string, State>;
  crossFlow: State;
  integration: State;
}

export interface StateStore {
  /** Returns a copy. */
  load(): StoredState;
  save(state: StoredState): void;
}

/** The platform's limit per instance. */
const MAX_STATE_BYTES = 67_108_864;

/**
 * Replaces the scopes that changed in the currently stored state: the last writer of a scope wins.
 */
export function saveChanges(store: StateStore, before: StoredState, after: StoredState): void {
  const stored = store.load();
  const scope = (was: State | undefined, is: State, now: State): State =>
    toText(was) === toText(is) ? now : is;
  for (const [flow, state] of Object.entries(after.flows)) {
    if (toText(before.flows[flow]) !== toText(state)) stored.flows[flow] = state;
  }
  store.save({
    flows: stored.flows,
    crossFlow: scope(before.crossFlow, after.crossFlow, stored.crossFlow),
    integration: scope(before.integration, after.integration, stored.integration),
  });
}

const toText = (state: State | undefined): string => JSON.stringify(state ?? {});

const empty = (): StoredState => ({ flows: {}, crossFlow: {}, integration: {} });

/** State in memory. It is serialized, so what JSON cannot represent is lost, as on the platform. */
export function memoryState(initial: Partial<StoredState> = {}): StateStore {
  let text = serialise({ ...empty(), ...initial });
  return {
    load: () => parse(text),
    save: (state) => {
      text = serialise(state);
    },
  };
}

/** State in a JSON file, which is replaced atomically. */
export function fileState(file: string): StateStore {
  return {
    load: () => (existsSync(file) ? readState(file) : empty()),
    save: (state) => {
      const text = serialise(state);
      writeFileSync(`${file}.tmp`, `${text}\n`);
      renameSync(`${file}.tmp`, file);
    },
  };
}

function readState(file: string): StoredState {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(
      `${file} is not a state file: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function parse(text: string): StoredState {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new Error("expected a JSON object");
  }
  return { ...empty(), ...parsed };
}

function serialise(state: StoredState): string {
  const text = JSON.stringify(state, null, 2);
  const bytes = Buffer.byteLength(JSON.stringify(state));
  if (bytes > MAX_STATE_BYTES) {
    throw new Error(`The state has ${bytes} bytes; the platform's limit is ${MAX_STATE_BYTES}.`);
  }
  return text;
}
