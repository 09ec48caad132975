import type { Reply } from "../http";
import type { CallScenario, Fault, FaultContext } from "../scenarios/scenario";
import { dayFull, internalError, minuteFull, notAuthorized, tooManyInProcess } from "./errors";

type BooksFault = (context: FaultContext) => Fault;

const DAY_LIMIT = 10_000;

const withHeaders = (reply: Reply, headers: Record<string, string>): Reply => ({
  ...reply,
  headers: { ...reply.headers, ...headers },
});

const deadToken: BooksFault = () => ({ reply: notAuthorized().toReply() });

const HTML_503 = `<html><head><title>503 Service Unavailable</title></head>
<body><h1>Service Unavailable</h1><hr>ZGS</body></html>`;

const htmlPage: BooksFault = () => ({
  reply: { status: 503, headers: { "content-type": "text/html" }, text: HTML_503 },
});

/** Books' replies for scenarios that look different in CRM (facts 10). */
export const BOOKS_FAULTS: Readonly<Record<string, BooksFault>> = {
  "rate-limited": () => ({ reply: minuteFull().toReply() }),
  "rate-limited-retry-after": ({ parameters }) => ({
    reply: withHeaders(minuteFull().toReply(), {
      "retry-after": String(parameters.seconds ?? 1),
    }),
  }),
  "credits-exhausted": () => ({
    reply: withHeaders(dayFull(DAY_LIMIT).toReply(), { "x-rate-limit-remaining": "0" }),
  }),
  "service-unavailable": htmlPage,
  "server-error": () => ({ reply: internalError().toReply() }),
  "expired-token": deadToken,
  "revoked-token": deadToken,
  "wrong-region-token": deadToken,
  "missing-scope": deadToken,
  "no-permission": deadToken,
};

/** Scenarios that only Books has. */
export const BOOKS_SCENARIOS: Readonly<Record<string, CallScenario>> = {
  "books-in-process": {
    about: "Books: 429 code 1070, too many calls in process.",
    path: "/books/",
    fault: () => ({ reply: tooManyInProcess().toReply() }),
  },
  "books-error-in-200": {
    about: "Books: 200 with code 57 in the body.",
    path: "/books/",
    fault: () => ({ reply: { ...notAuthorized().toReply(), status: 200 } }),
  },
  "books-html-503": {
    about: "Books: 503 with an HTML page; the call is not carried out.",
    path: "/books/",
    fault: htmlPage,
  },
};
