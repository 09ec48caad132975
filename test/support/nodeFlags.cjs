"use strict";
// Node computes this list when it is first read and keeps it. Jest's copy of `process` computes it at every
// read, and axios reads it with every call, which takes a third of a call's time.
Object.defineProperty(process, "allowedNodeEnvironmentFlags", {
  value: process.allowedNodeEnvironmentFlags,
});
