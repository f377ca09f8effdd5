/**
 * Answers to interactions: the callback, and the messages behind its token.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#responding-to-an-interaction
 */

import { checkDraft, checkNotEmpty } from "../draft.ts";
import { Form } from "../form.ts";
import { CALLBACK_MS, type Interaction, InteractionKind } from "../interactions.ts";
import { composeMessage, editMessage, tellOf } from "../messages.ts";
import type { Answer, OperationPlan, RestCall, RouteTable, Run } from "../operation.ts";
import { known, Refusal, unknown } from "../refusal.ts";
import type { Message } from "../things.ts";
import { execute } from "./webhooks.ts";

const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;
const WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}";

/** Which callbacks each kind of interaction may have. */
const ALLOWED: Readonly<Record<InteractionKind, readonly number[]>> = {
  [InteractionKind.Command]: [4, 5, 9, 10, 12],
  [InteractionKind.Component]: [4, 5, 6, 7, 9, 10, 12],
  [InteractionKind.Autocomplete]: [8],
  [InteractionKind.Modal]: [4, 5, 6, 7, 10, 12],
};

/** The operations behind interactions; none takes a bot's token. */
export const interactionRoutes: RouteTable = {
  "POST /interactions/{interaction_id}/{interaction_token}/callback": open(callback),
  [`POST ${WEBHOOK}`]: open(followUp),
  [`GET ${WEBHOOK}/messages/@original`]: open((call) => originalOf(interactionOf(call))),
  [`PATCH ${WEBHOOK}/messages/@original`]: open((call) => editOriginal(call)),
  [`DELETE ${WEBHOOK}/messages/@original`]: open((call) => remove(call, originalOf(interactionOf(call)))),
  [`GET ${WEBHOOK}/messages/{message_id}`]: open((call) => messageOf(call)),
  [`PATCH ${WEBHOOK}/messages/{message_id}`]: open((call) => edit(call, interactionOf(call), messageOf(call))),
  [`DELETE ${WEBHOOK}/messages/{message_id}`]: open((call) => remove(call, messageOf(call))),
};

function open(run: Run): OperationPlan {
  return { run, open: true, limit: { name: "webhook", limit: 5, windowMs: 2_000 } };
}

function callback(call: RestCall): Answer {
  const { world, params, body, now, query } = call;
  const interaction = world.interactions.find(params.interaction_token ?? "", now);
  if (interaction === undefined || interaction.id !== params.interaction_id) throw unknown("Interaction");
  if (interaction.acknowledgedAs !== undefined) {
    throw new Refusal(400, 40060, "Interaction has already been acknowledged.");
  }
  if (now - interaction.createdAt > CALLBACK_MS) throw unknown("Interaction");
  const form = new Form(body);
  if (form.required("type")) form.choice("type", ALLOWED[interaction.kind]);
  form.check();
  const data = form.dict("data").body;
  const type = Number(body.type);
  // Checked before it counts as answered: a body that is refused may be sent again.
  const message = respond({ ...call, body: data }, interaction, type);
  interaction.acknowledgedAs = type;
  if (query.get("with_response") !== "true") return undefined;
  const about = { id: interaction.id, type: interaction.kind };
  const ids =
    message === undefined ? {} : { response_message_id: message.id, response_message_ephemeral: interaction.ephemeral };
  const resource = message === undefined ? { type } : { type, message };
  return { interaction: { ...about, ...ids }, resource };
}

/** Carries out a callback; `call.body` is its `data`. */
function respond(call: RestCall, interaction: Interaction, type: number): Message | undefined {
  const { body, files } = call;
  const ephemeral = (Number(body.flags ?? 0) & EPHEMERAL) !== 0;
  switch (type) {
    case 4: {
      checkDraft(body, files.length);
      checkNotEmpty(body, files.length);
      interaction.ephemeral = ephemeral;
      interaction.original = write(call, interaction, { ...body, files });
      interaction.settle({ type, message: interaction.original, ephemeral, data: body });
      return interaction.original;
    }
    case 5:
      interaction.ephemeral = ephemeral;
      interaction.original = write(call, interaction, { flags: LOADING | (ephemeral ? EPHEMERAL : 0) });
      return interaction.original;
    case 7: {
      const { source } = interaction;
      if (source === undefined) throw unknown("Message");
      interaction.original = source;
      change(call, interaction, source);
      interaction.settle({ type, message: source, ephemeral: false, data: body });
      return source;
    }
    case 6:
      interaction.original = interaction.source;
      interaction.settle({ type, ephemeral: false, data: body });
      return undefined;
    default:
      interaction.settle({ type, ephemeral: false, data: body });
      return undefined;
  }
}

