/**
 * Loads a person's file for the commands that it exports.
 *
 * It must never let the file reach the network: a bot that is merely looked at neither connects nor registers anything. Whatever copy of
 * whatever library the file uses, it dials by the global fetch or WebSocket, and these are gone for good once a file was loaded.
 */

import { resolve } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import type { Tree } from "../commands/define.ts";

/** What a file of commands may export. */
interface CommandsModule {
  readonly commands?: Tree;
  readonly bot?: { readonly commands?: Tree };
  readonly default?: { readonly commands?: Tree };
}

/** Longer than any file takes that does not wait for something. */
const LOADED_WITHIN_MS = 10_000;

/** The commands of a file. @throws {TypeError} if it exports none, or connects. */
export async function loadCommands(file: string): Promise<Tree> {
  const module = await Promise.race([importFile(file), dialling(file), waiting(file)]);
  const tree = module.commands ?? module.bot?.commands ?? module.default?.commands;
  if (tree === undefined) throw new TypeError(`${file} exports no commands. Write: export const commands = { ... }`);
  return tree;
}

/** A file may want a token when it makes its client, which goes nowhere. */
async function importFile(file: string): Promise<CommandsModule> {
  process.env.DISCORD_TOKEN ||= "none";
  return (await import(pathToFileURL(resolve(process.cwd(), file)).href)) as CommandsModule;
}

/** Rejects when the file asks for the network, which it does not get. */
function dialling(file: string): Promise<never> {
  return new Promise((_, reject) => {
    const refuse = (): never => {
      const error = new TypeError(
        `${file} goes to the network as soon as it is loaded. Export its commands, and connect only when it is run: ` +
          "if (import.meta.main) await client.connect();",
      );
      reject(error);
      throw error;
    };
    const NoSocket = class {
      constructor() {
        refuse();
      }
    };
    Object.assign(globalThis, { fetch: async () => refuse(), WebSocket: NoSocket });
  });
}

function waiting(file: string): Promise<never> {
  return new Promise((_, reject) => {
    const late = (): void => reject(new TypeError(`${file} is not loaded after ${LOADED_WITHIN_MS / 1000} s.`));
    setTimeout(late, LOADED_WITHIN_MS).unref();
  });
}
