/**
 * `npm run planted`: bugs are planted in the client, one at a time, and the chaos test has to find each within 2,000 schedules. Each
 * is a small change to the text of one file, in a copy of the source; a change that fits nowhere, or twice, is an error.
 * The last line is `N passed, N failed`.
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BIN, type Check, conclude, outcomeOf, runChecks, tail } from "../tools/checks.ts";
import { applied, type Patch } from "../tools/patch.ts";
import { ROOT } from "../tools/tree.ts";

const RUNS = 2_000;
const TIMEOUT_MS = 300_000;

interface Bug extends Patch {
  readonly name: string;
}

const bug = (name: string, file: string, from: string, to: string): Bug => ({
  name,
  file: `src/gateway/${file}.ts`,
  from,
  to,
});

const BUGS: readonly Bug[] = [
  bug(
    ...(["the sequence does not move on while events are replayed", "connection"] as const),
    "    this.#seq = seq;\n    return true;",
    '    if (this.#phase !== "resuming") this.#seq = seq;\n    return true;',
  ),
  bug(
    ...(["a frame without a number overwrites the sequence", "connection"] as const),
    '    if (this.#phase === "closing") return;\n    switch (frame.op) {',
    '    if (this.#phase === "closing") return;\n    if (this.#live) this.#seq = frame.seq;\n    switch (frame.op) {',
  ),
  bug(
    ...(["a resume url is kept after it proved dead", "recovery"] as const),
    "    if (!end.greeted) this.#session = { ...session, resumeUrl: undefined };\n",
    "",
  ),
  bug(
    ...(["a session is given up when the connection drops", "close-codes"] as const),
    'const DROPPED = resume("',
    'const DROPPED = identify("',
  ),
  bug(
    ...(["a session is kept after op 9 said that it is gone", "recovery"] as const),
    'cause.type === "invalid-session" && !cause.resumable ? START_ANEW : TRY_AGAIN',
    "TRY_AGAIN",
  ),
  bug("an answered heartbeat still counts as unanswered", "heartbeat", "    this.#unanswered = false;\n", ""),
  bug(
    ...(["a heartbeat that was asked for has to be answered before the next", "heartbeat"] as const),
    "  sent(now: number): void {\n",
    "  sent(now: number): void {\n    this.#unanswered = true;\n",
  ),
  bug(
    ...(["the back-off starts anew with each socket that opens", "recovery"] as const),
    "    this.#failures++;\n",
    '    this.#failures = end.greeted || end.cause.type === "reconnect" ? 0 : this.#failures + 1;\n',
  ),
  bug(
    ...(["an abandoned socket is still heard", "socket"] as const),
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
    ...(["duplicates are delivered", "connection"] as const),
    'problem: { type: "duplicate", seq } });\n      return false;',
    'problem: { type: "duplicate", seq } });\n      return true;',
  ),
  bug(
    ...(["frames are sent before RESUMED", "shard"] as const),
    "    if (op === GatewayOpcode.Resume) this.#resumes++;\n",
    '    if (op === GatewayOpcode.Resume) this.#outbox.feed({ type: "live" });\n',
  ),
  bug(
    ...(["connections are closed with 1000 to be made anew", "connection"] as const),
    "this.#leaving?.resumable === false ? OwnCloseCode.Leave : OwnCloseCode.Keep",
    "OwnCloseCode.Leave",
  ),
  bug(
    "the timer of connect() is left",
    "attempt",
    "    this.#settled = true;\n    this.#cancelTimer();\n",
    "    this.#settled = true;\n",
  ),
  bug(
    ...(["the loss of a session is not told", "shard"] as const),
    '        return emit({ type: "gap", after: effect.session.seq, before: undefined, cause: "session-lost" });\n',
    "        return;\n",
  ),
  bug(
    ...(["a gap in the numbers is not told", "connection"] as const),
    '    if (last !== null && seq > last + 1) effects.push({ type: "gap", after: last, before: seq });\n',
    "",
  ),
  bug("a session is resumed for ever", "recovery", "const MOST_RESUMES = 3;", "const MOST_RESUMES = 300;"),
  bug(
    ...(["identifying is never held back by the breaker", "recovery"] as const),
    "    return Math.max(0, oldest + BREAKER.windowMs - now);",
    "    return 0;",
  ),
  bug(
    "the window of frames is half a minute",
    "outbox",
    "const WINDOW_MS = 60_000 + UNEVEN_MS;",
    "const WINDOW_MS = 30_000;",
  ),
  bug(
    ...(["a replayed RESUMED is not passed on", "connection"] as const),
    '    if (this.#live) return void effects.push({ type: "dispatch", frame });\n',
    "",
  ),
  bug("sessions that were handed in are resumed twice", "gateway", "    this.#resume = [];\n", ""),
  bug(
    ...(["close() leaves for good what is to be resumed", "gateway"] as const),
    "for (const shard of shards) shard.leave(resumable);",
    "for (const shard of shards) shard.leave(false);",
  ),
  bug(
    ...(["what waits to be sent is forgotten by close()", "shard"] as const),
    '    for (const { settled } of this.#sendings.values()) settled("closed");\n',
    "",
  ),
];

const room = mkdtempSync(join(tmpdir(), "anycord-planted-"));
try {
  conclude(await runChecks(BUGS.map(hunt)));
} finally {
  rmSync(room, { recursive: true, force: true });
}

/** The check that a bug is found. */
function hunt(planted: Bug, index: number): Check {
  return {
    name: planted.name,
    run: async () => {
      const home = join(room, String(index));
      cpSync(join(ROOT, "src"), join(home, "src"), { recursive: true });
      cpSync(join(ROOT, "test/chaos"), join(home, "test/chaos"), { recursive: true });
      applied(planted, home);
      const command = [`${BIN}node`, "test/chaos/run.ts", "--runs", String(RUNS), "--until-failure"];
      const { output } = await outcomeOf(command, { cwd: home, timeoutMs: TIMEOUT_MS });
      const found = /^seed (\d+) fails.*\n(.*)$/m.exec(output);
      if (found === null) throw new Error(`not found within ${RUNS} schedules\n${tail(output, 8)}`);
      console.log(`     seed ${found[1]},${found[2]?.trimEnd()}`);
    },
  };
}
