/**
 * Discord's gateway: takes sockets, starts and resumes sessions, and lets things go wrong on demand.
 * https://docs.discord.com/developers/events/gateway
 *
 * It knows no network: who carries the sockets hands them in by `accept`. Everything here is synchronous.
 */

import { GatewayOpcode } from "../discord/opcodes.ts";
import { type Driver, drive } from "../machine.ts";
import { resumeAddress } from "./addresses.ts";
import type { DatedClock } from "./clock.ts";
import { answerCommand } from "./commands.ts";
import { Connection, type ConnectionEffect, type ConnectionInput, readFrame } from "./connection.ts";
import { encoderFor, zlibBlob } from "./encoder.ts";
import type { DialFault, FaultOptions, LastingFault, LiveFault } from "./faults.ts";
import { judgeIdentify, plainToken, type Starts, shardAsked } from "./identify.ts";
import { type Ledger, masked } from "./ledger.ts";
import { Link, type Peer, type ServerSocket } from "./link.ts";
import { type DialOutcome, greetingUnder, Mishaps } from "./mishaps.ts";
import type { Random } from "./random.ts";
import { type Seat, Sessions } from "./sessions.ts";
import { strike } from "./strike.ts";
import { guildCreates, readyData } from "./welcome.ts";
import type { World } from "./world.ts";

/** What the gateway is made of. */
export interface GatewayParts {
  readonly world: World;
  readonly ledger: Ledger;
  readonly clock: DatedClock;
  readonly random: Random;
  readonly starts: Starts;
  readonly token: string;
  readonly heartbeatIntervalMs: number;
  readonly sessionTtlMs: number;
}

/** What is known of one connection. */
interface Call {
  readonly link: Link;
  readonly url: string;
  readonly driver: Driver<ConnectionInput>;
  readonly fault: DialFault | undefined;
}

/** Close codes of Discord's that end the session with the connection. */
const ENDING_CODES: ReadonlySet<number> = new Set([4003, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014]);
/** Close codes of the client's that do. */
const LEAVING_CODES: ReadonlySet<number> = new Set([1000, 1001]);
/** How many events are sent once more by the fault "duplicate". */
const REPEATED_EVENTS = 3;
const VERSIONS: ReadonlySet<string | null> = new Set(["9", "10"]);

/** The gateway. */
export class Gateway {
  readonly sessions: Sessions;
  readonly #parts: GatewayParts;
  readonly #calls = new Set<Call>();
  readonly #mishaps: Mishaps;
  #count = 0;

  constructor(parts: GatewayParts) {
    const { ledger, clock, sessionTtlMs } = parts;
    this.#parts = parts;
    this.#mishaps = new Mishaps(ledger, clock.now);
    this.sessions = new Sessions({ ledger, now: clock.now, ttlMs: sessionTtlMs });
  }

  /** Asked once before every `accept`: whether anybody answers at this address. */
  dial(url: string): DialOutcome {
    return this.#mishaps.dial(url);
  }

  /** Takes a socket that has opened. */
  accept(socket: ServerSocket, about: { readonly url: string }): Peer {
    const call = this.#open(socket, about.url);
    this.#calls.add(call);
    const query = new URL(about.url).searchParams;
    if (!VERSIONS.has(query.get("v"))) this.#close(call, 4012, "Invalid API version.");
    else call.driver.feed({ type: "opened" });
    return {
      message: (data) => this.#hear(call, data),
      closed: (code) => this.#closed(call, code),
    };
  }

