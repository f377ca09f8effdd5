/** Everything that goes wrong with commands, interactions and the vocabulary, provoked. */

import type { CommandInteraction } from "../../src/commands/define.ts";
import { customId } from "../../src/commands/mod.ts";
import { avatarUrl, resolvePermissions } from "../../src/discord/mod.ts";
import { createInteractionsEndpoint, verifyRequest } from "../../src/interactions/mod.ts";
import { command, modal, option } from "../../src/mod.ts";
import { createSimulator, createVirtualClock, type Simulator } from "../../src/testing/mod.ts";
import { caught, later, onBot, onConnect, onSlash, type Provocation, stage } from "./provoke.ts";

type Run = (i: CommandInteraction) => unknown;
const running = (run: Run, deferAfterMs?: false) => ({
  x: command({ description: "d", run: run as never, ...(deferAfterMs === false && { deferAfterMs }) }),
});
const ping = running((i) => i.reply("Pong!"));
const FORM = {
  custom_id: "form",
  title: "A form",
  components: [{ type: 18, label: "Title", component: { type: 4, custom_id: "title", style: 1 } }],
};

/** By code. */
export const OF_COMMANDS: Readonly<Record<string, Provocation>> = {
  COMMAND_INVALID: () => caught(() => stage({ commands: { "Big Name": ping.x } })),
  COMPONENT_INVALID: () => caught(() => stage({ components: { x: undefined as never } })),
  CUSTOM_ID_INVALID: () => caught(() => customId("page:{topic}", { topic: "x".repeat(120) })),
  COMMAND_UNKNOWN: () => caught(() => stage({ commands: ping }).client.onCommand("pong", () => {})),
  COMMAND_HANDLED: () => caught(() => stage({ commands: ping }).client.onCommand("x", () => {})),
  SIGNATURE_INVALID: () =>
    verifyRequest("0".repeat(64), new Request("http://bot/", { method: "POST" })).catch((error) => error),
  FALLBACK_ALONE: () => caught(() => stage({ fallback: "Sorry." })),
  COMMAND_UNHANDLED: () => onConnect({ commands: { x: command({ description: "d" }) } }),
  COMMAND_OUTDATED: () => {
    const options = { who: option.user("w", { required: true }) };
    const commands = { x: command({ description: "d", options, run: (i) => i.reply("x") }) };
    return onBot({ commands }, ({ discord }) => use(discord, 2, { id: "9", type: 1, name: "x", options: [] }));
  },
  INTERACTION_ANSWERED: () => onSlash(running((i) => i.reply("1").then(() => i.reply("2")))),
  INTERACTION_NOT_ANSWERED: () => onSlash(running((i) => i.edit("1"))),
  INTERACTION_UNANSWERED: () => onSlash(running(() => {})),
  INTERACTION_EXPIRED: () => slowly(4000, (i) => i.reply("x"), false),
  INTERACTION_DEFERRED: () => slowly(2500, (i) => i.showModal(FORM as never)),
  INTERACTION_UNKNOWN: () =>
    onBot({ commands: ping }, ({ discord }) =>
      use(discord, 3, { custom_id: "who", component_type: 2 }, { message: { id: "5" } }),
    ),
  INTERACTION_MALFORMED: () => onBot({ commands: ping }, ({ discord }) => use(discord, 2, null)),
  INTERACTION_WITHOUT_MESSAGE: () => submitted((i) => i.update("x")),
  FIELD_UNKNOWN: () => submitted((i) => i.reply(i.fields.text("name"))),
  WAIT_CLOSED: () => {
    let told: Promise<unknown> | undefined;
    const commands = running(async (i) => {
      told = caught(() => i.reply("x").then((answer) => i.waitForComponent(answer)));
      await told;
    });
    return onBot({ commands, sync: "global" }, async ({ discord, client }) => {
      await discord.slash("x");
      await later(discord, 1000);
      await client.close();
      throw await told;
    });
  },
  PUBLIC_KEY_INVALID: () => caught(() => createInteractionsEndpoint({ publicKey: "ab" })),
  ENDPOINT_NEEDS_REST: () => served((i) => i.rest.request("GET /users/@me")),
  ENDPOINT_WITHOUT_GATEWAY: () => served((i) => i.waitFor("MESSAGE_CREATE")),
  NETWORK: () => served((i) => i.reply("x").then(() => i.followUp("y"))),
  PERMISSIONS_UNKNOWN: () => caught(() => resolvePermissions("MANAGE_EVERYTHING" as never)),
  CDN_SIZE: () =>
    caught(() => avatarUrl({ id: "1", avatar: "abc", discriminator: "0" } as never, { size: 17 as never })),
  SIMULATED_NETWORK: () => {
    const discord = createSimulator();
    discord.fault("network");
    return caught(() => discord.handle({ method: "GET", url: "https://discord.com/api/v10/gateway", headers: {} }));
  },
  SIMULATOR_CLOCK_REAL: () => caught(() => createSimulator().clock),
  SIMULATOR_UNKNOWN: () => caught(() => createSimulator().say("1", "2", "x")),
  SIMULATOR_UNANSWERED: () => onBot({}, ({ discord }) => discord.nextMessage({ timeoutMs: 1000 })),
  SIMULATOR_NO_SUCH_OPTION: () =>
    onBot({ commands: ping, sync: "global" }, ({ discord }) => discord.slash("x", { nonsense: 1 })),
  SIMULATOR_ENDPOINT: () => caught(() => createSimulator().serve(async () => Response.json({ type: 1 }))),
  SIMULATOR_RECORD: () => caught(() => createSimulator().replay('{"kind":"happening"')),
  VIRTUAL_CLOCK_STUCK: () => caught(() => createVirtualClock().run(new Promise(() => {}))),
};

