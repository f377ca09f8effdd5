/**
 * What the page must never do: ask strangers, keep a token, or grow wider than the window.
 */
import type { Deeds } from "./checks.ts";
import { expectEqual, expectTrue, openTool, press, see, untilReady, untilRows } from "./deeds.ts";
import { signIn } from "./states.ts";

const SECRET = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GhOsTs.never-to-be-seen-anywhere";
const WIDTHS = [320, 375, 760, 1240, 2560];

/** See the top of this file. */
export const safetyDeeds: Deeds = {
  "asks nobody but its own server in any mode, and Discord's gateway for a bot of one's own": async ({
    page,
    errors,
    hosts,
    url,
  }) => {
    await untilRows(page, 10, 10_000);
    for (const tool of await page.getByRole("tab").all()) await tool.click();
    await press(page, "My bot, by the server");
    await press(page, "Simulator");
    await untilReady(page);
    expectEqual([...hosts], [new URL(url).host]);
    expectEqual(errors, []);
    await signIn(page, "My bot", "any");
    await see(page, "The gateway is not reached.");
    const rest = await openTool(page, "REST");
    await rest.getByLabel("channel_id").fill("1");
    await press(rest, "Send");
    await see(rest, /needs the bot's token, which Discord refuses from a page/);
    expectEqual(
      [...hosts].filter((host) => !/^gateway\.discord\.gg(:443)?$/.test(host)),
      [new URL(url).host],
    );
    expectTrue(hosts.size > 1, "Discord's gateway was not dialled");
  },

  "holds its worker to the page's own policy, on any server": async ({ page, hosts, local }) => {
    for (const address of [page.url(), local.url]) {
      await page.goto(address);
      await untilReady(page);
      const [worker] = page.workers();
      const asked = await worker?.evaluate(() => fetch("https://example.com/").catch(() => "refused"));
      expectEqual(asked, "refused");
    }
    expectTrue(!hosts.has("example.com:443"), "the worker reached a stranger");
    const header = (await fetch(local.url)).headers.get("content-security-policy") ?? "";
    const meta = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
    const missing = (meta ?? "none").split("; ").filter((rule) => !header.includes(rule));
    expectEqual(missing, []);
  },

  "keeps no token: not in the page, its address or its storage": async ({ page, local }) => {
    await page.goto(local.url);
    await untilReady(page);
    await press(page, "My bot, by the server");
    await page.getByLabel("Not Discord").check();
    await page.getByLabel("Bot token", { exact: true }).fill(SECRET);
    await press(page, "Connect");
    await see(page, /Not connected\.|Stopped: Discord refused\./);
    const traces = await page.evaluate(async () => {
      const fields = [...document.querySelectorAll("input, textarea")].map((it) => (it as HTMLInputElement).value);
      const stores = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie];
      const databases = (await indexedDB.databases()).map(({ name }) => name);
      return [document.documentElement.outerHTML, location.href, ...fields, ...stores, ...databases].join("\n");
    });
    expectTrue(!traces.includes("never-to-be-seen"), "the token is in the page");
  },

  "takes scripts and styles from its own files only": async ({ page }) => {
    const refused = await page.evaluate(() => {
      const attempts = [
        () => document.body.insertAdjacentHTML("beforeend", "<b>x</b>"),
        () => new Worker("data:text/javascript,1"),
        () => Object.assign(document.createElement("script"), { text: "1" }),
      ];
      return attempts.map((attempt) => {
        try {
          attempt();
          return "allowed";
        } catch {
          return "refused";
        }
      });
    });
    expectEqual(refused, ["refused", "refused", "refused"]);
  },

  "says so when its worker cannot be started": async ({ page }) => {
    await page.route("**/worker.js", (route) => route.fulfill({ status: 404 }));
    await page.reload();
    await see(page, /The page's worker could not be started/);
  },

  "is never wider than the window": async ({ page }) => {
    await untilReady(page);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expectTrue(wide <= width, `${wide} px in a window of ${width}`);
    }
  },
};
