/**
 * The page: starts the worker and puts the panels together. Everything it shows came from the worker.
 */

import { App } from "./app.ts";
import { say } from "./dom.ts";
import { ChatTool } from "./panels/chat.ts";
import { CommandsTool } from "./panels/commands.ts";
import { ConnectionPanel } from "./panels/connection.ts";
import { EventsPanel } from "./panels/events.ts";
import { faultsTool } from "./panels/faults.ts";
import { Inspector } from "./panels/inspector.ts";
import { intentsTool } from "./panels/intents.ts";
import { modePanel } from "./panels/mode.ts";
import { programTool } from "./panels/program.ts";
import { RateTool } from "./panels/rate.ts";
import { RestTool } from "./panels/rest.ts";
import { ToolPanel } from "./panels/tools.ts";

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/**
 * The one script that the page may start is its own worker, beside it wherever it is served. It is started from a blob: so it comes
 * under the page's own policy, and holds the token where nothing but Discord and the page's server can be reached. A worker that is
 * started by its address has the policy that its server sends, which is none on most.
 */
async function startWorker(): Promise<Worker> {
  const file = await fetch("worker.js");
  if (!file.ok) throw new Error("The worker is not there.");
  const url = URL.createObjectURL(new Blob([await file.text()], { type: "text/javascript" }));
  const { trustedTypes } = globalThis as unknown as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy("anycord", { createScriptURL: () => url });
  return new Worker(policy?.createScriptURL(url) ?? url);
}

function place(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no place for ${id}.`);
  return found;
}

/** Puts the panels together around a worker. */
function open(worker: Worker): void {
  const app = new App(worker);
  const inspector = new Inspector(app, place("inspector"));
  new ConnectionPanel(app, place("connection"));
  new EventsPanel(app, place("events"), (frame) => inspector.show(frame));
  new ToolPanel(app, place("side"), [
    ...[new ChatTool(app), new CommandsTool(app), faultsTool(app), new RateTool(app)],
    ...[intentsTool(app), new RestTool(app), programTool(app)],
  ]);
  modePanel(app, place("mode"), place("tagline"));
}

const NO_WORKER =
  "The page's worker could not be started. Open the page through a static server, not as a file; npm start is one.";
const refuse = (): void => say(place("tagline"), NO_WORKER);

startWorker().then(open).catch(refuse);
