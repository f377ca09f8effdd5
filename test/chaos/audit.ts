/**
 * Lays the books of the client beside the ledger of the simulated Discord, when all is over.
 *
 * It must never look into the client.
 */
import { GatewayOpcode } from "../../src/discord/opcodes.ts";
import type { ConnectionEntry, Delivery, Fault, FrameEntry, Ledger, Simulator } from "../../src/testing/mod.ts";
import type { Judge } from "./judge.ts";
import type { Book } from "./watch.ts";

const WINDOW_MS = 60_000;
const MOST_FRAMES = 120;
const PRESENCE_WINDOW_MS = 20_000;
const MOST_PRESENCES = 5;
/** What asks a client to close. */
const ENDING_OPS: ReadonlySet<number | undefined> = new Set([GatewayOpcode.Reconnect, GatewayOpcode.InvalidSession]);
/** What a connection has to live through. */
const HARMLESS: ReadonlySet<Fault> = new Set<Fault>([
  ...(["garbage", "ask-heartbeat", "duplicate", "lost-event", "late-frames", "deaf"] as const),
]);
/** Codes with which Discord answers what a client should not have done. */
const BLAMING = new Set([4001, 4002, 4003, 4004, 4005, 4007, 4008, 4010, 4011, 4012, 4013, 4014]);

/** Blames the client for what the ledger shows. */
export function audit(discord: Simulator, judge: Judge): void {
  const { ledger } = discord;
  for (const { what } of ledger.offences) judge.blame(`offence: ${what}`);
  checkDeliveries(ledger, judge);
  checkCloses(ledger, judge);
  checkWindows(ledger, judge);
  checkNonces(ledger, judge);
}

/** Everything that was due arrived once, under its name; what never came was told. */
function checkDeliveries(ledger: Ledger, judge: Judge): void {
  const bySession = groups(ledger.deliveries, ({ session }) => session);
  for (const book of judge.books.values()) {
    const deliveries = bySession.get(book.id) ?? [];
    for (const delivery of deliveries) checkDelivery(delivery, book, judge);
    const [latest] = deliveries.slice(-1);
    if (latest === undefined || book.last > latest.seq) judge.blame(`session ${book.id} got more than was sent`);
  }
}

function checkDelivery({ seq, name, lost }: Delivery, book: Book, judge: Judge): void {
  const got = book.names[seq];
  if (got === undefined) {
    if (name !== "LOST" && seq <= book.last) judge.blame(`${name} ${seq} of session ${book.id} never came`);
    if (!lost && seq > book.last && book.over === undefined)
      judge.blame(`${name} ${seq} of ${book.id} is still missing`);
  } else if (got !== name) {
    judge.blame(`${seq} of session ${book.id} came as ${got}, not as ${name}`);
  }
}

function checkCloses(ledger: Ledger, judge: Judge): void {
  const met = groups(ledger.faults, ({ connection }) => connection);
  const heard = groups(ledger.frames, ({ connection }) => connection);
  for (const connection of ledger.connections) {
    const faults = (met.get(connection.id) ?? []).map(({ fault }) => fault);
    checkClose(connection, faults, judge);
    const asked = (heard.get(connection.id) ?? []).some(
      ({ direction, op }) => direction === "out" && ENDING_OPS.has(op),
    );
    const free = connection.closedBy === "client" && !asked && faults.every((fault) => HARMLESS.has(fault));
    if (free && !judge.mayClose.has(connection.id)) judge.blame(`connection ${connection.id} was closed without need`);
  }
}

function checkClose(connection: ConnectionEntry, met: readonly Fault[], judge: Judge): void {
  const { id, closedBy, closeCode = 0, closeReason } = connection;
  const unheard = met.includes("blackhole") || met.includes("deaf");
  if (closedBy === undefined && !unheard) judge.blame(`connection ${id} was never closed`);
  if (closedBy === "client" && closeCode === 1000 && !judge.mayLeave.has(id)) {
    judge.blame(`connection ${id} was closed with 1000, though the program did not leave`);
  }
  if (closedBy === "client" && closeCode !== 1000 && (closeCode < 3000 || closeCode > 4999)) {
    judge.blame(`connection ${id} was closed with ${closeCode}`);
  }
  if (closedBy !== "server" || closeReason === "As planned." || closeReason === "Authentication failed.") return;
  // What was sent while op 9 was on its way came too late.
  const crossed = met.includes("invalid-session") || met.includes("invalid-session-resumable");
  // Discord itself asked for more heartbeats than there is room for.
  const driven = met.includes("ask-heartbeat");
  if (BLAMING.has(closeCode) && !(closeCode === 4003 && crossed) && !(closeCode === 4008 && driven))
    judge.blame(`connection ${id} was closed with ${closeCode}: ${closeReason}`);
  const ungreeted = met.some(
    (fault) => fault === "invalid-hello" || fault === "silent" || (typeof fault === "object" && "stallMs" in fault),
  );
  if (closeReason === "No heartbeat was heard." && !unheard && !ungreeted) judge.blame(`connection ${id} did not beat`);
}

/** At most 120 frames in any minute of a connection, at most 5 presences in any 20 s. */
function checkWindows(ledger: Ledger, judge: Judge): void {
  const driven = new Set(ledger.faults.filter(({ fault }) => fault === "ask-heartbeat").map((it) => it.connection));
  // Heartbeats that Discord asks for are its own doing.
  const counts = ({ direction, op, connection }: FrameEntry): boolean =>
    direction === "in" && !(op === GatewayOpcode.Heartbeat && driven.has(connection));
  const heard = ledger.frames.filter(counts);
  for (const [connection, frames] of groups(heard, (frame) => frame.connection)) {
    checkWindow(frames, MOST_FRAMES, WINDOW_MS, () => judge.blame(`connection ${connection} sends too much`));
    const presences = frames.filter(({ op }) => op === GatewayOpcode.PresenceUpdate);
    checkWindow(presences, MOST_PRESENCES, PRESENCE_WINDOW_MS, () => {
      judge.blame(`connection ${connection} changes its presence too often`);
    });
  }
}

function checkWindow(frames: readonly FrameEntry[], most: number, windowMs: number, blame: () => void): void {
  for (let n = most; n < frames.length; n++) {
    const [first, last] = [frames[n - most], frames[n]];
    if (first !== undefined && last !== undefined && last.at - first.at < windowMs) return blame();
  }
}

/** What a program sends goes out once at most. */
function checkNonces(ledger: Ledger, judge: Judge): void {
  const seen = new Set<unknown>();
  for (const { direction, op, data } of ledger.frames) {
    if (direction !== "in" || op !== GatewayOpcode.RequestGuildMembers) continue;
    const { nonce } = data as { nonce: unknown };
    if (seen.has(nonce)) judge.blame(`${nonce} was sent twice`);
    seen.add(nonce);
  }
}

function groups<Entry, Key>(entries: readonly Entry[], keyOf: (entry: Entry) => Key): Map<Key, Entry[]> {
  const grouped = new Map<Key, Entry[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = grouped.get(key);
    if (group === undefined) grouped.set(key, [entry]);
    else group.push(entry);
  }
  return grouped;
}
