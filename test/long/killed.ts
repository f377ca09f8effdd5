/**
 * A bot's process is killed while events stream, and started again: it takes the session up where its handlers had settled. What
 * each process handled it writes into a book, line by line; the books are compared with what was sent.
 */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "../../demo/server.ts";
import { createSimulator, type Simulator } from "../../src/testing/mod.ts";
import { BIN, type Check } from "../tools/checks.ts";
import { ROOT } from "../tools/tree.ts";
import { until } from "./until.ts";

/** Events a millisecond while they stream. */
const RATE = 1;
const BEFORE = 4000;
/** At most 3,000 may arrive while the process is down. */
const AWAY = 2500;
const AFTER = 1500;
/** A checkpoint comes every 100 events or 250 ms; a busy machine takes a while to write it. */
const MOST_SINCE_CHECKPOINT = 100 + 1000 * RATE;

/** See the top of this file. */
export const killed: Check = {
  name: "a process that is killed and started again loses no event, and doubles no more than it must",
  run: async () => {
    const room = mkdtempSync(join(tmpdir(), "anycord-killed-"));
    const discord = createSimulator({ seed: "killed" });
    const server = await startServer({ simulator: discord });
    const store = join(room, "sessions.json");
    const books = [join(room, "first"), join(room, "second")] as const;
    const start = (book: string): ChildProcess =>
      spawn(`${BIN}node`, [`${ROOT}test/long/victim.ts`, server.restUrl, discord.token, store, book], {
        stdio: ["pipe", "inherit", "inherit"],
      });
    const first = start(books[0]);
    await until(() => discord.ledger.identifies === 1 && isLive(discord));
    await stream(discord, 0, BEFORE);
    first.kill("SIGKILL");
    await until(() => first.signalCode !== null && !isLive(discord));
    const checkpoint = storedSeq(store);
    await stream(discord, BEFORE, AWAY);
    const second = start(books[1]);
    await until(() => discord.ledger.resumes === 1);
    await stream(discord, BEFORE + AWAY, AFTER);
    const sent = BEFORE + AWAY + AFTER;
    await until(() => isDone(read(books[1]), sent));
    second.stdin?.end();
    await until(() => second.exitCode !== null);
    await server.close();
    try {
      compare(discord, sent, checkpoint, read(books[0]), read(books[1]));
    } finally {
      rmSync(room, { recursive: true });
    }
  },
};

function compare(discord: Simulator, sent: number, checkpoint: number, first: Book, second: Book): void {
  const all = Array.from({ length: sent }, (_, n) => n);
  const lost = all.filter((n) => !first.ended.has(n) && !second.ended.has(n));
  const doubled = all.filter((n) => first.begun.has(n) && second.begun.has(n));
  const unfinished = [...first.begun.keys()].filter((n) => !first.ended.has(n));
  const since = [...first.ended].filter((n) => (first.begun.get(n) ?? 0) > checkpoint);
  const handedAgain = [...first.begun.values()].filter((seq) => seq > checkpoint).length;
  console.log(
    `     ${sent} events, ${AWAY} of them while the process was down: ${lost.length} lost, ${doubled.length} came twice (${unfinished.length} unfinished when it was killed, ${since.length} finished since the last checkpoint)`,
  );
  assert.deepEqual(lost, []);
  assert.ok(doubled.length <= unfinished.length + since.length, "more came twice than must");
  assert.equal(doubled.length, handedAgain);
  assert.ok(contiguous(first, checkpoint) <= MOST_SINCE_CHECKPOINT, "the checkpoint lagged behind");
  assert.deepEqual(
    [...second.begun.keys()],
    [...second.begun.keys()].sort((a, b) => a - b),
    "events came out of order",
  );
  assert.deepEqual([discord.ledger.identifies, discord.ledger.resumes, discord.ledger.lost()], [1, 1, 0]);
}

/** How many events in a row behind the checkpoint had been finished. */
function contiguous(book: Book, checkpoint: number): number {
  const behind = [...book.begun].filter(([, seq]) => seq > checkpoint).sort(([, a], [, b]) => a - b);
  const firstOpen = behind.findIndex(([n]) => !book.ended.has(n));
  return firstOpen < 0 ? behind.length : firstOpen;
}

/** Whether a process has heard the last event, and its handlers have settled. */
function isDone({ begun, ended }: Book, sent: number): boolean {
  return begun.has(sent - 1) && begun.size === ended.size;
}

/** Whether a session has a connection. */
function isLive(discord: Simulator): boolean {
  return (
    discord.ledger.connections.some(({ closedAt }) => closedAt === undefined) && discord.ledger.sessions.length > 0
  );
}

/** Makes so many events happen, numbered on from `from`. */
async function stream(discord: Simulator, from: number, count: number): Promise<void> {
  const guild_id = discord.guilds[0]?.id;
  const startedAt = performance.now();
  for (let n = 0; n < count; ) {
    const due = Math.min(count, Math.ceil((performance.now() - startedAt) * RATE));
    for (; n < due; n++) discord.emit("TYPING_START", { guild_id, n: from + n });
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The number that a new process will resume from. */
function storedSeq(path: string): number {
  const kept: Record<string, string> = JSON.parse(readFileSync(path, "utf8"));
  return JSON.parse(kept["anycord:session:0/1"] ?? "{}").seq;
}

/** What a process handled. */
interface Book {
  /** Events by number, with their sequence number. */
  readonly begun: ReadonlyMap<number, number>;
  readonly ended: ReadonlySet<number>;
}

function read(path: string): Book {
  const begun = new Map<number, number>();
  const ended = new Set<number>();
  for (const line of readFileSync(path, { encoding: "utf8", flag: "a+" }).split("\n")) {
    const [what, n, seq] = line.split(" ");
    if (what === "begun") begun.set(Number(n), Number(seq));
    if (what === "ended") ended.add(Number(n));
  }
  return { begun, ended };
}
