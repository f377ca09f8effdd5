/** Sockets of all runtimes look alike: one opening, one end, nothing after it. */
import { type Client, WebSocket as MockWebSocket, Server } from "mock-socket";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openSocket, type Socket } from "../../src/gateway/socket.ts";
import type { WebSocketConstructor } from "../../src/runtime.ts";
import { ScriptedSocket } from "./world.ts";

/** Opens a socket, and keeps a record of what is told. */
function open(WebSocket: WebSocketConstructor, url = "wss://gateway.test/?v=10"): { told: string[]; socket: Socket } {
  const told: string[] = [];
  const socket = openSocket(WebSocket, url, {
    opened: () => told.push("opened"),
    received: (data) => told.push(typeof data === "string" ? data : `${data.byteLength} bytes`),
    ended: (code, reason) => told.push(`ended ${code} ${reason}`.trim()),
  });
  return { told, socket };
}

/** Opens a socket whose far end is in the test's hands. */
function scripted(): { told: string[]; socket: Socket; far: ScriptedSocket } {
  const made: ScriptedSocket[] = [];
  const WebSocket = function dial(url: string): ScriptedSocket {
    made.push(new ScriptedSocket(url));
    return made[0] as ScriptedSocket;
  };
  const opened = open(WebSocket as unknown as WebSocketConstructor);
  return { ...opened, far: made[0] as ScriptedSocket };
}

describe("openSocket: how runtimes differ", () => {
  it("takes the bytes of texts from sockets of the `ws` package, and tells them from packed ones", () => {
    const told: unknown[] = [];
    let speak: (data: Uint8Array, isBinary: boolean) => void = () => {};
    let binaryType = "";
    class Given extends ScriptedSocket {
      on(_: "message", listener: typeof speak): void {
        speak = listener;
        binaryType = this.binaryType;
      }
    }
    openSocket(Given as unknown as WebSocketConstructor, "wss://gateway.test/", {
      opened: () => {},
      received: (...given) => told.push(given),
      ended: () => {},
    });
    speak(Uint8Array.of(123, 125), false);
    speak(Uint8Array.of(120, 156), true);
    expect(binaryType).toBe("nodebuffer");
    expect(told).toEqual([
      [Uint8Array.of(123, 125), false],
      [Uint8Array.of(120, 156), true],
    ]);
  });

  it("asks for binary messages as array buffers before any can come [line 2]", () => {
    expect(scripted().far.binaryType).toBe("arraybuffer");
  });

  it("hears the end that Node 22 tells by `error` alone", () => {
    const { told, far } = scripted();
    far.emit("error", { message: "Received network error or non-101 status code." });
    expect(told).toEqual(["ended undefined Received network error or non-101 status code."]);
  });

  it("hears one end where `error` comes before `close`, as in browsers", () => {
    const { told, far } = scripted();
    far.emit("error", {});
    far.emit("close", { code: 1006, reason: "" });
    expect(told).toEqual(["ended undefined"]);
  });

  it("hears one end where `close` comes before `error`, or twice", () => {
    const { told, far } = scripted();
    far.opens();
    far.shuts(4000, "Unknown error");
    far.emit("error", { message: "late" });
    far.shuts(1006);
    expect(told).toEqual(["opened", "ended 4000 Unknown error"]);
  });

  it.each([0, 1005, 1006])(
    "tells no code where there was none: %i as Deno, Node and browsers have it [line 33]",
    (code) => {
      const { told, far } = scripted();
      far.opens();
      far.shuts(code);
      expect(told).toEqual(["opened", "ended undefined"]);
    },
  );

  it("hears the end of a socket whose constructor throws", () => {
    const refuses = function dial(): never {
      throw new SyntaxError("The URL is invalid.");
    } as unknown as WebSocketConstructor;
    const { told, socket } = open(refuses);
    expect(told).toEqual(["ended undefined The URL is invalid."]);
    socket.send("x");
    socket.close(1000);
    socket.abandon(4900);
    expect(told).toHaveLength(1);
  });

  it("survives events without any text, as Bun sends them", () => {
    const { told, far } = scripted();
    far.emit("error", undefined as unknown as object);
    expect(told).toEqual(["ended undefined"]);
  });
});

