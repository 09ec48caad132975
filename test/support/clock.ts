import type { LocalZoho } from "./localZoho";

const REAL = [
  "hrtime",
  "nextTick",
  "performance",
  "queueMicrotask",
  "setImmediate",
  "clearImmediate",
  "setInterval",
  "clearInterval",
] as const;

let isFaked = false;

/** Only the Date is faked: the local Zoho runs in this process, and goes by it. It stands at a whole second. */
export function fakeDate(): void {
  isFaked = true;
  jest.useFakeTimers({
    now: Math.floor(Date.now() / 1000) * 1000,
    doNotFake: [...REAL, "setTimeout", "clearTimeout"],
  });
}

/** The Date and every timeout are faked: nothing that waits goes on before the test lets time pass. */
export function fakeTimeouts(): void {
  isFaked = true;
  jest.useFakeTimers({ doNotFake: [...REAL] });
}

/** Lets no timeout take any time, while something runs; returns how long each would have taken. */
export async function skippingTimeouts(run: () => Promise<unknown>): Promise<number[]> {
  const waits: number[] = [];
  const { setTimeout: real } = globalThis;
  const skipped = jest.spyOn(globalThis, "setTimeout");
  skipped.mockImplementation(((callback: () => void, milliseconds = 0) => {
    waits.push(milliseconds);
    return real(callback, 0);
  }) as typeof setTimeout);
  try {
    await run();
  } finally {
    skipped.mockRestore();
  }
  return waits;
}

/** Ends what was faked. */
export function realTime(): void {
  isFaked = false;
  jest.useRealTimers();
}

/** Lets both clocks go on: that of the local Zoho, and, where a test has faked it, that of the machine. */
export async function pass(zoho: LocalZoho, seconds: number): Promise<void> {
  if (isFaked) jest.setSystemTime(Date.now() + seconds * 1000);
  else await zoho.control("POST", "clock", { advanceMs: seconds * 1000 });
}
