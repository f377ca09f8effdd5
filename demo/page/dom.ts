/**
 * Makes elements. The only way by which the page makes any: text is always set as text, so nothing that came over the wire is
 * ever read as markup.
 */

type Listener<K extends keyof HTMLElementEventMap> = (event: HTMLElementEventMap[K]) => void;

/** Attributes by name, `class` and `aria-label` alike; and listeners as `on`. */
export interface Props {
  readonly [attribute: string]: string | number | boolean | undefined | object;
  readonly on?: { readonly [K in keyof HTMLElementEventMap]?: Listener<K> };
}

/** What may stand in an element; undefined and false leave nothing. */
export type Child = Node | string | number | undefined | false;

/** Makes an element: `h("button", { class: "primary", on: { click } }, "Go")`. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  dress(element, props);
  put(element, children);
  return element;
}

/** Makes an element of a picture. */
export function svg(tag: string, props: Props = {}, ...children: readonly Child[]): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  dress(element, props);
  put(element, children);
  return element;
}

/** Puts children in the place of those that an element has. */
export function fill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren();
  put(element, children);
}

/** Sets a text, if it is another: an equal one would still cost a layout, and make screen readers speak. */
export function say(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function dress(element: Element, { on = {}, ...attributes }: Props): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener as EventListener);
}

function put(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child !== undefined && child !== false) element.append(typeof child === "number" ? String(child) : child);
  }
}
