import type { NotificationScenario } from "./scenario";

/** Notifications that arrive otherwise than one by one in order (facts 8: nothing is promised). */
export const NOTIFICATIONS: Record<string, NotificationScenario> = {
  "notifications-duplicated": {
    about: "Notifications: sent several times; parameter copies (2).",
    check: ({ copies = 2 }) => {
      if (!Number.isInteger(copies) || Number(copies) < 1 || Number(copies) > 100) {
        throw new Error("copies has to be a whole number from 1 to 100");
      }
    },
    delivery: ({ copies = 2 }) => ({ copies: Number(copies) }),
  },
  "notifications-out-of-order": {
    about: "Notifications: held back until the next one was sent, or a flush.",
    delivery: () => ({ isHeld: true }),
  },
  "notifications-late": {
    about: "Notifications: sent delayMs (60000) later by the sandbox's clock.",
    delivery: ({ delayMs = 60_000 }) => ({ delayMs: Number(delayMs) }),
  },
  "notifications-lost": {
    about: "Notifications: never sent.",
    delivery: () => ({ isLost: true }),
  },
};
