/**
 * The tools as a visitor uses them: chat, commands, faults of REST, rates, intents, the console, the program.
 */
import { readFile } from "node:fs/promises";
import { OPERATIONS } from "../discord/operations.ts";
import { ROOT } from "../tools/tree.ts";
import type { Deeds } from "./checks.ts";
import { expectEqual, expectTrue, openTool, press, rows, see, untilReady } from "./deeds.ts";

/** See the top of this file. */
export const toolDeeds: Deeds = {
  "lets a visitor write, and shows the bot's answer": async ({ page }) => {
    await untilReady(page);
    const chat = await openTool(page, "Chat");
    await chat.getByLabel("Others write").selectOption("0");
    await chat.getByLabel("You are").selectOption({ label: "ben" });
    await chat.getByLabel("Message", { exact: true }).fill("!ping");
    await press(chat, "Send");
    await see(chat, "!ping");
    await see(chat, "Pong!");
  },

  "shows what people write as text, whatever it is": async ({ page, errors }) => {
    await untilReady(page);
    const chat = await openTool(page, "Chat");
    const hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script>\u202e';
    await chat.getByLabel("Message", { exact: true }).fill(hostile);
    await press(chat, "Send");
    await see(chat, "<img src=x");
    expectTrue((await page.locator("img, main script").count()) === 0, "markup was made of a message");
    expectTrue(errors.length === 0, errors.join("\n"));
  },

  "uses a slash command with options and a button": async ({ page }) => {
    await untilReady(page);
    const commands = await openTool(page, "Commands");
    await commands.getByLabel("Slash command").selectOption("vote");
    await commands.getByLabel("question").fill("Tea?");
    await press(commands, "Use it");
    await press(commands, "Yes");
    await see(commands, "ada says yes.");
  },

  "opens a form by a slash command and sends it": async ({ page }) => {
    await untilReady(page);
    const commands = await openTool(page, "Commands");
    await commands.getByLabel("Slash command").selectOption("feedback");
    await press(commands, "Use it");
    await commands.getByLabel("What do you think?").fill("All good");
    await press(commands, "Send the form");
    await see(commands, "Thank you for: All good");
    await see(commands, "Only you can see this.");
  },

  "shows a 429, and the request that was sent again": async ({ page }) => {
    await untilReady(page);
    const chat = await openTool(page, "Chat");
    await chat.getByLabel("Others write").selectOption("0");
    await press(await openTool(page, "Faults"), "429 (bucket)");
    const rest = await openTool(page, "REST");
    await press(rest, "Send");
    await see(rest, /"content": "Hello from the console"/);
    const table = rest.getByRole("table").first();
    await see(table, /^429/);
    await see(table, /^200/);
  },

  "tells why each intent was asked for": async ({ page }) => {
    await untilReady(page);
    const intents = await openTool(page, "Intents");
    await see(intents, "MESSAGE_CONTENT");
    await see(intents, "privileged");
    await see(intents, /MESSAGE_CREATE, .* of the program/);
  },

  "counts frames by name beside the chart": async ({ page }) => {
    await untilReady(page);
    const rate = await openTool(page, "Rate");
    await rate.getByRole("img", { name: /frames in the last second/ }).waitFor();
    await rate.getByRole("rowheader", { name: "MESSAGE_CREATE" }).waitFor();
  },

  "shows the program that runs": async ({ page }) => {
    const code = await openTool(page, "Code");
    await see(code, /await client\.connect\(\)/);
    const shown = await code.getByRole("region", { name: "Program" }).textContent();
    expectTrue(shown?.startsWith(await readFile(`${ROOT}demo/page/bot.ts`, "utf8")) === true, "another program");
  },

  "offers all operations of Discord, and tells how the rate limits stand": async ({ page }) => {
    await untilReady(page);
    const rest = await openTool(page, "REST");
    await page.waitForFunction(() => document.querySelectorAll("#routes option").length > 0);
    const offered = await page
      .locator("#routes option")
      .evaluateAll((all) => all.map((it) => it.getAttribute("value")));
    const plain = (route: string | null): string => (route ?? "").replace(/\{\w+\}/g, "{}");
    const known = new Set(offered.map(plain));
    expectEqual(
      OPERATIONS.map(({ route }) => route).filter((route) => !known.has(plain(route))),
      [],
    );
    await rest.getByLabel("Route").fill("GET /guilds/{guild_id}/roles");
    expectTrue(/^\d{17,20}$/.test(await rest.getByLabel("guild_id").inputValue()), "no guild is suggested");
    await press(rest, "Send");
    await see(rest, /"name": "@everyone"/);
    const limits = rest.getByRole("table").last();
    await see(limits, /^\d+ of \d+$/);
  },

  "plays a story, and undoes it": async ({ page }) => {
    await untilReady(page);
    const faults = await openTool(page, "Faults");
    await press(faults, "Busy evening");
    await page.getByRole("searchbox", { name: "Filter events" }).fill("type:MESSAGE_UPDATE,MESSAGE_DELETE");
    await rows(page, "MESSAGE_").first().waitFor();
    await press(faults, "Heal everything");
    await see(faults, "no story is played");
  },
};
