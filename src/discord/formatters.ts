/**
 * What Discord's clients show in a special way when it stands in a message.
 * https://docs.discord.com/developers/reference#message-formatting
 *
 * This file must never send or look up anything; it writes text.
 */

/** `<@id>`: shows the name of a user, and pings them where mentions are allowed. */
export function mentionUser(id: string): string {
  return `<@${id}>`;
}

/** `<@&id>`: shows the name of a role, and pings its members where mentions are allowed. */
export function mentionRole(id: string): string {
  return `<@&${id}>`;
}

/** `<#id>`: links to a channel or thread. */
export function mentionChannel(id: string): string {
  return `<#${id}>`;
}

/** `</name:id>`: a slash command to click on. `name` holds the group and the subcommand too: "tag admin set". */
export function mentionCommand(name: string, id: string): string {
  return `</${name}:${id}>`;
}

/** `<:name:id>`: a custom emoji. */
export function formatEmoji(emoji: {
  readonly id: string;
  readonly name: string;
  readonly animated?: boolean;
}): string {
  return `<${emoji.animated === true ? "a" : ""}:${emoji.name}:${emoji.id}>`;
}

/**
 * How an instant is shown: "t" 16:20, "T" 16:20:30, "d" 20/04/2026, "D" 20 April 2026, "f" (default) date and time,
 * "F" these with the weekday, "R" "2 months ago".
 */
export type TimestampStyle = "t" | "T" | "d" | "D" | "f" | "F" | "R";

/** `<t:seconds:style>`: an instant in the reader's own time zone. `at` is a Date, or milliseconds since 1970. */
export function formatTimestamp(at: Date | number, style?: TimestampStyle): string {
  const seconds = Math.floor(Number(at) / 1000);
  return style === undefined ? `<t:${seconds}>` : `<t:${seconds}:${style}>`;
}

/** Text that is shown as it stands: whatever would be markdown, or a mention of a user, role or channel, is not. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\*_~`|<[\]()#>@-]|(?<=^\s*\d+)\./gm, "\\$&");
}

/** Text in which nobody is pinged: a space without width stands between `@` and what follows. */
export function escapeMentions(text: string): string {
  return text.replace(/@(?=everyone|here|[!&]?\d)/g, "@\u200b");
}

/** A block of code. Backticks in the text cannot end it. */
export function codeBlock(text: string, language: string = ""): string {
  return `\`\`\`${language}\n${text.replaceAll("```", "`\u200b``")}\n\`\`\``;
}
