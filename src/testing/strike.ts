/**
 * Lets something go wrong on one connection.
 */

import { GatewayOpcode } from "../discord/opcodes.ts";
import { CORRUPT, GARBAGE, type LiveFault } from "./faults.ts";
import type { Link } from "./link.ts";

/** A connection, and what can be done to it. */
export interface Victim {
  readonly link: Link;
  /** Heartbeats go unanswered. */
  readonly numb: () => void;
  readonly cut: () => void;
  readonly close: (code: number, reason: string) => void;
  /** Op 9. */
  readonly invalidate: (resumable: boolean) => void;
  /** Sends the latest events once more. */
  readonly repeat: () => void;
  /** Uses up a number for nothing. */
  readonly lose: () => void;
}

/** Does it. */
export function strike(fault: LiveFault, victim: Victim): void {
  const { link, numb, cut, close, invalidate, repeat, lose } = victim;
  if (typeof fault === "object") {
    return "stallMs" in fault ? link.stall(fault.stallMs) : close(fault.close, fault.reason ?? "As planned.");
  }
  switch (fault) {
    case "drop":
      return cut();
    case "reconnect":
      return link.say({ op: GatewayOpcode.Reconnect, d: null });
    case "invalid-session":
      return invalidate(false);
    case "invalid-session-resumable":
      return invalidate(true);
    case "zombie":
      return numb();
    case "blackhole":
      link.severed = true;
      return link.deafen();
    case "garbage":
      for (const text of GARBAGE) link.writeRaw(text);
      return;
    case "corrupt":
      return link.writeRaw(CORRUPT);
    case "deaf":
      return link.deafen();
    case "ask-heartbeat":
      return link.say({ op: GatewayOpcode.Heartbeat, d: null });
    case "duplicate":
      return repeat();
    case "lost-event":
      return lose();
    case "late-frames":
      return link.outlive();
  }
}
