/**
 * Finds a Chromium and opens it: the one that CHROMIUM_PATH names, the system's, or the one that npm brought along. The
 * last is unpacked on first use, so it must not be asked for twice at once.
 */
import { existsSync } from "node:fs";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as driver } from "playwright-core";

const SYSTEM = "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The path of a Chromium that can be started. */
export async function chromiumPath(): Promise<string> {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  return existsSync(SYSTEM) ? SYSTEM : await chromium.executablePath();
}

/** Starts a Chromium without a window. Whoever asks for it closes it. */
export async function openChromium(): Promise<Browser> {
  return driver.launch({ executablePath: await chromiumPath(), headless: true, args: FLAGS });
}
