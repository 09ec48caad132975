import type { NotificationScenario } from "./scenario";

/** Faults of notifications; Zoho guarantees neither order nor number (facts 8). */
export const NOTIFICATIONS: Record<string, NotificationScenario> = {
  "notifications-duplicated": {
    about: "Notifications are sent several times; parameter copies (2).",
    check: ({ copies = 2 }) => {
      if (!Number.isInteger(copies) || Number(copies) < 1 || Number(copies) > 100) {
        throw new Error("copies must be a whole number from 1 to 100");
      }
    },
    delivery: ({ copies = 2 }) => ({ copies: Number(copies) }),
  },
  "notifications-out-of-order": {
    about: "Notifications are held until the next one was sent, or until a flush.",
    delivery: () => ({ isHeld: true }),
  },
  "notifications-late": {
    about: "Notifications are late by the sandbox clock; parameter delayMs (60000).",
    delivery: ({ delayMs = 60_000 }) => ({ delayMs: Number(delayMs) }),
  },
  "notifications-lost": {
    about: "Notifications are never sent.",
    delivery: () => ({ isLost: true }),
  },
};
