/**
 * The page for everyone: judged by axe in each mode, theme and tool, used by keyboard alone, by touch, and without motion.
 */
import type { Locator, Page } from "playwright-core";
import { COLOURS, expectNoViolation } from "./axe.ts";
import type { Deeds } from "./checks.ts";
import { expectEqual, expectTrue, openTool, press, rows, SOON_MS, see, untilReady, untilRows } from "./deeds.ts";
import { signIn } from "./states.ts";

const TOUCH_PX = 44;
/** More stops than there are on the page. */
const MOST_STOPS = 90;

/** See the top of this file. */
export const accessDeeds: Deeds = {
  "has no violation that axe finds, in each mode and theme": async ({ page }) => {
    await untilRows(page, 8, SOON_MS);
    await rows(page, "MESSAGE_CREATE").first().click();
    await press(page, "Files");
    await inBothThemes(page);
    for (const mode of ["My bot", "My bot, by the server"]) {
      await signIn(page, mode, "any");
      await inBothThemes(page);
    }
  },

  "has no violation that axe finds, in each tool and theme": async ({ page }) => {
    await untilRows(page, 8, SOON_MS);
    for (const name of ["Commands", "Faults", "Rate", "Intents", "REST", "Code"]) {
      await openTool(page, name);
      await inBothThemes(page, "#side");
    }
  },

  "filters, inspects, saves and breaks the connection by keyboard alone": async ({ page }) => {
    await untilReady(page);
    await untilRows(page, 8, SOON_MS);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByRole("button", { name: "Files" }));
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByRole("searchbox", { name: "Filter events" }));
    await page.keyboard.type("type:MESSAGE_CREATE");
    await tabTo(page, page.getByRole("button", { name: "Export", exact: true }));
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    expectEqual(download.suggestedFilename(), "frames.ndjson");
    await tabTo(page, page.getByRole("listbox"));
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await see(page.getByRole("tree"), "op:");
    await tabTo(page, page.getByRole("tree"));
    await page.keyboard.press("End");
    await page.keyboard.press("Home");
    expectEqual(await page.locator('.leaf[aria-selected="true"]').count(), 1);
    await tabTo(page, page.getByRole("button", { name: "Drop the socket" }), "Shift+Tab");
    await page.keyboard.press("Enter");
    await see(page, /^RESUMED, \d+ missed events? replayed/);
  },

  "chats, uses a command and changes the mode by keyboard alone": async ({ page }) => {
    await untilReady(page);
    await tabTo(page, page.getByLabel("You are"));
    await page.keyboard.type("ben");
    await tabTo(page, page.getByLabel("Message", { exact: true }));
    await page.keyboard.type("!ping by keys");
    await page.keyboard.press("Enter");
    await see(page.getByRole("tabpanel", { name: "Chat" }), "!ping by keys");
    await tabTo(page, page.getByRole("tab", { name: "Chat", exact: true }), "Shift+Tab");
    await page.keyboard.press("ArrowRight");
    const commands = page.getByRole("tabpanel", { name: "Commands" });
    await commands.locator("option").first().waitFor({ state: "attached" });
    await tabTo(page, commands.getByRole("button", { name: "Use it" }));
    await page.keyboard.press("Enter");
    await see(commands, "Pong!");
    await tabTo(page, page.getByRole("button", { name: "My bot", exact: true }), "Shift+Tab");
    await page.keyboard.press("Enter");
    expectTrue(await isFocused(page.getByLabel("Bot token", { exact: true })), "the field of the token has no focus");
    await page.keyboard.type("any");
    await page.keyboard.press("Enter");
    await see(page, "Your bot listens to Discord's gateway");
    await tabTo(page, page.getByRole("button", { name: "Simulator", exact: true }), "Shift+Tab");
    await page.keyboard.press("Enter");
    await untilReady(page);
  },

  "can be touched, without scrolling sideways": async ({ browser, url }) => {
    const context = await browser.newContext({ viewport: { width: 320, height: 700 }, hasTouch: true, isMobile: true });
    try {
      const page = await context.newPage();
      await page.goto(url);
      await untilReady(page);
      await page.getByRole("button", { name: "Files" }).tap();
      for (const tool of await page.getByRole("tab").all()) {
        await tool.tap();
        const small = await page
          .locator("button, select, input:not([type=checkbox])")
          .evaluateAll(
            (all, least) =>
              all
                .filter((it) => it.clientHeight > 0 && it.getBoundingClientRect().height < least)
                .map((it) => it.outerHTML),
            TOUCH_PX,
          );
        expectEqual(small, []);
        expectEqual(await page.evaluate(() => document.documentElement.scrollWidth), 320);
      }
    } finally {
      await context.close();
    }
  },

  "moves nothing for those who want no motion": async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await untilReady(page);
    const moving = await page.evaluate(
      () =>
        [...document.querySelectorAll("*")].filter((it) => {
          const { transitionDuration, animationName } = getComputedStyle(it);
          return transitionDuration !== "0s" || animationName !== "none";
        }).length,
    );
    expectEqual(moving, 0);
  },
};

async function inBothThemes(page: Page, within?: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  await expectNoViolation(page, within);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoViolation(page, within, COLOURS);
}

async function tabTo(page: Page, wanted: Locator, key = "Tab"): Promise<void> {
  for (let n = 0; n < MOST_STOPS; n++) {
    if (await isFocused(wanted)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${wanted} is not reached by ${key}`);
}

/** Whether it has the focus, once the last key has had its effect. */
function isFocused(locator: Locator): Promise<boolean> {
  return locator.evaluate(
    (it) =>
      new Promise<boolean>((resolve) => {
        requestAnimationFrame(() => setTimeout(() => resolve(it === document.activeElement)));
      }),
  );
}
