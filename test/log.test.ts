/** What the default log writes to the console, and what it keeps to itself. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { consoleLog, type Log, type LogLevel } from "../src/log.ts";

const LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/** Everything that reaches the console while `run` does, as "method: arguments". */
function written(run: () => void): string[] {
  const lines: string[] = [];
  for (const level of LEVELS) {
    vi.spyOn(console, level).mockImplementation((...words: unknown[]) => {
      lines.push(
        `${level}: ${words.map((word) => (typeof word === "string" ? word : JSON.stringify(word))).join(" ")}`,
      );
    });
  }
  run();
  return lines;
}

function sayHello(log: Log): void {
  for (const level of LEVELS) log({ level, message: "Hello." });
}

describe("consoleLog", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it.each(LEVELS.map((level, rank) => [level, LEVELS.slice(rank)] as const))("from %s on writes %j", (level, heard) => {
    const log = consoleLog(level);
    const lines = written(() => sayHello(log));
    expect(lines).toEqual(heard.map((each) => `${each}: anycord: Hello.`));
  });

  it("writes warnings and errors when no level is given", () => {
    const log = consoleLog();
    const lines = written(() => sayHello(log));
    expect(lines).toEqual(["warn: anycord: Hello.", "error: anycord: Hello."]);
  });

  it("writes facts after the sentence", () => {
    const lines = written(() => consoleLog()({ level: "error", message: "Closed.", data: { closeCode: 4014 } }));
    expect(lines).toEqual(['error: anycord: Closed. {"closeCode":4014}']);
  });
});
