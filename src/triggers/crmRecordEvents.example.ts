import { examplePayload } from "./examplePayload";
import type { RecordEvent } from "./live/recordEventPage";

const event: RecordEvent = {
  module: "Deals",
  changeType: "updated",
  record: {
    id: "4876876000003456001",
    Deal_Name: "Harbor crane",
    Created_Time: "2026-01-31T10:00:00+05:30",
    Modified_Time: "2026-01-31T10:05:00+05:30",
  },
  source: "notification",
  dedupeId: "0b6f0c7d2e9a4c518d3e5f7a90b1c2d4",
};

/** A batch of one change. */
export const recordEventsExample = { payload: examplePayload([event]), polledNoChanges: false };
