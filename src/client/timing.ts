/**
 * How long the handlers of one event take.
 *
 * It must never hold up or change what they do.
 */

import type { Clock } from "../machine.ts";
import type { Audience } from "./audience.ts";
import type { DispatchDelivery } from "./delivery.ts";
import type { ClientEvents } from "./surface.ts";

/** Delivers an event to an audience, and tells how long that took once all handlers have settled. */
export function timed(
  delivery: DispatchDelivery,
  audience: Audience,
  clock: Pick<Clock, "now">,
  tell: (handled: ClientEvents["handled"]) => void,
): Promise<unknown> | undefined {
  const { name: event, shard, seq } = delivery;
  const startedAt = clock.now();
  const settled = audience.deliver(delivery);
  const busyMs = clock.now() - startedAt;
  const told = (tookMs: number): void => tell({ event, shard, seq, tookMs, busyMs });
  if (settled === undefined) told(busyMs);
  else void settled.then(() => told(clock.now() - startedAt));
  return settled;
}
