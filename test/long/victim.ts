/**
 * The bot that is killed: `victim.ts REST_URL TOKEN STORE BOOK`. Writes into its book what it begins and ends to handle, at once, so
 * that nothing of it is lost with the process. Most handlers are done at once, some take a while. Closes when its input ends.
 */
import { openSync, writeSync } from "node:fs";
import { createFileStore } from "../../src/client/store.ts";
import { createClient } from "../../src/client.ts";

const [, , restUrl = "", token = "", store = "", path = ""] = process.argv;
const book = openSync(path, "a");
const client = createClient({ token, restUrl, shards: 1, store: createFileStore(store) });

client.on("TYPING_START", (event, { seq }) => {
  const { n } = event as unknown as { readonly n: number };
  writeSync(book, `begun ${n} ${seq}\n`);
  if (n % 10 !== 0) return void writeSync(book, `ended ${n}\n`);
  return new Promise<void>((resolve) => {
    setTimeout(() => {
      writeSync(book, `ended ${n}\n`);
      resolve();
    }, n % 90);
  });
});
await client.connect();
process.stdin.resume().on("end", () => void client.close().then(() => process.exit()));
