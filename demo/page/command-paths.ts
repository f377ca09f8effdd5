/**
 * Commands as Discord lists them, flattened to what a person can use: each path with its options. Pure.
 */

/** Something to choose. */
export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

/** One value that a command asks for. */
export interface OptionField {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly kind: "text" | "number" | "boolean" | "user" | "channel";
  readonly choices: readonly Choice[] | undefined;
}

/** A command that can be used: "tag get". */
export interface Leaf {
  readonly path: string;
  readonly description: string;
  readonly options: readonly OptionField[];
}

interface WireOption {
  readonly name: string;
  readonly type: number;
  readonly description?: string;
  readonly required?: boolean;
  readonly choices?: readonly Choice[];
  readonly options?: readonly WireOption[];
}

const SLASH = 1;
const [SUBCOMMAND, GROUP] = [1, 2];
const KINDS: Readonly<Record<number, OptionField["kind"]>> = {
  4: "number",
  5: "boolean",
  6: "user",
  7: "channel",
  10: "number",
};

/** The slash commands of an application. */
export function commandPaths(commands: readonly (WireOption & { readonly type?: number })[]): Leaf[] {
  return commands.filter(({ type }) => (type ?? SLASH) === SLASH).flatMap((command) => leavesOf(command, command.name));
}

function leavesOf({ description = "", options = [] }: WireOption, path: string): Leaf[] {
  const nested = options.filter(({ type }) => type === SUBCOMMAND || type === GROUP);
  if (nested.length > 0) return nested.flatMap((it) => leavesOf(it, `${path} ${it.name}`));
  return [{ path, description, options: options.map(fieldOf) }];
}

function fieldOf({ name, type, description = "", required = false, choices }: WireOption): OptionField {
  return { name, description, required, kind: KINDS[type] ?? "text", choices };
}
