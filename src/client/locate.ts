/**
 * Where a bot's gateway lies, and whether it may connect there as it wants: asked over REST before anything is opened.
 * https://docs.discord.com/developers/events/gateway#get-gateway-bot
 */

import { missingPrivilegedIntents } from "../discord/intents.ts";
import { ApiError, GatewayClosedError } from "../errors.ts";
import { GATEWAY_URL } from "../gateway/address.ts";
import { closeCode } from "../gateway/close-codes.ts";
import type { Location } from "../gateway/location.ts";
import type { Rest } from "../rest/rest.ts";
import type { IntentReport } from "./intent-plan.ts";

/** What decides where to ask. */
export interface Whereabouts {
  readonly rest: Rest;
  readonly page: boolean;
  readonly gatewayUrl: string | undefined;
  /** Whether Discord is to say how many shards there are. */
  readonly autoShards: boolean;
  readonly intents: IntentReport;
}

/**
 * Asks for as little as will do: nothing where the url is given or in a page, which may not ask; GET /gateway where the shards
 * are given; GET /gateway/bot else.
 * @throws {GatewayClosedError} GATEWAY_4014 if the application's flags show that Discord would refuse the intents
 */
export async function locate(about: Whereabouts): Promise<Location> {
  const { rest, page, gatewayUrl, autoShards, intents } = about;
  if (gatewayUrl !== undefined) return { url: gatewayUrl };
  if (page) return { url: GATEWAY_URL };
  if (intents.privileged.length > 0) await refuseEarly(rest, intents);
  return autoShards ? rest.request("GET /gateway/bot") : rest.request("GET /gateway");
}

/** An IDENTIFY that is bound to be refused is one of the day's thousand all the same. */
async function refuseEarly(rest: Rest, intents: IntentReport): Promise<void> {
  const flags = await applicationFlags(rest);
  const missing = flags === undefined ? [] : missingPrivilegedIntents(intents.value, flags);
  if (missing.length === 0) return;
  throw new GatewayClosedError(
    "GATEWAY_4014",
    { closeCode: 4014 },
    {
      what: `Discord would close the gateway with 4014: ${missing.join(", ")} is not switched on.`,
      cure: `${intentAdvice(intents)} ${closeCode(4014).cure}`,
    },
  );
}

async function applicationFlags(rest: Rest): Promise<number | undefined> {
  try {
    return (await rest.request("GET /applications/@me")).flags;
  } catch (error) {
    // Discord will tell by the close code then; a dead token is better told now.
    if (error instanceof ApiError && error.status === 401) throw error;
    return undefined;
  }
}

/** Which lines asked for privileged intents. */
export function intentAdvice(intents: IntentReport): string {
  const asked = intents
    .explain()
    .split("\n")
    .filter((line) => intents.privileged.some((name) => line.startsWith(`${name}:`)));
  return `Asked for: ${asked.join(" | ")}.`;
}
