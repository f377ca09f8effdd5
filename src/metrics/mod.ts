/**
 * A client in numbers: what arrived, what was sent, how connections, handlers and requests fare, and what waits.
 * @module
 */

export { BOUNDS_MS, type Durations } from "./durations.ts";
export { type Meter, measure } from "./measure.ts";
export type {
  Counts,
  GapMetrics,
  HandlerMetrics,
  InAndOut,
  Metrics,
  QueueMetrics,
  RequestMetrics,
  SessionMetrics,
} from "./snapshot.ts";