describe("openSocket: what it lets through", () => {
  it("tells what comes, text and bytes, in order", () => {
    const { told, far } = scripted();
    far.opens();
    far.says({ op: 10 });
    far.emit("message", { data: new ArrayBuffer(3) });
    expect(told).toEqual(["opened", '{"op":10}', "3 bytes"]);
  });

  it("sends what it is given, and nothing once it has ended", () => {
    const { socket, far } = scripted();
    far.opens();
    socket.send('{"op":1}');
    far.shuts(1000);
    socket.send('{"op":2}');
    expect(far.sent).toEqual([{ op: 1 }]);
  });

  it("does not break when a send or a close throws because the socket is not open yet", () => {
    const { told, socket, far } = scripted();
    vi.spyOn(far, "close").mockImplementation(() => {
      throw new Error("InvalidAccessError");
    });
    socket.send("too early");
    socket.close(1000);
    socket.abandon(4900);
    expect(told).toEqual([]);
  });

  it("tells nothing once it is abandoned, whatever comes: message, close, error, open [line 10]", () => {
    const { told, socket, far } = scripted();
    socket.abandon(4900);
    far.opens();
    far.says({ op: 10 });
    far.emit("error", { message: "late" });
    far.shuts(1006);
    expect(told).toEqual([]);
    expect(far.closes).toEqual([[4900, undefined]]);
  });

  it("closes with the code it is given, never without one [line 40]", () => {
    const { socket, far } = scripted();
    far.opens();
    socket.close(1000);
    socket.abandon(4900);
    expect(far.closes).toEqual([
      [1000, undefined],
      [4900, undefined],
    ]);
  });
});

describe("openSocket against a server", () => {
  const URL = "ws://gateway.test:1234/";
  const Mock = MockWebSocket as unknown as WebSocketConstructor;
  let server: Server;

  beforeEach(() => {
    vi.useFakeTimers();
    server = new Server(URL, { mock: false });
  });
  afterEach(() => {
    server.stop();
    vi.useRealTimers();
  });

  async function connected(): Promise<{ told: string[]; socket: Socket; peer: Client; heard: unknown[] }> {
    const heard: unknown[] = [];
    const peers: Client[] = [];
    server.on("connection", (peer) => {
      peers.push(peer);
      peer.on("message", (data) => heard.push(data));
    });
    const { told, socket } = open(Mock, `${URL}?v=10&encoding=json`);
    await vi.advanceTimersByTimeAsync(20);
    return { told, socket, peer: peers[0] as Client, heard };
  }

  it("opens, hears and speaks", async () => {
    const { told, socket, peer, heard } = await connected();
    peer.send('{"op":10}');
    socket.send('{"op":2}');
    await vi.advanceTimersByTimeAsync(20);
    expect(told).toEqual(["opened", '{"op":10}']);
    expect(heard).toEqual(['{"op":2}']);
  });

  it("hears a close code and its reason", async () => {
    const { told, peer } = await connected();
    peer.close({ code: 4009, reason: "Session timed out.", wasClean: true });
    await vi.advanceTimersByTimeAsync(20);
    expect(told).toEqual(["opened", "ended 4009 Session timed out."]);
  });

  it("closes and hears the answer", async () => {
    const { told, socket } = await connected();
    socket.close(4900);
    await vi.advanceTimersByTimeAsync(20);
    expect(told).toEqual(["opened", "ended 4900"]);
  });

  it("ends once where nobody listens", async () => {
    const { told } = open(Mock, "ws://nobody.test:1/");
    await vi.advanceTimersByTimeAsync(20);
    expect(told).toEqual(["ended undefined"]);
  });

  it("hears no more of a server it has abandoned [line 10]", async () => {
    const { told, socket, peer } = await connected();
    socket.abandon(4900);
    peer.send('{"op":1}');
    await vi.advanceTimersByTimeAsync(20);
    expect(told).toEqual(["opened"]);
  });
});
