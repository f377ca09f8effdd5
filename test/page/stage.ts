/**
 * Where the checks of the page are played: a Chromium, and a plain static server that knows nothing of the project and
 * serves the built folder below a path.
 */
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { extname, join, normalize } from "node:path";
import type { Browser, Page } from "playwright-core";
import { type SimulatorServer, startServer } from "../../demo/server.ts";
import { openChromium } from "../tools/chromium.ts";

const BELOW = "/some/where/";
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".txt": "text/plain",
};

/** A visit, and what went wrong or out during it. */
export interface Visit {
  readonly browser: Browser;
  readonly page: Page;
  /** Where the page is, served as plain files. */
  readonly url: string;
  /** A server that is a simulated Discord and serves the page too. */
  readonly local: SimulatorServer;
  /** Errors of the page and its console. */
  readonly errors: readonly string[];
  /** The hosts that were asked for anything, by the page or its worker. */
  readonly hosts: ReadonlySet<string>;
}

/** See the top of this file. */
export interface Stage {
  /** Opens the page anew for as long as `act` takes. */
  visit(act: (visit: Visit) => Promise<void>, options?: object): Promise<void>;
  close(): Promise<void>;
}

/** Opens a browser, a Chromium by default, and a server for a built folder; whoever asks closes them. */
export async function openStage(folder: string, openBrowser: () => Promise<Browser> = openChromium): Promise<Stage> {
  const server = await serveFolder(folder);
  const border = await openBorder();
  const browser = await openBrowser();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${BELOW}`;
  return {
    visit: (act, options = {}) => visit(browser, { url, folder, border }, act, options),
    close: async () => {
      await browser.close();
      for (const each of [server, border.server]) {
        each.closeAllConnections();
        each.close();
      }
    },
  };
}

async function visit(
  browser: Browser,
  { url, folder, border }: { readonly url: string; readonly folder: string; readonly border: Border },
  act: (visit: Visit) => Promise<void>,
  options: object,
): Promise<void> {
  const hosts = new Set<string>();
  const proxy = border.proxyFor(hosts);
  const context = await browser.newContext({ proxy, ...options });
  const local = await startServer({ staticDir: folder });
  try {
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
    });
    context.on("request", (request) => {
      const { protocol, host } = new URL(request.url());
      if (protocol !== "data:" && protocol !== "blob:") hosts.add(host);
    });
    page.on("websocket", (socket) => hosts.add(new URL(socket.url()).host));
    await page.goto(url);
    await act({ browser, page, url, local, errors, hosts });
  } finally {
    await context.close();
    await local.close();
  }
}

async function serveFolder(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://page");
    const wanted = pathname === BELOW ? `${BELOW}index.html` : pathname;
    const file = wanted.startsWith(BELOW) ? join(folder, normalize(wanted.slice(BELOW.length - 1))) : undefined;
    const bytes = file === undefined ? Promise.reject(new Error("outside")) : readFile(file);
    bytes.then(
      (body) => response.writeHead(200, { "content-type": TYPES[extname(wanted)] ?? "" }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** Where whatever wants to leave this machine is written down, and turned back. */
interface Border {
  readonly server: Server;
  /** What a visit needs so that `hosts` holds whom it wanted to reach. */
  proxyFor(hosts: Set<string>): {
    readonly server: string;
    readonly bypass: string;
    readonly username: string;
    readonly password: string;
  };
}

async function openBorder(): Promise<Border> {
  const visits = new Map<string, Set<string>>();
  const server = createServer((request, response) => {
    note(request.headers["proxy-authorization"], new URL(request.url ?? "", "http://unknown").host);
    response.writeHead(407, { "proxy-authenticate": "Basic" }).end();
  });
  function note(credentials: string | undefined, host: string): boolean {
    const visit = visits.get(Buffer.from(credentials?.slice("Basic ".length) ?? "", "base64").toString());
    visit?.add(host);
    return visit !== undefined;
  }
  server.on("connect", (request, socket: Socket) => {
    const known = note(request.headers["proxy-authorization"], request.url ?? "");
    const refusal = known ? "502 Bad Gateway" : '407 Who\r\nProxy-Authenticate: Basic realm="border"';
    socket.on("error", () => {});
    socket.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    server,
    proxyFor: (hosts) => {
      const username = `visit-${visits.size}`;
      visits.set(`${username}:x`, hosts);
      return { server: address, bypass: "127.0.0.1", username, password: "x" };
    },
  };
}
