/**
 * What the content of a response means: nothing, a picture, JSON, or a text that was not asked for.
 *
 * It must never take a page of an error for an answer.
 */

/**
 * Reads it by what it says it is.
 * @throws {SyntaxError} where a success promised JSON and sent none
 */
export function readContent(content: ArrayBuffer | string, type: string, ok: boolean): unknown {
  if (content === "") return undefined;
  if (typeof content !== "string" || !type.includes("json")) return content;
  try {
    return JSON.parse(content);
  } catch (error) {
    // A page of an error where JSON was promised says more than that it is none.
    if (ok) throw error;
    return content;
  }
}

/** Whether something has fields, or places. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
