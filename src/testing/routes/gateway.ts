/**
 * Where the gateway is, and how often one may start a session.
 * https://docs.discord.com/developers/events/gateway#get-gateway
 */

import { gatewayAddress } from "../addresses.ts";
import type { RouteTable } from "../operation.ts";

const GUILDS_PER_SHARD = 1_000;

/** The operations of the gateway. */
export const gatewayRoutes: RouteTable = {
  "GET /gateway": {
    open: true,
    limit: "none",
    run: ({ url }) => ({ url: gatewayAddress(url) }),
  },
  "GET /gateway/bot": {
    limit: { name: "GET /gateway/bot", limit: 2, windowMs: 5_000 },
    run: ({ url, world, starts, now }) => ({
      url: gatewayAddress(url),
      shards: Math.max(1, Math.ceil(world.guilds.size / GUILDS_PER_SHARD)),
      session_start_limit: starts.state(now),
    }),
  },
};
