/**
 * Where the simulator says it is to be found: at Discord's own addresses, or at the server through which it was called.
 */

const DISCORD_GATEWAY = "wss://gateway.discord.gg";
const DISCORD_RESUME = "wss://gateway-us-east1-b.discord.gg";
const RESUME_PATH = "/gateway/resume";

/** The gateway's address, for who asked at this url. */
export function gatewayAddress(restUrl: string): string {
  const { protocol, host, hostname } = new URL(restUrl);
  if (/(^|\.)discord(app)?\.com$/.test(hostname)) return DISCORD_GATEWAY;
  return `${protocol === "https:" ? "wss:" : "ws:"}//${host}/gateway`;
}

/** The address for resuming, for who connected at this url: never the same as the gateway's. */
export function resumeAddress(socketUrl: string): string {
  const { protocol, host, hostname } = new URL(socketUrl);
  return hostname.endsWith(".discord.gg") ? DISCORD_RESUME : `${protocol}//${host}${RESUME_PATH}`;
}

/** Whether a url is the one for resuming. */
export function isResumeAddress(socketUrl: string): boolean {
  const url = new URL(socketUrl);
  return url.hostname === new URL(DISCORD_RESUME).hostname || url.pathname.startsWith(RESUME_PATH);
}
