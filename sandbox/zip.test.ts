import { readZip, writeZip } from "./zip";

/** Made by Info-ZIP 3.0 from `a.csv` (deflated), the directory `d/` and `d/ü.txt` (stored). */
const FOREIGN =
  "UEsDBBQAAAAIACl6d104cCtZLgAAAAQBAAAFAAAAYS5jc3bzSSwuifdLzE3Vcc1NzMzh5VIKSszXUXBU0ilKzHdI" +
  "rUjMLchJ1StJLS4ZvlIAUEsDBAoAAAAAACF6d10AAAAAAAAAAAAAAAACAAAAZC9QSwMECgAAAAAAIXp3XYamEDYF" +
  "AAAABQAAAAgAAABkL8O8LnR4dGhlbGxvUEsBAh4DFAAAAAgAKXp3XThwK1kuAAAABAEAAAUAAAAAAAAAAQAAAKSB" +
  "AAAAAGEuY3N2UEsBAh4DCgAAAAAAIXp3XQAAAAAAAAAAAAAAAAIAAAAAAAAAAAAQAO1BUQAAAGQvUEsBAh4DCgAA" +
  "AAAAIXp3XYamEDYFAAAABQAAAAgAAAAAAAAAAQAAAKSBcQAAAGQvw7wudHh0UEsFBgAAAAADAAMAmQAAAJwAAAAA" +
  "AA==";

describe("ZIP archives", () => {
  test("reads what it writes, in order, with non-ASCII names and empty files", () => {
    const entries = [
      { name: "48.csv", content: Buffer.from("Last_Name\r\nNúñez\r\n".repeat(500)) },
      { name: "佐藤.txt", content: Buffer.alloc(0) },
    ];
    const archive = writeZip(entries);
    expect(archive.length).toBeLessThan(1000);
    expect(readZip(archive)).toEqual(entries);
    expect(writeZip(entries)).toEqual(archive);
  });

  test("reads archives of other programs, without directories", () => {
    expect(readZip(Buffer.from(FOREIGN, "base64"))).toEqual([
      {
        name: "a.csv",
        content: Buffer.from(`Last_Name,Email\r\n${'"Rao, A",rao@example.test\r\n'.repeat(9)}`),
      },
      { name: "d/ü.txt", content: Buffer.from("hello") },
    ]);
  });

  test("refuses invalid and damaged archives", () => {
    const archive = writeZip([{ name: "a.csv", content: Buffer.from("Last_Name\r\nRao\r\n") }]);
    const damaged = Buffer.from(archive);
    damaged.writeUInt8(damaged.readUInt8(40) ^ 0xff, 40);
    expect(readZip(damaged)).toBeUndefined();
    expect(readZip(archive.subarray(0, archive.length - 1))).toBeUndefined();
    expect(readZip(archive.subarray(20))).toBeUndefined();
    expect(readZip(Buffer.from("Last_Name\r\nRao\r\n"))).toBeUndefined();
    expect(readZip(Buffer.alloc(0))).toBeUndefined();
  });

  test("refuses archives that unpack to more than the limit, in one file or in all", () => {
    const zeros = (length: number, name: string) => ({ name, content: Buffer.alloc(length) });
    const archive = writeZip([zeros(600, "a.csv"), zeros(400, "b.csv"), zeros(0, "c.csv")]);
    expect(readZip(archive, 1000)).toHaveLength(3);
    expect(readZip(archive, 999)).toBeUndefined();
    expect(readZip(archive, 500)).toBeUndefined();
    expect(readZip(writeZip([zeros(257 * 1024 * 1024, "a.csv")]))).toBeUndefined();
  });
});
