/**
 * The bot's slash commands as a visitor uses them: a form for each, and the answer drawn as a message, with its buttons and
 * forms.
 */

import type { App } from "../app.ts";
import { type Choice, commandPaths, type Leaf, type OptionField } from "../command-paths.ts";
import { fill, h } from "../dom.ts";
import type { Act, Named } from "../wire.ts";
import { answerCard, type Seen } from "./answer.ts";
import type { Tool } from "./tools.ts";

type Deed = Act extends infer A ? (A extends Act ? Omit<A, "channel" | "user"> : never) : never;

/** See the top of this file. */
export function commandsTool(app: App): Tool {
  let leaves: readonly Leaf[] = [];
  let wanted = true;
  const pick = h("select", { id: "command", on: { change: () => paintFields() } });
  const about = h("p", { class: "quiet" });
  const fields = h("div", { class: "fields" });
  const outcome = h("div", { class: "form", "aria-live": "polite" });
  const submit = (event: Event): void => {
    event.preventDefault();
    const leaf = leaves.find(({ path }) => path === pick.value);
    if (leaf !== undefined) void act({ kind: "slash", name: leaf.path, options: valuesOf(fields, leaf) });
  };

  async function load(): Promise<void> {
    const { ok, text } = await app.ask({
      method: "GET",
      path: `/applications/${app.town?.bot.id}/commands`,
      body: undefined,
    });
    leaves = ok ? commandPaths(JSON.parse(text)) : [];
    wanted = leaves.length === 0;
    fill(pick, ...leaves.map(({ path }) => h("option", { value: path }, `/${path}`)));
    paintFields();
  }
  function paintFields(): void {
    const leaf = leaves.find(({ path }) => path === pick.value);
    about.textContent = leaf?.description ?? "The commands are known when the bot has connected.";
    fill(fields, ...(leaf?.options ?? []).flatMap((option) => field(app, option)));
  }
  async function act(deed: Deed): Promise<void> {
    const [channel, user] = [app.town?.channels[0]?.id ?? "", app.town?.users[0]?.id ?? ""];
    fill(outcome, h("p", { class: "quiet" }, "The bot is asked…"));
    const { ok, text } = await app.act({ ...deed, channel, user } as Act);
    if (!ok) return fill(outcome, h("p", { class: "card", role: "alert" }, text));
    const seen = JSON.parse(text) as Seen;
    const press = (customId: string): void => void act({ kind: "press", message: seen.message ?? {}, customId });
    const send = (customId: string, values: Record<string, string>): void =>
      void act({ kind: "submit", customId, fields: values });
    fill(outcome, answerCard(seen, press, send));
  }

  app.onTown(() => {
    [leaves, wanted] = [[], true];
    fill(pick);
    fill(outcome);
    paintFields();
  });
  const form = h(
    "form",
    { class: "form", on: { submit } },
    h("label", { for: "command", class: "quiet" }, "Slash command"),
    ...[pick, about, fields, h("button", { type: "submit", class: "primary" }, "Use it")],
  );
  const paint = (): void => {
    if (wanted && app.facts?.phase === "ready") {
      wanted = false;
      void load();
    }
  };
  return { name: "Commands", element: h("div", {}, form, outcome), modes: ["simulator"], paint };
}

function field(app: App, { name, description, required, kind, choices }: OptionField): HTMLElement[] {
  const id = `option-${name}`;
  const label = h("label", { for: id, title: description }, required ? name : `${name} (optional)`);
  const offered = choices ?? offers(app, kind);
  if (offered === undefined) {
    const type = kind === "number" ? "number" : "text";
    return [label, h("input", { id, name, type, required, placeholder: description, autocomplete: "off" })];
  }
  const none = required ? [] : [h("option", { value: "" }, "–")];
  return [label, h("select", { id, name }, ...none, ...offered.map((it) => h("option", { value: it.value }, it.name)))];
}

function offers({ town }: App, kind: OptionField["kind"]): readonly Choice[] | undefined {
  const named = (things: readonly Named[] = []): Choice[] => things.map(({ id, name }) => ({ name, value: id }));
  if (kind === "user") return named(town?.users);
  if (kind === "channel") return named(town?.channels);
  if (kind === "boolean") return ["true", "false"].map((name) => ({ name, value: name }));
  return undefined;
}

function valuesOf(fields: HTMLElement, { options }: Leaf): Record<string, string | number | boolean> {
  const values: Record<string, string | number | boolean> = {};
  for (const { name, kind } of options) {
    const value = fields.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`)?.value ?? "";
    if (value !== "") values[name] = kind === "number" ? Number(value) : kind === "boolean" ? value === "true" : value;
  }
  return values;
}
