import type { Reply } from "../http";
import type { CallScenario } from "./scenario";

const getText = (reply: Reply): string =>
  reply.json === undefined ? (reply.text ?? "") : JSON.stringify(reply.json);

function truncated(reply: Reply): Reply {
  const { bytes } = reply;
  if (bytes) return { ...reply, bytes: bytes.subarray(0, Math.floor(bytes.length / 2)) };
  const text = getText(reply);
  const half = text.slice(0, Math.max(1, Math.floor(text.length / 2)));
  const headers = { "content-type": "application/json;charset=UTF-8", ...reply.headers };
  return { status: 200, headers, text: half || "{" };
}

/** The same body with another content type. */
function mislabelled(reply: Reply, contentType: string): Reply {
  const { json: _json, ...others } = reply;
  const headers = { ...reply.headers, "content-type": contentType };
  return reply.bytes ? { ...others, headers } : { ...others, headers, text: getText(reply) };
}

const milliseconds = (parameters: Record<string, unknown>): number =>
  Number(parameters.delayMs ?? 5000);

/** Faults of the connection. */
export const CONNECTIONS: Record<string, CallScenario> = {
  slow: {
    about: "The correct reply, late; parameter delayMs (5000).",
    fault: ({ parameters }) => ({ delayMs: milliseconds(parameters) }),
  },
  "slow-first-byte": {
    about:
      "The call is carried out at once, the correct reply starts late; parameter delayMs (5000).",
    fault: ({ parameters }) => ({ firstByteDelayMs: milliseconds(parameters) }),
  },
  "slow-drip": {
    about: "The call is carried out at once, the body arrives in ten pieces over delayMs (5000).",
    fault: ({ parameters }) => ({ dripMs: milliseconds(parameters) }),
  },
  "reset-before": {
    about: "The connection breaks before the call is carried out.",
    fault: () => ({ reply: { status: 0 }, connection: "reset" }),
  },
  "reset-after": {
    about: "The call is carried out, then the connection breaks without a reply.",
    fault: () => ({ connection: "reset" }),
  },
  "cut-short": {
    about: "The call is carried out, then the connection breaks within the body.",
    fault: () => ({ connection: "cut" }),
  },
  "cut-short-clean": {
    about: "The call is carried out; 200 with half of the JSON and a matching Content-Length.",
    fault: ({ request }) => ({ intercept: (serve) => truncated(serve(request)) }),
  },
  "wrong-content-type": {
    about: "The correct reply with another content type; parameter contentType (text/html).",
    check: ({ contentType = "text/html" }) => {
      if (typeof contentType !== "string" || !/^[\x20-\x7e]+$/.test(contentType)) {
        throw new Error("contentType must be a valid header value");
      }
    },
    fault: ({ request, parameters }) => ({
      intercept: (serve) =>
        mislabelled(serve(request), String(parameters.contentType ?? "text/html")),
    }),
  },
  "empty-object": {
    about: "200 with {}; the call is not carried out.",
    fault: () => ({ reply: { status: 200, json: {} } }),
  },
};
