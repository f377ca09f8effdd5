/**
 * Every state the page can be in, and how a visitor gets there. The gallery takes pictures of them.
 */
import type { Deeds } from "./checks.ts";
import { openTool, press, rows, SOON_MS, see, untilReady, untilRows } from "./deeds.ts";
import type { Visit } from "./stage.ts";

const ZOMBIE_MS = 25_000;
/** 20,000 lines a second fill what is kept in this time. */
const FULL_MS = 30_000;
/** As long as the page is kept busy to be buried. */
const BUSY_MS = 6000;

/** See the top of this file. */
export const states: Deeds = {
  "first-visit": async ({ page }) => untilRows(page, 10, SOON_MS),

  empty: async ({ page }) => {
    await untilReady(page);
    await signIn(page, "My bot", "any");
    await see(page, "Waiting for the first frame");
  },

  "no-match": async ({ page }) => {
    await untilReady(page);
    await page.getByRole("searchbox", { name: "Filter events" }).fill("nothing-is-like-this");
    await see(page, "No frame matches the filter");
  },

  connecting: async ({ page }) => {
    await untilReady(page);
    await press(await openTool(page, "Faults"), "Cut, Hello never comes");
    await see(page, "waiting for Hello");
  },

  "blocked-network": async ({ page }) => {
    await untilReady(page);
    await signIn(page, "My bot", "any");
    await see(page, "The line is down.");
  },

  "close-4004": async ({ page, local }) => {
    await page.goto(local.url);
    await untilReady(page);
    await press(await openTool(page, "Faults"), "Revoke the token");
    await see(page, "Stopped: Discord refused.");
  },

  "close-4013": fatal("Close 4013"),
  "close-4014": fatal("Close 4014"),

  "op-9": async ({ page }) => {
    await untilReady(page);
    await press(page, "Invalidate the session");
    await see(page, "Discord ends the session (op 9, false).");
  },

  zombie: async ({ page }) => {
    await untilReady(page);
    await press(page, "Stop answering heartbeats");
    await see(page, "A heartbeat went unanswered", ZOMBIE_MS);
  },

  "rest-blocked": async ({ page }) => {
    await untilReady(page);
    await signIn(page, "My bot", "any");
    const rest = await openTool(page, "REST");
    await rest.getByLabel("channel_id").fill("1");
    await press(rest, "Send");
    await see(rest, /relay/);
  },

  "rate-limited": async ({ page }) => {
    await untilReady(page);
    await press(await openTool(page, "Faults"), "429 (global)");
    const rest = await openTool(page, "REST");
    await press(rest, "Send");
    await see(rest.getByRole("table").first(), /^429/);
  },

  "hidden-tab": async ({ page }) => {
    await untilReady(page);
    await hide(page, true);
    await page.waitForTimeout(2500);
    await hide(page, false);
    await see(page, /was hidden/);
  },

  "buffer-full": async ({ page }) => {
    await untilReady(page);
    await crowd(page, "20000");
    await see(page, /oldest made room/, FULL_MS);
    await crowd(page, "0");
  },

  overload: async ({ page }) => {
    await untilReady(page);
    await crowd(page, "20000");
    await page.waitForTimeout(1000);
    await page.evaluate((ms) => {
      for (const end = performance.now() + ms; performance.now() < end; );
    }, BUSY_MS);
    await see(page, /too many to show/, FULL_MS);
    await crowd(page, "0");
  },

  inspector: async ({ page }) => {
    await untilRows(page, 10, SOON_MS);
    await rows(page, "MESSAGE_CREATE").first().click();
    await see(page.getByRole("tree"), "content:");
  },

  "answered-command": async ({ page }) => {
    await untilReady(page);
    const commands = await openTool(page, "Commands");
    await commands.getByLabel("Slash command").selectOption("vote");
    await commands.getByLabel("question").fill("Tea?");
    await press(commands, "Use it");
    await see(commands, "Yes");
  },

  "login-direct": async ({ page }) => {
    await untilReady(page);
    await press(page, "My bot");
  },

  "login-server": async ({ page }) => {
    await untilReady(page);
    await press(page, "My bot, by the server");
  },

  files: async ({ page }) => {
    await untilRows(page, 10, SOON_MS);
    await press(page, "Files");
  },

  ...Object.fromEntries(["Commands", "Faults", "Rate", "Intents", "REST", "Code"].map((name) => [name, tool(name)])),
};

type Page = Visit["page"];

function fatal(fault: string): Deeds[string] {
  return async ({ page }) => {
    await untilReady(page);
    await press(await openTool(page, "Faults"), fault);
    await see(page, "Stopped: Discord refused.");
  };
}

function tool(name: string): Deeds[string] {
  return async ({ page }) => {
    await untilRows(page, 10, SOON_MS);
    await openTool(page, name);
    await page.waitForTimeout(1000);
  };
}

/** Connects a bot by a token. */
export async function signIn(page: Page, mode: string, token: string): Promise<void> {
  await press(page, mode);
  await page.getByLabel("Bot token", { exact: true }).fill(token);
  await press(page, "Connect");
}

async function crowd(page: Page, pace: string): Promise<void> {
  const chat = await openTool(page, "Chat");
  await chat.getByLabel("Others write").selectOption(pace);
}

/** Lets the page believe that its tab is hidden, or seen again: a browser without a window hides none. */
export async function hide(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((to) => {
    Object.defineProperty(document, "hidden", { value: to, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}
