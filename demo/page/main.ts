/**
 * The page: starts the worker and puts the panels together. Everything it shows came from the worker.
 */

import { App } from "./app.ts";
import { connectionPanel } from "./panels/connection.ts";
import { EventsPanel } from "./panels/events.ts";
import { inspectorPanel } from "./panels/inspector.ts";
import { modePanel } from "./panels/mode.ts";

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** The one script that the page may start is its own worker, beside it wherever it is served. */
function startWorker(): Worker {
  const url = new URL("worker.js", document.baseURI).href;
  const { trustedTypes } = globalThis as unknown as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy("anycord", { createScriptURL: () => url });
  return new Worker(policy?.createScriptURL(url) ?? url);
}

function place(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no place for ${id}.`);
  return found;
}

const app = new App(startWorker());
connectionPanel(app, place("connection"));
const inspect = inspectorPanel(place("inspector"));
new EventsPanel(app, place("events"), inspect);
modePanel(app, place("mode"), place("tagline"));
