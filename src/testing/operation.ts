/**
 * What an operation of the REST API is: what it is given, what it answers, and how the tables in `routes/` name it.
 */

import type { PermissionName } from "../discord/permissions.ts";
import type { Happening } from "./audience.ts";
import type { LimitRule } from "./buckets.ts";
import type { Starts } from "./identify.ts";
import type { Part } from "./multipart.ts";
import type { Random } from "./random.ts";
import type { World } from "./world.ts";

/** A request that has come through to its operation. */
export interface RestCall {
  readonly world: World;
  readonly starts: Starts;
  readonly random: Random;
  /** Tells the gateway what happened. */
  readonly publish: (happening: Happening) => void;
  readonly params: Readonly<Record<string, string>>;
  readonly query: { get(name: string): string | null };
  readonly url: string;
  readonly body: Record<string, unknown>;
  /** The body where it was a list. */
  readonly list: readonly unknown[] | undefined;
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly Part[];
  readonly reason: string | undefined;
  /** Simulator's clock, milliseconds. */
  readonly now: number;
  /** The date, in milliseconds since 1970 and as Discord writes it. */
  readonly date: number;
  readonly at: string;
}

/** A body that was made new: 201. */
export class Made<T extends object = object> {
  readonly body: T;

  constructor(body: T) {
    this.body = body;
  }
}

/** What an operation answers: a body, which makes 200, or none, which makes 204. */
export type Answer = object | undefined;

/** What an operation does; it throws a Refusal to say no. */
export type Run = (call: RestCall) => Answer;

/** What is said of an operation in the tables of `routes/`. */
export interface OperationPlan {
  readonly run: Run;
  /** Needs no token. */
  readonly open?: boolean;
  /** What the bot has to be permitted; in channels, VIEW_CHANNEL besides. */
  readonly needs?: PermissionName | ((call: RestCall) => readonly PermissionName[]);
  /** What the audit log says of it: Discord's number, and the parameter that names the target; left out: what is answered. */
  readonly logs?: readonly [action: number, target?: string];
  /** Default: a bucket of its own, 10 in 5 s. */
  readonly limit?: LimitRule | "none" | ((about: Pick<RestCall, "world" | "params" | "date">) => LimitRule);
}

/** Operations by their route. */
export type RouteTable = Readonly<Record<string, OperationPlan | Run>>;

/** An operation. */
export interface Operation extends OperationPlan {
  /** "POST /channels/{channel_id}/messages". */
  readonly route: string;
}
