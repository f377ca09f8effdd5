/**
 * OAuth2: the address that asks a user, and the exchange of what comes back for tokens
 * (https://docs.discord.com/developers/topics/oauth2).
 *
 * The client's secret goes into a form's body and nowhere else: it must never stand in a url, a header or an error.
 */

import type { RequestOptions } from "./init.ts";
import type { Rest } from "./rest.ts";

/** What the address that asks a user is made of. */
export interface AuthorizeOptions {
  /** The application's id. */
  readonly clientId: string;
  /** "identify", "guilds", "bot" ... */
  readonly scopes: readonly string[];
  /** Where the answer goes; one of those named in the developer portal. */
  readonly redirectUri?: string | undefined;
  /** "code" brings a code to exchange on a server, "token" a token in the fragment, for pages. Default: "code". */
  readonly responseType?: "code" | "token" | undefined;
  /** Comes back as it was; check it, so that nobody else can send an answer. */
  readonly state?: string | undefined;
  /** "none" asks no one who has agreed before. Default: "consent". */
  readonly prompt?: "consent" | "none" | undefined;
  /** 0 to install for a server, 1 for a user. */
  readonly integrationType?: 0 | 1 | undefined;
  /** For the scope "bot". */
  readonly permissions?: bigint | string | undefined;
  /** The server chosen in advance. */
  readonly guildId?: string | undefined;
}

/** Tokens for one user. */
export interface OAuth2Tokens {
  readonly access_token: string;
  readonly token_type: string;
  /** Seconds. */
  readonly expires_in: number;
  /** Not for client credentials. */
  readonly refresh_token?: string;
  readonly scope: string;
  /** With the scope "bot". */
  readonly guild?: unknown;
  /** With the scope "webhook.incoming". */
  readonly webhook?: {
    readonly id: string;
    readonly token: string;
    readonly url?: string;
    readonly channel_id: string;
  };
}

/** See `createOAuth2`. */
export interface OAuth2 {
  /** The code of an answer -> tokens. `redirectUri` is the one that the code was asked with. */
  exchange(code: string, redirectUri: string, options?: RequestOptions): Promise<OAuth2Tokens>;
  /** New tokens for old. */
  refresh(refreshToken: string, options?: RequestOptions): Promise<OAuth2Tokens>;
  /** Ends all tokens of the authorisation that this one belongs to. */
  revoke(token: string, options?: RequestOptions): Promise<void>;
  /** A token for the application's owner. */
  clientCredentials(scopes: readonly string[], options?: RequestOptions): Promise<OAuth2Tokens>;
}

/** The address that asks a user, for a link or a redirect. */
export function authorizeUrl(options: AuthorizeOptions): string {
  const query: Readonly<Record<string, string | number | bigint | undefined>> = {
    client_id: options.clientId,
    response_type: options.responseType ?? "code",
    scope: options.scopes.join(" "),
    redirect_uri: options.redirectUri,
    state: options.state,
    prompt: options.prompt,
    integration_type: options.integrationType,
    permissions: options.permissions,
    guild_id: options.guildId,
  };
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  return `https://discord.com/oauth2/authorize?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&")}`;
}

/** The exchanges of one application; it needs a Rest, but no bot. */
export function createOAuth2(rest: Rest, client: { readonly id: string; readonly secret: string }): OAuth2 {
  const { id, secret } = client;
  async function post(path: string, fields: Readonly<Record<string, string>>, options?: RequestOptions) {
    const body = new URLSearchParams({ client_id: id, client_secret: secret, ...fields });
    return (await rest.raw("POST", path, { ...options, body })) as OAuth2Tokens;
  }
  const token = "/oauth2/token";
  return {
    exchange: (code, redirectUri, options) =>
      post(token, { grant_type: "authorization_code", code, redirect_uri: redirectUri }, options),
    refresh: (refreshToken, options) =>
      post(token, { grant_type: "refresh_token", refresh_token: refreshToken }, options),
    revoke: async (revoked, options) => {
      await post("/oauth2/token/revoke", { token: revoked }, options);
    },
    clientCredentials: (scopes, options) =>
      post(token, { grant_type: "client_credentials", scope: scopes.join(" ") }, options),
  };
}
