/**
 * The whole of a bot's life over real sockets, as scenes that a runtime plays in order. It is handed the library, so that
 * the same file plays the source, the build, and a page's copy of it; it must name nothing that only some runtimes have.
 */
import type * as Library from "../../src/mod.ts";

/** Where the bot is to live. */
export interface Stage {
  readonly token: string;
  readonly gatewayUrl: string;
  readonly restUrl: string;
  /** What weighs uploads; `scales.ts` serves it. */
  readonly scalesUrl: string;
  /** A channel where the bot may write. */
  readonly channelId: string;
  /** Where sessions are kept on runtimes that have files; a page keeps them in its own storage. */
  readonly storeFile: string;
}

/** What a bot can ask the simulated Discord to do: let somebody write "hello", or cut the line and have "missed" written meanwhile. */
export type Cue = "say hello" | "drop the line";

/** How a scene went. */
export interface SceneReport {
  readonly scene: string;
  /** Undefined when it went well. */
  readonly failure: string | undefined;
}

/** Who listens to the play. */
export interface Director {
  readonly cue: (cue: Cue) => void;
  readonly report: (report: SceneReport) => void;
}

interface Cast {
  readonly client: Library.Client;
  /** Another client of the same bot, as the next process or the next load of the page would make it. */
  readonly next: () => Library.Client;
  readonly stage: Stage;
  readonly director: Director;
}

const TIMEOUT_MS = 10_000;
const FILE = "hello, wörld";

const SCENES: readonly (readonly [scene: string, play: (cast: Cast, library: typeof Library) => Promise<void>])[] = [
  ["connects and identifies", connects],
  ["hears an event", hears],
  ["resumes after a drop, and misses nothing", resumes],
  ["answers over REST", answers],
  ["uploads a file", uploads],
  ["uploads 1 byte, 1 MB, 25 MB and a stream, byte for byte", uploadsByteForByte],
  ["closes resumably, and another takes up the session from the store", handsOver],
];

/** How many reports a whole play has. */
export const SCENE_COUNT: number = SCENES.length;

/** Plays all scenes; those after one that failed are reported as not played. */
export async function smoke(library: typeof Library, stage: Stage, director: Director): Promise<void> {
  const { token, gatewayUrl, restUrl } = stage;
  const next = (): Library.Client => {
    const client = library.createClient({ token, gatewayUrl, restUrl, store: storeOf(library, stage) });
    client.on("MESSAGE_CREATE", { content: true }, () => {});
    return client;
  };
  const client = next();
  let failed: string | undefined;
  for (const [scene, play] of SCENES) {
    const failure: string | undefined =
      failed === undefined
        ? await failureOf(play({ client, next, stage, director }, library))
        : `not played: ${failed} failed`;
    director.report({ scene, failure });
    if (failure !== undefined) failed ??= scene;
  }
  if (failed !== undefined) await client.close();
}

async function failureOf(scene: Promise<void>): Promise<string | undefined> {
  try {
    await scene;
    return undefined;
  } catch (error) {
    return error instanceof Error ? `${error.message}\n${error.stack}` : String(error);
  }
}

async function connects({ client }: Cast): Promise<void> {
  await client.connect({ timeoutMs: TIMEOUT_MS });
  expect(client.user?.bot === true, "READY names the bot's user");
}

async function hears({ client, director }: Cast): Promise<void> {
  const hello = heard(client, "hello");
  director.cue("say hello");
  await hello;
}

async function resumes({ client, director }: Cast): Promise<void> {
  let replayed = -1;
  const off = client.on("resumed", (event) => {
    replayed = event.replayed;
  });
  const missed = heard(client, "missed");
  const resumed = client.waitFor("RESUMED", { timeoutMs: TIMEOUT_MS });
  director.cue("drop the line");
  await Promise.all([missed, resumed]);
  off();
  expect(replayed >= 1, `what was missed is replayed; replayed: ${replayed}`);
}

async function answers({ client, stage }: Cast): Promise<void> {
  const echo = heard(client, "an answer");
  const sent = await client.send(stage.channelId, "an answer");
  expect(sent.content === "an answer", "the answer to the request is the message");
  expect((await echo).id === sent.id, "the message comes back as an event");
}

async function uploads({ client, stage }: Cast): Promise<void> {
  const files = [{ name: "hello.txt", data: new TextEncoder().encode(FILE) }];
  const sent = await client.send(stage.channelId, { content: "a file", files });
  const [attachment] = sent.attachments;
  expect(attachment?.filename === "hello.txt", `the file keeps its name: ${attachment?.filename}`);
  expect(attachment?.size === files[0]?.data.byteLength, `every byte arrives: ${attachment?.size}`);
}

/** The client is one for requests alone, and never connects. */
async function uploadsByteForByte({ stage }: Cast, library: typeof Library): Promise<void> {
  const { send } = library.createClient({ token: stage.token, restUrl: stage.scalesUrl });
  for (const size of [1, 1_000_000, 25_000_000]) {
    const bytes = pattern(size);
    const kinds = size === 25_000_000 ? [bytes] : [bytes, new Blob([bytes]), new Blob([bytes]).stream()];
    for (const data of kinds) {
      const { id, content } = await send("1", { files: [{ name: "bytes.bin", data }] });
      expect(id === String(size) && content === "as it was", `${size} bytes arrive: ${id}, ${content}`);
    }
  }
}

/** Bytes that are told apart wherever some are lost, doubled or changed. */
export function pattern(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  for (let index = 0; index < size; index += 1) bytes[index] = index * 31 + (index >> 8) + (index >> 16);
  return bytes;
}

async function handsOver({ client, next, director }: Cast): Promise<void> {
  const { sessions } = await client.close({ resumable: true });
  expect(sessions.length === 1, "a resumable close hands out the session");
  const heir = next();
  const resumed = heir.waitFor("RESUMED", { timeoutMs: TIMEOUT_MS });
  const hello = heard(heir, "hello");
  director.cue("say hello");
  await heir.connect({ timeoutMs: TIMEOUT_MS });
  await Promise.all([resumed, hello]);
  await heir.close();
}

/** A page has its storage, everybody else files. */
function storeOf({ createFileStore, createWebStore }: typeof Library, { storeFile }: Stage): Library.Store {
  return "document" in globalThis ? createWebStore(sessionStorage) : createFileStore(storeFile);
}

function heard(client: Library.Client, content: string) {
  return client.waitFor("MESSAGE_CREATE", {
    content: true,
    timeoutMs: TIMEOUT_MS,
    filter: (message) => message.content === content,
  });
}

function expect(truth: boolean, what: string): void {
  if (!truth) throw new Error(`expected: ${what}`);
}
