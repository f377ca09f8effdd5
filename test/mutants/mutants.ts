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
    ["a dial may take 10 s", "this.#deadlineAt = init.now + Deadline.Dial;", "this.#deadlineAt = Infinity;"],
    ["Hello may take 20 s [15]", 'this.#enter("greeting", Deadline.Hello);', 'this.#enter("greeting");'],
    ["the interval of Hello is a number [48]", "!(intervalMs >= 1)", "false"],
    ["a second Hello changes nothing", '    if (this.#phase !== "greeting") return;\n', ""],
    ["a turn counts only in the queue", 'if (this.#phase === "queued") this.#introduce', "this.#introduce"],
    [
      "RESUME carries the sequence [22]",
      "session_id: session.id, seq: session.seq }",
      "session_id: session.id, seq: 0 }",
    ],
    [
      "a session is resumed, not identified [22]",
      'if (session === undefined) return this.#enter("queued");',
      'if (session?.seq !== 0) return this.#enter("queued");',
    ],
    ["READY may take 30 s", "    this.#deadlineAt = this.#now + Deadline.Ready;\n", ""],
    ["silence before READY is probed", "    this.#probeAt = this.#now + PROBE_AFTER_MS;\n", ""],
    [
      "an ACK extends the wait for READY [14]",
      "    if (this.#introduced !== undefined && !this.#live) this.#awaitReady();\n",
      "",
    ],
    [
      "an ACK changes nothing once READY came",
      "this.#introduced !== undefined && !this.#live",
      "this.#introduced !== undefined",
    ],
    [
      "a frame without a number keeps the sequence [42]",
      "    if (seq === null) return true;\n",
      "    if (seq === null) {\n      this.#seq = null;\n      return true;\n    }\n",
    ],
    ["an event that came already is dropped", "if (seq <= after) {", "if (seq < after) {"],
    ["a duplicate is told", '      this.#odd({ type: "duplicate", seq });\n', ""],
    ["a gap is told", "if (seq > after + 1)", "if (seq > after + 2)"],
    ["the sequence moves on [6]", "    this.#seq = seq;\n    return true;", "    return true;"],
    ["replayed events are counted [23]", '    if (this.#phase === "resuming") this.#replayed++;\n', ""],
    ["READY has a session id", '    if (typeof id !== "string") return this.#malformed(frame);\n', ""],
    ["READY tells the resume url [21]", 'typeof url === "string" && URL.canParse(url) ? url : undefined', "undefined"],
    ["a resume url is a url [21]", " && URL.canParse(url) ? url", " ? url"],
    ["RESUMED counts only after RESUME", '    if (this.#phase !== "resuming") return this.#malformed(frame);\n', ""],
    ["a replayed RESUMED is handed on [23]", "    if (this.#live) return this.#pass(frame);\n", ""],
    ["op 1 is answered at once [7]", "        return this.#beat();\n", "        return;\n"],
    [
      "heartbeats tell the sequence [6]",
      "op: Opcode.Heartbeat, data: this.#seq }",
      "op: Opcode.Heartbeat, data: null }",
    ],
    ["an ACK is heard [9]", "    heartbeat.answered(this.#now);\n", ""],
    [
      "a zombie ends [9]",
      'if (pulse === "dead") return this.#end({ type: "zombie" });',
      'if (pulse === "dead") return;',
    ],
    ["a late heartbeat is told", "    if (lateMs !== undefined) this.#odd", "    if (false) this.#odd"],
    ["op 9 d=true is resumable [27]", "contentOf(frame) === true", "false"],
    ["op 9 d=false is not [26]", "contentOf(frame) === true", "true"],
    ["op 7 ends the connection [24]", 'return this.#end({ type: "reconnect" });', "return;"],
    ["unknown opcodes are told [49]", '        this.#odd({ type: "unknown-opcode", op: frame.op });\n', ""],
    ["nothing is heard while it closes", '    if (this.#phase === "closing") return;\n    switch', "    switch"],
    [
      "a broken stream does not keep it from leaving [39]",
      "return this.#end(this.#leaving ?? input);",
      "return this.#end(input);",
    ],
    ["a user's leave closes with 1000 [39]", "? LEAVE_CODE : KEEP_CODE", "? KEEP_CODE : KEEP_CODE"],
    ["a resumable leave closes with 4900 [39]", "this.#leaving?.resumable === false", "this.#leaving !== undefined"],
    [
      "a dead connection keeps its session [40]",
      "this.#leaving?.resumable === false",
      "this.#leaving?.resumable !== true",
    ],
    ["it leaves once", "    if (this.#leaving !== undefined) return;\n", ""],
    ["closing may take 5 s", 'this.#enter("closing", Deadline.Close);', 'this.#enter("closing");'],
    ["a peer that does not answer is told of", "{ ...this.#leaving, answered: false }", "this.#leaving"],
    [
      "leaving while dialling waits for nobody",
      '    if (this.#phase === "dialling") return this.#end(this.#leaving);\n',
      "",
    ],
    ["nothing is said after the end", '    if (this.#phase !== "ended") this.#hear(input);', "    this.#hear(input);"],
    ["the end wants no alarm [11]", ' || this.#phase === "ended" ? undefined', " ? undefined"],
    ["the session shows the newest sequence", "{ ...this.#session, seq: this.#seq ?? 0 }", "{ ...this.#session }"],
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
      "this.dueAt += (missed + 1) * this.#intervalMs;",
      "this.dueAt = now + this.#intervalMs;",
    ],
    ["missed beats are not made up for", "(missed + 1)", "1"],
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
    ["fatal codes stop [29]", 'if (verdict === "fatal")', "if (false)"],
    ["a user's leave stops [39]", 'if (end.cause.type === "left") return [{ type: "left", end }];', ""],
    [
      "op 9 d=false ends the session [26]",
      '&& !cause.resumable ? "identify" : "resume"',
      '&& !cause.resumable ? "resume" : "resume"',
    ],
    ["op 9 d=true keeps it [27]", '&& !cause.resumable ? "identify"', '? "identify"'],
    ["a code that ends the session ends it [31]", 'verdict === "identify" || this', "this"],
    [
      "the loss of a session is told",
      'return [{ type: "gap", after: session.seq, before: undefined, cause: "session-lost" }];',
      "return [];",
    ],
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
    ["op 9 d=false waits 1 s at least [26]", "LEAST_PAUSE_MS + chance", "chance"],
    ["op 9 d=false waits up to 5 s [26]", "LEAST_PAUSE_MS + chance * PAUSE_RANGE_MS", "LEAST_PAUSE_MS"],
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
    ["the back-off doubles [38]", "FIRST_BACKOFF_MS * 2 **", "FIRST_BACKOFF_MS * 1 **"],
    ["the back-off ends at 60 s [38]", "Math.min(LONGEST_BACKOFF_MS, FIRST", "Math.min(Infinity, FIRST"],
    ["the back-off is drawn by chance [38]", "chance * ceilingMs", "ceilingMs"],
    ["READY resets the back-off [38]", "    this.#failures = 0;\n", ""],
    ["failures are counted [38]", "    this.#failures++;\n", ""],
    ["4008 has its pause", "this.#backoff(end, chance), pauseMs)", "this.#backoff(end, chance))"],
    ["five identifies in ten minutes are enough", "const MOST_IDENTIFIES = 5", "const MOST_IDENTIFIES = 6"],
    ["the breaker lasts ten minutes", "const BREAKER_WINDOW_MS = 600_000", "const BREAKER_WINDOW_MS = 300_000"],
    ["a minute of health resets the breaker", "now - this.#wellAt >= HEALTHY_AFTER_MS", "false"],
    ["less does not", "now - this.#wellAt >= HEALTHY_AFTER_MS", "true"],
    ["the breaker never holds a resume", "this.#session === undefined ? this.#breaker(now) : 0", "this.#breaker(now)"],
    ["a tick dials only when it is time", "now >= (this.#dialAt ?? Infinity)", "true"],
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
    ["an end by the deadline is told as such [53]", 'reason: "expired" });', 'reason: "replaced" });'],
    ["what is withdrawn is not sent", "this.#waiting = this.#waiting.filter(({ id }) => id !== input.id);", ""],
  ],
};

