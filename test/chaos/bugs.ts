/**
 * The bugs that are planted in the client to see whether chaos finds them.
 */
import type { Patch } from "../tools/patch.ts";

/** A bug, and what it is in words. */
export interface Bug extends Patch {
  readonly name: string;
}

const bug = (name: string, file: string, from: string, to: string): Bug => ({
  name,
  file: `src/gateway/${file}.ts`,
  from,
  to,
});

/** All of them. */
export const BUGS: readonly Bug[] = [
  bug(
    "the sequence does not move on while events are replayed",
    "connection",
    "    this.#seq = seq;\n    return true;",
    '    if (this.#phase !== "resuming") this.#seq = seq;\n    return true;',
  ),
  bug(
    "a frame without a number overwrites the sequence",
    "connection",
    '    if (this.#phase === "closing") return;\n    switch (frame.op) {',
    '    if (this.#live && this.#phase !== "closing") this.#seq = frame.seq;\n    switch (frame.op) {',
  ),
  bug(
    "a resume url is kept after it proved dead",
    "recovery",
    "    if (!end.greeted) this.#session = { ...session, resumeUrl: undefined };\n",
    "",
  ),
  bug(
    "a session is given up when the connection drops",
    "close-codes",
    'const DROPPED: Row = ["resume"',
    'const DROPPED: Row = ["identify"',
  ),
  bug(
    "a session is kept after op 9 said that it is gone",
    "recovery",
    '&& !cause.resumable ? "identify" : "resume"',
    '&& !cause.resumable ? "resume" : "resume"',
  ),
  bug("an answered heartbeat still counts as unanswered", "heartbeat", "    this.#unanswered = false;\n", ""),
  bug(
    "a heartbeat that was asked for has to be answered before the next",
    "heartbeat",
    "  sent(now: number): void {\n",
    "  sent(now: number): void {\n    this.#unanswered = true;\n",
  ),
  bug(
    "the back-off starts anew with each socket that opens",
    "recovery",
    "    this.#failures++;\n",
    '    this.#failures = end.greeted || end.cause.type === "reconnect" ? 0 : this.#failures + 1;\n',
  ),
  bug(
    "an abandoned socket is still heard",
    "socket",
    "    abandon(code) {\n      live = false;\n",
    "    abandon(code) {\n",
  ),
  bug(
    "identifying does not wait for its bucket",
    "identify-turns",
    "const SPACING_MS = 5000 + UNEVEN_MS;",
    "const SPACING_MS = 0;",
  ),
  bug(
    "duplicates are delivered",
    "connection",
    '      this.#odd({ type: "duplicate", seq });\n      return false;\n',
    "      return true;\n",
  ),
  bug("frames are sent before RESUMED", "shard", "this.#resumes++;", 'this.#tell({ type: "state", phase: "ready" });'),
  bug(
    "connections are closed with 1000 to be made anew",
    "connection",
    "this.#leaving?.resumable === false ? LEAVE_CODE : KEEP_CODE",
    "LEAVE_CODE",
  ),
  bug(
    "the timer of connect() is left",
    "attempt",
    "    this.settled = true;\n    this.#release();\n",
    "    this.settled = true;\n",
  ),
  bug(
    "the loss of a session is not told",
    "recovery",
    'return [{ type: "gap", after: session.seq, before: undefined, cause: "session-lost" }];',
    "return [];",
  ),
  bug(
    "a gap in the numbers is not told",
    "connection",
    '    if (seq > after + 1) this.#tell({ type: "gap", after, before: seq, cause: "sequence" });\n',
    "",
  ),
  bug("a session is resumed for ever", "recovery", "const MOST_RESUMES = 3;", "const MOST_RESUMES = 300;"),
  bug(
    "identifying is never held back by the breaker",
    "recovery",
    "const BREAKER_WINDOW_MS = 600_000;",
    "const BREAKER_WINDOW_MS = 0;",
  ),
  bug(
    "the window of frames is half a minute",
    "outbox",
    "const WINDOW_MS = 60_000 + UNEVEN_MS;",
    "const WINDOW_MS = 30_000;",
  ),
  bug("a replayed RESUMED is not passed on", "connection", "    if (this.#live) return this.#pass(frame);\n", ""),
  bug("sessions that were handed in are resumed twice", "gateway", "    this.#resume = [];\n", ""),
  bug("close() leaves for good what is to be resumed", "gateway", "shard.leave(resumable)", "shard.leave(false)"),
  bug(
    "what waits to be sent is forgotten by close()",
    "post",
    '    for (const { settled } of this.#sendings.values()) settled("closed");\n',
    "",
  ),
];
