"use strict";
// Runs one execution of a trigger in a new process, started by freshProcess.ts: receives one
// request, sends log lines as they are written, then a reply or an error, and exits.
const { format } = require("node:util");

const LEVELS = ["metric", "trace", "debug", "info", "log", "warn", "error"];
const STATES = ["instanceState", "crossFlowState", "integrationState", "executionState"];

process.once("disconnect", () => process.exit());
process.once("message", (request) => {
  const end = (message) => process.send(message, () => process.exit());
  execution(request).then(
    (reply) => end({ reply }),
    (error) => end({ error: describe(error) }),
  );
});

async function execution({ bundle, key, batched, dateOffsetMs, context, payload, params }) {
  if (dateOffsetMs) shiftClock(dateOffsetMs);
  const trigger = require(bundle).default.triggers[key];
  const states = Object.fromEntries(STATES.map((name) => [name, context[name]]));
  context.logger = logger();
  const result = await trigger.perform(context, payload, params);
  if (!batched || !result?.payload) return { result, states };
  const items = trigger.resolveTriggerItems(context, result);
  const nextPaginationState = trigger.getNextPaginationState?.(context, result) ?? null;
  return { result, states, items, nextPaginationState };
}

const logger = () =>
  Object.fromEntries(
    LEVELS.map((level) => [
      level,
      (...parts) => process.send({ log: { level, text: format(...parts) } }),
    ]),
  );

/** Plays a machine with a wrong clock. */
function shiftClock(offsetMs) {
  const RealDate = Date;
  const now = () => RealDate.now() + offsetMs;
  globalThis.Date = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length > 0 ? args : [now()], newTarget),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
}

const describe = (error) =>
  typeof error === "object" && error !== null && "message" in error
    ? { name: error.name, message: String(error.message), code: error.code }
    : { name: "Error", message: String(error) };
