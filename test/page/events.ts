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
  untilReady,
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

  "remembers the filter in the address, and nothing else": async ({ page }) => {
    await page.getByRole("searchbox", { name: "Filter events" }).fill("user:ada -type:TYPING_START");
    expectEqual(await page.evaluate(() => location.hash), "#filter=user%3Aada+-type%3ATYPING_START");
    await page.reload();
    expectEqual(
      await page.getByRole("searchbox", { name: "Filter events" }).inputValue(),
      "user:ada -type:TYPING_START",
    );
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

  "can be used by keyboard alone": async ({ page }) => {
    await untilReady(page);
    await untilRows(page, 8, SOON_MS);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    for (let n = 0; n < 6 && !(await page.getByRole("listbox").evaluate((it) => it === document.activeElement)); n++) {
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await see(page.getByRole("tree"), "op:");
    for (let n = 0; n < 4 && !(await page.getByRole("tree").evaluate((it) => it === document.activeElement)); n++) {
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("End");
    await page.keyboard.press("Home");
    expectEqual(await page.locator('.leaf[aria-selected="true"]').count(), 1);
    const chat = await openTool(page, "Chat");
    await page.getByRole("tab", { name: "Chat", exact: true }).focus();
    await page.keyboard.press("ArrowRight");
    expectEqual(await chat.isVisible(), false);
    await see(page, "Slash command");
  },
};
