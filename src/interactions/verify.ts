/**
 * Whether a request was signed by Discord: Ed25519 over the timestamp and the raw body, through WebCrypto.
 * https://docs.discord.com/developers/interactions/overview#setting-up-an-endpoint-validating-security-request-headers
 *
 * It must never throw on what a stranger sends: a malformed header is a false signature.
 */

import { SignatureError, UsageError } from "../errors.ts";

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** Says whether `signature`, 128 hex digits, is Discord's over `timestamp` and `body`. Never rejects. */
export type Verify = (signature: string, timestamp: string, body: string | Uint8Array) => Promise<boolean>;

/**
 * Makes a check with an application's public key: 64 hex digits, from the developer portal (General Information).
 * Throws a UsageError, "PUBLIC_KEY_INVALID", for anything else.
 */
export function createVerify(publicKey: string): Verify {
  const bytes = fromHex(publicKey, KEY_BYTES);
  if (bytes === undefined) {
    throw new UsageError("PUBLIC_KEY_INVALID", {
      what: `The public key has ${publicKey.length} characters or is not written in hex; 64 hex digits are needed.`,
      cure: "Copy it from the developer portal: General Information, Public Key. It is not the token.",
    });
  }
  let imported: Promise<CryptoKey> | undefined;
  return async (signature, timestamp, body) => {
    const signed = fromHex(signature, SIGNATURE_BYTES);
    if (signed === undefined) return false;
    imported ??= crypto.subtle.importKey("raw", bytes, { name: "Ed25519" }, false, ["verify"]);
    try {
      return await crypto.subtle.verify({ name: "Ed25519" }, await imported, signed, message(timestamp, body));
    } catch {
      imported = undefined;
      return false;
    }
  };
}

/** Says once whether a request was signed by Discord; false for any malformed key, signature or timestamp. */
export async function verify(
  publicKey: string,
  signature: string,
  timestamp: string,
  body: string | Uint8Array,
): Promise<boolean> {
  return fromHex(publicKey, KEY_BYTES) !== undefined && createVerify(publicKey)(signature, timestamp, body);
}

/** A request with Discord's headers, no more of it than is used. */
export interface SignedRequest {
  readonly headers: { get(name: string): string | null };
  /** The body, raw. */
  arrayBuffer(): Promise<ArrayBuffer>;
}

/**
 * The body of a request, for endpoints of one's own; whether it is fresh is not judged.
 * Throws a SignatureError, "SIGNATURE_INVALID", if Discord did not sign it.
 */
export async function verifyRequest(publicKey: string, request: SignedRequest): Promise<Uint8Array> {
  const header = (name: string): string => request.headers.get(`x-signature-${name}`) ?? "";
  const body = new Uint8Array(await request.arrayBuffer());
  if (await verify(publicKey, header("ed25519"), header("timestamp"), body)) return body;
  throw new SignatureError("SIGNATURE_INVALID", {
    what: "The request was not signed by Discord, or another application's key was given.",
    cure: "Answer it with 401.",
  });
}

function message(timestamp: string, body: string | Uint8Array): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const head = encoder.encode(timestamp);
  const tail = typeof body === "string" ? encoder.encode(body) : body;
  const whole = new Uint8Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}

function fromHex(text: unknown, length: number): Uint8Array<ArrayBuffer> | undefined {
  if (typeof text !== "string" || text.length !== length * 2 || !/^[0-9a-f]+$/i.test(text)) return undefined;
  return Uint8Array.from({ length }, (_, n) => Number.parseInt(text.slice(n * 2, n * 2 + 2), 16));
}
