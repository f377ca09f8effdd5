/**
 * How the tables of numbers in this folder are typed: against the enums of discord-api-types, member by member, so that
 * a missing or a wrong number does not compile, and a value from here fits wherever Discord's types name the enum.
 */

/** The members of a numeric enum, without those that are deprecated or that Discord does not document. */
export type Table<Enum, Left extends keyof Enum = never> = {
  readonly [Name in keyof Enum as Name extends string ? Exclude<Name, Left> : never]: Enum[Name];
};
