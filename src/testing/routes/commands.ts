/**
 * Application commands, everywhere and of one guild: registered, read, changed, deleted.
 * https://docs.discord.com/developers/interactions/application-commands
 */

import { Form } from "../form.ts";
import { type Answer, Made, type RestCall, type RouteTable } from "../operation.ts";
import { known, Refusal } from "../refusal.ts";
import type { ApplicationCommand } from "../things.ts";

const EVERYWHERE = "/applications/{application_id}/commands";
const IN_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands";
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const CHAT_INPUT = 1;
const OPTIONS = 25;

/** The operations on commands. */
export const commandRoutes: RouteTable = {
  ...tableFor(EVERYWHERE),
  ...tableFor(IN_GUILD),
};

function tableFor(path: string): RouteTable {
  return {
    [`GET ${path}`]: (call) => commandsOf(call),
    [`POST ${path}`]: create,
    [`PUT ${path}`]: overwrite,
    [`GET ${path}/{command_id}`]: (call) => commandOf(call),
    [`PATCH ${path}/{command_id}`]: change,
    [`DELETE ${path}/{command_id}`]: remove,
  };
}

function create(call: RestCall): Answer {
  const { world, body } = call;
  const mine = commandsOf(call);
  const form = new Form(body);
  checkCommand(form);
  form.check();
  const twin = mine.find((it) => isSame(it, body));
  const made = build(call, body, twin);
  world.commands.set(made.id, made);
  return twin === undefined ? new Made(made) : made;
}

function overwrite(call: RestCall): Answer {
  const { world, list } = call;
  const mine = commandsOf(call);
  if (list === undefined) throw new Refusal(400, 50035, "Invalid Form Body", { _errors: [NO_LIST] });
  const form = new Form(list as unknown as Record<number, unknown>);
  for (const place of list.keys()) checkCommand(form.dict(place));
  form.check();
  const bodies = list as readonly Record<string, unknown>[];
  for (const it of mine) world.commands.delete(it.id);
  const made = bodies.map((body) =>
    build(
      call,
      body,
      mine.find((it) => isSame(it, body)),
    ),
  );
  for (const it of made) world.commands.set(it.id, it);
  return made;
}

function change(call: RestCall): Answer {
  const { world, body } = call;
  const before = commandOf(call);
  const merged = { ...before, ...body };
  const form = new Form(merged);
  checkCommand(form);
  form.check();
  const made = build(call, merged, before);
  world.commands.set(made.id, made);
  return made;
}

function remove(call: RestCall): Answer {
  call.world.commands.delete(commandOf(call).id);
  return undefined;
}

const NO_LIST = { code: "LIST_TYPE_CONVERT", message: "Only iterables may be used in a ListType" };

function checkCommand(form: Form): void {
  const chat = (form.body.type ?? CHAT_INPUT) === CHAT_INPUT;
  checkName(form, chat);
  if (chat) checkDescription(form);
  checkOptions(form);
}

function checkOptions(form: Form): void {
  form.each("options", OPTIONS, (option) => {
    checkName(option, true);
    checkDescription(option);
    if (option.required("type")) option.integer("type", 1, 11);
    option.list("choices", OPTIONS);
    checkOptions(option);
  });
}

function checkDescription(form: Form): void {
  if (form.required("description")) form.text("description", 100, 1);
}

function checkName(form: Form, strict: boolean): void {
  if (!form.required("name")) return;
  form.text("name", 32, 1);
  const text = String(form.body.name);
  if (strict && (!NAME.test(text) || text !== text.toLowerCase())) {
    form.flaw("name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
  }
}

/** The command as Discord keeps it; one of the same name and type keeps its id. */
function build(
  call: RestCall,
  body: Record<string, unknown>,
  before: ApplicationCommand | undefined,
): ApplicationCommand {
  const { world, params } = call;
  const guild = params.guild_id === undefined ? {} : { guild_id: params.guild_id };
  const scope = params.guild_id === undefined ? { contexts: null, integration_types: [0] } : {};
  return {
    ...{ default_member_permissions: null, dm_permission: true, nsfw: false, description: "", ...scope },
    ...body,
    ...{ id: before?.id ?? world.ids(), application_id: world.application.id, version: world.ids() },
    ...{ name: String(body.name), type: Number(body.type ?? CHAT_INPUT), ...guild },
  };
}

function commandsOf({ world, params }: RestCall): ApplicationCommand[] {
  if (params.application_id !== world.application.id)
    throw new Refusal(403, 20012, "You are not authorized to perform this action on this application");
  if (params.guild_id !== undefined && !world.guilds.has(params.guild_id))
    throw new Refusal(403, 50001, "Missing Access");
  return [...world.commands.values()].filter((command) => command.guild_id === params.guild_id);
}

function commandOf(call: RestCall): ApplicationCommand {
  return known(
    commandsOf(call).find((command) => command.id === call.params.command_id),
    "application command",
  );
}

function isSame(command: ApplicationCommand, body: Record<string, unknown>): boolean {
  return command.name === body.name && command.type === (body.type ?? CHAT_INPUT);
}
