/**
 * The tools as a visitor uses them: chat, commands, faults of REST, rates, intents, the console, the program.
 */
import type { Deeds } from "./checks.ts";
import { expectTrue, openTool, press, see, untilReady } from "./deeds.ts";

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
    await see(code, /export const bot = defineBot\(/);
    await see(code, /await client\.connect\(\)/);
  },
};
