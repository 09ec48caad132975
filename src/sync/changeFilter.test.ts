import { type ChangeFilter, filterChange } from "./changeFilter";
import type { Change, ChangeType, SourceRow } from "./changes";

const NOTHING: ChangeFilter = {
  showNew: false,
  showUpdated: false,
  showDeleted: false,
  ignoreOwn: false,
};
const change = (type: ChangeType, row: Partial<SourceRow> = {}): Change => ({
  type,
  row: { id: "1", at: 20, createdAt: 10, content: "", record: {}, ...row },
});

const ROWS: [
  what: string,
  one: Change,
  options: Partial<ChangeFilter>,
  shown: string | undefined,
][] = [
  ["a new record, wanted", change("created"), { showNew: true }, "created"],
  [
    "a new record, unwanted",
    change("created"),
    { showUpdated: true, showDeleted: true },
    undefined,
  ],
  ["an edit, wanted", change("updated"), { showUpdated: true }, "updated"],
  ["an edit, unwanted", change("updated"), { showNew: true, showDeleted: true }, undefined],
  ["a deletion, wanted", change("deleted"), { showDeleted: true }, "deleted"],
  ["a deletion, unwanted", change("deleted"), { showNew: true, showUpdated: true }, undefined],
  ["a restored record with deletions", change("restored"), { showDeleted: true }, "restored"],
  ["a restored record without", change("restored"), { showUpdated: true }, undefined],
  ["a converted lead with deletions", change("converted"), { showDeleted: true }, "converted"],
  ["a converted lead without", change("converted"), { showUpdated: true }, undefined],
  [
    "an edit of who knows what age, among new records",
    change("updated", { createdAt: undefined }),
    { showNew: true },
    "updated",
  ],
  [
    "a new record that was edited, as an edit of it",
    change("created"),
    { showUpdated: true, showEditsOfNew: true },
    "updated",
  ],
  [
    "a new record as it was made, among edits",
    change("created", { at: 10 }),
    { showUpdated: true, showEditsOfNew: true },
    undefined,
  ],
  [
    "a new record of who knows what age, among edits",
    change("created", { createdAt: undefined }),
    { showUpdated: true, showEditsOfNew: true },
    undefined,
  ],
  [
    "a new record that was edited, where it is wanted as new",
    change("created"),
    { showNew: true, showUpdated: true, showEditsOfNew: true },
    "created",
  ],
  [
    "a new record that was edited, where edits are unwanted",
    change("created"),
    { showDeleted: true, showEditsOfNew: true },
    undefined,
  ],
  ["an own change", change("updated", { isOwn: true }), { showUpdated: true }, "updated"],
  [
    "an own change, ignored",
    change("updated", { isOwn: true }),
    { showUpdated: true, ignoreOwn: true },
    undefined,
  ],
  [
    "somebody's change, own ones ignored",
    change("updated", { isOwn: false }),
    { showUpdated: true, ignoreOwn: true },
    "updated",
  ],
  [
    "an own deletion, ignored",
    change("deleted", { isOwn: true }),
    { showDeleted: true, ignoreOwn: true },
    undefined,
  ],
];

it.each(ROWS)("%s", (_, one, options, shown) => {
  const expected = shown === undefined ? undefined : { ...one, type: shown };
  expect(filterChange(one, { ...NOTHING, ...options })).toEqual(expected);
});
