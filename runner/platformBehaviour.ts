/** Behaviour that the platform's documentation leaves open. The component must work either way. */
export interface PlatformBehaviour {
  /**
   * Whether a page sees the polling state that the previous page of the run set; if not, it sees
   * the state at the start of the run. Open: spectral.md 2.4, platform.md 6 "between pages".
   */
  nextPageSeesState: boolean;
  /**
   * "each": the state of every page is saved once the page was dispatched. "last": only the state
   * of the last page is saved, at the end of the run, and nothing if the run fails. Open:
   * spectral.md 2.4; platform.md 3.1 rule 3 relies on "each".
   */
  savesStateOfPages: "each" | "last";
  /** Whether a poll that ends as "polled_no_changes" saves its state. Open: spectral.md 2.3. */
  savesWithoutChanges: boolean;
  /**
   * Whether a run continues with other batches and pages after a batch has failed.
   * Open: spectral.md 2.4, platform.md 5 "batches".
   */
  continuesAfterFailedBatch: boolean;
  /**
   * True: a page's state is saved as soon as its items are known, even if a batch fails. False: the
   * page waits for its batches and fails with them. Open: spectral.md 2.4, platform.md 6.
   */
  savesStateOnFailedBatch: boolean;
  /**
   * True: a webhook call is answered with the trigger's response, or with 500 if it throws. False:
   * it is answered before the trigger runs. Open: platform.md 1, "Caller's HTTP status".
   */
  answersAfterTrigger: boolean;
}

/** What the documentation and the platform's own components suggest. */
const LIKELY: PlatformBehaviour = {
  nextPageSeesState: true,
  savesStateOfPages: "each",
  savesWithoutChanges: true,
  continuesAfterFailedBatch: true,
  savesStateOnFailedBatch: true,
  answersAfterTrigger: false,
};

/** The likely behaviour, with these changes. */
export const platformBehaviour = (changed: Partial<PlatformBehaviour> = {}): PlatformBehaviour => ({
  ...LIKELY,
  ...changed,
});

/** The combinations to run a test under: every option occurs with both values. */
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
    name: "a run that saves everything or nothing",
    behaviour: platformBehaviour({
      savesStateOfPages: "last",
      continuesAfterFailedBatch: false,
      savesStateOnFailedBatch: false,
    }),
  },
  {
    name: "the platform that saves least",
    behaviour: platformBehaviour({
      nextPageSeesState: false,
      savesStateOfPages: "last",
      savesWithoutChanges: false,
      savesStateOnFailedBatch: false,
    }),
  },
];
