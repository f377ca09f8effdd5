import { describe, expect, it } from "vitest";
import { fromFile, toHar, toNdjson } from "../../demo/page/archive.ts";
import { sharable } from "../../demo/page/link.ts";
import type { Frame, Note } from "../../demo/page/wire.ts";

const frame: Frame = {
  ...{ id: 9, at: 5, direction: "in", op: 0, t: "MESSAGE_CREATE", s: 3, bytes: 80 },
  text: '{"t":"MESSAGE_CREATE","s":3,"op":0,"d":{"id":"1","content":"secret","author":{"id":"2","username":"ada"}}}',
};

describe("Archive", () => {
  it("leaves out what people wrote and their names, and keeps ids", () => {
    const [back] = fromFile(toNdjson([frame], false));
    expect(JSON.parse(back?.text ?? "").d).toEqual({
      ...{ id: "1", content: "[left out]", author: { id: "2", username: "[left out]" } },
    });
  });

  it("gives back the same frames, numbered anew, when nothing is to be left out", () => {
    expect(fromFile(toNdjson([frame], true))).toEqual([{ ...frame, id: 1 }]);
  });

  it("leaves out what was written into a command or a form, and how places are called", () => {
    const d = {
      data: {
        options: [{ type: 3, value: "secret" }],
        components: [{ components: [{ custom_id: "a", value: "secret" }] }],
      },
      guild: { name: "secret", topic: "secret", icon: "secret", attachments: [{ filename: "secret", url: "secret" }] },
    };
    const text = JSON.stringify({ t: "INTERACTION_CREATE", s: 4, op: 0, d });
    expect(toNdjson([{ ...frame, text }], false)).not.toContain("secret");
    expect(toHar([{ ...frame, text }], [], false)).not.toContain("secret");
  });

  it("writes a HAR as browsers' tools do, with the requests, and reads its frames back", () => {
    const request: Note = {
      ...{ at: 1100, kind: "request", route: "POST /channels/{channel.id}/messages", status: 200, tookMs: 100 },
      ...{ attempt: 1, scope: undefined },
    };
    const file = toHar([frame], [request], true);
    const [socket, post] = JSON.parse(file).log.entries;
    expect(socket._webSocketMessages).toEqual([{ type: "receive", time: 0.005, opcode: 1, data: frame.text }]);
    expect([post.request.method, post.response.status, post.startedDateTime, post.time]).toEqual([
      ...["POST", 200, "1970-01-01T00:00:01.000Z", 100],
    ]);
    expect(fromFile(file)).toEqual([{ ...frame, id: 1, bytes: frame.text.length }]);
    expect(() => fromFile('{"log":{"entries":[]}}')).toThrow("There is no frame of Discord's gateway in this HAR.");
  });

  it("shares a filter without what could name people or places", () => {
    expect(sharable('type:MESSAGE_* -op:1 size>500 dir:in user:ada guild:123 "two words" word /re/')).toBe(
      "type:MESSAGE_* -op:1 size>500 dir:in",
    );
  });

  it("writes nothing of a frame that cannot be read", () => {
    expect(toNdjson([{ ...frame, text: "secret{" }], false)).not.toContain("secret");
  });

  it.each([
    ["", "This is no file of frames that the page has exported."],
    ["{}\n{}", "This is no file of frames that the page has exported."],
    ['{"name":"anycord frames","version":1}\n{"at":1}', "Line 2 is no frame."],
  ])("refuses %j", (file, reason) => {
    expect(() => fromFile(file)).toThrow(reason);
  });
});
