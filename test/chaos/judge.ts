/**
 * Hears all that the client tells, keeps a book on every session, and blames the client for what no client may do.
 *
 * It must never make anything happen; what Discord's side saw is checked by `audit.ts` in the end.
 */
import { GatewayOpcode } from "../../src/discord/opcodes.ts";
import type { Session } from "../../src/gateway/session.ts";
import type { ShardEvent, ShardPhase } from "../../src/gateway/shard-events.ts";
import type { End, EndCause } from "../../src/gateway/transcript.ts";
import type { Simulator } from "../../src/testing/mod.ts";
import { type Book, freshWatch, type Watch } from "./watch.ts";

const CLOSES_THAT_END = new Set([4003, 4007, 4009]);
const MOST_RESUMES = 3;
/** With a back-off that grows, even at its shortest, not so many dials come in a minute. */
const MOST_DIALS = 22;

const OPEN: ReadonlySet<ShardPhase> = new Set<ShardPhase>([
  "greeting",
  "queued",
  "identifying",
  "resuming",
  "ready",
  "closing",
]);

/** See the top of this file. */
export class Judge {
  readonly faults: string[] = [];
  readonly books = new Map<string, Book>();
  readonly totals = { ready: 0, resumed: 0, gaps: 0, lost: 0, dispatches: 0 };
  /** The ids of connections that were open when the program left for good. */
  readonly mayLeave = new Set<number>();
  /** The ids of connections that were open when the program left at all. */
  readonly mayClose = new Set<number>();
  readonly #discord: Simulator;
  readonly #maxConcurrency: number;
  readonly #watches = new Map<number, Watch>();
  readonly #identifiedAt = new Map<number, number>();
  readonly #closed = new Set<number>();
  #lingersUntil = -1;
  #keeping = false;

  constructor(discord: Simulator, maxConcurrency: number) {
    this.#discord = discord;
    this.#maxConcurrency = maxConcurrency;
  }

  blame(what: string): void {
    this.faults.push(`at ${this.#now} ms: ${what}`);
  }

  /** The program connects, by its own will: the counters are new. */
  connecting(): void {
    this.#keeping = false;
    for (const watch of this.#watches.values()) Object.assign(watch, { ...freshWatch(), book: watch.book });
  }

  /** connect() has failed: all shards are left, and their sockets may wait for their end for a while. */
  attemptFailed(): void {
    this.#lingersUntil = this.#now + 5_000;
    for (const { book } of this.#watches.values()) if (book !== undefined) book.over ??= "left";
  }

  /** Whether sockets of an attempt that failed may still wait. */
  get lingering(): boolean {
    return this.#now <= this.#lingersUntil;
  }

  /** The program leaves. */
  leaving(resumable: boolean): void {
    this.#keeping = resumable;
    for (const { id, closedAt } of this.#discord.ledger.connections) {
      if (closedAt !== undefined) continue;
      this.mayClose.add(id);
      if (!resumable) this.mayLeave.add(id);
    }
  }

  /** A process has closed, and left these sessions; undefined: none on purpose. */
  closed(process: number, sessions: readonly Session[] | undefined): void {
    this.#closed.add(process);
    for (const [shard, { book }] of this.#watches) {
      if (book === undefined || book.over !== undefined) continue;
      const kept = sessions?.find((session) => session.shard[0] === shard);
      if (sessions === undefined || kept === undefined) {
        if (sessions !== undefined) this.blame(`the session of shard ${shard} was not handed over`);
        book.over = "left";
      } else if (kept.id !== book.id || kept.seq !== book.last) {
        this.blame(`shard ${shard} handed over ${kept.id} at ${kept.seq}, but ${book.id} came to ${book.last}`);
      }
    }
  }

  hear(event: ShardEvent, shard: number, process: number): void {
    if (this.#closed.has(process)) {
      const lingers = this.lingering && (event.type === "state" || event.type === "left");
      return lingers ? undefined : this.blame(`"${event.type}" was told after close()`);
    }
    const watch = this.#watch(shard);
    this.#settleDoubt(watch, event, shard);
    switch (event.type) {
      case "state":
        return this.#entered(watch, shard, event.phase);
      case "retry":
        return this.#failed(watch, shard, event.end);
      case "wire":
        return event.direction === "in" ? this.#heard(watch, shard, event.frame.type) : this.#said(watch, shard, event);
      case "ready":
        return this.#ready(watch, shard, event.session);
      case "resumed":
        return this.#resumed(watch, shard, event.session);
      case "dispatch":
        return this.#dispatched(watch, shard, event.frame.seq, event.frame.type);
      case "gap":
        return this.#gap(watch, shard, event);
      case "left":
      case "failed":
        return this.#ended(watch, event.type, event.end);
    }
  }

  get #now(): number {
    return this.#discord.clock.now();
  }

  #watch(shard: number): Watch {
    const watch = this.#watches.get(shard) ?? freshWatch();
    this.#watches.set(shard, watch);
    return watch;
  }

