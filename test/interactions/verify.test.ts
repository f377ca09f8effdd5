/** Signatures of a key of our own, right and wrong. */

import { beforeAll, describe, expect, it } from "vitest";
import { createVerify, verify, verifyRequest } from "../../src/interactions/verify.ts";
import { createSigner, type Signer } from "./signer.ts";

const BODY = '{"type":1,"name":"ünïcode"}';

describe("verify", () => {
  let discord: Signer;
  let signature: string;
  beforeAll(async () => {
    discord = await createSigner();
    signature = await discord.sign("1700000000", BODY);
  });

  it("accepts a right signature over timestamp and raw body, as text and as bytes [line 115]", async () => {
    expect(await verify(discord.publicKey, signature, "1700000000", BODY)).toBe(true);
    expect(await verify(discord.publicKey, signature.toUpperCase(), "1700000000", BODY)).toBe(true);
    expect(await verify(discord.publicKey, signature, "1700000000", new TextEncoder().encode(BODY))).toBe(true);
  });

  it("refuses a changed body, timestamp, signature or key [line 115]", async () => {
    const other = await createSigner();
    expect(await verify(discord.publicKey, signature, "1700000000", `${BODY} `)).toBe(false);
    expect(await verify(discord.publicKey, signature, "1700000001", BODY)).toBe(false);
    expect(await verify(discord.publicKey, signature, "170000000", `0${BODY}`)).toBe(true);
    expect(await verify(other.publicKey, signature, "1700000000", BODY)).toBe(false);
    const flipped = (signature.startsWith("0") ? "1" : "0") + signature.slice(1);
    expect(await verify(discord.publicKey, flipped, "1700000000", BODY)).toBe(false);
  });

  it.each(["", "zz", "abc", "0".repeat(127), "0".repeat(129), "g".repeat(128), " ".repeat(128), undefined, null, {}])(
    "says false for the malformed header %j, and does not throw [line 115]",
    async (header) => {
      expect(await verify(discord.publicKey, header as string, "1700000000", BODY)).toBe(false);
      expect(await verify(header as string, signature, "1700000000", BODY)).toBe(false);
    },
  );

  it("refuses to be made with what is no public key, and says where to find it", () => {
    expect(() => createVerify("MTA.token")).toThrow(/General Information/);
  });
});

describe("verifyRequest", () => {
  it("gives the body of a signed request, and throws a SignatureError for any other [line 115]", async () => {
    const { publicKey, sign } = await createSigner();
    const request = (signature: string) =>
      new Request("http://bot/", {
        method: "POST",
        headers: { "x-signature-ed25519": signature, "x-signature-timestamp": "1700000000" },
        body: BODY,
      });
    const body = await verifyRequest(publicKey, request(await sign("1700000000", BODY)));
    expect(new TextDecoder().decode(body)).toBe(BODY);
    const refused = { name: "SignatureError", code: "SIGNATURE_INVALID" };
    await expect(verifyRequest(publicKey, request("0".repeat(128)))).rejects.toMatchObject(refused);
    await expect(verifyRequest("no key", request(await sign("1700000000", BODY)))).rejects.toMatchObject(refused);
  });
});
