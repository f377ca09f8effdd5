/** A stage for interactions: a clock that moves when told, a Discord that writes down what it is sent, and payloads. */

import type { Send, SendInit } from "../../src/interactions/send.ts";

/** A clock that moves when told. */
export function createStageClock() {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    schedule: (run: () => void, delayMs: number) => {
      const timer = { at: now + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    /** Moves on, ringing what is due in order and letting promises settle in between. */
    async advance(ms: number): Promise<void> {
      const end = now + ms;
      await settle();
      for (;;) {
        const due = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        timers = timers.filter((each) => each !== due);
        now = Math.max(now, due.at);
        due.run();
        await settle();
      }
      now = end;
      await settle();
    },
    get pending() {
      return timers.length;
    },
  };
}

/** Lets everything that is already decided happen. */
export async function settle(): Promise<void> {
  for (let n = 0; n < 30; n++) await Promise.resolve();
}

/** One request as it was sent, with the path's parts filled in. */
export interface Sent {
  readonly route: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every kind
  readonly body: any;
  readonly init: SendInit;
}

/** A Discord that takes everything, unless `refuse` gives an error for the route. */
export function createStageDiscord() {
  const sent: Sent[] = [];
  const refusals: { part: string; error: unknown }[] = [];
  const send: Send = async (route, init) => {
    sent.push({ route, body: init.body, init });
    const refusal = refusals.find(({ part }) => route.includes(part));
    if (refusal !== undefined) {
      refusals.splice(refusals.indexOf(refusal), 1);
      throw refusal.error;
    }
    return route.startsWith("POST /webhooks") ? { id: "700" } : { id: "600" };
  };
  return {
    sent,
    send,
    /** The next request whose route holds `part` fails with this. */
    refuse: (part: string, error: unknown) => void refusals.push({ part, error }),
    /** What was sent, short: "4 Pong!" for callbacks, the route's method and end for others. */
    get story() {
      return sent.map(({ route, body }) => {
        if (route.endsWith("/callback"))
          return [body.type, body.data?.content, body.data?.flags].filter(Boolean).join(" ");
        const [method, path = ""] = route.split(" ");
        const where = path.split("/webhooks/{webhook_id}/{webhook_token}")[1] ?? path;
        return [method, where.replace("/messages/", ""), body?.content].filter(Boolean).join(" ");
      });
    },
  };
}

const USER = { id: "50", username: "ann", discriminator: "0", global_name: null, avatar: null };

/** An interaction; `parts` win. */
export function payload(type: number, data: object, parts: object = {}) {
  return {
    id: "1",
    application_id: "2",
    token: "secret-token",
    version: 1,
    type,
    data,
    user: USER,
    channel_id: "60",
    locale: "en-US",
    entitlements: [],
    ...parts,
  };
}

/** A slash command as it arrives; `data` is merged into its data. */
export const slash = (name: string, options: object[] = [], data: object = {}, parts: object = {}) =>
  payload(2, { id: "9", type: 1, name, options, ...data }, parts);

/** A pressed button. */
export const press = (customId: string, parts: object = {}) =>
  payload(3, { custom_id: customId, component_type: 2 }, { message: { id: "600" }, ...parts });
