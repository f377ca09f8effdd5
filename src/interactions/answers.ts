/**
 * Answers one interaction: asks its Deadline what may be sent, sends it, and tells the Deadline what became of it.
 *
 * The shell around a pure machine. It must never decide by itself which answer may come when.
 */

import type { Answer, AnswerBody, EditBody } from "../commands/interaction.ts";
import type { APIInteractionResponse, APIMessage } from "../discord/types.ts";
import { ApiError, ExpiredError } from "../errors.ts";
import { type Clock, type Driver, drive } from "../machine.ts";
import { deferredParcel, EPHEMERAL, editParcel, isEphemeral, messageParcel } from "./body.ts";
import {
  ANSWER_WITHIN_MS,
  Deadline,
  type DeadlineEffect,
  type DeadlineInit,
  type DeadlineInput,
  type FirstAct,
  type LaterAct,
  LIFE_MS,
  type Via,
} from "./deadline.ts";
import { createRequests, type Parcel, type Requests, type Send } from "./send.ts";

/** What answering needs of the world. */
export interface AnswerTools extends DeadlineInit {
  readonly clock: Clock;
  readonly send: Send;
  /** Takes the first answer in another way than by request, and says whether it did: an HTTP endpoint's response. */
  readonly respond?: ((response: APIInteractionResponse, files: boolean) => boolean) | undefined;
  /** Nobody answered; `expired`: and nobody can any more. */
  readonly onUnanswered: (expired: boolean) => void;
  /** Deferring by itself failed. */
  readonly onError: (error: unknown) => void;
}

/** What is answered: an interaction's ids, and the message it came from. */
export interface Answerable {
  readonly id: string;
  readonly application_id: string;
  readonly token: string;
  readonly message?: { readonly id: string } | undefined;
}

/** The answers of one interaction. */
export interface Replier {
  reply(body: string | AnswerBody): Promise<Answer>;
  update(body: string | EditBody): Promise<Answer>;
  /** An answer without a message: a deferral, a form, suggestions. */
  plain(act: "defer" | "deferUpdate" | "modal" | "suggest", data?: object): Promise<void>;
  edit(where: string, body: string | EditBody): Promise<APIMessage>;
  delete(where: string): Promise<void>;
  followUp(body: string | AnswerBody): Promise<APIMessage>;
  /** Says something in whatever way is still possible: as the answer, as what was deferred, or as another message. */
  speak(body: string | AnswerBody): Promise<unknown>;
  /** The handler has ended. */
  handled(): void;
  /** Drops it: no timer is left. */
  stop(): void;
}

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
const TYPES: Record<FirstAct, number> = { reply: 4, defer: 5, deferUpdate: 6, update: 7, suggest: 8, modal: 9 };
const ORIGINAL = "@original";
const ANSWERED = 40060;
/** Unknown interaction; unknown webhook; invalid webhook token; answered already. */
const GONE = [10062, 10015, 50027, ANSWERED];
const RETRY_AFTER_MS = 500;

/** Makes the answers of one interaction; its time runs from now on. */
export function createReplier(about: Answerable, tools: AnswerTools): Replier {
  return new InteractionReplier(about, tools);
}

interface Answered {
  readonly body?: object | undefined;
  readonly files?: Parcel["files"];
}

interface Asked {
  readonly act: FirstAct | LaterAct;
  readonly go: (via: Via) => void;
  readonly refuse: (error: unknown) => void;
}

class InteractionReplier implements Replier {
  readonly #about: Answerable;
  readonly #tools: AnswerTools;
  readonly #requests: Requests;
  readonly #receivedAt: number;
  readonly #deadline: Deadline;
  readonly #driver: Driver<DeadlineInput>;
  readonly #asked = new Map<number, Asked>();
  #lastId = 0;
  /** What the user still waits for from the handler itself. */
  #owed: "answer" | "edit" | "nothing" = "answer";

  constructor(about: Answerable, tools: AnswerTools) {
    const { clock, send } = tools;
    this.#about = about;
    this.#tools = tools;
    this.#requests = createRequests(about, send);
    this.#receivedAt = clock.now();
    this.#deadline = new Deadline(tools, this.#receivedAt);
    this.#driver = drive(this.#deadline, { clock, perform: (effect) => this.#perform(effect) });
  }

  reply = async (body: string | AnswerBody): Promise<Answer> => {
    const via = await this.#ask("reply", isEphemeral(body));
    const { followUp, message } = this.#requests;
    if (via === "callback") {
      await this.#callback("reply", messageParcel(body));
      return this.#answer();
    }
    if (via === "edit") return this.#answer(await this.#later(() => message("PATCH", ORIGINAL, deferredParcel(body))));
    if (via === "replace") await this.#later(() => message("DELETE", ORIGINAL));
    return this.#answer(await this.#later(() => followUp(messageParcel(body))));
  };

