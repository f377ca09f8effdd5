/** What a plan sees, and what it leaves alone. */

import { describe, expect, it } from "vitest";
import type { Tree } from "../../src/commands/define.ts";
import { manifest } from "../../src/commands/manifest.ts";
import { option } from "../../src/commands/option.ts";
import { planCommands, type RegisteredCommand } from "../../src/commands/plan.ts";
import { createTree } from "../../src/commands/tree.ts";
import { command } from "../../src/interactions/declare.ts";

const run = () => undefined;
const bodies = (tree: Tree) => manifest(createTree(tree));
/** A command as Discord gives it back: with ids, nulls and defaults filled in. */
const registered = (body: object, id = "100"): RegisteredCommand =>
  ({
    id,
    application_id: "2",
    version: "7",
    type: 1,
    default_member_permissions: null,
    name_localizations: null,
    description_localizations: null,
    dm_permission: true,
    contexts: null,
    integration_types: [0],
    nsfw: false,
    ...body,
  }) as unknown as RegisteredCommand;
const roll = (choices: number[], description = "Roll") =>
  command({ description, options: { sides: option.integer("Sides", { choices, required: true }) }, run });
const ENTRY = registered({ type: 4, name: "launch", description: "", handler: 2 }, "900");

describe("Plan", () => {
  it("sees no difference in what Discord fills in by itself", () => {
    const tree = { roll: roll([6, 20]), ping: command({ description: "p", contexts: [2, 0, 1], run }) };
    const there = bodies(tree).map((body, n) =>
      registered(
        {
          ...body,
          options:
            (body as { options?: object[] }).options?.map((each) => ({
              autocomplete: false,
              name_localizations: null,
              ...each,
            })) ?? [],
        },
        String(n),
      ),
    );
    const plan = planCommands(bodies(tree), there);
    expect(plan.changed).toBe(false);
    expect(plan.text).toBe("= /roll\n= /ping");
  });

  it("names what is new, what changed and where, and what stays", () => {
    const wanted = bodies({
      roll: roll([6, 20], "Roll dice"),
      ping: command({ description: "p", names: { de: "pong" }, run }),
    });
    const plan = planCommands(wanted, [
      ...bodies({ roll: roll([6, 12]) }).map((body) => registered(body)),
      registered({ name: "old", description: "o" }, "101"),
    ]);
    expect(plan.changed).toBe(true);
    expect(plan.text).toBe(
      [
        "~ /roll",
        '    description: "Roll" -> "Roll dice"',
        '    options.sides.choices.12: {"name":"12","value":12} -> nothing',
        '    options.sides.choices.20: nothing -> {"name":"20","value":20}',
        "+ /ping",
        "= /old (not in the tree, kept)",
      ].join("\n"),
    );
    expect(plan.entries.map(({ action, id }) => [action, id])).toEqual([
      ["update", "100"],
      ["create", undefined],
      ["keep", "101"],
    ]);
  });

  it("sees a changed order of choices", () => {
    const plan = planCommands(
      bodies({ roll: roll([20, 6]) }),
      bodies({ roll: roll([6, 20]) }).map((body) => registered(body)),
    );
    expect(plan.text).toBe('~ /roll\n    options.sides.choices (order): ["6","20"] -> ["20","6"]');
  });

  it("sees a translation that was taken away", () => {
    const old = registered({ name: "ping", description: "p", description_localizations: { de: "q" } });
    const plan = planCommands(bodies({ ping: command({ description: "p", run }) }), [old]);
    expect(plan.text).toBe('~ /ping\n    description_localizations: {"de":"q"} -> nothing');
  });

  it("deletes nothing unless told, and the entry point only when told by name [line 122]", () => {
    const there = [registered({ name: "old", description: "o" }, "101"), ENTRY];
    const kept = planCommands(bodies({ ping: command({ description: "p", run }) }), there);
    expect(kept.entries.map(({ label, action }) => [label, action])).toEqual([
      ["/ping", "create"],
      ["/old", "keep"],
      ["launch", "keep"],
    ]);
    const pruned = planCommands([], there, { prune: true });
    expect(pruned.entries.map(({ label, action }) => [label, action])).toEqual([
      ["/old", "delete"],
      ["launch", "keep"],
    ]);
    expect(pruned.bodies.map(({ name }) => name)).toEqual(["launch"]);
    const all = planCommands([], there, { prune: true, pruneEntryPoint: true });
    expect(all.bodies).toEqual([]);
  });

  it("sends the entry point back whole in a bulk overwrite [line 122]", () => {
    const [entry] = planCommands([], [ENTRY]).bodies as [unknown];
    expect(entry).toMatchObject({ type: 4, name: "launch", handler: 2, integration_types: [0] });
    expect(entry).not.toHaveProperty("id");
    expect(entry).not.toHaveProperty("version");
  });
});
