/**
 * Where interactions come in: the tree of commands, the components, and who answers when nobody else does.
 *
 * It must never know how interactions arrive.
 */

import type { ComponentTable } from "../commands/component-table.ts";
import { type Components, createComponents } from "../commands/components.ts";
import type { Tree } from "../commands/define.ts";
import type { Requester } from "../commands/interaction.ts";
import { type CommandTree, createTree, type TreeUse, treeUses } from "../commands/tree.ts";
import type { Fallback } from "../interactions/fallback.ts";
import { type CommandHandler, createRouter, type InteractionFault, type Router } from "../interactions/router.ts";
import type { Send } from "../interactions/send.ts";
import { type Synced, type SyncRequest, type SyncRoute, type SyncScope, syncCommands } from "../interactions/sync.ts";
import type { Clock } from "../machine.ts";
import type { Rest } from "../rest/rest.ts";
import type { WaitFor } from "./listening.ts";

/** What a client is told about interactions. */
export interface ReceptionOptions<K extends string = never> {
  /** The tree of commands: `command`, `group`, `userCommand` and `messageCommand` of "anycord/commands". */
  readonly commands?: Tree;
  /** Handlers of buttons, selects and modals by the pattern of their custom id. */
  readonly components?: Components<K>;
  /** What users are told when no handler answers. Default: a short text that only they see. */
  readonly fallback?: Fallback;
  /** After how many milliseconds a slow handler's interaction is deferred; false: never. Default: 2,000. */
  readonly deferAfterMs?: number | false;
  /** Registers changed commands at connect. Default: false. */
  readonly sync?: SyncScope | false;
}

/** What a reception is made of. */
export interface ReceptionInit {
  readonly options: ReceptionOptions<string>;
  readonly rest: Rest;
  readonly clock: Clock;
  readonly waitFor: WaitFor;
  readonly onError: (error: unknown, fault: InteractionFault) => void;
}

/** See the top of this file. */
export class Reception {
  readonly #tree: CommandTree;
  readonly #components: ComponentTable;
  readonly #router: Router;
  readonly #init: ReceptionInit;

  /** @throws {UsageError} COMMAND_INVALID, COMPONENT_INVALID with the path of what Discord would refuse */
  constructor(init: ReceptionInit) {
    const { options, rest, clock, waitFor, onError } = init;
    const { commands, components, fallback, deferAfterMs } = options;
    this.#init = init;
    this.#tree = createTree(commands);
    this.#components = createComponents(components as Readonly<Record<string, unknown>> | undefined);
    this.#router = createRouter({
      ...{ tree: this.#tree, components: this.#components, clock, onError, fallback, deferAfterMs },
      send: rest.request as Send,
      extra: { rest: rest as Requester, waitFor },
    });
  }

  /** Whether anything was declared that interactions could be for. */
  get open(): boolean {
    return this.#tree.leaves.size + this.#components.size > 0 || this.#init.options.fallback !== undefined;
  }

  /** The events that commands wait for. */
  get uses(): readonly TreeUse[] {
    return treeUses(this.#tree);
  }

  /** Connects a handler with a command that has none. */
  onCommand(path: string, handler: CommandHandler): () => void {
    return this.#router.onCommand(path, handler);
  }

  /** @throws {UsageError} COMMAND_UNHANDLED if nobody handles a command */
  assertHandled(): void {
    this.#router.assertHandled();
  }

  /** Answers the data of an INTERACTION_CREATE. Settles when its handler has; never rejects. */
  receive(data: unknown): Promise<void> {
    return this.#router.dispatch(data);
  }

  /** Registers what changed, if that is wanted. */
  async sync(applicationId: string): Promise<readonly Synced[]> {
    const scope = this.#init.options.sync ?? false;
    if (scope === false) return [];
    const request = this.#init.rest.request as (route: SyncRoute, init: SyncRequest) => Promise<unknown>;
    return syncCommands({ tree: this.#tree, applicationId, scope, request });
  }

  /** Nothing comes any more. */
  end(): void {
    this.#router.close();
  }
}
