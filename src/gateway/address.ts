/**
 * The address that a shard dials.
 * https://docs.discord.com/developers/events/gateway#connecting
 */

import type { Compression } from "./compression.ts";

/** The gateway's own address, for those who do not ask for it. */
export const GATEWAY_URL = "wss://gateway.discord.gg/";
const API_VERSION = "10";

/** A gateway url with version, encoding and compression, whatever slash or query it came with. */
export function gatewayAddress(base: string, compress: Compression | false = false): string {
  const url = new URL(base);
  url.searchParams.set("v", API_VERSION);
  url.searchParams.set("encoding", "json");
  // Payload compression is asked for in IDENTIFY instead.
  if (compress && compress !== "payload") url.searchParams.set("compress", compress);
  else url.searchParams.delete("compress");
  return url.href;
}
