/**
 * A JSON value as the rows of a tree: which are open, which a search finds, and what a value means: an id's date, a bitfield's
 * names. Pure; it must never touch the page.
 */

import { Intents, MessageFlags, Permissions, snowflakeToDate } from "anycord/discord";

/** One row. */
export interface Row {
  /** "d.author.id"; "" for the whole. */
  readonly path: string;
  readonly key: string;
  readonly level: number;
  readonly value: unknown;
  /** Undefined for what has nothing inside. */
  readonly open: boolean | undefined;
  readonly place: number;
  readonly siblings: number;
}

/** Children of one value that are shown. */
const MOST_CHILDREN = 500;

/** The rows in sight. With a search: only what it finds, and the way to it. */
export function rowsOf(value: unknown, isOpen: (path: string) => boolean, search: string): Row[] {
  const rows: Row[] = [];
  const wanted = search.toLowerCase();
  const visit = (inner: unknown, key: string, path: string, level: number, place: number, siblings: number): void => {
    if (wanted !== "" && !finds(inner, key, wanted)) return;
    const children = childrenOf(inner);
    const open = children === undefined ? undefined : wanted !== "" || isOpen(path);
    rows.push({ path, key, level, value: inner, open, place, siblings });
    if (!open || children === undefined) return;
    const shown = children.slice(0, MOST_CHILDREN);
    for (const [n, [name, child]] of shown.entries()) {
      visit(child, name, path === "" ? name : `${path}.${name}`, level + 1, n + 1, shown.length);
    }
  };
  visit(value, "", "", 0, 1, 1);
  return rows.slice(1);
}

function childrenOf(value: unknown): readonly (readonly [string, unknown])[] | undefined {
  return typeof value === "object" && value !== null ? Object.entries(value) : undefined;
}

function finds(value: unknown, key: string, wanted: string): boolean {
  if (key.toLowerCase().includes(wanted)) return true;
  const children = childrenOf(value);
  if (children === undefined) return String(value).toLowerCase().includes(wanted);
  return children.some(([name, child]) => finds(child, name, wanted));
}

/** A value in one line: "{ 12 }" for what has something inside. */
export function brief(value: unknown): string {
  if (Array.isArray(value)) return `[ ${value.length} ]`;
  if (typeof value === "object" && value !== null) return `{ ${Object.keys(value).length} }`;
  return JSON.stringify(value) ?? "undefined";
}

const BITS: Readonly<Record<string, Readonly<Record<string, number | bigint>>>> = {
  permissions: Permissions,
  app_permissions: Permissions,
  allow: Permissions,
  deny: Permissions,
  intents: Intents,
};

/** What a value means beside what it says; undefined where nothing is known. */
export function meaning(key: string, value: unknown, path: string): string | undefined {
  if (typeof value === "string" && /^\d{17,20}$/.test(value) && /(^|_)id$|^\d+$/.test(key)) {
    return new Date(snowflakeToDate(value)).toISOString().replace("T", " ").slice(0, 19);
  }
  const isFlags = key === "flags" && /^d(\.referenced_message)?\.flags$/.test(path);
  const table = isFlags ? MessageFlags : BITS[key];
  if (table === undefined || (typeof value !== "string" && typeof value !== "number") || !/^\d+$/.test(String(value)))
    return undefined;
  const names = Object.entries(table).filter(([, bit]) => bit !== 0 && (BigInt(value) & BigInt(bit)) !== 0n);
  return names.length === 0 ? "none" : names.map(([name]) => name).join(", ");
}

/** A handler for a frame's event, as a program would have it. */
export function asHandler(t: string): string {
  return `client.on("${t}", (data, context) => {\n  console.log(data);\n});\n`;
}

/** A test that lets the event happen in a simulated Discord. */
export function asTest(t: string, data: unknown): string {
  return [
    `import { createClient } from "anycord";`,
    `import { createSimulator } from "anycord/testing";`,
    "",
    "const discord = createSimulator({ seed: 1 });",
    "const client = createClient({ token: discord.token, runtime: discord.runtime });",
    `const heard = client.waitFor("${t}");`,
    "await client.connect();",
    `discord.emit("${t}", ${JSON.stringify(data, null, 2)});`,
    "console.log(await heard);",
    "",
  ].join("\n");
}
