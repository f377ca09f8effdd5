/**
 * The bot's slash commands as a visitor uses them: a form for each, and the answer drawn as a message, with its buttons and
 * forms.
 */

import type { App } from "../app.ts";
import { type Choice, commandPaths, type Leaf, type OptionField } from "../command-paths.ts";
import { fill, h, say } from "../dom.ts";
import type { Act, Named } from "../wire.ts";
import { answerCard, type Seen } from "./answer.ts";
import type { Tool } from "./tools.ts";

type Deed = Act extends infer A ? (A extends Act ? Omit<A, "channel" | "user"> : never) : never;

/** See the top of this file. */
export class CommandsTool implements Tool {
  readonly name = "Commands";
  readonly modes = ["simulator"] as const;
  readonly element: HTMLElement;
  readonly #app: App;
  readonly #pick = h("select", { id: "command", on: { change: () => this.#paintFields() } });
  readonly #about = h("p", { class: "quiet" });
  readonly #fields = h("div", { class: "fields" });
  readonly #outcome = h("div", { class: "form", "aria-live": "polite" });
  #leaves: readonly Leaf[] = [];
  #wanted = true;

  constructor(app: App) {
    this.#app = app;
    const submit = (event: Event): void => {
      event.preventDefault();
      const leaf = this.#leaf;
      if (leaf !== undefined) void this.#act({ kind: "slash", name: leaf.path, options: valuesOf(this.#fields, leaf) });
    };
    const label = h("label", { for: "command", class: "quiet" }, "Slash command");
    const use = h("button", { type: "submit", class: "primary" }, "Use it");
    const form = h("form", { class: "form", on: { submit } }, label, this.#pick, this.#about, this.#fields, use);
    this.element = h("div", {}, form, this.#outcome);
    app.onTown(() => this.#forget());
  }

  /** Asks for the commands once the bot has registered them. */
  paint(): void {
    if (!this.#wanted || this.#app.facts?.phase !== "ready") return;
    this.#wanted = false;
    void this.#load();
  }

  get #leaf(): Leaf | undefined {
    return this.#leaves.find(({ path }) => path === this.#pick.value);
  }

  #forget(): void {
    [this.#leaves, this.#wanted] = [[], true];
    fill(this.#pick);
    fill(this.#outcome);
    this.#paintFields();
  }

  async #load(): Promise<void> {
    const path = `/applications/${this.#app.town?.bot.id}/commands`;
    const { ok, text } = await this.#app.ask({ method: "GET", path, body: undefined });
    this.#leaves = ok ? commandPaths(JSON.parse(text)) : [];
    this.#wanted = this.#leaves.length === 0;
    fill(this.#pick, ...tree(this.#leaves));
    this.#paintFields();
  }

  #paintFields(): void {
    say(this.#about, this.#leaf?.description ?? "The commands are known when the bot has connected.");
    fill(this.#fields, ...(this.#leaf?.options ?? []).flatMap((option) => field(this.#app, option)));
  }

  async #act(deed: Deed): Promise<void> {
    const { town } = this.#app;
    const [channel, user] = [town?.channels[0]?.id ?? "", town?.users[0]?.id ?? ""];
    fill(this.#outcome, h("p", { class: "quiet" }, "The bot is asked…"));
    const { ok, text } = await this.#app.act({ ...deed, channel, user } as Act);
    if (!ok) return fill(this.#outcome, h("p", { class: "card", role: "alert" }, text));
    const seen = JSON.parse(text) as Seen;
    const press = (customId: string): void => void this.#act({ kind: "press", message: seen.message ?? {}, customId });
    const send = (customId: string, fields: Record<string, string>): void =>
      void this.#act({ kind: "submit", customId, fields });
    fill(this.#outcome, answerCard(town?.bot.name ?? "the bot", seen, press, send));
  }
}

/** The commands to choose from; those of a group below its name. */
function tree(leaves: readonly Leaf[]): HTMLElement[] {
  const option = ({ path }: Leaf): HTMLElement => h("option", { value: path }, `/${path}`);
  const byName = Map.groupBy(leaves, ({ path }) => path.split(" ")[0] ?? "");
  return [...byName].map(([name, all]) =>
    all[0]?.path === name ? option(all[0]) : h("optgroup", { label: `/${name}` }, ...all.map(option)),
  );
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
