/**
 * Cuts a stream of JSON objects, written one behind the other, into its messages, whatever pieces it comes in.
 *
 * It must never rest on timing: only the text says where a message ends.
 */

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN = 123;
const CLOSE = 125;

/** Gathers pieces; hands on each object when its last brace has come. */
export class ObjectSplitter {
  readonly #found: (text: string) => void;
  #pieces: string[] = [];
  #depth = 0;
  #inString = false;
  #escaped = false;

  constructor(found: (text: string) => void) {
    this.#found = found;
  }

  push(piece: string): void {
    let from = 0;
    for (let at = 0; at < piece.length; at++) {
      const code = piece.charCodeAt(at);
      if (this.#inString) this.#inside(code);
      else if (code === QUOTE) this.#inString = true;
      else if (code === OPEN) this.#depth++;
      else if (code === CLOSE && --this.#depth === 0) {
        this.#pieces.push(piece.slice(from, at + 1));
        from = at + 1;
        this.#found(this.#pieces.join(""));
        this.#pieces = [];
      }
    }
    if (from < piece.length) this.#pieces.push(piece.slice(from));
  }

  #inside(code: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (code === BACKSLASH) this.#escaped = true;
    else if (code === QUOTE) this.#inString = false;
  }
}
