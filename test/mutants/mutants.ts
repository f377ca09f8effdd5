/**
 * The mutants: one small change for each rule of the gateway's pure machines, and the test file that has to notice. A number in
 * brackets is the line of the checklist that the rule is.
 */

/** Changes to one file, and the test that must fail under each. */
export interface Brood {
  readonly file: string;
  readonly test: string;
  readonly mutants: readonly (readonly [rule: string, from: string, to: string])[];
}

const CONNECTION: Brood = {
  file: "src/gateway/connection.ts",
  test: "test/gateway/connection.test.ts",
  mutants: [
    ["a dial may take 10 s", "this.#deadlineAt = init.now + Deadline.Dial;", "this.#deadlineAt = undefined;"],
    ["Hello may take 20 s [15]", "now + Deadline.Hello);", "undefined);"],
    ["the interval of Hello is a number [48]", "!(intervalMs >= 1)", "false"],
    ["a second Hello changes nothing", '    if (this.#phase !== "greeting") return;\n', ""],
    ["a turn counts only in the queue", 'if (this.#phase === "queued") this.#identify', "this.#identify"],
    [
      "RESUME carries the sequence [22]",
      "session_id: session.id, seq: session.seq }",
      "session_id: session.id, seq: 0 }",
    ],
    [
      "a session is resumed, not identified [22]",
      "    if (session === undefined) {\n",
      "    if (session === undefined || session.seq >= 0) {\n",
    ],
    ["READY may take 30 s", "now + Deadline.Ready);\n    this.#probeAt", "undefined);\n    this.#probeAt"],
    [
      "silence before READY is probed",
      "    this.#probeAt = now + PROBE_AFTER_MS;\n  }\n\n  #dispatch",
      "  }\n\n  #dispatch",
    ],
    ["an ACK extends the wait for READY [14]", "      this.#deadlineAt = now + Deadline.Ready;\n", ""],
    [
      "a frame without a number keeps the sequence [42]",
      "    if (seq === null) return true;\n",
      "    if (seq === null) {\n      this.#seq = null;\n      return true;\n    }\n",
    ],
    ["an event that came already is dropped", "seq <= last)", "seq < last)"],
    ["a gap is told", "seq > last + 1)", "seq > last + 2)"],
    ["the sequence moves on [6]", "    this.#seq = seq;\n    return true;", "    return true;"],
    ["replayed events are counted [23]", '    if (this.#phase === "resuming") this.#replayed++;\n', ""],
    ["READY has a session id", '    if (typeof id !== "string") return malformed(frame, effects);\n', ""],
    [
      "READY tells the resume url [21]",
      'this.#resumeUrl = typeof url === "string" ? url : undefined;',
      "this.#resumeUrl = undefined;",
    ],
    ["RESUMED counts only after RESUME", '    if (this.#phase !== "resuming") return malformed(frame, effects);\n', ""],
    [
      "op 1 is answered at once [7]",
      "return this.#beat(now, effects);\n      case GatewayOpcode.Hello",
      "return;\n      case GatewayOpcode.Hello",
    ],
    [
      "heartbeats tell the sequence [6]",
      "op: GatewayOpcode.Heartbeat, data: this.#seq });\n        break;",
      "op: GatewayOpcode.Heartbeat, data: null });\n        break;",
    ],
    ["an ACK is heard [9]", "    heartbeat.answered(now);\n", ""],
    ["a zombie ends [9]", '        this.#end({ type: "zombie" }, effects);\n', ""],
    ["a late heartbeat is told", "if (lateMs !== undefined) effects", "if (false) effects"],
    ["op 9 d=true is resumable [27]", "contentOf(frame) === true", "false"],
    ["op 9 d=false is not [26]", "contentOf(frame) === true", "true"],
    ["op 7 ends the connection [24]", 'return this.#end({ type: "reconnect" }, effects);', "return;"],
    [
      "unknown opcodes are told [49]",
      'effects.push({ type: "problem", problem: { type: "unknown-opcode", op: frame.op } });',
      "break;",
    ],
    ["nothing is heard while it closes", '    if (this.#phase === "closing") return;\n    switch', "    switch"],
    [
      "a user's leave closes with 1000 [39]",
      "code: resumable ? OwnCloseCode.Keep : OwnCloseCode.Leave",
      "code: OwnCloseCode.Keep",
    ],
    [
      "a resumable leave closes with 4900 [39]",
      "code: resumable ? OwnCloseCode.Keep : OwnCloseCode.Leave",
      "code: OwnCloseCode.Leave",
    ],
    ["it leaves once", "    if (this.#leaving !== undefined) return;\n", ""],
    ["closing may take 5 s", 'this.#enter("closing", now + Deadline.Close);', 'this.#enter("closing", undefined);'],
    [
      "leaving while dialling waits for nobody",
      '    if (this.#phase === "dialling") return this.#end({ type: "left", resumable, answered: true }, effects);\n',
      "",
    ],
    ["nothing is said after the end", '    if (this.#phase === "ended") return [];\n', ""],
    [
      "the end wants no alarm [11]",
      '    if (this.#phase === "ended") return undefined;\n    const beatAt',
      "    const beatAt",
    ],
    [
      "a dead connection keeps its session [40]",
      "? OwnCloseCode.Leave : OwnCloseCode.Keep;\n    effects",
      "? OwnCloseCode.Keep : OwnCloseCode.Leave;\n    effects",
    ],
  ],
};

