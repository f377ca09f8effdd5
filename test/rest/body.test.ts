import { describe, expect, it } from "vitest";
import { encode, toJson } from "../../src/rest/body.ts";

async function formOf(content: Parameters<typeof encode>[0]): Promise<FormData> {
  return (await encode(content)).body as FormData;
}
const payload = (form: FormData): unknown => JSON.parse(String(form.get("payload_json")));

describe("a body", () => {
  it("writes BigInt as decimal text and keeps null [lines 80, 81]", () => {
    expect(toJson({ allow: 1n << 60n, nick: null, gone: undefined })).toBe(
      '{"allow":"1152921504606846976","nick":null}',
    );
  });

  it("is multipart with payload_json as a plain string and files[n] [line 85]", async () => {
    const form = await formOf({
      body: { content: "x" },
      files: [
        { name: "a.txt", data: "abc" },
        { name: "b.bin", data: new Uint8Array([1, 2]) },
      ],
    });
    expect(typeof form.get("payload_json")).toBe("string");
    expect([...form.keys()]).toEqual(["payload_json", "files[0]", "files[1]"]);
    expect((form.get("files[0]") as File).name).toBe("a.txt");
    expect(new Uint8Array(await (form.get("files[1]") as File).arrayBuffer())).toEqual(new Uint8Array([1, 2]));
  });

  it("names each file in attachments, with its description and spoiler [line 86]", async () => {
    const form = await formOf({
      body: {},
      files: [
        { name: "a", data: "", description: "cat", spoiler: true },
        { name: "b", data: "" },
      ],
    });
    expect(payload(form)).toEqual({
      attachments: [
        { id: 0, filename: "a", description: "cat", is_spoiler: true },
        { id: 1, filename: "b" },
      ],
    });
  });

  it("keeps only the attachments that an edit names, and adds the new ones [line 87]", async () => {
    const form = await formOf({
      body: { attachments: [{ id: "99" }, { id: 0, title: "own" }] },
      files: [
        { name: "a", data: "" },
        { name: "b", data: "" },
      ],
    });
    expect(payload(form)).toEqual({ attachments: [{ id: "99" }, { id: 0, title: "own" }, { id: 1, filename: "b" }] });
  });

  it("puts the whole callback into payload_json, attachments under data [line 88]", async () => {
    const form = await formOf({ body: { type: 4, data: { content: "x" } }, files: [{ name: "a", data: "" }] });
    expect(payload(form)).toEqual({ type: 4, data: { content: "x", attachments: [{ id: 0, filename: "a" }] } });
    const post = await formOf({ body: { name: "t", message: { content: "x" } }, files: [{ name: "a", data: "" }] });
    expect(payload(post)).toEqual({ name: "t", message: { content: "x", attachments: [{ id: 0, filename: "a" }] } });
  });

  it("gives stickers and an invite's users their own field names [line 89]", async () => {
    const form = await formOf({
      form: { name: "n", tags: "t", description: "d", file: { name: "s.png", data: "x", type: "image/png" } },
    });
    expect([...form.keys()]).toEqual(["name", "tags", "description", "file"]);
    expect((form.get("file") as File).type).toBe("image/png");
    const invite = await formOf({ body: { max_age: 1 }, form: { target_users_file: { name: "u.csv", data: "1\n2" } } });
    expect([...invite.keys()]).toEqual(["payload_json", "target_users_file"]);
  });

  it("reads a stream once into memory, and leaves what it was given unchanged", async () => {
    const body = Object.freeze({ content: "x" });
    const parts = [new Uint8Array([1]), new Uint8Array([2, 3])];
    const stream = new ReadableStream({ pull: (to) => (parts.length > 0 ? to.enqueue(parts.shift()) : to.close()) });
    const form = await formOf({ body, files: [{ name: "s", data: stream }] });
    expect(new Uint8Array(await (form.get("files[0]") as File).arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]));
    expect(body).toEqual({ content: "x" });
  });
});
