/**
 * `anycord/testing`: a Discord in a box, for tests without a network.
 */

export {
  createVirtualClock,
  type DatedClock,
  VIRTUAL_START_AT,
  type VirtualClock,
  type VirtualClockOptions,
} from "./clock.ts";
export type { Simulator, SimulatorOptions } from "./contract.ts";
export type { Crowd } from "./crowd.ts";
export type { EndpointResponse, InteractionsTarget } from "./endpoint.ts";
export type { SimulatedRequest, SimulatedResponse } from "./exchange.ts";
export type { DialFault, Fault, FaultOptions, LastingFault, LiveFault, RestFault } from "./faults.ts";
export type { InteractionAnswer } from "./interactions.ts";
export type { OptionValue } from "./invocation.ts";
export type {
  ConnectionEntry,
  Delivery,
  FaultEntry,
  FrameEntry,
  HappeningEntry,
  Ledger,
  Offence,
  PostEntry,
  RequestEntry,
  SessionEntry,
} from "./ledger.ts";
export type { Peer, ServerSocket } from "./link.ts";
export type { MessageWait } from "./listening.ts";
export type { DialOutcome } from "./mishaps.ts";
export type { Reference, Scene } from "./people.ts";
export { MODELLED_ROUTES } from "./router.ts";
export { SCENARIOS, type ScenarioName } from "./scenarios.ts";
export { createSimulator } from "./simulator.ts";
export type { Platform } from "./socket.ts";
export type { Attachment, Channel, Guild, Member, Message, Role, User } from "./things.ts";
export type { WorldSize } from "./world.ts";
