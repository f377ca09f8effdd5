/** Waits in real time for something that others do. */

const EVERY_MS = 10;
const PATIENCE_MS = 60_000;

/** Settles when it is true; rejects after a minute. */
export async function until(holds: () => boolean): Promise<void> {
  const deadlineAt = performance.now() + PATIENCE_MS;
  while (!holds()) {
    if (performance.now() > deadlineAt) throw new Error(`Never came true: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