const HEARTBEAT: Brood = {
  file: "src/gateway/heartbeat.ts",
  test: "test/gateway/heartbeat.test.ts",
  mutants: [
    ["the first beat falls anywhere in the interval [4]", "now + intervalMs * jitter;", "now + intervalMs;"],
    ["beats keep the interval [5]", "+ 1) * this.#intervalMs;", "+ 2) * this.#intervalMs;"],
    [
      "beats keep the rhythm of the first [5]",
      "this.dueAt += (Math.max(0, missed) + 1) * this.#intervalMs;",
      "this.dueAt = now + this.#intervalMs;",
    ],
    ["missed beats are not made up for", "(Math.max(0, missed) + 1)", "1"],
    ["an unanswered beat is death [9]", "    this.#unanswered = true;\n", ""],
    ["an answer is life [8]", "    this.#unanswered = false;\n    if", "    if"],
    ["a late tick has its grace", "this.lateBy(now) === undefined) return", "true) return"],
    ["grace is given once", "    this.#graceGiven = true;\n", ""],
    ["grace can be given again", "    this.#graceGiven = false;\n", ""],
    ["half a second is late", "late >= LATE_MS", "late > LATE_MS"],
  ],
};

const RECOVERY: Brood = {
  file: "src/gateway/recovery.ts",
  test: "test/gateway/recovery.test.ts",
  mutants: [
    ["fatal codes stop [29]", 'if (close.verdict === "fatal")', "if (false)"],
    ["a user's leave stops [39]", 'if (end.cause.type === "left") return [{ type: "left", end }];', ""],
    [
      "op 9 d=false ends the session [26]",
      "!cause.resumable ? START_ANEW : TRY_AGAIN",
      "false ? START_ANEW : TRY_AGAIN",
    ],
    ["op 9 d=true keeps it [27]", "&& !cause.resumable ? START_ANEW", "? START_ANEW"],
    ["a code that ends the session ends it [31]", 'verdict === "identify" || this', "this"],
    ["the loss of a session is told", 'return [{ type: "lost-session", session, end }];', "return [];"],
    ["three RESUMEs without RESUMED are enough [37]", "const MOST_RESUMES = 3;", "const MOST_RESUMES = 4;"],
    ["two are not [37]", "const MOST_RESUMES = 3;", "const MOST_RESUMES = 2;"],
    [
      "RESUMED counts anew [37]",
      "    this.#failures = 0;\n    this.#unansweredResumes = 0;\n",
      "    this.#failures = 0;\n",
    ],
    ["a dead url costs the url [36]", "if (!end.greeted) this.#session = { ...session, resumeUrl: undefined };", ""],
    [
      "a dead url costs only the url [36]",
      "this.#session = { ...session, resumeUrl: undefined };",
      "this.#session = undefined;",
    ],
    ["the newest sequence is resumed", "end.session ?? this.#session;", "this.#session ?? end.session;"],
    ["op 9 d=false waits 1 s at least [26]", "{ least: 1000, most: 5000 }", "{ least: 0, most: 5000 }"],
    ["op 9 d=false waits up to 5 s [26]", "{ least: 1000, most: 5000 }", "{ least: 1000, most: 1000 }"],
    [
      "op 7 is followed at once [24]",
      '(type === "reconnect" || type === "zombie")) return 0;',
      '(type === "zombie")) return 0;',
    ],
    [
      "a zombie is replaced at once [9]",
      '(type === "reconnect" || type === "zombie")) return 0;',
      '(type === "reconnect")) return 0;',
    ],
    [
      "only a live connection is replaced at once [38]",
      "this.#failures === 0 && end.live &&",
      "this.#failures === 0 &&",
    ],
    ["only the first failure is followed at once [38]", "this.#failures === 0 && end.live &&", "end.live &&"],
    ["the back-off doubles [38]", "FIRST_BACKOFF_MS * 2 **", "FIRST_BACKOFF_MS * 1 **"],
    ["the back-off ends at 60 s [38]", "Math.min(LONGEST_BACKOFF_MS, FIRST", "Math.min(Infinity, FIRST"],
    [
      "the back-off is drawn by chance [38]",
      "return Math.max(1, this.#ceiling() * chance);",
      "return this.#ceiling();",
    ],
    ["READY resets the back-off [38]", "    this.#failures = 0;\n", ""],
    ["failures are counted [38]", "    this.#failures++;\n", ""],
    ["4008 has its pause", "close.pauseMs ?? 0", "0"],
    ["five identifies in ten minutes are enough", "identifies: 5, windowMs", "identifies: 6, windowMs"],
    ["the breaker lasts ten minutes", "windowMs: 600_000", "windowMs: 300_000"],
    ["a minute of health resets the breaker", "now - wellAt >= BREAKER.healthyMs", "false"],
    ["less does not", "now - wellAt >= BREAKER.healthyMs", "true"],
    ["the breaker never holds a resume", "this.#session === undefined ? this.#breaker(now) : 0", "this.#breaker(now)"],
    ["a tick dials only when it is time", "now >= this.#dialAt ? [this.#dial()]", "true ? [this.#dial()]"],
  ],
};

