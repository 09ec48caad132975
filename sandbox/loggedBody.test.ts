import { createHash } from "node:crypto";
import { loggedBody } from "./loggedBody";
import { ListeningSandbox } from "./testSupport/server";
import { encodeForm, fileForm } from "./testSupport/uploads";

const logged = (headers: Record<string, string>, body: Buffer | string) =>
  loggedBody({
    method: "POST",
    path: "/",
    query: new URLSearchParams(),
    headers,
    body: Buffer.from(body),
  });

describe("bodies in the log", () => {
  test("texts are complete, other types a byte count", () => {
    expect(logged({}, "{}")).toBe("{}");
    expect(logged({ "content-type": "application/json;charset=UTF-8" }, '"é"')).toBe('"é"');
    expect(logged({ "content-type": "application/x-www-form-urlencoded" }, "a=b")).toBe("a=b");
    expect(logged({ "content-type": "application/zip" }, "12345")).toBe("(5 bytes)");
    expect(logged({ "content-type": "multipart/form-data; boundary=b" }, "cut")).toBe("(3 bytes)");
  });

  test("in forms, fields are complete and files byte counts", async () => {
    const form = fileForm("secret content", "é.txt");
    form.set("title", "T");
    const { headers, body } = await encodeForm(form);
    const text = logged(headers, body);
    expect(text).toContain('filename="é.txt"');
    expect(text).toContain("\r\n\r\n(14 bytes)\r\n");
    expect(text).toContain('name="title"\r\n\r\nT\r\n');
    expect(text).not.toContain("secret content");
  });
});

describe("binaries over a socket", () => {
  let zoho: ListeningSandbox;
  const fetchZoho = (url: string, init: RequestInit = {}) =>
    fetch(`${zoho.sandbox.origin}/crm/v8${url}`, {
      ...init,
      headers: { authorization: "Zoho-oauthtoken sandbox" },
    });
  const attachmentsUrl = async () => {
    const { records } = await zoho.control("GET", "records?module=Leads");
    const [lead] = Array.isArray(records) ? records : [];
    return `/Leads/${lead.id}/Attachments`;
  };
  const uploadTo = async (url: string, content: Uint8Array<ArrayBuffer>) => {
    const reply = await fetchZoho(url, { method: "POST", body: fileForm(content, "big.bin") });
    return JSON.parse(await reply.text()).data[0].details.id as string;
  };

  beforeEach(async () => {
    zoho = await ListeningSandbox.start();
  });
  afterEach(() => zoho.close());

  test("5 MB are uploaded and downloaded unchanged; the log has the byte count", async () => {
    const url = await attachmentsUrl();
    const content = Uint8Array.from({ length: 5_000_000 }, (_, index) => (index * 31) % 256);
    const id = await uploadTo(url, content);
    const download = await fetchZoho(`${url}/${id}`);
    expect(download.headers.get("content-length")).toBe("5000000");
    expect(Buffer.from(await download.arrayBuffer()).equals(content)).toBe(true);
    const { requests } = await zoho.control("GET", "requests?limit=2");
    expect(requests).toMatchObject([
      { method: "POST", body: expect.stringContaining("(5000000 bytes)") },
      { method: "GET", responseBody: "(5000000 bytes)" },
    ]);
    expect(JSON.stringify(requests).length).toBeLessThan(5_000);
    const { bytes } = await zoho.control("GET", "stats");
    expect(bytes).toBeGreaterThan(5_000_000);
  });

  test("attachments shows name, bytes and checksum", async () => {
    const url = await attachmentsUrl();
    const content = new Uint8Array([0, 255, 13, 10]);
    const id = await uploadTo(url, content);
    const stored = await zoho.control("GET", `attachments?module=Leads&id=${url.split("/")[2]}`);
    expect(stored.attachments).toMatchObject([
      {
        id,
        fileName: "big.bin",
        bytes: 4,
        sha256: createHash("sha256").update(content).digest("hex"),
      },
    ]);
  });

  test("a download can be truncated, with or without an error", async () => {
    const url = await attachmentsUrl();
    const id = await uploadTo(url, new Uint8Array(1000));
    await zoho.scenario("cut-short-clean");
    const half = await fetchZoho(`${url}/${id}`);
    expect(half.status).toBe(200);
    expect(await half.arrayBuffer()).toHaveProperty("byteLength", 500);
    await zoho.scenario("cut-short");
    const broken = await fetchZoho(`${url}/${id}`);
    await expect(broken.arrayBuffer()).rejects.toThrow();
  });

  test("partial-failure refuses every channel of a watch call", async () => {
    await zoho.scenario("partial-failure", { count: 2 });
    const watch = [{ channel_id: "1" }, { channel_id: "2" }];
    const refused = await zoho.call("POST", "/crm/v8/actions/watch", { watch });
    expect(refused.status).toBe(202);
    expect(JSON.parse(refused.text).watch).toHaveLength(2);
    const removed = await zoho.call("DELETE", "/crm/v8/actions/watch?channel_ids=1,2,3");
    expect(JSON.parse(removed.text).watch).toHaveLength(3);
    expect(await zoho.control("GET", "watches")).toEqual({ watches: [] });
  });
});
