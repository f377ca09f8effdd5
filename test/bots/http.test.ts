/** The example bots that Discord sends requests to, and a form with files. */

import { describe, expect, it } from "vitest";
import { bot as form } from "../../demo/bots/form.ts";
import { bot, serve } from "../../demo/bots/http.ts";
import worker from "../../demo/bots/worker.ts";
import { createInteractionsEndpoint } from "../../src/interactions/mod.ts";
import { createSender, type Post } from "./sender.ts";

const message = { id: "60", channel_id: "50", content: "hello" };

describe("The HTTP bot", () => {
  it("answers PING, a command and a button over this runtime's own server, and 401 to a forged request", async () => {
    const discord = await createSender();
    const { port, close } = await serve(createInteractionsEndpoint({ ...bot, publicKey: discord.publicKey }), 0);
    const to: Post = (request) => fetch(new Request(`http://127.0.0.1:${port}/`, request));
    expect(await discord.send(to, 1)).toEqual({ status: 200, body: { type: 1 } });
    const asked = await discord.send(to, 2, { name: "count", type: 1, options: [{ name: "from", type: 4, value: 5 }] });
    expect(asked).toMatchObject({ status: 200, body: { type: 4, data: { content: "5" } } });
    const [
      {
        components: [next],
      },
    ] = asked.body.data.components;
    expect(next.custom_id).toBe("count:6");
    const pressed = await discord.send(to, 3, { custom_id: next.custom_id, component_type: 2 }, message);
    expect(pressed).toMatchObject({ status: 200, body: { type: 7, data: { content: "6" } } });
    expect((await discord.forge(to, 2, { name: "count", type: 1 })).status).toBe(401);
    await close();
  });
});

describe("The edge worker", () => {
  it("answers by its fetch, and keeps what goes on alive", async () => {
    const discord = await createSender();
    const kept: Promise<unknown>[] = [];
    const context = { waitUntil: (work: Promise<unknown>) => void kept.push(work) };
    const to: Post = (request) => worker.fetch(request, { DISCORD_PUBLIC_KEY: discord.publicKey }, context);
    const options = [{ name: "text", type: 3, value: "hello" }];
    const said = await discord.send(to, 2, { name: "echo", type: 1, options });
    expect(said).toMatchObject({ status: 200, body: { type: 4, data: { content: "hello" } } });
    const louder = await discord.send(to, 3, { custom_id: "louder", component_type: 2 }, message);
    expect(louder).toMatchObject({ status: 200, body: { type: 7, data: { content: "HELLO" } } });
    expect((await discord.forge(to, 1)).status).toBe(401);
    expect(kept).toHaveLength(2);
    await Promise.all(kept);
  });
});

describe("The form", () => {
  it("takes uploaded files, over HTTP with the same tree", async () => {
    const discord = await createSender();
    const endpoint = createInteractionsEndpoint({ ...form, publicKey: discord.publicKey });
    const field = (component: object) => ({ type: 18, component });
    const sent = await discord.send(endpoint, 5, {
      custom_id: "report:30",
      components: [
        field({ type: 4, custom_id: "what", value: "Shouted." }),
        field({ type: 21, custom_id: "grade", value: "hurtful" }),
        field({ type: 19, custom_id: "pictures", values: ["70"] }),
      ],
      resolved: { attachments: { 70: { id: "70", filename: "proof.png", size: 123 } } },
    });
    expect(sent.status).toBe(200);
    expect(sent.body.data).toEqual({
      content: "<@30>: Shouted.\nGrade: hurtful\nPictures: proof.png (123 bytes)",
      flags: 64,
    });
  });
});