  update = async (body: string | EditBody): Promise<Answer> => {
    const via = await this.#ask("update");
    const parcel = editParcel(body);
    if (via === "callback") await this.#callback("update", parcel);
    else await this.#later(() => this.#requests.message("PATCH", ORIGINAL, parcel));
    return this.#answer(undefined, this.#about.message?.id);
  };

  plain = async (act: "defer" | "deferUpdate" | "modal" | "suggest", body?: object): Promise<void> => {
    const via = await this.#ask(act, act === "defer" && body !== undefined);
    if (via === "callback") await this.#callback(act, { body });
  };

  edit = (where: string, body: string | EditBody): Promise<APIMessage> => this.#edit(where, editParcel(body));

  delete = async (where: string): Promise<void> => {
    await this.#follow("later", () => this.#requests.message("DELETE", where));
  };

  followUp = (body: string | AnswerBody): Promise<APIMessage> =>
    this.#follow("later", () => this.#requests.followUp(messageParcel(body)));

  speak(body: string | AnswerBody): Promise<unknown> {
    if (this.#owed === "answer") return this.reply(body);
    return this.#owed === "edit" ? this.#edit(ORIGINAL, deferredParcel(body)) : this.followUp(body);
  }

  handled(): void {
    this.#driver.feed({ type: "handled" });
  }

  stop(): void {
    this.#driver.stop();
  }

  #perform(effect: DeadlineEffect): void {
    switch (effect.type) {
      case "go":
        return this.#go(effect.id, effect.via);
      case "refuse":
        return this.#asked.get(effect.id)?.refuse(effect.error);
      case "defer":
        return void this.#callback(effect.act, { body: effect.ephemeral ? { flags: EPHEMERAL } : undefined }).catch(
          this.#tools.onError,
        );
      case "unanswered":
        return this.#tools.onUnanswered(effect.expired);
    }
  }

  #ask(act: FirstAct | LaterAct, ephemeral = false): Promise<Via> {
    const id = ++this.#lastId;
    const verdict = new Promise<Via>((go, refuse) => this.#asked.set(id, { act, go, refuse }));
    this.#driver.feed({ type: "ask", id, act, ephemeral });
    return verdict.finally(() => this.#asked.delete(id));
  }

  #go(id: number, via: Via): void {
    const asked = this.#asked.get(id);
    if (asked?.act !== "later") this.#owed = asked?.act === "defer" ? "edit" : "nothing";
    asked?.go(via);
  }

  async #callback(act: FirstAct, { body: data, files }: Answered): Promise<void> {
    const { clock, respond } = this.#tools;
    const body = { type: TYPES[act], ...(data && { data }) } as APIInteractionResponse;
    try {
      const leftMs = Math.max(1, this.#deadline.leftMs(clock.now()));
      if (!respond?.(body, files !== undefined))
        await this.#requests.callback({ body, ...(files && { files }) }, leftMs);
      this.#driver.feed({ type: "sent", outcome: "ok" });
    } catch (error) {
      this.#owed = "answer";
      this.#driver.feed({ type: "sent", outcome: isGone(error) ? "gone" : "failed" });
      throw explained(error, this.#ageMs - ANSWER_WITHIN_MS);
    }
  }

  #edit(where: string, parcel: Parcel): Promise<APIMessage> {
    const act = where === ORIGINAL ? "edit" : "later";
    return this.#follow(act, () => this.#requests.message("PATCH", where, parcel));
  }

  /** What comes after the first answer. */
  async #follow<T>(act: LaterAct, request: () => Promise<T>): Promise<T> {
    await this.#ask(act);
    return this.#later(request);
  }

  /** Discord does not know a fresh token everywhere at once, above all after an answer inside an HTTP response. */
  async #later<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      if (!isGone(error)) throw error;
    }
    await new Promise<void>((resume) => this.#tools.clock.schedule(resume, RETRY_AFTER_MS));
    return request().catch((error) => {
      throw explained(error, this.#ageMs - LIFE_MS);
    });
  }

  get #ageMs(): number {
    return this.#tools.clock.now() - this.#receivedAt;
  }

  #answer(sent?: APIMessage, messageId?: string): Answer {
    return {
      interactionId: this.#about.id,
      messageId: sent?.id ?? messageId,
      fetch: async () => sent ?? this.#later(() => this.#requests.message("GET", ORIGINAL)),
    };
  }
}

const isGone = (error: unknown): error is ApiError => error instanceof ApiError && GONE.includes(error.discordCode);

/** Says in our words what Discord's codes for dead interactions mean. */
function explained(error: unknown, lateMs: number): unknown {
  if (!isGone(error)) return error;
  const answered = error.discordCode === ANSWERED;
  const ms = Math.max(0, lateMs);
  return new ExpiredError(answered ? "INTERACTION_ANSWERED" : "INTERACTION_EXPIRED", ms, {
    what: `Discord ${answered ? "has another answer" : `no longer knows the interaction, ${Math.ceil(ms)} ms too late`}.`,
    cure: "See that one process answers; answer or defer before slow work.",
    cause: error,
  });
}
