/** A hundred drops in a row over real sockets, while events stream: each is heard once and in order, as the server's ledger has it. */
import assert from "node:assert/strict";
import { startServer } from "../../demo/server.ts";
import { createClient } from "../../src/client.ts";
import { createSimulator } from "../../src/testing/mod.ts";
import type { Check } from "../tools/checks.ts";
import { until } from "./until.ts";

const DROPS = 100;
const EVENT_EVERY_MS = 5;
/** So many events come between a resume and the next drop. */
const LIVE_EVENTS = 20;

/** See the top of this file. */
export const drops: Check = {
  name: `${DROPS} drops in a row lose nothing and double nothing`,
  run: async () => {
    const discord = createSimulator({ seed: "drops" });
    const server = await startServer({ simulator: discord });
    const heard: number[] = [];
    const counts = { gaps: 0, resumed: 0, replayed: 0 };
    const client = createClient({ token: discord.token, restUrl: server.restUrl, shards: 1, log: false });
    client.on("TYPING_START", (event) => heard.push((event as unknown as { n: number }).n));
    client.on("gap", () => counts.gaps++);
    client.on("resumed", ({ replayed }) => {
      counts.resumed++;
      counts.replayed += replayed;
    });
    await client.connect();
    const guild_id = discord.guilds[0]?.id;
    let sent = 0;
    const stream = setInterval(() => discord.emit("TYPING_START", { guild_id, n: sent++ }), EVENT_EVERY_MS);
    for (let drop = 1; drop <= DROPS; drop++) {
      discord.fault("drop");
      await until(() => counts.resumed >= drop && client.shards[0]?.phase === "ready");
      const enough = heard.length + LIVE_EVENTS;
      await until(() => heard.length >= enough);
    }
    clearInterval(stream);
    await until(() => heard.length >= sent);
    const { ledger } = discord;
    console.log(
      `     ${sent} events, ${ledger.missed("TYPING_START")} of them while away; ${counts.resumed} resumes replayed ${counts.replayed} frames; ${heard.length} were heard`,
    );
    await client.close();
    await server.close();
    assert.deepEqual(
      heard,
      Array.from({ length: sent }, (_, n) => n),
    );
    assert.equal(heard.length, ledger.due("TYPING_START"));
    assert.deepEqual([ledger.lost(), counts.gaps, ledger.identifies], [0, 0, 1]);
    assert.equal(ledger.resumes, counts.resumed);
    assert.deepEqual(ledger.offences, []);
  },
};
