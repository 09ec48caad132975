import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import type { LoadedComponent, LoadedTrigger } from "./component";
import { fixture } from "./fixture";
import { PollingFlow, type PollingFlowOptions } from "./pollingFlow";

/**
 * A flow on the fixture's feed, which returns 5 numbers in pages of 2 unless `values` say
 * otherwise.
 */
export const feedFlow = (
  values: Record<string, unknown>,
  options: PollingFlowOptions = {},
): PollingFlow => new PollingFlow(fixture, "feed", { total: 5, size: 2, ...values }, options);

/** The fixture with a changed feed. */
export function withFeed(changed: Partial<LoadedTrigger>): LoadedComponent {
  const { feed } = fixture.triggers;
  if (!feed) throw new Error("the fixture has no feed");
  return { ...fixture, triggers: { ...fixture.triggers, feed: { ...feed, ...changed } } };
}

/** Steps that fail if they get `data`. */
export const failOn = (data: unknown) => (handedOver: unknown) => {
  if (JSON.stringify(handedOver) === JSON.stringify(data)) throw new Error("the step failed");
};

/** Bundles the fixture for fresh processes while the tests of a file run; returns the path. */
export function bundleFixture(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "runner-polling-"));
  const bundle = path.join(folder, "fixture.cjs");
  beforeAll(async () => {
    await build({
      stdin: { contents: 'export { fixture as default } from "./fixture";', resolveDir: __dirname },
      outfile: bundle,
      bundle: true,
      platform: "node",
      format: "cjs",
    });
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  return bundle;
}
