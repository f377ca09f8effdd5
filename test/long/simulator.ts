/** A thousand connections at once, and twenty thousand events a second: what one core of the simulator serves, over real sockets. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import WebSocket from "ws";
import { BIN, type Check } from "../tools/checks.ts";
import { until } from "./until.ts";

const CONNECTIONS = 1_000;
const RATE = 20_000;
const SECONDS = 5;
/** GUILDS, GUILD_MESSAGES, MESSAGE_CONTENT. */
const INTENTS = 1 | 512 | 32_768;

interface Word {
  readonly gatewayUrl: string;
  readonly token: string;
  readonly memory: number;
  readonly sent: number;
  readonly cpuMs: number;
  readonly tookMs: number;
}

/** See the top of this file. */
export const simulator: Check = {
  name: `${CONNECTIONS} connections and ${RATE} events a second on one core of the simulator`,
  run: async () => {
    const script = fileURLToPath(new URL("crowded.ts", import.meta.url));
    const args = ["--no-warnings", "--expose-gc", script, ...[CONNECTIONS, RATE, SECONDS].map(String)];
    const child = spawn(`${BIN}node`, args, { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const hear = async (): Promise<Word> => JSON.parse((await lines.next()).value ?? "{}") as Word;
    try {
      const empty = await hear();
      const heard = { ready: 0, messages: 0 };
      const sockets = Array.from({ length: CONNECTIONS }, (_, id) => connect(empty, id, heard));
      await until(() => heard.ready === CONNECTIONS);
      child.stdin.write("memory\n");
      const full = await hear();
      child.stdin.write("events\n");
      const { sent, cpuMs, tookMs } = await hear();
      await until(() => heard.messages === sent);
      for (const socket of sockets) socket.terminate();
      const each = Math.round((full.memory - empty.memory) / CONNECTIONS / 1024);
      const perSecond = Math.round(sent / (cpuMs / 1000));
      console.log(`     ${each} KiB of memory for each of ${CONNECTIONS} connections, READY and guild included`);
      console.log(
        `     ${sent} events in ${(tookMs / 1000).toFixed(1)} s, ${(cpuMs / 1000).toFixed(1)} s of them on a processor: ${perSecond} a second fill one core`,
      );
      assert.equal(sent, RATE * SECONDS);
      assert.ok(perSecond >= RATE, `one core serves ${perSecond} events a second`);
    } finally {
      child.kill("SIGKILL");
    }
  },
};

/** One shard of many, which only counts. */
function connect({ gatewayUrl, token }: Word, id: number, heard: { ready: number; messages: number }): WebSocket {
  const socket = new WebSocket(`${gatewayUrl}/?v=10&encoding=json`, { perMessageDeflate: false });
  socket.on("message", (data: Buffer) => {
    const head = data.subarray(0, 40).toString("latin1");
    if (head.startsWith('{"t":"MESSAGE_CREATE"')) heard.messages++;
    else if (head.startsWith('{"t":"READY"')) heard.ready++;
    else if (head.includes('"op":10')) {
      const d = { token, intents: INTENTS, properties: {}, shard: [id, CONNECTIONS] };
      socket.send(JSON.stringify({ op: 2, d }));
    }
  });
  return socket;
}
