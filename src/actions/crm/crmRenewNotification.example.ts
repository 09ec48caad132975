import type { Renewal } from "../../crm/channels/renewChannels";

/** A channel that lives on, and one that nobody waits for. */
export const renewal: Renewal = {
  channels: [
    {
      channelId: "1000000068001",
      modules: ["Contacts", "Leads"],
      notifyUrl: "https://hooks.example.com/trigger/one",
      outcome: "renewed",
      until: "2026-02-07T09:00:00+00:00",
      error: null,
    },
  ],
  orphans: [
    {
      channelId: "1000000068002",
      modules: ["Leads"],
      notifyUrl: "https://hooks.example.com/trigger/one",
      until: "2026-01-31T10:00:00+00:00",
    },
  ],
};