const CLOSE_CODES: Brood = {
  file: "src/gateway/close-codes.ts",
  test: "test/gateway/close-codes.test.ts",
  mutants: [
    ["4004 is fatal [29]", "  4004: [", "  4044: ["],
    ["4014 is fatal [29]", "  4014: [", "  4044: ["],
    ["4003 ends the session [31]", '4003: ["identify"', '4003: ["resume"'],
    ["4007 ends the session [31]", '4007: ["identify"', '4007: ["resume"'],
    ["4009 ends the session [31]", '4009: ["identify"', '4009: ["resume"'],
    ["4008 pauses", '"", 5000]', '"", 0]'],
    ["1006 is no code [33]", " || code === 1006", ""],
    ["1005 is no code [33]", " || code === 1005", ""],
    ["a drop keeps the session [33]", 'const DROPPED: Row = ["resume"', 'const DROPPED: Row = ["identify"'],
    ["an unknown code keeps the session [32]", 'const UNKNOWN: Row = ["resume"', 'const UNKNOWN: Row = ["identify"'],
    ["the code of a resumable leave keeps the session [40]", "KEEP_CODE = 4900", "KEEP_CODE = 1001"],
  ],
};

const FRAME: Brood = {
  file: "src/gateway/frame.ts",
  test: "test/gateway/frame.test.ts",
  mutants: [
    ["names with escapes are parsed", " && /^[A-Z_]{1,64}$/.test(name)", ""],
    ["a slot is no name", "holds(raw, head, 0) && holds(raw, '\"op", "holds(raw, '\"op"],
    ["the sequence is read [6]", "seq = seq * 10 + digit", "seq = digit"],
    ["the sequence is read in any order [6]", "Number.isInteger(seq) ?", "false ?"],
    ["an op is a whole number [48]", "  if (!Number.isInteger(op)) return undefined;\n", ""],
    ["a cut frame is no frame [48]", ' && holds(raw, "}", raw.length - 1)', ""],
    ["`d` of the whole is read", "JSON.parse(this.text).d", "JSON.parse(this.text)"],
    ["a sequence is a whole number", "Number.isInteger(seq) ? (seq as number) : null", "seq as number"],
    [
      "other text is no frame [48]",
      "dispatched(raw) ?? walked(textOf(raw));",
      "dispatched(raw) ?? new ReceivedFrame(raw, 0, null, null);",
    ],
  ],
};

