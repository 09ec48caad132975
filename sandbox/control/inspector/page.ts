import { createHash } from "node:crypto";
import { Html, html } from "../../html";
import type { Section } from "./sections";

const STYLE = new Html(`
:root { color-scheme: light dark; --page: #f4f5f7; --card: #fff; --text: #1c2330; --dim: #5b6577;
  --line: #dfe3ea; --link: #1a56c4; --ok: #1a7040; --moved: #5b6577; --refused: #96560a; --broken: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --page: #14171c; --card: #1d2129; --text: #e6e9ef;
  --dim: #9aa4b5; --line: #313845; --link: #8ab4ff; --ok: #6fce96; --moved: #9aa4b5; --refused: #f0b35e;
  --broken: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 14px/1.45 system-ui, sans-serif; }
header, main, footer { max-width: 76rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1.25rem; }
h1 { margin: 0; font-size: 1.4rem; }
h2 { margin: 0 0 .5rem; font-size: .95rem; }
a { color: var(--link); }
p { margin: 0; }
.dim, .empty, small, th { color: var(--dim); }
small { display: block; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: .75rem;
  margin: 1rem 0; }
.figures > div, section { background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
  padding: .8rem 1rem; }
section { overflow-x: auto; }
dt { color: var(--dim); }
dd { margin: 0; font-size: 1.15rem; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
dd small { font-size: .85rem; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; }
.columns > div { display: flex; flex-direction: column; gap: 1rem; min-width: 0; }
@media (min-width: 60rem) { .columns { grid-template-columns: minmax(0, 5fr) minmax(0, 3fr); } }
table { width: 100%; border-collapse: collapse; }
th { text-align: left; font-weight: normal; }
th, td { padding: .3rem .75rem .3rem 0; vertical-align: top; }
.path, small { overflow-wrap: anywhere; }
td { border-top: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.ok { color: var(--ok); } .moved { color: var(--moved); } .refused { color: var(--refused); }
.broken, em { color: var(--broken); }
em { font-style: normal; }
footer { padding-top: 1rem; padding-bottom: 2rem; }
footer a { margin-right: .75rem; white-space: nowrap; }
`);

/** Reloads the page's contents, unless the user is selecting text. */
const SCRIPT = new Html(`
const status = document.querySelector("#status");
async function refresh() {
  if (document.hidden || !getSelection().isCollapsed) return;
  try {
    const text = await (await fetch(location.href)).text();
    const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("main");
    const main = document.querySelector("main");
    if (fresh.innerHTML !== main.innerHTML) main.innerHTML = fresh.innerHTML;
    status.textContent = "refreshes automatically";
  } catch {
    status.textContent = "not responding";
  }
}
setInterval(refresh, 2000);
`);

const scriptHash = createHash("sha256").update(SCRIPT.text).digest("base64");

/** The page may load nothing but itself and run no other script. */
export const CONTENT_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${scriptHash}'`,
  "connect-src 'self'",
  "frame-ancestors 'none'",
].join("; ");

const LINKS = [
  "requests",
  "stats",
  "watches",
  "notifications",
  "callbacks",
  "scenarios",
  "clock",
].map((name) => html`<a href="/_sandbox/${name}">${name}</a> `);

const card = ({ title, body }: Section): Html => html`<section><h2>${title}</h2>${body}</section>`;

/** The page: figures at the top, then the sections in one or two columns. */
export const inspectorPage = (figures: Html, sections: readonly Section[]): Html =>
  html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Local Zoho</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<noscript><meta http-equiv="refresh" content="5"></noscript>
<style>${STYLE}</style></head>
<body><header><h1>Local Zoho</h1><p class="dim" id="status">as it was when this page was loaded</p></header>
<main><dl class="figures">${figures}</dl>
<div class="columns"><div>${sections.filter(({ aside }) => !aside).map(card)}</div>
<div>${sections.filter(({ aside }) => aside).map(card)}</div></div></main>
<footer class="dim">As JSON: ${LINKS}</footer>
<script>${SCRIPT}</script></body></html>
`;
