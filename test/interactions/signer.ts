/** Signs as Discord does, with a key of the test's own. */

const hex = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString("hex");

/** A key pair that signs. */
export interface Signer {
  readonly publicKey: string;
  sign(timestamp: string, body: string): Promise<string>;
}

/** Makes a new key pair. */
export async function createSigner(): Promise<Signer> {
  const { publicKey, privateKey } = (await crypto.subtle.generateKey("Ed25519", true, [
    "sign",
    "verify",
  ])) as CryptoKeyPair;
  return {
    publicKey: hex(await crypto.subtle.exportKey("raw", publicKey)),
    sign: async (timestamp, body) =>
      hex(await crypto.subtle.sign("Ed25519", privateKey, new TextEncoder().encode(timestamp + body))),
  };
}
