/**
 * What one bucket allows: how many requests may go now, and when more may.
 *
 * Discord tells `remaining` and `reset_after`, but not whether a bucket refills at once or slot by slot. So this learns
 * it. At a reset one request goes first, as a probe. If all is back although requests of ours are younger than the
 * window, the bucket refills: from then on all go at its reset ("fixed"). If less is back than our own requests explain,
 * others use it or it refills in a way of its own: one probe at every reset ("loose"). Otherwise slots are used again
 * when they are a window old, which no kind of bucket refuses ("steady").
 *
 * It must never know of queues, routes or other buckets.
 */

import type { QuotaHeaders } from "./headers.ts";

/** How the buckets of one name give slots back, as far as it is known. */
export type QuotaKind = "unknown" | "steady" | "fixed" | "loose" | "unlimited";

/** What is learnt of a bucket's name and holds for each major parameter under it. */
export interface Family {
  readonly name: string;
  kind: QuotaKind;
  /** 0 while unknown. */
  limit: number;
  /** The longest reset that was told, which is the length of the window; 0 while unknown. */
  windowMs: number;
}

/** One request that was let go. */
export interface Permit {
  readonly grantedAt: number;
  readonly epoch: number;
  readonly quota: Quota;
}

/** A stretch of time in which slots are counted down, from one reset to the next. */
export class Quota {
  readonly family: Family;
  #left = 1;
  #inFlight = 0;
  #epoch = 0;
  /** When this stretch ends; undefined while no answer has told. */
  #opensAt: number | undefined;
  /** When the stretch before ended. */
  #openedBeforeAt = -Infinity;
  /** The lowest `remaining` that was told in this stretch. */
  #lowest = Infinity;
  /** Whether nothing remained when the stretch before ended. */
  #wasExhausted = false;
  #blockedUntil = 0;
  #bornAt: number | undefined;
  #lastGrantAt = -Infinity;
  #grantBeforeAt = -Infinity;
  /** When requests were answered, ascending; no more of them than can matter. */
  readonly #answeredAt: number[] = [];

