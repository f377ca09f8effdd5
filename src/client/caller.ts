/**
 * Finds the line of the program that called: "listener at bot.ts:12:8". Kept with each listener, so that an intent, a warning
 * or an error can name who asked for it.
 *
 * It must never throw: where a runtime has no stacks the line is "an unknown line".
 */

const UNKNOWN_LINE = "an unknown line";
/** The frame of `callerLine` itself, and the library's function that was called. */
const OWN_FRAMES = 2;

/** The line that called the function that called this. `further` skips as many more frames of the library. */
export function callerLine(further = 0): string {
  const frames = (new Error().stack ?? "").split("\n").filter((line) => /:\d+:\d+/.test(line));
  const frame = frames[OWN_FRAMES + further];
  if (frame === undefined) return UNKNOWN_LINE;
  // "at run (file:///bot.ts:1:2)", "at file:///bot.ts:1:2" and "run@http://page/bot.js:1:2" all end in the place.
  const place = /([^\s(@]+:\d+:\d+)\)?\s*$/.exec(frame)?.[1];
  return place === undefined ? UNKNOWN_LINE : place.replace(/^file:\/\//, "");
}
