import { formatTime } from "../../clock";
import { type Html, html } from "../../html";
import type { Reply } from "../../http";
import type { SandboxInstance } from "../../sandboxInstance";
import { formatCount, formatDuration, formatZohoTime } from "./format";
import { CONTENT_POLICY, inspectorPage } from "./page";
import { renderSections } from "./sections";

const figure = (name: string, value: string, more: Html): Html =>
  html`<div><dt>${name}</dt><dd>${value}</dd><dd><small>${more}</small></dd></div>`;

function clockFigure({ clock, state }: SandboxInstance): Html {
  const ahead = clock.skewMs;
  const direction = ahead > 0 ? "ahead of" : "behind";
  const [day = "", time = "", offset = ""] = formatZohoTime(
    formatTime(clock.now(), state.variants.timeOffset),
  ).split(" ");
  const more =
    ahead === 0 ? html`real time` : html`${formatDuration(ahead)} ${direction} real time`;
  return figure("Clock", `${day} ${time}`, html`${offset}, ${more}`);
}

function creditsFigure({ clock, state: { credits } }: SandboxInstance): Html {
  const used = credits.used(clock.now());
  const left = credits.remaining(clock.now());
  const allowance = credits.allowance();
  const more = html`${formatCount(left)} of ${formatCount(allowance)} left`;
  return figure("Credits used", formatCount(used), more);
}

function callsFigure({ log, maxInFlight }: SandboxInstance): Html {
  const { calls, bytes } = log.statistics();
  const more = html`${formatCount(bytes)} bytes, ${maxInFlight} at most in flight`;
  return figure("Calls", formatCount(calls), more);
}

function organizationFigure({ state: { organization } }: SandboxInstance): Html {
  const { companyName, edition, zgid } = organization;
  return figure("Organization", companyName, html`${edition}, ${zgid}`);
}

/** `GET /_sandbox/`: a page about the state and the last calls, without secrets. */
export function showInspector(sandbox: SandboxInstance): Reply {
  const figures = [clockFigure, creditsFigure, callsFigure, organizationFigure];
  const parts = figures.map((one) => one(sandbox));
  return {
    status: 200,
    headers: {
      "content-type": "text/html;charset=UTF-8",
      "content-security-policy": CONTENT_POLICY,
      "cache-control": "no-store",
    },
    text: inspectorPage(html`${parts}`, renderSections(sandbox)).text,
  };
}
