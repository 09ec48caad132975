import fc from "fast-check";
import { parseCsv, writeCsv } from "./csv";

describe("CSV files (RFC 4180)", () => {
  test("has quotes where needed, and CRLF after lines", () => {
    expect(
      writeCsv([
        ["id", "Last_Name"],
        ["1", 'de "la" Cruz'],
        ["2", "a,b\nc"],
        ["", ""],
      ]),
    ).toBe('id,Last_Name\r\n1,"de ""la"" Cruz"\r\n2,"a,b\nc"\r\n,\r\n');
  });

  test("reads a cell of millions of quotes", () => {
    const cell = '""'.repeat(2_000_000);
    expect(parseCsv(`a,b\n"${cell}",1\n`)[1]?.[0]).toHaveLength(2_000_000);
    // Without a closing quote it is plain text.
    expect(parseCsv(`a,b\n"${cell}`)[1]?.[0]).toHaveLength(4_000_001);
  });

  test("reads what it writes", () => {
    const cell = fc.stringMatching(/^[a-z",;:|\r\n ü佐]{0,8}$/);
    const table = fc.integer({ min: 2, max: 4 }).chain((width) => {
      const row = fc.array(cell, { minLength: width, maxLength: width });
      return fc.array(row, { minLength: 1, maxLength: 6 });
    });
    fc.assert(
      fc.property(table, (rows) => {
        const header = rows[0]?.map((_, index) => `c${index}`) ?? [];
        expect(parseCsv(writeCsv([header, ...rows]))).toEqual([header, ...rows]);
      }),
    );
  });

  test.each([
    [
      "LF only, no end",
      "a,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a byte order mark",
      "\uFEFFa,b\r\n1,2\r\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "semicolons",
      "a;b\n1,5;2",
      [
        ["a", "b"],
        ["1,5", "2"],
      ],
    ],
    [
      "bars",
      "a|b\n1|2\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a blank line",
      "a,b\n\n1,2\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "an empty last cell",
      "a,b\n1,",
      [
        ["a", "b"],
        ["1", ""],
      ],
    ],
    ["one column", "a\n1\n2\n", [["a"], ["1"], ["2"]]],
    [
      "a quote inside",
      'a,b\nx"y,2',
      [
        ["a", "b"],
        ['x"y', "2"],
      ],
    ],
    ["nothing", "", []],
  ])("%s", (_name, text, rows) => {
    expect(parseCsv(text)).toEqual(rows);
  });
});
