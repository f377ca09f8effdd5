/**
 * Reads multipart/form-data, as browsers and runtimes write it (RFC 7578).
 */

/** One part. */
export interface Part {
  readonly name: string;
  readonly filename: string | undefined;
  readonly contentType: string | undefined;
  readonly bytes: Uint8Array;
}

const utf8 = new TextEncoder();
const decoder = new TextDecoder();
const GAP = utf8.encode("\r\n\r\n");

/** The parts of a body; undefined when it is no multipart body. */
export function readMultipart(contentType: string, body: Uint8Array): readonly Part[] | undefined {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  if (boundary === null) return undefined;
  const mark = utf8.encode(`--${boundary[1] ?? boundary[2]}`);
  const parts: Part[] = [];
  let from = find(body, mark, 0);
  while (from >= 0) {
    const start = from + mark.length;
    const next = find(body, mark, start);
    if (next < 0) break;
    // Between two marks: a line break, the headers, an empty line, the content, a line break.
    const part = readPart(body.subarray(start + 2, next - 2));
    if (part === undefined) return undefined;
    parts.push(part);
    from = next;
  }
  return parts.length === 0 ? undefined : parts;
}

function readPart(bytes: Uint8Array): Part | undefined {
  const gap = find(bytes, GAP, 0);
  if (gap < 0) return undefined;
  const head = decoder.decode(bytes.subarray(0, gap));
  const name = /[; ]name="([^"]*)"/i.exec(head)?.[1];
  if (name === undefined) return undefined;
  const filename = /filename="([^"]*)"/i.exec(head)?.[1]?.replaceAll("%22", '"');
  const contentType = /^content-type:\s*(.+)$/im.exec(head)?.[1]?.trim();
  return { name, filename, contentType, bytes: bytes.subarray(gap + GAP.length) };
}

function find(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  const first = wanted[0] as number;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, n) => bytes[at + n] === byte)) return at;
  }
  return -1;
}
