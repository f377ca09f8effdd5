/**
 * The program that runs in this page, as it is in the repository; and the lines that connect it.
 */

import type { App } from "../app.ts";
import { h, say } from "../dom.ts";
import type { Tool } from "./tools.ts";

const CONNECT = `
// The rest of it:
import { createClient } from "anycord";

const client = createClient({ ...bot, sync: "global", token: process.env.DISCORD_TOKEN });
await client.connect();
`;

/** See the top of this file. */
export function programTool(_app: App): Tool {
  const code = h("code");
  const done = h("span", { class: "quiet", role: "status" });
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(code.textContent ?? "");
    say(done, "Copied.");
  };
  let asked = false;
  const paint = (): void => {
    if (!asked) void load();
    asked = true;
  };
  async function load(): Promise<void> {
    const response = await fetch("program.txt");
    say(code, (await response.text()) + CONNECT);
  }
  const head = h(
    "div",
    { class: "head" },
    h("p", { class: "quiet" }, "This is what runs here."),
    h("button", { type: "button", on: { click: copy } }, "Copy"),
    done,
  );
  return {
    name: "Code",
    element: h(
      "div",
      {},
      head,
      h("pre", { class: "program", tabindex: 0, role: "region", "aria-label": "Program" }, code),
    ),
    paint,
  };
}
