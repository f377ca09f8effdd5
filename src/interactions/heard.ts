/**
 * Promises that know whether anybody listens. An answer that a handler does not await must neither end the process when
 * it fails, as an unhandled rejection would, nor fail unseen.
 */

/** A promise that remembers whether `then` was called, as `await` and `return` do. */
class Watched<T> extends Promise<T> {
  heard = false;

  // What is derived is a plain promise: whoever made it has listened.
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  // biome-ignore lint/suspicious/noThenProperty: to be told when somebody listens is what this class is for
  override then<A = T, B = never>(
    done?: ((value: T) => A | PromiseLike<A>) | null,
    failed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.heard = true;
    return super.then(done, failed);
  }
}

/** The same promise, whose failure goes to `report` if nobody has listened by then. */
export function watched<T>(promise: Promise<T>, report: (error: unknown) => void): Promise<T> {
  const result = new Watched<T>((resolve, reject) => promise.then(resolve, reject));
  promise.catch(async (error) => {
    // `await` and `return` call `then` one turn after they were given the promise.
    await undefined;
    if (!result.heard) report(error);
  });
  Promise.prototype.then.call(result, undefined, () => undefined);
  return result;
}
