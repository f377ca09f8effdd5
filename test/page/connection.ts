/**
 * The connection as a visitor breaks it, in the simulator in the page and over real sockets.
 */
import type { Deeds } from "./checks.ts";
import { expectEqual, expectTrue, openTool, press, SOON_MS, see, untilReady } from "./deeds.ts";

/** Heartbeats are 10 s apart, and two of them may pass before silence is noticed. */
const ZOMBIE_MS = 25_000;

/** See the top of this file. */
export const connectionDeeds: Deeds = {
  "finds out a zombie by its silence": async ({ page }) => {
    await untilReady(page);
    await press(page, "Stop answering heartbeats");
    await see(page, "A heartbeat went unanswered: the connection is dead.", ZOMBIE_MS);
    await see(page, /^RESUMED/);
  },

  "resumes after its button, and tells how many events were replayed": async ({ page }) => {
    await untilReady(page);
    await press(page, "Drop the socket");
    await see(page, /^RESUMED, \d+ missed events? replayed/);
    await untilReady(page);
  },

  "resumes at once when asked to reconnect": async ({ page }) => {
    await untilReady(page);
    await press(page, "Ask to reconnect");
    await see(page, "Discord asks for a new connection (op 7).");
    await see(page, /^RESUMED/);
  },

  "identifies anew after an invalid session, and tells what was lost": async ({ page }) => {
    await untilReady(page);
    await press(page, "Invalidate the session");
    await see(page, "Discord ends the session (op 9, false).");
    await see(page, "2 of 1,000", 20_000);
    await untilReady(page);
  },

  "stops at close 4014 and says the cure": async ({ page }) => {
    await untilReady(page);
    const faults = await openTool(page, "Faults");
    await press(faults, "Close 4014");
    await see(page, "Stopped: Discord refused.");
    await see(page, /Switch them on in the developer portal/);
    await page.getByRole("link", { name: "Open the developer portal" }).waitFor({ timeout: SOON_MS });
    await press(page, "Start without privileged intents");
    await untilReady(page);
    const intents = await openTool(page, "Intents");
    await see(intents, "GUILD_MESSAGES");
    expectEqual(await intents.getByText("MESSAGE_CONTENT", { exact: true }).count(), 0);
  },

  "tells a wrong token by its close code": async ({ page, local }) => {
    await page.goto(local.url);
    await untilReady(page);
    await press(page, "My bot, by the server");
    await page.getByLabel("Not Discord").check();
    await page.getByLabel("Bot token", { exact: true }).fill("wrong-token");
    await press(page, "Connect");
    await see(page, /Discord does not know the token|Discord answered .* with 401/);
  },

  "says so where the page's server has no relay": async ({ page }) => {
    await press(page, "My bot, by the server");
    await page.getByLabel("Bot token", { exact: true }).fill("any");
    await press(page, "Connect");
    await see(page, /has no relay to Discord/);
  },

  "runs a bot over real sockets, resumes there too, and starts it again without its token": async ({ page, local }) => {
    await page.goto(local.url);
    await untilReady(page);
    await press(page, "My bot, by the server");
    await page.getByLabel("Not Discord").check();
    await page.getByLabel("Bot token", { exact: true }).fill(local.discord.token);
    await press(page, "Connect");
    await untilReady(page);
    await press(page, "Drop the socket");
    await see(page, /^RESUMED, \d+ missed/);
    expectEqual(local.discord.ledger.identifies, 1);
    // The page has forgotten the token; its worker has not.
    local.discord.fault({ close: 4014 });
    await press(page, "Start without privileged intents");
    await untilReady(page);
    // Twice within 5 s is once too often for Discord, which may ask for a third.
    expectTrue(local.discord.ledger.identifies > 1, "it did not identify anew");
  },
};