  /** Lets something go wrong on the connections that live. */
  strike(fault: LiveFault, options: FaultOptions): void {
    for (const call of [...this.#calls]) {
      const shard = this.sessions.on(call.link)?.session.terms.shard[0];
      if (options.shard === undefined || options.shard === shard) this.#strike(call, fault);
    }
  }

  /** Lets something go wrong with the connections to come. */
  plan(fault: DialFault, options: FaultOptions): void {
    this.#mishaps.plan(fault, options.times ?? 1);
  }

  /** Lets something be wrong until `heal`. */
  afflict(fault: LastingFault): void {
    this.#mishaps.afflict(fault);
    if (fault === "token-revoked") this.strike({ close: 4004, reason: "Authentication failed." }, {});
  }

  /** Nothing goes wrong any more. */
  heal(): void {
    this.#mishaps.heal();
  }

  /** Closes every connection and forgets every session. */
  shut(): void {
    for (const call of [...this.#calls]) this.#cut(call);
    for (const seat of this.sessions.all) this.sessions.end(seat);
  }

  #open(socket: ServerSocket, url: string): Call {
    const { ledger, clock, heartbeatIntervalMs } = this.#parts;
    const entry = { id: ++this.#count, url, openedAt: clock.now() };
    const fault = this.#mishaps.meet(entry.id);
    ledger.write("connections", entry);
    const link = new Link({ socket, entry, encoder: encoderFor(url), ledger, now: clock.now });
    const machine = new Connection({ greeting: greetingUnder(fault), heartbeatIntervalMs });
    const perform = (effect: ConnectionEffect) => this.#perform(call, effect);
    const call: Call = { link, url, fault, driver: drive(machine, { clock, perform }) };
    return call;
  }

  #hear(call: Call, data: string | Uint8Array): void {
    if (!call.link.open || call.link.severed) return;
    const frame = readFrame(data);
    const op = frame.payload?.op;
    call.link.note("in", typeof op === "number" ? op : undefined, masked(frame.payload?.d), frame.bytes);
    call.driver.feed({ type: "heard", frame });
  }

  #perform(call: Call, effect: ConnectionEffect): void {
    switch (effect.type) {
      case "send":
        return call.link.say(effect.payload);
      case "close":
        return this.#close(call, effect.code, effect.reason);
      case "identify":
        return this.#identify(call, effect.data);
      case "resume":
        return this.#later(call, () => this.#resume(call, effect.data));
      case "command":
        return this.#command(call, effect.op, effect.data);
    }
  }

  #command(call: Call, op: number, data: Record<string, unknown>): void {
    const { world, clock } = this.#parts;
    const seat = this.sessions.on(call.link);
    if (seat === undefined) return;
    if (op === GatewayOpcode.PresenceUpdate && !seat.session.mayChangePresence(clock.now())) {
      this.#parts.ledger.write("offences", { at: clock.now(), what: "more than 5 presence updates in 20 s" });
    }
    const answers = answerCommand(op, data, { world, session: seat.session, now: clock.now() });
    for (const answer of answers) this.sessions.tell(seat, answer);
  }

