/** The panel of one frame: what it holds, as text for now. */

import { fill, h } from "../dom.ts";
import type { Frame } from "../wire.ts";

/** Fills the panel; the answer shows a frame in it. */
export function inspectorPanel(root: HTMLElement): (frame: Frame) => void {
  const body = h("pre", { tabindex: 0 }, "Choose a frame.");
  fill(root, h("h2", { id: "inspector-title" }, "Frame"), body);
  return (frame) => fill(body, JSON.stringify(JSON.parse(frame.text), null, 2));
}
