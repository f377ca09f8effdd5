/**
 * What Discord refuses in components: lengths, counts, and what may stand in what, as a table.
 * https://docs.discord.com/developers/components/reference
 *
 * Pure; it must never change a component, and lets types pass that it does not know: Discord adds new ones.
 */

import { ComponentType as Type } from "../discord/tables/components.ts";
import { UsageError } from "../errors.ts";

/** A component, whatever its type. */
export interface AnyComponent {
  readonly type: number;
}

type Limits = Readonly<Record<string, readonly [least: number, most: number]>>;

interface Rule {
  /** Characters of texts, items of lists, sizes of numbers; only where the field is there. */
  readonly limits?: Limits;
  /** Fields that must be there. */
  readonly needs?: readonly string[];
  /** Which types may stand in which fields. */
  readonly holds?: Readonly<Record<string, readonly number[]>>;
}

const SELECTS = [Type.StringSelect, Type.UserSelect, Type.RoleSelect, Type.MentionableSelect, Type.ChannelSelect];
const CHOICE: Limits = { label: [1, 100], value: [1, 100], description: [0, 100] };
const SELECT: Rule = {
  needs: ["custom_id"],
  limits: { custom_id: [1, 100], placeholder: [0, 150], min_values: [0, 25], max_values: [1, 25] },
};
const IN_CONTAINER = [Type.ActionRow, Type.Section, Type.TextDisplay, Type.MediaGallery, Type.File, Type.Separator];
/** What may stand at the top of a message, and of a form. */
const AT_TOP = {
  message: [...IN_CONTAINER, Type.Container] as readonly number[],
  form: [Type.Label, Type.TextDisplay, Type.ActionRow] as readonly number[],
};
const IN_LABEL = [...SELECTS, Type.TextInput, Type.FileUpload, Type.RadioGroup, Type.CheckboxGroup, Type.Checkbox];

const RULES: Readonly<Record<number, Rule>> = {
  [Type.ActionRow]: {
    limits: { components: [1, 5] },
    holds: { components: [Type.Button, ...SELECTS, Type.TextInput] },
  },
  [Type.Button]: { limits: { label: [1, 80], custom_id: [1, 100], url: [1, 512] } },
  [Type.StringSelect]: { ...SELECT, needs: ["custom_id", "options"], limits: { ...SELECT.limits, options: [1, 25] } },
  [Type.UserSelect]: SELECT,
  [Type.RoleSelect]: SELECT,
  [Type.MentionableSelect]: SELECT,
  [Type.ChannelSelect]: SELECT,
  [Type.TextInput]: {
    needs: ["custom_id"],
    limits: {
      custom_id: [1, 100],
      placeholder: [0, 100],
      value: [0, 4000],
      min_length: [0, 4000],
      max_length: [1, 4000],
    },
  },
  [Type.Section]: {
    needs: ["accessory"],
    limits: { components: [1, 3] },
    holds: { components: [Type.TextDisplay], accessory: [Type.Button, Type.Thumbnail] },
  },
  [Type.TextDisplay]: { limits: { content: [1, 4000] } },
  [Type.Thumbnail]: { needs: ["media"], limits: { description: [0, 1024] } },
  [Type.MediaGallery]: { limits: { items: [1, 10] } },
  [Type.Separator]: { limits: { spacing: [1, 2] } },
  [Type.Container]: { limits: { components: [1, 40] }, holds: { components: IN_CONTAINER } },
  [Type.Label]: {
    needs: ["component"],
    limits: { label: [1, 45], description: [0, 100] },
    holds: { component: IN_LABEL },
  },
  [Type.FileUpload]: {
    needs: ["custom_id"],
    limits: { custom_id: [1, 100], min_values: [0, 10], max_values: [1, 10], file_types: [0, 10] },
  },
  [Type.RadioGroup]: { needs: ["custom_id"], limits: { custom_id: [1, 100], options: [2, 10] } },
  [Type.CheckboxGroup]: {
    needs: ["custom_id"],
    limits: { custom_id: [1, 100], options: [1, 10], min_values: [0, 10], max_values: [1, 10] },
  },
  [Type.Checkbox]: { needs: ["custom_id"], limits: { custom_id: [1, 100] } },
};

const NAMES = new Map<number, string>(Object.entries(Type).map(([name, type]) => [type, name]));
const nameOf = (type: number): string => NAMES.get(type) ?? `component ${type}`;
const UNITS = { string: "characters", number: "", object: "items" } as Record<string, string>;

type Fields = Readonly<Record<string, unknown>>;

/** Throws a UsageError, "COMPONENT_INVALID", that says where; gives back the component. */
export function checked<C extends AnyComponent>(component: C, path: string = nameOf(component.type)): C {
  const fields = component as unknown as Fields;
  const rule = RULES[component.type] ?? {};
  for (const name of rule.needs ?? []) demand(fields[name] !== undefined, path, `${name} is missing`, `Give it one.`);
  checkLimits(rule.limits ?? {}, fields, path);
  for (const [name, allowed] of Object.entries(rule.holds ?? {})) checkHeld(name, fields[name], allowed, path);
  checkSpecial(component, fields, path);
  return component;
}

