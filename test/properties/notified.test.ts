import fc from "fast-check";
import { START_MS, ToldFlow, toldHistories } from "./notifiedScene";

/** Random histories of all properties together. */
const HISTORIES = Math.ceil(Number(process.env.ZOHO_HISTORIES ?? 2_100) / 4.2);
const LIMIT_MS = 120_000 * Math.max(1, HISTORIES / 500);
jest.setTimeout(LIMIT_MS + 10_000);

async function holds(
  options: { isRough: boolean },
  share: number,
  check: (flow: ToldFlow) => void,
): Promise<void> {
  const property = fc.asyncProperty(toldHistories(options), async (history) =>
    check(await ToldFlow.play(history)),
  );
  await fc.assert(property, {
    numRuns: Math.ceil(HISTORIES * share),
    interruptAfterTimeLimit: LIMIT_MS,
    markInterruptAsFailure: true,
  });
}

const keyOf = ({ id, at, content }: { id: string; at: number; content: string }): string =>
  `${id}@${at}:${content}`;
const keys = ({ delivered }: ToldFlow): string[] => delivered.map(({ row }) => keyOf(row));

/** What is at rest, be it that the record is gone, while the last that was said of the record is otherwise. */
function lost({ delivered, last }: ToldFlow): string[] {
  const said = new Map(delivered.map(({ type, row }) => [row.id, { type, row }]));
  return last
    .filter((version) => {
      const { type, row } = said.get(version.id) ?? {};
      // Two deletions of one second are one.
      if (version.isDeletion) return type !== "deleted" || row?.at !== version.at;
      return !row || keyOf(row) !== keyOf(version);
    })
    .map(keyOf);
}

function doubled(flow: ToldFlow): string[] {
  const seen = new Set<string>();
  return keys(flow).filter((key) => seen.size === seen.add(key).size);
}

const invented = (flow: ToldFlow): string[] => {
  const real = new Set(flow.news.map(keyOf));
  return keys(flow).filter((key) => !real.has(key));
};

/** Records that were called created after something else was said of them, or that were there before. */
function wronglyCreated({ delivered, news }: ToldFlow): string[] {
  const ends = new Set(delivered.map(({ row }) => row.id));
  return [...ends].flatMap((id) => {
    const types = delivered.filter(({ row }) => row.id === id).map(({ type }) => type);
    const isNew = news.some((version) => version.id === id && version.createdAt * 1000 >= START_MS);
    const isWrong = types.lastIndexOf("created") > (isNew ? 0 : -1);
    return isWrong ? [`${id} ${types}`] : [];
  });
}

/** Records that were called restored and were not said to be gone, and the other way round. */
function wronglyRestored({ delivered }: ToldFlow): string[] {
  const describeDeleted = new Set<string>();
  return delivered.flatMap(({ type, row: { id } }) => {
    const isWrong = type === "deleted" ? false : (type === "restored") !== describeDeleted.has(id);
    if (type === "deleted") describeDeleted.add(id);
    else describeDeleted.delete(id);
    return isWrong ? [`${id} ${type}`] : [];
  });
}

const NONE = { lost: [], doubled: [], invented: [], wronglyCreated: [], wronglyRestored: [] };

describe("changes that somebody tells of between sweeps", () => {
  it("are delivered once, however late, often and out of order they are told of", () =>
    holds({ isRough: false }, 0.5, (flow) => {
      expect({
        ...{ lost: lost(flow), doubled: doubled(flow), invented: invented(flow) },
        ...{ wronglyCreated: wronglyCreated(flow), wronglyRestored: wronglyRestored(flow) },
      }).toEqual(NONE);
    }));

  it("are delivered at least once when states are lost or overwritten by older ones", () =>
    holds({ isRough: true }, 0.5, (flow) => {
      expect({ lost: lost(flow), invented: invented(flow) }).toEqual({ lost: [], invented: [] });
    }));
});
