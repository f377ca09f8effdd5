/**
 * Finds a Firefox and opens it: the one that FIREFOX_PATH names, or the system's. It is driven by WebDriver BiDi, as released versions
 * speak it; what a version does not know yet is answered in its place by `firefox-bridge.ts`.
 */
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, firefox } from "playwright-core";
import { ROOT } from "./tree.ts";

const SYSTEM = ["/usr/bin/firefox-esr", "/usr/bin/firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"];

/** The panel of a download that is done would take the next keys. */
const PREFS = { "browser.download.alwaysOpenPanel": false };

/** The path of a Firefox that can be started; undefined where there is none. */
export function firefoxPath(): string | undefined {
  return [process.env.FIREFOX_PATH ?? "", ...SYSTEM].find((path) => path !== "" && existsSync(path));
}

/** Starts a Firefox without a window. Whoever asks for it closes it. */
export async function openFirefox(path: string): Promise<Browser> {
  const bridge = join(mkdtempSync(join(tmpdir(), "anycord-firefox-")), "firefox");
  const command = [process.execPath, `${ROOT}test/tools/firefox-bridge.ts`, path].map((it) => `"${it}"`).join(" ");
  writeFileSync(bridge, `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
  return firefox.launch({ channel: "moz-firefox", executablePath: bridge, headless: true, firefoxUserPrefs: PREFS });
}