const TURNS: Brood = {
  file: "src/gateway/identify-turns.ts",
  test: "test/gateway/identify-queue.test.ts",
  mutants: [
    ["identifies of a bucket keep 5 s [46]", "const SPACING_MS = 5000 + UNEVEN_MS;", "const SPACING_MS = 4999;"],
    ["buckets are by shard % max_concurrency [46]", "bucket: shard % this.#concurrency", "bucket: 0"],
    ["each bucket has its own time [46]", "bucket: shard % this.#concurrency", "bucket: shard"],
    ["each grant costs a start [45]", "    this.#remaining--;\n", ""],
    [
      "nothing is granted without a start [44]",
      "const affordable = this.#remaining >",
      "const affordable = this.#remaining + 1 >",
    ],
    ["the reserve is for lost sessions [44]", "waiting.lostSession ? 0 : this.#reserve", "0"],
    ["lost sessions may use the reserve [44]", "waiting.lostSession ? 0 : this.#reserve", "this.#reserve"],
    ["held is said once [44]", "if (!affordable && !waiting.held)", "if (!affordable)"],
    ["the reset gives new starts [44]", "    this.#remaining = this.#total;\n    this.#warned", "    this.#warned"],
    ["80 % are warned of", "const WARN_AT = 0.8;", "const WARN_AT = 0.9;"],
    ["the warning comes once", "    this.#warned = true;\n", ""],
    ["the warning comes again on another day", "    this.#warned = false;\n", ""],
    ["who withdraws is forgotten", "this.#waiting = this.#waiting.filter(({ id }) => id !== input.id);", ""],
  ],
};

const OUTBOX: Brood = {
  file: "src/gateway/outbox.ts",
  test: "test/gateway/outbox.test.ts",
  mutants: [
    ["120 frames in 60 s [51]", "const MOST_FRAMES = 120;", "const MOST_FRAMES = 140;"],
    ["the window is a minute [51]", "const WINDOW_MS = 60_000 + UNEVEN_MS;", "const WINDOW_MS = 59_000;"],
    ["heartbeats have room [51]", "MOST_FRAMES - Math.ceil(WINDOW_MS / this.#intervalMs)", "MOST_FRAMES"],
    ["the protocol's own frames count [51]", "        this.#sentAt.push(now);\n        break;", "        break;"],
    ["sent frames count [51]", "      this.#sentAt.push(now);\n      if (offer", "      if (offer"],
    ["5 presences in 20 s [54]", "const MOST_PRESENCES = 5;", "const MOST_PRESENCES = 6;"],
    ["presences are counted [54]", "      if (offer.presence) this.#presenceAt.push(now);\n", ""],
    [
      "presences are counted over connections [54]",
      "        this.#sentAt = [];\n",
      "        this.#sentAt = [];\n        this.#presenceAt = [];\n",
    ],
    ["the last presence wins [54]", "      this.#waiting = this.#waiting.filter(({ presence }) => !presence);\n", ""],
    [
      "what is replaced is told [54]",
      '        if (presence) effects.push({ type: "drop", id, reason: "replaced" });',
      "        void id, presence;",
    ],
    [
      "nothing is sent before READY [52]",
      "if (!this.#live || now < this.#roomAt(offer)) return true;",
      "if (now < this.#roomAt(offer)) return true;",
    ],
    [
      "a new connection is not live [53]",
      "        this.#sentAt = [];\n        this.#live = false;\n",
      "        this.#sentAt = [];\n",
    ],
    ["a new connection has a new window [51]", "        this.#sentAt = [];\n", ""],
    ["deadlines are kept [53]", "if (now >= offer.expiresAt)", "if (false)"],
    ["what is withdrawn is not sent", "this.#waiting = this.#waiting.filter(({ id }) => id !== input.id);", ""],
  ],
};

