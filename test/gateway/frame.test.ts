/** The reader of envelopes: it must agree with JSON.parse whatever the envelope looks like, and never throw. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventIntents } from "../../src/discord/intents.ts";
import { type Frame, readFrame } from "../../src/gateway/frame.ts";

const read = (text: string): Frame => {
  const frame = readFrame(text);
  if (frame === undefined) throw new Error(`no envelope: ${text}`);
  return frame;
};

describe("readFrame", () => {
  it("reads an envelope as Discord writes it", () => {
    const frame = read('{"t":"MESSAGE_CREATE","s":42,"op":0,"d":{"content":"a \\"b\\" {c}"}}');
    expect([frame.op, frame.seq, frame.type]).toEqual([0, 42, "MESSAGE_CREATE"]);
    expect(frame.data).toEqual({ content: 'a "b" {c}' });
  });

  it.each([
    '{"t":"MESSAGE_CREATE","s":42,"op":0,"d":{"content":"ü€🔥"}}',
    `{"t":"${"LONG_".repeat(30)}","s":42,"op":0,"d":{"content":"ü€🔥"}}`,
    '{"d":{"content":"ü€🔥"},"op":0,"s":42,"t":"A"}',
    '{"t":null,"s":null,"op":11,"d":null}',
    '{"t":"A","s":1,"op":0,"d":"ü"} ',
  ])("reads the bytes of %s as it reads its text", (text) => {
    const [ofBytes, ofText] = [readFrame(new TextEncoder().encode(text)), read(text)];
    expect({ ...ofBytes }).toEqual({ ...ofText });
    expect([ofBytes?.data, ofBytes?.text]).toEqual([ofText.data, text]);
  });

  it.each(["", "null", '{"op":0', "<html>"])("says of the bytes of %j that they are no envelope [line 48]", (text) => {
    expect(readFrame(new TextEncoder().encode(text))).toBeUndefined();
  });

  it.each([
    ["text", (text: string) => text],
    ["bytes", (text: string) => new TextEncoder().encode(text)],
  ])("reads an event as %s whose name has come before as it read the first", (_, written) => {
    readFrame('{"t":"GUILD_ROLE_UPDATE","s":7,"op":0,"d":1}');
    const frame = readFrame(written('{"t":"GUILD_ROLE_UPDATE","s":4294967299,"op":0,"d":{"name":"ü€🔥"}}'));
    expect([frame?.op, frame?.seq, frame?.type]).toEqual([0, 4_294_967_299, "GUILD_ROLE_UPDATE"]);
    expect(frame?.data).toEqual({ name: "ü€🔥" });
    expect(readFrame(written('{"t":"GUILD_ROLE_UPDATE","s":8,"op":0,"d":{"name":"'))).toBeUndefined();
  });

  it("knows again each of Discord's events: `d` is not looked at", () => {
    const frames = Object.keys(eventIntents).map((name) => `{"t":"${name}","s":1,"op":0,"d":{}}`);
    for (const frame of frames) read(frame);
    // Walked over, these would be no envelope.
    const broken = frames.map((frame) => readFrame(frame.replace("{}", "["))?.type);
    expect(broken).toEqual(Object.keys(eventIntents));
  });

  it("tells names apart that share a slot", () => {
    const names = ["FIRST_OF_THEM", "WORST_OF_THEM", "FIRST_OF_THEM"];
    expect(names.map((name) => read(`{"t":"${name}","s":1,"op":0,"d":{}}`).type)).toEqual(names);
  });

  it("does not take the bytes of a name for the letters of another that came before", () => {
    readFrame('{"t":"Ã¼","s":1,"op":0,"d":1}');
    expect(readFrame(new TextEncoder().encode('{"t":"ü","s":2,"op":0,"d":1}'))?.type).toBe("ü");
  });

  it("parses `d` when it is read, once", () => {
    const frame = read('{"t":"A","s":1,"op":0,"d":{"a":1}}');
    expect(frame.data).toBe(frame.data);
  });

  it("reads a frame whose `d` is broken, and throws only when somebody reads `d`", () => {
    const frame = read('{"t":"A","s":1,"op":0,"d":{"a":}}');
    expect(frame.seq).toBe(1);
    expect(() => frame.data).toThrow(SyntaxError);
  });

  it.each([
    ["s, t and d missing", '{"op":11}', 11, null, null, undefined],
    ["nulls", '{"op":11,"s":null,"t":null,"d":null}', 11, null, null, null],
    ["d first", '{"d":{"op":9,"s":9},"op":0,"s":3,"t":"A"}', 0, 3, "A", { op: 9, s: 9 }],
    ["an op inside d", '{"op":0,"s":3,"t":"A","d":{"op":9}}', 0, 3, "A", { op: 9 }],
    ["keys after d", '{"op":0,"s":3,"t":"A","d":[1,"}"],"x":{"d":2}}', 0, 3, "A", [1, "}"]],
    ["white space everywhere", ' \r\n{ "op" :\t0 , "s": 3 ,\n"t" : "A", "d" : 1 } ', 0, 3, "A", 1],
    ["an escaped name", '{"op":0,"s":1,"t":"\\u0041\\"","d":0}', 0, 1, 'A"', 0],
    ["backslashes before a quote", '{"op":0,"s":1,"x":"\\\\","t":"A\\\\","d":"\\\\"}', 0, 1, "A\\", "\\"],
  ])("reads envelopes with %s", (_, text, op, seq, type, data) => {
    const frame = read(text);
    expect([frame.op, frame.seq, frame.type, frame.data]).toEqual([op, seq, type, data]);
  });

  it.each([
    "",
    "null",
    "42",
    '"text"',
    "[]",
    "{}",
    '{"t":"A"}',
    '{"op":"0"}',
    '{"op":null}',
    '{"op":0.5}',
    '{"op":0',
    '{"op" 0}',
    '{"op":}',
    '{"op":0}}',
    '{"op":0} x',
    '{"op":0,"s":1,"t":"A","d":',
    "<html><body>502 Bad Gateway</body></html>",
    "\u0000\u0001\u0002",
  ])("says of %j that it is no envelope [line 48]", (text) => {
    expect(readFrame(text)).toBeUndefined();
  });

  it("keeps a number of two words apart from one: a fraction is no sequence", () => {
    expect(read('{"op":0,"s":1.5}').seq).toBeNull();
    expect(read('{"op":0,"s":"7"}').seq).toBeNull();
  });

  it("reads an event of a megabyte without looking inside", () => {
    const content = '\\"{['.repeat(250_000);
    const frame = read(`{"t":"GUILD_CREATE","s":1,"op":0,"d":{"name":"${content}"}}`);
    expect((frame.data as { name: string }).name).toHaveLength(750_000);
  });
});

describe("readFrame: always", () => {
  const space = fc.string({ unit: fc.constantFrom(" ", "\t", "\n", "\r"), maxLength: 3 });
  const value = fc.jsonValue({ maxDepth: 4, noUnicodeString: false });
  const string = fc.string({ unit: "binary", maxLength: 12 });
  const envelope = fc
    .record(
      {
        op: fc.nat(50),
        s: fc.option(fc.nat()),
        t: fc.option(fc.oneof(string, fc.constant("MESSAGE_CREATE"))),
        d: value,
        extra: value,
        "": value,
        "d d": value,
      },
      { requiredKeys: ["op"] },
    )
    .chain((members) => fc.shuffledSubarray(Object.entries(members), { minLength: Object.keys(members).length }));

  /** JSON as some other program might write it: spaces anywhere, non-ASCII characters escaped or not. */
  function write(entries: readonly (readonly [string, unknown])[], blanks: readonly string[], ascii: boolean): string {
    let turn = 0;
    const blank = (): string => blanks[turn++ % blanks.length] ?? "";
    const json = (value: unknown): string => {
      const text = JSON.stringify(value, null, blank());
      const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
      return ascii ? text.replace(/[\u007f-\uffff]/g, escaped) : text;
    };
    const members = entries.map(
      ([key, value]) => `${blank()}${json(key)}${blank()}:${blank()}${json(value)}${blank()}`,
    );
    return `${blank()}{${members.join(",")}}${blank()}`;
  }

  it("agrees with JSON.parse on any envelope: order, spacing, nesting, escapes, unicode", () => {
    fc.assert(
      fc.property(envelope, fc.array(space, { minLength: 1, maxLength: 7 }), fc.boolean(), (entries, blanks, ascii) => {
        const text = write(entries, blanks, ascii);
        const { op, s = null, t = null, d } = JSON.parse(text);
        const frame = read(text);
        expect([frame.op, frame.seq, frame.type]).toEqual([op, s, t]);
        expect(frame.data).toEqual(d);
        expect(frame.text).toBe(text);
      }),
      { numRuns: 400 },
    );
  });

  it("never throws on arbitrary text, and never calls text an envelope that has no whole number as `op`", () => {
    const piece = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      '"',
      "\\",
      ":",
      ",",
      '"op"',
      '"s"',
      '"t"',
      '"d"',
      "0",
      "1",
      "null",
      " ",
    );
    const nearly = fc.array(piece, { maxLength: 24 }).map((pieces) => `{${pieces.join("")}`);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), nearly), (text) => {
        const frame = readFrame(text);
        if (frame !== undefined) expect(Number.isInteger(frame.op)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("reads a name with escapes in it, also in Discord's own order", () => {
    expect(readFrame('{"t":"A\\u0042","s":1,"op":0,"d":{}}')?.type).toBe("AB");
  });

  it.each(['{"t":null,"s":null,"op":11,"d":null', '{"t":"A","s":1,"op":0,"d":1'])(
    "takes no frame whose end was cut off: %s [line 48]",
    (text) => {
      expect([readFrame(text), readFrame(new TextEncoder().encode(text))]).toEqual([undefined, undefined]);
    },
  );

  it("survives an envelope that was cut anywhere, and never makes up what is not there", () => {
    const text = '{"t":"MESSAGE_CREATE","s":7,"op":0,"d":{"content":"\\"}{","list":[1,{"a":{}}]}}';
    for (let length = 0; length < text.length; length++) {
      const frame = readFrame(text.slice(0, length));
      if (frame === undefined) continue;
      expect([frame.op, frame.seq, frame.type]).toEqual([0, 7, "MESSAGE_CREATE"]);
      expect(() => frame.data).toThrow(SyntaxError);
    }
  });
});
