/** What registering asks Discord for, and what it writes. */

import { describe, expect, it } from "vitest";
import type { Tree } from "../../src/commands/define.ts";
import { createTree } from "../../src/commands/tree.ts";
import { command } from "../../src/interactions/declare.ts";
import { type SyncInit, type SyncRequest, syncCommands } from "../../src/interactions/sync.ts";

const run = () => undefined;
const ping = command({ description: "p", contexts: [0], run });
const pong = command({ description: "q", run });
const registered = (name: string, description: string, more: object = {}) => ({
  id: `id-${name}`,
  application_id: "2",
  version: "1",
  type: 1,
  name,
  description,
  ...more,
});

async function sync(commands: Tree, there: object[], init: Partial<SyncInit> = {}) {
  const sent: [route: string, init: SyncRequest][] = [];
  const synced = await syncCommands({
    tree: createTree(commands),
    applicationId: "2",
    scope: "global",
    request: async (route, request) => {
      sent.push([route, request]);
      return route.startsWith("GET") ? there : undefined;
    },
    ...init,
  });
  return { sent, synced, writes: sent.filter(([route]) => !route.startsWith("GET")) };
}

describe("syncCommands", () => {
  it("writes nothing when nothing changed", async () => {
    const { sent, synced } = await sync({ ping }, [registered("ping", "p", { contexts: [0] })]);
    expect(sent).toEqual([
      [
        "GET /applications/{application_id}/commands",
        { path: { application_id: "2" }, query: { with_localizations: true } },
      ],
    ]);
    expect(synced[0]?.plan.changed).toBe(false);
  });

  it("writes one change with one request", async () => {
    const { writes } = await sync({ ping, pong }, [registered("ping", "p", { contexts: [0] })]);
    expect(writes).toEqual([
      [
        "POST /applications/{application_id}/commands",
        { path: { application_id: "2" }, body: { type: 1, name: "pong", description: "q" } },
      ],
    ]);
  });

  it("writes several changes in one overwrite that keeps what the tree does not have, the entry point too [line 122]", async () => {
    const entry = registered("launch", "", { type: 4, handler: 2 });
    const { writes } = await sync({ ping, pong }, [registered("old", "o"), entry]);
    expect(writes).toEqual([
      [
        "PUT /applications/{application_id}/commands",
        {
          path: { application_id: "2" },
          body: [
            { type: 1, name: "ping", description: "p", contexts: [0] },
            { type: 1, name: "pong", description: "q" },
            { type: 1, name: "old", description: "o" },
            { type: 4, name: "launch", description: "", handler: 2 },
          ],
        },
      ],
    ]);
  });

  it("deletes only when told", async () => {
    const there = [registered("ping", "p", { contexts: [0] }), registered("old", "o")];
    expect((await sync({ ping }, there)).writes).toEqual([]);
    expect((await sync({ ping }, there, { prune: true })).writes).toEqual([
      [
        "DELETE /applications/{application_id}/commands/{command_id}",
        { path: { application_id: "2", command_id: "id-old" } },
      ],
    ]);
  });

  it("goes guild by guild, without what only global commands have", async () => {
    const { writes, synced } = await sync({ ping }, [], { scope: { guilds: ["7", "8"] } });
    expect(writes.map(([route, { path, body }]) => [route, path.guild_id, body])).toEqual([
      [
        "POST /applications/{application_id}/guilds/{guild_id}/commands",
        "7",
        { type: 1, name: "ping", description: "p" },
      ],
      [
        "POST /applications/{application_id}/guilds/{guild_id}/commands",
        "8",
        { type: 1, name: "ping", description: "p" },
      ],
    ]);
    expect(synced.map(({ guildId }) => guildId)).toEqual(["7", "8"]);
  });

  it("shows its plan without writing", async () => {
    const { writes, synced } = await sync({ ping, pong }, [registered("ping", "old")], { dryRun: true });
    expect(writes).toEqual([]);
    expect(synced[0]?.plan.text).toBe('~ /ping\n    description: "old" -> "p"\n    contexts: nothing -> [0]\n+ /pong');
  });
});
