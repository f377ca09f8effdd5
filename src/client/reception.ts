/**
 * Where interactions come in: the tree of commands, the components, and who answers when nobody else does.
 *
 * It must never know how interactions arrive.
 */

import type { Components } from "../commands/components.ts";
import type { Tree } from "../commands/define.ts";
import type { Requester } from "../commands/interaction.ts";
import { findLeaf, type TreeUse, treeUses } from "../commands/tree.ts";
import { UsageError } from "../errors.ts";
import type { Interpreted } from "../interactions/declare.ts";
import type { Fallback } from "../interactions/fallback.ts";
import type { Declarations, Interpreter, Service } from "../interactions/interpreter.ts";
import type { CommandHandler, InteractionFault } from "../interactions/router.ts";
import type { Send } from "../interactions/send.ts";
import { type SyncRequest, type SyncRoute, type SyncScope, syncCommands } from "../interactions/sync.ts";
import type { Log } from "../log.ts";
import type { Clock } from "../machine.ts";
import type { Rest } from "../rest/rest.ts";
import type { WaitFor } from "./listening.ts";

/** What a client is told about interactions. */
export interface ReceptionOptions<K extends string = never> {
  /** The tree of commands: `command`, `group`, `userCommand` and `messageCommand`. */
  readonly commands?: Tree;
  /** Handlers of buttons, selects and modals by the pattern of their custom id. */
  readonly components?: Components<K>;
  /** What users are told when no handler answers; needs commands or components. Default: a short text that only they see. */
  readonly fallback?: Fallback;
  /** After how many milliseconds a slow handler's interaction is deferred; false: never. Default: 2,000. */
  readonly deferAfterMs?: number | false;
  /** Registers changed commands at connect, and logs what changed as "info". Default: false. */
  readonly sync?: SyncScope | false;
}

/** What a reception is made of. */
export interface ReceptionInit {
  readonly options: ReceptionOptions<string>;
  readonly rest: Rest;
  readonly clock: Clock;
  readonly waitFor: WaitFor;
  readonly log: Log;
  readonly onError: (error: unknown, fault: InteractionFault) => void;
}

/** See the top of this file. */
export class Reception {
  readonly #init: ReceptionInit;
  readonly #service: Service | undefined;

  /** @throws {UsageError} COMMAND_INVALID, COMPONENT_INVALID with the path of what Discord would refuse; FALLBACK_ALONE */
  constructor(init: ReceptionInit) {
    const { options, rest, clock, waitFor, onError } = init;
    const { commands, components, fallback, deferAfterMs } = options;
    this.#init = init;
    this.#service = interpreterOf(options)?.serve({
      ...{ commands, components, fallback, deferAfterMs, clock, onError },
      send: rest.request as Send,
      extra: { rest: rest as Requester, waitFor },
    });
    if (fallback !== undefined && !this.open) throw fallbackAlone();
  }

  /** Whether anything was declared that interactions could be for. */
  get open(): boolean {
    return this.#service !== undefined;
  }

  /** The events that commands wait for. */
  get uses(): readonly TreeUse[] {
    return this.#service === undefined ? [] : treeUses(this.#service.tree);
  }

  /** Connects a handler with a command that has none. */
  onCommand(path: string, handler: CommandHandler): () => void {
    // Where nothing is declared no path is known, which findLeaf says by throwing.
    return this.#service?.onCommand(path, handler) ?? (findLeaf(new Map(), path) as never);
  }

  /** @throws {UsageError} COMMAND_UNHANDLED if nobody handles a command */
  assertHandled(): void {
    this.#service?.assertHandled();
  }

  /** Answers the data of an INTERACTION_CREATE. Settles when its handler has; never rejects. */
  async receive(data: unknown): Promise<void> {
    await this.#service?.dispatch(data);
  }

  /** Registers what changed, if that is wanted, and tells it in the log. */
  async sync(applicationId: string): Promise<void> {
    const { tree } = this.#service ?? {};
    const { options, rest, log } = this.#init;
    const { sync: scope = false } = options;
    if (tree === undefined || scope === false) return;
    const request = rest.request as (route: SyncRoute, init: SyncRequest) => Promise<unknown>;
    for (const { guildId = "global", plan } of await syncCommands({ tree, applicationId, scope, request })) {
      if (plan.changed) log({ level: "info", message: `Commands (${guildId}):\n${plan.text}` });
    }
  }

  /** Nothing comes any more. */
  end(): void {
    this.#service?.close();
  }
}

/**
 * What declarations bring along to serve them; undefined where nothing is declared.
 * @throws {UsageError} COMMAND_INVALID if they were not made with the library's words
 */
export function interpreterOf({ commands, components }: Declarations): Interpreter | undefined {
  const declared = Object.entries({ ...components, ...commands } as Record<string, Partial<Interpreted> | undefined>);
  const [name] = declared[0] ?? [];
  const found = declared.find(([, each]) => each?.interpreter)?.[1]?.interpreter;
  if (found !== undefined || name === undefined) return found;
  throw new UsageError(commands && name in commands ? "COMMAND_INVALID" : "COMPONENT_INVALID", {
    what: `"${name}" is no command and no component.`,
    cure: "Make it with command(), group(), button() ...",
  });
}

const fallbackAlone = (): UsageError =>
  new UsageError("FALLBACK_ALONE", {
    what: "There is a `fallback`, and nothing that it could stand in for.",
    cure: "Declare `commands` or `components`, or leave it out.",
  });
