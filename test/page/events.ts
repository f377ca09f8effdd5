/**
 * The events as a visitor meets them: they stream, are filtered, paused, inspected, saved and opened again.
 */
import { readFile } from "node:fs/promises";
import type { Deeds } from "./checks.ts";
import {
  counted,
  expectEqual,
  expectTrue,
  openTool,
  press,
  rows,
  SOON_MS,
  see,
  takeClipboard,
  untilRows,
} from "./deeds.ts";

/** See the top of this file. */
export const eventDeeds: Deeds = {
  "shows 10 events within 3 s of opening": async ({ page }) => {
    await untilRows(page, 10, 3000);
  },

  "shows only what the filter asks for, and says what is wrong with a filter": async ({ page }) => {
    const filter = page.getByRole("searchbox", { name: "Filter events" });
    await filter.fill("type:TYPING_*");
    await untilRows(page, 2, SOON_MS);
    const names = await page.locator(".row:not([hidden]) .name").allTextContents();
    expectEqual([...new Set(names)], ["TYPING_START"]);
    await filter.fill("size>many");
    await see(page, "size is a number of bytes");
    await filter.fill("nothing-is-like-this");
    await see(page, "No frame matches the filter");
  },

  "holds still while paused, and goes on recording": async ({ page }) => {
    await untilRows(page, 5, SOON_MS);
    await press(page, "Pause");
    const held = (least: number): Promise<unknown> =>
      page.waitForFunction(
        (wanted) =>
          Number(/(\d+) held/.exec(document.querySelector("#events .count")?.textContent ?? "")?.[1]) >= wanted,
        least,
      );
    await held(1);
    const shown = await rows(page).allTextContents();
    await held(4);
    expectEqual(await rows(page).allTextContents(), shown);
    await press(page, "Go on");
    await page.waitForFunction(() => !document.querySelector("#events .count")?.textContent?.includes("held"));
  },

  "opens a frame as a tree with dates of ids, and finds in it": async ({ page }) => {
    await untilRows(page, 8, SOON_MS);
    await press(page, "Pause");
    await rows(page, "MESSAGE_CREATE").first().click();
    const tree = page.getByRole("tree");
    await see(tree, "content:");
    await see(tree, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    await page.getByRole("searchbox", { name: "Find in this frame" }).fill("username");
    const items = await tree.getByRole("treeitem").allTextContents();
    expectTrue(
      items.some((it) => it.includes("username:")) && !items.some((it) => it.includes("content:")),
      `found ${items.join(" ")}`,
    );
  },

  "keeps the chosen frame where it is while events stream in": async ({ page }) => {
    await untilRows(page, 8, SOON_MS);
    await rows(page).first().click();
    const box = await page.locator('.row[aria-selected="true"]').boundingBox();
    const before = await counted(page);
    await page.waitForFunction((text) => document.querySelector("#events .count")?.textContent !== text, before);
    await see(page, /^\d+ new$/);
    expectEqual(await page.locator('.row[aria-selected="true"]').boundingBox(), box);
  },

  "copies a frame as JSON, a handler, a test, a value and its path, and lets it happen again": async ({ page }) => {
    const give = await takeClipboard(page);
    await (await openTool(page, "Chat")).getByLabel("Others write").selectOption("0");
    await page.getByRole("searchbox", { name: "Filter events" }).fill("type:READY,GUILD_CREATE");
    await rows(page, "GUILD_CREATE").first().click();
    const inspector = page.getByRole("region", { name: "GUILD_CREATE" });
    const copied = async (what: string): Promise<string> => {
      await press(inspector, what);
      await see(inspector, "Copied.");
      return page.evaluate(() => navigator.clipboard.readText());
    };
    const { d } = JSON.parse(await copied("JSON"));
    await inspector.getByRole("searchbox", { name: "Find in this frame" }).fill("permissions");
    await see(inspector, /VIEW_CHANNEL/);
    await inspector
      .getByRole("treeitem", { name: /^permissions:/ })
      .first()
      .click();
    expectTrue(/^d\.roles\.\d+\.permissions$/.test(await copied("Path")), "another path");
    expectEqual(await copied("Value"), d.roles[0].permissions);
    expectTrue((await copied("Handler")).startsWith('client.on("GUILD_CREATE", '), "no handler");
    expectTrue((await copied("Test")).includes(`discord.emit("GUILD_CREATE", {`), "no test");
    give();
    const before = await rows(page).count();
    await press(inspector, "Replay");
    await page.waitForFunction((n) => document.querySelectorAll(".row:not([hidden])").length > n, before);
  },

  "shares a link that names nobody, and opens it with its filter": async ({ page }) => {
    const filter = page.getByRole("searchbox", { name: "Filter events" });
    await filter.fill("user:ada -type:TYPING_START");
    expectEqual(await page.evaluate(() => location.hash), "#filter=-type%3ATYPING_START");
    const give = await takeClipboard(page);
    await press(page, "Files");
    await press(page, "Copy link");
    await see(page, "Copied, without what names people or places.");
    const link = await page.evaluate(() => navigator.clipboard.readText());
    give();
    await page.reload();
    expectEqual(await filter.inputValue(), "user:ada -type:TYPING_START");
    await page.goto("about:blank");
    await page.goto(link);
    expectEqual(await filter.inputValue(), "-type:TYPING_START");
    await untilRows(page, 1, SOON_MS);
  },

  "exports frames without names and messages, and opens the file again": async ({ page }) => {
    await untilRows(page, 10, SOON_MS);
    await press(page, "Files");
    const [download] = await Promise.all([page.waitForEvent("download"), press(page, "Export")]);
    const path = await download.path();
    const text = await readFile(path, "utf8");
    expectTrue(
      text.includes("MESSAGE_CREATE") && !/hello everybody|\\"username\\":\\"ada\\"/.test(text),
      "the file tells names or messages",
    );
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), press(page, "Open a file")]);
    await chooser.setFiles({ name: "frames.ndjson", mimeType: "application/x-ndjson", buffer: Buffer.from(text) });
    await see(page, /frames of frames\.ndjson/);
    await see(page, "[left out]: [left out]");
  },

  "exports a HAR without names and messages, and opens it again": async ({ page }) => {
    await untilRows(page, 10, SOON_MS);
    await press(page, "Files");
    const [download] = await Promise.all([page.waitForEvent("download"), press(page, "Export HAR")]);
    expectEqual(download.suggestedFilename(), "frames.har");
    const buffer = await readFile(await download.path());
    const { entries } = JSON.parse(buffer.toString()).log;
    expectTrue(entries[0]._webSocketMessages.length >= 10 && !buffer.includes("hello everybody"), "the HAR is wrong");
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), press(page, "Open a file")]);
    await chooser.setFiles({ name: "frames.har", mimeType: "application/json", buffer });
    await see(page, /frames of frames\.har/);
    await see(page, "The bot was stopped.");
  },
};
