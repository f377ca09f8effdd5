/**
 * Emojis, stickers and sounds: what each operation takes and gives.
 *
 * A table of types, to be read as `../routes.ts` tells.
 */

import type * as Api from "discord-api-types/v10";
import type { FileInput, Nothing } from "../input.ts";

/** Emojis, stickers and sounds. */
export interface ExpressionRoutes {
  /**
   * List guild emojis. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/emoji#list-guild-emojis
   */
  "GET /guilds/{guild_id}/emojis": {
    init: Nothing;
    result: Api.RESTGetAPIGuildEmojisResult;
  };
  /**
   * Create guild emoji. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/emoji#create-guild-emoji
   */
  "POST /guilds/{guild_id}/emojis": {
    init: { body: Api.RESTPostAPIGuildEmojiJSONBody };
    result: Api.RESTPostAPIGuildEmojiResult;
  };
  /**
   * Get guild emoji. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/emoji#get-guild-emoji
   */
  "GET /guilds/{guild_id}/emojis/{emoji_id}": {
    init: Nothing;
    result: Api.RESTGetAPIGuildEmojiResult;
  };
  /**
   * Modify guild emoji. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/emoji#modify-guild-emoji
   */
  "PATCH /guilds/{guild_id}/emojis/{emoji_id}": {
    init: { body: Api.RESTPatchAPIGuildEmojiJSONBody };
    result: Api.RESTPatchAPIGuildEmojiResult;
  };
  /**
   * Delete guild emoji. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/emoji#delete-guild-emoji
   */
  "DELETE /guilds/{guild_id}/emojis/{emoji_id}": {
    init: Nothing;
    result: Api.RESTDeleteAPIGuildEmojiResult;
  };
  /**
   * List guild soundboard sounds. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/soundboard#list-guild-soundboard-sounds
   */
  "GET /guilds/{guild_id}/soundboard-sounds": {
    init: Nothing;
    result: Api.RESTGetAPIGuildSoundboardSoundsResult;
  };
  /**
   * Create guild soundboard sound. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/soundboard#create-guild-soundboard-sound
   */
  "POST /guilds/{guild_id}/soundboard-sounds": {
    init: { body: Api.RESTPostAPIGuildSoundboardSoundJSONBody };
    result: Api.RESTPostAPIGuildSoundboardSoundResult;
  };
  /**
   * Get guild soundboard sound. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/soundboard#get-guild-soundboard-sound
   */
  "GET /guilds/{guild_id}/soundboard-sounds/{sound_id}": {
    init: Nothing;
    result: Api.RESTGetAPIGuildSoundboardSoundResult;
  };
  /**
   * Modify guild soundboard sound. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/soundboard#modify-guild-soundboard-sound
   */
  "PATCH /guilds/{guild_id}/soundboard-sounds/{sound_id}": {
    init: { body: Api.RESTPatchAPIGuildSoundboardSoundJSONBody };
    result: Api.RESTPatchAPIGuildSoundboardSoundResult;
  };
  /**
   * Delete guild soundboard sound. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/soundboard#delete-guild-soundboard-sound
   */
  "DELETE /guilds/{guild_id}/soundboard-sounds/{sound_id}": {
    init: Nothing;
    result: Api.RESTDeleteAPIGuildSoundboardSoundResult;
  };
  /**
   * List guild stickers. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/sticker#list-guild-stickers
   */
  "GET /guilds/{guild_id}/stickers": {
    init: Nothing;
    result: Api.RESTGetAPIGuildStickersResult;
  };
  /**
   * Create guild sticker. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/sticker#create-guild-sticker
   */
  "POST /guilds/{guild_id}/stickers": {
    init: { form: { name: string; description: string; tags: string; file: FileInput } };
    result: Api.RESTPostAPIGuildStickerResult;
  };
  /**
   * Get guild sticker. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/sticker#get-guild-sticker
   */
  "GET /guilds/{guild_id}/stickers/{sticker_id}": {
    init: Nothing;
    result: Api.RESTGetAPIGuildStickerResult;
  };
  /**
   * Modify guild sticker. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/sticker#modify-guild-sticker
   */
  "PATCH /guilds/{guild_id}/stickers/{sticker_id}": {
    init: { body: Api.RESTPatchAPIGuildStickerJSONBody };
    result: Api.RESTPatchAPIGuildStickerResult;
  };
  /**
   * Delete guild sticker. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/sticker#delete-guild-sticker
   */
  "DELETE /guilds/{guild_id}/stickers/{sticker_id}": {
    init: Nothing;
    result: Api.RESTDeleteAPIGuildStickerResult;
  };
  /**
   * List default soundboard sounds. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/soundboard#list-default-soundboard-sounds
   */
  "GET /soundboard-default-sounds": {
    init: Nothing;
    result: Api.RESTGetAPISoundboardDefaultSoundsResult;
  };
  /**
   * List sticker packs. No token; from a page too.
   * https://docs.discord.com/developers/resources/sticker#list-sticker-packs
   */
  "GET /sticker-packs": {
    init: Nothing;
    result: Api.RESTGetStickerPacksResult;
  };
  /**
   * Get sticker pack. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/sticker#get-sticker-pack
   */
  "GET /sticker-packs/{pack_id}": {
    init: Nothing;
    result: Api.RESTGetAPIStickerPackResult;
  };
  /**
   * Get sticker. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/sticker#get-sticker
   */
  "GET /stickers/{sticker_id}": {
    init: Nothing;
    result: Api.RESTGetAPIStickerResult;
  };
}
