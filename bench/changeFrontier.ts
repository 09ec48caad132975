// Where the change engine starts to lose or repeat changes: how late versions become visible, how
// far the clock of replies is ahead of the timestamps, how many records change in one second. Then
// 10,000 edits and 200 polls, compared with the official connector's rule. All against a Zoho in
// memory, with a virtual clock.
//   node build.mjs --start bench/changeFrontier.ts
import { QUICK } from "../test/properties/line";
import { KINDS } from "../test/properties/readers";
import { ofEngine, ofOfficialRule, randomOf } from "../test/properties/row11";
import { burst, creations, editedBurst, type Found, MOST_SECONDS, steady } from "./changeRuns";

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  console.log([line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n"));
  console.log("");
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
