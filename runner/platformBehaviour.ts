/** What the platform does where its documents leave it open. Each has to be survived either way. */
export interface PlatformBehaviour {
  /**
   * Whether a page sees the polling state that the page before it in the same run has set; if not, it sees
   * what there was when the run began. Open: spectral.md 2.4, platform.md 6 "between pages".
   */
  nextPageSeesState: boolean;
  /**
   * "each": the state of a page is kept when that page has been dispatched. "last": only what the last page
   * leaves is kept, at the end of the run, and nothing when the run fails. Open: spectral.md 2.4; platform.md
   * 3.1 rule 3 relies on "each".
   */
  savesStateOfPages: "each" | "last";
  /** Whether a poll that ends as "polled_no_changes" keeps its state. Open: spectral.md 2.3. */
  savesWithoutChanges: boolean;
  /**
   * Whether other batches run after one has failed, and the pages behind them; if not, the run ends with the
   * failed batch. Open: spectral.md 2.4, platform.md 5 "batches".
   */
  continuesAfterFailedBatch: boolean;
  /**
   * True: a page's state is kept as soon as its items were found, whatever becomes of its batches. False: the
   * page waits for its batches, and the run fails with one of them. Open: spectral.md 2.4, platform.md 6.
   */
  savesStateOnFailedBatch: boolean;
  /**
   * Whether the answer to a webhook call waits for the trigger: it is the trigger's response then, and 500 when
   * it throws. If not, the call is answered before the trigger runs. Open: platform.md 1, "Caller's HTTP status".
   */
  answersAfterTrigger: boolean;
}

/** What the documents and the vendor's own components make likely. */
const LIKELY: PlatformBehaviour = {
  nextPageSeesState: true,
  savesStateOfPages: "each",
  savesWithoutChanges: true,
  continuesAfterFailedBatch: true,
  savesStateOnFailedBatch: true,
  answersAfterTrigger: false,
};

/** The behaviour that is likely, except where told otherwise. */
export const platformBehaviour = (changed: Partial<PlatformBehaviour> = {}): PlatformBehaviour => ({
  ...LIKELY,
  ...changed,
});

/** The combinations worth running a test under: every point occurs both ways. */
export const BEHAVIOURS: readonly { name: string; behaviour: PlatformBehaviour }[] = [
  { name: "the likely platform", behaviour: LIKELY },
  {
    name: "pages that do not see each other's state",
    behaviour: platformBehaviour({
      nextPageSeesState: false,
      savesStateOnFailedBatch: false,
      answersAfterTrigger: true,
    }),
  },
  {
    name: "a run that is kept as a whole or not at all",
    behaviour: platformBehaviour({
      savesStateOfPages: "last",
      continuesAfterFailedBatch: false,
      savesStateOnFailedBatch: false,
    }),
  },
  {
    name: "the platform that keeps least",
    behaviour: platformBehaviour({
      nextPageSeesState: false,
      savesStateOfPages: "last",
      savesWithoutChanges: false,
      savesStateOnFailedBatch: false,
    }),
  },
];