/** Throws unless each may stand at the top of a message or a form. */
export function checkTop(place: "message" | "form", components: readonly AnyComponent[]): void {
  checkHeld("components", components, AT_TOP[place], place);
}

/** The component and all that stands in it. */
export function* nested(component: unknown): Generator<Fields> {
  const fields = component as Fields;
  yield fields;
  const { components, component: inner, accessory } = fields;
  for (const each of [...(Array.isArray(components) ? components : []), inner, accessory]) {
    if (typeof each === "object" && each !== null) yield* nested(each);
  }
}

/** Throws the error of a component, unless `holds`. */
export function demand(holds: boolean, path: string, what: string, cure: string): asserts holds {
  if (!holds) throw new UsageError("COMPONENT_INVALID", { what: `${path}: ${what}.`, cure });
}

function checkLimits(limits: Limits, fields: Fields, path: string): void {
  for (const [name, [least, most]] of Object.entries(limits)) {
    const value = fields[name];
    if (value === undefined || value === null) continue;
    const size = typeof value === "number" ? value : (value as { readonly length: number }).length;
    const unit = UNITS[typeof value];
    const what = `${name} ${unit === "" ? "is" : "has"} ${size}${unit && ` ${unit}`}; Discord takes ${least} to ${most}`;
    demand(size >= least && size <= most, path, what, "Change it.");
  }
}

function checkHeld(name: string, value: unknown, allowed: readonly number[], path: string): void {
  const list = (Array.isArray(value) ? value : value === undefined ? [] : [value]) as readonly AnyComponent[];
  for (const [n, each] of list.entries()) {
    const where = Array.isArray(value) ? `${path}, ${name}.${n}` : `${path}, ${name}`;
    const fits = allowed.includes(each.type) || !NAMES.has(each.type);
    demand(fits, where, `a ${nameOf(each.type)} cannot stand here`, `Here may be: ${allowed.map(nameOf).join(", ")}.`);
    checked(each, `${where} (${nameOf(each.type)})`);
  }
}

const STYLE_NEEDS: Readonly<Record<number, string>> = { 5: "url", 6: "sku_id" };

/** What no table says. */
function checkSpecial(component: AnyComponent, fields: Fields, path: string): void {
  const list = (name: string) => (fields[name] ?? []) as readonly Fields[];
  switch (component.type) {
    case Type.ActionRow: {
      const types = list("components").map((each) => each.type);
      const alone = types.every((type) => type === Type.Button) || types.length === 1;
      return demand(alone, path, "a select shares a row", "Give each select a row of its own.");
    }
    case Type.Button: {
      const need = STYLE_NEEDS[Number(fields.style)] ?? "custom_id";
      const others = ["url", "sku_id", "custom_id"].filter((name) => name !== need && fields[name] !== undefined);
      demand(fields[need] !== undefined, path, `a button of style ${fields.style} needs ${need}`, "Give it one.");
      demand(others.length === 0, path, `a button of style ${fields.style} has no ${others[0]}`, "Leave it out.");
      const words = fields.label !== undefined || fields.emoji !== undefined;
      return demand(need === "sku_id" || words, path, "it has no label and no emoji", "Give it one of them.");
    }
    case Type.File: {
      const url = String((fields.file as Fields | undefined)?.url ?? "");
      return demand(
        url.startsWith("attachment://"),
        path,
        "file.url must be attachment://name",
        "Upload it as a file.",
      );
    }
    case Type.Label: {
      const inner = fields.component as Fields;
      demand(inner.label === undefined, path, "a field inside a Label has no label of its own", "Leave it out.");
      return demand(inner.disabled !== true, path, "nothing in a form can be disabled", "Leave it out.");
    }
    default:
      for (const [n, each] of list("options").entries()) checkLimits(CHOICE, each, `${path}, options.${n}`);
      return checkRange(fields, path);
  }
}

function checkRange(fields: Fields, path: string): void {
  const { min_values: least, max_values: most, min_length: short, max_length: long, required, options } = fields;
  const pairs = [
    ["min_values", least, most],
    ["min_length", short, long],
  ] as const;
  for (const [name, low, high] of pairs) {
    const ordered = low === undefined || high === undefined || Number(low) <= Number(high);
    demand(ordered, path, `${name} is above its maximum`, "Swap them.");
  }
  const enough = Array.isArray(options) ? options.length : Number.POSITIVE_INFINITY;
  demand(Number(most ?? 0) <= enough, path, "max_values is above the number of options", "Lower it.");
  demand(!(required === true && least === 0), path, "it is required, but min_values is 0", "Say one or the other.");
}
