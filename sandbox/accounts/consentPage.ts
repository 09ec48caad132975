import { accountsOrigins, type Location } from "../dataCenters";
import { escapeHtml } from "../html";
import type { Reply } from "../http";
import { fullName } from "../state/organization";
import type { SandboxState } from "../state/sandboxState";

const page = (title: string, body: string): Reply => ({
  status: 200,
  headers: { "content-type": "text/html;charset=UTF-8" },
  text: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<style>body{font:16px sans-serif;max-width:34em;margin:4em auto}button{padding:.5em 2em}</style></head>
<body><h1>${title}</h1>${body}</body></html>
`,
});

const options = (choices: readonly [string, string][], chosen: string): string =>
  choices
    .map(([value, label]) => {
      const selected = value === chosen ? " selected" : "";
      return `<option value="${value}"${selected}>${escapeHtml(label)}</option>`;
    })
    .join("");

const select = (name: string, label: string, choices: string): string =>
  `<p><label>${label} <select name="${name}">${choices}</select></label></p>`;

/** The page on which the user picks an environment and accepts or rejects. */
export function consentPage(
  state: SandboxState,
  scopes: readonly string[],
  params: URLSearchParams,
  location: Location,
): Reply {
  const hidden = [...params]
    .map(([name, value]) => [escapeHtml(name), escapeHtml(value)])
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
    .join("");
  const users = state.users
    .filter((user) => user.status === "active" && user.confirmed)
    .map((user): [string, string] => [user.id, fullName(user)]);
  const locations = Object.entries(accountsOrigins());
  const environments = ["production", "sandbox", "developer"].map((name): [string, string] => [
    name,
    name,
  ]);
  return page(
    "Zoho sandbox: allow access?",
    `<p>${escapeHtml(params.get("client_id") ?? "")} would like to:</p>
<ul>${scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join("")}</ul>
<form method="post" action="/oauth/v2/approve">${hidden}
${select("user", "User", options(users, ""))}
${select("location", "Data center of the user", options(locations, location))}
${select("environment", "Environment", options(environments, "production"))}
<button name="action" value="accept">Accept</button>
<button name="action" value="reject">Reject</button></form>`,
  );
}

/** The page for an invalid authorization request. */
export const errorPage = (error: string): Reply =>
  page("Error Occurred", `<p class="error">${escapeHtml(error)}</p>`);
