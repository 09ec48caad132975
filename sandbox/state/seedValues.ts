import type { DataType, FieldSpec, Scalar, StoredValue, SubRow } from "./schema/field";
import type { Module } from "./schema/modules";

const FIRST_NAMES = ["Ana", "Björn", "Chloë", "Dmitri", "Esra", "Łukasz", "美咲", "Noël", "Seán"];
const LAST_NAMES = [
  "Rao",
  "O'Brien",
  "Müller, Jr.",
  "Núñez",
  'de "la" Cruz',
  "Şahin",
  "佐藤",
  "Smith-Jones",
  "van der Berg",
  "Αλεξίου",
  "Ng",
];
const COMPANIES = [
  "Acme",
  "Bäckerei Süß",
  "Café, Thé & Co",
  'The "Quoted" Company',
  "O'Reilly Tools",
  "株式会社テスト",
  "100% Wool\\Silk",
];
const CITIES = ["Zürich", "São Paulo", "Chennai", "Montréal", "Kraków", "東京", "Austin, TX"];
const DAY_MS = 86_400_000;

/** Pseudo-random numbers in [0, 1), the same for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Supplies the values of seeded records. */
export interface SeedSource {
  index: number;
  random: () => number;
  now: number;
  getIds: (moduleName: string) => readonly string[];
  userIds: readonly string[];
}

/** Joins into a flat string; a template string would keep its parts in memory as well. */
const text = (...parts: (string | number | undefined)[]): string => parts.join("");

const pick = <T>(values: readonly T[], random: () => number): T | undefined =>
  values[Math.floor(random() * values.length)];

const rounded = (value: number): number => Math.round(value * 100) / 100;

const TEXTS: Record<string, (source: SeedSource) => string | undefined> = {
  First_Name: ({ random }) => pick(FIRST_NAMES, random),
  Last_Name: ({ index }) => text(LAST_NAMES[index % LAST_NAMES.length], " ", index + 1),
  Company: ({ random, index }) => text(pick(COMPANIES, random), " ", index + 1),
  Account_Name: ({ random, index }) => text(pick(COMPANIES, random), " ", index + 1),
  External_Key: () => undefined,
  Skype_ID: () => undefined,
  Twitter: () => undefined,
  Call_Duration: ({ random }) => `${String(1 + Math.floor(random() * 58)).padStart(2, "0")}:30`,
};

type Seeder = (source: SeedSource) => StoredValue;

/** Further custom texts stay empty, as in real organizations. */
const FILLED_CUSTOM_TEXTS = 5;

function textSeeder(spec: FieldSpec): Seeder | undefined {
  const named = TEXTS[spec.apiName];
  if (named) return (source) => named(source) ?? null;
  if (spec.apiName.startsWith("Custom_Text_")) {
    const number = Number(spec.apiName.slice("Custom_Text_".length));
    if (number > FILLED_CUSTOM_TEXTS) return undefined;
    return ({ index }) => text("Text ", number, ", row ", index + 1);
  }
  if (/City|Town/.test(spec.apiName)) return ({ random }) => pick(CITIES, random) ?? null;
  if (/Country|State|Code|Zip|Street|Assistant|Next_Step/.test(spec.apiName)) return undefined;
  return ({ index }) => text(spec.label, " ", index + 1);
}

const dayText = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 10);

const seedTime = ({ random, now }: SeedSource): number =>
  Math.floor((now + (random() - 0.5) * 120 * DAY_MS) / 1000) * 1000;

/** Seeders by data type; undefined = stays empty. */
const SEEDERS: Partial<Record<DataType, (spec: FieldSpec) => Seeder | undefined>> = {
  text: textSeeder,
  textarea:
    (spec) =>
    ({ index }) =>
      text(spec.label, " of number ", index + 1, ':\nsecond line, "quoted".'),
  email: (spec) =>
    spec.apiName === "Email"
      ? ({ index }) => text("person", index + 1, "@example.test")
      : undefined,
  phone: (spec) =>
    spec.apiName === "Phone"
      ? ({ index }) => text("+1 555 ", String(index % 10_000).padStart(4, "0"))
      : undefined,
  website:
    () =>
    ({ index }) =>
      text("https://www", index + 1, ".example.test"),
  picklist:
    ({ options = [] }) =>
    ({ random }) =>
      pick(options, random) ?? null,
  multiselectpicklist:
    ({ options = [] }) =>
    ({ random }) =>
      options.filter(() => random() < 0.4),
  integer: () => (source) => Math.floor(source.random() * 1000),
  bigint: () => (source) => String(900_000_000_000_000 + source.index),
  double: () => (source) => rounded(source.random() * 100),
  currency: () => (source) => rounded(source.random() * 100_000),
  percent: () => (source) => Math.floor(source.random() * 100),
  boolean: () => (source) => source.random() < 0.5,
  date: () => (source) => dayText(seedTime(source)),
  datetime: () => seedTime,
  lookup: (spec) => (source) => pick(source.getIds(spec.target ?? ""), source.random) ?? null,
  userlookup: () => (source) => pick(source.userIds, source.random) ?? null,
};

const scalar = (value: StoredValue): Scalar => (Array.isArray(value) ? null : value);

function rowsSeeder(spec: FieldSpec, takeId: () => string): Seeder {
  const cells = plan(spec.rows ?? [], takeId);
  return (source) => {
    const rowCount = spec.mandatory ? 1 : Math.floor(source.random() * 3);
    return Array.from({ length: rowCount }, (): SubRow => {
      const values = cells.map(([name, seeder]) => [name, scalar(seeder(source))]);
      return { ...Object.fromEntries(values), id: takeId() };
    });
  };
}

function plan(specs: readonly FieldSpec[], takeId: () => string): [string, Seeder][] {
  return specs.flatMap((spec): [string, Seeder][] => {
    if (spec.readOnly || spec.apiName === "Tag") return [];
    const seeder =
      spec.dataType === "subform" ? rowsSeeder(spec, takeId) : SEEDERS[spec.dataType]?.(spec);
    return seeder ? [[spec.apiName, seeder]] : [];
  });
}

const autoNumbers = ({ fields }: Module): string[] =>
  fields.filter(({ dataType }) => dataType === "autonumber").map(({ apiName }) => apiName);

/** Creates values of seeded records: varied, with characters that break naive code. */
export function valueSeeder(
  module: Module,
  takeId: () => string,
): (source: SeedSource) => Record<string, StoredValue> {
  const seeders = plan(module.fields, takeId);
  /** Copied for each record: objects with the same keys are faster than ones that grow. */
  const empty: Record<string, StoredValue> = Object.fromEntries(
    [...seeders.map(([name]) => name), ...autoNumbers(module)].map((name) => [name, null]),
  );
  return (source) => {
    const values = { ...empty };
    for (const [name, seeder] of seeders) {
      const value = seeder(source);
      if (value !== null && !(Array.isArray(value) && value.length === 0)) values[name] = value;
    }
    return values;
  };
}
