/** Discord's vocabulary: its types, names and numbers, and the small sums one does with them. */

export type { AnyEvent, DispatchEvent, EventName, Events } from "./events.ts";
export {
  type EventIntents,
  eventIntents,
  type IntentName,
  Intents,
  intentNames,
  missingPrivilegedIntents,
  privilegedIntents,
  resolveIntents,
} from "./intents.ts";
export { GatewayOpcode } from "./opcodes.ts";
export type * from "./types.ts";
