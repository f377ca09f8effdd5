/**
 * Takes frames out of the page as a file, and looks at such a file again; and the link to what is seen.
 */

import type { App } from "../app.ts";
import { type Format, fromFile, toHar, toNdjson } from "../archive.ts";
import { h, say } from "../dom.ts";
import { filterInAddress, linkTo } from "../link.ts";

/** A button for the head of the events, and the bar that it opens. */
export function fileButtons(app: App): { readonly toggle: HTMLElement; readonly bar: HTMLElement } {
  const done = h("span", { class: "quiet", role: "status" });
  const whole = h("input", { type: "checkbox", id: "whole" });
  const picker = h("input", { type: "file", accept: ".ndjson,.har", hidden: true });
  picker.addEventListener("change", () => void look(app, picker).then((told) => say(done, told)));
  const button = (name: string, act: () => unknown): HTMLElement =>
    h("button", { type: "button", on: { click: () => void act() } }, name);
  const bar = h(
    "div",
    { class: "buttons small", id: "files", role: "group", "aria-label": "Files", hidden: true },
    button("Export", () => say(done, download(app, "ndjson", whole.checked))),
    button("Export HAR", () => say(done, download(app, "har", whole.checked))),
    button("Copy link", async () => say(done, await copyLink(whole.checked))),
    h("label", { for: "whole", class: "quiet" }, whole, " with names and messages"),
    button("Open a file", () => picker.click()),
    ...[picker, done],
  );
  const click = (): void => {
    bar.hidden = !bar.hidden;
    toggle.setAttribute("aria-expanded", String(!bar.hidden));
  };
  const about = { type: "button", "aria-expanded": "false", "aria-controls": "files", on: { click } };
  const toggle = h("button", about, "Files");
  return { toggle, bar };
}

/** Shows the frames of the file that was picked; tells what came of it. */
async function look(app: App, picker: HTMLInputElement): Promise<string> {
  const file = picker.files?.[0];
  if (file === undefined) return "";
  try {
    const frames = fromFile(await file.text());
    app.look(frames);
    return `${frames.length} frames of ${file.name}. The bot was stopped.`;
  } catch (error) {
    return `Not opened. ${error instanceof Error ? error.message : ""}`;
  } finally {
    // The same file may be picked again.
    picker.value = "";
  }
}

/** Hands the frames that match to the visitor as a file; tells what is in it. */
function download(app: App, format: Format, whole: boolean): string {
  const frames = app.frames.all();
  const text = format === "har" ? toHar(frames, app.notes, whole) : toNdjson(frames, whole);
  const url = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  h("a", { href: url, download: `frames.${format}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return `${frames.length} frames exported${whole ? "" : ", names and messages left out"}.`;
}

async function copyLink(whole: boolean): Promise<string> {
  try {
    await navigator.clipboard.writeText(linkTo(filterInAddress(), whole));
    return `Copied${whole ? "" : ", without what names people or places"}.`;
  } catch {
    return "The browser does not let this page copy.";
  }
}
