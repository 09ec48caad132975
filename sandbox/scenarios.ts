import {
  internalError,
  invalidToken,
  noPermission,
  type RequestError,
  scopeMismatch,
  tooManyRequests,
  wireError,
} from "./crm/errors";
import { isJsonObject, parseJson, type Reply, type SandboxRequest } from "./http";
import type { Variants } from "./state/variants";

/** What a scenario does to one exchange. Without `reply` the call is handled as usual. */
export interface Fault {
  delayMs?: number;
  /** Answered without handling the call. */
  reply?: Reply;
  /** Changes the reply of a call that was handled. */
  after?: (reply: Reply) => Reply;
  /** `reset`: the connection breaks without a reply. `cut`: it breaks within the body. */
  connection?: "reset" | "cut";
}

interface FaultContext {
  request: SandboxRequest;
  parameters: Record<string, unknown>;
  variants: Variants;
}

interface Scenario {
  about: string;
  /** Calls the scenario leaves alone when it returns false. */
  suits?: (request: SandboxRequest) => boolean;
  fault: (context: FaultContext) => Fault;
}

const instead = (error: RequestError): Fault => ({ reply: error.toReply() });

const HTML_502 = `<html><head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center><hr><center>ZGS</center></body></html>`;

const isWrite = ({ method, path }: SandboxRequest): boolean =>
  method !== "GET" && !path.endsWith("/coql");

/** One refused element for every record or channel the write names; nothing is written. */
function partialFailure({ request }: FaultContext): Fault {
  const key = request.path.endsWith("/actions/watch") ? "watch" : "data";
  const body = parseJson(request.body);
  const rows = isJsonObject(body) ? body[key] : undefined;
  const ids = request.query.get("ids") ?? request.query.get("channel_ids");
  const length = Array.isArray(rows) ? rows.length : (ids?.split(",").length ?? 1);
  const element = wireError("INVALID_DATA", "invalid data", {});
  return {
    reply: { status: 202, json: { [key]: Array.from({ length }, () => element) } },
  };
}

function truncated(reply: Reply): Reply {
  const { bytes } = reply;
  if (bytes) return { ...reply, bytes: bytes.subarray(0, Math.floor(bytes.length / 2)) };
  const text = reply.json === undefined ? (reply.text ?? "") : JSON.stringify(reply.json);
  const half = text.slice(0, Math.max(1, Math.floor(text.length / 2)));
  const headers = { "content-type": "application/json;charset=UTF-8", ...reply.headers };
  return { status: 200, headers, text: half || "{" };
}

/** Every named fault. */
const SCENARIOS: Record<string, Scenario> = {
  "rate-limited": {
    about: "429 TOO_MANY_REQUESTS without Retry-After.",
    fault: ({ variants }) => instead(tooManyRequests(variants, "Too many requests fired")),
  },
  "rate-limited-retry-after": {
    about: "429 with Retry-After; parameter seconds (1).",
    fault: ({ variants, parameters }) =>
      instead(
        tooManyRequests(variants, "Too many requests fired", {
          "retry-after": String(parameters.seconds ?? 1),
        }),
      ),
  },
  "credits-exhausted": {
    about: "429 with X-API-CREDITS-REMAINING: 0.",
    fault: ({ variants }) =>
      instead(
        tooManyRequests(variants, "API credits are used up", { "x-api-credits-remaining": "0" }),
      ),
  },
  "server-error": {
    about: "500 INTERNAL_ERROR; the call is not carried out.",
    fault: () => instead(internalError()),
  },
  "html-502": {
    about: "502 with an HTML page; the call is not carried out.",
    fault: () => ({
      reply: { status: 502, headers: { "content-type": "text/html" }, text: HTML_502 },
    }),
  },
  slow: {
    about: "The right reply, late; parameter delayMs (5000).",
    fault: ({ parameters }) => ({ delayMs: Number(parameters.delayMs ?? 5000) }),
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
    about: "The call is carried out; 200 with half of the JSON and a Content-Length to match.",
    fault: () => ({ after: truncated }),
  },
  "expired-token": {
    about: "401 INVALID_TOKEN, as an hour after sign-in.",
    fault: () => instead(invalidToken()),
  },
  "revoked-token": {
    about: "401 INVALID_TOKEN, as after the user took access away.",
    fault: () => instead(invalidToken()),
  },
  "missing-scope": {
    about: "401 OAUTH_SCOPE_MISMATCH.",
    fault: () => instead(scopeMismatch()),
  },
  "no-permission": {
    about: "403 NO_PERMISSION: the user's profile lacks API access.",
    fault: () => instead(noPermission("Crm_Implied_Api_Access")),
  },
  "empty-object": {
    about: "200 with {}; the call is not carried out.",
    fault: () => ({ reply: { status: 200, json: {} } }),
  },
  "partial-failure": {
    about: "Writes: 202 with every record refused, nothing written. Reads pass.",
    suits: isWrite,
    fault: partialFailure,
  },
};

/** What `POST /_sandbox/scenario` asks for. */
export interface ScenarioOrder {
  name: string;
  /** Which calls; `nth` is the first of the matching calls that is hit, 1 by default. */
  match: { method?: string; path?: string; nth?: number };
  /** How many calls are hit; 0 = all until the scenarios are cleared. */
  count: number;
  parameters: Record<string, unknown>;
}

interface ActiveScenario extends ScenarioOrder {
  seen: number;
  hits: number;
}

/** A path that starts with `/` is a prefix, anything else the source of a regular expression. */
function fitsPath(path: string, wanted = "/crm/"): boolean {
  return wanted.startsWith("/") ? path.startsWith(wanted) : new RegExp(wanted).test(path);
}

/** The faults that are switched on, in the order in which they were. */
export class Scenarios {
  private active: ActiveScenario[] = [];

  /** Throws on a name that does not exist or a path that is no regular expression. */
  add(order: ScenarioOrder): void {
    if (!SCENARIOS[order.name]) {
      throw new Error(`no scenario ${order.name}; there are ${Object.keys(SCENARIOS).join(", ")}`);
    }
    fitsPath("/", order.match.path);
    this.active.push({ ...order, seen: 0, hits: 0 });
  }

  /** What was switched on and not cleared, with how often each has hit. */
  list(): readonly Readonly<ActiveScenario>[] {
    return this.active;
  }

  clear(): void {
    this.active = [];
  }

  /** The fault for this call, if one is due. */
  take(request: SandboxRequest, variants: Variants): { name: string; fault: Fault } | undefined {
    for (const order of this.active) {
      const scenario = SCENARIOS[order.name];
      if (!scenario || !this.fits(order, scenario, request)) continue;
      order.seen += 1;
      const isDue = order.seen >= (order.match.nth ?? 1);
      if (!isDue || (order.count > 0 && order.hits >= order.count)) continue;
      order.hits += 1;
      const { parameters, name } = order;
      return { name, fault: scenario.fault({ request, parameters, variants }) };
    }
    return undefined;
  }

  private fits({ match }: ActiveScenario, scenario: Scenario, request: SandboxRequest): boolean {
    if (match.method && match.method.toUpperCase() !== request.method) return false;
    return fitsPath(request.path, match.path) && (scenario.suits?.(request) ?? true);
  }
}

/** Names with a sentence each. */
export const listScenarios = (): { name: string; about: string }[] =>
  Object.entries(SCENARIOS).map(([name, { about }]) => ({ name, about }));
