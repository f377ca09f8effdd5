/**
 * A bot that Prometheus can watch: it serves its numbers at /metrics, in the text format that Prometheus reads
 * (https://prometheus.io/docs/instrumenting/exposition_formats/). On Node, Deno and Bun.
 *
 *     DISCORD_TOKEN=... PORT=9464 node demo/bots/metrics.ts      (or: deno run -A, or: bun)
 *
 * It listens on this machine alone: what a bot does is nobody else's business.
 */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import process from "node:process";
import type { Client } from "anycord";
import { BOUNDS_MS, type Counts, type Durations, type Meter, type Metrics, measure } from "anycord/metrics";
import { run } from "../run.ts";
import { bot } from "./slash.ts";

type Labels = Readonly<Record<string, string | number>>;
type Samples<Value = number> = Iterable<readonly [labels: Labels, value: Value]>;

/** All numbers of a bot, as Prometheus reads them: seconds and bytes; durations as histograms. */
export function exposition(metrics: Metrics): string {
  return [...gatewayLines(metrics), ...handlerLines(metrics), ...requestLines(metrics), ...shardLines(metrics)].join(
    "",
  );
}

function gatewayLines({ events, frames, bytes, heartbeats, sessions, reconnects, gaps, problems }: Metrics): string[] {
  return [
    counter("events", "Events that Discord sent.", labelled("event", events)),
    counter("frames", "Frames of the gateway.", labelled("direction", { ...frames })),
    counter("frame_bytes", "Bytes of their texts, unpacked.", labelled("direction", { ...bytes })),
    counter("heartbeats", "Heartbeats that were sent.", only(heartbeats)),
    counter("identifies", "IDENTIFYs that were sent.", only(sessions.identifies)),
    counter("resumes", "RESUMEs that were sent.", only(sessions.resumes)),
    counter("sessions_started", "Sessions that began.", only(sessions.started)),
    counter("sessions_resumed", "Sessions that were taken up again.", only(sessions.resumed)),
    counter("events_replayed", "Events that came late, by a resume.", only(sessions.replayed)),
    counter("reconnects", "Connections that ended and were made anew.", labelled("cause", reconnects)),
    counter("gaps", "Gaps in the events.", only(gaps.count)),
    counter("events_lost", "Events that are lost for certain.", only(gaps.events)),
    counter("sessions_lost", "Sessions that were lost.", only(gaps.sessionsLost)),
    counter("problems", "Oddities that a connection survived.", labelled("type", problems)),
  ];
}

function handlerLines({ handlers, errors }: Metrics): string[] {
  const all = Object.entries(handlers).map(([event, told]) => ({ labels: { event }, ...told }));
  return [
    counter("errors", "What failed, by event or command.", labelled("source", errors)),
    histogram(
      "handler_duration",
      "Until an event's handlers had settled.",
      all.map(({ labels, took }) => [labels, took]),
    ),
    histogram(
      "handler_busy",
      "Until they first let go.",
      all.map(({ labels, busy }) => [labels, busy]),
    ),
  ];
}

function requestLines({ requests }: Metrics): string[] {
  const all = Object.entries(requests).map(([route, told]) => ({ labels: { route }, ...told }));
  const answers = all.flatMap(({ labels, answers }) => labelled("status", answers, labels));
  const limited = all.flatMap(({ labels, limited }) => labelled("scope", limited, labels));
  return [
    counter("requests", "Attempts of requests.", answers),
    counter("requests_limited", "Answers 429, by whose limit it was.", limited),
    histogram(
      "request_duration",
      "From sending to the end of the answer.",
      all.map(({ labels, took }) => [labels, took]),
    ),
    histogram(
      "request_wait",
      "Before sending.",
      all.map(({ labels, waited }) => [labels, waited]),
    ),
  ];
}

function shardLines({ shards, queues }: Metrics): string[] {
  const of = (value: (shard: Metrics["shards"][number]) => number | undefined): Samples =>
    shards.flatMap((shard) => {
      const found = value(shard);
      return found === undefined ? [] : [[{ shard: shard.id }, found] as const];
    });
  const { inFlight, ...waiting } = queues;
  return [
    gauge(
      "shard_ready",
      "Whether the shard has a live session.",
      of(({ phase }) => Number(phase === "ready")),
    ),
    gauge(
      "shard_ping_seconds",
      "Round trip of the last heartbeat.",
      of(({ pingMs }) => pingMs && pingMs / 1000),
    ),
    gauge(
      "shard_guilds",
      "Guilds of the shard.",
      of(({ guilds }) => guilds),
    ),
    gauge("queue_length", "What waits: to identify, to be sent, to be requested.", labelled("queue", waiting)),
    gauge("requests_in_flight", "Requests without an answer yet.", only(inFlight)),
  ];
}

// The text format

const counter = (name: string, help: string, samples: Samples): string =>
  family(`${name}_total`, "counter", help, lines(`${name}_total`, samples));

const gauge = (name: string, help: string, samples: Samples): string =>
  family(name, "gauge", help, lines(name, samples));

function histogram(name: string, help: string, samples: Samples<Durations>): string {
  const seconds = `${name}_seconds`;
  const all = [...samples].flatMap(([labels, { count, totalMs, within }]) => [
    ...BOUNDS_MS.map((bound, at) => line(`${seconds}_bucket`, { ...labels, le: bound / 1000 }, within[at] ?? 0)),
    line(`${seconds}_bucket`, { ...labels, le: "+Inf" }, count),
    line(`${seconds}_sum`, labels, totalMs / 1000),
    line(`${seconds}_count`, labels, count),
  ]);
  return family(seconds, "histogram", help, all);
}

/** What is said of a metric, before its samples; nothing where it has none. */
function family(name: string, type: string, help: string, samples: readonly string[]): string {
  if (samples.length === 0) return "";
  return `# HELP anycord_${name} ${help}\n# TYPE anycord_${name} ${type}\n${samples.join("")}`;
}

const lines = (name: string, samples: Samples): string[] =>
  [...samples].map(([labels, value]) => line(name, labels, value));

function line(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(String(text))}"`);
  return `anycord_${name}${pairs.length === 0 ? "" : `{${pairs.join(",")}}`} ${value}\n`;
}

const escaped = (text: string): string => text.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n");

const only = (value: number): Samples => [[{}, value]];

/** Counts by name, each under a label. */
const labelled = (label: string, counts: Counts, labels: Labels = {}): [Labels, number][] =>
  Object.entries(counts).map(([name, value]) => [{ ...labels, [label]: name }, value]);

// The server

/** Serves the numbers to who asks for them; settles when it listens. It keeps no process alive. */
export async function serve(meter: Meter, port: number): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    if (request.url !== "/metrics") return void response.writeHead(404).end();
    const type = "text/plain; version=0.0.4; charset=utf-8";
    response.writeHead(200, { "content-type": type, connection: "close" }).end(exposition(meter.snapshot()));
  });
  await new Promise<void>((ready, fail) => server.once("error", fail).listen(port, "127.0.0.1", ready));
  server.unref();
  const { port: bound } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${bound}/metrics`, close: () => void server.close() };
}

async function prepare(client: Client): Promise<void> {
  const { url } = await serve(measure(client), Number(process.env.PORT ?? 9464));
  console.log(`Metrics at ${url}`);
}

if (import.meta.main) await run({ ...bot, sync: "global" }, prepare);
