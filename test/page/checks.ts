/**
 * What must hold of the page, each as a visitor's deed and what is to be seen then.
 */
import type { Check } from "../tools/checks.ts";
import { accessDeeds } from "./access.ts";
import { connectionDeeds } from "./connection.ts";
import { eventDeeds } from "./events.ts";
import { safetyDeeds } from "./safety.ts";
import type { Stage, Visit } from "./stage.ts";
import { toolDeeds } from "./tools.ts";

/** Something a visitor does, by the sentence that must be true of it. */
export type Deeds = Readonly<Record<string, (visit: Visit) => Promise<void>>>;

/** All checks. */
export function checks(stage: Stage): Check[] {
  const deeds: Deeds = { ...connectionDeeds, ...accessDeeds, ...eventDeeds, ...toolDeeds, ...safetyDeeds };
  return Object.entries(deeds).map(([name, act]) => ({ name, run: () => stage.visit(act) }));
}