function followUp(call: RestCall): Answer {
  const { body, files, params, world } = call;
  if (params.webhook_id !== world.application.id) return execute(call);
  const interaction = interactionOf(call);
  if (interaction.acknowledgedAs === undefined) throw unknown("Webhook");
  const { original } = interaction;
  // Discord fills in a deferred answer with the first follow-up.
  if (interaction.acknowledgedAs === 5 && original !== undefined && isLoading(original)) return editOriginal(call);
  checkDraft(body, files.length);
  checkNotEmpty(body, files.length);
  return write(call, interaction, { ...body, files });
}

function editOriginal(call: RestCall): Answer {
  const interaction = interactionOf(call);
  const message = originalOf(interaction);
  const waiting = isLoading(message);
  const answer = edit(call, interaction, message);
  if (waiting) interaction.settle({ type: 4, message, ephemeral: interaction.ephemeral, data: call.body });
  return answer;
}

function edit(call: RestCall, interaction: Interaction, message: Message): Answer {
  checkDraft(call.body, call.files.length);
  change(call, interaction, message);
  return message;
}

function change(call: RestCall, interaction: Interaction, message: Message): void {
  const { world, body, files, publish, at } = call;
  editMessage(world, interaction.channel, message, { ...body, files }, at);
  message.flags = Number(message.flags) & ~LOADING;
  publish(happeningOf(call, interaction, message, "MESSAGE_UPDATE"));
}

function remove(call: RestCall, message: Message): Answer {
  const { world, publish } = call;
  const { channel, whispers } = interactionOf(call);
  whispers.delete(message.id);
  const kept = world.messages.get(channel.id)?.delete(message.id) === true;
  const guild = kept && channel.guild_id !== undefined ? { guild_id: channel.guild_id } : {};
  const data = { id: message.id, channel_id: channel.id, ...guild };
  publish({ name: "MESSAGE_DELETE", guildId: kept ? channel.guild_id : undefined, data });
  return undefined;
}

/** Writes a message of the bot's: into the channel, or for the user's eyes only. */
function write(call: RestCall, interaction: Interaction, draft: Record<string, unknown>): Message {
  const { world, at, publish } = call;
  const { channel, id, kind, user } = interaction;
  const about = { id, type: kind, user, authorizing_integration_owners: {} };
  const composed = composeMessage(world, channel, world.bot, draft, at);
  const message: Message = {
    ...{ ...composed, type: kind === InteractionKind.Command ? 20 : 19, interaction_metadata: about },
    ...{ application_id: world.application.id, webhook_id: world.application.id },
  };
  if (isWhispered(message)) {
    interaction.whispers.set(message.id, message);
  } else {
    world.messages.get(channel.id)?.set(message.id, message);
    channel.last_message_id = message.id;
  }
  publish(happeningOf(call, interaction, message, "MESSAGE_CREATE"));
  return message;
}

/** Ephemeral messages are told like direct ones: without a guild. */
function happeningOf(call: RestCall, { channel }: Interaction, message: Message, name: string) {
  return isWhispered(message) ? { name, data: { ...message } } : tellOf(call.world, name, channel, message);
}

function isWhispered(message: Message): boolean {
  return (Number(message.flags) & EPHEMERAL) !== 0;
}

function isLoading(message: Message): boolean {
  return (Number(message.flags) & LOADING) !== 0;
}

function interactionOf({ world, params, now }: RestCall): Interaction {
  const found = world.interactions.find(params.webhook_token ?? "", now);
  if (params.webhook_id !== world.application.id) throw unknown("Webhook");
  if (found === undefined) throw new Refusal(401, 50027, "Invalid Webhook Token");
  return found;
}

function originalOf({ original }: Interaction): Message {
  if (original === undefined) throw unknown("Message");
  return original;
}

function messageOf(call: RestCall): Message {
  const { channel, whispers } = interactionOf(call);
  const id = call.params.message_id ?? "";
  return known(whispers.get(id) ?? call.world.messages.get(channel.id)?.get(id), "Message");
}
