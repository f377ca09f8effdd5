/**
 * The application's key, and signatures made with it: Ed25519, as endpoints check them.
 * https://docs.discord.com/developers/interactions/overview#setting-up-an-endpoint-validating-security-request-headers
 */

/** The public key of every simulated application, as the developer portal shows it: 64 hex digits. */
export const PUBLIC_KEY = "131fbbd0ca7e87c8ff9cf4c3fe30bdb4bbd65d4b428c9fde274cebcd651e1cdb";

/** The other half. It guards nothing: it signs what tests play to themselves. */
const KEY = {
  ...{ kty: "OKP", crv: "Ed25519", key_ops: ["sign"] },
  ...{ x: "Ex-70Mp-h8j_nPTD_jC9tLvWXUtCjJ_eJ0zrzWUeHNs", d: "fJEfIj-1fslPglzHtQQEHrcBSf2PhXGakgJjdwu1n_0" },
};

const utf8 = new TextEncoder();

/** Signs a text: 128 hex digits. */
export async function sign(text: string): Promise<string> {
  const key = await crypto.subtle.importKey("jwk", KEY, { name: "Ed25519" }, false, ["sign"]);
  const bytes = new Uint8Array(await crypto.subtle.sign("Ed25519", key, utf8.encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