  #entered(watch: Watch, shard: number, phase: ShardPhase): void {
    if (phase === "closing" && !this.#keeping) this.leaving(false);
    if (phase === "dialling") this.#dialled(watch, shard);
    if (phase !== "waiting-for-budget") watch.open = OPEN.has(phase);
  }

  /** A connection has ended, and another will be made. */
  #failed(watch: Watch, shard: number, { cause, greeted, session }: End): void {
    const dead = !greeted && session?.resumeUrl !== undefined;
    if (dead && watch.deadUrl) this.blame(`shard ${shard} dials a dead resume url again`);
    watch.deadUrl = dead;
    if (endsSession(cause) && session !== undefined && watch.book?.over === undefined) {
      this.blame(`shard ${shard} keeps a session that Discord has ended`);
    }
  }

  #dialled(watch: Watch, shard: number): void {
    const now = this.#now;
    Object.assign(watch, { introduced: undefined, live: false });
    if (watch.liveSince !== undefined && now - watch.liveSince >= 60_000) watch.identifiedAt = [];
    watch.liveSince = undefined;
    watch.dialsAt = [...watch.dialsAt.filter((at) => at > now - 60_000), now];
    if (watch.dialsAt.length > MOST_DIALS) this.blame(`shard ${shard} dials too often`);
  }

  #heard(watch: Watch, shard: number, type: string | null): void {
    if (!watch.open) this.blame(`shard ${shard} hears a socket that it has abandoned`);
    if (type === "READY" || (type === "RESUMED" && watch.introduced === "resume")) watch.live = true;
  }

  #said(watch: Watch, shard: number, { frame }: Extract<ShardEvent, { type: "wire" }>): void {
    const { d } = JSON.parse(frame.text);
    switch (frame.op) {
      case GatewayOpcode.Heartbeat:
        return this.#beat(watch, shard, d);
      case GatewayOpcode.Identify:
        return this.#identified(watch, shard);
      case GatewayOpcode.Resume:
        watch.introduced = "resume";
        if (++watch.resumes > MOST_RESUMES)
          this.blame(`shard ${shard} resumes for the ${watch.resumes}th time in vain`);
        if (d.session_id !== watch.book?.id || d.seq !== watch.book?.last) {
          this.blame(
            `shard ${shard} resumes ${d.session_id} at ${d.seq}, but ${watch.book?.id} is at ${watch.book?.last}`,
          );
        }
        return;
      default:
        if (!watch.live) this.blame(`shard ${shard} sends op ${frame.op} before READY or RESUMED`);
    }
  }

  #beat(watch: Watch, shard: number, seq: unknown): void {
    const last = watch.book?.last ?? null;
    const due = watch.live || watch.introduced === "resume" ? last : null;
    // Before it has introduced itself, a connection that is about to resume may tell what it has.
    if (seq !== due && !(watch.introduced === undefined && seq === last))
      this.blame(`shard ${shard} beats with ${seq}, not ${due}`);
  }

  #identified(watch: Watch, shard: number): void {
    const now = this.#now;
    watch.introduced = "identify";
    const bucket = shard % this.#maxConcurrency;
    const spacing = now - (this.#identifiedAt.get(bucket) ?? -Infinity);
    if (spacing < 5_000) this.blame(`shard ${shard} identifies ${spacing} ms after another in its bucket`);
    this.#identifiedAt.set(bucket, now);
    watch.identifiedAt = [...watch.identifiedAt.filter((at) => at > now - 600_000), now];
    if (watch.identifiedAt.length > 5) this.blame(`shard ${shard} identifies six times in ten minutes`);
    if (watch.book !== undefined && watch.book.over === undefined) {
      this.blame(`shard ${shard} identifies, and never told that session ${watch.book.id} is lost`);
    }
  }

  #ready(watch: Watch, shard: number, session: Session): void {
    this.totals.ready++;
    if (this.books.has(session.id)) this.blame(`shard ${shard} is READY twice in one session`);
    watch.book = { id: session.id, shard, last: 0, names: [], over: undefined };
    this.books.set(session.id, watch.book);
    this.#wentLive(watch);
  }

  #resumed(watch: Watch, shard: number, session: Session): void {
    this.totals.resumed++;
    if (session.id !== watch.book?.id) this.blame(`shard ${shard} resumed ${session.id}, not ${watch.book?.id}`);
    this.#wentLive(watch);
  }

  #wentLive(watch: Watch): void {
    Object.assign(watch, { liveSince: this.#now, resumes: 0, dialsAt: [], deadUrl: false });
  }

  #dispatched(watch: Watch, shard: number, seq: number | null, name: string | null): void {
    const { book, gapBefore } = watch;
    this.totals.dispatches++;
    if (book === undefined || seq === null) return this.blame(`shard ${shard} dispatches ${name} out of any session`);
    const due = gapBefore ?? book.last + 1;
    if (seq !== due) this.blame(`shard ${shard} dispatches ${name} ${seq} in place of ${due}`);
    book.last = seq;
    book.names[seq] = name;
    watch.gapBefore = undefined;
  }

  #gap(watch: Watch, shard: number, event: Extract<ShardEvent, { type: "gap" }>): void {
    this.totals.gaps++;
    const { book } = watch;
    if (book === undefined) return this.blame(`shard ${shard} tells a gap out of any session`);
    if (event.after !== book.last) this.blame(`shard ${shard} tells a gap after ${event.after}, not ${book.last}`);
    if (event.cause === "session-lost") {
      this.totals.lost++;
      book.over = "lost";
      watch.doubt = true;
      return;
    }
    watch.gapBefore = event.before;
    const lost = new Set(
      this.#discord.ledger.deliveries.filter((it) => it.session === book.id && it.lost).map(({ seq }) => seq),
    );
    for (let seq = event.after + 1; seq < (event.before ?? 0); seq++) {
      if (!lost.has(seq)) this.blame(`shard ${shard} tells of a gap at ${seq}, which was never lost`);
    }
  }

  /** A session may be given up when Discord says so, or when it cannot be resumed. */
  #settleDoubt(watch: Watch, event: ShardEvent, shard: number): void {
    if (!watch.doubt || event.type === "state") return;
    watch.doubt = false;
    const cause = event.type === "retry" ? event.end.cause : undefined;
    const told = cause !== undefined && endsSession(cause);
    if (!told && watch.resumes < MOST_RESUMES) this.blame(`shard ${shard} gives up its session after ${cause?.type}`);
    watch.resumes = 0;
  }

  #ended(watch: Watch, how: "left" | "failed", { cause }: End): void {
    const kept = how === "left" && cause.type === "left" && cause.resumable;
    if (how === "left" && !kept && this.#keeping) this.blame("a session that was to be kept was left for good");
    if (how === "left" && !kept) this.leaving(false);
    if (!kept && watch.book !== undefined) watch.book.over ??= "left";
  }
}

/** Whether Discord has said that a session is over. */
function endsSession(cause: EndCause): boolean {
  if (cause.type === "closed") return CLOSES_THAT_END.has(cause.code ?? 0);
  return cause.type === "invalid-session" && !cause.resumable;
}
