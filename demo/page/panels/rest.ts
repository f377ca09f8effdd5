/**
 * A console for Discord's HTTP interface: any operation by its route, the requests that were made, and how the rate limits stand.
 */

import type { App } from "../app.ts";
import { fill, h, say } from "../dom.ts";
import type { Note } from "../wire.ts";
import { clockTime, span } from "../words.ts";
import type { Tool } from "./tools.ts";

const FIRST = "POST /channels/{channel_id}/messages";
const FIRST_BODY = '{ "content": "Hello from the console" }';
const EMPTY_ANSWER = "The answer will be here.";
const MOST_REQUESTS = 12;
const HAS_BODY = /^(POST|PUT|PATCH) /;

/** See the top of this file. */
export class RestTool implements Tool {
  readonly name = "REST";
  readonly element: HTMLElement;
  readonly #app: App;
  readonly #routes = h("datalist", { id: "routes" });
  readonly #route = h("input", {
    ...{ type: "text", list: "routes", value: FIRST, id: "route", spellcheck: "false", autocomplete: "off" },
    on: { input: () => this.#paintFields() },
  });
  readonly #params = h("div", { class: "fields" });
  readonly #body = h("textarea", { id: "rest-body", spellcheck: "false" }, FIRST_BODY);
  readonly #bodyField = h("div", {}, h("label", { for: "rest-body", class: "quiet" }, "Body (JSON)"), this.#body);
  readonly #answer = h("pre", { class: "answer", tabindex: 0, role: "region", "aria-label": "Answer" }, EMPTY_ANSWER);
  readonly #send = h("button", { type: "submit", class: "primary" }, "Send");
  readonly #said = h("p", { class: "flaw", role: "status" });
  readonly #requests = h("tbody");
  readonly #buckets = h("tbody");
  #loaded = false;

  constructor(app: App) {
    this.#app = app;
    const hint = h("p", { class: "quiet" });
    this.element = h(
      "div",
      {},
      ...[hint, this.#form(), this.#answer, this.#said],
      table("Requests", ["Route", "Status", "Took"], this.#requests),
      table("Rate limits", ["Bucket", "Free", "Waiting"], this.#buckets),
    );
    app.onStart(({ mode }) => say(hint, HINTS[mode]));
    app.onTown(() => this.#paintFields());
  }

  /** Brings requests and limits up to date; the list of operations comes when the console is first seen. */
  paint(): void {
    if (!this.#loaded) void this.#load();
    this.#loaded = true;
    const made = this.#app.notes.filter((note) => note.kind === "request").slice(-MOST_REQUESTS);
    say(this.#said, made.some(({ status, at }) => status === 429 && Date.now() - at < TOLD_MS) ? TOO_MANY : "");
    fill(this.#requests, ...made.reverse().map(requestRow));
    const buckets = this.#app.facts?.buckets ?? [];
    fill(this.#buckets, ...buckets.map((it) => cells(it.name, `${it.free} of ${it.limit}`, String(it.waiting))));
  }

  async #load(): Promise<void> {
    const response = await fetch("operations.json");
    const routes = (await response.json()) as readonly string[];
    fill(this.#routes, ...routes.map((value) => h("option", { value })));
  }

  #form(): HTMLElement {
    const submit = (event: Event): void => {
      event.preventDefault();
      void this.#submit();
    };
    const label = h("label", { for: "route", class: "quiet" }, "Route (type to search all operations)");
    const parts = [label, this.#route, this.#routes, this.#params, this.#bodyField, this.#send];
    return h("form", { class: "form", on: { submit } }, ...parts);
  }

  #paintFields(): void {
    const names = [...this.#route.value.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
    const fields = names.flatMap((name) => {
      const id = `rest-${name}`;
      const value = suggestion(this.#app, name);
      return [
        h("label", { for: id }, name),
        h("input", { type: "text", id, name, value, required: true, spellcheck: "false" }),
      ];
    });
    fill(this.#params, ...fields);
    this.#bodyField.hidden = !HAS_BODY.test(this.#route.value);
  }

  async #submit(): Promise<void> {
    const [method = "GET", template = "/"] = this.#route.value.trim().split(/\s+/);
    const values = new Map([...this.#params.querySelectorAll("input")].map((input) => [input.name, input.value]));
    const path = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values.get(name) ?? ""));
    const written = HAS_BODY.test(this.#route.value) ? this.#body.value.trim() : "";
    const read = written === "" ? { value: undefined } : parse(written);
    if ("flaw" in read) return this.#show(false, read.flaw);
    this.#send.disabled = true;
    const { ok, text } = await this.#app.ask({ method, path, body: read.value });
    this.#send.disabled = false;
    this.#show(ok, text);
  }

  #show(ok: boolean, text: string): void {
    this.#answer.classList.toggle("bad", !ok);
    say(this.#answer, text);
  }
}

/** How long a 429 is worth a word. */
const TOLD_MS = 15_000;
const TOO_MANY =
  "Discord said 429, too many requests. Nothing is to be done: the request waits its turn and is sent again.";
const HINTS = {
  simulator: "Requests of the bot, answered by the simulated Discord in this page, limits and all.",
  direct:
    "Discord refuses a bot's token from a page (code 40333), so routes that need it throw before anything is sent; My bot, by the server, relays them. Answers to interactions and webhooks need no token.",
  server: "Requests go through the server that serves this page, which sends them on as a server may.",
};

function table(title: string, heads: readonly string[], body: HTMLElement): HTMLElement {
  const row = h("tr", {}, ...heads.map((head, n) => h("th", { scope: "col", class: n > 0 && "amount" }, head)));
  return h("div", {}, h("h3", {}, title), h("table", {}, h("thead", {}, row), body));
}

function cells(first: string, ...rest: readonly string[]): HTMLElement {
  return h("tr", {}, h("td", { class: "mono" }, first), ...rest.map((it) => h("td", { class: "amount" }, it)));
}

function requestRow(note: Note): HTMLElement {
  if (note.kind !== "request") return h("tr");
  const status =
    note.status === undefined ? "no answer" : `${note.status}${note.scope === undefined ? "" : ` ${note.scope}`}`;
  return cells(`${clockTime(note.at).slice(0, 8)} ${note.route}`, status, span(note.tookMs));
}

function parse(text: string): { readonly value: unknown } | { readonly flaw: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { flaw: `The body is not JSON. ${error instanceof Error ? error.message : ""}` };
  }
}

/** Ids of the simulated Discord, so that most routes work at once. */
function suggestion({ town }: App, name: string): string {
  if (name === "channel_id") return town?.channels[0]?.id ?? "";
  if (name === "user_id") return town?.users[0]?.id ?? "";
  if (name === "guild_id") return town?.guilds[0]?.id ?? "";
  if (name === "application_id") return town?.bot.id ?? "";
  return "";
}
