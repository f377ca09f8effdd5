/**
 * Compares bodies with the shapes that Discord's HTTP description gives them: `test/fixtures/shapes.json` holds, for the
 * modelled operations, what is required of each answer (github.com/discord/discord-api-spec, MIT).
 */
import { readFileSync } from "node:fs";

/** What a value has to be. */
type Shape =
  | string
  | { readonly ref: string }
  | { readonly array: Shape }
  | { readonly oneOf: readonly Shape[] }
  | { readonly object: Readonly<Record<string, Shape>> };

interface Shapes {
  /** By route and status; null: no body. */
  readonly operations: Readonly<Record<string, Readonly<Record<string, Shape | null>>>>;
  readonly schemas: Readonly<Record<string, Shape>>;
}

const shapes = JSON.parse(readFileSync(new URL("../fixtures/shapes.json", import.meta.url), "utf8")) as Shapes;

/** What is wrong with an answer: with its status, or where in its body. */
export function flawsOf(route: string, status: number, body: unknown): string[] {
  const answers = shapes.operations[route] ?? {};
  const shape = answers[status];
  if (shape === undefined) return [`${route}: ${status}, and not ${Object.keys(answers).join(" or ")}`];
  if (shape === null) return body === "" ? [] : [`${route}: a body with ${status}`];
  return flaws(shape, body, route);
}

function flaws(shape: Shape, value: unknown, path: string): string[] {
  if (typeof shape === "string") return isOf(shape, value) ? [] : [`${path}: ${JSON.stringify(value)} is no ${shape}`];
  if ("ref" in shape) return flaws(shapes.schemas[shape.ref] ?? "any", value, `${path} (${shape.ref})`);
  if ("array" in shape) {
    if (!Array.isArray(value)) return [`${path}: ${JSON.stringify(value)} is no list`];
    return value.flatMap((item, n) => flaws(shape.array, item, `${path}[${n}]`));
  }
  if ("oneOf" in shape) {
    const likely = value === null ? shape.oneOf : shape.oneOf.filter((each) => each !== "null");
    const tried = likely.map((each) => flaws(each, value, path)).sort((a, b) => a.length - b.length);
    return tried[0] ?? [];
  }
  if (typeof value !== "object" || value === null) return [`${path}: ${JSON.stringify(value)} is no object`];
  return Object.entries(shape.object).flatMap(([key, inner]) =>
    key in value
      ? flaws(inner, (value as Record<string, unknown>)[key], `${path}.${key}`)
      : [`${path}.${key} is missing`],
  );
}

function isOf(type: string, value: unknown): boolean {
  if (type === "any") return true;
  if (type === "null") return value === null;
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type && value !== null;
}
