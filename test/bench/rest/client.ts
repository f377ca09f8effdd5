/**
 * A process that sends requests through one library, so many for each order, and tells what they cost.
 */

import { REST_SUBJECTS, type Send } from "./subjects.ts";

/** What the bench orders. */
export interface RestClientOrder {
  /** The same in every order to a process. */
  readonly subject: string;
  readonly port: number;
  readonly requests: number;
  /** With limits: all requests at once, over so many channels. Without: as many at a time as there are channels. */
  readonly limited: boolean;
  readonly channels: number;
}

/** What was measured. */
export interface RestMeasured {
  readonly type: "measured";
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly failed: number;
}

const BODY = {
  content: "hello from the bench",
  embeds: [{ title: "a title", description: "a description", color: 5_793_266 }],
};
const MESSAGE_ID = "1100000000000000002";
const channelOf = (index: number): string => String(1_100_000_000_000_000_000n + BigInt(index) * 4_194_304n);

/** Edits in turns: as many at a time as there are channels. */
async function edit(send: Send, requests: number, channels: number): Promise<number> {
  let sent = 0;
  let failed = 0;
  const worker = async (_: unknown, index: number): Promise<void> => {
    const channel = channelOf(index);
    while (sent++ < requests) {
      const answer = await send(channel, MESSAGE_ID, BODY).catch(() => ({}));
      if ((answer as { id?: string }).id !== MESSAGE_ID) failed++;
    }
  };
  await Promise.all(Array.from({ length: channels }, worker));
  return failed;
}

/** Posts everything at once, as a bot does that tells all its channels something. */
async function post(send: Send, requests: number, channels: number): Promise<number> {
  const posts = Array.from({ length: requests }, (_, n) => send(channelOf(n % channels), undefined, BODY));
  const settled = await Promise.allSettled(posts);
  return settled.filter(({ status }) => status === "rejected").length;
}

let library: Promise<Send> | undefined;

async function run({ subject, port, requests, limited, channels }: RestClientOrder): Promise<RestMeasured> {
  // What one try has learnt of the limits is not the next one's to know.
  if (limited) library = undefined;
  library ??= REST_SUBJECTS[subject]?.({ port, limited });
  const send = (await library) as Send;
  const usedBefore = process.cpuUsage();
  const startedAt = performance.now();
  const failed = await (limited ? post : edit)(send, requests, channels);
  const { user, system } = process.cpuUsage(usedBefore);
  return { type: "measured", cpuMs: (user + system) / 1000, wallMs: performance.now() - startedAt, failed };
}

process.on("disconnect", () => process.exit());
process.on("message", (order: RestClientOrder) => {
  run(order).then(
    (result) => process.send?.(result),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
});
