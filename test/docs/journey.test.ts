/**
 * docs/how-discord-works.md, told by the source: its frames, in their order, are fed to the machines of a connection, and what
 * these want to send must be what the page says.
 */

import { describe, expect, it } from "vitest";
import { Connection } from "../../src/gateway/connection.ts";
import { readFrame } from "../../src/gateway/frame.ts";
import { Recovery } from "../../src/gateway/recovery.ts";
import type { Session } from "../../src/gateway/session.ts";
import type { ConnectionEffect, End } from "../../src/gateway/transcript.ts";
import { createClient } from "../../src/mod.ts";
import { createSimulator } from "../../src/testing/mod.ts";
import { readText } from "../tools/tree.ts";

interface Told {
  readonly op: number;
  readonly d?: unknown;
}

const blocks = [...readText("docs/how-discord-works.md").matchAll(/^```json\n([\s\S]*?)^```/gm)].map(
  ([, text = ""]) => JSON.parse(text) as Partial<Told>,
);
/** The frames of the page, in its order; what goes over HTTP has no op. */
const frames = blocks.filter((block): block is Told => typeof block.op === "number");
const sentByBots = [1, 2, 6];

describe("How Discord works, the page", () => {
  it("tells the journey from Hello to resume as the source does it", () => {
    const identify = frames.find(({ op }) => op === 2)?.d as { token: string };
    const init = { identify, shard: [0, 1], jitter: 0.5, now: 0 } as const;
    const wanted: Told[] = [];
    let session: Session | undefined;
    let last: End | undefined;
    let now = 0;
    let connection: Connection | undefined;
    const feed = (input: Parameters<Connection["feed"]>[0]): readonly ConnectionEffect[] => {
      const effects = connection?.feed(input, now) ?? [];
      for (const effect of effects) {
        if (effect.type === "transmit") wanted.push({ op: effect.op, d: effect.data });
        if (effect.type === "end") {
          last = effect.end;
          session = effect.end.session;
        }
      }
      return effects;
    };
    for (const frame of frames) {
      if (frame.op === 10) {
        connection = new Connection({ ...init, session, now });
        feed({ type: "opened" });
      }
      if (!sentByBots.includes(frame.op)) {
        const read = readFrame(JSON.stringify(frame));
        if (read !== undefined) feed({ type: "frame", frame: read });
        continue;
      }
      // A heartbeat is due in its time; IDENTIFY goes when the turn is granted; RESUME by itself.
      if (frame.op === 1) {
        now = connection?.alarm ?? now;
        feed({ type: "tick" });
      }
      if (frame.op === 2) feed({ type: "granted" });
      expect(wanted.shift()).toEqual(frame);
    }
    expect(wanted).toEqual([]);
    // The page ends with the session lost: what was missed is told, and the next connection identifies.
    const after = new Recovery(session).feed({ type: "ended", end: last as End, chance: 0 }, now);
    expect(after).toContainEqual({ type: "gap", after: 4, before: undefined, cause: "session-lost" });
  });

  it("dials where READY said, and nowhere else first", () => {
    const ready = frames.find(({ d }) => (d as { session_id?: string } | undefined)?.session_id)?.d;
    const { session_id: id, resume_gateway_url: resumeUrl } = ready as {
      session_id: string;
      resume_gateway_url: string;
    };
    const recovery = new Recovery({ id, resumeUrl, seq: 2, shard: [0, 1] });
    expect(recovery.feed({ type: "start" }, 0)).toMatchObject([{ type: "dial", url: resumeUrl }]);
  });

  it("shows an IDENTIFY with what a bot sends, and nothing that none does", async () => {
    const discord = createSimulator({ seed: 1 });
    const client = createClient({ token: discord.token, runtime: { ...discord.runtime, name: "page" }, log: false });
    client.on("MESSAGE_CREATE", { content: true, scope: "guild" }, () => {});
    const sent: string[] = [];
    client.tap(({ op, text }) => {
      if (op === 2) sent.push(text);
    });
    await client.connect();
    await client.close();
    const { d } = JSON.parse(sent[0] ?? "{}") as { d: Record<string, unknown> };
    const told = frames.find(({ op }) => op === 2)?.d as Record<string, unknown>;
    expect(Object.keys(d)).toEqual(Object.keys(told));
    expect(d.intents).toBe(told.intents);
    expect(Object.keys(d.properties as object)).toEqual(Object.keys(told.properties as object));
    discord.close();
  });
});
