/**
 * Draws what a user sees of a bot's answer: a message with its buttons, or a form.
 */

import { h } from "../dom.ts";

/** What the simulated user sees; wire objects, no more of them than is drawn. */
export interface Seen {
  readonly type: number;
  readonly ephemeral: boolean;
  readonly message?: {
    readonly content: string;
    readonly embeds?: readonly Embed[];
    readonly components?: readonly Component[];
  };
  readonly data: { readonly title?: string; readonly custom_id?: string; readonly components?: readonly Component[] };
}

interface Embed {
  readonly title?: string;
  readonly description?: string;
}

interface Component {
  readonly type: number;
  readonly label?: string;
  readonly custom_id?: string;
  readonly style?: number;
  readonly component?: Component;
  readonly components?: readonly Component[];
}

const MODAL = 9;
const BUTTON = 2;
const TEXT_INPUT = 4;
const PARAGRAPH = 2;

/** The answer as an element; `bot` is who answers. */
export function answerCard(
  bot: string,
  seen: Seen,
  press: (customId: string) => void,
  send: (customId: string, fields: Record<string, string>) => void,
): HTMLElement {
  if (seen.type === MODAL) return modalForm(seen, send);
  const { content = "", embeds = [], components = [] } = seen.message ?? {};
  const buttons = flat(components).filter(({ type, custom_id }) => type === BUTTON && custom_id !== undefined);
  return h(
    "div",
    { class: "card" },
    h("b", {}, `${bot} (bot)`),
    h("p", {}, content || (seen.message === undefined && "Nothing to be seen: the bot took note.")),
    ...embeds.flatMap(({ title, description }) => [h("b", {}, title), h("p", {}, description)]),
    buttons.length > 0 &&
      h(
        "div",
        { class: "buttons" },
        ...buttons.map((it) =>
          h("button", { type: "button", on: { click: () => press(it.custom_id ?? "") } }, it.label ?? "…"),
        ),
      ),
    seen.ephemeral && h("small", {}, "Only you can see this."),
  );
}

function modalForm({ data }: Seen, send: (customId: string, fields: Record<string, string>) => void): HTMLElement {
  const inputs = flat(data.components ?? []).filter(({ type }) => type === TEXT_INPUT);
  const fields = inputs.map(({ custom_id: name, style, label }) => {
    const element = h(style === PARAGRAPH ? "textarea" : "input", { name, id: `modal-${name}`, required: true });
    return { name: name ?? "", label: label ?? name ?? "", element: element as HTMLInputElement };
  });
  const submit = (event: Event): void => {
    event.preventDefault();
    send(data.custom_id ?? "", Object.fromEntries(fields.map(({ name, element }) => [name, element.value])));
  };
  return h(
    "form",
    { class: "card", on: { submit } },
    h("b", {}, data.title),
    ...fields.flatMap(({ name, label, element }) => [h("label", { for: `modal-${name}` }, label), element]),
    h("button", { type: "submit", class: "primary" }, "Send the form"),
  );
}

/** All components, those inside others too; a label passes its text to what it labels. */
function flat(components: readonly Component[]): Component[] {
  return components.flatMap((it) => {
    const { component } = it;
    const inner = component === undefined ? [] : [{ ...component, ...(it.label !== undefined && { label: it.label }) }];
    return [it, ...flat([...(it.components ?? []), ...inner])];
  });
}
