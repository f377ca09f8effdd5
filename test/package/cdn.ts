/**
 * The packed package on a CDN, in a real Chromium: the pages of README.md and docs, word by word, whose one module script imports from a CDN.
 * The CDN is played here: its address is answered with the files of the tarball and nothing else.
 *
 * It must never let the browser reach another machine: what is not a file of the package is refused, and told.
 */

import { deepStrictEqual } from "node:assert";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Page, Route } from "playwright-core";
import type { Check } from "../tools/checks.ts";
import { openChromium } from "../tools/chromium.ts";
import { readText } from "../tools/tree.ts";

/** The page itself: an origin that counts as secure, as WebCrypto wants it. */
const HOME = "http://127.0.0.1:9/";
const TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript",
  json: "application/json",
  md: "text/markdown",
};
const SHOWN_WITHIN_MS = 20_000;

/** Checks of the package that lies unpacked in a folder. */
export function cdnChecks(installed: string): Check[] {
  return [
    ...pages().map(({ file, html }) => ({
      name: `the page of ${file} works from a CDN, by one module script`,
      run: () => openPage(installed, html),
    })),
    { name: "the bundle for pages gives what the main entry gives, in one file", run: () => compareBundle(installed) },
  ];
}

/** Every page that README and docs show, word by word; each must show "hello" by one script. */
function pages(): { readonly file: string; readonly html: string }[] {
  const found = ["README.md", "docs/in-the-page.md"].flatMap((file) =>
    [...readText(file).matchAll(/^```html\n([\s\S]*?)^```/gm)].map(([, html = ""]) => ({ file, html })),
  );
  if (found.length < 2) throw new Error("README.md and docs/in-the-page.md have no HTML");
  return found;
}

async function openPage(installed: string, html: string): Promise<void> {
  deepStrictEqual(html.match(/<script/g)?.length, 1);
  await onPage(installed, html, async (page) => {
    const shown = () => /\bhello\b/.test(document.body.innerText);
    await page.waitForFunction(shown, undefined, { timeout: SHOWN_WITHIN_MS });
  });
}

/** What a page imports by the package's name alone, beside what it imports by the whole path. */
async function compareBundle(installed: string): Promise<void> {
  const names = (url: string) => `Object.keys(await import("${url}")).sort().join()`;
  const script = `document.title = [${names("https://unpkg.com/anycord")}, ${names("https://unpkg.com/anycord/dist/mod.js")}].join(" ");`;
  await onPage(installed, `<script type="module">${script}</script>`, async (page, asked) => {
    await page.waitForFunction(() => document.title !== "", undefined, { timeout: SHOWN_WITHIN_MS });
    const [bundle, entry] = (await page.title()).split(" ");
    deepStrictEqual(bundle, entry);
    deepStrictEqual(asked[0], "/anycord");
    deepStrictEqual(asked[1], "/anycord/dist/mod.js");
  });
}

/** Opens a page whose CDN has the package, and fails with whatever the page complains about. */
async function onPage(
  installed: string,
  html: string,
  use: (page: Page, asked: readonly string[]) => Promise<void>,
): Promise<void> {
  const browser = await openChromium();
  const asked: string[] = [];
  const complaints: string[] = [];
  try {
    const page = await browser.newPage();
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    await page.route("**", (route) => answer(route, installed, html, asked));
    await page.goto(HOME);
    await use(page, asked).catch((error) => {
      throw new Error([error, ...complaints].join("\n"));
    });
    deepStrictEqual(complaints, []);
  } finally {
    await browser.close();
  }
}

/** As unpkg.com does: the package's own choice for its bare name, a file for a path, and 404 for all else. */
function answer(route: Route, installed: string, html: string, asked: string[]): Promise<void> {
  const { href, host, pathname } = new URL(route.request().url());
  if (href === HOME) return route.fulfill({ contentType: "text/html", body: html });
  if (pathname === "/favicon.ico") return route.fulfill({ status: 204 });
  asked.push(pathname);
  const { unpkg } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as { unpkg: string };
  const [, path = `/${unpkg}`] = /^\/anycord(?:@[\w.-]+)?(\/.+)?$/.exec(pathname) ?? [undefined, "/none"];
  const file = join(installed, path);
  if (host !== "unpkg.com" || !existsSync(file) || !statSync(file).isFile()) return route.fulfill({ status: 404 });
  const contentType = TYPES[file.split(".").at(-1) ?? ""] ?? "text/plain";
  return route.fulfill({
    contentType,
    headers: { "access-control-allow-origin": "*" },
    body: readFileSync(file),
  });
}
