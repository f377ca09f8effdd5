/** The bot that Prometheus watches: what is served is in Prometheus' format, and what was measured. */
import { describe, expect, it } from "vitest";
import { exposition, serve } from "../../demo/bots/metrics.ts";
import { bot } from "../../demo/bots/slash.ts";
import { BOUNDS_MS, type Metrics, measure } from "../../src/metrics/mod.ts";
import { readScrape } from "./prometheus.ts";
import { onStage } from "./stage.ts";

const nothing: Metrics = {
  ...{ events: {}, frames: { in: 0, out: 0 }, bytes: { in: 0, out: 0 }, heartbeats: 0, reconnects: {}, problems: {} },
  sessions: { identifies: 0, resumes: 0, started: 0, resumed: 0, replayed: 0 },
  gaps: { count: 0, events: 0, sessionsLost: 0 },
  ...{ handlers: {}, errors: {}, requests: {}, shards: [] },
  queues: { identifies: 0, frames: 0, requests: 0, inFlight: 0 },
};

describe("What Prometheus reads", () => {
  it("is in its format when there is nothing to tell yet", () => {
    const scraped = readScrape(exposition(nothing));
    expect(scraped.get('anycord_frames_total{direction="in"}')).toBe(0);
    expect([...scraped.values()].every((value) => value === 0)).toBe(true);
  });

  it("escapes what stands in labels", () => {
    const scraped = readScrape(exposition({ ...nothing, errors: { 'a "b" \\ \n c': 2 } }));
    expect(scraped.get(String.raw`anycord_errors_total{source="a \"b\" \\ \n c"}`)).toBe(2);
  });

  it("tells durations in seconds, as histograms whose classes add up", () => {
    const took = { count: 3, totalMs: 20_150, maxMs: 20_000, within: BOUNDS_MS.map((ms) => (ms < 100 ? 1 : 2)) };
    const handlers = { MESSAGE_CREATE: { took, busy: took } };
    const scraped = readScrape(exposition({ ...nothing, handlers }));
    const of = (suffix: string, le = ""): number | undefined =>
      scraped.get(`anycord_handler_duration_seconds_${suffix}{event="MESSAGE_CREATE"${le && `,le="${le}"`}}`);
    expect([of("bucket", "0.05"), of("bucket", "0.1"), of("bucket", "10"), of("bucket", "+Inf")]).toEqual([1, 2, 2, 3]);
    expect([of("sum"), of("count")]).toEqual([20.15, 3]);
  });

  it("is served of a bot at work, and says what the ledger says", () =>
    onStage(bot, async ({ discord, client }) => {
      const { url, close } = await serve(measure(client), 0);
      await discord.slash("ping");
      await discord.slash("ping");
      const callback = "POST /interactions/{interaction_id}/{interaction_token}/callback";
      const answers = `anycord_requests_total{route="${callback}",status="204"}`;
      const scrape = async () => {
        const response = await fetch(url);
        expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
        return readScrape(await response.text());
      };
      await expect.poll(async () => (await scrape()).get(answers)).toBe(2);
      const scraped = await scrape();
      expect(scraped.get('anycord_events_total{event="INTERACTION_CREATE"}')).toBe(
        discord.ledger.sent("INTERACTION_CREATE"),
      );
      expect(discord.ledger.requested(callback)).toBe(2);
      expect(scraped.get('anycord_shard_ready{shard="0"}')).toBe(1);
      expect(scraped.get('anycord_shard_guilds{shard="0"}')).toBe(discord.guilds.length);
      expect((await fetch(url.replace("/metrics", "/"))).status).toBe(404);
      close();
    }));
});
