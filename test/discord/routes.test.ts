import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { OPERATIONS } from "./operations.ts";

const FOLDER = new URL("../../src/discord/routes/", import.meta.url);
const SOURCE = readdirSync(FOLDER)
  .map((file) => readFileSync(new URL(file, FOLDER), "utf8"))
  .join("\n");

interface DocumentedRoute {
  readonly route: string;
  readonly text: string;
  readonly link: string;
}

/** Every route in the tables with the two lines above it. */
const ROUTES: readonly DocumentedRoute[] = [
  ...SOURCE.matchAll(/ {2}\/\*\*\n {3}\* (?<text>.*)\n {3}\* (?<link>.*)\n {3}\*\/\n {2}"(?<route>[A-Z]+ \/.*)": \{/g),
].map((match) => match.groups as unknown as DocumentedRoute);

const TOKENS = {
  bot: "Bot token; not from a page.",
  "bot|oauth2": "Bot token (not from a page) or OAuth2 token.",
  oauth2: "OAuth2 token.",
  none: "No token; from a page too.",
};

describe("the tables of routes", () => {
  it("hold every operation once, each with its documentation", () => {
    expect(SOURCE.match(/^ {2}"[A-Z]+ \//gm)).toHaveLength(243);
    expect(new Set(ROUTES.map(({ route }) => route)).size).toBe(243);
  });

  it("say which token each takes, as Discord's description does", () => {
    const said = new Map(ROUTES.map(({ route, text }) => [route, tokenIn(text)]));
    expect(OPERATIONS.map(({ route }) => [route, said.get(route)])).toEqual(
      OPERATIONS.map(({ route, auth }) => [route, TOKENS[auth]]),
    );
  });

  it("say where the audit log shows a reason, and nowhere else", () => {
    const saying = ROUTES.filter(({ text }) => text.includes("Takes a reason.")).map(({ route }) => route);
    const taking = OPERATIONS.filter((operation) => "reason" in operation).map(({ route }) => route);
    expect(saying.toSorted()).toEqual(taking.toSorted());
    expect(taking).toHaveLength(53);
  });

  it("name the page that each rests on, or say that there is none", () => {
    const links = ROUTES.map(({ link }) => link);
    const pages = links.filter((link) => /^https:\/\/docs\.discord\.com\/developers\/[\w/-]+#[\w-]+$/.test(link));
    const without = links.filter((link) => link === "Not in Discord's documentation.");
    expect([pages.length, without.length]).toEqual([223, 20]);
  });

  it("write nothing but paths that Discord has: no trailing slash, no unclosed part", () => {
    const odd = ROUTES.filter(({ route }) => !/^(GET|POST|PUT|PATCH|DELETE)( (\/(\{\w+\}|[\w@.-]+))+)$/.test(route));
    expect(odd).toEqual([]);
  });
});

/** Results that discord-api-types names and no route of ours gives, and why. */
const LEFT: Readonly<Record<string, readonly string[]>> = {
  "OAuth2 tokens have their own functions": [
    "RESTPostOAuth2AccessTokenResult",
    "RESTPostOAuth2AccessTokenWithBotAndGuildsAndWebhookIncomingScopeResult",
    "RESTPostOAuth2AccessTokenWithBotAndGuildsScopeResult",
    "RESTPostOAuth2AccessTokenWithBotAndWebhookIncomingScopeResult",
    "RESTPostOAuth2AuthorizationQueryResult",
    "RESTPostOAuth2ClientCredentialsResult",
    "RESTPostOAuth2RefreshTokenResult",
  ],
  "followups are messages of a webhook": [
    "RESTDeleteAPIInteractionFollowupResult",
    "RESTGetAPIInteractionFollowupResult",
    "RESTPatchAPIInteractionFollowupResult",
    "RESTPostAPIInteractionFollowupResult",
  ],
  "typed more closely: a message or nothing, nothing, a channel or nothing, text": [
    "RESTDeleteAPIChannelRecipientResult",
    "RESTGetAPIInviteTargetUsersResult",
    "RESTPostAPIInteractionCallbackResult",
    "RESTPostAPIWebhookWithTokenGitHubResult",
    "RESTPostAPIWebhookWithTokenResult",
    "RESTPostAPIWebhookWithTokenSlackResult",
    "RESTPutAPIChannelRecipientResult",
  ],
  "not in Discord's description": [
    "RESTGetAPIApplicationIdentitiesResult",
    "RESTGetAPIApplicationIdentityProfileResult",
    "RESTGetAPIGuildMemberVerificationResult",
    "RESTGetAPIUserApplicationIdentitiesResult",
    "RESTPatchAPIApplicationIdentityProfileResult",
    "RESTPatchAPIGuildMemberVerificationResult",
    "RESTPostAPIApplicationIdentityDeleteResult",
  ],
  "switched off by Discord": ["RESTPutAPIGuildApplicationCommandsPermissionsResult"],
};

describe("discord-api-types", () => {
  it("names no result that our routes do not give: a new operation there is one here", () => {
    const folder = new URL("../../node_modules/discord-api-types/rest/v10/", import.meta.url);
    const files = readdirSync(folder).filter((file) => file.endsWith(".d.ts"));
    const text = files.map((file) => readFileSync(new URL(file, folder), "utf8")).join("\n");
    const declared = text.matchAll(
      /(?<doc>\/\*\*(?:(?!\*\/).)*\*\/\n)?export (?:type|interface) (?<name>REST(?:Get|Post|Put|Patch|Delete)\w*Result)\b/gs,
    );
    const current = [...declared].filter(({ groups }) => !groups?.doc?.includes("@deprecated"));
    const given = new Set(SOURCE.match(/REST\w+Result\b/g));
    const missing = current.map(({ groups }) => groups?.name ?? "").filter((name) => !given.has(name));
    expect(current.length).toBeGreaterThan(200);
    expect(missing.toSorted()).toEqual(Object.values(LEFT).flat().toSorted());
  });
});

function tokenIn(text: string): string | undefined {
  return Object.values(TOKENS).find((phrase) => text.includes(` ${phrase}`));
}
