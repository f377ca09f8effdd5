/**
 * Builders for everything that messages and forms are made of. Each takes Discord's own fields and gives Discord's JSON;
 * what Discord would refuse is refused here, with the place in the text.
 * https://docs.discord.com/developers/components/reference
 *
 * They must never rename a field or fill in what was not said, but for `type` and the flag of the second version.
 */

import { ComponentType as Type } from "../discord/tables/components.ts";
import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIButtonComponentWithSKUId,
  APIButtonComponentWithURL,
  APIChannelSelectComponent,
  APICheckboxComponent,
  APICheckboxGroupComponent,
  APIComponentInContainer,
  APIComponentInMessageActionRow,
  APIContainerComponent,
  APIFileComponent,
  APIFileUploadComponent,
  APILabelComponent,
  APIMediaGalleryComponent,
  APIMentionableSelectComponent,
  APIMessageTopLevelComponent,
  APIModalInteractionResponseCallbackData,
  APIRadioGroupComponent,
  APIRoleSelectComponent,
  APISectionComponent,
  APISeparatorComponent,
  APIStringSelectComponent,
  APITextDisplayComponent,
  APITextInputComponent,
  APIThumbnailComponent,
  APIUserSelectComponent,
} from "../discord/types.ts";
import { type AnyComponent, checked, checkTop, demand, nested } from "./anatomy.ts";
import type { AnswerBody } from "./interaction.ts";

/** What a builder takes: Discord's fields without `type`. */
export type Fields<C> = Omit<C, "type">;

const COMPONENTS_V2 = 1 << 15;
const MOST_COMPONENTS = 40;
const MOST_ROWS = 5;

function builder<C extends AnyComponent>(type: C["type"]): (fields: Fields<C>) => C {
  return (fields) => checked({ ...fields, type } as unknown as C);
}

/** Up to five buttons, or one select. */
export function row(
  ...components: readonly APIComponentInMessageActionRow[]
): APIActionRowComponent<APIComponentInMessageActionRow> {
  return checked({ type: Type.ActionRow, components: [...components] });
}

/** A button that sends an interaction. `style`: 1 primary, 2 secondary (default), 3 success, 4 danger. */
export function button(
  fields: Omit<Fields<APIButtonComponentWithCustomId>, "style"> & { style?: 1 | 2 | 3 | 4 },
): APIButtonComponentWithCustomId {
  return checked({ style: 2, ...fields, type: Type.Button });
}

/** A button that opens a page, and sends no interaction. */
export function link(fields: Omit<Fields<APIButtonComponentWithURL>, "style">): APIButtonComponentWithURL {
  return checked({ ...fields, type: Type.Button, style: 5 });
}

/** A button that opens the purchase of a SKU, and sends no interaction. */
export function premium(fields: Omit<Fields<APIButtonComponentWithSKUId>, "style">): APIButtonComponentWithSKUId {
  return checked({ ...fields, type: Type.Button, style: 6 });
}

/** A choice from up to 25 texts. */
export const stringSelect: (fields: Fields<APIStringSelectComponent>) => APIStringSelectComponent =
  /* @__PURE__ */ builder(Type.StringSelect);
/** A choice of users. */
export const userSelect: (fields: Fields<APIUserSelectComponent>) => APIUserSelectComponent = /* @__PURE__ */ builder(
  Type.UserSelect,
);
/** A choice of roles. */
export const roleSelect: (fields: Fields<APIRoleSelectComponent>) => APIRoleSelectComponent = /* @__PURE__ */ builder(
  Type.RoleSelect,
);
/** A choice of users and roles. */
export const mentionableSelect: (fields: Fields<APIMentionableSelectComponent>) => APIMentionableSelectComponent =
  /* @__PURE__ */ builder(Type.MentionableSelect);
/** A choice of channels. */
export const channelSelect: (fields: Fields<APIChannelSelectComponent>) => APIChannelSelectComponent =
  /* @__PURE__ */ builder(Type.ChannelSelect);

