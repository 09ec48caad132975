import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

export type State = Record<string, unknown>;

/** What the platform keeps of one instance between executions. */
export interface StoredState {
  /** `instanceState` of each flow, by the stable id of the flow. */
  flows: Record<string, State>;
  crossFlow: State;
  integration: State;
}

export interface StateStore {
  /** A copy: changes to it are kept only by `save`. */
  load(): StoredState;
  save(state: StoredState): void;
}

/** The most that the platform keeps of one instance. */
const MAX_STATE_BYTES = 67_108_864;

/** Writes the scopes that changed, each whole, over what is kept by now: the last writer of a scope wins. */
export function saveChanges(store: StateStore, before: StoredState, after: StoredState): void {
  const kept = store.load();
  const scope = (was: State | undefined, is: State, now: State): State =>
    toText(was) === toText(is) ? now : is;
  for (const [flow, state] of Object.entries(after.flows)) {
    if (toText(before.flows[flow]) !== toText(state)) kept.flows[flow] = state;
  }
  store.save({
    flows: kept.flows,
    crossFlow: scope(before.crossFlow, after.crossFlow, kept.crossFlow),
    integration: scope(before.integration, after.integration, kept.integration),
  });
}

const toText = (state: State | undefined): string => JSON.stringify(state ?? {});

const empty = (): StoredState => ({ flows: {}, crossFlow: {}, integration: {} });

/** State that lasts as long as the process. What JSON cannot hold is lost, as on the platform. */
export function memoryState(initial: Partial<StoredState> = {}): StateStore {
  let text = serialise({ ...empty(), ...initial });
  return {
    load: () => parse(text),
    save: (state) => {
      text = serialise(state);
    },
  };
}

/** State in a JSON file, which is written whole or not at all. */
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
    throw new Error(`${file} holds no state: ${error instanceof Error ? error.message : error}`);
  }
}

function parse(text: string): StoredState {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new Error("a JSON object is expected");
  }
  return { ...empty(), ...parsed };
}

function serialise(state: StoredState): string {
  const text = JSON.stringify(state, null, 2);
  const bytes = Buffer.byteLength(JSON.stringify(state));
  if (bytes > MAX_STATE_BYTES) {
    throw new Error(`The state has ${bytes} bytes; the platform keeps ${MAX_STATE_BYTES}.`);
  }
  return text;
}
