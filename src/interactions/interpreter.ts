/**
 * All it takes to serve a tree of commands and components: checks it and answers interactions.
 *
 * What is declared brings it along (declare.ts), so that a client without commands bundles none of it. It must never know how
 * interactions arrive.
 */

import { createComponents } from "../commands/components.ts";
import type { Tree } from "../commands/define.ts";
import { type CommandTree, createTree } from "../commands/tree.ts";
import { createRouter, type Router, type RouterInit } from "./router.ts";

/** What a program declares for users to use. */
export interface Declarations {
  readonly commands?: Tree | undefined;
  readonly components?: Readonly<Record<string, unknown>> | undefined;
}

/** What serving takes. */
export type ServiceInit = Declarations & Omit<RouterInit, "tree" | "components">;

/** Declarations at work. */
export interface Service extends Router {
  readonly tree: CommandTree;
}

/** See the top of this file. */
export interface Interpreter {
  /** Throws a UsageError, COMMAND_INVALID or COMPONENT_INVALID, with the path of what Discord would refuse. */
  check(declared: Declarations): void;
  /** Begins to serve. Throws as `check` does. */
  serve(init: ServiceInit): Service;
}

/** The interpreter of all that is declared here. */
export const interpreter: Interpreter = { check: treeAndTable, serve };

function treeAndTable({ commands, components }: Declarations) {
  return { tree: createTree(commands), components: createComponents(components) };
}

function serve(init: ServiceInit): Service {
  const declared = treeAndTable(init);
  return Object.assign(createRouter({ ...init, ...declared }), { tree: declared.tree });
}