/** One to three texts beside a button or a picture. */
export const section: (fields: Fields<APISectionComponent>) => APISectionComponent = /* @__PURE__ */ builder(
  Type.Section,
);
/** Text with Discord's markdown. */
export function text(content: string): APITextDisplayComponent {
  return checked({ type: Type.TextDisplay, content });
}
/** A small picture beside a section. */
export const thumbnail: (fields: Fields<APIThumbnailComponent>) => APIThumbnailComponent = /* @__PURE__ */ builder(
  Type.Thumbnail,
);
/** One to ten pictures or films. */
export function gallery(...items: APIMediaGalleryComponent["items"]): APIMediaGalleryComponent {
  return checked({ type: Type.MediaGallery, items });
}
/** An uploaded file: `attachment://name`. */
export const file: (fields: Fields<APIFileComponent>) => APIFileComponent = /* @__PURE__ */ builder(Type.File);
/** Room, with or without a line. */
export const separator: (fields: Fields<APISeparatorComponent>) => APISeparatorComponent = /* @__PURE__ */ builder(
  Type.Separator,
);
/** A box around other components. */
export function container(
  components: readonly APIComponentInContainer[],
  fields: Omit<Fields<APIContainerComponent>, "components"> = {},
): APIContainerComponent {
  return checked({ ...fields, type: Type.Container, components: [...components] });
}

/** A field of a form, with its label. */
export function label(
  text: string,
  component: APILabelComponent["component"],
  fields: { description?: string; id?: number } = {},
): APILabelComponent {
  return checked({ ...fields, type: Type.Label, label: text, component });
}
/** Text to type in. `style`: 1 one line (default), 2 several. */
export function textInput(
  fields: Omit<Fields<APITextInputComponent>, "style" | "label"> & { style?: 1 | 2 },
): APITextInputComponent {
  return checked({ style: 1, ...fields, type: Type.TextInput });
}
/** Files to upload, up to ten. */
export const fileUpload: (fields: Fields<APIFileUploadComponent>) => APIFileUploadComponent = /* @__PURE__ */ builder(
  Type.FileUpload,
);
/** One of two to ten. */
export const radioGroup: (fields: Fields<APIRadioGroupComponent>) => APIRadioGroupComponent = /* @__PURE__ */ builder(
  Type.RadioGroup,
);
/** Any of one to ten. */
export const checkboxGroup: (fields: Fields<APICheckboxGroupComponent>) => APICheckboxGroupComponent =
  /* @__PURE__ */ builder(Type.CheckboxGroup);
/** Yes or no. */
export const checkbox: (fields: Fields<APICheckboxComponent>) => APICheckboxComponent = /* @__PURE__ */ builder(
  Type.Checkbox,
);

/** A form for `showModal`: one to five labels or texts. */
export function form(fields: APIModalInteractionResponseCallbackData): APIModalInteractionResponseCallbackData {
  const { custom_id, title, components } = fields;
  const about = (name: string, size: number, most: number) =>
    demand(size >= 1 && size <= most, "form", `${name} has ${size} of at most ${most}`, "Change it.");
  about("custom_id", custom_id.length, 100);
  about("title", title.length, 45);
  about("components", components.length, 5);
  checkTop("form", components);
  refuseTwins("form", components);
  return fields;
}

/**
 * A message: sets the flag of the second version where a component needs it, and refuses what Discord refuses then:
 * content, embeds, stickers and polls beside such components, and more than 40 components in all.
 */
export function message<B extends AnswerBody>(body: B): B & { flags?: number } {
  const components = (body.components ?? []) as readonly APIMessageTopLevelComponent[];
  checkTop("message", components);
  refuseTwins("message", components);
  const second = components.some(({ type }) => type !== Type.ActionRow) || ((body.flags ?? 0) & COMPONENTS_V2) !== 0;
  if (!second) {
    demand(components.length <= MOST_ROWS, "message", "it has more than 5 rows", "Put them into a container.");
    return body as B & { flags?: number };
  }
  const count = components.flatMap((each) => [...nested(each)]).length;
  demand(count <= MOST_COMPONENTS, "message", `it has ${count} components; Discord takes 40`, "Send two messages.");
  for (const name of ["content", "embeds", "sticker_ids", "poll"]) {
    const value = (body as Readonly<Record<string, unknown>>)[name] as { readonly length?: number } | null | undefined;
    const empty = value == null || value.length === 0;
    demand(empty, "message", `${name} cannot stand beside these components`, "Use text() components instead.");
  }
  return { ...body, flags: (body.flags ?? 0) | COMPONENTS_V2 };
}

function refuseTwins(path: string, components: readonly unknown[]): void {
  const seen = new Set<unknown>();
  for (const { custom_id } of components.flatMap((each) => [...nested(each)])) {
    if (custom_id === undefined) continue;
    demand(!seen.has(custom_id), path, `two components have the custom id "${custom_id}"`, "Change one of them.");
    seen.add(custom_id);
  }
}