  /** Answers IDENTIFY and RESUME, unless a fault has it otherwise. */
  #later(call: Call, answer: () => void): void {
    const { fault } = call;
    if (typeof fault === "object" && "closeAfterIdentify" in fault) {
      this.#close(call, fault.closeAfterIdentify, "As planned.");
    } else if (typeof fault === "object" && "readyAfterMs" in fault) {
      this.#parts.clock.schedule(() => call.link.open && answer(), fault.readyAfterMs);
    } else {
      answer();
    }
  }

  /** A start counts when it is heard, however late its answer comes. */
  #identify(call: Call, data: Record<string, unknown>): void {
    const { world, ledger, clock, starts } = this.#parts;
    const token = this.#token();
    const verdict = judgeIdentify(data, {
      token,
      applicationFlags: world.application.flags,
      guilds: world.guilds.size,
    });
    if (verdict !== undefined) return this.#close(call, verdict.code, verdict.reason);
    const shard = shardAsked(data) ?? [0, 1];
    const offence = starts.take(shard[0], clock.now());
    if (offence !== undefined) {
      ledger.write("offences", { at: clock.now(), what: offence });
      return this.#refuse(call, false);
    }
    this.#later(call, () => this.#begin(call, data, shard));
  }

  #begin(call: Call, data: Record<string, unknown>, shard: readonly [number, number]): void {
    const { world, random } = this.#parts;
    if (data.compress === true && !call.url.includes("compress=")) call.link.encode(zlibBlob);
    const largeThreshold = typeof data.large_threshold === "number" ? data.large_threshold : 50;
    const intents = Number(data.intents);
    const terms = { id: random.hex(32), intents, shard, botId: world.bot.id, largeThreshold };
    const seat = this.sessions.start(terms, call.link);
    call.driver.feed({ type: "accepted" });
    const resumeUrl = resumeAddress(call.url);
    this.sessions.tell(seat, {
      name: "READY",
      data: readyData(world, seat.session, resumeUrl, data.shard !== undefined),
    });
    for (const happening of guildCreates(world, seat.session)) this.sessions.tell(seat, happening);
  }

  #resume(call: Call, data: Record<string, unknown>): void {
    if (plainToken(data.token) !== this.#token()) return this.#close(call, 4004, "Authentication failed.");
    const seat = this.sessions.find(data.session_id);
    if (seat === undefined) return this.#refuse(call, false);
    const { seq } = data;
    const known = typeof seq === "number" && Number.isInteger(seq) && seq >= 0 && seq <= seat.session.seq;
    if (!known) {
      this.#end(seat);
      return this.#close(call, 4007, "Invalid seq.");
    }
    if (seat.session.after(seq) === undefined) {
      this.#end(seat);
      return this.#refuse(call, false);
    }
    const former = this.#callOf(seat);
    if (former !== undefined) this.#close(former, 4000, "The session was resumed elsewhere.");
    this.sessions.attach(seat, call.link);
    call.driver.feed({ type: "accepted" });
    this.sessions.replay(seat, seq);
    this.sessions.tell(seat, { name: "RESUMED", data: {} });
  }

  #strike(call: Call, fault: LiveFault): void {
    this.#mishaps.note(fault, call.link.entry.id);
    const withSeat = (act: (seat: Seat) => void): void => {
      const seat = this.sessions.on(call.link);
      if (seat !== undefined) act(seat);
    };
    strike(fault, {
      link: call.link,
      numb: () => call.driver.feed({ type: "numbed" }),
      cut: () => this.#cut(call),
      close: (code, reason) => this.#close(call, code, reason),
      invalidate: (resumable) => {
        withSeat((seat) => (resumable ? this.sessions.detach(seat) : this.sessions.end(seat)));
        this.#refuse(call, resumable);
      },
      repeat: () => withSeat((seat) => this.sessions.repeat(seat, REPEATED_EVENTS)),
      lose: () => withSeat((seat) => this.sessions.lose(seat)),
    });
  }

  #refuse(call: Call, resumable: boolean): void {
    call.link.say({ op: GatewayOpcode.InvalidSession, d: resumable });
    call.driver.feed({ type: "refused" });
  }

  #close(call: Call, code: number, reason: string): void {
    call.link.close(code, reason);
    this.#gone(call, ENDING_CODES.has(code));
  }

  #cut(call: Call): void {
    call.link.cut();
    this.#gone(call, false);
  }

  #closed(call: Call, code: number): void {
    call.link.ended(code, "client");
    // What a client says into a cut cable is not heard, its goodbye included.
    this.#gone(call, LEAVING_CODES.has(code) && !call.link.severed);
  }

  #gone(call: Call, ending: boolean): void {
    if (!this.#calls.delete(call)) return;
    call.driver.stop();
    const seat = this.sessions.on(call.link);
    if (seat === undefined) return;
    this.sessions.detach(seat);
    if (ending) this.sessions.end(seat);
  }

  #end(seat: Seat): void {
    const former = this.#callOf(seat);
    if (former !== undefined) this.#close(former, 4000, "The session has ended.");
    this.sessions.end(seat);
  }

  #callOf(seat: Seat): Call | undefined {
    for (const call of this.#calls) if (call.link === seat.link) return call;
    return undefined;
  }

  /** No token is right after it was revoked. */
  #token(): string {
    return this.#mishaps.lasts("token-revoked") ? " revoked " : this.#parts.token;
  }
}
