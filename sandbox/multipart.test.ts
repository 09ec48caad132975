import { getBoundary, parseMultipart } from "./multipart";
import { encodeForm, fileForm } from "./testSupport/uploads";

const parse = (text: string) => parseMultipart(Buffer.from(text), "b");
const part = (disposition: string, content = "x") =>
  `--b\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${content}\r\n`;

describe("multipart/form-data", () => {
  test("reads what Node's FormData writes, byte by byte", async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256);
    const form = fileForm(bytes, 'Angebot "Müller" 佐藤.pdf');
    form.set("title", "a\r\nb");
    const { headers, body } = await encodeForm(form);
    const parts = parseMultipart(body, getBoundary(headers["content-type"]) ?? "");
    expect(parts?.map(({ name, fileName }) => [name, fileName])).toEqual([
      ["file", 'Angebot "Müller" 佐藤.pdf'],
      ["title", undefined],
    ]);
    expect(parts?.[0]?.content.equals(bytes)).toBe(true);
    expect(parts?.[1]?.content.toString()).toBe("a\r\nb");
  });

  test("an empty file, and content that looks like a boundary", () => {
    expect(parse(`${part('name="file"; filename="e"', "")}--b--`)?.[0]?.content).toHaveLength(0);
    const tricky = "1\r\n--bb\r\n--\r\n\r\n--B";
    const [found] = parse(`${part('name="file"; filename="t"', tricky)}--b--\r\n`) ?? [];
    expect(found?.content.toString()).toBe(tricky);
  });

  test("content is a view of the body", () => {
    const body = Buffer.from(`${part('name="file"; filename="t"', "abc")}--b--`);
    const [found] = parseMultipart(body, "b") ?? [];
    expect(found?.content.buffer).toBe(body.buffer);
  });

  test.each([
    ['name="file"; filename="a\\"b\\\\c.txt"', 'a"b\\c.txt'],
    ['name="file"; filename="a%22b.txt"', 'a"b.txt'],
    ["name=file; filename=plain.txt", "plain.txt"],
    [`name="file"; filename="_.txt"; filename*=UTF-8''%E4%BD%90.txt`, "佐.txt"],
    ['name="file"; filename=""', ""],
    ['name="file"', undefined],
  ])("file name of %s", (disposition, fileName) => {
    expect(parse(`${part(disposition)}--b--`)?.[0]).toMatchObject({ name: "file" });
    expect(parse(`${part(disposition)}--b--`)?.[0]?.fileName).toBe(fileName);
  });

  test.each([
    ["nothing", ""],
    ["no closing boundary", part('name="file"; filename="t"')],
    ["a head without end", "--b\r\nContent-Disposition: form-data"],
    ["a part without name", `${part("filename=t")}--b--`],
    ["another boundary", "--c\r\n\r\n--c--"],
  ])("%s is malformed", (_name, text) => {
    expect(parse(text)).toBeUndefined();
  });

  test("ignores a preamble; a form may be empty", () => {
    expect(parse(`hello\r\n${part('name="a"')}--b--`)).toHaveLength(1);
    expect(parse("--b--")).toEqual([]);
  });

  test.each([
    ['multipart/form-data; boundary="a b"', "a b"],
    ["multipart/form-data; charset=utf-8; boundary=xyz; q=1", "xyz"],
    ["multipart/mixed; boundary=xyz", undefined],
    ["application/json", undefined],
    [undefined, undefined],
  ])("boundary of %s", (contentType, boundary) => {
    expect(getBoundary(contentType)).toBe(boundary);
  });
});
