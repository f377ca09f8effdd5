/** Transcripts of one connection: it hears this, it answers that, at such an instant. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Deadline } from "../../src/gateway/transcript.ts";
import * as t from "./transcript.ts";

const { hears, sleeps } = t;
const RESUME = 'send resume {"token":"canary-token","session_id":"s1","seq":5}';

describe("Connection: hello and identify", () => {
  it("sends nothing before Hello [line 3]", () => {
    const connection = t.dialled();
    expect(hears(connection, 0, t.opened)).toEqual(["is open"]);
    expect(sleeps(connection, Deadline.Hello - 1)).toEqual([]);
    expect(connection.phase).toBe("greeting");
  });

  it("asks for a turn when Hello has come, and identifies when the turn has", () => {
    const connection = t.dialled();
    expect(hears(connection, 0, t.opened, t.hello())).toEqual(["is open", "beats every 41250", "queue"]);
    expect(connection.phase).toBe("queued");
    expect(hears(connection, 1, t.granted)).toEqual([`send identify ${JSON.stringify(t.IDENTIFY)}`]);
    expect(hears(connection, 2, t.ready())).toEqual(["ready s1 at 1", "dispatch READY 1"]);
    expect(connection.phase).toBe("ready");
  });

  it("takes no resume url that is none [line 21]", () => {
    const connection = t.greeted();
    hears(connection, 0, t.granted, t.ready(1, { resume_gateway_url: "not a url" }));
    expect(connection.session?.resumeUrl).toBeUndefined();
  });

  it("keeps READY's session id and resume url [line 21]", () => {
    expect(t.live().session).toEqual({ id: "s1", resumeUrl: "wss://resume.test/", seq: 1, shard: [0, 1] });
  });

  it("has no session to show before READY", () => {
    expect(t.greeted().session).toBeUndefined();
  });

  it("identifies with a sequence that begins anew, even at 0 [line 43]", () => {
    const connection = t.greeted({ jitter: 0 });
    expect(hears(connection, 0, t.tick)).toEqual(["send heartbeat null"]);
    hears(connection, 0, t.granted);
    expect(hears(connection, 1, t.ready(0), t.dispatch("A", 1))).toEqual([
      "ready s1 at 0",
      "dispatch READY 0",
      "dispatch A 1",
    ]);
  });

  it("ignores a turn that comes before Hello, or twice", () => {
    const connection = t.dialled();
    expect(hears(connection, 0, t.opened, t.granted)).toEqual(["is open"]);
    hears(connection, 0, t.hello(), t.granted);
    expect(hears(connection, 1, t.granted)).toEqual([]);
  });

  it("ignores a second Hello", () => {
    expect(hears(t.live(), 5, t.hello(1))).toEqual([]);
  });

  it.each([0, -1, "41250", null, Number.NaN])(
    "reports a Hello with the interval %j, and goes on waiting",
    (interval) => {
      const connection = t.dialled();
      hears(connection, 0, t.opened);
      expect(hears(connection, 0, t.hello(interval))).toEqual([expect.stringMatching(/^problem \{"type":"malformed"/)]);
      expect(connection.phase).toBe("greeting");
      expect(hears(connection, 1, t.hello())).toEqual(["beats every 41250", "queue"]);
    },
  );

  it("reports a READY without a session id, and goes on waiting", () => {
    const connection = t.greeted();
    hears(connection, 0, t.granted);
    expect(hears(connection, 1, t.ready(1, { session_id: 7 }))).toEqual([
      expect.stringMatching(/^problem \{"type":"malformed"/),
    ]);
    expect(connection.phase).toBe("identifying");
  });

  it("takes a RESUMED that nobody asked for as malformed: it makes no session", () => {
    const connection = t.greeted();
    expect(hears(connection, 1, t.resumed(1))).toEqual([expect.stringMatching(/^problem \{"type":"malformed"/)]);
    expect(connection.phase).toBe("queued");
    expect(hears(connection, 2, t.granted)).toHaveLength(1);
  });
});

describe("Connection: resume", () => {
  it("resumes with token, session id and sequence, and does not identify [line 22]", () => {
    const connection = t.dialled({ session: t.SESSION });
    expect(hears(connection, 0, t.opened, t.hello())).toEqual(["is open", "beats every 41250", RESUME]);
    expect(hears(connection, 1, t.granted)).toEqual([]);
  });

  it("hands on replayed events in order until RESUMED, and counts them [line 23]", () => {
    const connection = t.resuming();
    expect(hears(connection, 1, t.dispatch("A", 6), t.dispatch("B", 7), t.resumed(8), t.dispatch("C", 9))).toEqual([
      "dispatch A 6",
      "dispatch B 7",
      "resumed s1 at 8 after 2",
      "dispatch RESUMED 8",
      "dispatch C 9",
    ]);
    expect(connection.session?.seq).toBe(9);
  });

  it("drops an event that had already come before the drop, and says so", () => {
    expect(hears(t.resuming(), 1, t.dispatch("A", 5), t.dispatch("B", 6))).toEqual([
      'problem {"type":"duplicate","seq":5}',
      "dispatch B 6",
    ]);
  });

  it("tells of events that never came", () => {
    expect(hears(t.resuming(), 1, t.dispatch("A", 7), t.dispatch("B", 12))).toEqual([
      "gap between 5 and 7",
      "dispatch A 7",
      "gap between 7 and 12",
      "dispatch B 12",
    ]);
  });
});

describe("Connection: heartbeats", () => {
  it.each([
    [0, 0],
    [0.5, t.INTERVAL / 2],
    [0.999, t.INTERVAL * 0.999],
  ])("sends the first after interval * %d [line 4]", (jitter, at) => {
    const connection = t.greeted({ jitter });
    expect(connection.alarm).toBe(at);
    expect(sleeps(connection, at)).toEqual([`${at}: send heartbeat null`]);
  });

  it("sends the next every interval, measured from the first [line 5]", () => {
    const connection = t.live({ jitter: 0.1 });
    expect(sleeps(connection, 4 * t.INTERVAL, t.ack)).toEqual([
      "4125: send heartbeat 1",
      "45375: send heartbeat 1",
      "86625: send heartbeat 1",
      "127875: send heartbeat 1",
    ]);
  });

  it("says null before the first sequence and the latest afterwards [line 6]", () => {
    const connection = t.greeted();
    expect(hears(connection, 1, t.asksForHeartbeat)).toEqual(["send heartbeat null"]);
    hears(connection, 2, t.granted, t.ready(), t.dispatch("A", 2));
    expect(hears(connection, 3, t.asksForHeartbeat)).toEqual(["send heartbeat 2"]);
  });

  it("keeps its sequence when a frame has none [line 42]", () => {
    const connection = t.live();
    hears(connection, 1, t.frame({ op: 11, s: null }), t.frame({ op: 1, s: null, d: null }));
    hears(connection, 2, t.dispatch("A", null));
    expect(connection.session?.seq).toBe(1);
    expect(hears(connection, 3, t.asksForHeartbeat)).toEqual(["send heartbeat 1"]);
  });

  it("answers op 1 at once and keeps its rhythm [line 7]", () => {
    const connection = t.live();
    const due = connection.alarm;
    expect(hears(connection, 7, t.asksForHeartbeat)).toEqual(["send heartbeat 1"]);
    expect(connection.alarm).toBe(due);
  });

  it("is content with the ACK of a heartbeat that was asked for [line 8]", () => {
    const connection = t.live({ jitter: 0 });
    hears(connection, 0, t.tick);
    hears(connection, 10, t.asksForHeartbeat);
    hears(connection, 20, t.ack);
    expect(hears(connection, t.INTERVAL, t.tick)).toEqual(["send heartbeat 1"]);
  });

  it("takes a connection for dead when a heartbeat went unanswered until the next: closes in 3000-4999, session kept [line 9]", () => {
    const connection = t.live({ jitter: 0 });
    hears(connection, 0, t.tick);
    expect(connection.alarm).toBe(t.INTERVAL);
    expect(hears(connection, t.INTERVAL, t.tick)).toEqual(["end zombie, close 4900"]);
    expect(connection.session?.seq).toBe(1);
    expect(connection.alarm).toBeUndefined();
  });

  it("lets answers that lie unread be read after a sleep, once, before it takes the connection for dead", () => {
    const connection = t.live({ jitter: 0 });
    hears(connection, 0, t.tick);
    const awake = t.INTERVAL + 600_000;
    expect(hears(connection, awake, t.tick)).toEqual([]);
    expect(connection.alarm).toBe(awake + 1000);
    hears(connection, awake + 1, t.ack);
    expect(hears(connection, awake + 1000, t.tick)).toEqual(["send heartbeat 1"]);
  });

  it("says how late a heartbeat left", () => {
    const connection = t.live({ jitter: 0 });
    expect(hears(connection, 700, t.tick)).toEqual([
      'problem {"type":"late-heartbeat","lateMs":700}',
      "send heartbeat 1",
    ]);
    expect(connection.alarm).toBe(t.INTERVAL);
  });

  it("measures the ping from heartbeat to ACK [line 13]", () => {
    const connection = t.live({ jitter: 0 });
    hears(connection, 0, t.tick);
    expect(hears(connection, 42, t.ack)).toEqual(["ping 42"]);
  });

  it("measures no ping from an ACK that answers nothing", () => {
    expect(hears(t.live(), 42, t.ack)).toEqual([]);
  });

  it("takes the interval of its own Hello, whatever an earlier connection's was [line 12]", () => {
    const first = t.dialled({ jitter: 0.5 });
    hears(first, 0, t.opened, t.hello(10_000));
    const second = t.dialled({ jitter: 0.5, session: t.SESSION });
    hears(second, 0, t.opened, t.hello(60_000));
    expect([first.alarm, second.alarm]).toEqual([5_000, 15_000]);
    hears(second, 1, t.resumed(6));
    expect(second.alarm).toBe(30_000);
  });
});

describe("Connection: deadlines", () => {
  it("gives up a dial that does not open in 10 s", () => {
    expect(sleeps(t.dialled(), 60_000)).toEqual(["10000: end dial-timeout, close 4900"]);
  });

  it("gives up a socket on which Hello never comes in 20 s [line 15]", () => {
    const connection = t.dialled();
    hears(connection, 3, t.opened);
    expect(sleeps(connection, 60_000)).toEqual(["20003: end hello-timeout, close 4900"]);
  });

  it("waits for its turn as long as it takes, beating", () => {
    const connection = t.greeted();
    expect(sleeps(connection, 10 * t.INTERVAL, t.ack)).toHaveLength(10);
    expect(connection.phase).toBe("queued");
  });

  it("outlasts an outage: READY may stay away for hours while heartbeats are answered [line 14]", () => {
    const connection = t.greeted();
    hears(connection, 0, t.granted);
    sleeps(connection, 7_200_000, t.ack);
    expect(connection.phase).toBe("identifying");
    expect(hears(connection, 7_200_001, t.ready())).toContain("ready s1 at 1");
  });

  it("probes after 15 s of silence, and gives up after 30 s without READY and without an ACK", () => {
    const connection = t.greeted({ jitter: 0.999 });
    hears(connection, 0, t.granted);
    expect(sleeps(connection, 60_000)).toEqual(["15000: send heartbeat null", "30000: end ready-timeout, close 4900"]);
  });

  it("gives up a RESUME that is never answered just so, and keeps the session", () => {
    const connection = t.resuming({ jitter: 0.999 });
    expect(sleeps(connection, 60_000)).toEqual(["15000: send heartbeat 5", "30000: end ready-timeout, close 4900"]);
    expect(connection.session).toEqual(t.SESSION);
  });
});

describe("Connection: ends", () => {
  it("leaves at once when Discord asks for a new connection, with a code that keeps the session [line 24]", () => {
    expect(hears(t.live(), 1, t.reconnect)).toEqual(["end reconnect, close 4900"]);
  });

  it.each([
    ["before Hello", () => t.dialled()],
    ["before READY", () => t.greeted()],
  ])("hears op 7 %s too, and has no session then [line 25]", (_, make) => {
    const connection = make();
    expect(hears(connection, 1, t.reconnect)).toEqual(["end reconnect, close 4900"]);
    expect(connection.session).toBeUndefined();
  });

  it.each([
    [true, "true"],
    [false, "false"],
    [null, "false"],
    ["true", "false"],
  ])("takes op 9 with %j for resumable: %s [line 26] [line 27]", (d, resumable) => {
    expect(hears(t.live(), 1, t.invalidSession(d))).toEqual([`end invalid-session ${resumable}, close 4900`]);
  });

  it("tells how a socket closed, and how far it had come", () => {
    const connection = t.live();
    expect(connection.feed(t.closed(4009, "Session timed out"), 1)).toEqual([
      {
        type: "end",
        closeCode: 4900,
        end: {
          cause: { type: "closed", code: 4009, reason: "Session timed out" },
          greeted: true,
          introduced: "identify",
          live: true,
          session: connection.session,
        },
      },
    ]);
  });

  it("ends when its stream can no longer be read, and keeps the session", () => {
    const connection = t.live();
    expect(hears(connection, 1, { type: "corrupt" })).toEqual(["end corrupt, close 4900"]);
    expect(connection.session).toBeDefined();
  });

  it("leaves all the same when its stream breaks while it closes [line 39]", () => {
    const connection = t.live();
    hears(connection, 1, t.leave(true));
    expect(hears(connection, 2, { type: "corrupt" })).toEqual(["end left resumably, close 4900"]);
  });

  it("hands on a RESUMED that is replayed, and is not resumed twice by it [line 23]", () => {
    const connection = t.resuming();
    expect(hears(connection, 1, t.resumed(6), t.resumed(7))).toEqual([
      "resumed s1 at 6 after 0",
      "dispatch RESUMED 6",
      "dispatch RESUMED 7",
    ]);
  });

  it("closes with 1000 when the user leaves, and ends when the peer answers [line 39]", () => {
    const connection = t.live();
    expect(hears(connection, 1, t.leave(false))).toEqual(["close 1000"]);
    expect(connection.phase).toBe("closing");
    expect(hears(connection, 2, t.closed(1000))).toEqual(["end left, close 1000"]);
  });

  it("closes with 4900 when the user leaves resumably, and shows the session [line 39]", () => {
    const connection = t.live();
    expect(hears(connection, 1, t.leave(true))).toEqual(["close 4900"]);
    expect(hears(connection, 2, t.closed(4900))).toEqual(["end left resumably, close 4900"]);
    expect(connection.session).toEqual({ id: "s1", resumeUrl: "wss://resume.test/", seq: 1, shard: [0, 1] });
  });

  it("waits 5 s for the peer's Close frame and then says that it did not come", () => {
    const connection = t.live({ jitter: 0 });
    hears(connection, 1, t.leave(false));
    expect(sleeps(connection, 60_000)).toEqual(["5001: end left unanswered, close 1000"]);
  });

  it("hands on nothing while it closes, and leaves once", () => {
    const connection = t.live();
    hears(connection, 1, t.leave(false));
    expect(hears(connection, 2, t.dispatch("A", 2), t.reconnect, t.asksForHeartbeat, t.leave(true))).toEqual([]);
  });

  it("does not wait for anybody when it leaves before the socket is open", () => {
    expect(hears(t.dialled(), 1, t.leave(false))).toEqual(["end left, close 1000"]);
  });
});

describe("Connection: odd frames", () => {
  it("survives unknown opcodes and says so [line 49]", () => {
    expect(hears(t.live(), 1, t.frame({ op: 99, d: {} }))).toEqual(['problem {"type":"unknown-opcode","op":99}']);
  });

  it("hands on events that have no name yet, as they came [line 49]", () => {
    const [effect] = t.live().feed(t.dispatch("EVENT_OF_TOMORROW", 2, { a: 1 }), 1);
    expect(effect).toMatchObject({ type: "dispatch", frame: { type: "EVENT_OF_TOMORROW", seq: 2, data: { a: 1 } } });
  });

  it("hands on an event without a sequence number", () => {
    expect(hears(t.live(), 1, t.dispatch("A", null))).toEqual(["dispatch A null"]);
  });
});

describe("Connection: always", () => {
  const input = fc.constantFrom(
    t.opened,
    t.hello(),
    t.hello(null),
    t.granted,
    t.ack,
    t.asksForHeartbeat,
    t.reconnect,
    t.invalidSession(true),
    t.invalidSession(false),
    t.ready(),
    t.resumed(6),
    t.dispatch("A", 2),
    t.dispatch("B", 7),
    t.dispatch("C", null),
    t.frame({ op: 99 }),
    t.closed(1006),
    t.closed(4004),
    t.leave(true),
    t.leave(false),
    t.tick,
  );
  const life = fc.array(fc.tuple(input, fc.nat(30_000)), { maxLength: 40 });
  const start = fc.constantFrom(undefined, t.SESSION);

  it("says nothing more, and wants no alarm, after its end; and ends once", () => {
    fc.assert(
      fc.property(life, start, (steps, session) => {
        const connection = t.dialled({ session });
        let now = 0;
        let over = false;
        for (const [heard, ms] of steps) {
          now += ms;
          const lines = hears(connection, now, heard);
          if (over) expect([lines, connection.alarm]).toEqual([[], undefined]);
          const ends = lines.filter((line) => line.startsWith("end "));
          expect(ends.length).toBeLessThanOrEqual(1);
          if (ends.length === 1) expect(lines.at(-1)).toBe(ends[0]);
          over ||= ends.length === 1;
        }
      }),
      { numRuns: 300 },
    );
  });

  it("closes with 1000 or a private code, and introduces itself at most once [line 40]", () => {
    fc.assert(
      fc.property(life, start, (steps, session) => {
        const connection = t.dialled({ session });
        let now = 0;
        const lines = steps.flatMap(([heard, ms]) => {
          now += ms;
          return hears(connection, now, heard);
        });
        const codes = lines.flatMap((line) => /close (\d+)$/.exec(line)?.[1] ?? []);
        expect(codes.filter((code) => code !== "1000" && code !== "4900")).toEqual([]);
        expect(lines.filter((line) => /^send (identify|resume)/.test(line)).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });
});
