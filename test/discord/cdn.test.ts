import { describe, expect, it } from "vitest";
import { avatarUrl, cdnUrl, defaultAvatarIndex } from "../../src/discord/cdn.ts";

const CDN = "https://cdn.discordapp.com";

describe("cdnUrl", () => {
  it("gives a WebP where there is one [line 129]", () => {
    expect(cdnUrl("icons/{guild_id}/{hash}", { guild_id: "1", hash: "b" })).toBe(`${CDN}/icons/1/b.webp`);
    expect(cdnUrl("app-assets/710982414301790216/store/{banner_asset_id}", { banner_asset_id: "2" })).toBe(
      `${CDN}/app-assets/710982414301790216/store/2.webp`,
    );
  });

  it("gives a moving WebP for a hash that begins with a_ [line 129]", () => {
    const parts = { guild_id: "1", user_id: "2", hash: "a_b" };
    const path = "guilds/{guild_id}/users/{user_id}/avatars/{hash}";
    expect(cdnUrl(path, parts)).toBe(`${CDN}/guilds/1/users/2/avatars/a_b.webp?animated=true`);
    expect(cdnUrl(path, parts, { size: 64 })).toBe(`${CDN}/guilds/1/users/2/avatars/a_b.webp?animated=true&size=64`);
    expect(cdnUrl(path, parts, { animated: false })).toBe(`${CDN}/guilds/1/users/2/avatars/a_b.webp`);
    expect(cdnUrl(path, parts, { format: "gif" })).toBe(`${CDN}/guilds/1/users/2/avatars/a_b.gif`);
    expect(cdnUrl(path, parts, { format: "png" })).toBe(`${CDN}/guilds/1/users/2/avatars/a_b.png`);
  });

  it("gives a moving emoji when told so: its id does not tell", () => {
    expect(cdnUrl("emojis/{emoji_id}", { emoji_id: "1" }, { animated: true })).toBe(
      `${CDN}/emojis/1.webp?animated=true`,
    );
    expect(cdnUrl("emojis/{emoji_id}", { emoji_id: "1" })).toBe(`${CDN}/emojis/1.webp`);
  });

  it("gives what comes in one format in that one", () => {
    expect(cdnUrl("avatar-decoration-presets/{asset}", { asset: "a_b" })).toBe(
      `${CDN}/avatar-decoration-presets/a_b.png`,
    );
    expect(cdnUrl("embed/avatars/{index}", { index: 5 })).toBe(`${CDN}/embed/avatars/5.png`);
    expect(cdnUrl("soundboard-sounds/{sound_id}", { sound_id: "1" })).toBe(`${CDN}/soundboard-sounds/1`);
    expect(cdnUrl("stickers/{sticker_id}", { sticker_id: "1" })).toBe(`${CDN}/stickers/1.png`);
    expect(cdnUrl("stickers/{sticker_id}", { sticker_id: "1" }, { format: "json" })).toBe(`${CDN}/stickers/1.json`);
  });

  it("gives moving stickers from the host that has them", () => {
    expect(cdnUrl("stickers/{sticker_id}", { sticker_id: "1" }, { format: "gif" })).toBe(
      "https://media.discordapp.net/stickers/1.gif",
    );
  });

  it.each([16, 32, 64, 128, 256, 512, 1024, 2048, 4096])("takes size %i [line 129]", (size) => {
    expect(cdnUrl("emojis/{emoji_id}", { emoji_id: "1" }, { size })).toBe(`${CDN}/emojis/1.webp?size=${size}`);
  });

  it.each([0, 8, 17, 100, 300, 4095, 8192, -16, 16.5, Number.NaN])("refuses size %d [line 129]", (size) => {
    expect(() => cdnUrl("emojis/{emoji_id}", { emoji_id: "1" }, { size })).toThrow(
      expect.objectContaining({
        code: "CDN_SIZE",
        message: expect.stringContaining(`of size ${size}. Ask for 16, 32,`),
      }),
    );
  });

  it("lets no part change the path", () => {
    expect(cdnUrl("icons/{guild_id}/{hash}", { guild_id: "../1", hash: "?b" })).toBe(`${CDN}/icons/..%2F1/%3Fb.webp`);
  });

  it("knows at compile time what a path takes and gives", () => {
    // @ts-expect-error the hash is missing
    expect(cdnUrl("icons/{guild_id}/{hash}", { guild_id: "1" })).toContain("undefined");
    // @ts-expect-error splashes do not move
    expect(cdnUrl("splashes/{guild_id}/{hash}", { guild_id: "1", hash: "b" }, { format: "gif" })).toContain(".gif");
  });
});

describe("defaultAvatarIndex", () => {
  it.each([
    [{ id: "80351110224678912", discriminator: "0" }, 5],
    [{ id: "80351110224678912" }, 5],
    [{ id: "18446744073709551615", discriminator: "0" }, 3],
    [{ id: "80351110224678912", discriminator: "1337" }, 2],
    [{ id: "80351110224678912", discriminator: "0005" }, 0],
  ])("of %j is %i [line 128]", (user, index) => {
    expect(defaultAvatarIndex(user)).toBe(index);
  });
});

describe("avatarUrl", () => {
  it("gives the user's avatar", () => {
    expect(avatarUrl({ id: "1", avatar: "b" }, { size: 128 })).toBe(`${CDN}/avatars/1/b.webp?size=128`);
  });

  it("gives the picture that stands in for it, which has one size", () => {
    expect(avatarUrl({ id: "80351110224678912", avatar: null }, { size: 128 })).toBe(`${CDN}/embed/avatars/5.png`);
  });
});