/** Hands the bot an interaction; what is told of it comes by onError. */
async function use(discord: Simulator, type: number, data: unknown, parts: object = {}): Promise<void> {
  const [user, channel] = [discord.users[0], discord.channels[0]];
  const about = { id: "1", application_id: discord.application.id, token: "t", version: 1, locale: "en-US" };
  discord.emit("INTERACTION_CREATE", {
    ...about,
    type,
    data,
    user,
    channel_id: channel?.id,
    entitlements: [],
    ...parts,
  });
  await later(discord, 5000);
}

/** What a handler is told that acts so late. */
function slowly(ms: number, act: Run, deferAfterMs?: false): Promise<unknown> {
  let made: Simulator | undefined;
  const { commands, told } = telling(async (i) => {
    if (made !== undefined) await later(made, ms);
    await act(i);
  });
  const options = { commands, sync: "global" as const, ...(deferAfterMs === false && { deferAfterMs }) };
  return onBot(options, async ({ discord }) => {
    made = discord;
    await caught(() => discord.slash("x"));
    throw await told;
  });
}

/** What the handler of a form is told, that was opened by a command. */
function submitted(run: Parameters<typeof modal>[0]): Promise<unknown> {
  const commands = running((i) => i.showModal(FORM as never));
  return onBot({ commands, components: { form: modal(run) }, sync: "global" }, async ({ discord }) => {
    await discord.slash("x");
    await caught(() => discord.submit("form", { title: "Hi" }));
  });
}

/** What a handler is told behind an HTTP endpoint without a rest client, whose network is down. */
async function served(run: Run): Promise<unknown> {
  const discord = createSimulator({ clock: "virtual" });
  const fetch = () => Promise.reject(new TypeError("fetch failed"));
  const { commands, told } = telling(run);
  const { publicKey } = discord;
  const endpoint = createInteractionsEndpoint({
    ...{ publicKey, commands, onError: () => {}, runtime: { ...discord.runtime, fetch } },
  });
  await discord.serve(endpoint);
  await caught(() => discord.slash("x"));
  const error = await told;
  discord.close();
  return error;
}

/** A command, and what its handler throws. */
function telling(run: Run) {
  let tell: (error: unknown) => void = () => {};
  const told = new Promise((resolve) => {
    tell = resolve;
  });
  const commands = running(async (i) => {
    const error = await caught(() => run(i));
    tell(error);
    throw error;
  });
  return { commands, told };
}
