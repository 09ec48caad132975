import { formatTime } from "../../clock";
import { type Html, html } from "../../html";
import type { SandboxInstance } from "../../sandboxInstance";
import { getProgress, type JobTimes } from "../../state/bulkJobs";
import { changedVariants } from "../../state/variants";
import { formatCount, formatDuration, formatZohoTime, table } from "./format";

/** A part of the page. `aside` sections go into the narrow column if there are two. */
export interface Section {
  title: string;
  body: Html;
  aside: boolean;
}

const EXCHANGES = 40;

const modules = ({ state }: SandboxInstance): Section => ({
  title: "Modules",
  aside: true,
  body: table(
    ["Module", { numbers: "Records" }],
    [...state.records].map(
      ([name, { size }]) => html`<tr><td><a href="/_sandbox/records?module=${name}">${name}</a></td>
<td class="number">${formatCount(size)}</td></tr>`,
    ),
    "There are no modules.",
  ),
});

/** Only the host, because the path may be a secret. */
const getHost = (url: string): string => (URL.canParse(url) ? new URL(url).host : "?");

const channels = ({ state, clock }: SandboxInstance): Section => {
  const now = clock.now();
  const { timeOffset } = state.variants;
  return {
    title: "Notification channels",
    aside: false,
    body: table(
      ["Channel", "Events", "Expires"],
      state.watches.active(now).map(({ channelId, events, notifyUrl, expiresAt }) => {
        const names = [...events].map(([module, kinds]) => `${module}: ${[...kinds].join(", ")}`);
        return html`<tr><td>${channelId}<small>to ${getHost(notifyUrl)}</small></td><td>${names.join("; ")}</td>
<td>in ${formatDuration(expiresAt - now)}<small>${formatZohoTime(formatTime(expiresAt, timeOffset))}</small></td></tr>`;
      }),
      "No active channels.",
    ),
  };
};

interface ShownJob extends JobTimes {
  id: string;
  kind: string;
  rows: number | undefined;
  failure?: { code: string };
}

function jobRow(job: ShownJob, now: number): Html {
  const progress = getProgress(job, now);
  const outcome = job.failure ? `failed: ${job.failure.code}` : "completed";
  const rows = progress === "ended" && job.rows !== undefined ? formatCount(job.rows) : "";
  return html`<tr><td>${job.id}<small>${job.kind}</small></td><td>${progress === "ended" ? outcome : progress}</td>
<td class="number">${rows}</td></tr>`;
}

const jobs = ({ state, clock }: SandboxInstance): Section => {
  const { reads, writes } = state.bulkJobs;
  const shown: ShownJob[] = [
    ...[...reads.values()].map((job) => ({ ...job, kind: "bulk read", rows: job.result?.count })),
    ...[...writes.values()].map((job) => ({
      ...job,
      kind: `bulk ${job.operation}`,
      rows: job.counts?.total,
    })),
  ].sort((a, b) => b.createdAt - a.createdAt);
  return {
    title: "Bulk jobs",
    aside: false,
    body: table(
      ["Job", "State", { numbers: "Rows" }],
      shown.map((job) => jobRow(job, clock.now())),
      "No jobs yet.",
    ),
  };
};

const scenarios = (sandbox: SandboxInstance): Section => ({
  title: "Active scenarios",
  aside: true,
  body: table(
    ["Scenario", "Hits"],
    sandbox.scenarios
      .list()
      .filter(({ count, hits }) => count === 0 || hits < count)
      .map(({ name, match, count, hits }) => {
        const calls = `${match.method ?? "any"} ${match.path ?? "/crm/"}`;
        const sofar = count === 0 ? `${hits}, until cleared` : `${hits} of ${count}`;
        return html`<tr><td>${name}<small>${calls}</small></td><td>${sofar}</td></tr>`;
      }),
    "None: every call gets the reply that Zoho would send.",
  ),
});

const variants = ({ state }: SandboxInstance): Section => ({
  title: "Variants",
  aside: true,
  body: table(
    ["Variant", "Value", "Default"],
    changedVariants(state.variants).map(
      ({ name, value, byDefault }) =>
        html`<tr><td>${name}</td><td>${value}</td><td>${byDefault}</td></tr>`,
    ),
    "All are at their defaults.",
  ),
});

/** `ok`, `moved`, `refused` and `broken` by the first digit of the status. */
function statusClass(status: number): string {
  if (status >= 200 && status < 300) return "ok";
  if (status >= 300 && status < 400) return "moved";
  return status >= 400 && status < 500 ? "refused" : "broken";
}

const exchanges = ({ log }: SandboxInstance): Section => ({
  title: "Last exchanges",
  aside: false,
  body: table(
    ["Call", "Status", { numbers: "ms" }],
    log
      .last(EXCHANGES)
      .reverse()
      .map(({ method, url, status, durationMs, fault }) => {
        const path = url.replace(/\?.*$/s, "");
        const mark = fault === undefined ? html`` : html` <em>${fault}</em>`;
        return html`<tr><td class="path"><b>${method}</b> ${path}${mark}</td>
<td><span class="${statusClass(status)}">${status || "none"}</span></td>
<td class="number">${durationMs}</td></tr>`;
      }),
    "No calls yet.",
  ),
});

/** The organizations of Zoho Books, with links to records of some types. */
const organizations = ({ state, clock }: SandboxInstance): Section => ({
  title: "Zoho Books",
  aside: true,
  body: table(
    ["Organization", { numbers: "Calls left" }],
    state.books.organizations.map(({ id, profile, quota }) => {
      const links = ["contacts", "invoices", "items"].map(
        (type) =>
          html`<a href="/_sandbox/records?product=books&organization_id=${id}&type=${type}">${type}</a> `,
      );
      const name = profile.isDefault ? `${profile.name} (default)` : profile.name;
      return html`<tr><td>${name}<small>${id}, ${profile.currencyCode}: ${links}</small></td>
<td class="number">${formatCount(quota.remaining(clock.now()))}</td></tr>`;
    }),
    "There is no organization.",
  ),
});

/** The sections, from the top. */
const SECTIONS: readonly ((sandbox: SandboxInstance) => Section)[] = [
  exchanges,
  channels,
  jobs,
  scenarios,
  variants,
  modules,
  organizations,
];

export const renderSections = (sandbox: SandboxInstance): Section[] =>
  SECTIONS.map((section) => section(sandbox));
