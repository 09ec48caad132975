// Where the change engine starts to lose or repeat changes: how late versions become visible, how
// far the clock of replies is ahead of the timestamps, how many records change in one second. Then
// 10,000 edits and 200 polls, compared with the official connector's rule. All against a Zoho in
// memory, with a virtual clock.
//   node build.mjs --start bench/changeFrontier.ts
import { createdTooOften, doubled, lost, notCreated } from "../test/properties/judge";
import { type Call, QUICK } from "../test/properties/line";
import { MemoryZoho, type Write } from "../test/properties/memoryZoho";
import { AMPLE, Platform, type Setting } from "../test/properties/platform";
import { KINDS, type Listing, type SourceKind } from "../test/properties/readers";
import { ofEngine, ofOfficialRule, randomOf } from "../test/properties/row11";

const START_MS = Date.UTC(2026, 10, 23, 9, 30);
const MOST_SECONDS = 90;

interface Found {
  lost: number;
  doubled: number;
}

const listingOf = (kind: SourceKind, pageSize = 200): Listing => ({
  kind,
  pageSize,
  isTiedByCreation: false,
  hasSecondBefore: false,
  isInTwoParts: false,
});

const kindOfWrite = (kind: SourceKind): Write["kind"] => (kind === "deletions" ? "delete" : "edit");

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  console.log([line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n"));
  console.log("");
}

/** A Zoho with existing records, and a platform that has polled once. */
async function start(
  kind: SourceKind,
  records: number,
  setting: Partial<Setting> = {},
): Promise<{ zoho: MemoryZoho; platform: Platform }> {
  const zoho = new MemoryZoho(START_MS - 10_000_000);
  zoho.write({ kind: "create", pick: 0, count: records, latenessMs: 0 });
  zoho.moveTo(START_MS);
  const complete = { cap: 100_000, localErrorMs: 0, ...setting };
  const platform = new Platform(zoho, listingOf(kind), complete);
  await platform.poll([AMPLE]);
  return { zoho, platform };
}

async function found(kind: SourceKind, zoho: MemoryZoho, platform: Platform): Promise<Found> {
  for (let poll = 0; poll < 3; poll += 1) {
    zoho.pass(300_000);
    await platform.poll([AMPLE]);
  }
  return { lost: lost(kind, zoho, platform).length, doubled: doubled(platform).length };
}

/** Polls every few seconds while records change; each version becomes visible late. */
async function steady(
  kind: SourceKind,
  latenessMs: number,
  usual: (poll: number) => Call,
): Promise<Found> {
  const random = randomOf(latenessMs + 1);
  const { zoho, platform } = await start(kind, 400, { usual: usual(0) });
  const writes = Array.from({ length: 400 }, (_, pick) => ({
    ms: START_MS + MOST_SECONDS * 1_000 + Math.floor(random() * 300_000),
    write: { kind: kindOfWrite(kind), pick, count: 1, latenessMs },
  }));
  zoho.plan(writes);
  for (let poll = 1; poll <= 80; poll += 1) {
    zoho.pass(5_000 + Math.floor(random() * 2_000));
    await platform.poll([{ ...AMPLE, calls: Array.from({ length: 20 }, () => usual(poll)) }]);
  }
  return found(kind, zoho, platform);
}

/** The smallest value from which on `holds` is true; undefined if there is none. */
async function least(
  low: number,
  high: number,
  holds: (value: number) => Promise<boolean>,
): Promise<number | undefined> {
  if (!(await holds(high))) return undefined;
  let [no, yes] = [low - 1, high];
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2);
    if (await holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

/** The seconds from which on changes are lost, and repeated. */
async function findLimits(measure: (ms: number) => Promise<Found>): Promise<(string | number)[]> {
  const lostFrom = await least(0, MOST_SECONDS, async (value) => (await measure(value)).lost > 0);
  const from = await least(0, MOST_SECONDS, async (value) => (await measure(value)).doubled > 0);
  return [lostFrom ?? "-", from ?? "-"];
}

async function reportTimes(): Promise<void> {
  const rows = [];
  for (const kind of KINDS) {
    const late = await findLimits((value) => steady(kind, value * 1_000, () => QUICK));
    const ahead = await findLimits((value) =>
      steady(kind, 0, () => ({ ...QUICK, dateErrorMs: value * 1_000 })),
    );
    const oneAhead = await findLimits((value) =>
      steady(kind, 0, (poll) => ({ ...QUICK, dateErrorMs: (poll % 2) * value * 1_000 })),
    );
    rows.push([kind, ...late, ...ahead, ...oneAhead]);
  }
  console.log(
    "First loss and first repetition, in whole seconds up to 90 (- = none): by lateness; by how far the clock of all replies is ahead of the timestamps; by how far the clock of every other poll's replies is ahead.\n",
  );
  const pair = (what: string) => [`${what}: lost from`, `${what}: repeated from`];
  table(["source", ...pair("late"), ...pair("ahead"), ...pair("alternately ahead")], rows);
}

/**
 * `count` records change at once; then polls every ten seconds, with `rows` changes per execution.
 */
async function burst(kind: SourceKind, count: number, cap: number, rows: number): Promise<Found> {
  const { zoho, platform } = await start(kind, count, { cap });
  zoho.pass(100_000);
  zoho.write({ kind: kindOfWrite(kind), pick: 0, count, latenessMs: 0 });
  for (let poll = 0; poll < 12; poll += 1) {
    zoho.pass(10_000);
    await platform.poll(Array.from({ length: 12 }, () => ({ rows, pages: 40, calls: [] })));
  }
  const { length } = lost(kind, zoho, platform);
  return { lost: length, doubled: doubled(platform).length };
}

async function reportBursts(): Promise<void> {
  const rows = [];
  for (const kind of KINDS) {
    const cells: (string | number)[] = [kind];
    for (const cap of [100, 666, 2_000]) {
      const repeats = async (count: number) => (await burst(kind, count, cap, 20_000)).doubled > 0;
      cells.push((await least(1, 3 * cap, repeats)) ?? "-");
    }
    const passes = async (cap: number) => (await burst(kind, 600, cap, 100)).lost === 0;
    cells.push((await least(0, 1_000, passes)) ?? "-");
    rows.push(cells);
  }
  console.log(
    "Records changed in one second: the smallest number that is repeated, by remembered versions; and the smallest number of remembered versions that delivers 600, in pages of 200, if an execution may deliver 100. Nothing else is lost.\n",
  );
  table(
    [
      "source",
      "100 remembered",
      "666 remembered",
      "2,000 remembered",
      "needed for 600 by hundreds",
    ],
    rows,
  );
}

/** Records of one second, two minutes old, some of which are edited while the pages are read. */
async function editedBurst(
  kind: SourceKind,
  { count, perSecond, seed }: { count: number; perSecond: number; seed: number },
): Promise<number> {
  const random = randomOf(seed);
  const usual: Call = { ...QUICK, latencyMs: 500, lookAt: 50 };
  const { zoho, platform } = await start(kind, 0, { usual });
  zoho.pass(5_000);
  zoho.write({ kind: "create", pick: 0, count, latenessMs: 0 });
  zoho.pass(120_000);
  const writes = Array.from({ length: perSecond * 10 }, () => ({
    ms: zoho.nowMs + Math.floor(random() * 10_000),
    write: { kind: "edit" as const, pick: Math.floor(random() * count), count: 1, latenessMs: 0 },
  }));
  zoho.plan(writes);
  await platform.poll([AMPLE]);
  return (await found(kind, zoho, platform)).lost;
}

async function reportEditedBursts(): Promise<void> {
  const rates = [0, 1, 5, 20];
  const rows = [];
  for (const kind of KINDS.filter((one) => one !== "deletions")) {
    const cells: (string | number)[] = [kind];
    for (const count of [202, 1_000]) {
      for (const perSecond of rates) {
        let sum = 0;
        for (let seed = 0; seed < 20; seed += 1) {
          sum += await editedBurst(kind, { count, perSecond, seed });
        }
        cells.push(sum);
      }
    }
    rows.push(cells);
  }
  console.log(
    "Lost in 20 runs, of 202 and of 1,000 records of one second, two minutes old, which are edited at random while they are read in pages of 200, by edits per second.\n",
  );
  const head = ["202", "1,000"].flatMap((count) => rates.map((rate) => `${count}: ${rate}/s`));
  table(["source", ...head], rows);
}

/** Records are created continuously and edited once soon after; polls run every five minutes. */
async function creations(kind: SourceKind, perPoll: number): Promise<readonly number[]> {
  const random = randomOf(perPoll);
  const usual: Call = { ...QUICK, latencyMs: 500, lookAt: 50 };
  const { zoho, platform } = await start(kind, 0, { usual });
  const polls = Math.ceil(10_000 / perPoll);
  const moments = Array.from(
    { length: 10_000 },
    () => START_MS + 2_000 + Math.floor(random() * polls * 300_000),
  ).sort((a, b) => a - b);
  const one = (at: number, what: Write["kind"], pick: number) => ({
    ms: at,
    write: { kind: what, pick, count: 1, latenessMs: 0 },
  });
  zoho.plan(
    moments.flatMap((ms, pick) => [
      one(ms, "create", pick),
      one(ms + Math.floor(random() * 300_000), "edit", pick),
    ]),
  );
  for (let poll = 0; poll <= polls + 2; poll += 1) {
    zoho.pass(300_000);
    await platform.poll([AMPLE]);
  }
  const twice = createdTooOften(zoho, platform).length;
  return [notCreated(zoho, platform, Number.NEGATIVE_INFINITY).length, twice];
}

async function reportCreations(): Promise<void> {
  const rows = [];
  for (const kind of KINDS.filter((one) => one !== "deletions")) {
    rows.push([kind, ...(await creations(kind, 100)), ...(await creations(kind, 1_000))]);
  }
  console.log(
    "Of 10,000 records, each edited once within five minutes of its creation, with a poll every five minutes: first reported as updated, and reported as created twice.\n",
  );
  const pair = (count: string) => [
    `${count} per poll: never created`,
    `${count} per poll: created twice`,
  ];
  table(["source", ...pair("100"), ...pair("1,000")], rows);
}

async function reportComparison(): Promise<void> {
  const rows = [];
  for (const latencyMs of [0, 150, 1_500]) {
    const makeOptions = () => ({
      edits: 10_000,
      polls: 200,
      intervalMs: 60_000,
      latencyMs,
      random: randomOf(11),
    });
    const cells: (string | number)[] = [latencyMs];
    for (const kind of ["keyset", "list", "scan"] as const) {
      const { lost, doubled } = await ofEngine(kind, makeOptions());
      cells.push(`${lost} / ${doubled}`);
    }
    const official = ofOfficialRule(makeOptions());
    rows.push([...cells, `${official.lost} / ${official.doubled}`]);
  }
  console.log("10,000 edits and 200 polls, one per minute: lost / repeated.\n");
  table(["latency, ms", "keyset", "list", "scan", "official connector's rule"], rows);
}

async function main(): Promise<void> {
  await reportTimes();
  await reportBursts();
  await reportEditedBursts();
  await reportCreations();
  await reportComparison();
}

void main();
