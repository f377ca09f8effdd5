/** A tool that knows nothing of a bot but the names of the channels: loaded before it, it writes down what passes. */
import { subscribe } from "node:diagnostics_channel";

for (const name of ["frame", "state", "ready", "handled", "request"]) {
  subscribe(`anycord:${name}`, (message) => console.log(`watched ${name} ${JSON.stringify(message)}`));
}
