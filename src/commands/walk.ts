/**
 * The way through a tree of commands, from the top down.
 *
 * Pure; it must never judge what it passes.
 */

import type { Group, Menu, Node, Tree } from "./define.ts";

/** A node on the way down. */
export interface Visit {
  readonly node: Node<never>;
  /** Its names from the top. */
  readonly names: readonly string[];
  /** The groups above it, from the top. */
  readonly above: readonly Group<never>[];
}

/** Every node of the tree, parents before their children. */
export function* walk(
  commands: Tree<never>,
  names: readonly string[] = [],
  above: readonly Group<never>[] = [],
): Generator<Visit> {
  for (const [name, node] of Object.entries(commands)) {
    const visit = { node, names: [...names, name], above };
    yield visit;
    if (node?.type === "group") yield* walk(node.children, visit.names, [...above, node]);
  }
}

/** Whether it is an entry of the menu of users or messages: it has no description and no options. */
export function isMenu(node: Node<never>): node is Menu<never> {
  return node.type === "user" || node.type === "message";
}