const WALK: Brood = {
  file: "src/gateway/walk.ts",
  test: "test/gateway/frame.test.ts",
  mutants: [
    ["a cut envelope is none [48]", "return depth === 0 ? members : new Map();", "return members;"],
    [
      "what comes behind an envelope makes it none [48]",
      '    if (depth === 0 && before !== "") return new Map();\n',
      "",
    ],
    ["what `d` holds is not the envelope's", 'if (depth === 1 && part === ":")', 'if (part === ":")'],
    ["a brace in a string is no brace", '"[^"\\\\]*(?:', '"[^"}\\\\]*(?:'],
  ],
};

const CHECKPOINT: Brood = {
  file: "src/client/checkpoint.ts",
  test: "test/client/checkpoint.test.ts",
  mutants: [
    ["a handler that has not settled holds back", "    for (const seq of this.#open.keys()) return seq - 1;\n", ""],
    ["100 events are saved", "const SAVE_EVERY_EVENTS = 100;", "const SAVE_EVERY_EVENTS = 200;"],
    ["250 ms are saved", "const SAVE_EVERY_MS = 250;", "const SAVE_EVERY_MS = 2500;"],
    ["a handler over 30 s is passed", "const SLOW_AFTER_MS = 30_000;", "const SLOW_AFTER_MS = 60_000;"],
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
  ...[CONNECTION, HEARTBEAT, RECOVERY, TURNS, OUTBOX, CLOSE_CODES, FRAME, WALK, CHECKPOINT, MEMBERS],
];
