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
const MOST_REQUESTS = 12;
const HAS_BODY = /^(POST|PUT|PATCH) /;

/** See the top of this file. */
export function restTool(app: App): Tool {
  const list = h("datalist", { id: "routes" });
  const route = h("input", {
    type: "text",
    list: "routes",
    value: FIRST,
    id: "route",
    spellcheck: "false",
    autocomplete: "off",
    on: { change: () => paintFields() },
  });
  const params = h("div", { class: "fields" });
  const body = h("textarea", { id: "rest-body", spellcheck: "false" }, FIRST_BODY);
  const bodyField = h("div", {}, h("label", { for: "rest-body", class: "quiet" }, "Body (JSON)"), body);
  const answer = h(
    "pre",
    { class: "answer", tabindex: 0, "aria-label": "Answer", role: "region" },
    "The answer will be here.",
  );
  const send = h("button", { type: "submit", class: "primary" }, "Send");
  const requests = h("tbody");
  const buckets = h("tbody");
  const hint = h("p", { class: "quiet" });
  let loaded = false;

  function paintFields(): void {
    const names = [...route.value.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
    const fields = names.flatMap((name) => {
      const value = suggestion(app, name);
      return [
        h("label", { for: `rest-${name}` }, name),
        h("input", { type: "text", id: `rest-${name}`, name, value, spellcheck: "false" }),
      ];
    });
    fill(params, ...fields);
    bodyField.hidden = !HAS_BODY.test(route.value);
  }
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const [method = "GET", template = "/"] = route.value.trim().split(/\s+/);
    const values = new Map([...params.querySelectorAll("input")].map((input) => [input.name, input.value]));
    const path = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values.get(name) ?? ""));
    const read = HAS_BODY.test(route.value) && body.value.trim() !== "" ? parse(body.value) : { value: undefined };
    if ("flaw" in read) return show(false, read.flaw);
    send.disabled = true;
    const { ok, text } = await app.ask({ method, path, body: read.value });
    send.disabled = false;
    show(ok, text);
  }
  function show(ok: boolean, text: string): void {
    answer.classList.toggle("bad", !ok);
    say(answer, text);
  }
  function paint(): void {
    if (!loaded) void load();
    loaded = true;
    const made = app.notes.filter((note) => note.kind === "request").slice(-MOST_REQUESTS);
    fill(requests, ...made.reverse().map(requestRow));
    fill(
      buckets,
      ...(app.facts?.buckets ?? []).map((it) => cells(it.name, `${it.free} of ${it.limit}`, String(it.waiting))),
    );
  }
  async function load(): Promise<void> {
    const response = await fetch("operations.json");
    const routes = (await response.json()) as readonly string[];
    fill(list, ...routes.map((value) => h("option", { value })));
  }

  app.onStart(({ mode }) => say(hint, HINTS[mode]));
  app.onTown(() => paintFields());
  const form = h(
    "form",
    { class: "form", on: { submit } },
    h("label", { for: "route", class: "quiet" }, "Route (type to search all operations)"),
    route,
    params,
    bodyField,
    send,
  );
  const element = h(
    "div",
    {},
    hint,
    form,
    answer,
    table("Requests", ["Route", "Status", "Took"], requests),
    table("Rate limits", ["Bucket", "Free", "Waiting"], buckets),
  );
  return { name: "REST", element, paint };
}

const HINTS = {
  simulator: "Requests of the bot, answered by the simulated Discord in this page, limits and all.",
  direct:
    "Discord refuses a bot's token from a page (code 40333), so routes that need it throw before anything is sent. Answers to interactions and webhooks need no token.",
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
