/**
 * `node test/tools/firefox-bridge.ts /usr/bin/firefox ...`: starts a Firefox and stands between it and its driver. Commands of WebDriver
 * BiDi that this Firefox does not know, and that change nothing that is tested, are answered here, and downloads are given a name; all
 * else passes as it is.
 */
import { spawn } from "node:child_process";
import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";

/** Emulated themes and motion: without them the page is seen as the system has it. */
const UNKNOWN = new Set(["emulation.setMediaFeaturesOverride"]);
const LISTENING = /WebDriver BiDi listening on (ws:\/\/\S+)/;

const [, , path = "", ...args] = process.argv;
const child = spawn(path, args, { stdio: ["inherit", "inherit", "pipe"] });
child.on("exit", (code) => process.exit(code ?? 1));
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => child.kill(signal));

child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
  const address = LISTENING.exec(chunk)?.[1];
  if (address === undefined) return void process.stderr.write(chunk);
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  server.on("connection", (driver, { url = "" }) => join(driver, new WebSocket(address + url)));
  server.on("listening", () => {
    process.stderr.write(`WebDriver BiDi listening on ws://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
  });
});

/** The driver knows a download by an id, which this Firefox does not give: its url is as good. */
function named(text: string): string {
  if (!text.includes('"method":"browsingContext.download')) return text;
  const event = JSON.parse(text) as { params: { url: string } };
  return JSON.stringify({ ...event, params: { download: event.params.url, ...event.params } });
}

function join(driver: WebSocket, browser: WebSocket): void {
  const early: string[] = [];
  const pass = (text: string): void => {
    if (browser.readyState === WebSocket.OPEN) browser.send(text);
    else early.push(text);
  };
  browser.on("open", () => {
    for (const text of early) browser.send(text);
  });
  browser.on("message", (data) => driver.send(named(String(data))));
  driver.on("message", (data) => {
    const { id, method } = JSON.parse(String(data)) as { id: number; method: string };
    if (UNKNOWN.has(method)) driver.send(JSON.stringify({ type: "success", id, result: {} }));
    else pass(String(data));
  });
  driver.on("close", () => browser.close());
  browser.on("close", () => driver.close());
  for (const each of [driver, browser]) each.on("error", () => each.terminate());
}
