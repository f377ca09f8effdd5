/**
 * What people hand in: the bodies of requests with plain text where Discord's types name an enum, and files.
 *
 * Types only. Payloads that Discord sends are never typed with these.
 */

/**
 * What may be written where Discord's types name a string enum: the enum, or its text.
 * `Input<APIAllowedMentions>` takes `{ parse: ["users"] }` as well as `{ parse: [AllowedMentionsTypes.User] }`.
 */
export type Input<T> = { [K in keyof T]: Text<T[K]> };

// Apart from Input so that errors and editors say `Input<APIEmbed>` and not all that is in it.
type Text<T> = unknown extends T ? T : T extends string ? `${T}` : Input<T>;

/** A Blob or File, no more of it than is used. */
export interface BlobLike {
  readonly size: number;
  readonly type: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A ReadableStream of bytes, no more of it than is used. */
export interface ReadableStreamLike {
  getReader(): {
    // biome-ignore lint/suspicious/noExplicitAny: the runtimes' streams have no type of chunk in common
    read(): Promise<{ done: boolean; value?: any }>;
  };
}

/** A file to upload (https://docs.discord.com/developers/reference#uploading-files). */
export interface FileInput {
  /** With its extension: "cat.png". Embeds and components name it `attachment://cat.png`. */
  name: string;
  /** What is in it. A string is sent as UTF-8; a stream is read once, into memory. */
  data: string | Uint8Array | BlobLike | ReadableStreamLike;
  /** Its media type: "image/png". Default: that of the Blob, else none. */
  type?: string | undefined;
  /** What is to be seen in it, for those who cannot; up to 1024 characters. */
  description?: string | undefined;
  /** Whether it is blurred until clicked. Default: false. */
  spoiler?: boolean | undefined;
}

/** Files that go along with a body: at most 10. */
export type Files = readonly FileInput[];

/** Where an operation takes nothing. */
export type Nothing = Record<never, never>;
