import { BOOKS_FAULTS, BOOKS_SCENARIOS } from "../books/faults";
import { isBooksPath } from "../books/route";
import type { SandboxRequest } from "../http";
import type { SandboxState } from "../state/sandboxState";
import { randomNumbers } from "../state/seedValues";
import { BULK } from "./bulk";
import { CONNECTIONS } from "./connections";
import { NOTIFICATIONS } from "./notifications";
import { ORGANIZATION } from "./organization";
import { REFUSALS } from "./refusals";
import type { CallScenario, DeliveryFault, Fault, FaultContext, Scenario } from "./scenario";
import { WRITES } from "./writes";

/** Every named fault. */
const SCENARIOS: Record<string, Scenario> = {
  ...REFUSALS,
  ...CONNECTIONS,
  ...WRITES,
  ...BULK,
  ...ORGANIZATION,
  ...NOTIFICATIONS,
  ...BOOKS_SCENARIOS,
};

const findScenario = (name: string): Scenario | undefined =>
  Object.hasOwn(SCENARIOS, name) ? SCENARIOS[name] : undefined;

/** The fault in the wire format of the product. */
function faultFor(name: string, scenario: CallScenario, context: FaultContext): Fault {
  const booksFault = isBooksPath(context.request.path) ? BOOKS_FAULTS[name] : undefined;
  return (booksFault ?? scenario.fault)(context);
}

/** The calls that a scenario hits. For notifications `path` is the receiver's. */
export interface ScenarioMatch {
  method?: string;
  path?: string;
  /** The first matching call to hit; by default 1. */
  nth?: number;
  /** The probability of a hit from there on; by default 1. */
  probability?: number;
  /** Seed for `probability`; the same seed hits the same calls. */
  seed?: number;
}

/** The body of `POST /_sandbox/scenario`. */
export interface ScenarioRequest {
  name: string;
  match: ScenarioMatch;
  /** How many calls to hit; 0 = all, until cleared. */
  count: number;
  parameters: Record<string, unknown>;
}

interface ActiveScenario extends ScenarioRequest {
  seen: number;
  hits: number;
  random: () => number;
}

/** A path that starts with `/` is a prefix, anything else a regular expression. */
function matchesPath(path: string, pattern: string): boolean {
  return pattern.startsWith("/") ? path.startsWith(pattern) : new RegExp(pattern).test(path);
}

/** Counts a matching call and decides whether the scenario hits it. */
function isDue(active: ActiveScenario): boolean {
  active.seen += 1;
  if (active.seen < (active.match.nth ?? 1)) return false;
  if (active.count > 0 && active.hits >= active.count) return false;
  const { probability } = active.match;
  if (probability !== undefined && active.random() >= probability) return false;
  active.hits += 1;
  return true;
}

/** The active scenarios, oldest first. */
export class Scenarios {
  private active: ActiveScenario[] = [];
  /** Each sends one delayed reply now. */
  private held = new Set<() => void>();

  /** `onHold` is called whenever a reply begins or ends to be held back. */
  constructor(private readonly onHold: () => void = () => {}) {}

  /** Throws on an unknown name, an invalid path or invalid parameters. */
  add(request: ScenarioRequest): void {
    const scenario = findScenario(request.name);
    if (!scenario) {
      throw new Error(
        `no scenario ${request.name}; there are ${Object.keys(SCENARIOS).join(", ")}`,
      );
    }
    scenario.check?.(request.parameters);
    matchesPath("/", request.match.path ?? "/");
    const random = randomNumbers(request.match.seed ?? 1);
    this.active.push({ ...request, seen: 0, hits: 0, random });
  }

  /** The active scenarios with their hits. */
  list(): readonly Readonly<ActiveScenario>[] {
    return this.active;
  }

  /** Ends all scenarios and sends delayed replies now. */
  clear(): void {
    this.active = [];
    for (const release of [...this.held]) release();
  }

  /** Ends all scenarios; delayed replies still wait for their time. */
  reset(): void {
    this.active = [];
    this.held = new Set();
  }

  /** The number of replies that are delayed now. */
  get heldCount(): number {
    return this.held.size;
  }

  /** Waits, or until the scenarios are cleared. Its timer does not keep the process alive. */
  hold(milliseconds: number): Promise<void> {
    const { held } = this;
    return new Promise((resolve) => {
      const release = (): void => {
        clearTimeout(timer);
        held.delete(release);
        this.onHold();
        resolve();
      };
      const timer = setTimeout(release, milliseconds).unref();
      held.add(release);
      this.onHold();
    });
  }

  /** The fault for this call, if any. Without a path only calls to the CRM API are hit. */
  take(request: SandboxRequest, state: SandboxState): { name: string; fault: Fault } | undefined {
    for (const active of this.active) {
      const scenario = findScenario(active.name);
      if (!scenario || !("fault" in scenario)) continue;
      const { method, path = scenario.path ?? "/crm/" } = active.match;
      if (method && method.toUpperCase() !== request.method) continue;
      if (!matchesPath(request.path, path) || scenario.applies?.(request) === false) continue;
      if (!isDue(active)) continue;
      const { parameters, name } = active;
      return { name, fault: faultFor(name, scenario, { request, parameters, state }) };
    }
    return undefined;
  }

  /** The fault for a notification to this URL, if any. */
  takeDelivery(url: string): { name: string; fault: DeliveryFault } | undefined {
    for (const active of this.active) {
      const scenario = findScenario(active.name);
      if (!scenario || !("delivery" in scenario)) continue;
      if (!matchesPath(new URL(url).pathname, active.match.path ?? "/") || !isDue(active)) continue;
      return { name: active.name, fault: scenario.delivery(active.parameters) };
    }
    return undefined;
  }
}

/** Names and descriptions of all scenarios. */
export const listScenarios = (): { name: string; about: string }[] =>
  Object.entries(SCENARIOS).map(([name, { about }]) => ({ name, about }));
