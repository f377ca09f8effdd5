/** One socket with its connection: what passes between them, and that nothing passes after the end. */
import { describe, expect, it } from "vitest";
import { Link, type LinkInit } from "../../src/gateway/link.ts";
import type { ShardEvent } from "../../src/gateway/shard-events.ts";
import type { ConnectionEffect } from "../../src/gateway/transcript.ts";
import { createRuntime } from "../../src/runtime.ts";
import { IDENTIFY, INTERVAL } from "./transcript.ts";
import { type ScriptedSocket, World } from "./world.ts";

interface Stage {
  readonly world: World;
  readonly link: Link;
  readonly socket: ScriptedSocket;
  /** What the connection wanted, and what was told of frames, in order. */
  readonly told: string[];
}

function dialled(more: Partial<LinkInit> = {}): Stage {
  const world = new World();
  const told: string[] = [];
  const link = new Link({
    ...{ url: "wss://gateway.test/", identify: IDENTIFY, decoder: undefined, session: undefined, shard: [0, 1] },
    runtime: createRuntime(world.runtime),
    perform: (effect) => told.push(wish(effect)),
    emit: (event) => told.push(tidings(event)),
    ...more,
  });
  link.dial();
  return { world, link, socket: world.socket, told };
}

function wish(effect: ConnectionEffect): string {
  return effect.type === "state" ? effect.phase : effect.type === "end" ? `end: ${effect.end.cause.type}` : effect.type;
}

function tidings(event: ShardEvent): string {
  if (event.type === "wire") return `${event.direction} ${event.frame.op}`;
  return event.type === "problem" ? event.problem.type : event.type;
}

describe("Link", () => {
  it("dials the address, and hands the connection what the socket says, each frame told before it is acted on", () => {
    const { socket, told } = dialled();
    expect([socket.url, socket.binaryType]).toEqual(["wss://gateway.test/", "arraybuffer"]);
    socket.greets();
    expect(told).toEqual(["greeting", "in 10", "hello", "queued"]);
  });

  it("tells of frames that cannot be read, and goes on [line 48]", () => {
    const { socket, told } = dialled();
    socket.opens();
    for (const data of ["", "{", '{"op":"x"}']) socket.emit("message", { data });
    socket.says({ op: 10, d: { heartbeat_interval: INTERVAL } });
    expect(told).toEqual(["greeting", "malformed", "malformed", "malformed", "in 10", "hello", "queued"]);
  });

  it("wakes the connection when it is due [line 15]", async () => {
    const { world, told } = dialled();
    await world.clock.pass(10_000);
    expect(told).toEqual(["end: dial-timeout"]);
  });

  it("tells the end of the socket once [line 10]", () => {
    const { socket, told } = dialled();
    socket.opens();
    socket.emit("error", { message: "reset" });
    socket.shuts(1006);
    expect(told).toEqual(["greeting", "end: closed"]);
  });

  it("takes bytes that nothing unpacks for corrupt [line 67]", () => {
    const { socket, told } = dialled();
    socket.opens();
    socket.emit("message", { data: new ArrayBuffer(4) });
    expect(told).toEqual(["greeting", "end: corrupt"]);
  });

  it("sends and closes by its socket; dropped, it hears nothing more and has no timer [line 10] [line 11]", () => {
    const withdrawn: string[] = [];
    const { link, socket, told, world } = dialled();
    socket.greets();
    link.withdraw = () => withdrawn.push("withdrawn");
    link.send('{"op":1,"d":null}');
    expect(socket.sent).toEqual([{ op: 1, d: null }]);
    const before = told.length;
    link.drop(4900);
    socket.says({ op: 7 });
    socket.shuts(4900);
    expect([told.length - before, socket.closes, withdrawn]).toEqual([0, [[4900, undefined]], ["withdrawn"]]);
    expect(world.clock.waiting).toBe(0);
  });

  it("gives its decoder an end of its own, and believes it when it says corrupt [line 65] [line 67]", () => {
    const ends: string[] = [];
    let corrupt = (): void => {};
    const { link, socket, told } = dialled({
      decoder: (listener) => {
        corrupt = listener.corrupt;
        return { push: () => listener.text('{"op":7,"d":null}'), end: () => ends.push("ended") };
      },
    });
    socket.opens();
    socket.emit("message", { data: new ArrayBuffer(4) });
    expect(told).toEqual(["greeting", "in 7", "end: reconnect"]);
    link.drop(4900);
    corrupt();
    expect([told.length, ends]).toEqual([3, ["ended"]]);
    const other = dialled({
      decoder: (listener) => ({ push: () => listener.corrupt(), end: () => {} }),
    });
    other.socket.opens();
    other.socket.emit("message", { data: new ArrayBuffer(4) });
    expect(other.told).toEqual(["greeting", "end: corrupt"]);
  });
});
