import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createRelay } from "../../demo/relay.ts";

const PAGE = "http://page.example";
const TOKEN = "Bot relay.canary.secret";

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

describe("the relay", () => {
  const servers: Server[] = [];
  let seen: Seen[] = [];
  let port = 0;

  async function listen(server: Server): Promise<number> {
    servers.push(server);
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    return (server.address() as AddressInfo).port;
  }

  /** A request as it is written, with no browser or URL parser in between to make it better. */
  function ask(path: string, headers: Record<string, string> = { origin: PAGE }, method = "GET", body = "") {
    return new Promise<Answer>((resolve, reject) => {
      const request = httpRequest({ host: "127.0.0.1", port, path, method, headers }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk) => {
          text += chunk;
        });
        response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, text }));
      });
      request.on("error", reject).end(body);
    });
  }

  beforeAll(async () => {
    const discord = await listen(
      createServer(async (request, response) => {
        let body = "";
        for await (const chunk of request) body += chunk;
        const { method, url, headers } = request;
        seen.push({ method, url, headers, body });
        if (url?.endsWith("/away")) return void response.writeHead(302, { location: "http://evil.example/" }).end();
        if (url?.endsWith("/break")) return void request.socket.destroy();
        response.writeHead(429, {
          ...{ "content-type": "application/json", "retry-after": "1", "x-ratelimit-scope": "user" },
          ...{ "set-cookie": "a=b", "x-served-by": "secret machine", "access-control-allow-origin": "*" },
        });
        response.end('{"retry_after":0.5}');
      }),
    );
    const upstream = `http://127.0.0.1:${discord}/api/v10`;
    const relay = createRelay({ origin: [PAGE, "http://127.0.0.1:7"], upstream });
    port = await listen(
      createServer(async (request, response) => {
        if (!(await relay(request, response))) response.writeHead(404).end("mine");
      }),
    );
  });
  afterAll(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });
  beforeEach(() => {
    seen = [];
  });

  it("passes on method, path, query, body, token, reason and kind, adds a User-Agent, and nothing else goes along", async () => {
    const headers = {
      ...{ origin: PAGE, authorization: TOKEN, "content-type": "application/json", "x-audit-log-reason": "why" },
      ...{ "user-agent": "Mozilla/5.0", cookie: "session=1", referer: `${PAGE}/?secret`, "x-forwarded-for": "1.2.3.4" },
    };
    await ask("/api/v10/channels/1/messages?limit=2&around=a%20b", headers, "POST", '{"content":"hi"}');
    const [{ headers: went, ...rest }] = seen as [Seen];
    expect(rest).toEqual({
      method: "POST",
      url: "/api/v10/channels/1/messages?limit=2&around=a%20b",
      body: '{"content":"hi"}',
    });
    expect(went).toMatchObject({
      ...{ authorization: TOKEN, "content-type": "application/json", "x-audit-log-reason": "why" },
      "user-agent": expect.stringMatching(/^DiscordBot \(https:/),
    });
    for (const name of ["cookie", "referer", "x-forwarded-for", "origin"]) expect(went[name]).toBeUndefined();
  });

  it("gives back status, body and what limits need, and no cookie or header beside", async () => {
    const { status, headers, text } = await ask("/api/v10/users/@me");
    expect([status, text]).toEqual([429, '{"retry_after":0.5}']);
    expect(headers).toMatchObject({
      ...{ "retry-after": "1", "x-ratelimit-scope": "user", "access-control-allow-origin": PAGE },
      "access-control-expose-headers": expect.stringContaining("x-ratelimit-remaining"),
    });
    expect([headers["set-cookie"], headers["x-served-by"]]).toEqual([undefined, undefined]);
  });

  it("answers a preflight for its own pages", async () => {
    const { status, headers } = await ask("/api/v10/users/@me", { origin: PAGE }, "OPTIONS");
    expect([status, headers["access-control-allow-origin"]]).toEqual([204, PAGE]);
    expect(headers["access-control-allow-headers"]).toBe("authorization, content-type, x-audit-log-reason");
    expect(seen).toEqual([]);
  });

  it.each([
    { origin: "http://evil.example" },
    { origin: "null" },
    { origin: `${PAGE}.evil.example` },
    {},
    { "sec-fetch-site": "same-origin", host: "rebound.example" },
    { "sec-fetch-site": "cross-site", host: "127.0.0.1:7" },
  ] as Record<string, string>[])("refuses pages and hosts that are not its own: %j", async (headers) => {
    for (const method of ["GET", "POST", "OPTIONS"]) {
      const answer = await ask("/api/v10/users/@me", { authorization: TOKEN, ...headers }, method);
      expect(answer.status).toBe(403);
      expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    }
    expect(seen).toEqual([]);
  });

  it("takes a page's own host for its origin where the browser leaves the origin out", async () => {
    const { status } = await ask("/api/v10/users/@me", { "sec-fetch-site": "same-origin", host: "127.0.0.1:7" });
    expect([status, seen.length]).toEqual([429, 1]);
  });

  it.each(
    ["/api/v10/../v9/x", "/api/v10/%2e%2e/x", "/api/v10/.%2E/x", "/api/v10/a/%2F%2Fevil", "/api/v10//evil/x"].concat([
      "/api/v10/a%5C..%5Cb",
      "/api/v10/a\\..\\b",
      "/api/v10/@evil.example/%00",
      "/api/v10/%zz",
      "/api/v10/a/",
    ]),
  )("refuses the path %s", async (path) => {
    expect((await ask(path)).status).toBe(400);
    expect(seen).toEqual([]);
  });

  it.each(["/api/v9/users/@me", "/", "/api/v10", "http://evil.example/api/v10/x", "//evil.example/api/v10/x"])(
    "leaves %s to the server that it is mounted in",
    async (path) => {
      expect((await ask(path)).text).toBe("mine");
      expect(seen).toEqual([]);
    },
  );

  it("stays under its upstream, whatever a path is made to look like", async () => {
    await ask("/api/v10/@evil.example");
    await ask("/api/v10/:80@evil.example/x?http://evil.example");
    expect(seen.map(({ url }) => url)).toEqual([
      "/api/v10/@evil.example",
      "/api/v10/:80@evil.example/x?http://evil.example",
    ]);
  });

  it("follows no redirect, relays no other method, takes no body larger than Discord's, and tells nothing of what broke", async () => {
    const answers = [
      await ask("/api/v10/away"),
      await ask("/api/v10/users", { origin: PAGE }, "TRACE"),
      await ask("/api/v10/break", { origin: PAGE, authorization: TOKEN }),
      await ask("/api/v10/users", { origin: PAGE }, "POST", "x".repeat(27 * 2 ** 20)),
    ];
    expect(answers.map(({ status }) => status)).toEqual([502, 405, 502, 413]);
    expect(inspect(answers)).not.toMatch(/evil|canary|127\.0\.0\.1/);
  });

  it("writes nothing anywhere", async () => {
    const spies = (["log", "info", "warn", "error", "debug"] as const).map((level) => vi.spyOn(console, level));
    await ask("/api/v10/users/@me", { origin: PAGE, authorization: TOKEN });
    await ask("/api/v10/break", { origin: PAGE, authorization: TOKEN });
    for (const spy of spies) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });
});
