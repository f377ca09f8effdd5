/** Where the command line has its token from. */

import process from "node:process";

/** The token, or undefined after having said where it is looked for. */
export function tokenOrComplain(): string | undefined {
  const token = process.env.DISCORD_TOKEN;
  if (!token)
    console.error("DISCORD_TOKEN is not set. It is in the developer portal: your application, Bot, Reset Token.");
  return token || undefined;
}