const CLOSE_CODES: Brood = {
  file: "src/gateway/close-codes.ts",
  test: "test/gateway/close-codes.test.ts",
  mutants: [
    ["4004 is fatal [29]", "4004: fatal(\n", "4044: fatal(\n"],
    ["4014 is fatal [29]", "4014: fatal(\n", "4044: fatal(\n"],
    ["4003 ends the session [31]", "4003: identify(", "4003: resume("],
    ["4007 ends the session [31]", "4007: identify(", "4007: resume("],
    ["4009 ends the session [31]", "4009: identify(", "4009: resume("],
    ["4008 pauses", '"", 5000)', '"", 0)'],
    ["1006 is no code [33]", " || code === 1006", ""],
    ["1005 is no code [33]", " || code === 1005", ""],
    ["the code of a resumable leave keeps the session [40]", "Keep: 4900", "Keep: 1001"],
  ],
};

const FRAME: Brood = {
  file: "src/gateway/frame.ts",
  test: "test/gateway/frame.test.ts",
  mutants: [
    ["a number's end is told from the next [49]", "(?:null|(\\d+))", "(?:null|(\\d))"],
    ["names with escapes are parsed", '([^"\\\\]*)', '([^"]*)'],
    ["an op is a whole number [48]", "    if (!Number.isInteger(op)) return undefined;\n", ""],
    ["a cut frame is no frame [48]", '  if (!text.trimEnd().endsWith("}")) return undefined;\n', ""],
    ["keys behind `d` are read", "    return JSON.parse(text).d;", "    return undefined;"],
    ["a sequence is a whole number", "Number.isInteger(s) ? s : null", "s"],
    [
      "other text is no frame [48]",
      "  } catch {\n    return undefined;\n  }\n}\n\nclass",
      "  } catch (error) {\n    throw error;\n  }\n}\n\nclass",
    ],
  ],
};

const CHECKPOINT: Brood = {
  file: "src/client/checkpoint.ts",
  test: "test/client/checkpoint.test.ts",
  mutants: [
    ["a handler that has not settled holds back", "    for (const seq of this.#open.keys()) return seq - 1;\n", ""],
    ["100 events are saved", "const SAVE_EVERY_EVENTS = 100;", "const SAVE_EVERY_EVENTS = 200;"],
    ["250 ms are saved", "const SAVE_EVERY_MS = 250;", "const SAVE_EVERY_MS = 2500;"],
    ["a handler over 30 s is passed", "      this.#open.delete(seq);\n      effects", "      effects"],
    ["a handler over 30 s is told", '      effects.push({ type: "slow", seq });\n', ""],
    ["what has settled no longer holds back", "        this.#open.delete(input.seq);\n", ""],
  ],
};

const MEMBERS: Brood = {
  file: "src/client/members.ts",
  test: "test/client/members.test.ts",
  mutants: [
    ["chunks are told apart by nonce [56]", "nonceOf(id) === chunk.nonce", "true"],
    ["a chunk counts once", "|| pending.seen.has(chunk.chunk_index)", ""],
    ["all chunks make the answer [56]", "pending.seen.size >= chunk.chunk_count", "pending.seen.size >= 1"],
    ["a full list comes once in 30 s [59]", "FULL_LIST_EVERY_MS = 30_000", "FULL_LIST_EVERY_MS = 29_000"],
    [
      "another guild waits for nobody [59]",
      "this.#fullListAt.get(data.guild_id) ?? 0",
      "[...this.#fullListAt.values()][0] ?? 0",
    ],
    ["RATE_LIMITED is waited out [58]", "pending.notBefore = now + retryAfterMs;", "pending.notBefore = now;"],
    [
      "a lost session has requests made again",
      "if (input.owns(pending.data.guild_id)) this.#again",
      "if (false) this.#again",
    ],
    ["an answer that stays away is told", 'effects.push({ type: "overdue", id, timeoutMs });', ""],
  ],
};

/** All of them. */
export const BROODS: readonly Brood[] = [
  ...[CONNECTION, HEARTBEAT, RECOVERY, TURNS, OUTBOX, CLOSE_CODES, FRAME, CHECKPOINT, MEMBERS],
];
