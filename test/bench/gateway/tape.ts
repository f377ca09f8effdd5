/**
 * What the server plays, encoded once and ahead of time, so that serving costs next to nothing while a client is measured.
 *
 * It must never hold anything that differs from one connection to the next.
 */

import { constants, createDeflate, type Deflate } from "node:zlib";
import { type Check, emptyCheck, note } from "./check.ts";
import { type TrafficEvent, traffic } from "./events.ts";

/** How a connection wants its frames. */
export type Packing = "plain" | "zlib-stream";

/** Frames of one slice as blocks of some 64 KB that never cut a frame, and what a client must have counted at its end. */
export interface Slice {
  readonly blocks: Readonly<Record<Packing, readonly Buffer[]>>;
  readonly all: Check;
  readonly messages: Check;
}

/** Long, so that no heartbeat falls into a measurement. */
const HEARTBEAT_INTERVAL_MS = 1_000_000_000;
const BLOCK_BYTES = 65_536;
const NOTHING = { plain: Buffer.alloc(0), "zlib-stream": Buffer.alloc(0) };
const TEXT = 1;
const BINARY = 2;

/** Everything a connection is sent, in order; recorded piece by piece, so that a long run needs little memory. */
export class Tape {
  hello: Readonly<Record<Packing, Buffer>> = NOTHING;
  ready: Readonly<Record<Packing, Buffer>> = NOTHING;
  readonly #pack = packer();
  readonly #events: Generator<TrafficEvent>;
  #seq = 1;

  constructor(seed: number) {
    this.#events = traffic(Number.POSITIVE_INFINITY, seed);
  }

  /** Encodes Hello and READY. */
  async begin(url: string): Promise<void> {
    const interval = { heartbeat_interval: HEARTBEAT_INTERVAL_MS, _trace: [] };
    this.hello = await this.#both({ t: null, s: null, op: 10, d: interval });
    this.ready = await this.#both({ t: "READY", s: this.#seq, op: 0, d: readyData(url) });
  }

  /** Encodes the next slices, of so many events each. */
  async record(sizes: readonly number[]): Promise<readonly Slice[]> {
    const slices: Slice[] = [];
    for (const size of sizes) slices.push(await this.#slice(size));
    return slices;
  }

  async #slice(size: number): Promise<Slice> {
    const frames: Record<Packing, Buffer[]> = { plain: [], "zlib-stream": [] };
    const all = emptyCheck();
    const messages = emptyCheck();
    for (let left = size; left > 0; left--) {
      const { t, d } = this.#next(left === 1);
      const s = ++this.#seq;
      note(all, s, d);
      if (t === "MESSAGE_CREATE") note(messages, s, d);
      const encoded = await this.#both({ t, s, op: 0, d });
      frames.plain.push(encoded.plain);
      frames["zlib-stream"].push(encoded["zlib-stream"]);
    }
    const packed = { plain: blocks(frames.plain), "zlib-stream": blocks(frames["zlib-stream"]) };
    return { blocks: packed, all, messages };
  }

  /** The last of a slice is a message, so that those who listen to nothing else see its end too. */
  #next(last: boolean): TrafficEvent {
    for (;;) {
      const event = this.#events.next().value as TrafficEvent;
      if (!last || event.t === "MESSAGE_CREATE") return event;
    }
  }

  async #both(value: object): Promise<Record<Packing, Buffer>> {
    const text = Buffer.from(JSON.stringify(value));
    return { plain: frame(TEXT, text), "zlib-stream": frame(BINARY, await this.#pack(text)) };
  }
}

function readyData(url: string): object {
  return {
    v: 10,
    user_settings: {},
    user: {
      verified: true,
      username: "bench",
      mfa_enabled: true,
      id: "1100000000000000001",
      global_name: null,
      flags: 0,
      email: null,
      discriminator: "0",
      bot: true,
      avatar: null,
    },
    session_type: "normal",
    session_id: "0123456789abcdef0123456789abcdef",
    resume_gateway_url: url,
    relationships: [],
    private_channels: [],
    presences: [],
    guilds: [],
    guild_join_requests: [],
    geo_ordered_rtc_regions: [],
    auth: {},
    application: { id: "1100000000000000001", flags: 27_828_224 },
    _trace: [],
  };
}

/** One zlib stream: each call gives what one message adds to it. */
function packer(): (data: Buffer) => Promise<Buffer> {
  const deflate: Deflate = createDeflate({ level: 6, chunkSize: 524_288 });
  return (data) =>
    new Promise((resolve) => {
      deflate.write(data);
      deflate.flush(constants.Z_SYNC_FLUSH, () => resolve(deflate.read() as Buffer));
    });
}

/** A WebSocket frame as a server sends it: whole, unmasked (RFC 6455, section 5.2). */
export function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head = length < 126 ? Buffer.alloc(2) : length < 65_536 ? Buffer.alloc(4) : Buffer.alloc(10);
  head[0] = 0x80 | opcode;
  if (head.length === 2) head[1] = length;
  else if (head.length === 4) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, payload]);
}

function blocks(frames: readonly Buffer[]): Buffer[] {
  const made: Buffer[] = [];
  let part: Buffer[] = [];
  let bytes = 0;
  for (const each of frames) {
    part.push(each);
    bytes += each.length;
    if (bytes < BLOCK_BYTES) continue;
    made.push(Buffer.concat(part));
    part = [];
    bytes = 0;
  }
  return part.length === 0 ? made : [...made, Buffer.concat(part)];
}