  constructor(family: Family) {
    this.family = family;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** How many requests may go now; may be Infinity. */
  free(now: number): number {
    if (now < this.#blockedUntil) return 0;
    if (this.family.kind === "unlimited") return Infinity;
    if (this.#opensAt !== undefined && now >= this.#opensAt) this.#open(now);
    if (this.#left <= 0 && this.family.kind === "steady") this.#left = this.#steadyLeft(now);
    return this.#left;
  }

  /** When more may go by the clock alone; undefined if only an answer can bring that. */
  opensAt(now: number): number | undefined {
    if (now < this.#blockedUntil) return this.#blockedUntil;
    if (this.family.kind !== "steady") return this.#opensAt;
    const oldest = this.#answeredAt[this.#answeredAt.length - this.#youngAt(now)];
    if (oldest === undefined) return this.#opensAt;
    return Math.min(oldest + this.family.windowMs, this.#opensAt ?? Infinity);
  }

  /** Lets one go. */
  take(now: number): Permit {
    this.#bornAt ??= now;
    this.#left -= 1;
    this.#inFlight += 1;
    this.#grantBeforeAt = this.#lastGrantAt;
    this.#lastGrantAt = now;
    return { grantedAt: now, epoch: this.#epoch, quota: this };
  }

  /** One that was let go has its answer, or will have none, and then nobody knows whether it was counted. */
  giveBack(now: number, answered: boolean): void {
    this.#inFlight -= 1;
    if (!answered) this.#lastGrantAt = -Infinity;
    this.#answeredAt.push(now);
    const keep = Math.max(2 * this.family.limit, 8);
    if (this.#answeredAt.length > 2 * keep) this.#answeredAt.splice(0, this.#answeredAt.length - keep);
    if (this.#inFlight === 0 && this.#opensAt === undefined && this.#left < 1) this.#left = 1;
  }

  /** What the answer to `permit` said, after `giveBack`. The permit may be one of another bucket, which led here. */
  learn(permit: Permit, told: QuotaHeaders, now: number): void {
    const { family } = this;
    family.limit = told.limit;
    family.windowMs = Math.max(family.windowMs, told.resetAfterMs);
    if (family.kind === "unlimited") family.kind = "unknown";
    const resetAt = now + told.resetAfterMs;
    const half = family.windowMs / 2;
    const own = permit.quota === this;
    // Sent before the reset and counted after it, it says what the new stretch has.
    const isLater = family.kind !== "steady" && resetAt >= this.#openedBeforeAt + half;
    const isNews = !own || permit.epoch === this.#epoch || isLater;
    if (family.kind === "fixed" && !isNews) {
      // It was counted in the window before: its slot was held in this one for nothing.
      this.#left = Math.min(this.#left + 1, family.limit - this.#inFlight);
      return;
    }
    if (own) this.#judge(permit, told, now);
    else this.#adopt(permit, now);
    if (family.kind === "fixed" && this.#opensAt !== undefined && resetAt > this.#opensAt + half) {
      this.#begin(this.#opensAt, told.remaining - this.#inFlight);
    }
    // Answers may overtake each other: the lowest is the latest.
    const latest = told.remaining <= this.#lowest;
    if (latest) this.#lowest = told.remaining;
    if (isNews) this.#left = Math.max(this.#left, this.#lowest - this.#inFlight);
    this.#left = Math.min(this.#left, this.#lowest);
    if (family.kind === "fixed") this.#opensAt = Math.min(this.#opensAt ?? resetAt, resetAt);
    else if (latest) this.#opensAt = resetAt;
  }

  /** The answer said nothing of limits: the route has none, or a page may not read them. */
  learnNothing(): void {
    if (this.family.kind === "unknown" && this.family.limit === 0) this.family.kind = "unlimited";
  }

  /** Discord said: nothing here before `until`; `own` if by a limit that we should have kept. */
  block(until: number, own: boolean): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, until);
    if (!own) return;
    this.family.kind = "loose";
    this.#opensAt = this.#blockedUntil;
    this.#left = 0;
  }

  /** Whether a new one would know as much. */
  isIdle(now: number): boolean {
    const restedAt = Math.max(this.#blockedUntil, (this.#opensAt ?? this.#lastGrantAt) + this.family.windowMs);
    return this.#inFlight === 0 && now > restedAt;
  }

  /** A reset has passed. */
  #open(now: number): void {
    const { kind, limit } = this.family;
    const probe = this.#inFlight === 0 ? 1 : 0;
    let left = probe;
    if (kind === "fixed") left = limit - this.#inFlight;
    if (kind === "steady") left = Math.max(probe, this.#steadyLeft(now));
    this.#begin(this.#opensAt ?? now, left);
  }

  #begin(before: number, left: number): void {
    this.#epoch += 1;
    this.#openedBeforeAt = before;
    this.#opensAt = undefined;
    this.#wasExhausted = this.#lowest === 0;
    this.#lowest = Infinity;
    this.#left = Math.max(0, left);
  }

  /** How many slots our own requests leave if each holds one for a window. */
  #steadyLeft(now: number): number {
    return this.family.limit - this.#inFlight - this.#youngAt(now);
  }

  /** How many were answered less than a window before `instant`. */
  #youngAt(instant: number): number {
    const { length } = this.#answeredAt;
    let old = 0;
    let young = length;
    while (old < young) {
      const middle = (old + young) >> 1;
      if ((this.#answeredAt[middle] as number) + this.family.windowMs > instant) young = middle;
      else old = middle + 1;
    }
    return length - young;
  }

  /** Takes over a request that another bucket let go, and that fell into this one. */
  #adopt(permit: Permit, now: number): void {
    this.#bornAt ??= permit.grantedAt;
    this.#lastGrantAt = Math.max(this.#lastGrantAt, permit.grantedAt);
    this.#answeredAt.push(now);
  }

  /** Learns from `remaining` how slots come back. */
  #judge(permit: Permit, told: QuotaHeaders, now: number): void {
    const { family } = this;
    const { windowMs } = family;
    if ((this.#bornAt ?? now) + windowMs > permit.grantedAt) return;
    const ours = this.#inFlight + this.#youngAt(permit.grantedAt);
    const alone = permit.grantedAt === this.#lastGrantAt && this.#inFlight === 0;
    const isFull = told.remaining === told.limit - 1;
    if (told.remaining < told.limit - ours) family.kind = "loose";
    else if (!alone || family.kind === "loose" || told.limit === 1) return;
    else if (isFull && this.#grantBeforeAt + windowMs > now) family.kind = "fixed";
    else if (family.kind === "unknown" && this.#wasExhausted && told.remaining > 0) family.kind = "steady";
  }
}
