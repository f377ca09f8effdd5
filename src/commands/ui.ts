/**
 * The builders under one name, `ui`: a `ui.button` is what is shown, a `button` what it does.
 *
 * It must never hold a builder itself; bundlers leave out those that are not used.
 */

export * as ui from "./builders.ts";
