/**
 * Where Discord keeps images and sounds.
 * https://docs.discord.com/developers/reference#image-formatting
 *
 * This file must never fetch anything. Links to attachments come signed from Discord and are not made here.
 */

import { UsageError } from "../errors.ts";

type Still = "png" | "jpg" | "webp";
type Moving = Still | "gif";

/** What the CDN holds, by its path as Discord writes it, and the formats it comes in. */
export interface CdnPaths {
  "emojis/{emoji_id}": Moving;
  "icons/{guild_id}/{hash}": Moving;
  "splashes/{guild_id}/{hash}": Still;
  "discovery-splashes/{guild_id}/{hash}": Still;
  /** Of a guild or a user. */
  "banners/{id}/{hash}": Moving;
  /** `defaultAvatarIndex` tells the index. Its size cannot be chosen. */
  "embed/avatars/{index}": "png";
  "avatars/{user_id}/{hash}": Moving;
  "guilds/{guild_id}/users/{user_id}/avatars/{hash}": Moving;
  "guilds/{guild_id}/users/{user_id}/banners/{hash}": Moving;
  "avatar-decoration-presets/{asset}": "png";
  /** Icon or cover of an application. */
  "app-icons/{application_id}/{hash}": Still;
  "app-assets/{application_id}/{asset_id}": Still;
  "app-assets/{application_id}/achievements/{achievement_id}/icons/{hash}": Still;
  /** The banner of a pack of stickers. */
  "app-assets/710982414301790216/store/{banner_asset_id}": Still;
  "team-icons/{team_id}/{hash}": Still;
  /** "json" for Lottie stickers. Its size cannot be chosen. */
  "stickers/{sticker_id}": "png" | "gif" | "json";
  "role-icons/{role_id}/{hash}": Still;
  "guild-events/{guild_scheduled_event_id}/{hash}": Still;
  "guild-tag-badges/{guild_id}/{hash}": Still;
  /** MP3 or Ogg, told by its content type alone. */
  "soundboard-sounds/{sound_id}": never;
}

/** A path of the CDN. */
export type CdnPath = keyof CdnPaths;

type Names<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;

/** How an image is wanted. */
export interface CdnOptions<P extends CdnPath = CdnPath> {
  /** Default: "webp" where there is one, as Discord prefers it. */
  readonly format?: CdnPaths[P] | undefined;
  /** Pixels: a power of two from 16 to 4096. Default: whatever Discord gives. */
  readonly size?: number | undefined;
  /** Whether a WebP is to move. Default: whether the hash tells that it does, by its `a_`. */
  readonly animated?: boolean | undefined;
}

/** What comes otherwise than as a WebP, with its usual extension. */
const OTHER_FORMATS: { readonly [P in CdnPath]?: string } = {
  "embed/avatars/{index}": "png",
  "avatar-decoration-presets/{asset}": "png",
  "stickers/{sticker_id}": "png",
  "soundboard-sounds/{sound_id}": "",
};

/**
 * The url of an image or sound: `cdnUrl("icons/{guild_id}/{hash}", { guild_id, hash }, { size: 256 })`.
 * @throws UsageError CDN_SIZE on a size that Discord does not have.
 */
export function cdnUrl<P extends CdnPath>(
  path: P,
  parts: { readonly [Name in Names<P>]: string | number },
  options: CdnOptions<P> = {},
): string {
  const values: Readonly<Record<string, string | number>> = parts;
  const format = options.format ?? OTHER_FORMATS[path] ?? "webp";
  const animated = options.animated ?? String(values.hash).startsWith("a_");
  const query = [
    ...(format === "webp" && animated ? ["animated=true"] : []),
    ...(options.size === undefined ? [] : [`size=${checkedSize(options.size)}`]),
  ];
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
  // Stickers that are GIFs lie on another host.
  const host = format === "gif" && path.startsWith("stickers/") ? "media.discordapp.net" : "cdn.discordapp.com";
  return `https://${host}/${filled}${format && `.${format}`}${query.length > 0 ? `?${query.join("&")}` : ""}`;
}

function checkedSize(size: number): number {
  if (size >= 16 && size <= 4096 && Number.isInteger(Math.log2(size))) return size;
  throw new UsageError("CDN_SIZE", {
    what: `The CDN has no images of size ${size}.`,
    cure: "Ask for 16, 32, 64, 128, 256, 512, 1024, 2048 or 4096.",
  });
}

/** A user, no more of it than a picture depends on. */
export interface AvatarOwner {
  readonly id: string;
  /** The picture's hash; none: one of Discord's default pictures. */
  readonly avatar?: string | null | undefined;
  /** "0" for users with the names of 2023 and after. */
  readonly discriminator?: string | undefined;
}

/** The picture that a user without an avatar has: its index, 0 to 5. */
export function defaultAvatarIndex(user: AvatarOwner): number {
  const { id, discriminator = "0" } = user;
  return discriminator === "0" ? Number((BigInt(id) >> 22n) % 6n) : Number(discriminator) % 5;
}

/**
 * The url of a user's avatar, or of the picture that stands in for it.
 * @throws UsageError CDN_SIZE on a size that Discord does not have.
 */
export function avatarUrl(user: AvatarOwner, options: CdnOptions<"avatars/{user_id}/{hash}"> = {}): string {
  if (user.avatar == null) return cdnUrl("embed/avatars/{index}", { index: defaultAvatarIndex(user) });
  return cdnUrl("avatars/{user_id}/{hash}", { user_id: user.id, hash: user.avatar }, options);
}
