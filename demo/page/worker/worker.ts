/**
 * The worker of the page: the client and the simulator live here, so that a hidden or busy page never starves a heartbeat.
 *
 * It hears orders and tells news; it must never tell the token.
 */

import type { News, Order } from "../wire.ts";
import { Life } from "./life.ts";
import { Outlet } from "./outlet.ts";

interface Port {
  postMessage(news: News, handedOver?: readonly ArrayBuffer[]): void;
  onmessage: ((event: MessageEvent<Order>) => void) | null;
}

const port = globalThis as unknown as Port;
const outlet = new Outlet(
  (news, handedOver) => port.postMessage(news, handedOver),
  () => life?.facts(),
);
let life: Life | undefined;
let last: Parameters<typeof start>[0] | undefined;

port.onmessage = ({ data: order }) => {
  switch (order.type) {
    case "start":
      return start(order);
    case "again":
      return last && start({ ...last, intents: order.intents ?? last.intents });
    case "stop":
      void life?.end();
      return outlet.note({ at: Date.now(), kind: "phase", phase: "closed" });
    case "taken":
      return outlet.taken();
    case "drop":
      return life?.place.drop();
    case "fault":
      return life?.place.discord?.fault(order.fault);
    case "heal":
      return life?.heal();
    case "play":
      return life?.play(order.name);
    case "emit":
      return life?.place.discord?.emit(order.event, order.data);
    case "say":
      return void life?.place.discord?.say(order.channel, order.user, order.text);
    case "pace":
      return life?.pace(order.perSecond);
    case "ask":
      return void answer(order.id, life?.ask(order.question));
    case "act":
      return void answer(order.id, life?.act(order.act));
  }
};

function start(order: Extract<Order, { type: "start" }>): void {
  last = order;
  void life?.end();
  outlet.clear();
  try {
    life = new Life(order, outlet);
  } catch (error) {
    life = undefined;
    const text = error instanceof Error ? error.message : String(error);
    outlet.note({ at: Date.now(), kind: "failed", code: "START", text });
    return;
  }
  port.postMessage({ type: "town", town: life.town });
  void life.begin();
}

async function answer(id: number, work: Promise<unknown> | undefined): Promise<void> {
  try {
    const result = await work;
    const text = result === undefined ? "(no content)" : JSON.stringify(result, null, 2);
    port.postMessage({ type: "answer", id, ok: true, text });
  } catch (error) {
    port.postMessage({ type: "answer", id, ok: false, text: error instanceof Error ? error.message : String(error) });
  }
}
