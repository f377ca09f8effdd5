/** Reads what vitest reports as JSON: how many tests passed, and which did not, and why. It must never run a test. */
import { existsSync, readFileSync } from "node:fs";
import { type Tally, tail } from "./checks.ts";

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** How many tests of a report passed and failed, a file that could not be read counting as one; undefined without a report. */
export function reportTally(path: string): Tally | undefined {
  const report = read(path);
  if (report === undefined) return undefined;
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles(report).length };
}

/** The failures of a report, each with the beginning of its reason. */
export function reportFailures(path: string): string[] {
  const report = read(path);
  if (report === undefined) return [];
  const tests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) => `${name}: ${fullName}\n${beginning(failureMessages.join("\n"))}`),
  );
  return [...tests, ...brokenFiles(report).map(({ name, message }) => `${name}\n${beginning(message)}`)];
}

function read(path: string): Report | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Report) : undefined;
}

function brokenFiles({ testResults }: Report) {
  return testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0);
}

function beginning(text: string): string {
  const own = text.split("\n").filter((line) => !/^\s*at .*(?:node_modules|<anonymous>)/.test(line));
  return tail(own.slice(0, 16).join("\n").replace(/^/gm, "  "));
}
