/** The smoke scenes in a page: served with the build beside it, and played when the runner calls `play`. */
import type * as Library from "../../src/mod.ts";
import { type Cue, type SceneReport, type Stage, smoke } from "./smoke.ts";

interface Page {
  play?: (stage: Stage) => Promise<void>;
  /** Given by the runner. */
  cue(cue: Cue): void;
  /** Given by the runner. */
  report(report: SceneReport): void;
}

const page = globalThis as unknown as Page;
const built = "/dist/mod.js";

page.play = async (stage) => {
  await smoke((await import(built)) as typeof Library, stage, {
    cue: (cue) => page.cue(cue),
    report: (report) => page.report(report),
  });
};
