import fc, { type Arbitrary } from "fast-check";
import type { Platform } from "./platform";

/** What may become of a kept state: a place of another kind of source, or texts that are no versions. */
export interface Damage {
  position?: unknown;
  versions?: Record<string, string>;
}

const shapes: Arbitrary<unknown>[] = [
  fc.record({ at: fc.nat(), id: fc.constant("4876876000000000001") }),
  fc.record({ token: fc.string() }),
  fc.record({ token: fc.string(), rows: fc.nat(9), rowsBefore: fc.nat(9) }),
  fc.record({ offset: fc.nat(5_000), tail: fc.array(fc.string()) }),
  fc.record({ offset: fc.string(), tail: fc.string() }),
  fc.jsonValue(),
];

/** Which of the shapes are a source's own, and could be a place in it. */
const OWN: Record<string, readonly number[]> = { keyset: [0], list: [2], counted: [3] };

const positions = (kind: string): Arbitrary<unknown> =>
  fc.oneof(...shapes.filter((_, index) => !OWN[kind]?.includes(index)));

export const damages = (kind: string): Arbitrary<Damage[]> =>
  fc.array(
    fc.oneof(
      fc.constant<Damage>({}),
      fc.record<Damage>({ position: positions(kind) }),
      fc.record<Damage>({ versions: fc.dictionary(fc.string(), fc.string()) }),
    ),
    { maxLength: 30, size: "max" },
  );

export function damage(platform: Platform, { position, versions }: Damage): void {
  const state = platform.saved;
  if (!state) return;
  const progress =
    state.progress && position !== undefined ? { ...state.progress, position } : state.progress;
  const kept = { ...state, versions: versions ?? state.versions, progress };
  platform.state = JSON.stringify(kept);
}
