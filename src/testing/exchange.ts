/**
 * What goes in and out of the REST side: plain values, so that any server or fetch can carry them.
 */

/** A request, as whoever carries it hands it in. */
export interface SimulatedRequest {
  readonly method: string;
  /** Absolute: "https://discord.com/api/v10/gateway". */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it was sent: JSON, or a multipart form. Undefined: none. */
  readonly body?: Uint8Array | string | undefined;
}

/** An answer. */
export interface SimulatedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where there is none. */
  readonly body: string;
}
