import type { MemoryZoho, Version } from "./memoryZoho";
import { type Delivery, keyOf, type Platform } from "./platform";
import type { SourceKind } from "./readers";

/** What the source is to deliver of all that happened. */
function versionsFor(kind: SourceKind, zoho: MemoryZoho): Version[] {
  return zoho.versions.filter(({ isDeletion }) => isDeletion === (kind === "deletions"));
}

/** Stamped since the stream began, and not there already when it did. */
const isOfStream =
  ({ saved, startMs }: Platform) =>
  ({ at, visibleMs }: Version): boolean =>
    !saved || (at >= saved.baseline && visibleMs > startMs);

/** The last versions of the records, of those that came about since, that were not handed over. */
export function lost(kind: SourceKind, zoho: MemoryZoho, platform: Platform): string[] {
  const delivered = new Set(platform.delivered.map(keyOf));
  return zoho
    .last()
    .filter(({ isDeletion }) => isDeletion === (kind === "deletions"))
    .filter(isOfStream(platform))
    .map(keyOf)
    .filter((key) => !delivered.has(key));
}

/** Versions that stood in view from the first to the last look of a window, below its end, and did not come. */
export function overlooked(
  kind: SourceKind,
  zoho: MemoryZoho,
  platform: Platform,
  slackMs: number,
): string[] {
  const placeOf = new Map<string, number>();
  platform.delivered.forEach((delivery, index) => {
    const key = keyOf(delivery);
    if (!placeOf.has(key)) placeOf.set(key, index);
  });
  const goneMs = goneTimes(zoho);
  return versionsFor(kind, zoho)
    .filter(isOfStream(platform))
    .filter((version) => {
      const place = placeOf.get(keyOf(version)) ?? Number.POSITIVE_INFINITY;
      return platform.windows.some(
        ({ firstLookMs, lastLookMs, delivered }) =>
          version.visibleMs <= firstLookMs &&
          (version.at + 1) * 1000 <= firstLookMs - slackMs &&
          lastLookMs < (goneMs.get(version) ?? Number.POSITIVE_INFINITY) &&
          place >= delivered,
      );
    })
    .map(keyOf);
}

/** When a later version of the same record took the place of a version. */
function goneTimes(zoho: MemoryZoho): Map<Version, number> {
  const describeDeleted = new Map<Version, number>();
  const latestOf = new Map<string, Version[]>();
  for (const version of zoho.versions) {
    const before = latestOf.get(version.id) ?? [];
    for (const other of before) {
      describeDeleted.set(
        other,
        Math.min(describeDeleted.get(other) ?? Number.POSITIVE_INFINITY, version.visibleMs),
      );
    }
    latestOf.set(version.id, [...before, version]);
  }
  return describeDeleted;
}

export function doubled({ delivered }: Platform): string[] {
  const seen = new Set<string>();
  return delivered.map(keyOf).filter((key) => seen.size === seen.add(key).size);
}

export function invented(kind: SourceKind, zoho: MemoryZoho, { delivered }: Platform): string[] {
  const real = new Set(versionsFor(kind, zoho).map(keyOf));
  return delivered.map(keyOf).filter((key) => !real.has(key));
}

/** Deliveries of one record that came in another order than they were made. */
export function disordered({ delivered }: Platform): string[] {
  const lastOf = new Map<string, number>();
  return delivered
    .filter(({ id, content }) => {
      const before = lastOf.get(id) ?? -1;
      lastOf.set(id, Number(content));
      return Number(content) < before;
    })
    .map(keyOf);
}

/** Deliveries by record, in the order in which they came. */
function byRecord(deliveries: readonly Delivery[]): Map<string, Delivery[]> {
  const groups = new Map<string, Delivery[]>();
  for (const delivery of deliveries) {
    const group = groups.get(delivery.id) ?? [];
    group.push(delivery);
    groups.set(delivery.id, group);
  }
  return groups;
}

/** Records that were wrongly called created, or called so twice. */
export function createdTooOften(zoho: MemoryZoho, platform: Platform): string[] {
  const baseline = platform.saved?.baseline ?? 0;
  const createdAt = new Map(zoho.versions.map((version) => [version.id, version.createdAt]));
  return [...byRecord(platform.delivered)].flatMap(([id, deliveries]) => {
    const [, ...later] = deliveries.map(({ type }) => type);
    const isOld = (createdAt.get(id) ?? 0) < baseline;
    const isWrong = later.includes("created") || (isOld && deliveries[0]?.type === "created");
    return isWrong ? [`${id} ${deliveries.map(({ type }) => type)}`] : [];
  });
}

/**
 * Records that were created since the stream began, and whose first delivery does not say so. Forgiven are those
 * that changed just when a window before was read, so that no window had them in time, and those that were
 * deleted and came back.
 */
export function notCreated(
  zoho: MemoryZoho,
  { delivered, windows, saved, startMs }: Platform,
  slackMs: number,
): string[] {
  const seen = new Set<string>();
  return delivered.flatMap(({ id, type }, index) => {
    if (seen.size === seen.add(id).size || type === "created") return [];
    const history = zoho.historyOf(id);
    const [first] = history;
    if (!first || first.createdAt < (saved?.baseline ?? 0)) return [];
    if (history.some(({ visibleMs }) => visibleMs <= startMs)) return [];
    const moments = history.flatMap(({ committedMs, visibleMs }) => [committedMs, visibleMs]);
    const isForgiven = windows
      .filter((window) => window.delivered <= index)
      .some(({ firstLookMs, lastLookMs }) =>
        moments.some((ms) => ms >= firstLookMs - slackMs && ms <= lastLookMs),
      );
    if (isForgiven || history.some(({ isDeletion }) => isDeletion)) return [];
    return [`${id} ${type}`];
  });
}

/** Deliveries of the second in which their window was begun, or of a later one. */
export function tooEarly({ delivered }: Platform): string[] {
  return delivered.filter(({ at, windowBeganMs }) => (at + 1) * 1000 > windowBeganMs).map(keyOf);
}

/** Deliveries of what was there when a stream of news began. */
export function oldNews(zoho: MemoryZoho, { delivered, startMs }: Platform): string[] {
  const visibleMs = new Map(zoho.versions.map((version) => [keyOf(version), version.visibleMs]));
  return delivered.map(keyOf).filter((key) => (visibleMs.get(key) ?? 0) < startMs);
}
